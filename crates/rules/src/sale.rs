//! Ringing up a sale: who may, at which till, at which price, out of which shelf
//! and how it is paid. The command brings products and quantities; every price
//! and every amount is the branch's own (I8). Knows no disk and no wire.

mod basket;
pub(crate) mod charge;
pub(crate) mod discount;
pub(crate) mod payment;
mod quote;

use std::collections::BTreeMap;

use nusa_facts::{
    ChainId, Fact, Letterhead, ProductId, TillNo,
    bill::PaidBill,
    master::{Branch, Price, Product, StockPolicy, Tax},
    people::Signer,
    sale::{Payment, PricedBy, ReceiptNo, SaleCompleted, SaleLine, SaleTax},
};
use nusa_money::Amount;

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    command::CompleteSale,
    refusal::Code,
    rows::{ShiftRow, TillRow},
    shift, till,
};

pub(crate) use basket::{on_sale, price_for};
pub(crate) use charge::{cash_step, settings_of};
pub(crate) use quote::quote_owed;
pub use quote::{SaleQuote, quote_sale};

/// The version of the money rules that this program computes with: money.md as of 2026.
pub const MONEY_RULES: u16 = 1;

/// A product as the shelf of a branch knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfItem {
    /// The product.
    pub product: Product,
    /// Every version of its price.
    pub prices: Vec<Price>,
    /// How much of it is on the shelf, thousandths; only read when it is stocked.
    pub level_milli: i64,
}

/// What the law looks at when something is sold.
#[derive(Clone, Debug)]
pub struct SaleDesk<'a> {
    /// The branch and its settings.
    pub branch: &'a Branch,
    /// The chain that is written now: its mark is in the receipt number.
    pub chain: ChainId,
    /// The till, if it is known.
    pub till: Option<&'a TillRow>,
    /// The open shift of that till.
    pub shift: Option<&'a ShiftRow>,
    /// The last number of the (chain, till) series, 0 before the first.
    pub series_last: u64,
    /// The products that are asked for, as far as the branch knows them.
    pub products: BTreeMap<ProductId, ShelfItem>,
    /// Every tax.
    pub taxes: &'a [Tax],
    /// What the open shift began to print, if its fact says so.
    pub letterhead: Option<&'a Letterhead>,
}

/// Decides a sale. Nothing is sold at a price, a tax or a total that the branch did not compute
/// itself (D1-16, D1-17); a strict branch sells no more of a product than its shelf holds, over
/// all lines together (D1-13); the receipt number is the next of the till's own series (R35).
///
/// # Errors
/// The first refusal in this order: right, branch, till, shift, lines, prices, discounts, total
/// (`total_changed` carries `total`), shelf, payments, references.
pub fn decide_sale(
    desk: &SaleDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &CompleteSale,
) -> Result<Ruling, Refusal> {
    actor.must(Right::Sell, desk.branch.id)?;
    shift::trading(desk.branch)?;
    let place = place(desk, moment, wanted.till)?;
    let basket = basket::price(desk, moment, &wanted.lines, wanted.bill_discount)?;
    let discounts: Vec<_> = wanted.lines.iter().map(|line| line.discount).collect();
    let (bill_discount, charged) = (wanted.bill_discount, &basket.charged);
    let approved_by = discount::allow(actor, desk.branch, &discounts, bill_discount, charged)?;
    same_total(wanted.expected_total, charged.bill.total)?;
    if desk.branch.stock_policy == StockPolicy::Strict {
        on_shelf(desk, &basket)?;
    }
    let owed = Owed::of(basket.charged, desk.branch, None);
    complete(desk, place, owed, &wanted.payments, approved_by)
}

/// The till and the shift that a sale is made in.
pub(crate) struct Place {
    till: TillNo,
    booking: shift::Booking,
}

/// Where a sale at a till would be booked.
///
/// # Errors
/// `TillUnknown`, `ShiftNotOpen`.
pub(crate) fn place(desk: &SaleDesk<'_>, moment: &Moment, till: TillNo) -> Result<Place, Refusal> {
    let till = till::in_use(desk.till, till)?.till;
    let booking = shift::booking(desk.branch, desk.shift, till, moment)?;
    Ok(Place { till, booking })
}

/// What is to be paid, with every amount of it.
pub(crate) struct Owed {
    pub(crate) settings: nusa_money::Settings,
    pub(crate) currency: String,
    pub(crate) lines: Vec<SaleLine>,
    pub(crate) gross: i64,
    pub(crate) net: i64,
    pub(crate) service: i64,
    pub(crate) taxes: Vec<SaleTax>,
    pub(crate) total: i64,
    pub(crate) priced_by: PricedBy,
    pub(crate) bill: Option<PaidBill>,
}

impl Owed {
    /// What was charged just now.
    pub(crate) fn of(charged: charge::Charged, branch: &Branch, bill: Option<PaidBill>) -> Self {
        Self {
            settings: charged.settings,
            currency: branch.currency.clone(),
            lines: charged.lines,
            gross: charged.bill.gross.0,
            net: charged.bill.net.0,
            service: charged.bill.service.0,
            taxes: charged.taxes,
            total: charged.bill.total.0,
            priced_by: charged.priced_by,
            bill,
        }
    }
}

/// Takes the payments: the sale, with the next number of the till's series.
///
/// # Errors
/// Those of payments.
pub(crate) fn complete(
    desk: &SaleDesk<'_>,
    place: Place,
    owed: Owed,
    payments: &[Payment],
    approved_by: Option<Signer>,
) -> Result<Ruling, Refusal> {
    let payments = payment::clean(payments)?;
    payment::taken(desk.branch, &payments)?;
    let paid = payment::settle(&owed.settings, Amount(owed.total), &payments)?;
    payment::enough(&paid)?;
    let number = next_number(desk.branch, desk.chain, place.till, desk.series_last)?;
    let sale = SaleCompleted {
        number,
        currency: owed.currency,
        lines: owed.lines,
        gross: owed.gross,
        discount: Amount(owed.gross).minus(Amount(owed.net))?.0,
        net: owed.net,
        service: owed.service,
        taxes: owed.taxes,
        total: owed.total,
        tip: paid.tip.0,
        rounding: paid.rounding.0,
        payable: paid.payable.0,
        payments,
        change: paid.change.0,
        voucher_forfeited: paid.voucher_forfeited.0,
        priced_by: owed.priced_by,
        letterhead: other_letterhead(desk),
        bill: owed.bill,
    };
    Ok(ruling(place.till, place.booking, approved_by, sale))
}

/// What the receipt prints, unless its shift says the same: paper and facts say it once.
fn other_letterhead(desk: &SaleDesk<'_>) -> Option<Letterhead> {
    let now = Letterhead::of(desk.branch);
    (desk.letterhead != Some(&now)).then_some(now)
}

fn ruling(
    till: TillNo,
    booking: shift::Booking,
    approved_by: Option<Signer>,
    sale: SaleCompleted,
) -> Ruling {
    Ruling {
        till: Some(till),
        shift: booking.shift,
        business_date: booking.date,
        approved_by,
        fact: Fact::SaleCompleted(sale),
    }
}

pub(crate) fn same_total(expected: i64, total: Amount) -> Result<(), Refusal> {
    if expected == total.0 {
        return Ok(());
    }
    let detail = "the total is not the one that was shown";
    Err(Refusal::at(Code::TotalChanged, "expected_total", detail)
        .with("total", total.0)
        .with("expected", expected))
}

/// What a product's lines take together must lie on the shelf (D1-13).
fn on_shelf(desk: &SaleDesk<'_>, basket: &basket::Basket) -> Result<(), Refusal> {
    for (index, line) in basket.charged.lines.iter().enumerate() {
        let wanted = basket.quantities.get(&line.product).copied().unwrap_or(0);
        let item = desk.products.get(&line.product);
        let level = item.map_or(0, |item| item.level_milli);
        if line.stocked && level < wanted {
            let field = format!("lines[{index}].quantity_milli");
            let detail = format!("{}: the shelf does not hold so much", line.name);
            return Err(Refusal::at(Code::StockShort, field, detail)
                .with("level_milli", level)
                .with("wanted_milli", wanted));
        }
    }
    Ok(())
}

/// The next number of a till's series in a chain: one more than the last, without a gap (R35).
pub(crate) fn next_number(
    branch: &Branch,
    chain: ChainId,
    till: TillNo,
    last: u64,
) -> Result<ReceiptNo, Refusal> {
    let n = last.checked_add(1).ok_or_else(|| {
        Refusal::new(
            Code::TillUnknown,
            "the series of this till has no number left",
        )
    })?;
    Ok(ReceiptNo {
        branch: branch.code.clone(),
        till,
        mark: chain.mark(),
        n,
    })
}
