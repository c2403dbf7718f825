//! Chance from the machine: tokens, request ids and jitter. Everything that ends
//! in a fact draws from the node's senses instead.

use nusa_facts::hex;

/// 64 random bits.
pub fn dice() -> u64 {
    let mut bytes = [0; 8];
    fill(&mut bytes);
    u64::from_be_bytes(bytes)
}

/// 32 random bytes as 64 hex digits: a token that nobody guesses.
pub fn token() -> String {
    let mut bytes = [0; 32];
    fill(&mut bytes);
    hex::encode(&bytes)
}

/// 16 random bytes.
pub fn bytes16() -> [u8; 16] {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    bytes
}

fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("a machine that runs has chance");
}
