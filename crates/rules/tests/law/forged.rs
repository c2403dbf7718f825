//! Facts from outside whose numbers do not hold, or that reach where their writer
//! may not reach. Each is unfit with its code, and nothing of it is applied.

use nusa_facts::{
    BranchId, CENTRE, Doc, Fact, Hash, ProductId, SealedDoc, TransferId,
    sale::{Method, SaleCompleted},
    shift::{
        CashKind, CashMoved, Denomination, SeriesClosed, ShiftClosed, ShiftOpened, ShiftTotals,
    },
    stock::{
        Arrived, Counted, Goods, Location, StockAdjusted, StockCounted, StockReceived,
        TransferDispatched, TransferReceived,
    },
    sync_facts::{BranchEnrolled, FactQuarantined, FactReapplied, ForkFound},
};
use nusa_rules::{Before, Delta, deltas, deltas::UNFIT_CODES, rows::ShiftRow};

use crate::{books::Books, shop::*};

fn honest() -> SealedDoc {
    Shop::new().sold(id(1), &[line(COFFEE, 2000), line(RICE, 1250)])
}

pub(crate) fn reseal(sealed: &SealedDoc, edit: impl FnOnce(&mut Doc)) -> SealedDoc {
    let mut doc = sealed.doc.clone();
    edit(&mut doc);
    doc.seal().unwrap()
}

fn forge(edit: impl FnOnce(&mut SaleCompleted)) -> SealedDoc {
    reseal(&honest(), |doc| {
        if let Fact::SaleCompleted(sale) = &mut doc.fact {
            edit(sale);
        }
    })
}

fn verdict(branch: BranchId, sealed: &SealedDoc, before: &Before) -> &'static str {
    match deltas(branch, sealed, before) {
        Ok(_) => "fit",
        Err(unfit) => {
            assert!(UNFIT_CODES.contains(&unfit.code), "{unfit}");
            unfit.code
        }
    }
}

#[test]
fn d1_16_a_forged_sale_is_put_aside_not_applied() {
    type Edit = fn(&mut SaleCompleted);
    let cases: [(Edit, &str); 30] = [
        (|_| {}, "fit"),
        (|sale| sale.total = 1, "sums_differ"),
        (|sale| sale.gross += 1, "sums_differ"),
        (|sale| sale.discount = 1, "sums_differ"),
        (|sale| sale.net -= 1, "sums_differ"),
        (|sale| sale.service = 1, "sums_differ"),
        (|sale| sale.payable -= 100, "sums_differ"),
        (|sale| sale.tip = 100, "sums_differ"),
        (|sale| sale.taxes[0].amount += 1, "sums_differ"),
        (|sale| sale.taxes.clear(), "sums_differ"),
        (|sale| sale.lines[0].price = 1, "sums_differ"),
        (|sale| sale.lines[0].total -= 1, "sums_differ"),
        (|sale| sale.lines[0].line_discount = 1, "sums_differ"),
        (
            |sale| sale.lines[0].quantity_milli = -1_000_000,
            "negative_quantity",
        ),
        (|sale| sale.lines[0].quantity_milli = 0, "negative_quantity"),
        (|sale| sale.lines[0].per_milli = 0, "negative_quantity"),
        (|sale| sale.lines[0].gross = -30_000, "amount_invalid"),
        (|sale| sale.lines[0].price = i64::MAX, "amount_invalid"),
        (|sale| sale.total = i64::MIN, "amount_invalid"),
        (|sale| sale.rounding = i64::MIN, "amount_invalid"),
        (|sale| sale.payments[0].amount = 46_900, "payments_differ"),
        (
            |sale| sale.payments[0].method = Method::Qris,
            "payments_differ",
        ),
        (|sale| sale.change = 0, "payments_differ"),
        (|sale| sale.voucher_forfeited = 1, "payments_differ"),
        (|sale| sale.payments[0].amount = -1, "amount_invalid"),
        (|sale| sale.lines.clear(), "lines_invalid"),
        (|sale| sale.number.n = 0, "number_invalid"),
        (|sale| sale.number.n = u64::MAX, "number_invalid"),
        (|sale| sale.priced_by.rules = 2, "rules_unknown"),
        (
            |sale| {
                // The rounding takes all that is to pay, and the change gives the rest back.
                sale.rounding = -46_875;
                sale.payable = 0;
                sale.change = 2_000_000;
            },
            "payments_differ",
        ),
    ];
    for (n, (edit, expected)) in cases.into_iter().enumerate() {
        let found = verdict(HERE, &forge(edit), &Before::default());
        assert_eq!(found, expected, "case {n}");
    }
}

#[test]
fn a_sale_is_written_by_a_till_of_a_branch() {
    let other = reseal(&honest(), |doc| doc.till = nusa_facts::TillNo::new(2));
    assert_eq!(verdict(HERE, &other, &Before::default()), "till_missing");
    assert_eq!(
        verdict(CENTRE, &honest(), &Before::default()),
        "wrong_place"
    );
}

#[test]
fn r04_what_cannot_be_read_is_unfit_and_answers_its_command() {
    let poison = SealedDoc::read_any(b"{\"kind\":".to_vec()).unwrap();
    assert_eq!(verdict(HERE, &poison, &Before::default()), "unknown_fact");
    assert!(matches!(
        nusa_rules::deltas::answered(&poison),
        Delta::Answered(_)
    ));
}

fn goods(milli: i64) -> Vec<Goods> {
    vec![Goods {
        product: COFFEE,
        name: "Kopi".to_owned(),
        quantity_milli: milli,
    }]
}

fn own(fact: Fact) -> SealedDoc {
    reseal(&honest(), |doc| doc.fact = fact)
}

fn received(into: Location, milli: i64) -> Fact {
    Fact::StockReceived(StockReceived {
        into,
        lines: goods(milli),
        reference: "SJ".to_owned(),
    })
}

fn counted(counted_milli: i64, difference_milli: i64) -> Fact {
    let line = Counted {
        product: COFFEE,
        name: "Kopi".to_owned(),
        counted_milli,
        difference_milli,
    };
    Fact::StockCounted(StockCounted {
        location: Location::Branch(HERE),
        lines: vec![line],
        note: None,
    })
}

fn adjusted(location: Location, milli: i64) -> Fact {
    Fact::StockAdjusted(StockAdjusted {
        location,
        lines: goods(milli),
        reason: "x".to_owned(),
    })
}

fn dispatched(from: Location, to: Location, milli: i64) -> Fact {
    Fact::TransferDispatched(TransferDispatched {
        transfer: TransferId::from_bytes([7; 16]),
        from,
        to,
        lines: goods(milli),
        note: None,
    })
}

fn arrived(into: Location, sent: i64, good: i64, damaged: i64) -> Fact {
    let line = Arrived {
        product: COFFEE,
        name: "Kopi".to_owned(),
        sent_milli: sent,
        good_milli: good,
        damaged_milli: damaged,
    };
    Fact::TransferReceived(TransferReceived {
        transfer: TransferId::from_bytes([7; 16]),
        dispatch: Hash::ZERO,
        from: None,
        into,
        lines: vec![line],
        note: None,
    })
}

#[test]
fn d1_22_a_branch_moves_its_own_goods_and_nobody_elses() {
    use Location::{Branch, Customer, Transit, Warehouse};
    let (here, there) = (Branch(HERE), Branch(THERE));
    let road = Transit(TransferId::from_bytes([7; 16]));
    let cases = [
        (HERE, received(here, 1), "fit"),
        (HERE, received(there, 1), "wrong_place"),
        (HERE, received(Warehouse, 1), "wrong_place"),
        (HERE, received(Customer, 1), "wrong_place"),
        (CENTRE, received(Warehouse, 1), "fit"),
        (CENTRE, received(here, 1), "wrong_place"),
        (CENTRE, received(Branch(CENTRE), 1), "wrong_place"),
        (HERE, adjusted(there, -1), "wrong_place"),
        (HERE, adjusted(Warehouse, -1), "wrong_place"),
        (HERE, dispatched(here, there, 1), "fit"),
        (HERE, dispatched(here, Warehouse, 1), "fit"),
        (HERE, dispatched(here, here, 1), "wrong_place"),
        (HERE, dispatched(here, Customer, 1), "wrong_place"),
        (HERE, dispatched(here, Branch(CENTRE), 1), "wrong_place"),
        (HERE, dispatched(Warehouse, here, 1), "wrong_place"),
        (HERE, dispatched(there, here, 1), "wrong_place"),
        (CENTRE, dispatched(Warehouse, here, 1), "fit"),
        (CENTRE, dispatched(here, there, 1), "wrong_place"),
        (HERE, arrived(here, 5, 5, 0), "fit"),
        (HERE, arrived(there, 5, 5, 0), "wrong_place"),
        (HERE, arrived(road, 5, 5, 0), "wrong_place"),
        (CENTRE, arrived(Warehouse, 5, 5, 0), "fit"),
    ];
    for (writer, fact, expected) in cases {
        let shown = format!("{writer} {fact:?}");
        assert_eq!(
            verdict(writer, &own(fact), &Before::default()),
            expected,
            "{shown}"
        );
    }
    // A void or refund of a sale that this branch did not make finds no sale.
    let (mut books, shop) = (Books::default(), Shop::new());
    books.take(HERE, &honest()).unwrap();
    let before = books.before(nusa_rules::delta::Need::Sale(id(1)));
    let void = crate::random::void_of(&shop, &before);
    assert_eq!(verdict(HERE, &void, &before), "fit");
    assert_eq!(verdict(THERE, &void, &Before::default()), "sale_unknown");
}

#[test]
fn a_quantity_that_cannot_be_moves_nothing() {
    let here = Location::Branch(HERE);
    let cases = [
        (received(here, 0), "negative_quantity"),
        (received(here, -1), "negative_quantity"),
        (received(here, i64::MAX), "negative_quantity"),
        (counted(-1, -1), "negative_quantity"),
        (counted(0, 0), "fit"),
        (counted(5, i64::MIN), "negative_quantity"),
        (adjusted(here, 0), "negative_quantity"),
        (adjusted(here, i64::MIN), "negative_quantity"),
        (
            dispatched(here, Location::Warehouse, -100_000),
            "negative_quantity",
        ),
        (arrived(here, -1, 0, 0), "negative_quantity"),
        (arrived(here, 5, 6, 0), "negative_quantity"),
        (arrived(here, 5, -1, 0), "negative_quantity"),
        (arrived(here, 5, 0, -1), "negative_quantity"),
        (arrived(here, 5, i64::MAX, i64::MAX), "negative_quantity"),
        (arrived(here, 5, 2, 3), "fit"),
    ];
    for (fact, expected) in cases {
        let shown = format!("{fact:?}");
        assert_eq!(
            verdict(HERE, &own(fact), &Before::default()),
            expected,
            "{shown}"
        );
    }
}

#[test]
fn goods_leave_and_arrive_once() {
    let here = Location::Branch(HERE);
    let sent = Before {
        dispatched: true,
        ..Before::default()
    };
    let dispatch = own(dispatched(here, Location::Warehouse, 1));
    assert_eq!(verdict(HERE, &dispatch, &sent), "transfer_twice");
    let came = Before {
        arrived: true,
        ..Before::default()
    };
    assert_eq!(
        verdict(HERE, &own(arrived(here, 1, 1, 0)), &came),
        "transfer_twice"
    );
}

#[test]
fn only_the_centre_speaks_for_the_centre() {
    let facts = [
        Fact::FactQuarantined(FactQuarantined {
            branch: HERE,
            doc: id(1),
            chain: CHAIN,
            seq: 1,
            reason: "x".to_owned(),
        }),
        Fact::FactReapplied(FactReapplied {
            branch: HERE,
            doc: id(1),
            after: None,
        }),
        Fact::ForkFound(ForkFound {
            branch: HERE,
            chain: CHAIN,
            common_seq: 1,
            common_hash: Hash::ZERO,
        }),
        Fact::BranchEnrolled(BranchEnrolled {
            branch: HERE,
            chain: CHAIN,
            epoch: 1,
            key: "00".to_owned(),
        }),
    ];
    for fact in facts {
        let sealed = own(fact);
        assert_eq!(verdict(CENTRE, &sealed, &Before::default()), "fit");
        assert_eq!(verdict(HERE, &sealed, &Before::default()), "not_the_centre");
    }
}

fn opened(n: u64, float: i64) -> ShiftOpened {
    ShiftOpened {
        n,
        float,
        letterhead: None,
    }
}

fn cash(amount: i64) -> Fact {
    Fact::CashMoved(CashMoved {
        direction: CashKind::Out,
        amount,
        reason: "x".to_owned(),
    })
}

/// A close of the open shift with 200,000 in notes and what it says of them.
fn close(counted: i64, expected: i64, difference: i64, cash_received: i64) -> Fact {
    Fact::ShiftClosed(ShiftClosed {
        opened: shift_row().id,
        n: 1,
        float: 200_000,
        denominations: vec![Denomination {
            value: 1_000,
            count: 200,
        }],
        counted,
        expected,
        difference,
        totals: ShiftTotals {
            cash_received,
            ..ShiftTotals::default()
        },
        tills: Vec::new(),
    })
}

fn in_shift(shift: Option<ShiftRow>) -> Before {
    Before {
        shift,
        ..Before::default()
    }
}

#[test]
fn a_drawer_is_counted_in_its_own_open_shift() {
    let (open, none) = (in_shift(Some(shift_row())), in_shift(None));
    let other_till = in_shift(Some(ShiftRow {
        till: nusa_facts::TillNo::new(2).unwrap(),
        ..shift_row()
    }));
    let cases = [
        (cash(1), &open, "fit"),
        (cash(0), &open, "amount_invalid"),
        (cash(-1), &open, "amount_invalid"),
        (cash(1), &none, "shift_unknown"),
        (cash(1), &other_till, "till_missing"),
        (close(200_000, 200_000, 0, 0), &open, "fit"),
        (close(200_000, 200_000, 0, 0), &none, "shift_unknown"),
        (close(201_000, 200_000, 1_000, 0), &open, "sums_differ"),
        (close(200_000, 199_000, 1_000, 0), &open, "sums_differ"),
        (close(200_000, 200_000, 5, 0), &open, "sums_differ"),
        (close(200_000, 200_000, 0, 7), &open, "sums_differ"),
        (close(200_000, 200_007, -7, 7), &open, "fit"),
    ];
    for (fact, before, expected) in cases {
        let shown = format!("{fact:?}");
        assert_eq!(verdict(HERE, &own(fact), before), expected, "{shown}");
    }
}

#[test]
fn a_till_begins_and_ends_as_it_can() {
    let series = SeriesClosed {
        till: till(),
        chain: CHAIN,
        last: 3,
        reason: "x".to_owned(),
    };
    let cases = [
        (Fact::ShiftOpened(opened(1, 0)), "fit"),
        (Fact::ShiftOpened(opened(1, -1)), "amount_invalid"),
        (Fact::ShiftOpened(opened(0, 0)), "number_invalid"),
        (Fact::SeriesClosed(series), "till_unknown"),
    ];
    for (fact, expected) in cases {
        let shown = format!("{fact:?}");
        let found = verdict(HERE, &own(fact), &Before::default());
        assert_eq!(found, expected, "{shown}");
    }
}

#[test]
fn r05_a_rehomed_sale_keeps_its_number_in_the_series_that_gave_it() {
    let told = deltas(HERE, &honest(), &Before::default()).unwrap();
    let series = told.into_iter().find_map(|delta| match delta {
        Delta::Series { mark, last, .. } => Some((mark, last)),
        _ => None,
    });
    assert_eq!(series, Some((CHAIN.mark(), 1)));
}

#[test]
fn a_document_that_moves_something_twice_numbers_its_movements() {
    let fact = arrived(Location::Branch(HERE), 5, 2, 1);
    let told = deltas(HERE, &own(fact), &Before::default()).unwrap();
    // What came short of the five stays on the road until the centre decides about it.
    let moved: Vec<(u16, Location, ProductId, i64)> = told
        .into_iter()
        .filter_map(|delta| match delta {
            Delta::Moved(row) => Some((row.line, row.to, row.product, row.milli)),
            _ => None,
        })
        .collect();
    assert_eq!(
        moved,
        [
            (0, Location::Branch(HERE), COFFEE, 2),
            (1, Location::Waste, COFFEE, 1)
        ]
    );
}
