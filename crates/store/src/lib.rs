//! What a node keeps: the journal, the projections of its facts, master data
//! and a few notes of its own. `ledger` is what the rest of the house may ask;
//! `sqlite` is the one real keeper. It decides nothing: no price, tax, status or
//! stock rule (I2), and knows no thread, no runtime and no socket.

pub mod error;
pub mod ledger;
pub mod sqlite;

mod journal;
mod kept;
mod listing;
mod slice;

mod bill;
mod command;
mod glance;
mod master;
mod note;
mod office;
mod order;
mod price;
mod price_book;
mod product;
mod quarantine;
mod rating;
mod received;
mod report;
mod sale;
mod shift;
mod station;
mod stock;
mod till;
mod trade;
mod transfer;

pub mod backup;
pub mod ballast;
pub mod drafts;
pub mod limits;
pub mod mail;
pub mod tail;
pub mod verify;

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;

pub mod dialect;

mod apart;
mod cell;
mod digest;
mod lists;
mod local_staff;
mod look;
mod sql;
mod sums;

pub use error::Error;
pub use glance::Sold;
pub use ledger::{Appended, ChainRow, Changed, Look, ShiftSums, Store, Tx};
pub use listing::{ProductFilter, ProductOrder};
pub use order::{OrderFilter, OrderPlace};
pub use price_book::{PriceFilter, ScopeFilter, WhenFilter};
pub use quarantine::SealRow;
pub use rating::{RatingFilter, RatingPlace};
pub use report::{Period, Rank};
pub use sale::SaleFilter;
pub use sqlite::{Durability, Options, SqliteReader, SqliteStore};
pub use trade::SoldSale;
