//! What the law says to a command: the fact, and under which till, shift and day
//! it is booked. The node gives it an id and a place; the law knows neither.

use nusa_facts::{
    BusinessDate, CommandId, Doc, DocId, Fact, Hash, SealedDoc, ShiftId, TillNo, people::Signer,
};

use crate::{Actor, Moment, Refusal};

/// A fact that the law allows, with where it is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// At which till.
    pub till: Option<TillNo>,
    /// In which shift.
    pub shift: Option<ShiftId>,
    /// On which day: the shift's where there is one, else the moment's.
    pub business_date: BusinessDate,
    /// Who approved what the asker may not do alone.
    pub approved_by: Option<Signer>,
    /// What happened.
    pub fact: Fact,
}

/// What the node gives to a document: its id and the command that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The document's id.
    pub doc: DocId,
    /// The command.
    pub command: CommandId,
    /// BLAKE3 of the command's raw body.
    pub command_hash: Hash,
}

impl Ruling {
    /// A fact outside any till and shift, booked on the moment's day.
    pub(crate) fn at_branch(moment: &Moment, fact: Fact) -> Self {
        Self {
            till: None,
            shift: None,
            business_date: moment.business_date,
            approved_by: None,
            fact,
        }
    }

    /// Writes the document once and for all.
    ///
    /// # Errors
    /// `DocTooLarge` when it could not be pushed (`MAX_DOC_BYTES`).
    pub fn seal(self, actor: &Actor, moment: &Moment, stamp: Stamp) -> Result<SealedDoc, Refusal> {
        let doc = Doc {
            id: stamp.doc,
            at: moment.at,
            tz_offset_min: moment.tz_offset_min,
            business_date: self.business_date,
            till: self.till,
            shift: self.shift,
            staff: actor.signature(),
            approved_by: self.approved_by,
            command: stamp.command,
            command_hash: stamp.command_hash,
            clock_suspect: moment.clock_suspect,
            fact: self.fact,
        };
        Ok(doc.seal()?)
    }
}
