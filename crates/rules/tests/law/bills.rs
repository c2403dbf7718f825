//! Bills: paid at the prices of their orders, by whoever saw how they stand, whole
//! or in parts that sum to them.

use nusa_facts::{
    Fact, TableId,
    bill::OrderedLine,
    master::{ServiceBasis, ServiceCharge},
    order::Service,
    sale::{Method, SaleCompleted},
};
use nusa_rules::{
    Actor, Before, Delta, Refusal, Ruling,
    bill::{BillDesk, LineDiscount, OwedLine, PayBill, Reductions, decide_pay, quote_bill},
    command::Discount,
    deltas,
    order::decide_cancel,
    refusal::Code,
    rows::{BillRow, BillState, OrderState},
};

use crate::{
    orders::{asked, at_table, dish, order_of, place, placed_row, waiter},
    shop::*,
};

pub(crate) const BILL: u8 = 1;

pub(crate) fn bill() -> BillRow {
    BillRow {
        id: id(BILL),
        table: Some(TableId::from_bytes([1; 16])),
        sitting: 3,
        business_date: moment().business_date,
        at: TEN,
        version: 4,
        state: BillState::Open,
        parent: None,
        split: None,
        sale: None,
    }
}

/// A restaurant: five per cent of service, and tax that is not in the prices.
pub(crate) fn restaurant() -> Shop {
    let mut shop = Shop::new();
    shop.branch.tax_inclusive = false;
    shop.branch.service = Some(ServiceCharge {
        ppm: 50_000,
        inclusive: false,
        basis: ServiceBasis::AfterDiscount,
        taxable: true,
    });
    shop
}

pub(crate) fn ordered(n: u8, line: u16) -> OrderedLine {
    OrderedLine { order: id(n), line }
}

/// What somebody ordered at the prices of now.
pub(crate) fn owed(shop: &Shop, n: u8, lines: &[(nusa_facts::ProductId, i64)]) -> Vec<OwedLine> {
    let lines = lines.iter().map(|(product, milli)| dish(*product, *milli));
    let ruling = place(shop, &waiter(), &asked(at_table(3), lines.collect())).unwrap();
    let order = order_of(&ruling);
    let numbered = (0_u16..).zip(&order.lines);
    let owed = numbered.map(|(line, body)| OwedLine {
        ordered: ordered(n, line),
        n: u32::from(n),
        guest: order.guest.clone(),
        line: body.clone(),
    });
    owed.collect()
}

/// Two coffees and a kilogram and a half of rice.
pub(crate) fn supper(shop: &Shop) -> Vec<OwedLine> {
    owed(shop, 1, &[(COFFEE, 2_000), (RICE, 1_500)])
}

pub(crate) fn desk<'a>(shop: &'a Shop, row: &'a BillRow, lines: Vec<OwedLine>) -> BillDesk<'a> {
    BillDesk {
        sale: shop.desk(),
        bill: Some(row),
        service: Some(Service::Table {
            table: TableId::from_bytes([1; 16]),
            label: "B2".to_owned(),
            sitting: 3,
        }),
        lines,
        split: None,
    }
}

pub(crate) fn total(shop: &Shop, desk: &BillDesk<'_>, off: &Reductions) -> i64 {
    quote_bill(desk, &shop.moment, off, &[]).unwrap().total
}

pub(crate) fn payment(shop: &Shop, desk: &BillDesk<'_>) -> PayBill {
    PayBill {
        bill: desk.bill.unwrap().id,
        version: 4,
        till: till(),
        reductions: Reductions::default(),
        payments: vec![pay(Method::Cash, 500_000)],
        expected_total: total(shop, desk, &Reductions::default()),
    }
}

pub(crate) fn paid(shop: &Shop, desk: &BillDesk<'_>, wanted: &PayBill) -> Result<Ruling, Refusal> {
    decide_pay(desk, &cashier(), &shop.moment, wanted)
}

#[test]
fn a_bill_is_paid_at_the_prices_of_its_orders_and_moves_no_stock() {
    let mut shop = restaurant();
    let (row, lines) = (bill(), supper(&shop));
    shop.item(COFFEE).prices[0].amount = 99_000;
    shop.item(COFFEE).product.retired = true;
    let desk = desk(&shop, &row, lines);
    let ruling = paid(&shop, &desk, &payment(&shop, &desk)).unwrap();
    let sale: &SaleCompleted = body(&ruling);
    // 2 × 15,000 + 1.5 × 13,500; 5 % of it; PPN of 11 % on the coffee with its service.
    assert_eq!((sale.net, sale.service), (50_250, 2_513));
    assert_eq!(sale.taxes[0].amount, 3_465);
    assert_eq!(sale.total, 50_250 + 2_513 + 3_465);
    let said = sale.bill.as_ref().unwrap();
    assert_eq!((said.bill, &said.orders[..]), (row.id, &[1][..]));
    assert_eq!(said.guests, ["Ali"]);
    assert_eq!(sale.lines[1].ordered, Some(ordered(1, 1)));
    let sealed = ruling.seal(&cashier(), &shop.moment, stamp(id(9))).unwrap();
    let changes = deltas(HERE, &sealed, &Before::default()).unwrap();
    assert!(!changes.iter().any(|delta| matches!(delta, Delta::Moved(_))));
    assert!(changes.contains(&Delta::BillPaid {
        bill: row.id,
        sale: id(9),
    }));
}

#[test]
fn whoever_pays_a_bill_saw_how_it_stands() {
    let shop = restaurant();
    let cases = [
        (BillState::Open, 3, Code::BillChanged),
        (BillState::Paid, 4, Code::BillPaid),
        (BillState::Split, 4, Code::BillDivided),
        (BillState::Joined, 4, Code::BillJoined),
    ];
    for (state, version, code) in cases {
        let row = BillRow { state, ..bill() };
        let desk = desk(&shop, &row, supper(&shop));
        let wanted = PayBill {
            version,
            ..payment(&shop, &desk)
        };
        let refusal = paid(&shop, &desk, &wanted).unwrap_err();
        assert_eq!(refusal.code, code);
        if code == Code::BillChanged {
            assert_eq!(refusal.facts, [("version", 4)]);
        }
    }
    let row = bill();
    let mut unknown = desk(&shop, &row, supper(&shop));
    let wanted = payment(&shop, &unknown);
    unknown.bill = None;
    assert_eq!(
        said(paid(&shop, &unknown, &wanted)),
        (Code::BillUnknown, "bill".to_owned())
    );
    let mut empty = desk(&shop, &row, supper(&shop));
    empty.lines.clear();
    assert_eq!(
        said(paid(&shop, &empty, &wanted)),
        (Code::LinesMissing, "bill".to_owned())
    );
}

#[test]
fn a_bill_is_paid_by_those_who_sell_with_enough_and_at_the_shown_total() {
    let shop = restaurant();
    let row = bill();
    let desk = desk(&shop, &row, supper(&shop));
    let wanted = payment(&shop, &desk);
    let by = |who: &Actor| decide_pay(&desk, who, &shop.moment, &wanted);
    assert_eq!(said(by(&waiter())).0, Code::Forbidden);
    let other = PayBill {
        expected_total: wanted.expected_total + 1,
        ..wanted.clone()
    };
    assert_eq!(said(paid(&shop, &desk, &other)).0, Code::TotalChanged);
    let short = PayBill {
        payments: vec![pay(Method::Cash, 1_000), pay(Method::Qris, 1_000)],
        ..wanted.clone()
    };
    assert_eq!(said(paid(&shop, &desk, &short)).0, Code::PaymentShort);
    let two = PayBill {
        payments: vec![pay(Method::Qris, 30_000), pay(Method::Cash, 30_000)],
        ..wanted
    };
    let ruling = paid(&shop, &desk, &two).unwrap();
    let sale = body(&ruling);
    assert_eq!(sale.payable, 60_000 - sale.change);
}

#[test]
fn what_is_taken_off_a_bill_needs_whoever_may_give_it() {
    let shop = restaurant();
    let row = bill();
    let desk = desk(&shop, &row, supper(&shop));
    let off = |line, bill| Reductions {
        lines: vec![LineDiscount {
            ordered: ordered(1, line),
            discount: Discount::Percent(1_000_000),
        }],
        bill,
    };
    let wanted = |reductions: &Reductions| PayBill {
        reductions: reductions.clone(),
        expected_total: total(&shop, &desk, reductions),
        ..payment(&shop, &desk)
    };
    let gift = wanted(&off(1, None));
    assert_eq!(
        said(paid(&shop, &desk, &gift)),
        (Code::DiscountTooHigh, "lines[1].discount".to_owned())
    );
    let ruling = decide_pay(&desk, &manager(), &shop.moment, &gift).unwrap();
    assert_eq!(body(&ruling).lines[1].net, 0);
    let nothing = off(7, None);
    let asked = quote_bill(&desk, &shop.moment, &nothing, &[]);
    assert_eq!(
        said(asked),
        (Code::OrderUnknown, "line_discounts[0]".to_owned())
    );
}

#[test]
fn what_is_paid_or_divided_is_not_called_off() {
    for (state, code) in [
        (BillState::Paid, Code::BillPaid),
        (BillState::Split, Code::BillDivided),
    ] {
        let row = BillRow { state, ..bill() };
        let order = nusa_rules::rows::OrderRow {
            state: OrderState::Placed,
            ..placed_row()
        };
        let outcome = decide_cancel(
            HERE,
            Some(&order),
            Some(&row),
            &cashier(),
            &moment(),
            "salah",
            false,
        );
        assert_eq!(said(outcome).0, code);
    }
}

#[test]
fn a_sale_of_ordered_goods_that_is_voided_moves_no_stock_and_opens_the_bill_again() {
    let shop = restaurant();
    let row = bill();
    let desk = desk(&shop, &row, supper(&shop));
    let ruling = paid(&shop, &desk, &payment(&shop, &desk)).unwrap();
    let sale = ruling.seal(&cashier(), &shop.moment, stamp(id(9))).unwrap();
    let changes = deltas(HERE, &sale, &Before::default()).unwrap();
    let sold = changes.iter().find_map(|delta| match delta {
        Delta::Sale(row) => Some(row.clone()),
        _ => None,
    });
    let Fact::SaleCompleted(said) = &sale.doc.fact else {
        panic!("a sale")
    };
    let known = (sold.unwrap(), said.clone());
    let desk = nusa_rules::void::VoidDesk {
        branch: &shop.branch,
        sale: Some(known.clone()),
        elsewhere: false,
        shift: shop.shift.as_ref(),
    };
    let ruling =
        nusa_rules::void::decide_void(&desk, &manager(), &shop.moment, id(9), "salah").unwrap();
    let void = ruling
        .seal(&manager(), &shop.moment, stamp(id(10)))
        .unwrap();
    let before = Before {
        sale: Some(known),
        ..Before::default()
    };
    let changes = deltas(HERE, &void, &before).unwrap();
    assert!(!changes.iter().any(|delta| matches!(delta, Delta::Moved(_))));
    assert!(changes.contains(&Delta::BillUnpaid {
        bill: row.id,
        sale: id(9),
    }));
}
