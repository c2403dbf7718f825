//! What else is listed: shifts, cash, repeated numbers, seals, history, digests.

use nusa_facts::{BusinessDate, CENTRE, Millis};
use nusa_rules::{
    Delta,
    rows::{OrderRow, OrderState, RepeatedRow},
};
use nusa_store::{
    Error, Look, OrderFilter, Tx,
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

#[test]
fn orders_of_some_days_come_in_pages_by_day_and_number() {
    let days =
        ["2026-11-22", "2026-11-23", "2026-11-24"].map(|text| BusinessDate::parse(text).unwrap());
    let order = |doc: u32, day: usize, n: u32| {
        Delta::Order(OrderRow {
            id: id(doc),
            business_date: days[day],
            n,
            table: None,
            sitting: 0,
            at: Millis(1),
            gross: 9,
            state: OrderState::Placed,
            started_at: None,
            ended_at: None,
            ready: Vec::new(),
            bill: id(doc),
        })
    };
    let finished = Delta::OrderState {
        order: id(5),
        state: OrderState::Finished,
        at: Millis(2),
    };
    // Number 2 of the second day was given twice, as a copied branch may.
    let rows = [
        order(1, 2, 1),
        order(2, 1, 2),
        order(3, 1, 2),
        order(4, 1, 1),
        order(5, 0, 7),
        order(6, 1, 10),
        finished,
    ];
    let shop = shop(|tx| {
        tx.apply(BRANCH, &rows)?;
        tx.apply(OTHER, &[order(7, 1, 1)])
    });
    let all = OrderFilter {
        branch: BRANCH,
        from: days[0],
        to: days[2],
        state: None,
        after: None,
        limit: 9,
    };
    let found = |filter: OrderFilter| -> Vec<_> {
        let rows = shop.reader.orders_of_days(&filter).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(found(all), [5, 4, 2, 3, 6, 1].map(id));
    let behind = |day: usize, n, doc| OrderFilter {
        after: Some((days[day], n, id(doc))),
        ..all
    };
    assert_eq!(found(behind(1, 2, 2)), [3, 6, 1].map(id));
    assert_eq!(found(behind(1, 10, 6)), [1].map(id));
    let second = |filter: OrderFilter| OrderFilter {
        from: days[1],
        to: days[1],
        ..filter
    };
    assert_eq!(found(second(all)), [4, 2, 3, 6].map(id));
    assert_eq!(found(second(behind(0, 7, 5))), [4, 2, 3, 6].map(id));
    assert_eq!(found(OrderFilter { limit: 2, ..all }), [5, 4].map(id));
    let state = Some(OrderState::Finished);
    assert_eq!(found(OrderFilter { state, ..all }), [5].map(id));
}
