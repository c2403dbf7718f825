//! Bills: what the guests of a table, or whoever fetches an order, have to pay, and
//! how it is paid. Order lines keep the price of their placing; discounts, service
//! and taxes are computed at the payment, or once when a bill is divided. Whoever
//! pays names the version that was shown, so that two tills which pay one bill make
//! one sale. Knows no disk and no wire.

mod divide;
mod movement;

use nusa_facts::{
    BillId, TillNo,
    bill::{BillSplit, OrderedLine, PaidBill},
    limits::MAX_LINES,
    order::{OrderLine, Service},
    sale::{Payment, PricedBy, SaleLine},
};
use nusa_money::Amount;
use serde::{Deserialize, Serialize};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    command::Discount,
    refusal::Code,
    rows::{BillRow, BillState},
    sale::{
        Owed, SaleDesk, SaleQuote, cash_step,
        charge::{Charged, Priced, charge},
        complete, discount, place, quote_owed, same_total, settings_of,
    },
    shift,
};

pub use divide::{PartLine, SplitBill, WantedPart, decide_rejoin, decide_split};
pub use movement::{MoveDesk, MoveGuests, MoveLines, decide_move_guests, decide_move_lines};

/// Something off a line of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDiscount {
    /// The line.
    pub ordered: OrderedLine,
    /// What is taken off.
    pub discount: Discount,
}

/// What is taken off a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reductions {
    /// Off single lines.
    pub lines: Vec<LineDiscount>,
    /// Off the whole.
    pub bill: Option<Discount>,
}

impl Reductions {
    /// Whether nothing is taken off.
    pub fn is_nothing(&self) -> bool {
        self.lines.is_empty() && self.bill.is_none()
    }
}

/// The payment of a bill that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayBill {
    /// The bill, or a part of one.
    pub bill: BillId,
    /// The version that the cashier saw.
    pub version: u32,
    /// At which till.
    pub till: TillNo,
    /// What is taken off.
    pub reductions: Reductions,
    /// How it is paid.
    pub payments: Vec<Payment>,
    /// The total that the cashier saw.
    pub expected_total: i64,
}

/// A line that somebody ordered and nobody called off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedLine {
    /// Which.
    pub ordered: OrderedLine,
    /// The number of its order.
    pub n: u32,
    /// The guest who ordered it.
    pub guest: Option<String>,
    /// The line as it was ordered.
    pub line: OrderLine,
}

/// What the law looks at when it is about one bill.
#[derive(Clone, Debug)]
pub struct BillDesk<'a> {
    /// The branch, its taxes and its till; of the products, those that the lines name.
    pub sale: SaleDesk<'a>,
    /// The bill, if it is known.
    pub bill: Option<&'a BillRow>,
    /// Where its orders are brought; none for a bill without orders.
    pub service: Option<Service>,
    /// The lines that come to it, by order; of a part, the lines of the whole bill.
    pub lines: Vec<OwedLine>,
    /// How the bill was divided that this is a part of.
    pub split: Option<&'a BillSplit>,
}

/// Takes the payment of a bill: a sale whose lines move no stock, because what was ordered moves when it is
/// served.
///
/// # Errors
/// The first refusal in this order: right, branch, bill (`BillUnknown`, `BillPaid`, `BillDivided`, `BillJoined`,
/// `BillChanged` with `version`), till, shift, lines, discounts, total, payments.
pub fn decide_pay(
    desk: &BillDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &PayBill,
) -> Result<Ruling, Refusal> {
    let branch = desk.sale.branch;
    actor.must(Right::Sell, branch.id)?;
    shift::trading(branch)?;
    let row = standing(desk.bill, wanted.version)?;
    let place = place(&desk.sale, moment, wanted.till)?;
    if desk.split.is_some() {
        let owed = of_part(desk, row, &wanted.reductions)?;
        same_total(wanted.expected_total, Amount(owed.total))?;
        return complete(&desk.sale, place, owed, &wanted.payments, None);
    }
    let (discounts, off) = (per_line(desk, &wanted.reductions)?, wanted.reductions.bill);
    let charged = charge_lines(desk, moment, &discounts, off)?;
    let approved_by = discount::allow(actor, branch, &discounts, off, &charged)?;
    same_total(wanted.expected_total, charged.bill.total)?;
    let owed = Owed::of(charged, branch, Some(paid_bill(desk, row)?));
    complete(&desk.sale, place, owed, &wanted.payments, approved_by)
}

/// What a bill comes to, before anybody pays or while they count. Promises nothing.
///
/// # Errors
/// `BillUnknown`; discounts and payments that cannot be; `LinesMissing` when everything was called off.
pub fn quote_bill(
    desk: &BillDesk<'_>,
    moment: &Moment,
    reductions: &Reductions,
    payments: &[Payment],
) -> Result<SaleQuote, Refusal> {
    let row = desk.bill.ok_or_else(unknown)?;
    let owed = match desk.split {
        Some(_) => of_part(desk, row, reductions)?,
        None => {
            let discounts = per_line(desk, reductions)?;
            let charged = charge_lines(desk, moment, &discounts, reductions.bill)?;
            Owed::of(charged, desk.sale.branch, None)
        }
    };
    quote_owed(owed, payments)
}

/// The bill as it was shown, if it still stands so and waits to be paid.
fn standing(bill: Option<&BillRow>, version: u32) -> Result<&BillRow, Refusal> {
    let row = unpaid(bill)?;
    if row.version == version {
        return Ok(row);
    }
    let detail = "something happened to the bill since it was shown";
    Err(Refusal::at(Code::BillChanged, "version", detail).with("version", row.version.into()))
}

/// The bill, if somebody has to pay it.
fn unpaid(bill: Option<&BillRow>) -> Result<&BillRow, Refusal> {
    let row = bill.ok_or_else(unknown)?;
    let (code, detail) = match row.state {
        BillState::Open => return Ok(row),
        BillState::Paid => (Code::BillPaid, "the bill is paid"),
        BillState::Split => (
            Code::BillDivided,
            "the bill was divided; its parts are paid",
        ),
        BillState::Joined => (Code::BillJoined, "the bill is a part of another one now"),
    };
    Err(Refusal::at(code, "bill", detail))
}

/// Whether an order's lines may still change: what is divided or paid does not.
///
/// # Errors
/// `BillPaid`, `BillDivided`.
pub(crate) fn may_change(bill: Option<&BillRow>) -> Result<(), Refusal> {
    match bill.map(|row| row.state) {
        Some(BillState::Paid | BillState::Split) => unpaid(bill).map(drop),
        _ => Ok(()),
    }
}

fn unknown() -> Refusal {
    Refusal::at(Code::BillUnknown, "bill", "no such bill here")
}

/// What a part comes to was said when its bill was divided.
fn of_part(desk: &BillDesk<'_>, row: &BillRow, off: &Reductions) -> Result<Owed, Refusal> {
    if off.bill.is_some() || !off.lines.is_empty() {
        let detail = "what is taken off is said before a bill is divided";
        return Err(Refusal::at(Code::BillFixed, "bill_discount", detail));
    }
    let split = desk.split.ok_or_else(unknown)?;
    let part = split.parts.iter().find(|part| part.bill == row.id);
    let part = part.ok_or_else(unknown)?;
    Ok(Owed {
        settings: settings_of(desk.sale.branch, Vec::new())?,
        currency: split.currency.clone(),
        lines: part.lines.clone(),
        gross: part.gross,
        net: part.net,
        service: part.service,
        taxes: part.taxes.clone(),
        total: part.total,
        // The coins are those of the payment; all else was said when the bill was divided.
        priced_by: PricedBy {
            cash_step: cash_step(desk.sale.branch),
            ..split.priced_by.clone()
        },
        bill: Some(PaidBill {
            guests: part.payer.clone().into_iter().collect(),
            ..paid_bill(desk, row)?
        }),
    })
}

/// What a receipt says of the orders.
fn paid_bill(desk: &BillDesk<'_>, row: &BillRow) -> Result<PaidBill, Refusal> {
    let service = desk.service.clone().ok_or_else(nothing_owed)?;
    let mut orders: Vec<u32> = desk.lines.iter().map(|line| line.n).collect();
    orders.sort_unstable();
    orders.dedup();
    let mut guests: Vec<String> = Vec::new();
    for guest in desk.lines.iter().filter_map(|line| line.guest.as_ref()) {
        if !guests.contains(guest) {
            guests.push(guest.clone());
        }
    }
    Ok(PaidBill {
        bill: row.id,
        service,
        orders,
        guests,
    })
}

fn nothing_owed() -> Refusal {
    Refusal::at(Code::LinesMissing, "bill", "nothing of it is to be paid")
}

/// Charges the lines of a bill that is not divided, with what is taken off each and off the whole.
fn charge_lines(
    desk: &BillDesk<'_>,
    moment: &Moment,
    discounts: &[Option<Discount>],
    off: Option<Discount>,
) -> Result<Charged, Refusal> {
    if desk.lines.is_empty() {
        return Err(nothing_owed());
    }
    if desk.lines.len() > MAX_LINES {
        let detail = format!("a bill has at most {MAX_LINES} lines; move some to another one");
        return Err(Refusal::at(Code::LinesTooMany, "bill", detail));
    }
    let numbered = desk.lines.iter().zip(discounts).enumerate();
    let priced = numbered.map(|(index, (owed, discount))| {
        let known = desk.sale.products.get(&owed.line.product);
        let item = known.ok_or_else(|| {
            let field = format!("lines[{index}].product");
            let detail = format!("{}: not known here any more", owed.line.name);
            Refusal::at(Code::ProductUnknown, field, detail)
        })?;
        Ok(Priced {
            product: &item.product,
            line: sale_line(owed),
            discount: *discount,
            gross_override: None,
        })
    });
    let priced = priced.collect::<Result<Vec<_>, Refusal>>()?;
    charge(desk.sale.branch, desk.sale.taxes, moment, priced, off)
}

/// What is taken off each line.
fn per_line(desk: &BillDesk<'_>, off: &Reductions) -> Result<Vec<Option<Discount>>, Refusal> {
    let mut discounts = vec![None; desk.lines.len()];
    for (index, wanted) in off.lines.iter().enumerate() {
        let at = line_at(desk, wanted.ordered, &format!("line_discounts[{index}]"))?;
        if discounts[at].replace(wanted.discount).is_some() {
            let field = format!("line_discounts[{index}]");
            let detail = "something is taken off this line twice";
            return Err(Refusal::at(Code::LineRepeated, field, detail));
        }
    }
    Ok(discounts)
}

/// Where a line stands that a command names.
fn line_at(desk: &BillDesk<'_>, ordered: OrderedLine, field: &str) -> Result<usize, Refusal> {
    let found = desk.lines.iter().position(|line| line.ordered == ordered);
    found.ok_or_else(|| Refusal::at(Code::OrderUnknown, field, "no such line on this bill"))
}

/// An order's line before the engine has charged it.
fn sale_line(owed: &OwedLine) -> SaleLine {
    let line = &owed.line;
    SaleLine {
        product: line.product,
        name: line.name.clone(),
        sku: line.sku.clone(),
        unit: line.unit.clone(),
        quantity_milli: line.quantity_milli,
        price: line.price,
        per_milli: line.per_milli,
        price_version: line.price_version,
        gross: 0,
        promo: 0,
        line_discount: 0,
        bill_discount: 0,
        net: 0,
        service: 0,
        taxes: Vec::new(),
        total: 0,
        stocked: line.stocked,
        note: line.note.clone(),
        label: None,
        chosen: line.chosen.clone(),
        ordered: Some(owed.ordered),
        of_milli: None,
    }
}
