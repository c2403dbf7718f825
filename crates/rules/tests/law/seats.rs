//! Lines that go to another bill, and guests who go to another table.

use nusa_facts::{BillId, Fact, bill::OrderedLine};
use nusa_rules::{
    bill::{MoveDesk, MoveGuests, MoveLines, decide_move_guests, decide_move_lines},
    refusal::Code,
    rows::{BillRow, BillState},
};

use crate::{
    bills::{bill, desk, ordered, restaurant, supper},
    orders::{table, waiter},
    shop::*,
};

#[test]
fn lines_go_to_another_open_bill_once() {
    let shop = restaurant();
    let (row, other) = (
        bill(),
        BillRow {
            id: id(7),
            ..bill()
        },
    );
    let desk = desk(&shop, &row, supper(&shop));
    let moved = |to: Option<&BillRow>, lines: &[OrderedLine]| {
        let wanted = MoveLines {
            bill: row.id,
            version: 4,
            to: to.map_or(id(8), |row| row.id),
            lines: lines.to_vec(),
        };
        decide_move_lines(&desk, to, &cashier(), &shop.moment, &wanted)
    };
    let one = [ordered(1, 1)];
    assert!(moved(Some(&other), &one).is_ok());
    let paid = BillRow {
        state: BillState::Paid,
        ..other.clone()
    };
    let cases: [(Option<&BillRow>, &[OrderedLine], Code, &str); 6] = [
        (None, &one, Code::BillUnknown, "to"),
        (Some(&paid), &one, Code::BillPaid, "to"),
        (Some(&row), &one, Code::NothingChanges, "to"),
        (Some(&other), &[], Code::LinesMissing, "lines"),
        (Some(&other), &[one[0]; 2], Code::LineRepeated, "lines[1]"),
        (
            Some(&other),
            &[ordered(2, 0)],
            Code::OrderUnknown,
            "lines[0]",
        ),
    ];
    for (to, lines, code, field) in cases {
        assert_eq!(said(moved(to, lines)), (code, field.to_owned()));
    }
}

#[test]
fn guests_go_to_another_table_and_their_bill_with_them() {
    let (from, to) = (table(1, "B2"), table(2, "B3"));
    let desk = MoveDesk {
        here: HERE,
        from: Some((&from, 3)),
        to: Some((&to, 8)),
        from_bill: Some(id(1)),
        to_bill: None,
    };
    let wanted = MoveGuests {
        table: from.id,
        sitting: 3,
        to: to.id,
    };
    let moved = |desk| decide_move_guests(desk, &waiter(), &moment(), wanted);
    let joined = |desk| match moved(desk).unwrap().fact {
        Fact::GuestsMoved(fact) => (fact.to_sitting, fact.joined),
        other => panic!("{}", other.kind()),
    };
    assert_eq!(joined(desk), (8, None));
    let together = MoveDesk {
        to_bill: Some(id(2)),
        ..desk
    };
    let both: (BillId, BillId) = (id(1), id(2));
    assert_eq!(joined(together), (8, Some(both)));
    let gone = table(2, "B3");
    let gone = nusa_rules::rows::TableRow {
        active: false,
        ..gone
    };
    let cases = [
        (MoveDesk { from: None, ..desk }, Code::TableUnknown, "table"),
        (MoveDesk { to: None, ..desk }, Code::TableUnknown, "to"),
        (
            MoveDesk {
                to: Some((&gone, 8)),
                ..desk
            },
            Code::TableUnknown,
            "to",
        ),
        (
            MoveDesk {
                from: Some((&from, 4)),
                ..desk
            },
            Code::SittingOver,
            "sitting",
        ),
        (
            MoveDesk {
                to: Some((&from, 3)),
                ..desk
            },
            Code::NothingChanges,
            "to",
        ),
    ];
    for (desk, code, field) in cases {
        assert_eq!(said(moved(desk)), (code, field.to_owned()));
    }
}
