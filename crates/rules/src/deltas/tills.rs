//! The deltas of a till's life: registered, shift opened, cash moved, shift closed,
//! series closed.

use nusa_facts::{
    ShiftId, TillNo,
    shift::{
        CashKind, CashMoved, SeriesClosed, ShiftClosed, ShiftOpened, ShiftTotals, TillRegistered,
    },
};

use super::{Placed, at_a_branch, soundness};
use crate::{
    Delta, Unfit,
    rows::{CashRow, DrawerSums, ShiftEnd, ShiftRow, TillRow},
    shift::count,
};

/// A till was registered or attached again.
pub(super) fn registered(
    placed: Placed<'_>,
    fact: &TillRegistered,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    out.push(Delta::Till(TillRow {
        till: fact.till,
        name: fact.name.clone(),
        retired: false,
    }));
    Ok(())
}

/// A till was retired and its series ended.
pub(super) fn series_closed(
    placed: Placed<'_>,
    fact: &SeriesClosed,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    let known = placed.before.till.as_ref();
    let row = known.filter(|row| row.till == fact.till).ok_or_else(|| {
        let detail = format!("this branch has no till {}", fact.till);
        Unfit::new("till_unknown", detail)
    })?;
    if i64::try_from(fact.last).is_err() {
        let detail = format!("last number {}", fact.last);
        return Err(Unfit::new("number_invalid", detail));
    }
    out.push(Delta::Till(TillRow {
        retired: true,
        ..row.clone()
    }));
    out.push(Delta::Series {
        mark: fact.chain.mark(),
        till: fact.till,
        last: fact.last,
        closed: true,
    });
    Ok(())
}

/// A shift began.
pub(super) fn shift_opened(
    placed: Placed<'_>,
    fact: &ShiftOpened,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    soundness::amount("float", fact.float)?;
    if i64::try_from(fact.n).is_err() || fact.n == 0 {
        return Err(Unfit::new("number_invalid", format!("shift {}", fact.n)));
    }
    let doc = placed.doc();
    out.push(Delta::ShiftOpened(ShiftRow {
        id: doc.id,
        till: till_of(placed)?,
        n: fact.n,
        staff: doc.staff.as_ref().map(|staff| staff.id),
        business_date: doc.business_date,
        opened_at: doc.at,
        float: fact.float,
        closed: None,
    }));
    Ok(())
}

/// Cash moved without a sale.
pub(super) fn cash_moved(
    placed: Placed<'_>,
    fact: &CashMoved,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    soundness::amount("amount", fact.amount)?;
    if fact.amount == 0 {
        return Err(Unfit::new("amount_invalid", "no cash was moved"));
    }
    let doc = placed.doc();
    let shift = open_shift(placed, doc.shift)?.id;
    let mut add = DrawerSums::default();
    match fact.direction {
        CashKind::In => add.cash_in = fact.amount,
        CashKind::Out => add.cash_out = fact.amount,
        CashKind::Drop => add.drops = fact.amount,
        CashKind::Tips => add.tips = fact.amount,
    }
    out.push(Delta::Cash(CashRow {
        doc: doc.id,
        shift,
        kind: fact.direction,
        amount: fact.amount,
        reason: fact.reason.clone(),
        at: doc.at,
    }));
    out.push(Delta::Drawer { shift, add });
    Ok(())
}

/// A shift ended with a count.
pub(super) fn shift_closed(
    placed: Placed<'_>,
    fact: &ShiftClosed,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    let shift = open_shift(placed, Some(fact.opened))?;
    if (fact.n, fact.float) != (shift.n, shift.float) {
        let detail = "the close does not say what the opening says";
        return Err(Unfit::new("sums_differ", detail));
    }
    let counted =
        count(&fact.denominations).map_err(|error| Unfit::new("amount_invalid", error.code()))?;
    soundness::amount("counted", fact.counted)?;
    soundness::same("counted", fact.counted, i128::from(counted.0))?;
    soundness::same(
        "expected",
        fact.expected,
        expected(fact.float, &fact.totals),
    )?;
    let difference = i128::from(fact.counted) - i128::from(fact.expected);
    soundness::same("difference", fact.difference, difference)?;
    let doc = placed.doc();
    out.push(Delta::ShiftClosed {
        shift: fact.opened,
        end: ShiftEnd {
            doc: doc.id,
            at: doc.at,
            counted: fact.counted,
            expected: fact.expected,
        },
    });
    Ok(())
}

/// What should be in the drawer by the frozen sums themselves (money.md § 10).
fn expected(float: i64, totals: &ShiftTotals) -> i128 {
    let incoming = [float, totals.cash_received, totals.cash_in];
    let outgoing = [
        totals.change_given,
        totals.cash_refunds,
        totals.cash_out,
        totals.cash_drops,
        totals.tips_paid,
    ];
    let sum = |amounts: &[i64]| -> i128 { amounts.iter().map(|one| i128::from(*one)).sum() };
    sum(&incoming) - sum(&outgoing)
}

fn till_of(placed: Placed<'_>) -> Result<TillNo, Unfit> {
    let missing = || Unfit::new("till_missing", "the fact names no till");
    placed.doc().till.ok_or_else(missing)
}

fn open_shift(placed: Placed<'_>, named: Option<ShiftId>) -> Result<&ShiftRow, Unfit> {
    let before = placed.before;
    let unknown = || Unfit::new("shift_unknown", "this branch opened no such shift");
    let shift = before
        .shift
        .as_ref()
        .filter(|shift| Some(shift.id) == named)
        .ok_or_else(unknown)?;
    if placed.doc().till != Some(shift.till) {
        let detail = "the shift is another till's";
        return Err(Unfit::new("till_missing", detail));
    }
    if shift.closed.is_some() {
        return Err(Unfit::new("shift_closed", "the shift was closed before"));
    }
    Ok(shift)
}
