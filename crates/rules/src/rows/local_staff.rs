//! The row of somebody whom a branch added by itself, and the member of staff that
//! they are by it.

use nusa_facts::{
    BranchId, DocId, Millis, PersonId, StaffId,
    master::{Grant, Staff, TakenOver},
    people::{LocalStaffSet, Role},
};

/// Somebody whom a branch added to its staff by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalStaffRow {
    /// The number by which facts name them.
    pub number: StaffId,
    /// The person, as the device named them.
    pub person: PersonId,
    /// The sign-in name.
    pub login: String,
    /// The name that receipts print.
    pub name: String,
    /// What they are at this branch.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// The name of whoever set them so.
    pub set_by: String,
    /// Since when.
    pub set_at: Millis,
    /// The document that says so.
    pub doc: DocId,
}

impl LocalStaffRow {
    /// Whether they are as a fact says, whoever says it.
    pub fn is_as(&self, fact: &LocalStaffSet) -> bool {
        let same_person = self.person == fact.person && self.number == fact.number;
        let same_name = self.login == fact.login && self.name == fact.name;
        same_person && same_name && self.role == fact.role && self.active == fact.active
    }

    /// The member of staff that they are: of this branch and nowhere else.
    pub fn staff(&self, branch: BranchId) -> Staff {
        let grant = Grant {
            role: self.role,
            branch: Some(branch),
        };
        Staff {
            id: self.number,
            login: self.login.clone(),
            name: self.name.clone(),
            grants: vec![grant],
            active: self.active,
            taken_over: None,
        }
    }

    /// What the centre notes when it takes them over now.
    pub fn taken_over(&self) -> TakenOver {
        TakenOver {
            person: self.person,
            since: self.set_at,
        }
    }

    /// The centre's row as it holds where this word of the branch is known: whom the branch let go after the
    /// centre had looked is out until the centre writes the row again.
    pub fn under(&self, row: Staff) -> Staff {
        let let_go_since = |over: TakenOver| {
            over.person == self.person && !self.active && self.set_at > over.since
        };
        let is_out = row.taken_over.is_some_and(let_go_since);
        Staff {
            active: row.active && !is_out,
            ..row
        }
    }
}
