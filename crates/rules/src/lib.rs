//! The law of the shop: `decide` turns a command and what the law must look at
//! into facts or a refusal; `deltas` turns a fact into changes of the
//! projections. Pure: no clock, no chance, no file, no database, no log (I1).

pub mod actor;
pub mod command;
pub mod delta;
pub mod moment;
pub mod refusal;
pub mod rows;

pub use actor::{Actor, Right};
pub use command::Command;
pub use delta::Delta;
pub use moment::Moment;
pub use refusal::{Refusal, Unfit};
