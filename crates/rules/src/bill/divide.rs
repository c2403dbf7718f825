//! Dividing a bill among several payers: it is priced once, and every amount of it
//! is shared out by what each of them had (money.md § 6). Evenly is not divided
//! here: that is one bill with several payments.

use std::collections::BTreeSet;

use nusa_facts::{
    BillId, Fact,
    bill::{BillPart, BillRejoined, BillSplit, OrderedLine},
    sale::{SaleLine, SaleTax},
};
use nusa_money::{
    Amount, ChildBill, ChildLine, LineTax as Shared, Settings, share::share, split_by_items,
};

use super::{BillDesk, Reductions, charge_lines, line_at, per_line, standing, unknown};
use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    limits::{MAX_NAME_CHARS, MAX_PARTS, MAX_WEIGHT},
    refusal::Code,
    rows::{BillRow, BillState},
    sale::{
        charge::{Charged, line_tax},
        discount,
    },
    shift, text,
};

/// How much of a line a payer takes, against what the others take of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartLine {
    /// The line.
    pub ordered: OrderedLine,
    /// Its weight, from 1.
    pub weight: u32,
}

/// What one payer takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPart {
    /// The part's id, made by the device.
    pub bill: BillId,
    /// Who pays it.
    pub payer: Option<String>,
    /// What of which line.
    pub lines: Vec<PartLine>,
}

/// A division that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitBill {
    /// The bill.
    pub bill: BillId,
    /// The version that was shown.
    pub version: u32,
    /// What is taken off before it is divided.
    pub reductions: Reductions,
    /// The payers.
    pub parts: Vec<WantedPart>,
}

/// Divides a bill: each line goes to whoever had it, and the parts sum to the bill to the last rupiah.
///
/// # Errors
/// Those of [`super::decide_pay`] about the bill; `BillFixed` for a part; `LinesTooMany` or `LinesMissing`
/// for too many or too few parts and for a line that nobody takes; `LineRepeated`, `OrderUnknown`,
/// `QuantityInvalid`, `TextInvalid`.
pub fn decide_split(
    desk: &BillDesk<'_>,
    known: &BTreeSet<BillId>,
    actor: &Actor,
    moment: &Moment,
    wanted: &SplitBill,
) -> Result<Ruling, Refusal> {
    let branch = desk.sale.branch;
    actor.must(Right::Sell, branch.id)?;
    shift::trading(branch)?;
    let row = standing(desk.bill, wanted.version)?;
    not_a_part(row)?;
    ids(known, &wanted.parts)?;
    let weights = weights(desk, &wanted.parts)?;
    let (discounts, off) = (per_line(desk, &wanted.reductions)?, wanted.reductions.bill);
    let charged = charge_lines(desk, moment, &discounts, off)?;
    let approved_by = discount::allow(actor, branch, &discounts, off, &charged)?;
    let fact = BillSplit {
        bill: row.id,
        currency: branch.currency.clone(),
        parts: parts(&charged, &weights, &wanted.parts)?,
        priced_by: charged.priced_by,
    };
    Ok(Ruling {
        approved_by,
        ..Ruling::at_branch(moment, Fact::BillSplit(fact))
    })
}

/// Puts the parts of a bill together again, as long as none of them is paid.
///
/// # Errors
/// `Forbidden`, `BillUnknown`, `BillPaid` when a part is paid, `NothingChanges` for a bill that is not
/// divided.
pub fn decide_rejoin(
    here: nusa_facts::BranchId,
    bill: Option<&BillRow>,
    parts: &[BillRow],
    actor: &Actor,
    moment: &Moment,
) -> Result<Ruling, Refusal> {
    actor.must(Right::Sell, here)?;
    let row = bill.ok_or_else(unknown)?;
    if row.state != BillState::Split {
        return Err(Refusal::at(
            Code::NothingChanges,
            "bill",
            "the bill is not divided",
        ));
    }
    if parts.iter().any(|part| part.state == BillState::Paid) {
        let detail = "a part of the bill is paid";
        return Err(Refusal::at(Code::BillPaid, "bill", detail));
    }
    let fact = BillRejoined { bill: row.id };
    Ok(Ruling::at_branch(moment, Fact::BillRejoined(fact)))
}

/// The amounts of a part are fixed.
pub(super) fn not_a_part(row: &BillRow) -> Result<(), Refusal> {
    if row.split.is_none() {
        return Ok(());
    }
    let detail = "a part of a bill is paid as it is; put the parts together first";
    Err(Refusal::at(Code::BillFixed, "bill", detail))
}

/// Ids of their own, and a number of parts that a bill can have.
fn ids(known: &BTreeSet<BillId>, parts: &[WantedPart]) -> Result<(), Refusal> {
    if parts.len() < 2 {
        let detail = "a bill is divided into two parts at least";
        return Err(Refusal::at(Code::LinesMissing, "parts", detail));
    }
    if parts.len() > MAX_PARTS {
        let detail = format!("a bill is divided into at most {MAX_PARTS} parts");
        return Err(Refusal::at(Code::LinesTooMany, "parts", detail));
    }
    let mut seen = known.clone();
    for (index, part) in parts.iter().enumerate() {
        if !seen.insert(part.bill) {
            let field = format!("parts[{index}].bill");
            let detail = "this id is another bill's";
            return Err(Refusal::at(Code::LineRepeated, field, detail));
        }
    }
    Ok(())
}

/// A row for each line with a weight for each part.
fn weights(desk: &BillDesk<'_>, parts: &[WantedPart]) -> Result<Vec<Vec<u32>>, Refusal> {
    let mut weights = vec![vec![0; parts.len()]; desk.lines.len()];
    for (p, part) in parts.iter().enumerate() {
        if part.lines.is_empty() {
            let field = format!("parts[{p}].lines");
            return Err(Refusal::at(
                Code::LinesMissing,
                field,
                "this part has nothing",
            ));
        }
        for (l, line) in part.lines.iter().enumerate() {
            let field = format!("parts[{p}].lines[{l}]");
            let row = line_at(desk, line.ordered, &field)?;
            if !(1..=MAX_WEIGHT).contains(&line.weight) {
                let field = format!("{field}.weight");
                let detail = "not a share that somebody can take";
                return Err(Refusal::at(Code::QuantityInvalid, field, detail));
            }
            if std::mem::replace(&mut weights[row][p], line.weight) != 0 {
                let detail = "this line stands twice in one part";
                return Err(Refusal::at(Code::LineRepeated, field, detail));
            }
        }
    }
    let left = weights.iter().position(|row| row.iter().all(|w| *w == 0));
    match left {
        None => Ok(weights),
        Some(index) => {
            let detail = format!("{}: nobody takes it", desk.lines[index].line.name);
            Err(Refusal::at(Code::LinesMissing, "parts", detail))
        }
    }
}

fn parts(
    charged: &Charged,
    weights: &[Vec<u32>],
    wanted: &[WantedPart],
) -> Result<Vec<BillPart>, Refusal> {
    let children = split_by_items(&charged.bill, wanted.len(), weights)?;
    let shares = charged.lines.iter().zip(weights);
    let shares = shares.map(|(line, row)| Shares::of(line, row));
    let shares = shares.collect::<Result<Vec<_>, Refusal>>()?;
    let taxes = taxes(charged, &children)?;
    let numbered = wanted.iter().zip(children).zip(taxes).enumerate();
    let parts = numbered.map(|(p, ((wanted, child), taxes))| {
        let taken = shares.iter().zip(&child.lines).zip(weights);
        let taken = taken.filter(|(_, row)| row[p] > 0);
        let lines: Vec<SaleLine> = taken
            .map(|((share, amounts), _)| share.line(p, amounts, &charged.settings))
            .collect();
        let gross: i64 = lines.iter().map(|line| line.gross).sum();
        let payer = wanted.payer.as_deref();
        Ok(BillPart {
            bill: wanted.bill,
            payer: match payer {
                None => None,
                Some(name) => {
                    let field = format!("parts[{p}].payer");
                    Some(text::bounded(&field, name, MAX_NAME_CHARS)?)
                }
            },
            gross,
            discount: gross - child.net.0,
            net: child.net.0,
            service: child.service.0,
            taxes,
            total: child.total.0,
            lines,
        })
    });
    parts.collect()
}

/// What the money engine does not share of a line: its quantity and its discounts.
struct Shares<'a> {
    line: &'a SaleLine,
    milli: Vec<Amount>,
    promo: Vec<Amount>,
    line_discount: Vec<Amount>,
    bill_discount: Vec<Amount>,
}

impl<'a> Shares<'a> {
    fn of(line: &'a SaleLine, row: &[u32]) -> Result<Self, Refusal> {
        let row: Vec<i128> = row.iter().map(|weight| i128::from(*weight)).collect();
        let by = |amount| share(Amount(amount), &row);
        Ok(Self {
            line,
            milli: by(line.quantity_milli)?,
            promo: by(line.promo)?,
            line_discount: by(line.line_discount)?,
            bill_discount: by(line.bill_discount)?,
        })
    }

    /// The share of one part. What it is worth before discounts follows from what it is worth after them.
    fn line(&self, part: usize, amounts: &ChildLine, settings: &Settings) -> SaleLine {
        let [promo, line_discount, bill_discount] =
            [&self.promo, &self.line_discount, &self.bill_discount].map(|shared| shared[part].0);
        let quantity_milli = self.milli[part].0;
        let whole = self.line.quantity_milli;
        let taxes = amounts.taxes.iter();
        SaleLine {
            quantity_milli,
            of_milli: (quantity_milli != whole).then_some(whole),
            gross: amounts.net.0 + promo + line_discount + bill_discount,
            promo,
            line_discount,
            bill_discount,
            net: amounts.net.0,
            service: amounts.service.0,
            taxes: taxes.map(|shared| line_tax(shared, settings)).collect(),
            total: amounts.total.0,
            ..self.line.clone()
        }
    }
}

/// The taxes of each part. What a tax was taken of is shared by what each part has of it.
fn taxes(charged: &Charged, children: &[ChildBill]) -> Result<Vec<Vec<SaleTax>>, Refusal> {
    let mut taxes = vec![Vec::new(); children.len()];
    for (tax, total) in charged.taxes.iter().zip(&charged.bill.taxes) {
        let taxed = |child: &ChildBill| -> i128 {
            let lines = child.lines.iter();
            let carries = |line: &&ChildLine| line.taxes.iter().any(|part| part.tax == total.tax);
            lines
                .filter(carries)
                .map(|line| i128::from(line.total.0))
                .sum()
        };
        let weights: Vec<i128> = children.iter().map(taxed).collect();
        let (base, dpp) = (shared(tax.base, &weights)?, shared(tax.dpp, &weights)?);
        for (p, child) in children.iter().enumerate() {
            let amount = child.taxes.iter().find(|part| part.tax == total.tax);
            taxes[p].push(SaleTax {
                base: base[p].0,
                dpp: dpp[p].0,
                amount: amount.map_or(0, |part: &Shared| part.amount.0),
                ..tax.clone()
            });
        }
    }
    Ok(taxes)
}

/// Shared by weights; what nobody has a weight for is the first part's.
fn shared(amount: i64, weights: &[i128]) -> Result<Vec<Amount>, Refusal> {
    if weights.iter().all(|weight| *weight == 0) {
        let mut parts = vec![Amount::ZERO; weights.len()];
        parts[0] = Amount(amount);
        return Ok(parts);
    }
    Ok(share(Amount(amount), weights)?)
}
