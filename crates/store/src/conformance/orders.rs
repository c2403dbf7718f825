//! The part of the contract about tables, the kitchen and orders, and what open
//! orders hold.

use nusa_facts::{BranchId, BusinessDate, CategoryId, Millis, ProductId, StationId, TableId};
use nusa_rules::{
    Delta,
    rows::{OrderRow, OrderState, StationRow, TableRow},
};

use super::{
    must, must_not,
    samples::{BRANCH, day, id},
};
use crate::ledger::{Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    tables_stand_as_last_told_and_sittings_only_rise(&mut make());
    orders_are_found_by_state_by_sitting_and_by_day(&mut make());
    what_open_orders_hold_adds_up(&mut make());
    lines_are_cooked_and_an_order_that_was_served_goes_back(&mut make());
    stations_stand_as_last_told(&mut make());
    a_step_of_an_order_that_is_not_there_is_refused(&mut make());
}

fn table_id(n: u8) -> TableId {
    TableId::from_bytes([n; 16])
}

fn table(n: u8, label: &str) -> TableRow {
    TableRow {
        id: table_id(n),
        area: "Teras".to_owned(),
        label: label.to_owned(),
        seats: 4,
        active: true,
    }
}

fn order(n: u32, table: Option<u8>) -> OrderRow {
    OrderRow {
        id: id(n),
        business_date: day(),
        n,
        table: table.map(table_id),
        sitting: table.map_or(0, |_| 2),
        at: Millis(1_000 + i64::from(n)),
        gross: 45_000,
        state: OrderState::Placed,
        started_at: None,
        ended_at: None,
        ready: Vec::new(),
        bill: id(n),
    }
}

fn tables_stand_as_last_told_and_sittings_only_rise<S: Store>(store: &mut S) {
    let close = |n, ended| Delta::Sitting {
        table: table_id(n),
        ended,
    };
    must(store, |tx| {
        let deltas = [
            Delta::Table(table(2, "C1")),
            Delta::Table(table(1, "B2")),
            Delta::Table(table(1, "B3")),
            close(1, 4),
            close(1, 3),
        ];
        tx.apply(BRANCH, &deltas)
    });
    must(store, |tx| tx.apply(BRANCH, &[close(1, 2), close(9, 1)]));
    must(store, |tx| {
        assert_eq!(
            tx.tables(BRANCH)?,
            [(table(1, "B3"), 5), (table(2, "C1"), 1)]
        );
        assert_eq!(tx.table(BRANCH, table_id(1))?, Some((table(1, "B3"), 5)));
        assert_eq!(tx.table(BRANCH, table_id(9))?, None);
        assert_eq!(tx.tables(BranchId(8))?, []);
        Ok(())
    });
}

fn orders_are_found_by_state_by_sitting_and_by_day<S: Store>(store: &mut S) {
    let step = |n, state, at| Delta::OrderState {
        order: id(n),
        state,
        at: Millis(at),
    };
    must(store, |tx| {
        let deltas = [
            Delta::Order(order(3, None)),
            Delta::Order(order(1, Some(1))),
            Delta::Order(order(2, Some(1))),
            // The first word holds.
            Delta::Order(OrderRow {
                gross: 1,
                ..order(1, Some(1))
            }),
        ];
        tx.apply(BRANCH, &deltas)
    });
    must(store, |tx| {
        let steps = [
            step(1, OrderState::Started, 5_000),
            step(2, OrderState::Cancelled, 6_000),
            step(1, OrderState::Finished, 9_000),
        ];
        tx.apply(BRANCH, &steps)
    });
    let finished = OrderRow {
        state: OrderState::Finished,
        started_at: Some(Millis(5_000)),
        ended_at: Some(Millis(9_000)),
        ..order(1, Some(1))
    };
    let cancelled = OrderRow {
        state: OrderState::Cancelled,
        ended_at: Some(Millis(6_000)),
        ..order(2, Some(1))
    };
    must(store, |tx| {
        assert_eq!(tx.order(BRANCH, id(1))?, Some(finished.clone()));
        assert_eq!(tx.order(BranchId(8), id(1))?, None);
        assert_eq!(tx.orders(BRANCH, OrderState::Placed)?, [order(3, None)]);
        assert_eq!(tx.orders(BRANCH, OrderState::Started)?, []);
        let there = [finished.clone(), cancelled.clone()];
        assert_eq!(tx.orders_at(BRANCH, table_id(1), 2)?, there);
        assert_eq!(tx.orders_at(BRANCH, table_id(1), 1)?, []);
        assert_eq!(tx.last_order(BRANCH, day())?, 3);
        let other = BusinessDate::parse("1999-12-31").expect("a day");
        assert_eq!(tx.last_order(BRANCH, other)?, 0);
        Ok(())
    });
}

fn what_open_orders_hold_adds_up<S: Store>(store: &mut S) {
    let held = |product, milli| Delta::Reserved {
        product: ProductId(product),
        milli,
    };
    must(store, |tx| {
        tx.apply(BRANCH, &[held(1, 3_000), held(2, 500), held(1, 1_000)])
    });
    must(store, |tx| {
        tx.apply(BRANCH, &[held(1, -4_000), held(2, 250)])
    });
    must(store, |tx| {
        assert_eq!(tx.reserved(BRANCH, ProductId(1))?, 0);
        assert_eq!(tx.reserved(BRANCH, ProductId(2))?, 750);
        assert_eq!(tx.reserved(BRANCH, ProductId(3))?, 0);
        assert_eq!(tx.reserved(BranchId(8), ProductId(2))?, 0);
        Ok(())
    });
}

fn lines_are_cooked_and_an_order_that_was_served_goes_back<S: Store>(store: &mut S) {
    let order_id = id(1);
    let step = |state, at| Delta::OrderState {
        order: order_id,
        state,
        at: Millis(at),
    };
    let ready = |lines: &[u16]| Delta::DishesReady {
        order: order_id,
        ready: lines.to_vec(),
    };
    must(store, |tx| {
        let deltas = [
            Delta::Order(order(1, None)),
            step(OrderState::Started, 5_000),
            ready(&[2]),
            ready(&[0, 2]),
        ];
        tx.apply(BRANCH, &deltas)
    });
    let cooking = OrderRow {
        state: OrderState::Started,
        started_at: Some(Millis(5_000)),
        ready: vec![0, 2],
        ..order(1, None)
    };
    must(store, |tx| {
        assert_eq!(tx.order(BRANCH, order_id)?, Some(cooking.clone()));
        tx.apply(BRANCH, &[step(OrderState::Finished, 9_000)])
    });
    // When the kitchen began stays known; when it was served is not so any more.
    let reopened = Delta::OrderReopened { order: order_id };
    must(store, |tx| tx.apply(BRANCH, &[reopened, ready(&[1])]));
    must(store, |tx| {
        let back = OrderRow {
            ready: vec![1],
            ..cooking.clone()
        };
        assert_eq!(tx.orders(BRANCH, OrderState::Started)?, [back]);
        assert_eq!(tx.orders(BRANCH, OrderState::Finished)?, []);
        Ok(())
    });
}

fn stations_stand_as_last_told<S: Store>(store: &mut S) {
    let station = |n: u8, name: &str, categories: &[u32]| StationRow {
        id: StationId::from_bytes([n; 16]),
        name: name.to_owned(),
        categories: categories.iter().copied().map(CategoryId).collect(),
        active: true,
    };
    must(store, |tx| {
        let deltas = [
            Delta::Station(station(2, "Panas", &[7])),
            Delta::Station(station(1, "Bar", &[3])),
            Delta::Station(station(1, "Bar", &[5, 3])),
        ];
        tx.apply(BRANCH, &deltas)
    });
    must(store, |tx| {
        let stand = [station(1, "Bar", &[5, 3]), station(2, "Panas", &[7])];
        assert_eq!(tx.stations(BRANCH)?, stand);
        assert_eq!(tx.stations(BranchId(8))?, []);
        Ok(())
    });
}

fn a_step_of_an_order_that_is_not_there_is_refused<S: Store>(store: &mut S) {
    let order = id(1);
    let steps = [
        Delta::OrderState {
            order,
            state: OrderState::Started,
            at: Millis(1),
        },
        Delta::OrderReopened { order },
        Delta::DishesReady {
            order,
            ready: vec![0],
        },
    ];
    for step in steps {
        must_not(store, "a step of no order", |tx| tx.apply(BRANCH, &[step]));
    }
}
