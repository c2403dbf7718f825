//! Writing down: facts become documents, documents take their place in the
//! chain, and the projections follow in the same transaction (I6). The head is
//! read from the database each time, so that a rollback leaves nothing stale.

use nusa_facts::{
    BranchId, BusinessDate, CommandId, Doc, DocId, Envelope, Fact, Hash, OrderId, SealedDoc,
    ShiftId, TillNo, order::OrderPlaced, people::Signer, uuid7::IdMaker,
};
use nusa_rules::{
    Delta, Moment, Refusal,
    delta::Need,
    deltas::{Before, deltas, needs},
    rows::OrderRow,
};
use nusa_store::{Appended, Error as StoreError, Look, Tx};

use crate::{fault::Fault, identity, senses::Senses};

/// What gives documents their ids.
pub struct Pen<'a> {
    /// Keeps ids in order.
    pub ids: &'a mut IdMaker,
    /// Clock and dice.
    pub senses: &'a mut dyn Senses,
}

/// A fact with its head, before it has an id and a place.
#[derive(Clone, Debug)]
pub struct Draft {
    /// At which till.
    pub till: Option<TillNo>,
    /// In which shift.
    pub shift: Option<ShiftId>,
    /// On which day; the moment's when none is named.
    pub business_date: Option<BusinessDate>,
    /// Who signed.
    pub staff: Option<Signer>,
    /// Who approved it.
    pub approved_by: Option<Signer>,
    /// The command and the hash of its body; none when the node acts by itself.
    pub command: Option<(CommandId, Hash)>,
    /// What happened.
    pub fact: Fact,
}

impl Draft {
    /// A fact that the node writes by itself.
    pub fn own(fact: Fact) -> Self {
        Self {
            till: None,
            shift: None,
            business_date: None,
            staff: None,
            approved_by: None,
            command: None,
            fact,
        }
    }
}

/// A document in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The place.
    pub envelope: Envelope,
    /// The document.
    pub doc: SealedDoc,
}

/// Writes facts to the open chain of a branch and applies them.
///
/// # Errors
/// `NotHere` without an open chain; `Unfit` when an own fact breaks the law: nothing is kept then.
pub fn record<T: Tx>(
    tx: &mut T,
    pen: &mut Pen<'_>,
    branch: BranchId,
    moment: Moment,
    drafts: Vec<Draft>,
) -> Result<Vec<Placed>, Fault> {
    let mut head =
        identity::open_head(tx, branch)?.ok_or(Fault::NotHere("this node has no open chain"))?;
    let mut placed = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let doc = seal(pen, moment, draft)?;
        let envelope = Envelope::seal(branch, &head, doc.hash);
        head = envelope.head();
        put(tx, branch, &envelope, &doc)?;
        placed.push(Placed { envelope, doc });
    }
    Ok(placed)
}

fn seal(pen: &mut Pen<'_>, moment: Moment, draft: Draft) -> Result<SealedDoc, Fault> {
    let dice = pen.senses.dice();
    let id = DocId(pen.ids.next(moment.at, dice));
    let (command, command_hash) = draft.command.unwrap_or((CommandId(id.0), Hash::ZERO));
    let doc = Doc {
        id,
        at: moment.at,
        tz_offset_min: moment.tz_offset_min,
        business_date: draft.business_date.unwrap_or(moment.business_date),
        till: draft.till,
        shift: draft.shift,
        staff: draft.staff,
        approved_by: draft.approved_by,
        command,
        command_hash,
        clock_suspect: moment.clock_suspect,
        fact: draft.fact,
    };
    Ok(doc.seal().map_err(Refusal::from)?)
}

fn put<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    envelope: &Envelope,
    doc: &SealedDoc,
) -> Result<(), Fault> {
    let appended = tx.append(envelope, doc)?;
    debug_assert_eq!(appended, Appended::New, "a fresh id names a new document");
    let changes = changes_of(tx, branch, doc)??;
    Ok(tx.apply(branch, &changes)?)
}

/// The deltas of a fact, after looking up what they need. The inner error is the fact's own unfitness.
pub fn changes_of(
    look: &impl Look,
    branch: BranchId,
    doc: &SealedDoc,
) -> Result<Result<Vec<Delta>, nusa_rules::Unfit>, StoreError> {
    let before = before(look, branch, &doc.doc)?;
    Ok(deltas(branch, doc, &before))
}

/// Looks up what the deltas of a document need.
pub fn before(look: &impl Look, branch: BranchId, doc: &Doc) -> Result<Before, StoreError> {
    let mut before = Before::default();
    match needs(doc) {
        Need::Nothing => {}
        Need::Shift(id) => before.shift = look.shift(branch, id)?,
        Need::Arrival(id) => before.arrived = look.arrival(branch, id)?.is_some(),
        Need::Settlement(id) => before.settled = look.settlement(branch, id)?.is_some(),
        Need::Order(id) => before.order = order_of(look, branch, id)?,
        Need::Bill(one, other) => {
            before.bills[0] = look.bill(branch, one)?;
            if let Some(other) = other {
                before.bills[1] = look.bill(branch, other)?;
            }
        }
        Need::Dispatch(id) => {
            before.dispatched = look
                .transfer(id)?
                .is_some_and(|(sender, _)| sender == branch);
        }
        Need::LocalStaff(number) => before.local_staff = look.local_person(branch, number)?,
        Need::Till(till) => {
            before.till = look.tills(branch)?.into_iter().find(|row| row.till == till)
        }
        Need::Sale(id) => {
            before.sale = sale_of(look, branch, id)?;
            before.returned = look.returned(branch, id)?;
        }
    }
    Ok(before)
}

/// An order's row with the content of its document.
pub fn order_of(
    look: &impl Look,
    branch: BranchId,
    order: OrderId,
) -> Result<Option<(OrderRow, OrderPlaced)>, StoreError> {
    let Some(row) = look.order(branch, order)? else {
        return Ok(None);
    };
    let Some(bytes) = look.doc(branch, order)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    match doc.doc.fact {
        Fact::OrderPlaced(body) => Ok(Some((row, body))),
        _ => Err(StoreError::Row(format!("document {order} is no order"))),
    }
}

/// A sale's row with the content of its document.
pub fn sale_of(
    look: &impl Look,
    branch: BranchId,
    sale: DocId,
) -> Result<Option<(nusa_rules::rows::SaleRow, nusa_facts::sale::SaleCompleted)>, StoreError> {
    let Some(row) = look.sale(branch, sale)? else {
        return Ok(None);
    };
    let Some(bytes) = look.doc(branch, sale)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    match doc.doc.fact {
        Fact::SaleCompleted(body) => Ok(Some((row, body))),
        _ => Err(StoreError::Row(format!("document {sale} is no sale"))),
    }
}
