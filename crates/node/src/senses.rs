//! How a node feels time and chance. Production gives it the machine's; the
//! simulator gives it a seed's. Nothing else in this crate looks at a clock.

use nusa_facts::Millis;
use nusa_sync::clock::Mono;

/// Clock and dice of one node.
pub trait Senses: Send {
    /// The wall clock, wrong or right.
    fn wall(&mut self) -> Millis;
    /// Milliseconds since some fixed moment of this process; never goes back.
    fn elapsed(&mut self) -> Mono;
    /// 64 random bits, good enough for keys.
    fn dice(&mut self) -> u64;

    /// 16 random bytes.
    fn bytes16(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.dice().to_be_bytes());
        bytes[8..].copy_from_slice(&self.dice().to_be_bytes());
        bytes
    }

    /// 32 random bytes.
    fn bytes32(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.bytes16());
        bytes[16..].copy_from_slice(&self.bytes16());
        bytes
    }
}
