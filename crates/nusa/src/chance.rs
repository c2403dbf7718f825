//! Chance of the machine, good enough for keys: bytes, letters for passwords and
//! the ids of commands that this program makes itself. Knows no seed.

use std::sync::Mutex;

use nusa_facts::{CommandId, uuid7::IdMaker};

use crate::clock;

/// Letters and digits that nobody mistakes for each other when copying by hand.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Random bytes.
///
/// # Panics
/// Where the machine has no source of chance: nothing safe can be made there.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the machine has a source of chance");
    bytes
}

/// 64 random bits.
pub fn dice() -> u64 {
    u64::from_be_bytes(bytes())
}

/// A word of letters, five random bits each.
pub fn word(letters: usize) -> String {
    (0..letters)
        .map(|_| LETTERS[usize::from(bytes::<1>()[0] & 31)] as char)
        .collect()
}

/// The id of a command that this program asks for.
pub fn command() -> CommandId {
    static IDS: Mutex<Option<IdMaker>> = Mutex::new(None);
    let mut ids = IDS
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    CommandId(
        ids.get_or_insert_with(IdMaker::default)
            .next(clock::wall(), dice()),
    )
}

#[cfg(test)]
mod tests {
    use super::{bytes, command, word};

    #[test]
    fn chance_does_not_repeat_and_commands_rise() {
        assert_ne!(bytes::<16>(), bytes::<16>());
        assert!(
            word(20)
                .bytes()
                .all(|letter| super::LETTERS.contains(&letter))
        );
        let ids: Vec<_> = (0..100).map(|_| command()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }
}
