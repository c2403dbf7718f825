//! The part of the contract about streams of master data (R13 to R17).

use nusa_facts::{
    BranchId, ProductId, RegionId,
    master::{Entity, EntityKey, EntityKind, Scope},
};

use super::{
    must, must_not,
    samples::{category, price, product},
};
use crate::{
    error::Error,
    ledger::{Changed, Look, Store, Tx},
};

const COMPANY: Scope = Scope::Company;
const REGION: Scope = Scope::Region(RegionId(2));
const HERE: Scope = Scope::Branch(BranchId(7));

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    numbers_rise_one_by_one(&mut make());
    rows_come_back_as_they_were_put(&mut make());
    a_stream_tells_each_row_once(&mut make());
    a_page_never_cuts_a_change(&mut make());
    tombstones_are_forgotten_behind_the_horizon(&mut make());
    a_row_goes_when_its_last_stream_lets_it_go(&mut make());
    a_snapshot_replaces_a_stream_whole_or_not_at_all(&mut make());
    codes_find_products(&mut make());
}

/// Puts a row at the next change number of a stream.
fn put<T: Tx>(tx: &mut T, scope: Scope, entity: &Entity) -> Result<u64, Error> {
    let change = tx.next_change(scope)?;
    tx.put(scope, change, &entity.key(), Some(entity))?;
    Ok(change)
}

fn numbers(changes: &[Changed]) -> Vec<u64> {
    changes.iter().map(|row| row.change).collect()
}

fn numbers_rise_one_by_one<S: Store>(store: &mut S) {
    must(store, |tx| {
        assert_eq!((tx.change(COMPANY)?, tx.horizon(COMPANY)?), (0, 0));
        let given = [
            tx.next_change(COMPANY)?,
            tx.next_change(COMPANY)?,
            tx.next_change(HERE)?,
        ];
        assert_eq!(given, [1, 2, 1]);
        assert_eq!(tx.next_number(EntityKind::Product)?, 1);
        assert_eq!(tx.next_number(EntityKind::Product)?, 2);
        assert_eq!(tx.next_number(EntityKind::Price)?, 1);
        Ok(())
    });
    must(store, |tx| {
        assert_eq!(tx.change(COMPANY)?, 2);
        // A follower is told the numbers and takes none itself.
        tx.put(COMPANY, 40, &category(1).key(), Some(&category(1)))?;
        assert_eq!(tx.change(COMPANY)?, 40);
        tx.put(COMPANY, 12, &category(2).key(), Some(&category(2)))?;
        assert_eq!(tx.next_change(COMPANY)?, 41);
        Ok(())
    });
}

fn rows_come_back_as_they_were_put<S: Store>(store: &mut S) {
    let rows = [
        product(10, "Kopi"),
        price(1, 10, COMPANY),
        price(2, 10, HERE),
        category(3),
    ];
    must(store, |tx| {
        for row in &rows {
            put(tx, COMPANY, row)?;
        }
        put(tx, COMPANY, &category(10))?;
        put(tx, COMPANY, &product(9, "Teh"))?;
        put(tx, COMPANY, &product(9, "Teh manis")).map(|_| ())
    });
    must(store, |tx| {
        for row in &rows {
            assert_eq!(tx.entity(&row.key())?.as_ref(), Some(row));
        }
        assert_eq!(
            tx.entities(EntityKind::Product)?,
            [product(9, "Teh manis"), product(10, "Kopi")]
        );
        assert_eq!(
            tx.entities(EntityKind::Category)?,
            [category(3), category(10)]
        );
        assert!(tx.entities(EntityKind::Staff)?.is_empty());
        let prices: Vec<_> = tx
            .prices(ProductId(10))?
            .into_iter()
            .map(Entity::Price)
            .collect();
        assert_eq!(prices, rows[1..3]);
        for unknown in ["11", "010", "x", ""] {
            let key = EntityKey {
                kind: EntityKind::Product,
                id: unknown.to_owned(),
            };
            assert_eq!(tx.entity(&key)?, None, "{unknown}");
        }
        Ok(())
    });
    must_not(store, "a row under another key", |tx| {
        tx.put(COMPANY, 99, &category(4).key(), Some(&category(5)))
    });
}

fn a_stream_tells_each_row_once<S: Store>(store: &mut S) {
    must(store, |tx| {
        put(tx, COMPANY, &product(1, "a"))?;
        put(tx, COMPANY, &product(2, "b"))?;
        put(tx, HERE, &product(3, "c"))?;
        put(tx, COMPANY, &product(1, "a2"))?;
        let change = tx.next_change(COMPANY)?;
        tx.put(COMPANY, change, &product(2, "b").key(), None)
    });
    must(store, |tx| {
        let gone = Changed {
            change: 4,
            key: product(2, "b").key(),
            now: None,
        };
        let now = Changed {
            change: 3,
            key: product(1, "").key(),
            now: Some(product(1, "a2")),
        };
        assert_eq!(tx.changes(COMPANY, 0, 10)?, [now.clone(), gone.clone()]);
        assert_eq!(tx.changes(COMPANY, 3, 10)?, [gone]);
        assert_eq!(tx.changes(COMPANY, 0, 1)?, [now]);
        assert!(tx.changes(COMPANY, 4, 10)?.is_empty());
        assert_eq!(numbers(&tx.changes(HERE, 0, 10)?), [1]);
        Ok(())
    });
}

fn a_page_never_cuts_a_change<S: Store>(store: &mut S) {
    must(store, |tx| {
        let rows = [(1, 1), (2, 5), (3, 5), (4, 5), (5, 6)];
        rows.iter().try_for_each(|&(n, change)| {
            tx.put(COMPANY, change, &category(n).key(), Some(&category(n)))
        })
    });
    must(store, |tx| {
        for (limit, expected) in [(1, 1), (2, 4), (3, 4), (4, 4), (5, 5)] {
            assert_eq!(
                tx.changes(COMPANY, 0, limit)?.len(),
                expected,
                "a page of {limit}"
            );
        }
        Ok(())
    });
}

pub(crate) fn tombstones_are_forgotten_behind_the_horizon<S: Store>(store: &mut S) {
    must(store, |tx| {
        for n in 1..=4 {
            put(tx, COMPANY, &category(n))?;
        }
        for n in [1, 2] {
            let change = tx.next_change(COMPANY)?;
            tx.put(COMPANY, change, &category(n).key(), None)?;
        }
        tx.compact(COMPANY, 5)
    });
    must(store, |tx| {
        assert_eq!((tx.horizon(COMPANY)?, tx.change(COMPANY)?), (5, 6));
        assert_eq!(
            numbers(&tx.changes(COMPANY, 0, 10)?),
            [3, 4, 6],
            "rows that stand are kept"
        );
        tx.compact(COMPANY, 2)?;
        assert_eq!(tx.horizon(COMPANY)?, 5, "a horizon never goes back");
        Ok(())
    });
}

pub(crate) fn a_row_goes_when_its_last_stream_lets_it_go<S: Store>(store: &mut S) {
    let row = product(1, "a");
    let leave = |tx: &mut S::Tx<'_>, scope| {
        let change = tx.next_change(scope)?;
        tx.put(scope, change, &product(1, "a").key(), None)
    };
    must(store, |tx| {
        put(tx, REGION, &row)?;
        put(tx, HERE, &row)?;
        assert_eq!(tx.streams_of(&row.key())?, [REGION, HERE]);
        leave(tx, REGION)?;
        assert_eq!(tx.streams_of(&row.key())?, [HERE]);
        assert_eq!(tx.entity(&row.key())?, Some(row.clone()));
        leave(tx, HERE)?;
        assert!(tx.streams_of(&row.key())?.is_empty());
        assert_eq!(tx.entity(&row.key())?, None);
        assert_eq!(
            numbers(&tx.changes(HERE, 0, 9)?),
            [2],
            "the tombstone stays"
        );
        Ok(())
    });
}

pub(crate) fn a_snapshot_replaces_a_stream_whole_or_not_at_all<S: Store>(store: &mut S) {
    must(store, |tx| {
        put(tx, COMPANY, &category(1))?;
        put(tx, COMPANY, &category(2))?;
        put(tx, REGION, &category(2)).map(|_| ())
    });
    let refill = |tx: &mut S::Tx<'_>| {
        tx.drop_stream(COMPANY)?;
        assert_eq!(
            (tx.change(COMPANY)?, tx.entity(&category(1).key())?),
            (0, None)
        );
        assert!(
            tx.entity(&category(2).key())?.is_some(),
            "it stands in another stream"
        );
        tx.put(COMPANY, 9, &category(3).key(), Some(&category(3)))
    };
    let half: Result<(), Error> = store.transact(|tx| {
        refill(tx)?;
        Err(Error::Full)
    });
    assert!(half.is_err());
    must(store, |tx| {
        assert_eq!(
            numbers(&tx.changes(COMPANY, 0, 9)?),
            [1, 2],
            "the old stream stands whole"
        );
        refill(tx)
    });
    must(store, |tx| {
        assert_eq!(numbers(&tx.changes(COMPANY, 0, 9)?), [9]);
        assert_eq!(tx.change(COMPANY)?, 9);
        Ok(())
    });
}

fn codes_find_products<S: Store>(store: &mut S) {
    must(store, |tx| {
        put(tx, COMPANY, &product(1, "a"))?;
        put(tx, COMPANY, &product(2, "b")).map(|_| ())
    });
    must(store, |tx| {
        let cases = [
            ("SKU-2", Some(2)),
            ("8991", Some(1)),
            ("", None),
            ("sku", None),
        ];
        for (code, expected) in cases {
            let found = tx.product_by_code(code)?.map(|product| product.id.0);
            assert_eq!(found, expected, "{code}");
        }
        Ok(())
    });
}
