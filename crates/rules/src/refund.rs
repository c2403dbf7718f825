//! Taking goods of a sale back: shares of the amounts that the sale stored, never
//! computed anew (money.md § 5), by the branch that made the sale.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    ChainId, Fact, ProductId,
    limits::MAX_LINES,
    master::Branch,
    sale::{LineTax, Method, RefundLine, SaleCompleted, SaleRefunded},
};
use nusa_money::{
    self as money, Amount, CoinRule, Composition, MoneyError, Quantity, RefundWay, Returned,
    ReturnedLine, Sold, SoldLine,
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    command::{BackLine, RefundSale},
    refusal::Code,
    rows::{SaleRow, SaleState, ShiftRow, TillRow},
    sale, shift, text, till, void,
};

/// What the law looks at when goods come back.
#[derive(Clone, Debug)]
pub struct RefundDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The chain that is written now.
    pub chain: ChainId,
    /// The till that pays back, if it is known.
    pub till: Option<&'a TillRow>,
    /// The shift that is open at it.
    pub shift: Option<&'a ShiftRow>,
    /// The last number of the (chain, till) series.
    pub series_last: u64,
    /// The sale with what its document says.
    pub sale: Option<(SaleRow, SaleCompleted)>,
    /// The sale is known, but another branch made it.
    pub elsewhere: bool,
    /// What has come back of each line so far, thousandths.
    pub returned: BTreeMap<u16, i64>,
}

/// The amounts of a refund, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Back {
    /// Each line with its parts.
    pub(crate) lines: Vec<RefundLine>,
    /// Sum of the lines.
    pub(crate) total: i64,
    /// Paid less total.
    pub(crate) rounding: i64,
    /// Money handed back.
    pub(crate) paid: i64,
    /// Nothing is left with the buyer.
    pub(crate) complete: bool,
}

/// Refunds lines of a sale. It has a number of its own in the series of the till that pays, and is
/// booked in that till's shift.
///
/// # Errors
/// `Forbidden`, `ApprovalNeeded`, `TillUnknown`, `ShiftNotOpen`, `RefundAtOrigin`, `SaleUnknown`, `SaleVoided`,
/// `LinesMissing`, `LineRepeated`, `QuantityInvalid`, `ReturnTooMuch`, `TextInvalid`.
pub fn decide_refund(
    desk: &RefundDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &RefundSale,
) -> Result<Ruling, Refusal> {
    actor.must(Right::Sell, desk.branch.id)?;
    let approved_by = actor.must_or_ask(Right::RefundSale, desk.branch.id)?;
    let till = till::in_use(desk.till, wanted.till)?.till;
    let booking = shift::booking(desk.branch, desk.shift, till, moment)?;
    let (row, body) = void::known(desk.sale.as_ref(), desk.elsewhere, wanted.sale)?;
    if row.state == SaleState::Voided {
        return Err(void::voided());
    }
    check_lines(body, &desk.returned, &wanted.lines)?;
    let back = pay_back(
        body,
        row.refunded,
        &desk.returned,
        &wanted.lines,
        wanted.method,
    )?;
    let fact = SaleRefunded {
        sale: wanted.sale,
        original: body.number.clone(),
        number: sale::next_number(desk.branch, desk.chain, till, desk.series_last)?,
        lines: back.lines,
        total: back.total,
        rounding: back.rounding,
        method: wanted.method,
        paid: back.paid,
        fully_refunded: back.complete,
        reason: text::required("reason", &wanted.reason)?,
    };
    Ok(Ruling {
        till: Some(till),
        shift: booking.shift,
        business_date: booking.date,
        approved_by,
        fact: Fact::SaleRefunded(fact),
    })
}

fn check_lines(
    sale: &SaleCompleted,
    returned: &BTreeMap<u16, i64>,
    lines: &[BackLine],
) -> Result<(), Refusal> {
    if lines.is_empty() {
        return Err(Refusal::at(
            Code::LinesMissing,
            "lines",
            "nothing comes back",
        ));
    }
    if lines.len() > MAX_LINES {
        let detail = format!("a refund has at most {MAX_LINES} lines");
        return Err(Refusal::at(Code::LinesTooMany, "lines", detail));
    }
    let mut seen = BTreeSet::new();
    for (index, back) in lines.iter().enumerate() {
        let refuse = |code, name: &str, detail: &str| {
            Err(Refusal::at(code, format!("lines[{index}].{name}"), detail))
        };
        if !seen.insert(back.line) {
            return refuse(Code::LineRepeated, "line", "the line is named twice");
        }
        let Some(sold) = sale.lines.get(usize::from(back.line)) else {
            return refuse(Code::ReturnTooMuch, "line", "the sale has no such line");
        };
        if back.quantity_milli <= 0 {
            let detail = "not a quantity that can come back";
            return refuse(Code::QuantityInvalid, "quantity_milli", detail);
        }
        let before = returned.get(&back.line).copied().unwrap_or(0);
        let left = sold.quantity_milli.saturating_sub(before);
        if back.quantity_milli > left {
            let field = format!("lines[{index}].quantity_milli");
            let detail = format!("{}: more comes back than was sold", sold.name);
            return Err(Refusal::at(Code::ReturnTooMuch, field, detail).with("left_milli", left));
        }
    }
    Ok(())
}

/// The parts that come back, and the money: the same for the branch that decides and for the
/// centre that checks.
///
/// # Errors
/// Those of the money engine; `UnknownIndex` for a line that was not sold.
pub(crate) fn pay_back(
    sale: &SaleCompleted,
    refunded: i64,
    returned: &BTreeMap<u16, i64>,
    lines: &[BackLine],
    method: Method,
) -> Result<Back, MoneyError> {
    let sold = sold(sale)?;
    let before = Returned {
        quantities: (0_u16..)
            .zip(&sold.lines)
            .map(|(line, _)| Quantity(returned.get(&line).copied().unwrap_or(0)))
            .collect(),
        paid: Amount(refunded),
    };
    let asked: Vec<ReturnedLine> = lines
        .iter()
        .map(|back| ReturnedLine {
            index: usize::from(back.line),
            quantity: Quantity(back.quantity_milli),
        })
        .collect();
    let way = match method {
        Method::Cash => RefundWay::Cash,
        _ => RefundWay::NonCash,
    };
    let refund = money::refund(&sold, &before, &asked, way)?;
    let parts = lines.iter().zip(&refund.lines);
    Ok(Back {
        lines: parts
            .map(|(back, part)| refund_line(sale, back, part))
            .collect::<Result<_, _>>()?,
        total: refund.total.0,
        rounding: refund.rounding.0,
        paid: refund.paid.0,
        complete: refund.complete,
    })
}

/// The sale as the money engine returns it. A line's taxes are numbered by their place on the line,
/// because only their amounts are shared out.
fn sold(sale: &SaleCompleted) -> Result<Sold, MoneyError> {
    let line = |line: &nusa_facts::sale::SaleLine| SoldLine {
        quantity: Quantity(line.quantity_milli),
        net: Amount(line.net),
        service: Amount(line.service),
        taxes: (0..)
            .zip(&line.taxes)
            .map(|(tax, part)| money::LineTax {
                tax,
                amount: Amount(part.amount),
            })
            .collect(),
    };
    Ok(Sold {
        composition: Composition {
            service_on_top: sale.priced_by.service_on_top,
            tax_on_top: !sale.priced_by.tax_inclusive,
        },
        lines: sale.lines.iter().map(line).collect(),
        paid: Amount(sale.payable).minus(Amount(sale.tip))?,
        cash_rounding: sale
            .priced_by
            .cash_step
            .map(|(step, threshold)| CoinRule { step, threshold }),
    })
}

fn refund_line(
    sale: &SaleCompleted,
    back: &BackLine,
    part: &money::RefundLine,
) -> Result<RefundLine, MoneyError> {
    let sold = sale.lines.get(part.index).ok_or(MoneyError::UnknownIndex)?;
    let product: ProductId = sold.product;
    Ok(RefundLine {
        line: back.line,
        product,
        quantity_milli: back.quantity_milli,
        net: part.net.0,
        service: part.service.0,
        taxes: sold
            .taxes
            .iter()
            .zip(&part.taxes)
            .map(|(tax, part)| LineTax {
                code: tax.code.clone(),
                amount: part.amount.0,
            })
            .collect(),
        total: part.total.0,
        restock: back.restock,
    })
}
