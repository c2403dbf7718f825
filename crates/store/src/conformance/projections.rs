//! The projections' part of the contract: each delta is found again by the look
//! that asks for it.

use nusa_facts::{
    BranchId, CENTRE, CommandId, Hash, Millis, PersonId, ProductId, StaffId, people::Role,
    sale::Method, stock::Location,
};
use nusa_rules::{
    Delta,
    rows::{
        ArrivalRow, CommandRow, DrawerSums, LocalStaffRow, MethodSums, QuarantineRow, SaleState,
        ShiftEnd, Sums, TillRow, TransferRow,
    },
};

use super::{
    must, must_not,
    samples::{BRANCH, chain, day, id, movement, number, sale, shift, till, trade, transfer},
};
use crate::ledger::{Look, Store, Tx};

pub(super) fn run<S: Store>(make: &mut impl FnMut() -> S) {
    a_command_keeps_its_first_answer(&mut make());
    whom_a_branch_added_stands_as_last_told(&mut make());
    tills_and_series_stand_as_last_told(&mut make());
    shifts_open_add_up_and_close(&mut make());
    sales_change_and_come_back(&mut make());
    goods_move_and_never_vanish(&mut make());
    transfers_have_two_sides(&mut make());
    facts_are_put_aside_and_taken_back(&mut make());
    sums_that_do_not_fit_are_refused(&mut make());
}

fn a_command_keeps_its_first_answer<S: Store>(store: &mut S) {
    let command = CommandId::from_bytes([3; 16]);
    let row = |doc| CommandRow {
        id: command,
        hash: Hash([5; 32]),
        doc: id(doc),
    };
    must(store, |tx| {
        tx.apply(BRANCH, &[Delta::Answered(row(1)), Delta::Answered(row(2))])
    });
    must(store, |tx| tx.apply(BRANCH, &[Delta::Answered(row(3))]));
    must(store, |tx| {
        assert_eq!(tx.command(BRANCH, command)?, Some(row(1)));
        assert_eq!(tx.command(BranchId(8), command)?, None);
        Ok(())
    });
}

fn tills_and_series_stand_as_last_told<S: Store>(store: &mut S) {
    let row = |name: &str, retired| TillRow {
        till: till(),
        name: name.to_owned(),
        retired,
    };
    let series = |last, closed| Delta::Series {
        mark: chain(1).mark(),
        till: till(),
        last,
        closed,
    };
    let told = [
        Delta::Till(row("Depan", false)),
        series(2, false),
        series(1, false),
    ];
    must(store, |tx| tx.apply(BRANCH, &told));
    must(store, |tx| {
        tx.apply(BRANCH, &[Delta::Till(row("Kasir", true)), series(0, true)])
    });
    must(store, |tx| {
        assert_eq!(tx.tills(BRANCH)?, [row("Kasir", true)]);
        let found = tx
            .series(BRANCH, &chain(1).mark(), till())?
            .map(|row| (row.last, row.closed));
        assert_eq!(found, Some((2, true)));
        assert_eq!(tx.series(BRANCH, &chain(2).mark(), till())?, None);
        Ok(())
    });
}

fn shifts_open_add_up_and_close<S: Store>(store: &mut S) {
    let add = DrawerSums {
        received: 5_000,
        change: 1_000,
        ..DrawerSums::default()
    };
    let paid = |count, amount| MethodSums { count, amount };
    let by = |method, add| Delta::ShiftMethod {
        shift: id(1),
        method,
        add,
    };
    let told = [
        Delta::ShiftOpened(shift()),
        Delta::ShiftSums {
            shift: id(1),
            add: trade(4_000),
        },
        Delta::Drawer { shift: id(1), add },
        by(Method::Qris, paid(1, 700)),
        by(Method::Cash, paid(1, 4_000)),
        by(Method::Cash, paid(-1, -1_000)),
    ];
    must(store, |tx| tx.apply(BRANCH, &told));
    must(store, |tx| {
        assert_eq!(tx.open_shift(BRANCH, till())?, Some(shift()));
        assert_eq!(tx.last_shift(BRANCH, till())?, 1);
        let methods = vec![(Method::Cash, paid(0, 3_000)), (Method::Qris, paid(1, 700))];
        assert_eq!(tx.shift_sums(BRANCH, id(1))?, (trade(4_000), add, methods));
        let nothing = (Sums::default(), DrawerSums::default(), Vec::new());
        assert_eq!(tx.shift_sums(BRANCH, id(2))?, nothing);
        Ok(())
    });
    let end = ShiftEnd {
        doc: id(5),
        at: Millis(9),
        counted: 203_000,
        expected: 204_000,
    };
    let close = |shift| Delta::ShiftClosed {
        shift,
        end: end.clone(),
    };
    must(store, |tx| tx.apply(BRANCH, &[close(id(1))]));
    must_not(store, "the end of no shift", |tx| {
        tx.apply(BRANCH, &[close(id(2))])
    });
    must(store, |tx| {
        assert_eq!(tx.open_shift(BRANCH, till())?, None);
        let closed = tx.shift(BRANCH, id(1))?.and_then(|row| row.closed);
        assert_eq!(closed, Some(end.clone()));
        Ok(())
    });
}

fn sales_change_and_come_back<S: Store>(store: &mut S) {
    let returned = |line, milli| Delta::Returned {
        sale: id(2),
        line,
        milli,
    };
    let state = |state, refunded| Delta::SaleState {
        sale: id(2),
        state,
        refunded,
    };
    let told = [
        Delta::Sale(sale(2, 9_000)),
        returned(0, 500),
        state(SaleState::PartlyRefunded, 3_000),
    ];
    must(store, |tx| tx.apply(BRANCH, &told));
    must(store, |tx| {
        tx.apply(
            BRANCH,
            &[
                returned(0, 250),
                returned(1, 1_000),
                state(SaleState::Refunded, 6_000),
            ],
        )
    });
    let stranger = Delta::SaleState {
        sale: id(9),
        state: SaleState::Voided,
        refunded: 0,
    };
    must_not(store, "the state of no sale", |tx| {
        tx.apply(BRANCH, &[stranger])
    });
    must(store, |tx| {
        let mut now = sale(2, 9_000);
        (now.state, now.refunded) = (SaleState::Refunded, 9_000);
        assert_eq!(tx.sale(BRANCH, id(2))?, Some(now));
        assert_eq!(tx.returned(BRANCH, id(2))?, [(0, 750), (1, 1_000)].into());
        assert_eq!(tx.numbered(BRANCH, &number(2))?, [id(2)]);
        assert!(tx.numbered(BRANCH, &number(3))?.is_empty());
        assert!(tx.returned(BRANCH, id(3))?.is_empty());
        Ok(())
    });
}

fn goods_move_and_never_vanish<S: Store>(store: &mut S) {
    let (shelf, road) = (Location::Branch(BRANCH), Location::Transit(transfer(1)));
    let moved = |n, from, to, milli| Delta::Moved(movement(n, 0, from, to, milli));
    must(store, |tx| {
        tx.apply(
            CENTRE,
            &[moved(1, Location::Supplier, Location::Warehouse, 9_000)],
        )?;
        tx.apply(CENTRE, &[moved(2, Location::Warehouse, road, 5_000)])
    });
    // One line of one document may move twice between the same places: damaged and short.
    let arrived = [
        moved(3, road, shelf, 3_000),
        moved(3, road, Location::Waste, 1_000),
        moved(3, road, Location::Waste, 1_000),
    ];
    must(store, |tx| tx.apply(BRANCH, &arrived));
    must(store, |tx| {
        let levels = [
            (Location::Supplier, -9_000),
            (Location::Warehouse, 4_000),
            (road, 0),
            (shelf, 3_000),
            (Location::Waste, 2_000),
            (Location::Customer, 0),
        ];
        for (place, milli) in levels {
            assert_eq!(tx.level(place, ProductId(10))?, milli, "{place}");
        }
        assert_eq!(tx.level(shelf, ProductId(11))?, 0);
        Ok(())
    });
}

fn transfers_have_two_sides<S: Store>(store: &mut S) {
    let left = TransferRow {
        id: transfer(1),
        doc: id(2),
        dispatch: Hash([6; 32]),
        from: Location::Warehouse,
        to: Location::Branch(BRANCH),
        at: Millis(5),
    };
    let came = ArrivalRow {
        id: transfer(1),
        doc: id(3),
        at: Millis(8),
    };
    must(store, |tx| {
        tx.apply(CENTRE, &[Delta::Dispatched(left.clone())])?;
        tx.apply(BRANCH, &[Delta::Arrived(came.clone())])
    });
    must(store, |tx| {
        assert_eq!(tx.transfer(transfer(1))?, Some((CENTRE, left.clone())));
        assert_eq!(tx.transfer(transfer(2))?, None);
        assert_eq!(tx.arrival(BRANCH, transfer(1))?, Some(came.clone()));
        assert_eq!(tx.arrival(CENTRE, transfer(1))?, None);
        Ok(())
    });
}

fn facts_are_put_aside_and_taken_back<S: Store>(store: &mut S) {
    let aside = |branch, doc| QuarantineRow {
        branch: BranchId(branch),
        doc: id(doc),
        chain: chain(1),
        seq: doc.into(),
        reason: "sale_unknown".to_owned(),
        at: Millis(5),
    };
    let told = [aside(8, 1), aside(7, 2), aside(7, 1)].map(Delta::Quarantined);
    must(store, |tx| tx.apply(CENTRE, &told));
    let back = Delta::Reapplied {
        branch: BRANCH,
        doc: id(1),
    };
    must(store, |tx| {
        assert_eq!(
            tx.quarantined(None)?,
            [aside(7, 1), aside(7, 2), aside(8, 1)]
        );
        tx.apply(CENTRE, std::slice::from_ref(&back))?;
        assert_eq!(tx.quarantined(Some(BRANCH))?, [aside(7, 2)]);
        Ok(())
    });
}

fn sums_that_do_not_fit_are_refused<S: Store>(store: &mut S) {
    let add = |total| Delta::Hour {
        date: day(),
        hour: 1,
        add: Sums {
            total,
            ..Sums::default()
        },
    };
    must(store, |tx| tx.apply(BRANCH, &[add(i64::MAX)]));
    must_not(store, "a sum past its column", |tx| {
        tx.apply(BRANCH, &[add(1)])
    });
    must_not(store, "a sum past its column in one slice", |tx| {
        tx.apply(BRANCH, &[add(i64::MIN), add(i64::MIN)])
    });
}

fn whom_a_branch_added_stands_as_last_told<S: Store>(store: &mut S) {
    let row = |branch: BranchId, n: u16, name: &str, role, active| LocalStaffRow {
        number: StaffId::local(branch, n).expect("a branch with numbers"),
        person: PersonId::from_bytes([7; 16]),
        login: "wati".to_owned(),
        name: name.to_owned(),
        role,
        active,
        set_by: format!("Budi {n}"),
        set_at: Millis(1_000 + i64::from(active)),
        doc: id(u32::from(n)),
    };
    let (here, there) = (BRANCH, BranchId(BRANCH.0 + 1));
    let last = row(here, 2, "Wati Ayu", Role::Waiter, false);
    let other = row(here, 1, "Rina", Role::Kitchen, true);
    let far = row(there, 1, "Sri", Role::Cashier, true);
    must(store, |tx| {
        let first = row(here, 2, "Wati", Role::Cashier, true);
        tx.apply(there, &[Delta::LocalStaff(far.clone())])?;
        tx.apply(
            here,
            &[first, other.clone(), last.clone()].map(Delta::LocalStaff),
        )
    });
    must(store, |tx| {
        assert_eq!(tx.local_person(here, last.number)?, Some(last.clone()));
        assert_eq!(tx.local_person(there, last.number)?, None);
        assert_eq!(tx.local_staff()?, [other, last, far]);
        Ok(())
    });
}
