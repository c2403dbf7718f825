//! Approvals that were given and not yet grown old: one token for one command and
//! one right. In memory only: after a restart an approval is asked for again, and
//! a command that was answered stays answered without one (I7).

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use nusa_contract::Problem;
use nusa_facts::{CommandId, Hash, StaffId};
use nusa_node::staff;
use nusa_rules::{Actor, Approval, Right};

use crate::{
    app::App,
    limits::{APPROVAL_MS, MAX_APPROVALS},
    who::pins::works_at,
};

/// An approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// For this command alone.
    pub command: CommandId,
    /// For this right alone.
    pub right: Right,
    /// By whom.
    pub by: StaffId,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    given: Given,
    until_ms: u64,
}

/// The approvals that hold.
#[derive(Debug, Default)]
pub struct Approvals(Mutex<BTreeMap<Hash, Kept>>);

fn name(token: &str) -> Hash {
    Hash(*blake3::hash(token.as_bytes()).as_bytes())
}

impl Approvals {
    /// Keeps an approval under its token; the oldest makes room.
    pub fn keep(&self, token: &str, given: Given, now_ms: u64) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| kept.until_ms > now_ms);
        while kept.len() >= MAX_APPROVALS {
            let oldest = kept.iter().min_by_key(|(_, kept)| kept.until_ms);
            let Some(oldest) = oldest.map(|(name, _)| *name) else {
                break;
            };
            kept.remove(&oldest);
        }
        let until_ms = now_ms.saturating_add(APPROVAL_MS);
        kept.insert(name(token), Kept { given, until_ms });
    }

    /// The approval of a token for a command, while it holds. The same command may bring it again, because
    /// a lost answer is asked for with the same bytes.
    pub fn find(&self, token: &str, command: CommandId, now_ms: u64) -> Option<Given> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(&name(token))?;
        let holds = found.until_ms > now_ms && found.given.command == command;
        holds.then_some(found.given)
    }
}

/// The asker with the approval that a command brings. A token that holds no more is no approval: the law
/// then says that one is needed, unless the command was answered before. The approver's rights are read
/// anew.
///
/// # Errors
/// What the disk says.
pub async fn approved(
    app: &App,
    actor: &Actor,
    command: CommandId,
    token: Option<&str>,
) -> Result<Actor, Problem> {
    let now = app.clock.elapsed_ms();
    let given = token.and_then(|token| app.approvals.find(token, command, now));
    let Some(Given { right, by, .. }) = given else {
        return Ok(actor.clone());
    };
    let person = app.look(move |look| staff::person(look, by)).await?;
    let person = person.filter(|row| works_at(row, app.me.branch));
    let approval = person.map(|row| Actor::of(&row)).map(|by| Approval {
        right,
        signer: by.signer,
        grants: by.grants,
    });
    Ok(actor.clone().approved(approval))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approval_holds_for_its_command_and_its_time() {
        let approvals = Approvals::default();
        let (one, other) = (
            CommandId::from_bytes([1; 16]),
            CommandId::from_bytes([2; 16]),
        );
        let given = Given {
            command: one,
            right: Right::VoidSale,
            by: StaffId(2),
        };
        approvals.keep("t", given, 10);
        assert_eq!(approvals.find("t", one, 11), Some(given));
        assert_eq!(approvals.find("t", one, 12), Some(given), "a resend");
        assert_eq!(approvals.find("t", other, 11), None);
        assert_eq!(approvals.find("x", one, 11), None);
        assert_eq!(approvals.find("t", one, 10 + APPROVAL_MS), None);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_newest_stays() {
        let approvals = Approvals::default();
        let given = Given {
            command: CommandId::from_bytes([1; 16]),
            right: Right::VoidSale,
            by: StaffId(2),
        };
        for n in 0..=MAX_APPROVALS as u64 {
            approvals.keep(&n.to_string(), given, n);
        }
        assert_eq!(approvals.0.lock().unwrap().len(), MAX_APPROVALS);
        let last = MAX_APPROVALS.to_string();
        let now = MAX_APPROVALS as u64;
        assert!(approvals.find(&last, given.command, now).is_some());
        assert!(approvals.find("0", given.command, now).is_none());
    }
}
