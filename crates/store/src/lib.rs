//! What a node keeps: the journal, the projections of its facts, master data
//! and a few notes of its own. `ledger` is what the rest of the house may ask;
//! `sqlite` is the one real keeper. It decides nothing: no price, tax, status or
//! stock rule (I2), and knows no thread, no runtime and no socket.

pub mod error;
pub mod ledger;

pub use error::Error;
pub use ledger::{Appended, ChainRow, Changed, Look, Store, Tx};
