//! How a fact names a person: by number and by the name that is printed, never
//! by a credential or a contact (I13).

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;

/// The member of staff who signed for a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The person's number.
    pub id: StaffId,
    /// The name that the receipt prints.
    pub name: String,
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
