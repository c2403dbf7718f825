//! What may be asked of a keeper of journals: looking, and writing within one
//! durable transaction. Two keepers obey it, SQLite here and a map in the
//! simulator; the code above cannot tell them apart.

use std::collections::BTreeMap;

use nusa_facts::{
    BillId, BranchId, BusinessDate, ChainId, CommandId, DocId, Envelope, Hash, Head, Millis,
    OrderId, ProductId, SaleId, SealedDoc, ShiftId, StaffId, TableId, TillNo, TransferId,
    bill::OrderedLine,
    master::{Entity, EntityKey, EntityKind, Price, Product, Scope, Tax},
    sale::{Method, ReceiptNo},
    stock::Location,
};
use nusa_rules::{
    Delta,
    rows::{
        ArrivalRow, BillRow, BillState, CommandRow, DrawerSums, LocalStaffRow, MethodSums,
        OrderRow, OrderState, QuarantineRow, SaleRow, SeriesRow, SettlementRow, ShiftRow,
        StationRow, Sums, TableRow, TillRow, TransferRow,
    },
};

use crate::error::Error;

/// One chain of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainRow {
    /// Its id.
    pub chain: ChainId,
    /// Its display number at this node.
    pub epoch: u32,
    /// Its head.
    pub head: Head,
    /// Whether this node may still append to it. At most one chain of a branch is open at its node.
    pub open: bool,
}

/// A row of a stream of master data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The change number at which it last changed.
    pub change: u64,
    /// Which row.
    pub key: EntityKey,
    /// The row; none is a tombstone.
    pub now: Option<Entity>,
}

/// What a shift adds up to: its trade, its drawer, and each method in the order of the pay screen.
pub type ShiftSums = (Sums, DrawerSums, Vec<(Method, MethodSums)>);

/// What came of an append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// The document is new to this branch's journal: apply it.
    New,
    /// The document is known under another place (a re-homed tail): do not apply it again.
    Known,
    /// Another document of this branch has the same id: this one is stored under the id given
    /// here (the start of its hash) and must be put aside, never applied (R4).
    Clash(DocId),
}

/// Everything a decision may look at. Each look is part of the transaction it is made in.
pub trait Look {
    /// The chains of a branch, by epoch.
    fn chains(&self, branch: BranchId) -> Result<Vec<ChainRow>, Error>;
    /// Every branch that has a chain here, in order.
    fn writers(&self) -> Result<Vec<BranchId>, Error>;
    /// The head of a chain; none when the chain is unknown.
    fn head(&self, branch: BranchId, chain: ChainId) -> Result<Option<Head>, Error>;
    /// The hash of the envelope at a place.
    fn hash_at(&self, branch: BranchId, chain: ChainId, seq: u64) -> Result<Option<Hash>, Error>;
    /// Envelopes with their documents after `after`, at most `max_docs` and about `max_bytes` (at least one).
    fn page(
        &self,
        branch: BranchId,
        chain: ChainId,
        after: u64,
        max_docs: usize,
        max_bytes: usize,
    ) -> Result<Vec<(Envelope, Vec<u8>)>, Error>;
    /// The bytes of a document.
    fn doc(&self, branch: BranchId, doc: DocId) -> Result<Option<Vec<u8>>, Error>;
    /// Where a document was first put.
    fn place(&self, branch: BranchId, doc: DocId) -> Result<Option<Envelope>, Error>;
    /// Documents of a branch in the order of their arrival after `after` (0 for all), with their order numbers.
    fn arrivals(
        &self,
        branch: BranchId,
        after: u64,
        max_docs: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, Error>;
    /// The hash of a branch's document that arrived last.
    fn last_arrival(&self, branch: BranchId) -> Result<Option<Hash>, Error>;
    /// The greatest document id and the greatest trusted time of a branch's journal.
    fn newest(&self, branch: BranchId) -> Result<Option<(DocId, Millis)>, Error>;

    /// The answer's index for a command.
    fn command(&self, branch: BranchId, command: CommandId) -> Result<Option<CommandRow>, Error>;
    /// The tills of a branch by number.
    fn tills(&self, branch: BranchId) -> Result<Vec<TillRow>, Error>;
    /// A receipt series, by the mark in its numbers.
    fn series(
        &self,
        branch: BranchId,
        mark: &str,
        till: TillNo,
    ) -> Result<Option<SeriesRow>, Error>;
    /// A shift by the document that opened it.
    fn shift(&self, branch: BranchId, shift: ShiftId) -> Result<Option<ShiftRow>, Error>;
    /// The open shift of a till.
    fn open_shift(&self, branch: BranchId, till: TillNo) -> Result<Option<ShiftRow>, Error>;
    /// The running number of the last shift of a till, 0 when there was none.
    fn last_shift(&self, branch: BranchId, till: TillNo) -> Result<u64, Error>;
    /// What a shift adds up to.
    fn shift_sums(&self, branch: BranchId, shift: ShiftId) -> Result<ShiftSums, Error>;
    /// A sale.
    fn sale(&self, branch: BranchId, sale: SaleId) -> Result<Option<SaleRow>, Error>;
    /// Sales of a branch that carry a receipt number (one, unless clones printed it twice), by id.
    fn numbered(&self, branch: BranchId, number: &ReceiptNo) -> Result<Vec<SaleId>, Error>;
    /// What has come back of a sale, by line, thousandths.
    fn returned(&self, branch: BranchId, sale: SaleId) -> Result<BTreeMap<u16, i64>, Error>;
    /// The tables of a branch with the sitting that runs at each, by their ids.
    fn tables(&self, branch: BranchId) -> Result<Vec<(TableRow, u32)>, Error>;
    /// A table with its running sitting.
    fn table(&self, branch: BranchId, table: TableId) -> Result<Option<(TableRow, u32)>, Error>;
    /// The people whom branches added to their staff by themselves, by branch and number.
    fn local_staff(&self) -> Result<Vec<LocalStaffRow>, Error>;
    /// Whom a branch gave this number.
    fn local_person(
        &self,
        branch: BranchId,
        number: StaffId,
    ) -> Result<Option<LocalStaffRow>, Error>;
    /// The stations of a branch's kitchen by their ids.
    fn stations(&self, branch: BranchId) -> Result<Vec<StationRow>, Error>;
    /// An order.
    fn order(&self, branch: BranchId, order: OrderId) -> Result<Option<OrderRow>, Error>;
    /// The orders of a branch that stand so, the oldest first.
    fn orders(&self, branch: BranchId, state: OrderState) -> Result<Vec<OrderRow>, Error>;
    /// The orders of a table's sitting, the oldest first.
    fn orders_at(
        &self,
        branch: BranchId,
        table: TableId,
        sitting: u32,
    ) -> Result<Vec<OrderRow>, Error>;
    /// The orders that come to a bill, the oldest first.
    fn orders_of(&self, branch: BranchId, bill: BillId) -> Result<Vec<OrderRow>, Error>;
    /// A bill.
    fn bill(&self, branch: BranchId, bill: BillId) -> Result<Option<BillRow>, Error>;
    /// The bills of a branch that stand so, the oldest first.
    fn bills(&self, branch: BranchId, state: BillState) -> Result<Vec<BillRow>, Error>;
    /// The bills of a table's sitting with their parts, the oldest first.
    fn bills_at(
        &self,
        branch: BranchId,
        table: TableId,
        sitting: u32,
    ) -> Result<Vec<BillRow>, Error>;
    /// The parts of a bill, and the bills that were joined to it, the oldest first.
    fn bill_children(&self, branch: BranchId, parent: BillId) -> Result<Vec<BillRow>, Error>;
    /// Lines that went to a bill from others.
    fn moved_to(&self, branch: BranchId, bill: BillId) -> Result<Vec<OrderedLine>, Error>;
    /// The lines of an order that went to another bill, with it.
    fn moved_of(&self, branch: BranchId, order: OrderId) -> Result<Vec<(u16, BillId)>, Error>;
    /// The lines of an order that were rated, with the documents that did.
    fn rated(&self, branch: BranchId, order: OrderId) -> Result<Vec<(u16, DocId)>, Error>;
    /// The last number of an order of a day, 0 before the first.
    fn last_order(&self, branch: BranchId, day: BusinessDate) -> Result<u32, Error>;
    /// What open orders of a branch hold of a product, thousandths.
    fn reserved(&self, branch: BranchId, product: ProductId) -> Result<i64, Error>;
    /// How much of a product is at a location, over all branches whose facts moved it.
    fn level(&self, location: Location, product: ProductId) -> Result<i64, Error>;
    /// A transfer that was sent, with the branch (or centre) whose fact it is.
    fn transfer(&self, transfer: TransferId) -> Result<Option<(BranchId, TransferRow)>, Error>;
    /// An arrival that a branch (or the centre) booked.
    fn arrival(&self, branch: BranchId, transfer: TransferId) -> Result<Option<ArrivalRow>, Error>;
    /// What a writer decided about goods of a transfer that did not arrive.
    fn settlement(
        &self,
        branch: BranchId,
        transfer: TransferId,
    ) -> Result<Option<SettlementRow>, Error>;
    /// Facts that are put aside now, of one branch or of all, in order of branch and document.
    fn quarantined(&self, branch: Option<BranchId>) -> Result<Vec<QuarantineRow>, Error>;

    /// A row of master data, whatever its stream; none when it is unknown or gone from all streams.
    fn entity(&self, key: &EntityKey) -> Result<Option<Entity>, Error>;
    /// Every row of a kind in order of its number.
    fn entities(&self, kind: EntityKind) -> Result<Vec<Entity>, Error>;
    /// A product by its SKU or its barcode.
    fn product_by_code(&self, code: &str) -> Result<Option<Product>, Error>;
    /// The versions of a product's price.
    fn prices(&self, product: ProductId) -> Result<Vec<Price>, Error>;
    /// Every tax.
    fn taxes(&self) -> Result<Vec<Tax>, Error>;
    /// The newest change number of a stream, 0 before the first.
    fn change(&self, scope: Scope) -> Result<u64, Error>;
    /// The change number below which tombstones may be missing (R14).
    fn horizon(&self, scope: Scope) -> Result<u64, Error>;
    /// Rows of a stream with `after < change`, by change number.
    fn changes(&self, scope: Scope, after: u64, limit: usize) -> Result<Vec<Changed>, Error>;
    /// The streams in which a row now stands.
    fn streams_of(&self, key: &EntityKey) -> Result<Vec<Scope>, Error>;

    /// A note of the node itself: keys, cursors, sessions, incarnation. Not a projection.
    fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Error>;
    /// Notes whose name begins so, by name.
    fn notes(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Error>;
}

/// Writing within one transaction.
pub trait Tx: Look {
    /// Runs a part that is undone alone when it fails; the rest of the transaction goes on.
    fn savepoint<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E>
    where
        Self: Sized;

    /// A count that grows with every row that is written: the same number before and after says that
    /// nothing in between is left to undo.
    fn written(&self) -> u64;

    /// Begins a chain at this node.
    fn open_chain(&mut self, branch: BranchId, chain: ChainId, epoch: u32) -> Result<(), Error>;
    /// Ends a chain for this node: nothing more is written to it here.
    fn close_chain(&mut self, branch: BranchId, chain: ChainId) -> Result<(), Error>;
    /// Puts a document after the head of its chain. The caller has checked that it follows.
    fn append(&mut self, envelope: &Envelope, doc: &SealedDoc) -> Result<Appended, Error>;
    /// Takes the envelopes of a forked tail out of a chain and puts the same documents into another (R5).
    fn rehome(
        &mut self,
        branch: BranchId,
        from: ChainId,
        after: u64,
        into: &[Envelope],
    ) -> Result<(), Error>;
    /// Applies the deltas of a branch's facts, in their order where order matters.
    fn apply(&mut self, branch: BranchId, deltas: &[Delta]) -> Result<(), Error>;
    /// Empties every projection of facts, so that they can be replayed (I6). Master data, journal and notes stay.
    fn clear_projections(&mut self) -> Result<(), Error>;
    /// Names and BLAKE3 hashes of the projections' rows in order of their keys.
    fn digests(&self) -> Result<Vec<(String, Hash)>, Error>;

    /// The next change number of a stream; the row is locked until the commit (R13).
    fn next_change(&mut self, scope: Scope) -> Result<u64, Error>;
    /// The next number for a kind of row that only the centre creates.
    fn next_number(&mut self, kind: EntityKind) -> Result<u32, Error>;
    /// Sets a row of a stream at a change number; `None` leaves a tombstone.
    fn put(
        &mut self,
        scope: Scope,
        change: u64,
        key: &EntityKey,
        now: Option<&Entity>,
    ) -> Result<(), Error>;
    /// Drops a whole stream, before a snapshot or when the branch no longer follows it (R15, R17).
    fn drop_stream(&mut self, scope: Scope) -> Result<(), Error>;
    /// Forgets tombstones of a stream up to a change number, which becomes its horizon (R14).
    fn compact(&mut self, scope: Scope, upto: u64) -> Result<(), Error>;

    /// Notes that everything of a branch that is here now had come in by this moment. Not a projection.
    fn took_in(&mut self, branch: BranchId, at: Millis) -> Result<(), Error>;
    /// Forgets when things came in before this moment.
    fn forget_received(&mut self, before: Millis) -> Result<(), Error>;

    /// Writes or erases a note.
    fn set_note(&mut self, name: &str, value: Option<&[u8]>) -> Result<(), Error>;
}

/// A keeper of journals with one writer.
pub trait Store {
    /// A transaction of this keeper.
    type Tx<'a>: Tx
    where
        Self: 'a;

    /// Runs one durable transaction: on `Ok` everything is on disk when this returns, on `Err` nothing is.
    fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self::Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E>;
}
