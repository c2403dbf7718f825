//! Accounts as they are shown: people with where mail reaches them and how their
//! invitation stands, the links with which a password is chosen, and sign-ins. No
//! token has a view but the one that is told once.

use nusa_rules::rows::LocalStaffRow;
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::catalogue::PersonView;

/// A person of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListedPerson {
    /// The row.
    #[serde(flatten)]
    pub person: PersonView,
    /// Whether the asker may set this person's password, address and sign-ins. Nothing below is shown otherwise.
    pub may_set: bool,
    /// Whether they have a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_password: Option<bool>,
    /// Where mail reaches them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// How their last invitation stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationView>,
    /// The branch that added them once, whose password they have until the centre sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_branch: Option<u32>,
    /// What that branch says of them; absent once the centre has taken them over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<AddedView>,
}

/// Somebody whom a branch added by itself and whom the centre has not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AddedView {
    /// The person, as the device named them.
    pub person: String,
    /// The branch.
    pub branch: u32,
    /// The name of whoever set them so at last.
    pub by: String,
    /// When, milliseconds since 1970.
    pub at: i64,
}

impl AddedView {
    /// The view of a row; none for a number that no branch gives.
    pub fn of(row: &LocalStaffRow) -> Option<Self> {
        let branch = row.number.local_branch()?;
        Some(Self {
            person: row.person.to_string(),
            branch: branch.0,
            by: row.set_by.clone(),
            at: row.set_at.0,
        })
    }
}

/// Somebody was added to a branch's staff, or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LocalStaffView {
    /// The number by which facts name them, and under which a password is set.
    pub id: u32,
    /// The hash of the document that says so, hex.
    pub doc_hash: String,
    /// Its place in the branch's chain.
    pub seq: u64,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InvitationView {
    /// waiting (for the mail to go out), sent, failed (the mail), link (handed over, no mail), expired, joined.
    pub state: String,
    /// When it was made, milliseconds since 1970.
    pub at: i64,
    /// From when on its links are good no more.
    pub until: i64,
}

/// Somebody was invited.
#[derive(Clone, Serialize, ToSchema)]
pub struct InvitedView {
    /// What belongs behind the # of the link; told once.
    pub token: String,
    /// From when on it is good no more.
    pub until: i64,
    /// Where the mail goes; absent where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Where mail reaches whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnContactView {
    /// The address; absent where there is none, and at a branch, which does not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// What somebody who forgot the password can do here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ForgottenView {
    /// centre or branch; a password is the centre's.
    pub role: String,
    /// Whether a link comes by mail; else the manager helps.
    pub by_mail: bool,
}

/// A link that is good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PassView {
    /// invitation or reset.
    pub purpose: String,
    /// The shop that invites.
    pub shop: String,
    /// The person's name.
    pub name: String,
    /// Their sign-in name.
    pub login: String,
    /// From when on it is good no more.
    pub until: i64,
}

/// A sign-in that lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignInView {
    /// Its name for whoever ends it; no token.
    pub id: String,
    /// Since when; absent for one of an older program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// When it was last used, give or take a quarter of an hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
    /// When it ends by itself.
    pub until: i64,
    /// Browser and system in words, where they were told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Whether it outlasts the browser's session.
    pub remembered: bool,
    /// Whether it is the one that asks.
    pub this: bool,
}
