//! What a fact changes in the projections of its branch, told from that branch's
//! earlier facts and the fact itself, never from master data. What came from
//! outside is judged here: a fact whose sums do not hold is unfit and is put
//! aside (R4, D1-16).

mod bills;
mod dishes;
mod goods;
mod local_staff;
mod notes;
mod orders;
mod ratings;
mod refund;
mod sale;
mod soundness;
mod tills;
mod trade;
mod void;

use std::collections::BTreeMap;

use nusa_facts::{BranchId, CENTRE, Doc, Fact, SealedDoc, order::OrderPlaced, sale::SaleCompleted};

use crate::{
    Unfit,
    delta::{Delta, Need},
    rows::{BillRow, CommandRow, LocalStaffRow, OrderRow, SaleRow, ShiftRow, TillRow},
};

/// Every code of unfitness; they stand in facts, so that none of them changes its meaning.
pub const UNFIT_CODES: [&str; 27] = [
    "unknown_fact",
    "rules_unknown",
    "wrong_place",
    "not_the_centre",
    "till_missing",
    "till_unknown",
    "lines_invalid",
    "negative_quantity",
    "amount_invalid",
    "number_invalid",
    "sums_differ",
    "payments_differ",
    "sale_unknown",
    "sale_voided",
    "sale_refunded",
    "void_too_late",
    "return_too_much",
    "shift_unknown",
    "shift_closed",
    "transfer_twice",
    "order_unknown",
    "no_such_step",
    "bill_unknown",
    "bill_not_open",
    "rating_invalid",
    "number_taken",
    "role_invalid",
];

/// What the store knows of the branch's earlier facts, as [`needs`] asked for it.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// The sale with what its document says, for `Need::Sale`.
    pub sale: Option<(SaleRow, SaleCompleted)>,
    /// What has come back of it by line, thousandths, for `Need::Sale`.
    pub returned: BTreeMap<u16, i64>,
    /// The shift, for `Need::Shift`.
    pub shift: Option<ShiftRow>,
    /// This branch received the transfer, for `Need::Arrival`.
    pub arrived: bool,
    /// This branch sent the transfer, for `Need::Dispatch`.
    pub dispatched: bool,
    /// It was decided about the transfer, for `Need::Settlement`.
    pub settled: bool,
    /// The order with what its document says, for `Need::Order`.
    pub order: Option<(OrderRow, OrderPlaced)>,
    /// The bills, for `Need::Bill`.
    pub bills: [Option<BillRow>; 2],
    /// The till, for `Need::Till`.
    pub till: Option<TillRow>,
    /// Who has the number, for `Need::LocalStaff`.
    pub local_staff: Option<LocalStaffRow>,
}

/// A document with whose it is: its deltas depend on no place in a chain.
#[derive(Clone, Copy)]
struct Placed<'a> {
    branch: BranchId,
    sealed: &'a SealedDoc,
    before: &'a Before,
}

impl Placed<'_> {
    fn doc(&self) -> &Doc {
        &self.sealed.doc
    }
}

/// What must be looked up before the deltas of a document can be told.
pub fn needs(doc: &Doc) -> Need {
    match &doc.fact {
        Fact::SaleVoided(fact) => Need::Sale(fact.sale),
        Fact::SaleRefunded(fact) => Need::Sale(fact.sale),
        Fact::SeriesClosed(fact) => Need::Till(fact.till),
        Fact::LocalStaffSet(fact) => Need::LocalStaff(fact.number),
        Fact::CashMoved(_) => doc.shift.map_or(Need::Nothing, Need::Shift),
        Fact::ShiftClosed(fact) => Need::Shift(fact.opened),
        Fact::OrderStarted(fact) => Need::Order(fact.order),
        Fact::DishesReady(fact) => Need::Order(fact.order),
        Fact::DishesRecalled(fact) => Need::Order(fact.order),
        Fact::OrderFinished(fact) => Need::Order(fact.order),
        Fact::OrderCancelled(fact) => Need::Order(fact.order),
        Fact::BillSplit(fact) => Need::Bill(fact.bill, None),
        Fact::BillRejoined(fact) => Need::Bill(fact.bill, None),
        Fact::LinesMoved(fact) => Need::Bill(fact.from, Some(fact.to)),
        Fact::DishesRated(fact) => Need::Bill(fact.bill, None),
        Fact::TransferDispatched(fact) => Need::Dispatch(fact.transfer),
        Fact::TransferReceived(fact) => Need::Arrival(fact.transfer),
        Fact::TransferDecided(fact) => Need::Settlement(fact.transfer),
        _ => Need::Nothing,
    }
}

/// The deltas of a branch's document, in the order in which they are to be applied, the same wherever it
/// stands. The first is always the command's answer.
///
/// # Errors
/// Why the fact cannot be applied; nothing of it is.
pub fn deltas(branch: BranchId, sealed: &SealedDoc, before: &Before) -> Result<Vec<Delta>, Unfit> {
    let placed = Placed {
        branch,
        sealed,
        before,
    };
    let mut out = vec![answered(sealed)];
    match &sealed.doc.fact {
        Fact::SaleCompleted(fact) => sale::completed(placed, fact, &mut out)?,
        Fact::SaleVoided(fact) => void::voided(placed, fact, &mut out)?,
        Fact::SaleRefunded(fact) => refund::refunded(placed, fact, &mut out)?,
        Fact::TillRegistered(fact) => tills::registered(placed, fact, &mut out)?,
        Fact::SeriesClosed(fact) => tills::series_closed(placed, fact, &mut out)?,
        Fact::ShiftOpened(fact) => tills::shift_opened(placed, fact, &mut out)?,
        Fact::CashMoved(fact) => tills::cash_moved(placed, fact, &mut out)?,
        Fact::DrawerOpened(_) => at_a_branch(placed)?,
        Fact::ShiftClosed(fact) => tills::shift_closed(placed, fact, &mut out)?,
        Fact::TableSet(fact) => orders::table_set(placed, fact, &mut out)?,
        Fact::StationSet(fact) => dishes::station_set(placed, fact, &mut out)?,
        Fact::TableClosed(fact) => orders::table_closed(placed, fact, &mut out)?,
        Fact::OrderPlaced(fact) => orders::placed(placed, fact, &mut out)?,
        Fact::OrderStarted(fact) => orders::started(placed, fact, &mut out)?,
        Fact::DishesReady(fact) => dishes::ready(placed, fact, &mut out)?,
        Fact::DishesRecalled(fact) => dishes::recalled(placed, fact, &mut out)?,
        Fact::OrderFinished(fact) => orders::finished(placed, fact, &mut out)?,
        Fact::OrderCancelled(fact) => orders::cancelled(placed, fact, &mut out)?,
        Fact::BillSplit(fact) => bills::split(placed, fact, &mut out)?,
        Fact::BillRejoined(fact) => bills::rejoined(placed, fact, &mut out)?,
        Fact::LinesMoved(fact) => bills::lines_moved(placed, fact, &mut out)?,
        Fact::GuestsMoved(fact) => bills::guests_moved(placed, fact, &mut out)?,
        Fact::DishesRated(fact) => ratings::rated(placed, fact, &mut out)?,
        Fact::LocalStaffSet(fact) => local_staff::set(placed, fact, &mut out)?,
        Fact::StockReceived(fact) => goods::received(placed, fact, &mut out)?,
        Fact::StockCounted(fact) => goods::counted(placed, fact, &mut out)?,
        Fact::StockAdjusted(fact) => goods::adjusted(placed, fact, &mut out)?,
        Fact::TransferDispatched(fact) => goods::dispatched(placed, fact, &mut out)?,
        Fact::TransferReceived(fact) => goods::arrived(placed, fact, &mut out)?,
        Fact::TransferDecided(fact) => goods::decided(placed, fact, &mut out)?,
        Fact::ChainSealed(fact) => notes::sealed(placed, fact, &mut out),
        Fact::MasterChanged(_)
        | Fact::BranchEnrolled(_)
        | Fact::KeyRevoked(_)
        | Fact::ForkFound(_) => notes::by_the_centre(placed)?,
        Fact::NumbersRepeated(fact) => notes::repeated(placed, fact, &mut out)?,
        Fact::FactQuarantined(fact) => notes::quarantined(placed, fact, &mut out)?,
        Fact::FactReapplied(fact) => notes::reapplied(placed, fact, &mut out)?,
        Fact::Unknown { kind, why } => {
            return Err(Unfit::new("unknown_fact", format!("{kind}: {why}")));
        }
    }
    Ok(out)
}

/// The answer's row in the index of commands. It also holds for a fact that is put aside: its
/// command was answered all the same.
pub fn answered(sealed: &SealedDoc) -> Delta {
    Delta::Answered(CommandRow {
        id: sealed.doc.command,
        hash: sealed.doc.command_hash,
        doc: sealed.doc.id,
    })
}

/// Trade happens at a branch; the centre has no till.
fn at_a_branch(placed: Placed<'_>) -> Result<(), Unfit> {
    if placed.branch == CENTRE {
        return Err(Unfit::new("wrong_place", "the centre has no till"));
    }
    Ok(())
}
