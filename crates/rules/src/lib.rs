//! The law of the shop: `decide_*` turns a command and what the law must look at
//! into a ruling or a refusal; `deltas` turns a fact into changes of the
//! projections. Pure: no clock, no chance, no file, no database, no log (I1).

pub mod actor;
pub mod bill;
pub mod cash;
pub mod command;
pub mod delta;
pub mod deltas;
pub mod fresh;
pub mod guest;
pub mod kitchen;
pub mod label;
pub mod limits;
pub mod local_staff;
pub mod master;
pub mod modifier;
pub mod moment;
pub mod order;
pub mod price;
pub mod qris;
pub mod rating;
pub mod refund;
pub mod refusal;
pub mod repair;
pub mod rows;
pub mod ruling;
pub mod sale;
pub mod shift;
pub mod stock;
pub mod table;
pub mod text;
pub mod till;
pub mod transfer;
pub mod void;

pub use actor::{Actor, Approval, Guest, Right};
pub use command::Command;
pub use delta::Delta;
pub use deltas::{Before, deltas, needs};
pub use moment::Moment;
pub use refusal::{Refusal, Unfit};
pub use ruling::Ruling;
