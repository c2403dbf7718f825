//! The words that every node writes and reads: ids, time, facts, documents,
//! envelopes and chains, and the master data that facts and streams carry.
//! This crate knows what a fact looks like on disk and on the wire. It must not
//! know any rule of the shop, any clock, any chance, any file or any socket.

pub mod bill;
pub mod chain;
pub mod digest;
pub mod doc;
pub mod envelope;
pub mod fact;
pub mod hex;
pub mod ids;
pub mod letterhead;
pub mod limits;
pub mod master;
pub mod modifier;
pub mod order;
pub mod people;
pub mod rating;
pub mod sale;
pub mod shift;
pub mod stock;
pub mod sync_facts;
pub mod till_settings;
pub mod time;
pub mod uuid7;

pub use chain::Head;
pub use digest::Hash;
pub use doc::{Doc, DocError, SealedDoc};
pub use envelope::Envelope;
pub use fact::Fact;
pub use ids::{
    BillId, BranchId, CENTRE, CallId, CategoryId, ChainId, CommandId, CustomerId, DocId,
    DraftLineId, GuestId, MailId, ModifierGroupId, ModifierId, OrderId, PersonId, PriceId,
    ProductId, RegionId, SaleId, ShiftId, StaffId, StationId, TableId, TaxId, TillNo, TransferId,
};
pub use letterhead::Letterhead;
pub use time::{BusinessDate, Millis};
