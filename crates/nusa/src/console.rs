//! Who acts when a command is typed at the machine itself: whoever may read the
//! directory holds every right, and facts say that it was the console.

use nusa_facts::{
    StaffId,
    master::Grant,
    people::{Role, Signer},
};
use nusa_rules::Actor;

/// The console: nobody of the staff, with an owner's rights.
pub fn actor() -> Actor {
    Actor {
        signer: Signer {
            id: StaffId(0),
            name: "console".to_owned(),
        },
        grants: vec![Grant {
            role: Role::Owner,
            branch: None,
        }],
        approval: None,
        guest: None,
    }
}
