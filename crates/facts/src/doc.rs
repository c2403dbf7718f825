//! A document: one fact with its head, as UTF-8 JSON that is written once and
//! never serialised again. Knows nothing of where it lies in a chain.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    digest::Hash,
    fact::{Fact, VERSION},
    ids::{CommandId, DocId, ShiftId, TillNo},
    limits::MAX_DOC_BYTES,
    people::Signer,
    time::{BusinessDate, Millis},
};

/// A fact with its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// The document's id, given by the node.
    pub id: DocId,
    /// Wall clock corrected by the centre's last known offset.
    pub at: Millis,
    /// Minutes east of UTC where it happened.
    pub tz_offset_min: i16,
    /// The day on which it is booked.
    pub business_date: BusinessDate,
    /// At which till.
    pub till: Option<TillNo>,
    /// In which shift.
    pub shift: Option<ShiftId>,
    /// Who signed.
    pub staff: Option<Signer>,
    /// Who approved what the signer may not do alone.
    pub approved_by: Option<Signer>,
    /// The command that it answers; the document's own id when the node acted by itself.
    pub command: CommandId,
    /// BLAKE3 of the command's raw body; zeros when the node acted by itself.
    pub command_hash: Hash,
    /// The clock stood where it could not be trusted (contract, Time).
    pub clock_suspect: bool,
    /// What happened.
    pub fact: Fact,
}

/// A document and the bytes it will have for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedDoc {
    /// The content.
    pub doc: Doc,
    /// The bytes on disk and on the wire.
    pub bytes: Vec<u8>,
    /// `BLAKE3("nusa/doc/1" ‖ bytes)`.
    pub hash: Hash,
}

/// Why bytes are not a document, or a document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DocError {
    /// Larger than a push could carry.
    #[error("a document of {0} bytes is larger than {MAX_DOC_BYTES}")]
    TooLarge(usize),
    /// Not JSON of the right shape.
    #[error("not a document: {0}")]
    Shape(#[from] serde_json::Error),
}

#[derive(Serialize, Deserialize)]
struct Head {
    id: DocId,
    v: u16,
    kind: String,
    at: Millis,
    tz_offset_min: i16,
    business_date: BusinessDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    till: Option<TillNo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shift: Option<ShiftId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staff: Option<Signer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approved_by: Option<Signer>,
    command: CommandId,
    command_hash: Hash,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    clock_suspect: bool,
    body: Box<RawValue>,
}

impl Doc {
    /// Writes the document once and for all.
    ///
    /// # Errors
    /// `TooLarge` above 64 KiB; `Shape` for a fact of an unknown kind.
    pub fn seal(self) -> Result<SealedDoc, DocError> {
        let head = Head {
            id: self.id,
            v: VERSION,
            kind: self.fact.kind().to_owned(),
            at: self.at,
            tz_offset_min: self.tz_offset_min,
            business_date: self.business_date,
            till: self.till,
            shift: self.shift,
            staff: self.staff.clone(),
            approved_by: self.approved_by.clone(),
            command: self.command,
            command_hash: self.command_hash,
            clock_suspect: self.clock_suspect,
            body: self.fact.body()?,
        };
        let bytes = serde_json::to_vec(&head)?;
        fits(&bytes)?;
        let hash = Hash::of_doc(&bytes);
        Ok(SealedDoc {
            doc: self,
            bytes,
            hash,
        })
    }
}

impl SealedDoc {
    /// Reads a document as it came. Unknown kinds and fields are kept in the bytes; a body that
    /// cannot be read is `Fact::Unknown`.
    ///
    /// # Errors
    /// `TooLarge` above 64 KiB; `Shape` when the head is no document's.
    pub fn read(bytes: Vec<u8>) -> Result<Self, DocError> {
        fits(&bytes)?;
        let head: Head = serde_json::from_slice(&bytes)?;
        let fact = Fact::read(&head.kind, head.v, &head.body);
        let doc = Doc {
            id: head.id,
            at: head.at,
            tz_offset_min: head.tz_offset_min,
            business_date: head.business_date,
            till: head.till,
            shift: head.shift,
            staff: head.staff,
            approved_by: head.approved_by,
            command: head.command,
            command_hash: head.command_hash,
            clock_suspect: head.clock_suspect,
            fact,
        };
        let hash = Hash::of_doc(&bytes);
        Ok(Self { doc, bytes, hash })
    }
}

impl SealedDoc {
    /// Reads whatever came: bytes without a readable head become an unknown fact whose id is the
    /// start of its hash, so that even poison has a name and is stored (R4).
    ///
    /// # Errors
    /// `TooLarge` above 64 KiB.
    pub fn read_any(bytes: Vec<u8>) -> Result<Self, DocError> {
        match Self::read(bytes.clone()) {
            Err(DocError::Shape(error)) => Ok(Self::poison(bytes, &error)),
            read => read,
        }
    }

    fn poison(bytes: Vec<u8>, error: &serde_json::Error) -> Self {
        let hash = Hash::of_doc(&bytes);
        let mut id = [0; 16];
        id.copy_from_slice(&hash.0[..16]);
        let epoch = Millis(0);
        let doc = Doc {
            id: DocId::from_bytes(id),
            at: epoch,
            tz_offset_min: 0,
            business_date: BusinessDate::of(epoch, 0, 0).expect("the epoch is a day"),
            till: None,
            shift: None,
            staff: None,
            approved_by: None,
            command: CommandId::from_bytes(id),
            command_hash: Hash::ZERO,
            clock_suspect: false,
            fact: Fact::Unknown {
                kind: "unreadable".to_owned(),
                why: error.to_string(),
            },
        };
        Self { doc, bytes, hash }
    }
}

fn fits(bytes: &[u8]) -> Result<(), DocError> {
    if bytes.len() > MAX_DOC_BYTES {
        Err(DocError::TooLarge(bytes.len()))
    } else {
        Ok(())
    }
}
