//! Everything that travels between a branch and the centre, as it stands on the
//! wire. Knows the shape and the bounds of each message, not what to do with it.

pub mod columns;
pub mod enrol;
pub mod hello;
pub mod pull;
pub mod push;

pub use columns::{ColumnError, PriceColumns, ProductColumns};
pub use enrol::{Enrol, Enrolled};
pub use hello::{
    BranchState, ChainAnswer, ChainClaim, ForkPoint, Hello, HelloAnswer, HelloError, Place,
    Protocols, StreamAnswer, StreamCursor, Verdict,
};
pub use pull::{Change, Changed, CredentialRow, PullHead, PullPage, PullQuery, PulledRows};
pub use push::{PageError, PushAnswer, PushPage, PushedEnvelope, Quarantined, TailPage};
