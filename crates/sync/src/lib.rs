//! The sync protocol as data and decisions: what nodes say to each other, and
//! what each does with what it heard. Nodes compare heads and send each other
//! the tails they lack. This crate knows no clock, no chance, no disk and no
//! socket: time, dice and stored hashes come in by argument, and the same code
//! runs in a branch, in the centre and in the simulator.

pub mod accept;
pub mod backoff;
pub mod clock;
pub mod faults;
pub mod limits;
pub mod load;
pub mod locator;
pub mod messages;
pub mod nonce;
pub mod plan;
pub mod sign;
pub mod streams;
pub mod uplink;
