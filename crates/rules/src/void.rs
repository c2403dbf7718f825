//! Undoing a whole sale while its drawer is still open. The number stays used;
//! the void is a document of its own in the sale's shift and on its day.

use nusa_facts::{
    Fact, SaleId,
    master::Branch,
    sale::{SaleCompleted, SaleVoided},
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    refusal::Code,
    rows::{SaleRow, SaleState, ShiftRow},
    text,
};

/// What the law looks at when a sale is voided.
#[derive(Clone, Debug)]
pub struct VoidDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The sale with what its document says.
    pub sale: Option<(SaleRow, SaleCompleted)>,
    /// The sale is known, but another branch made it.
    pub elsewhere: bool,
    /// The sale's shift, open or not; none when the sale has none.
    pub shift: Option<&'a ShiftRow>,
}

/// Voids a sale.
///
/// # Errors
/// `Forbidden`, `ApprovalNeeded`, `RefundAtOrigin`, `SaleUnknown`, `SaleVoided`, `SaleRefunded`, `VoidTooLate` once
/// the shift is closed (or, for a sale outside a shift, the business day is over), `TextInvalid`.
pub fn decide_void(
    desk: &VoidDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    sale: SaleId,
    reason: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::Sell, desk.branch.id)?;
    let approved_by = actor.must_or_ask(Right::VoidSale, desk.branch.id)?;
    let (row, body) = known(desk.sale.as_ref(), desk.elsewhere, sale)?;
    match row.state {
        SaleState::Completed => {}
        SaleState::Voided => return Err(voided()),
        SaleState::PartlyRefunded | SaleState::Refunded => {
            let detail = "something of the sale came back already";
            return Err(Refusal::at(Code::SaleRefunded, "sale", detail));
        }
    }
    if !still_open(row, desk.shift, moment) {
        let detail = "its drawer was counted; refund the sale instead";
        return Err(Refusal::at(Code::VoidTooLate, "sale", detail));
    }
    let fact = SaleVoided {
        sale,
        number: body.number.clone(),
        reason: text::required("reason", reason)?,
        total: body.total,
        payable: body.payable,
    };
    Ok(Ruling {
        till: Some(body.number.till),
        shift: row.shift,
        business_date: row.business_date,
        approved_by,
        fact: Fact::SaleVoided(fact),
    })
}

fn still_open(row: &SaleRow, shift: Option<&ShiftRow>, moment: &Moment) -> bool {
    match row.shift {
        None => row.business_date == moment.business_date,
        Some(id) => shift.is_some_and(|shift| shift.id == id && shift.closed.is_none()),
    }
}

/// The sale that a command names, if this branch made it.
pub(crate) fn known(
    sale: Option<&(SaleRow, SaleCompleted)>,
    elsewhere: bool,
    named: SaleId,
) -> Result<&(SaleRow, SaleCompleted), Refusal> {
    if elsewhere {
        let detail = "only the branch that made a sale takes it back";
        return Err(Refusal::at(Code::RefundAtOrigin, "sale", detail));
    }
    sale.filter(|(row, _)| row.id == named)
        .ok_or_else(|| Refusal::at(Code::SaleUnknown, "sale", "no such sale here"))
}

pub(crate) fn voided() -> Refusal {
    Refusal::at(Code::SaleVoided, "sale", "the sale was voided")
}
