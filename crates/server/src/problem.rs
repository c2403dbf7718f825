//! From what stops a node to what is told outside. Every kind has its own arm, so
//! that a new fault needs its problem; what the disk says goes to the log and
//! never out of the door (D1-23).

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem, ProblemCode};
use nusa_node::{Busy, Fault, door::NotAdmitted, push::PushRefusal};
use nusa_store::Error as StoreError;

/// A problem as the answer of a handler; its body is written where the request's id is known.
#[derive(Clone, Debug)]
pub struct Failure(pub Problem);

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What is told of a node's fault.
pub fn of_fault(fault: Fault) -> Problem {
    match fault {
        Fault::Refused(refusal) => refusal.into(),
        Fault::Store(error) => of_store(error),
        Fault::Doc(error) => Problem::new(Door::DocInvalid, error.to_string()),
        Fault::Unfit(unfit) => {
            tracing::error!(
                code = unfit.code,
                detail = unfit.detail,
                "an own fact breaks the law"
            );
            Problem::new(
                Door::Internal,
                "the node's own fact was not right; nothing was written",
            )
        }
        Fault::Peer { code, detail } => Problem::new(
            ProblemCode::parse(code).unwrap_or(Door::PeerInvalid.into()),
            detail,
        ),
        Fault::NotHere(why) => Problem::new(Door::NotHere, why),
    }
}

/// What is told of a disk's error.
pub fn of_store(error: StoreError) -> Problem {
    match error {
        StoreError::Full => Problem::new(Door::DiskFull, "the disk is full; nothing was written"),
        StoreError::Locked => Problem::new(Door::Busy, "the database is in use; ask again"),
        StoreError::Damaged(why) => failed("damaged", &why),
        StoreError::Newer { found, known } => {
            failed("newer", &format!("version {found} above {known}"))
        }
        StoreError::Older { found, known } => {
            failed("older", &format!("version {found} below {known}"))
        }
        StoreError::Taken(what) => failed("taken", &what),
        StoreError::Foreign(why) => failed("foreign", &why),
        StoreError::Io(why) => failed("io", &why),
        StoreError::Row(why) => failed("row", &why),
    }
}

fn failed(kind: &'static str, why: &str) -> Problem {
    tracing::error!(kind, why, "the store failed");
    Problem::new(Door::DiskFailed, "the disk failed; the node's log says how")
}

/// What is told when the writer takes nothing more.
pub fn of_busy(busy: Busy) -> Problem {
    match busy {
        Busy::Full => Problem::new(Door::Busy, "too much waits for the disk already; ask again"),
        Busy::Stopped => Problem::new(Door::Stopping, "the node is stopping"),
    }
}

/// What is told to a branch whose request is not let in.
pub fn of_not_admitted(refused: NotAdmitted) -> Problem {
    match refused {
        NotAdmitted::KeyUnknown => {
            Problem::new(Door::KeyUnknown, "this key does not speak for this branch")
        }
        NotAdmitted::Signature => Problem::new(
            Door::SignatureInvalid,
            "the signature does not fit the request",
        ),
        NotAdmitted::Stale(stale) => {
            Problem::new(Door::NonceStale, "sign again with the next nonce")
                .with("next_nonce", stale.next.to_string())
        }
        NotAdmitted::Store(error) => of_store(error),
    }
}

/// What is told to a branch whose page was not taken in.
pub fn of_push(refused: PushRefusal) -> Problem {
    match refused {
        PushRefusal::Fork(point) => Problem::new(Door::Fork, "two writers went on from one place")
            .with("common_seq", point.common_seq)
            .with("common_hash", point.common_hash.to_string())
            .with("differs_seq", point.differs_seq),
        PushRefusal::Page(error) => Problem::new(Door::PageInvalid, error.to_string()),
        PushRefusal::Broken(fault) => Problem::new(Door::PageInvalid, fault.to_string())
            .about(format!("envelopes[{}]", fault.index)),
        PushRefusal::Fault(fault) => of_fault(fault),
    }
}

#[cfg(test)]
mod tests {
    use nusa_contract::problem::Language;

    use super::*;

    #[test]
    fn d1_23_nothing_that_the_database_says_leaves_the_node() {
        let words = "near \"FROM\": no such column staff.pin";
        let errors = [
            StoreError::Damaged(words.into()),
            StoreError::Foreign(words.into()),
            StoreError::Io(words.into()),
            StoreError::Row(words.into()),
        ];
        for error in errors {
            let told = of_fault(Fault::Store(error))
                .body(Language::English, "r")
                .to_string();
            assert!(
                told.contains("disk_failed") && !told.contains("column"),
                "{told}"
            );
        }
    }

    #[test]
    fn a_peers_fault_keeps_its_code_when_the_list_has_it() {
        assert_eq!(
            of_fault(Fault::peer("code_invalid", "used")).code.word(),
            "code_invalid"
        );
        assert_eq!(
            of_fault(Fault::peer("never heard of", "x")).code.word(),
            "peer_invalid"
        );
    }
}
