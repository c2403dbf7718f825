//! The money engine: what a bill comes to, line by line, in whole numbers.
//!
//! It knows prices, quantities, discounts, taxes, service, coins, refunds and splits.
//! It must not know a clock, chance, files, a network, a database, a product's name or a
//! person: time and data come in by argument. It never uses a float, never wraps and never
//! panics on what it is given; the same source is built natively and to WebAssembly.
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]
#![deny(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]
#![deny(clippy::float_arithmetic, clippy::dbg_macro, clippy::todo)]
// What is outside may never reach a panic; a test may.
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic
    )
)]

pub mod amount;
pub mod bill;
pub mod cart;
pub mod coin;
pub mod currency;
pub mod dated_tax;
pub mod day;
pub mod error;
pub mod label;
pub mod price;
pub mod qris;
pub mod quote;
pub mod refund;
pub mod rounding;
pub mod settings;
pub mod share;
pub mod shift;
pub mod split;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod words;
pub mod zreport;

pub use amount::{Amount, Quantity};
pub use bill::{Bill, BillLine, Composition, LineTax, Quote, Settlement, TaxTotal};
pub use cart::{BillDiscount, Cart, Discount, Line, Payment, Promo, Tender, TenderKind};
pub use coin::CoinRule;
pub use currency::Currency;
pub use dated_tax::DatedTax;
pub use day::{CivilDate, CivilTime};
pub use error::MoneyError;
pub use price::{Place, PriceVersion, Scope};
pub use quote::{quote, quote_bill, settle};
pub use refund::{refund, Refund, RefundLine, RefundWay, Returned, ReturnedLine, Sold, SoldLine};
pub use rounding::Rounding;
pub use settings::{
    DppRounding, PriceMode, Service, ServiceBasis, ServiceMode, Settings, Tax, TaxKind,
};
pub use shift::DrawerMovements;
pub use split::{split_by_items, split_evenly, ChildBill, ChildLine};
pub use zreport::{ZBill, ZReport};
