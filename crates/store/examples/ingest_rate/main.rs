//! How fast the store takes in: batches of a centre, single sales of a branch, a
//! full pull of ten thousand products. Prints figures of this machine; judges
//! nothing. `cargo run --release -p nusa-store --example ingest_rate`.

mod clock;

use clock::{on_processor, timed};
use nusa_facts::{BranchId, Head, SealedDoc, master::Scope, stock::Location};
use nusa_rules::Delta;
use nusa_store::{
    Error, Look, Options, SqliteReader, SqliteStore, Store, Tx,
    conformance::samples::{chain, movement, placed, product, sale_deltas, timed_doc},
    sqlite::SqliteTx,
};

const BATCH: u32 = 500;
const BATCHES: u32 = 40;

fn main() -> Result<(), Error> {
    let directory = tempfile::tempdir()?;
    let options = Options {
        ballast_bytes: 0,
        ..Options::default()
    };
    let mut store = SqliteStore::open(directory.path(), &options)?;
    batches(&mut store)?;
    single_sales(&mut store)?;
    groups(&mut store)?;
    full_pull(&mut store)?;
    let reader = SqliteReader::open(directory.path())?;
    let took = timed(|| reader.quick_check())?;
    println!("quick_check: {took} µs");
    Ok(())
}

/// A document of the size of a sale of three lines, and its deltas.
fn sale(n: u32, branch: BranchId) -> (SealedDoc, Vec<Delta>) {
    let doc = timed_doc(
        n,
        &"x".repeat(600),
        nusa_facts::Millis(i64::from(n) + 1),
        false,
    );
    let mut deltas = sale_deltas(n, 30_000);
    for line in 1..3 {
        let line = line + u16::try_from(n % 97).unwrap_or(0);
        let (from, to) = (Location::Branch(branch), Location::Customer);
        deltas.push(Delta::Moved(movement(n, line, from, to, 1_000)));
    }
    (doc, deltas)
}

fn batches(store: &mut SqliteStore) -> Result<(), Error> {
    let (mut spent, mut cost) = (0, 0);
    for batch in 0..BATCHES {
        let branch = BranchId(batch % 8 + 1);
        let sales = (0..BATCH).map(|n| sale(batch * BATCH + n, branch));
        let (docs, deltas): (Vec<_>, Vec<_>) = sales.unzip();
        let deltas = deltas.concat();
        let before = on_processor()?;
        spent += timed(|| store.transact(|tx| ingest(tx, branch, &docs, &deltas)))?;
        cost += on_processor()? - before;
    }
    let sales = u128::from(BATCH * BATCHES) * 1_000_000;
    let (by_wall, by_processor) = (sales / spent, sales / cost);
    println!(
        "centre: {by_wall} sales/s in batches of {BATCH}; {by_processor} a second of processor"
    );
    Ok(())
}

fn ingest(
    tx: &mut SqliteTx<'_>,
    branch: BranchId,
    docs: &[SealedDoc],
    deltas: &[Delta],
) -> Result<(), Error> {
    let head = match tx.head(branch, chain(1))? {
        Some(head) => head,
        None => {
            tx.open_chain(branch, chain(1), 1)?;
            Head::empty(chain(1))
        }
    };
    for (place, doc) in placed(branch, head, docs).iter().zip(docs) {
        tx.append(place, doc)?;
    }
    tx.apply(branch, deltas)
}

fn single_sales(store: &mut SqliteStore) -> Result<(), Error> {
    let branch = BranchId(99);
    let (mut spent, mut cost) = (0, 0);
    for n in 0..2_000 {
        let (doc, deltas) = sale(1_000_000 + n, branch);
        let docs = std::slice::from_ref(&doc);
        let before = on_processor()?;
        let sell = |tx: &mut SqliteTx<'_>| tx.savepoint(|tx| ingest(tx, branch, docs, &deltas));
        spent += timed(|| store.transact(sell))?;
        cost += on_processor()? - before;
    }
    println!(
        "branch: {} µs a sale with its commit; {} µs of processor",
        spent / 2_000,
        cost / 2_000
    );
    Ok(())
}

/// Sixteen tills at once: one commit for sixteen sales, a savepoint each.
fn groups(store: &mut SqliteStore) -> Result<(), Error> {
    let branch = BranchId(98);
    let (mut spent, mut cost) = (0, 0);
    for group in 0..125 {
        let sales: Vec<_> = (0..16)
            .map(|n| sale(2_000_000 + group * 16 + n, branch))
            .collect();
        let before = on_processor()?;
        spent += timed(|| {
            store.transact(|tx| {
                sales.iter().try_for_each(|(doc, deltas)| {
                    let docs = std::slice::from_ref(doc);
                    tx.savepoint(|tx| ingest(tx, branch, docs, deltas))
                })
            })
        })?;
        cost += on_processor()? - before;
    }
    let (by_wall, each) = (2_000_000_000 / spent, cost / 2_000);
    println!("sixteen tills: {by_wall} sales/s in groups of 16; {each} µs of processor a sale");
    Ok(())
}

fn full_pull(store: &mut SqliteStore) -> Result<(), Error> {
    let filled = timed(|| {
        store.transact(|tx| {
            (1..=10_000).try_for_each(|n| {
                let row = product(n, &format!("Barang {n}"));
                tx.put(Scope::Company, n.into(), &row.key(), Some(&row))
            })
        })
    })?;
    let reader = SqliteReader::open(store.directory())?;
    let pull = || {
        reader
            .changes(Scope::Company, 0, 20_000)
            .map(|rows| assert_eq!(rows.len(), 10_000))
    };
    timed(pull)?;
    let before = on_processor()?;
    let pulled = timed(pull)?;
    let cost = on_processor()? - before;
    let nothing = timed(|| reader.changes(Scope::Company, 10_000, 1_000).map(|_| ()))?;
    println!("pull of 10,000 rows: put in {filled} µs, read in {pulled} µs ({cost} of processor)");
    println!("pull of nothing: {nothing} µs");
    Ok(())
}
