//! The least and the greatest of every id, so that a table can be read from the
//! first to the last row of a branch, a chain, a sale or a product.

use std::ops::RangeInclusive;

use nusa_facts::{
    BranchId, ChainId, DocId, ProductId, TransferId,
    master::{EntityKey, EntityKind, Scope},
    stock::Location,
};

const LOW: [u8; 16] = [0; 16];
const HIGH: [u8; 16] = [0xff; 16];

pub(super) fn chains(branch: BranchId) -> RangeInclusive<(BranchId, ChainId)> {
    (branch, ChainId(LOW))..=(branch, ChainId(HIGH))
}

pub(super) fn docs(branch: BranchId) -> RangeInclusive<(BranchId, DocId)> {
    (branch, DocId::from_bytes(LOW))..=(branch, DocId::from_bytes(HIGH))
}

pub(super) fn lines(branch: BranchId, doc: DocId) -> RangeInclusive<(BranchId, DocId, u16)> {
    (branch, doc, 0)..=(branch, doc, u16::MAX)
}

pub(super) fn numbered(
    branch: BranchId,
    number: &str,
) -> RangeInclusive<(BranchId, String, DocId)> {
    let key = |doc| (branch, number.to_owned(), DocId::from_bytes(doc));
    key(LOW)..=key(HIGH)
}

pub(super) fn level(
    location: Location,
    product: ProductId,
) -> RangeInclusive<(Location, ProductId, BranchId)> {
    (location, product, BranchId(0))..=(location, product, BranchId(u32::MAX))
}

pub(super) fn senders(transfer: TransferId) -> RangeInclusive<(TransferId, BranchId)> {
    (transfer, BranchId(0))..=(transfer, BranchId(u32::MAX))
}

pub(super) fn envelopes(
    branch: BranchId,
    chain: ChainId,
    after: u64,
) -> RangeInclusive<(BranchId, ChainId, u64)> {
    (branch, chain, after.saturating_add(1))..=(branch, chain, u64::MAX)
}

/// Stands before every key of a kind, since no number is empty.
pub(super) fn first_of(kind: EntityKind) -> EntityKey {
    EntityKey {
        kind,
        id: String::new(),
    }
}

/// Stands before every key of a stream.
pub(super) fn first_key() -> EntityKey {
    let first = EntityKind::ALL.into_iter().min();
    first_of(first.unwrap_or(EntityKind::Product))
}

/// The first stream in order.
pub(super) const FIRST_SCOPE: Scope = Scope::Company;
