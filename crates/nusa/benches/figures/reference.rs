//! What this machine can do by itself, measured in the same run as the figures:
//! an append with fdatasync, and SQLite that writes the plain rows of sales in
//! batches and in groups. Knows nothing of Nusa.

use std::{
    io::{self, Seek, SeekFrom, Write},
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
    time::Duration,
};

use rusqlite::Connection;

use crate::{
    clock::{Watch, per_second, percentile},
    plain::{self, Plain},
};

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

/// A database with the plain tables, durable at each commit as a node's is.
fn open(folder: &Path, name: &str) -> rusqlite::Result<(Connection, Plain)> {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("{name}{end}")));
    }
    let db = Connection::open(folder.join(name))?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    let plain = Plain::lay(&db)?;
    Ok((db, plain))
}

/// Sales a second of one writer that commits so many sales at once and counts them together, as a push
/// is taken in: no shift is known of them there.
///
/// # Errors
/// SQLite refuses.
pub(crate) fn batches(folder: &Path, size: i64, rounds: i64) -> rusqlite::Result<i64> {
    let (mut db, plain) = open(folder, "batches.db")?;
    let watch = Watch::start();
    for round in 0..rounds {
        let tx = db.transaction()?;
        for sale in 1..=size {
            plain::own(&tx, round * size + sale)?;
        }
        plain.count(&tx, round * size + size, size)?;
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
    let (db, plain) = open(folder, "group.db")?;
    let (queue, jobs) = sync_channel::<SyncSender<()>>(submitters);
    let writer = thread::spawn(move || write_groups(db, &plain, &jobs, submitters));
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
    plain: &Plain,
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
            plain.sell(&tx, sale)?;
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
