//! The node itself, who is signed in, the link to the centre, what is put
//! aside: as they are answered and shown. Nothing secret has a view.

use nusa_rules::{Actor, Right, rows::QuarantineRow};
use serde::Serialize;
use utoipa::ToSchema;

/// Who is signed in. The token stands in the cookie; programs take it from here as a Bearer.
#[derive(Clone, Serialize, ToSchema)]
pub struct SessionView {
    /// The token, only in the answer to a sign-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The person's number.
    pub staff: u32,
    /// The printed name.
    pub name: String,
    /// What the person may do at this node.
    pub rights: Vec<String>,
    /// This node: 0 is the centre.
    pub branch: u32,
    /// This node's name; absent before it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_name: Option<String>,
    /// Minutes east of UTC where this node stands; WIB at the centre.
    pub tz_offset_min: i16,
    /// When the sign-in ends, milliseconds since 1970.
    pub until: i64,
}

/// Whether a node waits for its first owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SetUpView {
    /// Nobody can sign in yet.
    pub needed: bool,
    /// centre or branch.
    pub role: String,
}

/// The rights that somebody holds at a branch, as words.
pub fn rights(actor: &Actor, branch: nusa_facts::BranchId) -> Vec<String> {
    let held = Right::ALL
        .into_iter()
        .filter(|right| actor.may(*right, branch));
    held.map(right_word).collect()
}

/// A right as a word: `SeeSales` is `see_sales`.
pub fn right_word(right: Right) -> String {
    let mut word = String::new();
    for letter in format!("{right:?}").chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// The answer to a command that wrote one document and says nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DoneView {
    /// The document.
    pub doc: String,
    /// Its hash.
    pub doc_hash: String,
    /// Its place in the node's chain.
    pub seq: u64,
}

/// The answer to a till's registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TillAnswer {
    /// The till's number.
    pub till: u8,
    /// What people call it.
    pub name: String,
    /// The document.
    pub doc: String,
    /// Its hash.
    pub doc_hash: String,
    /// Its place in the branch's chain.
    pub seq: u64,
}

/// How the node stands to the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkView {
    /// connected, sending, offline, or centre where the node is the centre.
    pub state: String,
    /// Facts that the centre has not taken in.
    pub unsent: u64,
    /// Milliseconds since the centre answered last; absent when it never did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent_ms: Option<u64>,
    /// active, closed or revoked, as the centre last said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_state: Option<String>,
    /// Whether the demo's switch lets the link through; absent outside a demo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch: Option<bool>,
}

/// A fact that was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuarantineView {
    /// Whose fact.
    pub branch: u32,
    /// The document.
    pub doc: String,
    /// Its chain.
    pub chain: String,
    /// Its sequence.
    pub seq: u64,
    /// Why.
    pub reason: String,
    /// When it was put aside.
    pub at: i64,
    /// The stable word of why: what stands before the colon.
    pub code: String,
    /// The kind of fact; absent when it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<i64>,
    /// The branch's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_name: Option<String>,
}

impl From<&QuarantineRow> for QuarantineView {
    fn from(row: &QuarantineRow) -> Self {
        let code = row.reason.split(':').next().unwrap_or_default();
        Self {
            code: code.to_owned(),
            fact: None,
            happened_at: None,
            branch_name: None,
            branch: row.branch.0,
            doc: row.doc.to_string(),
            chain: row.chain.to_string(),
            seq: row.seq,
            reason: row.reason.clone(),
            at: row.at.0,
        }
    }
}

/// A one-time code with which a device becomes a branch's node.
#[derive(Clone, Serialize, ToSchema)]
pub struct EnrolCodeView {
    /// The code; shown once.
    pub code: String,
    /// When it ends, milliseconds since 1970.
    pub until: i64,
}

/// A picture that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlobView {
    /// Its name: 64 hex digits of its BLAKE3.
    pub hash: String,
    /// Its width in pixels as it is kept.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The sides in which it is given.
    pub sizes: Vec<u32>,
}

/// A device that ever spoke for a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeviceView {
    /// Its public key.
    pub key: String,
    /// current, retiring or revoked.
    pub standing: String,
}

/// Whether the node is well, for whoever watches it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HealthView {
    /// ok, or what is wrong in a word.
    pub status: String,
    /// The program's version.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use nusa_rules::Right;

    use super::right_word;

    #[test]
    fn a_right_is_a_word() {
        assert_eq!(right_word(Right::SeeSales), "see_sales");
        assert_eq!(right_word(Right::Sell), "sell");
    }
}
