//! The tills of a branch: a number each, 1 to 99, given once. A wiped device is
//! attached to its number again; a retired number is never given again, because
//! its series has ended.

use nusa_facts::{
    ChainId, Fact, TillNo,
    master::Branch,
    shift::{SeriesClosed, TillRegistered},
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    refusal::Code,
    rows::{ShiftRow, TillRow},
    text,
};

/// What the law looks at when tills come and go.
#[derive(Clone, Debug)]
pub struct TillDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// Every till it ever had.
    pub tills: &'a [TillRow],
}

/// What the law looks at when a till is retired.
#[derive(Clone, Debug)]
pub struct RetireDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The till, if it is known.
    pub till: Option<&'a TillRow>,
    /// Its open shift.
    pub shift: Option<&'a ShiftRow>,
    /// The chain that is written now.
    pub chain: ChainId,
    /// The last number of the (chain, till) series, 0 when none was given.
    pub series_last: u64,
}

/// Registers a till under a number or the lowest free one, or attaches a device to a till that is
/// in use. An empty name keeps the till's name.
///
/// # Errors
/// `Forbidden`, `TillTaken` (retired, or all 99 are given), `TextInvalid`.
pub fn decide_register_till(
    desk: &TillDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    till: Option<TillNo>,
    name: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::ManageTills, desk.branch.id)?;
    let number = match till {
        Some(number) => number,
        None => lowest_free(desk.tills)?,
    };
    let known = desk.tills.iter().find(|row| row.till == number);
    if known.is_some_and(|row| row.retired) {
        let detail = format!("till {number} is retired; its series has ended");
        return Err(Refusal::at(Code::TillTaken, "till", detail));
    }
    let name = match known {
        Some(row) if name.trim().is_empty() => row.name.clone(),
        _ => text::required("name", name)?,
    };
    let fact = TillRegistered { till: number, name };
    Ok(Ruling {
        till: Some(number),
        ..Ruling::at_branch(moment, Fact::TillRegistered(fact))
    })
}

fn lowest_free(tills: &[TillRow]) -> Result<TillNo, Refusal> {
    let given = |number: &TillNo| tills.iter().any(|row| row.till == *number);
    (1..=99)
        .filter_map(TillNo::new)
        .find(|number| !given(number))
        .ok_or_else(|| Refusal::at(Code::TillTaken, "till", "all 99 numbers are given"))
}

/// Takes a till out of use and ends its series where it stands.
///
/// # Errors
/// `Forbidden`, `TillUnknown`, `ShiftOpen` (its money must be counted first), `TextInvalid`.
pub fn decide_retire_till(
    desk: &RetireDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    till: TillNo,
    reason: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::ManageTills, desk.branch.id)?;
    let till = in_use(desk.till, till)?.till;
    if desk.shift.is_some_and(|shift| shift.closed.is_none()) {
        let detail = "close its shift first";
        return Err(Refusal::at(Code::ShiftOpen, "till", detail));
    }
    let fact = SeriesClosed {
        till,
        chain: desk.chain,
        last: desk.series_last,
        reason: text::required("reason", reason)?,
    };
    Ok(Ruling {
        till: Some(till),
        ..Ruling::at_branch(moment, Fact::SeriesClosed(fact))
    })
}

/// The till that a command names, if it is known and not retired.
pub(crate) fn in_use(row: Option<&TillRow>, named: TillNo) -> Result<&TillRow, Refusal> {
    row.filter(|row| row.till == named && !row.retired)
        .ok_or_else(|| {
            let detail = format!("till {named} is not in use here");
            Refusal::at(Code::TillUnknown, "till", detail)
        })
}
