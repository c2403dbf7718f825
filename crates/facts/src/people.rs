//! How a fact names a person: by number and by the name that is printed, never
//! by a credential or a contact (I13).

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BranchId, PersonId, StaffId},
    time::Millis,
};

/// The member of staff who signed for a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The person's number.
    pub id: StaffId,
    /// The name that the receipt prints.
    pub name: String,
}

/// Somebody whom a branch added to its staff by itself is now so; one who was never set before is new. How
/// they sign in and where they are reached is not part of it (I13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalStaffSet {
    /// The person, named by the device that added them.
    pub person: PersonId,
    /// The number by which facts name them, [`StaffId::local`] of this branch.
    pub number: StaffId,
    /// The sign-in name.
    pub login: String,
    /// The name that receipts print.
    pub name: String,
    /// What they are, at this branch and nowhere else.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// From when on they are so: when it was said, and later than what the branch had said of them before, also
    /// where its clock was set back.
    pub since: Millis,
}

/// The first number that a branch gives. The centre counts from 1 and never comes near.
const FIRST_LOCAL: u32 = 0xC000_0000;
/// From here up numbers are no longer a branch's.
const END_LOCAL: u32 = 0xF000_0000;
/// Numbers that each branch may give.
const LOCAL_NUMBERS: u32 = 1 << 16;

impl StaffId {
    /// A number of somebody whom a branch added: none is another branch's or the centre's, so that whoever
    /// meets it later knows whose it is. None for the centre, and for branches from 12,288 up.
    pub fn local(branch: BranchId, n: u16) -> Option<Self> {
        let offset = branch.0.checked_mul(LOCAL_NUMBERS)?;
        let number = FIRST_LOCAL.checked_add(offset)? + u32::from(n);
        (branch.0 > 0 && number < END_LOCAL).then_some(Self(number))
    }

    /// The branch that gave this number; none for a number of the centre.
    pub fn local_branch(self) -> Option<BranchId> {
        let is_local = (FIRST_LOCAL..END_LOCAL).contains(&self.0);
        let branch = self.0.checked_sub(FIRST_LOCAL)? / LOCAL_NUMBERS;
        (is_local && branch > 0).then_some(BranchId(branch))
    }
}

/// What a person may be, for the company or for one branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, everywhere.
    Owner,
    /// Runs a branch or the company's daily work.
    Manager,
    /// Rings up sales.
    Cashier,
    /// Sees and moves orders.
    Kitchen,
    /// Takes orders at the tables.
    Waiter,
}

impl Role {
    /// Every role, in order of reach.
    pub const ALL: [Self; 5] = [
        Self::Owner,
        Self::Manager,
        Self::Cashier,
        Self::Kitchen,
        Self::Waiter,
    ];

    /// What a branch may make somebody whom it adds: no role that reaches further than its own rooms.
    pub const LOCAL: [Self; 3] = [Self::Cashier, Self::Kitchen, Self::Waiter];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Cashier => "cashier",
            Self::Kitchen => "kitchen",
            Self::Waiter => "waiter",
        }
    }

    /// Reads the word of the wire.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_number_says_whose_it_is() {
        for (branch, n) in [(1, 0), (1, u16::MAX), (7, 4_711), (12_287, u16::MAX)] {
            let number = StaffId::local(BranchId(branch), n).unwrap();
            assert_eq!(
                number.local_branch(),
                Some(BranchId(branch)),
                "{branch} {n}"
            );
        }
        let first = |branch| StaffId::local(BranchId(branch), 0).map(|number| number.0);
        assert_eq!((first(1), first(2)), (Some(0xC001_0000), Some(0xC002_0000)));
        assert_eq!(
            (first(0), first(12_288), first(u32::MAX)),
            (None, None, None)
        );
        for number in [
            0,
            1,
            250_000,
            0xBFFF_FFFF,
            0xC000_0000,
            0xC000_FFFF,
            0xF000_0000,
            u32::MAX,
        ] {
            assert_eq!(StaffId(number).local_branch(), None, "{number:x}");
        }
    }
}
