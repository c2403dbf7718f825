//! Members of staff as the centre writes them, with what they may do and where.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BranchId, PersonId, StaffId},
    people::Role,
    time::Millis,
};

/// One right of one person: a role for the company or for a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where; none for the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchId>,
}

/// A member of staff as facts and screens name them. Credentials are kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// The person's number.
    pub id: StaffId,
    /// The sign-in name.
    pub login: String,
    /// The printed name.
    pub name: String,
    /// What they may do, and where.
    pub grants: Vec<Grant>,
    /// Whether they may sign in.
    pub active: bool,
    /// Whom of a branch's own staff the centre took over; none for whom it added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_over: Option<TakenOver>,
}

/// What the centre knew of somebody whom a branch had added when it wrote their row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOver {
    /// The person, as the branch's device named them.
    pub person: PersonId,
    /// Since when they had been as the branch said.
    pub since: Millis,
}
