//! Cash that goes into or out of a drawer without a sale, and a drawer that is
//! only opened: always with a reason, and what leaves the shop with approval.

use nusa_facts::{
    Fact, TillNo,
    master::Branch,
    shift::{CashKind, CashMoved, DrawerOpened},
};
use nusa_money::amount::MAX_AMOUNT;

use crate::{
    Actor, Refusal, Right, Ruling,
    refusal::Code,
    rows::{ShiftRow, TillRow},
    shift, text, till,
};

/// What the law looks at when cash is moved.
#[derive(Clone, Debug)]
pub struct CashDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The till, if it is known.
    pub till: Option<&'a TillRow>,
    /// The shift that is open at it.
    pub shift: Option<&'a ShiftRow>,
}

/// Moves cash. It belongs to a shift always: without one nobody would count it. What is put in or
/// taken to the safe stays in the shop; the rest needs somebody who may take it out.
///
/// # Errors
/// `Forbidden`, `ApprovalNeeded`, `TillUnknown`, `ShiftNotOpen`, `AmountInvalid`, `TextInvalid`.
pub fn decide_move_cash(
    desk: &CashDesk<'_>,
    actor: &Actor,
    till: TillNo,
    kind: CashKind,
    amount: i64,
    reason: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::MoveCash, desk.branch.id)?;
    let approved_by = match kind {
        CashKind::In | CashKind::Drop => None,
        CashKind::Out | CashKind::Tips => actor.must_or_ask(Right::TakeCash, desk.branch.id)?,
    };
    let till = till::in_use(desk.till, till)?.till;
    let shift = shift::running(desk.shift, till)?;
    if !(1..=MAX_AMOUNT).contains(&amount) {
        let detail = "not an amount that can be moved";
        return Err(Refusal::at(Code::AmountInvalid, "amount", detail));
    }
    let moved = CashMoved {
        direction: kind,
        amount,
        reason: text::required("reason", reason)?,
    };
    Ok(Ruling {
        till: Some(till),
        shift: Some(shift.id),
        business_date: shift.business_date,
        approved_by,
        fact: Fact::CashMoved(moved),
    })
}

/// Opens a drawer without a sale: a fact, so that nobody looks into the till unseen.
///
/// # Errors
/// `Forbidden`, `ApprovalNeeded`, `TillUnknown`, `ShiftNotOpen`, `TextInvalid`.
pub fn decide_open_drawer(
    desk: &CashDesk<'_>,
    actor: &Actor,
    till: TillNo,
    reason: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::MoveCash, desk.branch.id)?;
    let approved_by = actor.must_or_ask(Right::OpenDrawer, desk.branch.id)?;
    let till = till::in_use(desk.till, till)?.till;
    let shift = shift::running(desk.shift, till)?;
    let reason = text::required("reason", reason)?;
    Ok(Ruling {
        till: Some(till),
        shift: Some(shift.id),
        business_date: shift.business_date,
        approved_by,
        fact: Fact::DrawerOpened(DrawerOpened { reason }),
    })
}
