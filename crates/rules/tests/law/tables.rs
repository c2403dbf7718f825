//! Tables: what stands on them, and when the guests of one have left.

use nusa_facts::Fact;
use nusa_rules::{
    Actor,
    refusal::Code,
    rows::TableRow,
    table::{SittingDesk, TableDesk, WantedTable, decide_close_table, decide_set_table},
};

use crate::{
    orders::{guest, table, waiter},
    shop::*,
};

fn wanted_table(row: &TableRow) -> WantedTable {
    WantedTable {
        table: row.id,
        area: row.area.clone(),
        label: row.label.clone(),
        seats: row.seats,
        active: row.active,
    }
}

#[test]
fn a_label_stands_on_one_table_in_use() {
    let known = [
        table(1, "B2"),
        TableRow {
            active: false,
            ..table(2, "C1")
        },
    ];
    let set = |who: &Actor, row: &TableRow| {
        let desk = TableDesk {
            here: HERE,
            tables: &known,
        };
        decide_set_table(desk, who, &moment(), &wanted_table(row)).map(drop)
    };
    assert!(set(&manager(), &table(3, "B3")).is_ok());
    assert_eq!(said(set(&cashier(), &table(3, "B3"))).0, Code::Forbidden);
    assert_eq!(
        said(set(&manager(), &table(3, " b2 "))),
        (Code::TableTaken, "label".to_owned())
    );
    assert!(
        set(&manager(), &table(3, "C1")).is_ok(),
        "that label is out of use"
    );
    assert_eq!(said(set(&manager(), &known[0])).0, Code::NothingChanges);
    assert_eq!(
        said(set(&manager(), &table(3, "  "))),
        (Code::TextInvalid, "label".to_owned())
    );
    let crowded = TableRow {
        seats: 0,
        ..table(3, "B3")
    };
    assert_eq!(
        said(set(&manager(), &crowded)),
        (Code::AmountInvalid, "seats".to_owned())
    );
}

#[test]
fn d2_06_a_table_is_closed_once_and_never_under_an_order() {
    let row = table(1, "B2");
    let close = |who: &Actor, known: bool, open_orders, sitting| {
        let desk = SittingDesk {
            here: HERE,
            table: known.then_some((&row, 3)),
            open_orders,
            unpaid_bills: open_orders,
        };
        decide_close_table(desk, who, &moment(), sitting)
    };
    let Fact::TableClosed(fact) = close(&waiter(), true, 0, 3).unwrap().fact else {
        panic!("not closed");
    };
    assert_eq!((fact.table, fact.sitting), (row.id, 3));
    // The second of two taps finds that the sitting is over.
    let again = close(&waiter(), true, 0, 2).unwrap_err();
    assert_eq!(
        (again.code, again.facts),
        (Code::SittingOver, vec![("sitting", 3)])
    );
    assert_eq!(said(close(&waiter(), true, 1, 3)).0, Code::OrdersOpen);
    assert_eq!(said(close(&waiter(), false, 0, 3)).0, Code::TableUnknown);
    assert_eq!(said(close(&guest(1, 3), true, 0, 3)).0, Code::Forbidden);
}

#[test]
fn a_table_is_not_closed_before_what_its_guests_had_is_paid() {
    let row = table(1, "B2");
    let close = |unpaid_bills| {
        let desk = SittingDesk {
            here: HERE,
            table: Some((&row, 3)),
            open_orders: 0,
            unpaid_bills,
        };
        decide_close_table(desk, &waiter(), &moment(), 3)
    };
    let refusal = close(2).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.facts),
        (Code::BillUnpaid, vec![("bills", 2)])
    );
    assert!(close(0).is_ok());
}
