//! What this machine can do by itself, measured in the same run as the figures:
//! an append with fdatasync, and the plainest SQLite that would hold the same
//! rows. Knows nothing of Nusa.

use std::{
    io::{self, Seek, SeekFrom, Write},
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
    time::Duration,
};

use rusqlite::{Connection, Transaction, params};

use crate::clock::{Watch, per_second, percentile};

/// Rows a plain till would write for a sale of three lines: head, three lines, three movements,
/// three levels, one payment, one sum.
const LINES: i64 = 3;

/// Times of appending 4 KiB and calling fdatasync.
///
/// # Errors
/// The disk refuses.
pub(crate) fn fdatasync(folder: &Path, times: usize) -> io::Result<Vec<Duration>> {
    let path = folder.join("fdatasync");
    let mut file = std::fs::File::create(&path)?;
    let page = [7_u8; 4096];
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let watch = Watch::start();
        file.seek(SeekFrom::End(0))?;
        file.write_all(&page)?;
        file.sync_data()?;
        taken.push(watch.elapsed());
    }
    drop(file);
    std::fs::remove_file(path)?;
    Ok(taken)
}

/// A plain database with the tables of a plain till.
///
/// # Errors
/// SQLite refuses.
pub(crate) fn open(folder: &Path, name: &str) -> rusqlite::Result<Connection> {
    let path = folder.join(name);
    let _ = std::fs::remove_file(&path);
    let db = Connection::open(path)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE sale (id INTEGER PRIMARY KEY, body BLOB, total INTEGER) STRICT;
         CREATE TABLE line (sale INTEGER, n INTEGER, product INTEGER, milli INTEGER, PRIMARY KEY (sale, n)) STRICT;
         CREATE TABLE movement (sale INTEGER, n INTEGER, product INTEGER, milli INTEGER, PRIMARY KEY (sale, n)) STRICT;
         CREATE TABLE level (product INTEGER PRIMARY KEY, milli INTEGER) STRICT;
         CREATE TABLE payment (sale INTEGER PRIMARY KEY, amount INTEGER) STRICT;
         CREATE TABLE day (day INTEGER PRIMARY KEY, total INTEGER) STRICT;",
    )?;
    Ok(db)
}

/// Writes one plain sale: twelve rows.
///
/// # Errors
/// SQLite refuses.
pub(crate) fn sell(tx: &Transaction<'_>, sale: i64) -> rusqlite::Result<()> {
    let body = [b'x'; 700];
    tx.prepare_cached("INSERT INTO sale VALUES (?1, ?2, ?3)")?
        .execute(params![sale, body, 30_000])?;
    for n in 0..LINES {
        let product = (sale * 7 + n * 31) % 10_000;
        tx.prepare_cached("INSERT INTO line VALUES (?1, ?2, ?3, 1000)")?
            .execute([sale, n, product])?;
        tx.prepare_cached("INSERT INTO movement VALUES (?1, ?2, ?3, 1000)")?
            .execute([sale, n, product])?;
        tx.prepare_cached(
            "INSERT INTO level VALUES (?1, -1000) ON CONFLICT (product) DO UPDATE SET milli = milli - 1000",
        )?
        .execute([product])?;
    }
    tx.prepare_cached("INSERT INTO payment VALUES (?1, 30000)")?
        .execute([sale])?;
    tx.prepare_cached(
        "INSERT INTO day VALUES (1, 30000) ON CONFLICT (day) DO UPDATE SET total = total + 30000",
    )?
    .execute([])?;
    Ok(())
}

/// Sales a second of one writer that commits so many sales at once.
///
/// # Errors
/// SQLite refuses.
pub(crate) fn batches(folder: &Path, size: i64, rounds: i64) -> rusqlite::Result<i64> {
    let mut db = open(folder, "batches.db")?;
    let watch = Watch::start();
    for round in 0..rounds {
        let tx = db.transaction()?;
        for sale in 0..size {
            sell(&tx, round * size + sale)?;
        }
        tx.commit()?;
    }
    Ok(per_second(size * rounds, watch.elapsed()))
}

/// Sales a second of so many submitters who each wait for their commit, with one writer that commits
/// whatever waits.
///
/// # Errors
/// SQLite refuses.
pub(crate) fn group_commit(folder: &Path, submitters: usize, each: usize) -> rusqlite::Result<i64> {
    let db = open(folder, "group.db")?;
    let (queue, jobs) = sync_channel::<SyncSender<()>>(submitters);
    let writer = thread::spawn(move || write_groups(db, &jobs, submitters));
    let watch = Watch::start();
    thread::scope(|scope| {
        for _ in 0..submitters {
            let queue = queue.clone();
            scope.spawn(move || (0..each).all(|_| submit(&queue)));
        }
    });
    let taken = watch.elapsed();
    drop(queue);
    writer.join().expect("the reference writer ends")?;
    let sales = i64::try_from(submitters * each).unwrap_or(i64::MAX);
    Ok(per_second(sales, taken))
}

fn submit(queue: &SyncSender<SyncSender<()>>) -> bool {
    let (done, answer) = sync_channel(1);
    queue.send(done).is_ok() && answer.recv().is_ok()
}

fn write_groups(
    mut db: Connection,
    jobs: &Receiver<SyncSender<()>>,
    most: usize,
) -> rusqlite::Result<()> {
    let mut sale = 0;
    while let Ok(first) = jobs.recv() {
        let group: Vec<_> = std::iter::once(first)
            .chain(jobs.try_iter().take(most - 1))
            .collect();
        let tx = db.transaction()?;
        for _ in &group {
            sale += 1;
            sell(&tx, sale)?;
        }
        tx.commit()?;
        group.iter().for_each(|done| _ = done.send(()));
    }
    Ok(())
}

/// The middle of a list of times, in microseconds.
pub(crate) fn p50_us(mut times: Vec<Duration>) -> i64 {
    percentile(&mut times, 50)
}
