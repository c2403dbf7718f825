//! A till's cash period: opened with a float, closed by a blind count. What
//! should be in the drawer is told only in the fact of the close.

use nusa_facts::{
    BusinessDate, Fact, Letterhead, ShiftId, TillNo,
    master::Branch,
    sale::Method,
    shift::{Denomination, MethodTotal, ShiftClosed, ShiftOpened, ShiftTotals, TillStanding},
};
use nusa_money::{Amount, DrawerMovements, amount::MAX_AMOUNT, shift as drawer_money};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    limits::MAX_DENOMINATIONS,
    refusal::Code,
    rows::{DrawerSums, MethodSums, ShiftRow, Sums, TillRow},
    till,
};

/// What the law looks at when a shift is opened.
#[derive(Clone, Debug)]
pub struct OpenDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The till, if it is known.
    pub till: Option<&'a TillRow>,
    /// The shift that is open at it.
    pub open: Option<&'a ShiftRow>,
    /// The number of its last shift, 0 before the first.
    pub last_n: u64,
}

/// What the law looks at when a shift is closed.
#[derive(Clone, Debug)]
pub struct CloseDesk<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The till, if it is known.
    pub till: Option<&'a TillRow>,
    /// The shift that is open at it.
    pub shift: Option<&'a ShiftRow>,
    /// What its trade adds up to.
    pub sums: Sums,
    /// What moved in its drawer.
    pub drawer: DrawerSums,
    /// What each method brought.
    pub methods: &'a [(Method, MethodSums)],
    /// How far every till of the branch is that is in use.
    pub tills: Vec<TillStanding>,
}

/// Where a fact of a till is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Booking {
    /// In which shift.
    pub(crate) shift: Option<ShiftId>,
    /// On which day.
    pub(crate) date: BusinessDate,
}

/// Opens a shift. Its business date is that of everything in it (R21).
///
/// # Errors
/// `Forbidden`, `BranchClosed`, `TillUnknown`, `ShiftOpen`, `AmountInvalid`.
pub fn decide_open_shift(
    desk: &OpenDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    till: TillNo,
    float: i64,
) -> Result<Ruling, Refusal> {
    actor.must(Right::RunShift, desk.branch.id)?;
    trading(desk.branch)?;
    let till = till::in_use(desk.till, till)?.till;
    if desk.open.is_some_and(|shift| shift.closed.is_none()) {
        let detail = "a shift is open at this till already";
        return Err(Refusal::at(Code::ShiftOpen, "till", detail));
    }
    if !(0..=MAX_AMOUNT).contains(&float) {
        let detail = "not an amount that can lie in a drawer";
        return Err(Refusal::at(Code::AmountInvalid, "float", detail));
    }
    let n = desk
        .last_n
        .checked_add(1)
        .ok_or(nusa_money::MoneyError::Overflow)?;
    let opened = ShiftOpened {
        n,
        float,
        letterhead: Some(Letterhead::of(desk.branch)),
    };
    Ok(Ruling {
        till: Some(till),
        ..Ruling::at_branch(moment, Fact::ShiftOpened(opened))
    })
}

/// Closes a shift with a count by coin and note. Totals are frozen as they stand; the fact says how far every
/// till was, so that a till whose shift goes on is seen to be missing (R38).
///
/// # Errors
/// `Forbidden`, `TillUnknown`, `ShiftNotOpen`, `AmountInvalid` and `LineRepeated` for the count.
pub fn decide_close_shift(
    desk: &CloseDesk<'_>,
    actor: &Actor,
    till: TillNo,
    denominations: &[Denomination],
) -> Result<Ruling, Refusal> {
    actor.must(Right::RunShift, desk.branch.id)?;
    let till = till::in_use(desk.till, till)?.till;
    let shift = running(desk.shift, till)?;
    check_count(denominations)?;
    let counted = count(denominations)?;
    let movements = movements(shift.float, &desk.drawer);
    let (expected, difference) = (movements.expected()?, movements.difference(counted)?);
    let closed = ShiftClosed {
        opened: shift.id,
        n: shift.n,
        float: shift.float,
        denominations: denominations.to_vec(),
        counted: counted.0,
        expected: expected.0,
        difference: difference.0,
        totals: shift_totals(&desk.sums, &desk.drawer, desk.methods),
        tills: standings(&desk.tills, till),
    };
    Ok(Ruling {
        till: Some(till),
        shift: Some(shift.id),
        business_date: shift.business_date,
        approved_by: None,
        fact: Fact::ShiftClosed(closed),
    })
}

/// The tills once the shift of this one has ended.
fn standings(tills: &[TillStanding], ending: TillNo) -> Vec<TillStanding> {
    let after = |standing: &TillStanding| TillStanding {
        open: standing.open && standing.till != ending,
        ..standing.clone()
    };
    tills.iter().map(after).collect()
}

/// The sums of a shift in the shape of X and Z (money.md § 10).
pub fn shift_totals(
    sums: &Sums,
    drawer: &DrawerSums,
    methods: &[(Method, MethodSums)],
) -> ShiftTotals {
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    ShiftTotals {
        sales: count(sums.sales.saturating_add(sums.voids)),
        voids: count(sums.voids),
        refunds: count(sums.refunds),
        gross: sums.gross,
        discount: sums.discount,
        net: sums.net,
        service: sums.service,
        tax: sums.tax,
        total: sums.total,
        tip: sums.tip,
        rounding: sums.rounding,
        payable: sums.payable,
        refund_total: sums.refund_total,
        refund_paid: sums.refund_paid,
        methods: methods
            .iter()
            .map(|(method, sums)| MethodTotal {
                method: *method,
                amount: sums.amount,
            })
            .collect(),
        cash_received: drawer.received,
        change_given: drawer.change,
        cash_refunds: drawer.refunds,
        cash_in: drawer.cash_in,
        cash_out: drawer.cash_out,
        cash_drops: drawer.drops,
        tips_paid: drawer.tips,
    }
}

/// What should be in a drawer (money.md § 10), minor units.
///
/// # Errors
/// `MoneyRefused` when the sums pass 64 bits.
pub fn expected_cash(float: i64, drawer: &DrawerSums) -> Result<i64, Refusal> {
    Ok(movements(float, drawer).expected()?.0)
}

fn movements(float: i64, drawer: &DrawerSums) -> DrawerMovements {
    DrawerMovements {
        opening_float: Amount(float),
        cash_received: Amount(drawer.received),
        change_given: Amount(drawer.change),
        cash_refunds: Amount(drawer.refunds),
        cash_in: Amount(drawer.cash_in),
        cash_out: Amount(drawer.cash_out),
        cash_drops: Amount(drawer.drops),
        cash_tips_paid_out: Amount(drawer.tips),
    }
}

/// The sum of a count.
pub(crate) fn count(denominations: &[Denomination]) -> Result<Amount, nusa_money::MoneyError> {
    let pieces: Vec<(Amount, i64)> = denominations
        .iter()
        .map(|pile| (Amount(pile.value), pile.count))
        .collect();
    drawer_money::counted(&pieces)
}

fn check_count(denominations: &[Denomination]) -> Result<(), Refusal> {
    if denominations.len() > MAX_DENOMINATIONS {
        let detail = format!("a count has at most {MAX_DENOMINATIONS} coins and notes");
        return Err(Refusal::at(Code::LinesTooMany, "denominations", detail));
    }
    for (index, pile) in denominations.iter().enumerate() {
        let refuse = |code, name: &str, detail: &str| {
            let field = format!("denominations[{index}].{name}");
            Err(Refusal::at(code, field, detail))
        };
        if !(1..=MAX_AMOUNT).contains(&pile.value) {
            return refuse(Code::AmountInvalid, "value", "not a coin or note");
        }
        if !(0..=MAX_AMOUNT).contains(&pile.count) {
            return refuse(Code::AmountInvalid, "count", "not a number of pieces");
        }
        let before = &denominations[..index];
        if before.iter().any(|other| other.value == pile.value) {
            return refuse(Code::LineRepeated, "value", "counted twice");
        }
    }
    let total = count(denominations)?;
    if total.0 > MAX_AMOUNT {
        let detail = "more than a drawer can hold";
        return Err(Refusal::at(Code::AmountInvalid, "denominations", detail));
    }
    Ok(())
}

/// Refuses trade at a branch that is closed for good.
pub(crate) fn trading(branch: &Branch) -> Result<(), Refusal> {
    if branch.active {
        return Ok(());
    }
    let detail = format!("{} does not trade any more", branch.name);
    Err(Refusal::new(Code::BranchClosed, detail))
}

/// The open shift of a till.
pub(crate) fn running(shift: Option<&ShiftRow>, till: TillNo) -> Result<&ShiftRow, Refusal> {
    shift
        .filter(|shift| shift.till == till && shift.closed.is_none())
        .ok_or_else(|| Refusal::at(Code::ShiftNotOpen, "till", "no shift is open at this till"))
}

/// Where trade of a till is booked: in its open shift and on that shift's day; outside a shift,
/// where the branch allows that, on the moment's day.
pub(crate) fn booking(
    branch: &Branch,
    shift: Option<&ShiftRow>,
    till: TillNo,
    moment: &Moment,
) -> Result<Booking, Refusal> {
    match running(shift, till) {
        Ok(shift) => Ok(Booking {
            shift: Some(shift.id),
            date: shift.business_date,
        }),
        Err(refusal) if branch.shift_required => Err(refusal),
        Err(_) => Ok(Booking {
            shift: None,
            date: moment.business_date,
        }),
    }
}
