//! Voids and refunds: what was sold comes back, never more, and its money with it.

use std::collections::BTreeMap;

use nusa_facts::{
    Fact, Millis, SealedDoc,
    sale::{Method, SaleCompleted, SaleRefunded},
    stock::Location,
};
use nusa_rules::{
    Refusal, Ruling,
    command::{BackLine, RefundSale},
    refund::{RefundDesk, decide_refund},
    refusal::Code,
    rows::{SaleRow, SaleState, ShiftEnd, ShiftRow},
    void::{VoidDesk, decide_void},
};

use crate::{
    books::{Books, out_of_balance, total_of},
    shop::*,
};

/// A shop that sold two coffees and 1.25 kg of rice for 46,900 in cash as document 1.
fn sold() -> (Shop, Books) {
    let shop = Shop::new();
    let mut books = Books::default();
    let sale = shop.sold(id(1), &[line(COFFEE, 2000), line(RICE, 1250)]);
    books.take(HERE, &sale).unwrap();
    (shop, books)
}

fn void(shop: &Shop, books: &Books) -> Result<Ruling, Refusal> {
    let desk = VoidDesk {
        branch: &shop.branch,
        sale: books.sales.get(&id(1)).cloned(),
        elsewhere: false,
        shift: shop.shift.as_ref(),
    };
    decide_void(&desk, &manager(), &shop.moment, id(1), "salah ketik")
}

fn back(line: u16, quantity_milli: i64) -> BackLine {
    BackLine {
        line,
        quantity_milli,
        restock: true,
    }
}

fn asked(lines: &[BackLine], method: Method) -> RefundSale {
    RefundSale {
        till: till(),
        sale: id(1),
        lines: lines.to_vec(),
        method,
        reason: "rusak".to_owned(),
    }
}

fn desk<'a>(shop: &'a Shop, books: &Books) -> RefundDesk<'a> {
    RefundDesk {
        branch: &shop.branch,
        chain: shop.chain,
        till: shop.till.as_ref(),
        shift: shop.shift.as_ref(),
        series_last: books
            .series
            .get(&(shop.chain.mark(), 1))
            .copied()
            .unwrap_or(0),
        sale: books.sales.get(&id(1)).cloned(),
        elsewhere: false,
        returned: books.returned.get(&id(1)).cloned().unwrap_or_default(),
    }
}

fn refund(shop: &Shop, books: &Books, wanted: &RefundSale) -> Result<Ruling, Refusal> {
    decide_refund(&desk(shop, books), &manager(), &shop.moment, wanted)
}

fn refund_body(ruling: &Ruling) -> &SaleRefunded {
    match &ruling.fact {
        Fact::SaleRefunded(fact) => fact,
        other => panic!("not a refund: {}", other.kind()),
    }
}

fn write(shop: &Shop, books: &mut Books, doc: u8, ruling: Ruling) -> SealedDoc {
    let sealed = ruling
        .seal(&manager(), &shop.moment, stamp(id(doc)))
        .unwrap();
    books.take(HERE, &sealed).unwrap();
    sealed
}

#[test]
fn a_void_is_the_opposite_of_its_sale() {
    let (shop, mut books) = sold();
    let ruling = void(&shop, &books).unwrap();
    write(&shop, &mut books, 2, ruling);
    let hours = total_of(books.hours.values());
    let undone = nusa_rules::rows::Sums {
        voids: 1,
        ..Default::default()
    };
    assert_eq!(hours, undone);
    assert_eq!(total_of(books.staff.values()), undone);
    assert_eq!(total_of(books.shift_sums.values()), undone);
    assert!(
        books
            .products
            .values()
            .all(|sums| *sums == Default::default())
    );
    assert!(
        books
            .methods
            .values()
            .all(|sums| *sums == Default::default())
    );
    assert!(
        books.levels.values().all(|milli| *milli == 0),
        "{:?}",
        books.levels
    );
    let drawer = books.drawers[&shift_row().id];
    assert_eq!(drawer.received - drawer.change - drawer.refunds, 0);
    let (row, _) = &books.sales[&id(1)];
    assert_eq!((row.state, row.refunded), (SaleState::Voided, 46_900));
}

#[test]
fn a_void_hours_later_falls_on_the_hour_and_day_of_the_sale() {
    let (mut shop, mut books) = sold();
    shop.moment = moment_at(Millis(TEN.0 + 16 * HOUR));
    let ruling = void(&shop, &books).unwrap();
    let sealed = write(&shop, &mut books, 2, ruling);
    assert_eq!(sealed.doc.business_date, shift_row().business_date);
    assert_eq!(books.hours.len(), 1);
    assert_eq!(total_of(books.hours.values()).total, 0);
}

fn in_state(books: &Books, state: SaleState) -> Option<(SaleRow, SaleCompleted)> {
    let mut sale = books.sales[&id(1)].clone();
    sale.0.state = state;
    Some(sale)
}

#[test]
fn a_void_has_its_time_and_its_state() {
    let (shop, books) = sold();
    let open = shift_row();
    let closed = ShiftRow {
        closed: Some(ShiftEnd {
            doc: id(9),
            at: TEN,
            counted: 0,
            expected: 0,
        }),
        ..shift_row()
    };
    let other = ShiftRow {
        id: id(0xf1),
        ..shift_row()
    };
    let sale = |state| in_state(&books, state);
    use SaleState::{Completed, PartlyRefunded, Refunded, Voided};
    let cases = [
        (sale(Completed), Some(&closed), false, Code::VoidTooLate),
        (sale(Completed), Some(&other), false, Code::VoidTooLate),
        (sale(Completed), None, false, Code::VoidTooLate),
        (sale(Voided), Some(&open), false, Code::SaleVoided),
        (sale(Refunded), Some(&open), false, Code::SaleRefunded),
        (sale(PartlyRefunded), Some(&open), false, Code::SaleRefunded),
        (None, Some(&open), false, Code::SaleUnknown),
        (None, Some(&open), true, Code::RefundAtOrigin),
    ];
    for (sale, shift, elsewhere, code) in cases {
        let desk = VoidDesk {
            branch: &shop.branch,
            sale,
            elsewhere,
            shift,
        };
        let refused = decide_void(&desk, &manager(), &shop.moment, id(1), "salah");
        assert_eq!(said(refused).0, code);
    }
}

#[test]
fn a_void_has_a_reason_and_a_person_who_may() {
    let (shop, books) = sold();
    let desk = VoidDesk {
        branch: &shop.branch,
        sale: in_state(&books, SaleState::Completed),
        elsewhere: false,
        shift: shop.shift.as_ref(),
    };
    let no_reason = decide_void(&desk, &manager(), &shop.moment, id(1), "  ");
    assert_eq!(said(no_reason), (Code::TextInvalid, "reason".to_owned()));
    let by_cashier = decide_void(&desk, &cashier(), &shop.moment, id(1), "salah");
    assert_eq!(said(by_cashier).0, Code::ApprovalNeeded);
}

#[test]
fn outside_a_shift_a_sale_is_voided_on_its_own_day_only() {
    let (shop, books) = sold();
    let mut sale = books.sales[&id(1)].clone();
    sale.0.shift = None;
    let desk = VoidDesk {
        branch: &shop.branch,
        sale: Some(sale),
        elsewhere: false,
        shift: None,
    };
    assert!(decide_void(&desk, &manager(), &shop.moment, id(1), "salah").is_ok());
    let tomorrow = moment_at(Millis(TEN.0 + 24 * HOUR));
    let refused = decide_void(&desk, &manager(), &tomorrow, id(1), "salah");
    assert_eq!(said(refused).0, Code::VoidTooLate);
}

#[test]
fn a_refund_pays_shares_and_the_last_one_the_rest() {
    let (shop, mut books) = sold();
    // One coffee of two: 15,000. The rest: all that is owed of 46,900, rounding and all.
    let steps = [
        (vec![back(0, 1000)], 15_000, 15_000, false),
        (vec![back(0, 1000), back(1, 1250)], 31_875, 31_900, true),
    ];
    for (step, (lines, total, paid, complete)) in (2_u8..).zip(steps) {
        let ruling = refund(&shop, &books, &asked(&lines, Method::Cash)).unwrap();
        let fact = refund_body(&ruling);
        assert_eq!((fact.total, fact.paid), (total, paid));
        assert_eq!(
            (fact.rounding, fact.fully_refunded),
            (paid - total, complete)
        );
        assert_eq!(fact.number.n, u64::from(step));
        write(&shop, &mut books, step, ruling);
    }
    let (row, _) = &books.sales[&id(1)];
    assert_eq!((row.state, row.refunded), (SaleState::Refunded, 46_900));
    assert_eq!(books.level(Location::Branch(HERE), COFFEE), 0);
    assert_eq!(out_of_balance(&books), []);
    let drawer = books.drawers[&shift_row().id];
    assert_eq!(drawer.received - drawer.change - drawer.refunds, 0);
    let again = refund(&shop, &books, &asked(&[back(0, 1000)], Method::Cash));
    assert_eq!(said(again).0, Code::ReturnTooMuch);
}

#[test]
fn goods_that_are_not_put_back_are_waste() {
    let (shop, mut books) = sold();
    let broken = BackLine {
        restock: false,
        ..back(0, 1000)
    };
    let ruling = refund(&shop, &books, &asked(&[broken], Method::Cash)).unwrap();
    write(&shop, &mut books, 2, ruling);
    assert_eq!(books.level(Location::Branch(HERE), COFFEE), -2_000);
    assert_eq!(books.level(Location::Waste, COFFEE), 1_000);
    assert_eq!(books.level(Location::Customer, COFFEE), 1_000);
}

#[test]
fn a_refund_is_of_lines_that_were_sold_and_are_still_with_the_buyer() {
    let (shop, mut books) = sold();
    let ruling = refund(&shop, &books, &asked(&[back(1, 1000)], Method::Cash)).unwrap();
    write(&shop, &mut books, 2, ruling);
    let cases = [
        (vec![], Code::LinesMissing, "lines"),
        (vec![back(2, 1000)], Code::ReturnTooMuch, "lines[0].line"),
        (
            vec![back(0, 0)],
            Code::QuantityInvalid,
            "lines[0].quantity_milli",
        ),
        (
            vec![back(0, -1)],
            Code::QuantityInvalid,
            "lines[0].quantity_milli",
        ),
        (
            vec![back(0, 2001)],
            Code::ReturnTooMuch,
            "lines[0].quantity_milli",
        ),
        (
            vec![back(0, i64::MAX)],
            Code::ReturnTooMuch,
            "lines[0].quantity_milli",
        ),
        (
            vec![back(0, 1000), back(0, 1000)],
            Code::LineRepeated,
            "lines[1].line",
        ),
        (
            vec![back(0, 1000), back(1, 251)],
            Code::ReturnTooMuch,
            "lines[1].quantity_milli",
        ),
    ];
    for (lines, code, field) in cases {
        let refused = refund(&shop, &books, &asked(&lines, Method::Cash));
        assert_eq!(said(refused), (code, field.to_owned()), "{lines:?}");
    }
}

#[test]
fn a_refund_happens_where_the_sale_was_made_and_of_what_stands() {
    let (shop, books) = sold();
    let known = books.sales[&id(1)].clone();
    let voided = {
        let mut sale = known.clone();
        sale.0.state = SaleState::Voided;
        sale
    };
    type Found = Option<(SaleRow, SaleCompleted)>;
    let cases: [(Found, bool, Code); 4] = [
        (None, false, Code::SaleUnknown),
        (None, true, Code::RefundAtOrigin),
        (Some(known), true, Code::RefundAtOrigin),
        (Some(voided), false, Code::SaleVoided),
    ];
    for (sale, elsewhere, code) in cases {
        let desk = RefundDesk {
            sale,
            elsewhere,
            returned: BTreeMap::new(),
            ..desk(&shop, &books)
        };
        let wanted = asked(&[back(0, 1000)], Method::Cash);
        let refused = decide_refund(&desk, &manager(), &shop.moment, &wanted);
        assert_eq!(said(refused).0, code);
    }
    let wanted = asked(&[back(0, 1000)], Method::Cash);
    let by_cashier = decide_refund(&desk(&shop, &books), &cashier(), &shop.moment, &wanted);
    assert_eq!(said(by_cashier).0, Code::ApprovalNeeded);
    let no_shift = RefundDesk {
        shift: None,
        ..desk(&shop, &books)
    };
    let refused = decide_refund(&no_shift, &manager(), &shop.moment, &wanted);
    assert_eq!(said(refused).0, Code::ShiftNotOpen);
}

#[test]
fn a_refund_falls_on_its_own_day_and_takes_nothing_off_the_sales_of_another() {
    let (mut shop, mut books) = sold();
    let sold_on = shift_row().business_date;
    shop.moment = moment_at(Millis(TEN.0 + 26 * HOUR));
    let mut next = shift_row();
    next.id = id(0xf2);
    next.business_date = shop.moment.business_date;
    shop.shift = Some(next);
    let ruling = refund(&shop, &books, &asked(&[back(0, 1000)], Method::Transfer)).unwrap();
    write(&shop, &mut books, 2, ruling);
    let today = shop.moment.business_date;
    assert_ne!(today, sold_on);
    assert_eq!(books.hours[&(sold_on, 10)].total, 46_875);
    let refunds = books.hours[&(today, 12)];
    assert_eq!(
        (refunds.refund_total, refunds.total, refunds.refunds),
        (15_000, 0, 1)
    );
    assert_eq!(books.products[&(today, COFFEE)].returned_milli, 1_000);
    assert_eq!(books.methods[&(today, Method::Transfer)].amount, -15_000);
    assert!(
        !books.drawers.contains_key(&id(0xf2)),
        "no cash left the drawer"
    );
}
