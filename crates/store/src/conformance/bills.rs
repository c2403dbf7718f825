//! The part of the contract about bills: how each stands, which orders and lines
//! come to it, and that slices do not matter where a change reaches over many rows.

use nusa_facts::{BillId, BranchId, Millis, TableId, bill::OrderedLine};
use nusa_rules::{
    Delta,
    delta::Across,
    rows::{BillRow, BillState, OrderRow, OrderState},
};

use super::{
    digests, must,
    samples::{BRANCH, day, id},
};
use crate::ledger::{Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    a_bill_is_paid_by_the_first_sale_until_that_is_undone(&mut make());
    parts_stand_beside_their_bill_and_go_when_they_are_put_together(&mut make());
    lines_and_orders_come_to_the_bill_that_they_were_sent_to(&mut make());
    changes_across_rows_come_in_their_turn(make);
}

fn table_id(n: u8) -> TableId {
    TableId::from_bytes([n; 16])
}

fn bill(n: u32, table: Option<u8>) -> BillRow {
    BillRow {
        id: id(n),
        table: table.map(table_id),
        sitting: table.map_or(0, |_| 2),
        business_date: day(),
        at: Millis(1_000 + i64::from(n)),
        version: 1,
        state: BillState::Open,
        parent: None,
        split: None,
        sale: None,
    }
}

fn part(n: u32, of: u32) -> BillRow {
    BillRow {
        parent: Some(id(of)),
        split: Some(id(90)),
        ..bill(n, Some(1))
    }
}

fn order(n: u32, table: u8, bill: u32) -> OrderRow {
    OrderRow {
        id: id(n),
        business_date: day(),
        n,
        table: Some(table_id(table)),
        sitting: 2,
        at: Millis(1_000 + i64::from(n)),
        gross: 1_000,
        state: OrderState::Placed,
        started_at: None,
        ended_at: None,
        ready: Vec::new(),
        bill: id(bill),
    }
}

fn touched(n: u32) -> Delta {
    Delta::BillTouched { bill: id(n) }
}

fn paid(bill: u32, sale: u32) -> Delta {
    Delta::BillPaid {
        bill: id(bill),
        sale: id(sale),
    }
}

fn unpaid(bill: u32, sale: u32) -> Delta {
    Delta::BillUnpaid {
        bill: id(bill),
        sale: id(sale),
    }
}

fn line(order: u32, line: u16, to: u32) -> Delta {
    Delta::Across(Across::Line {
        ordered: OrderedLine {
            order: id(order),
            line,
        },
        to: id(to),
    })
}

fn a_bill_is_paid_by_the_first_sale_until_that_is_undone<S: Store>(store: &mut S) {
    let is = |store: &mut S, version, state, sale: Option<u32>| {
        let wanted = BillRow {
            version,
            state,
            sale: sale.map(id),
            ..bill(1, Some(1))
        };
        must(store, |tx| {
            assert_eq!(tx.bill(BRANCH, id(1))?, Some(wanted.clone()));
            assert_eq!(tx.bill(BranchId(8), id(1))?, None);
            assert_eq!(tx.bills(BRANCH, state)?, [wanted]);
            Ok(())
        });
    };
    let apply = |store: &mut S, deltas: &[Delta]| must(store, |tx| tx.apply(BRANCH, deltas));
    // What speaks of a bill that is not there changes nothing.
    let begin = [touched(1), paid(1, 7), Delta::Bill(bill(1, Some(1)))];
    apply(store, &begin);
    is(store, 1, BillState::Open, None);
    apply(store, &[touched(1), touched(1)]);
    apply(store, &[paid(1, 8), paid(1, 9)]);
    is(store, 4, BillState::Paid, Some(8));
    apply(store, &[unpaid(1, 9)]);
    is(store, 4, BillState::Paid, Some(8));
    apply(store, &[unpaid(1, 8), paid(1, 9)]);
    is(store, 6, BillState::Paid, Some(9));
    let again = BillRow {
        table: None,
        ..bill(1, Some(1))
    };
    apply(store, &[Delta::Bill(again)]);
    is(store, 6, BillState::Paid, Some(9));
}

fn parts_stand_beside_their_bill_and_go_when_they_are_put_together<S: Store>(store: &mut S) {
    let split = |n| Delta::Across(Across::Split { bill: id(n) });
    let rejoined = |n| Delta::Across(Across::Rejoined { bill: id(n) });
    must(store, |tx| {
        let deltas = [
            Delta::Bill(bill(1, Some(1))),
            split(1),
            Delta::Bill(part(2, 1)),
            Delta::Bill(part(3, 1)),
            paid(2, 8),
        ];
        tx.apply(BRANCH, &deltas)
    });
    must(store, |tx| {
        assert_eq!(
            tx.bill(BRANCH, id(1))?.map(|row| row.state),
            Some(BillState::Split)
        );
        let parts = tx.bill_children(BRANCH, id(1))?;
        let states: Vec<_> = parts.iter().map(|row| (row.id, row.state)).collect();
        assert_eq!(states, [(id(2), BillState::Paid), (id(3), BillState::Open)]);
        assert_eq!(tx.bills_at(BRANCH, table_id(1), 2)?.len(), 3);
        assert_eq!(tx.bills_at(BRANCH, table_id(1), 1)?, []);
        tx.apply(BRANCH, &[rejoined(1)])
    });
    must(store, |tx| {
        let stand =
            |n| Ok::<_, crate::Error>(tx.bill(BRANCH, id(n))?.map(|row| (row.state, row.version)));
        assert_eq!(stand(1)?, Some((BillState::Open, 3)));
        assert_eq!(
            stand(2)?,
            Some((BillState::Paid, 2)),
            "what is paid stays paid"
        );
        assert_eq!(stand(3)?, Some((BillState::Joined, 2)));
        Ok(())
    });
}

fn lines_and_orders_come_to_the_bill_that_they_were_sent_to<S: Store>(store: &mut S) {
    let ordered = |order: u32, line| OrderedLine {
        order: id(order),
        line,
    };
    must(store, |tx| {
        let deltas = [
            Delta::Order(order(1, 1, 1)),
            Delta::Bill(bill(1, Some(1))),
            Delta::Order(order(2, 1, 1)),
            Delta::Order(order(4, 2, 4)),
            Delta::Bill(bill(4, Some(2))),
            line(1, 0, 4),
            line(1, 2, 4),
            line(1, 2, 1),
        ];
        tx.apply(BRANCH, &deltas)
    });
    must(store, |tx| {
        let of = |bill: BillId| tx.orders_of(BRANCH, bill);
        assert_eq!(of(id(1))?, [order(1, 1, 1), order(2, 1, 1)]);
        assert_eq!(tx.moved_to(BRANCH, id(4))?, [ordered(1, 0)]);
        assert_eq!(tx.moved_of(BRANCH, id(1))?, [(0, id(4)), (2, id(1))]);
        let joined = Across::Joined {
            from: id(1),
            to: id(4),
        };
        let guests = Across::Guests {
            from: (table_id(1), 2),
            to: (table_id(2), 2),
        };
        tx.apply(BRANCH, &[Delta::Across(joined), Delta::Across(guests)])
    });
    must(store, |tx| {
        let now = [order(1, 2, 4), order(2, 2, 4), order(4, 2, 4)];
        assert_eq!(tx.orders_of(BRANCH, id(4))?, now);
        assert_eq!(tx.orders_at(BRANCH, table_id(2), 2)?, now);
        assert_eq!(tx.orders_at(BRANCH, table_id(1), 2)?, []);
        assert_eq!(tx.orders_of(BRANCH, id(1))?, []);
        assert_eq!(tx.moved_of(BRANCH, id(1))?, [(0, id(4)), (2, id(4))]);
        let former = tx
            .bill(BRANCH, id(1))?
            .map(|row| (row.state, row.parent, row.table));
        let wanted = (BillState::Joined, Some(id(4)), Some(table_id(2)));
        assert_eq!(former, Some(wanted));
        Ok(())
    });
}

/// The same deltas one by one, all at once and in two halves.
fn changes_across_rows_come_in_their_turn<S: Store>(make: &mut impl FnMut() -> S) {
    let joined = Delta::Across(Across::Joined {
        from: id(1),
        to: id(4),
    });
    let guests = Delta::Across(Across::Guests {
        from: (table_id(1), 2),
        to: (table_id(2), 2),
    });
    let deltas = [
        touched(1),
        Delta::Order(order(1, 1, 1)),
        Delta::Bill(bill(1, Some(1))),
        touched(1),
        Delta::Bill(bill(4, Some(2))),
        joined,
        // A clone that has not heard of it orders on.
        Delta::Order(order(2, 1, 1)),
        touched(1),
        paid(1, 8),
        guests,
        Delta::Order(order(3, 1, 1)),
        Delta::Across(Across::Split { bill: id(4) }),
        Delta::Bill(part(5, 4)),
        paid(5, 9),
        Delta::Across(Across::Rejoined { bill: id(4) }),
        unpaid(5, 9),
    ];
    let mut written = |cuts: &[usize]| {
        let mut store = make();
        let mut from = 0;
        for &to in cuts.iter().chain(&[deltas.len()]) {
            must(&mut store, |tx| tx.apply(BRANCH, &deltas[from..to]));
            from = to;
        }
        digests(&mut store)
    };
    let one_by_one: Vec<usize> = (0..deltas.len()).collect();
    let wanted = written(&one_by_one);
    assert_eq!(written(&[]), wanted);
    for cut in 0..deltas.len() {
        assert_eq!(written(&[cut]), wanted, "cut at {cut}");
    }
}
