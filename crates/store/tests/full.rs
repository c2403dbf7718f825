//! R25: a disk that ends refuses the sale, keeps the file whole and everything
//! that was told "paid".

use nusa_facts::Head;
use nusa_store::{
    Error, Look, Options, SqliteReader, SqliteStore, Store, Tx,
    conformance::samples::{BRANCH, chain, doc, id, placed, sale_deltas},
    verify,
};

fn sell<T: Tx>(tx: &mut T, n: u32) -> Result<(), Error> {
    let head = tx.head(BRANCH, chain(1))?.unwrap_or(Head::empty(chain(1)));
    let doc = doc(n, &"x".repeat(200));
    tx.append(&placed(BRANCH, head, std::slice::from_ref(&doc))[0], &doc)?;
    tx.apply(BRANCH, &sale_deltas(n, 1_000))
}

fn store(directory: &std::path::Path) -> SqliteStore {
    let options = Options {
        ballast_bytes: 1 << 20,
        ..Options::default()
    };
    SqliteStore::open(directory, &options).unwrap()
}

/// Sells until the disk says no; the number of sales that were told "paid".
fn sell_out(store: &mut SqliteStore) -> u32 {
    store
        .transact::<_, Error>(|tx| tx.open_chain(BRANCH, chain(1), 1))
        .unwrap();
    store.limit_pages(Some(220)).unwrap();
    for n in 1..10_000 {
        match store.transact(|tx| sell(tx, n)) {
            Ok(()) => {}
            Err(Error::Full) => return n - 1,
            Err(other) => panic!("a full disk is told as such: {other:?}"),
        }
    }
    panic!("the disk never ended");
}

#[test]
fn r25_a_full_disk_refuses_the_sale_and_keeps_every_one_before_it() {
    let directory = tempfile::tempdir().unwrap();
    let mut node = store(directory.path());
    let paid = sell_out(&mut node);
    assert!(100 < paid);
    let reader = SqliteReader::open(directory.path()).unwrap();
    assert_eq!(
        reader.head(BRANCH, chain(1)).unwrap().unwrap().seq,
        u64::from(paid)
    );
    assert!(reader.sale(BRANCH, id(paid)).unwrap().is_some());
    assert_eq!(reader.sale(BRANCH, id(paid + 1)).unwrap(), None);
    assert!(matches!(
        node.transact(|tx| sell(tx, paid + 1)),
        Err(Error::Full)
    ));
    drop((reader, node));

    let mut node = store(directory.path());
    let flaws = node.transact(|tx| verify::chains(tx)).unwrap();
    assert_eq!(flaws, []);
    node.transact(|tx| sell(tx, paid + 1)).unwrap();
}

#[test]
fn r25_a_group_that_met_the_end_of_the_disk_is_undone_as_a_whole() {
    let directory = tempfile::tempdir().unwrap();
    let mut node = store(directory.path());
    let paid = sell_out(&mut node);
    let group: Result<u32, Error> = node.transact(|tx| {
        let sold = (0..40).filter(|n| tx.savepoint(|tx| sell(tx, paid + 1 + n)).is_ok());
        Ok(u32::try_from(sold.count()).unwrap())
    });
    let head = node
        .transact::<_, Error>(|tx| tx.head(BRANCH, chain(1)))
        .unwrap()
        .unwrap();
    let kept = *group.as_ref().unwrap_or(&0);
    assert_eq!(head.seq, u64::from(paid + kept), "{group:?}");
    assert_eq!(node.transact(|tx| verify::chains(tx)).unwrap(), []);
}

#[test]
fn r25_the_ballast_stands_until_it_is_given_up() {
    let directory = tempfile::tempdir().unwrap();
    let mut node = store(directory.path());
    assert!(node.room().unwrap().ballast);
    node.free_ballast().unwrap();
    assert!(!node.room().unwrap().ballast && node.room().unwrap().is_low());
    assert!(node.refill_ballast().unwrap());
}
