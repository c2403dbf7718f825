//! The table of contents of everything that may be looked at: each question is
//! answered by the file of its entity. Whoever has a connection can look, the
//! writer inside its transaction and a reader in a snapshot.

use std::collections::BTreeMap;

use nusa_facts::{
    BillId, BranchId, BusinessDate, ChainId, CommandId, DocId, Envelope, Hash, Head, Millis,
    OrderId, ProductId, SaleId, ShiftId, StaffId, TableId, TillNo, TransferId,
    bill::OrderedLine,
    master::{Entity, EntityKey, EntityKind, Price, Product, Scope, Tax},
    sale::ReceiptNo,
    stock::Location,
};
use nusa_rules::rows::{
    ArrivalRow, BillRow, BillState, CommandRow, LocalStaffRow, OrderRow, OrderState, QuarantineRow,
    SaleRow, SeriesRow, SettlementRow, ShiftRow, StationRow, TableRow, TillRow, TransferRow,
};

use crate::{
    bill, command,
    error::Error,
    journal,
    ledger::{ChainRow, Changed, Look, ShiftSums},
    local_staff, master, note, order, price, product, quarantine, rating, sale, shift,
    sqlite::Seat,
    station, stock, till, transfer,
};

impl<S: Seat> Look for S {
    fn chains(&self, branch: BranchId) -> Result<Vec<ChainRow>, Error> {
        journal::chains(self.db(), branch)
    }

    fn writers(&self) -> Result<Vec<BranchId>, Error> {
        journal::writers(self.db())
    }

    fn head(&self, branch: BranchId, chain: ChainId) -> Result<Option<Head>, Error> {
        journal::head(self.db(), branch, chain)
    }

    fn hash_at(&self, branch: BranchId, chain: ChainId, seq: u64) -> Result<Option<Hash>, Error> {
        journal::hash_at(self.db(), branch, chain, seq)
    }

    fn page(
        &self,
        branch: BranchId,
        chain: ChainId,
        after: u64,
        max_docs: usize,
        max_bytes: usize,
    ) -> Result<Vec<(Envelope, Vec<u8>)>, Error> {
        journal::page(self.db(), branch, chain, after, max_docs, max_bytes)
    }

    fn doc(&self, branch: BranchId, doc: DocId) -> Result<Option<Vec<u8>>, Error> {
        journal::doc(self.db(), branch, doc)
    }

    fn place(&self, branch: BranchId, doc: DocId) -> Result<Option<Envelope>, Error> {
        journal::place(self.db(), branch, doc)
    }

    fn arrivals(
        &self,
        branch: BranchId,
        after: u64,
        max_docs: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        journal::arrivals(self.db(), branch, after, max_docs)
    }

    fn last_arrival(&self, branch: BranchId) -> Result<Option<Hash>, Error> {
        journal::last_arrival(self.db(), branch)
    }

    fn newest(&self, branch: BranchId) -> Result<Option<(DocId, Millis)>, Error> {
        journal::newest(self.db(), branch)
    }

    fn command(&self, branch: BranchId, command: CommandId) -> Result<Option<CommandRow>, Error> {
        command::command(self.db(), branch, command)
    }

    fn tills(&self, branch: BranchId) -> Result<Vec<TillRow>, Error> {
        till::tills(self.db(), branch)
    }

    fn series(
        &self,
        branch: BranchId,
        mark: &str,
        till: TillNo,
    ) -> Result<Option<SeriesRow>, Error> {
        till::series(self.db(), branch, mark, till)
    }

    fn shift(&self, branch: BranchId, shift: ShiftId) -> Result<Option<ShiftRow>, Error> {
        shift::shift(self.db(), branch, shift)
    }

    fn open_shift(&self, branch: BranchId, till: TillNo) -> Result<Option<ShiftRow>, Error> {
        shift::open_shift(self.db(), branch, till)
    }

    fn last_shift(&self, branch: BranchId, till: TillNo) -> Result<u64, Error> {
        shift::last_shift(self.db(), branch, till)
    }

    fn shift_sums(&self, branch: BranchId, shift: ShiftId) -> Result<ShiftSums, Error> {
        shift::shift_sums(self.db(), branch, shift)
    }

    fn sale(&self, branch: BranchId, sale: SaleId) -> Result<Option<SaleRow>, Error> {
        sale::sale(self.db(), branch, sale)
    }

    fn numbered(&self, branch: BranchId, number: &ReceiptNo) -> Result<Vec<SaleId>, Error> {
        sale::numbered(self.db(), branch, number)
    }

    fn returned(&self, branch: BranchId, sale: SaleId) -> Result<BTreeMap<u16, i64>, Error> {
        sale::returned(self.db(), branch, sale)
    }

    fn tables(&self, branch: BranchId) -> Result<Vec<(TableRow, u32)>, Error> {
        order::tables(self.db(), branch)
    }

    fn table(&self, branch: BranchId, table: TableId) -> Result<Option<(TableRow, u32)>, Error> {
        order::table_of(self.db(), branch, table)
    }

    fn local_staff(&self) -> Result<Vec<LocalStaffRow>, Error> {
        local_staff::all(self.db())
    }

    fn local_person(
        &self,
        branch: BranchId,
        number: StaffId,
    ) -> Result<Option<LocalStaffRow>, Error> {
        local_staff::one(self.db(), branch, number)
    }

    fn stations(&self, branch: BranchId) -> Result<Vec<StationRow>, Error> {
        station::stations(self.db(), branch)
    }

    fn order(&self, branch: BranchId, order: OrderId) -> Result<Option<OrderRow>, Error> {
        order::order(self.db(), branch, order)
    }

    fn orders(&self, branch: BranchId, state: OrderState) -> Result<Vec<OrderRow>, Error> {
        order::in_state(self.db(), branch, state)
    }

    fn orders_at(
        &self,
        branch: BranchId,
        table: TableId,
        sitting: u32,
    ) -> Result<Vec<OrderRow>, Error> {
        order::of_sitting(self.db(), branch, table, sitting)
    }

    fn orders_of(&self, branch: BranchId, bill: BillId) -> Result<Vec<OrderRow>, Error> {
        order::of_bill(self.db(), branch, bill)
    }

    fn bill(&self, branch: BranchId, id: BillId) -> Result<Option<BillRow>, Error> {
        bill::bill(self.db(), branch, id)
    }

    fn bills(&self, branch: BranchId, state: BillState) -> Result<Vec<BillRow>, Error> {
        bill::in_state(self.db(), branch, state)
    }

    fn bills_at(
        &self,
        branch: BranchId,
        table: TableId,
        sitting: u32,
    ) -> Result<Vec<BillRow>, Error> {
        bill::of_sitting(self.db(), branch, table, sitting)
    }

    fn bill_children(&self, branch: BranchId, parent: BillId) -> Result<Vec<BillRow>, Error> {
        bill::children(self.db(), branch, parent)
    }

    fn moved_to(&self, branch: BranchId, to: BillId) -> Result<Vec<OrderedLine>, Error> {
        bill::moved_to(self.db(), branch, to)
    }

    fn moved_of(&self, branch: BranchId, order: OrderId) -> Result<Vec<(u16, BillId)>, Error> {
        bill::moved_of(self.db(), branch, order)
    }

    fn rated(&self, branch: BranchId, order: OrderId) -> Result<Vec<(u16, DocId)>, Error> {
        rating::rated(self.db(), branch, order)
    }

    fn last_order(&self, branch: BranchId, day: BusinessDate) -> Result<u32, Error> {
        order::last_n(self.db(), branch, day)
    }

    fn reserved(&self, branch: BranchId, product: ProductId) -> Result<i64, Error> {
        order::reserved(self.db(), branch, product)
    }

    fn level(&self, location: Location, product: ProductId) -> Result<i64, Error> {
        stock::level(self.db(), location, product)
    }

    fn transfer(&self, transfer: TransferId) -> Result<Option<(BranchId, TransferRow)>, Error> {
        transfer::transfer(self.db(), transfer)
    }

    fn arrival(&self, branch: BranchId, transfer: TransferId) -> Result<Option<ArrivalRow>, Error> {
        transfer::arrival(self.db(), branch, transfer)
    }

    fn settlement(
        &self,
        branch: BranchId,
        transfer: TransferId,
    ) -> Result<Option<SettlementRow>, Error> {
        transfer::settlement(self.db(), branch, transfer)
    }

    fn quarantined(&self, branch: Option<BranchId>) -> Result<Vec<QuarantineRow>, Error> {
        quarantine::quarantined(self.db(), branch)
    }

    fn entity(&self, key: &EntityKey) -> Result<Option<Entity>, Error> {
        let look = || master::entity(self.db(), key);
        self.kept().map_or_else(look, |kept| kept.entity(key, look))
    }

    fn entities(&self, kind: EntityKind) -> Result<Vec<Entity>, Error> {
        master::entities(self.db(), kind)
    }

    fn product_by_code(&self, code: &str) -> Result<Option<Product>, Error> {
        product::product_by_code(self.db(), code)
    }

    fn prices(&self, product: ProductId) -> Result<Vec<Price>, Error> {
        let look = || price::prices(self.db(), product);
        self.kept()
            .map_or_else(look, |kept| kept.prices(product, look))
    }

    fn taxes(&self) -> Result<Vec<Tax>, Error> {
        let look = || master::taxes(self.db());
        self.kept().map_or_else(look, |kept| kept.taxes(look))
    }

    fn change(&self, scope: Scope) -> Result<u64, Error> {
        master::change(self.db(), scope)
    }

    fn horizon(&self, scope: Scope) -> Result<u64, Error> {
        master::horizon(self.db(), scope)
    }

    fn changes(&self, scope: Scope, after: u64, limit: usize) -> Result<Vec<Changed>, Error> {
        master::changes(self.db(), scope, after, limit)
    }

    fn streams_of(&self, key: &EntityKey) -> Result<Vec<Scope>, Error> {
        master::streams_of(self.db(), key)
    }

    fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        note::note(self.db(), name)
    }

    fn notes(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        note::notes(self.db(), prefix)
    }
}
