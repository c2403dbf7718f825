//! Looking into the books in memory. Reads what is there within the transaction
//! and decides nothing.

use std::{collections::BTreeMap, ops::Bound};

use nusa_facts::{
    BillId, BranchId, BusinessDate, ChainId, CommandId, DocId, Envelope, Hash, Head, Millis,
    OrderId, ProductId, SaleId, ShiftId, StaffId, TableId, TillNo, TransferId,
    bill::OrderedLine,
    master::{Entity, EntityKey, EntityKind, Price, Product, Scope, Tax},
    sale::{Method, ReceiptNo},
    stock::Location,
};
use nusa_rules::rows::{
    ArrivalRow, BillRow, BillState, CommandRow, DrawerSums, LocalStaffRow, MethodSums, OrderRow,
    OrderState, QuarantineRow, SaleRow, SeriesRow, SettlementRow, ShiftRow, StationRow, Sums,
    TableRow, TillRow, TransferRow,
};
use nusa_store::{ChainRow, Changed, Error, Look};

use super::{Books, MemTx, keys};
use crate::faults::{self, Sabotage};

impl Books {
    /// The rows of a kind in the order of their keys as text.
    pub(super) fn live(&self, kind: EntityKind) -> impl Iterator<Item = &Entity> {
        let rows = self.entities.range(keys::first_of(kind)..);
        rows.take_while(move |(key, _)| key.kind == kind)
            .map(|(_, row)| &**row)
    }

    /// The streams in which a row stands now.
    pub(super) fn stands_in(&self, key: &EntityKey) -> Vec<Scope> {
        let rows = self.standing.range((key.clone(), keys::FIRST_SCOPE)..);
        let of_key = rows.take_while(|((other, _), ())| other == key);
        of_key.map(|((_, scope), ())| *scope).collect()
    }
}

fn by_number(entity: &Entity) -> (u64, String) {
    let id = entity.key().id;
    (id.parse().unwrap_or(u64::MAX), id)
}

/// Whether a price is overlooked by a deliberate fault.
fn is_overlooked(price: &Price) -> bool {
    matches!(price.scope, Scope::Branch(_)) && faults::is_on(Sabotage::WrongScope)
}

impl Books {
    /// What a branch that deletes after an acknowledgement has no more, by a deliberate fault.
    fn deleted_upto(&self, chain: ChainId) -> u64 {
        if !faults::is_on(Sabotage::DeleteAfterAck) {
            return 0;
        }
        let note = self.notes.get(&format!("link/cursor/{chain}"));
        let cursor = note.and_then(|note| std::str::from_utf8(note).ok()?.parse().ok());
        cursor.unwrap_or(0)
    }
}

impl Books {
    /// The sitting that runs at a table.
    fn running(&self, branch: BranchId, table: TableId) -> u32 {
        self.sittings.get(&(branch, table)).copied().unwrap_or(0) + 1
    }

    /// Orders of a branch, the oldest first.
    pub(super) fn orders_where(
        &self,
        branch: BranchId,
        is: impl Fn(&OrderRow) -> bool,
    ) -> Vec<OrderRow> {
        let rows = self.orders.iter().filter(|(key, _)| key.0 == branch);
        let found = rows.map(|(_, row)| row).filter(|row| is(row));
        let mut found: Vec<OrderRow> = found.cloned().collect();
        found.sort_by_key(|row| (row.at, row.id));
        found
    }
}

impl Look for MemTx<'_> {
    fn chains(&self, branch: BranchId) -> Result<Vec<ChainRow>, Error> {
        let rows = self.books.chains.range(keys::chains(branch));
        let mut rows: Vec<ChainRow> = rows.map(|(_, row)| row.clone()).collect();
        rows.sort_by_key(|row| row.epoch);
        Ok(rows)
    }

    fn writers(&self) -> Result<Vec<BranchId>, Error> {
        let mut writers: Vec<_> = self.books.chains.iter().map(|(key, _)| key.0).collect();
        writers.dedup();
        Ok(writers)
    }

    fn head(&self, branch: BranchId, chain: ChainId) -> Result<Option<Head>, Error> {
        Ok(self.books.chains.get(&(branch, chain)).map(|row| row.head))
    }

    fn hash_at(&self, branch: BranchId, chain: ChainId, seq: u64) -> Result<Option<Hash>, Error> {
        let row = self.books.envelopes.get(&(branch, chain, seq));
        Ok(row.map(|(envelope, _)| envelope.hash))
    }

    fn page(
        &self,
        branch: BranchId,
        chain: ChainId,
        after: u64,
        max_docs: usize,
        max_bytes: usize,
    ) -> Result<Vec<(Envelope, Vec<u8>)>, Error> {
        let mut page = Vec::new();
        let mut bytes = 0_usize;
        let after = after.max(self.books.deleted_upto(chain));
        for (_, (envelope, doc)) in self
            .books
            .envelopes
            .range(keys::envelopes(branch, chain, after))
        {
            let Some(kept) = self.books.docs.get(&(branch, *doc)) else {
                return Err(Error::Damaged(format!("document {doc} has no bytes")));
            };
            bytes = bytes.saturating_add(kept.bytes.len());
            let full = page.len() >= max_docs || bytes > max_bytes;
            if full && !page.is_empty() {
                break;
            }
            page.push((*envelope, kept.bytes.to_vec()));
        }
        Ok(page)
    }

    fn doc(&self, branch: BranchId, doc: DocId) -> Result<Option<Vec<u8>>, Error> {
        let kept = self.books.docs.get(&(branch, doc));
        Ok(kept.map(|kept| kept.bytes.to_vec()))
    }

    fn place(&self, branch: BranchId, doc: DocId) -> Result<Option<Envelope>, Error> {
        Ok(self.books.docs.get(&(branch, doc)).map(|kept| kept.place))
    }

    fn arrivals(
        &self,
        branch: BranchId,
        after: u64,
        max_docs: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        let from = Bound::Excluded((branch, after));
        let to = Bound::Included((branch, u64::MAX));
        let rows = self.books.arrivals.range((from, to)).take(max_docs);
        rows.map(|(&(_, n), &doc)| {
            let bytes = self.doc(branch, doc)?;
            bytes
                .map(|bytes| (n, bytes))
                .ok_or_else(|| Error::Damaged(format!("document {doc} has no bytes")))
        })
        .collect()
    }

    fn last_arrival(&self, branch: BranchId) -> Result<Option<Hash>, Error> {
        let rows = self.books.arrivals.range((branch, 0)..=(branch, u64::MAX));
        let last = rows.map(|(_, &doc)| doc).next_back();
        let kept = last.and_then(|doc| self.books.docs.get(&(branch, doc)));
        Ok(kept.map(|kept| kept.place.doc_hash))
    }

    fn newest(&self, branch: BranchId) -> Result<Option<(DocId, Millis)>, Error> {
        Ok(self.books.newest.get(&branch).copied())
    }

    fn command(&self, branch: BranchId, command: CommandId) -> Result<Option<CommandRow>, Error> {
        let row = self.books.commands.get(&(branch, command));
        Ok(row
            .filter(|_| !faults::is_on(Sabotage::NoIdempotence))
            .cloned())
    }

    fn tills(&self, branch: BranchId) -> Result<Vec<TillRow>, Error> {
        let rows = self.books.tills.iter().filter(|(key, _)| key.0 == branch);
        Ok(rows.map(|(_, row)| row.clone()).collect())
    }

    fn series(
        &self,
        branch: BranchId,
        mark: &str,
        till: TillNo,
    ) -> Result<Option<SeriesRow>, Error> {
        Ok(self
            .books
            .series
            .get(&(branch, mark.to_owned(), till))
            .cloned()
            .flatten())
    }

    fn shift(&self, branch: BranchId, shift: ShiftId) -> Result<Option<ShiftRow>, Error> {
        Ok(self.books.shifts.get(&(branch, shift)).cloned())
    }

    fn open_shift(&self, branch: BranchId, till: TillNo) -> Result<Option<ShiftRow>, Error> {
        let rows = self.books.shifts.range(keys::docs(branch));
        let open = rows.filter(|(_, row)| row.till == till && row.closed.is_none());
        Ok(open
            .max_by_key(|(_, row)| row.n)
            .map(|(_, row)| row.clone()))
    }

    fn last_shift(&self, branch: BranchId, till: TillNo) -> Result<u64, Error> {
        let rows = self.books.shifts.range(keys::docs(branch));
        let numbers = rows
            .filter(|(_, row)| row.till == till)
            .map(|(_, row)| row.n);
        Ok(numbers.max().unwrap_or(0))
    }

    fn shift_sums(
        &self,
        branch: BranchId,
        shift: ShiftId,
    ) -> Result<(Sums, DrawerSums, Vec<(Method, MethodSums)>), Error> {
        let key = (branch, shift);
        let sums = self.books.shift_sums.get(&key).copied().unwrap_or_default();
        let drawer = self.books.drawers.get(&key).copied().unwrap_or_default();
        let methods = Method::ALL.into_iter().filter_map(|method| {
            let row = self.books.shift_methods.get(&(branch, shift, method));
            row.map(|&sums| (method, sums))
        });
        Ok((sums, drawer, methods.collect()))
    }

    fn sale(&self, branch: BranchId, sale: SaleId) -> Result<Option<SaleRow>, Error> {
        Ok(self.books.sales.get(&(branch, sale)).cloned())
    }

    fn numbered(&self, branch: BranchId, number: &ReceiptNo) -> Result<Vec<SaleId>, Error> {
        let rows = self
            .books
            .receipts
            .range(keys::numbered(branch, &number.to_string()));
        Ok(rows.map(|(key, ())| key.2).collect())
    }

    fn returned(&self, branch: BranchId, sale: SaleId) -> Result<BTreeMap<u16, i64>, Error> {
        let rows = self.books.returned.range(keys::lines(branch, sale));
        Ok(rows.map(|(key, &milli)| (key.2, milli)).collect())
    }

    fn tables(&self, branch: BranchId) -> Result<Vec<(TableRow, u32)>, Error> {
        let rows = self.books.tables.iter().filter(|(key, _)| key.0 == branch);
        let with = rows.map(|(_, row)| (row.clone(), self.books.running(branch, row.id)));
        Ok(with.collect())
    }

    fn table(&self, branch: BranchId, table: TableId) -> Result<Option<(TableRow, u32)>, Error> {
        let row = self.books.tables.get(&(branch, table)).cloned();
        Ok(row.map(|row| (row, self.books.running(branch, table))))
    }

    fn local_staff(&self) -> Result<Vec<LocalStaffRow>, Error> {
        let rows = self.books.local_staff.iter();
        Ok(rows.map(|(_, row)| row.clone()).collect())
    }

    fn local_person(
        &self,
        branch: BranchId,
        number: StaffId,
    ) -> Result<Option<LocalStaffRow>, Error> {
        Ok(self.books.local_staff.get(&(branch, number)).cloned())
    }

    fn stations(&self, branch: BranchId) -> Result<Vec<StationRow>, Error> {
        let rows = self.books.stations.iter();
        let own = rows.filter(|(key, _)| key.0 == branch);
        Ok(own.map(|(_, row)| row.clone()).collect())
    }

    fn order(&self, branch: BranchId, order: OrderId) -> Result<Option<OrderRow>, Error> {
        Ok(self.books.orders.get(&(branch, order)).cloned())
    }

    fn orders(&self, branch: BranchId, state: OrderState) -> Result<Vec<OrderRow>, Error> {
        Ok(self.books.orders_where(branch, |row| row.state == state))
    }

    fn orders_at(
        &self,
        branch: BranchId,
        table: TableId,
        sitting: u32,
    ) -> Result<Vec<OrderRow>, Error> {
        let here = |row: &OrderRow| (row.table, row.sitting) == (Some(table), sitting);
        Ok(self.books.orders_where(branch, here))
    }

    fn orders_of(&self, branch: BranchId, bill: BillId) -> Result<Vec<OrderRow>, Error> {
        Ok(self.books.orders_where(branch, |row| row.bill == bill))
    }

    fn bill(&self, branch: BranchId, bill: BillId) -> Result<Option<BillRow>, Error> {
        Ok(self.books.bills.get(&(branch, bill)).cloned())
    }

    fn bills(&self, branch: BranchId, state: BillState) -> Result<Vec<BillRow>, Error> {
        Ok(self.books.bills_that(branch, |row| row.state == state))
    }

    fn bills_at(
        &self,
        branch: BranchId,
        table: TableId,
        sitting: u32,
    ) -> Result<Vec<BillRow>, Error> {
        let here = |row: &BillRow| (row.table, row.sitting) == (Some(table), sitting);
        Ok(self.books.bills_that(branch, here))
    }

    fn bill_children(&self, branch: BranchId, parent: BillId) -> Result<Vec<BillRow>, Error> {
        let is_child = |row: &BillRow| row.parent == Some(parent);
        Ok(self.books.bills_that(branch, is_child))
    }

    fn moved_to(&self, branch: BranchId, bill: BillId) -> Result<Vec<OrderedLine>, Error> {
        let rows = self.books.moved_lines.iter();
        let here = rows.filter(|(key, to)| key.0 == branch && **to == bill);
        let line = |((_, order, line), _): (&(BranchId, OrderId, u16), _)| OrderedLine {
            order: *order,
            line: *line,
        };
        Ok(here.map(line).collect())
    }

    fn moved_of(&self, branch: BranchId, order: OrderId) -> Result<Vec<(u16, BillId)>, Error> {
        let keys = (branch, order, 0)..=(branch, order, u16::MAX);
        let rows = self.books.moved_lines.range(keys);
        Ok(rows.map(|((_, _, line), bill)| (*line, *bill)).collect())
    }

    fn rated(&self, branch: BranchId, order: OrderId) -> Result<Vec<(u16, DocId)>, Error> {
        let keys = (branch, order, 0)..=(branch, order, u16::MAX);
        let rows = self.books.rated_lines.range(keys);
        Ok(rows.map(|((_, _, line), doc)| (*line, *doc)).collect())
    }

    fn last_order(&self, branch: BranchId, day: BusinessDate) -> Result<u32, Error> {
        let is_of_day = |row: &OrderRow| row.business_date == day;
        let of_day = self.books.orders_where(branch, is_of_day);
        Ok(of_day.iter().map(|row| row.n).max().unwrap_or(0))
    }

    fn reserved(&self, branch: BranchId, product: ProductId) -> Result<i64, Error> {
        let held = self.books.reserved.get(&(branch, product));
        Ok(held.copied().unwrap_or(0))
    }

    fn level(&self, location: Location, product: ProductId) -> Result<i64, Error> {
        let rows = self.books.levels.range(keys::level(location, product));
        Ok(rows.map(|(_, milli)| milli).sum())
    }

    fn transfer(&self, transfer: TransferId) -> Result<Option<(BranchId, TransferRow)>, Error> {
        let mut rows = self.books.transfers.range(keys::senders(transfer));
        Ok(rows.next().map(|(key, row)| (key.1, row.clone())))
    }

    fn arrival(&self, branch: BranchId, transfer: TransferId) -> Result<Option<ArrivalRow>, Error> {
        Ok(self.books.arrived.get(&(branch, transfer)).cloned())
    }

    fn settlement(
        &self,
        branch: BranchId,
        transfer: TransferId,
    ) -> Result<Option<SettlementRow>, Error> {
        Ok(self.books.settled.get(&(branch, transfer)).cloned())
    }

    fn quarantined(&self, branch: Option<BranchId>) -> Result<Vec<QuarantineRow>, Error> {
        let rows = self.books.quarantine.iter();
        let of_branch = rows.filter(|(key, _)| branch.is_none_or(|branch| key.0 == branch));
        Ok(of_branch.map(|(_, row)| row.clone()).collect())
    }

    fn entity(&self, key: &EntityKey) -> Result<Option<Entity>, Error> {
        Ok(self.books.entities.get(key).map(|row| (**row).clone()))
    }

    fn entities(&self, kind: EntityKind) -> Result<Vec<Entity>, Error> {
        let mut rows: Vec<Entity> = self.books.live(kind).cloned().collect();
        rows.sort_by_key(by_number);
        Ok(rows)
    }

    fn product_by_code(&self, code: &str) -> Result<Option<Product>, Error> {
        if code.is_empty() {
            return Ok(None);
        }
        let products = || {
            self.books
                .live(EntityKind::Product)
                .filter_map(|row| match row {
                    Entity::Product(row) => Some(row),
                    _ => None,
                })
        };
        let by_sku = products().filter(|row| row.sku == code);
        let by_barcode = products().filter(|row| row.barcode == code);
        let order = |row: &&Product| (row.retired, row.id);
        let found = by_sku
            .min_by_key(order)
            .or_else(|| by_barcode.min_by_key(order));
        Ok(found.cloned())
    }

    fn prices(&self, product: ProductId) -> Result<Vec<Price>, Error> {
        let all = self.books.live(EntityKind::Price);
        let mut prices: Vec<Price> = all
            .filter_map(|row| match row {
                Entity::Price(row) if row.product == product && !is_overlooked(row) => {
                    Some(row.clone())
                }
                _ => None,
            })
            .collect();
        prices.sort_by_key(|row| row.id);
        Ok(prices)
    }

    fn taxes(&self) -> Result<Vec<Tax>, Error> {
        let all = self.books.live(EntityKind::Tax);
        let mut taxes: Vec<Tax> = all
            .filter_map(|row| match row {
                Entity::Tax(row) => Some(row.clone()),
                _ => None,
            })
            .collect();
        taxes.sort_by_key(|row| row.id);
        Ok(taxes)
    }

    fn change(&self, scope: Scope) -> Result<u64, Error> {
        Ok(self.books.heads.get(&scope).copied().unwrap_or(0))
    }

    fn horizon(&self, scope: Scope) -> Result<u64, Error> {
        Ok(self.books.horizons.get(&scope).copied().unwrap_or(0))
    }

    fn changes(&self, scope: Scope, after: u64, limit: usize) -> Result<Vec<Changed>, Error> {
        let from = (scope, after.saturating_add(1), keys::first_key());
        let rows = self.books.changes.range(from..);
        let of_stream = rows.take_while(|(key, ())| key.0 == scope);
        // A page never ends between two rows of one change: its reader goes on from that number.
        let (mut taken, mut last) = (0, 0);
        let page = of_stream.take_while(|((_, change, _), ())| {
            let fits = taken < limit || *change == last;
            (taken, last) = (taken + 1, *change);
            fits
        });
        page.map(|((_, change, key), ())| {
            let gone = self
                .books
                .rows
                .get(&(scope, key.clone()))
                .is_none_or(|stamp| stamp.gone);
            let row = self.books.entities.get(key).filter(|_| !gone);
            if row.is_none() && !gone {
                return Err(Error::Row(format!(
                    "{key:?} stands in a stream without a row"
                )));
            }
            Ok(Changed {
                change: *change,
                key: key.clone(),
                now: row.map(|row| (**row).clone()),
            })
        })
        .collect()
    }

    fn streams_of(&self, key: &EntityKey) -> Result<Vec<Scope>, Error> {
        Ok(self.books.stands_in(key))
    }

    fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.books.notes.get(name).map(|value| value.to_vec()))
    }

    fn notes(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let rows = self.books.notes.range(prefix.to_owned()..);
        let named = rows.take_while(|(name, _)| name.starts_with(prefix));
        Ok(named
            .map(|(name, value)| (name.clone(), value.to_vec()))
            .collect())
    }
}
