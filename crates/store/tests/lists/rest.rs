//! What else is listed: shifts, cash, repeated numbers, seals, history, digests.

use nusa_facts::{CENTRE, Millis};
use nusa_rules::{Delta, rows::RepeatedRow};
use nusa_store::{
    Error, Look, Tx,
    conformance::samples::{BRANCH, cash, chain, doc, id, number, placed, sale_deltas, shift},
};

use crate::shop::{OTHER, shop};

#[test]
fn the_rest_is_listed_too() {
    let shop = shop(|tx| {
        let docs = vec![id(2), id(3)];
        tx.apply(
            BRANCH,
            &[Delta::ShiftOpened(shift()), Delta::Cash(cash(9, 50))],
        )?;
        tx.apply(
            CENTRE,
            &[Delta::Repeated(RepeatedRow {
                branch: BRANCH,
                number: number(2),
                docs,
            })],
        )?;
        tx.apply(OTHER, &sale_deltas(8, 1))?;
        let head = tx.head(CENTRE, chain(1))?.unwrap();
        let docs = [doc(1, "a"), doc(2, "b"), doc(3, "c")];
        let places = placed(CENTRE, head, &docs);
        places
            .iter()
            .zip(&docs)
            .try_for_each(|(place, doc)| tx.append(place, doc).map(|_| ()))?;
        tx.apply(
            BRANCH,
            &[Delta::Sealed {
                chain: chain(1),
                seq: 3,
                hash: places[2].hash,
                signature: "ab".to_owned(),
                at: Millis(1),
            }],
        )
    });
    let reader = &shop.reader;
    assert_eq!(reader.shifts(BRANCH, None, 10).unwrap(), [shift()]);
    assert!(reader.shifts(BRANCH, Some(id(1)), 10).unwrap().is_empty());
    assert_eq!(reader.cash(BRANCH, id(1)).unwrap(), [cash(9, 50)]);
    let repeated = reader.repeated(Some(BRANCH)).unwrap();
    assert_eq!(
        (repeated.len(), &repeated[0].docs),
        (1, &vec![id(2), id(3)])
    );
    assert!(reader.repeated(Some(OTHER)).unwrap().is_empty());
    assert_eq!(reader.seals(BRANCH).unwrap().len(), 1);
    let latest = reader.latest(CENTRE, None, 2).unwrap();
    assert_eq!(
        latest.iter().map(|(_, bytes)| bytes).collect::<Vec<_>>(),
        [&doc(3, "c").bytes, &doc(2, "b").bytes]
    );
    assert_eq!(
        reader.latest(CENTRE, Some(latest[1].0), 9).unwrap()[0].1,
        doc(1, "a").bytes
    );
    let here = reader.digests(Some(BRANCH)).unwrap();
    assert_ne!(
        here,
        reader.digests(None).unwrap(),
        "a branch's own rows are hashed alone"
    );
    reader.quick_check().unwrap();
    let seen: Result<usize, Error> = reader.snapshot(|look| Ok(look.writers()?.len()));
    assert_eq!(seen.unwrap(), 3);
}
