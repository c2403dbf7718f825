//! The one-time set-up link of a new centre: whoever holds its token becomes the
//! owner. There is no default password; the token dies with its first use and
//! with the process.

use std::sync::{Mutex, PoisonError};

use nusa_contract::{Door, Problem};

/// The token of the link, while it waits to be used.
#[derive(Debug)]
pub struct SetUpLink(Mutex<Option<blake3::Hash>>);

impl SetUpLink {
    /// A link that waits, or none where the node has its owner.
    pub fn waiting(token: Option<&str>) -> Self {
        Self(Mutex::new(
            token.map(|token| blake3::hash(token.as_bytes())),
        ))
    }

    /// Whether the token is the link's. Compared in constant time, as hashes of this kind always are.
    ///
    /// # Errors
    /// `already_set_up` when nothing waits, `set_up_link_invalid` for another token.
    pub fn check(&self, token: &str) -> Result<(), Problem> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match *waiting {
            None => Err(Problem::new(
                Door::AlreadySetUp,
                "this node has its owner; sign in",
            )),
            Some(hash) if hash == blake3::hash(token.as_bytes()) => Ok(()),
            Some(_) => Err(Problem::new(
                Door::SetUpLinkInvalid,
                "the link is not the one of this start",
            )),
        }
    }

    /// Whether the first owner is still waited for.
    pub fn is_waiting(&self) -> bool {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.is_some()
    }

    /// The owner is on disk: the link is used.
    pub fn used(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::SetUpLink;

    #[test]
    fn the_link_works_once() {
        let link = SetUpLink::waiting(Some("kunci"));
        assert_eq!(
            link.check("lain").unwrap_err().code.word(),
            "set_up_link_invalid"
        );
        assert!(link.check("kunci").is_ok() && link.is_waiting());
        link.used();
        assert!(!link.is_waiting());
        assert_eq!(
            link.check("kunci").unwrap_err().code.word(),
            "already_set_up"
        );
        assert_eq!(
            SetUpLink::waiting(None).check("").unwrap_err().code.word(),
            "already_set_up"
        );
    }
}
