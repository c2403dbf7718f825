//! Views of tables, orders, drafts and calls, put together from the branch's
//! database and its drafts. Lists and the feed show the same. Decides nothing.

use std::collections::BTreeSet;

use nusa_contract::view::{
    guests::{BoardView, CallView, ChoiceView, DraftLineView, DraftView, WaitingView},
    orders::{OrderView, TableView},
};
use nusa_facts::{
    BillId, BranchId, Fact, Millis, ModifierGroupId, ModifierId, OrderId, SaleId, SealedDoc,
    TableId, master::Branch, order::Service,
};
use nusa_node::{
    billing::waits_for_payment,
    menu::{here_and_now, priced},
    moment::branch_row,
    planned,
};
use nusa_rules::{
    Moment,
    actor::Guest,
    modifier::WantedModifier,
    order::WantedDish,
    rows::{OrderRow, OrderState, TableRow},
};
use nusa_store::{
    Error as StoreError, Look, SqliteReader,
    drafts::{Call, DraftLine, Drafts, Phone, Sitting},
};

use crate::limits::{WAITING_MS, WAITING_ORDERS};

/// Both databases of a branch at one moment of looking.
pub(crate) struct Board<'a> {
    look: &'a SqliteReader,
    drafts: &'a Drafts,
    here: BranchId,
    now: Option<(Branch, Moment)>,
}

fn sitting(at: Guest) -> Sitting {
    Sitting {
        table: at.table,
        n: at.sitting,
    }
}

impl<'a> Board<'a> {
    /// Looks at a branch.
    pub(crate) fn of(
        look: &'a SqliteReader,
        drafts: &'a Drafts,
        here: BranchId,
        at: Millis,
    ) -> Result<Self, StoreError> {
        let now = here_and_now(look, here, at)?;
        Ok(Self {
            look,
            drafts,
            here,
            now,
        })
    }

    /// An order with its lines, and where it is brought.
    pub(crate) fn order(&self, id: OrderId) -> Result<Option<(OrderRow, OrderView)>, StoreError> {
        let row = self.look.order(self.here, id)?;
        row.map(|row| {
            let view = self.order_view(&row)?;
            Ok((row, view))
        })
        .transpose()
    }

    /// The orders that a sale paid and that are brought to no table: of a part of a bill, those of the whole.
    pub(crate) fn paid_orders(&self, sale: SaleId) -> Result<Vec<OrderId>, StoreError> {
        let Some(bill) = self.paid_bill(sale)? else {
            return Ok(Vec::new());
        };
        let row = self.look.bill(self.here, bill)?;
        let whole = row.and_then(|row| row.parent).unwrap_or(bill);
        let own = self.look.orders_of(self.here, whole)?.into_iter();
        let own = own.filter(|row| row.table.is_none()).map(|row| row.id);
        let moved = self.look.moved_to(self.here, whole)?.into_iter();
        let orders: BTreeSet<OrderId> = own.chain(moved.map(|line| line.order)).collect();
        Ok(orders.into_iter().collect())
    }

    fn paid_bill(&self, sale: SaleId) -> Result<Option<BillId>, StoreError> {
        let doc = self.look.doc(self.here, sale)?.map(SealedDoc::read);
        let doc = doc
            .transpose()
            .map_err(|error| StoreError::Row(error.to_string()))?;
        Ok(doc.and_then(|doc| match doc.doc.fact {
            Fact::SaleCompleted(sale) => sale.bill.map(|paid| paid.bill),
            _ => None,
        }))
    }

    fn order_view(&self, row: &OrderRow) -> Result<OrderView, StoreError> {
        let (doc, view) = placed(self.look, self.here, row)?;
        let phone = self.drafts.sender(doc.doc.command)?;
        Ok(OrderView {
            from_phone: phone.map(|phone| phone.to_string()),
            ..view
        })
    }

    /// A table with its running sitting.
    pub(crate) fn table(&self, id: TableId) -> Result<Option<TableView>, StoreError> {
        let found = self.look.table(self.here, id)?;
        found.map(|(row, n)| self.table_view(row, n)).transpose()
    }

    /// The tables of which the centre planned something.
    pub(crate) fn planned(&self) -> Result<Vec<TableId>, StoreError> {
        let plans = planned::plans(self.look)?.into_iter();
        Ok(plans.map(|plan| plan.table).collect())
    }

    fn table_view(&self, row: TableRow, n: u32) -> Result<TableView, StoreError> {
        let orders = self.look.orders_at(self.here, row.id, n)?;
        let phones = self.drafts.phones(Sitting { table: row.id, n })?;
        Ok(TableView::of(row, n, &orders).with_guests(phones.len()))
    }

    /// What a guest chose; without lines once nothing is left of it.
    pub(crate) fn draft(&self, at: Guest, phone: &Phone) -> Result<Option<DraftView>, StoreError> {
        let Some((row, _)) = self.look.table(self.here, at.table)? else {
            return Ok(None);
        };
        self.draft_view(&row, at.sitting, phone).map(Some)
    }

    fn draft_view(&self, row: &TableRow, n: u32, phone: &Phone) -> Result<DraftView, StoreError> {
        let at = Sitting { table: row.id, n };
        let kept = self.drafts.lines(at, phone.guest)?;
        let lines = self.draft_lines(&kept)?;
        Ok(DraftView {
            table: row.id.to_string(),
            label: row.label.clone(),
            sitting: n,
            guest: phone.guest.to_string(),
            name: Some(phone.name.clone()).filter(|name| !name.is_empty()),
            gross: lines.iter().filter_map(|line| line.gross).sum(),
            lines,
        })
    }

    fn draft_lines(&self, kept: &[DraftLine]) -> Result<Vec<DraftLineView>, StoreError> {
        // Most phones of a full house have nothing chosen at the moment, and pricing reads every question.
        let Some((branch, moment)) = self.now.as_ref().filter(|_| !kept.is_empty()) else {
            return Ok(Vec::new());
        };
        let wanted: Vec<WantedDish> = kept.iter().map(wanted).collect();
        let priced = priced(self.look, branch, moment, &wanted)?;
        let views = kept.iter().zip(&wanted).zip(&priced);
        Ok(views
            .map(|((kept, wanted), priced)| DraftLineView {
                chosen: chosen(kept),
                ..DraftLineView::of(kept.line.to_string(), wanted, priced.as_ref())
            })
            .collect())
    }

    /// A call with who called.
    pub(crate) fn call(&self, call: &Call) -> Result<Option<CallView>, StoreError> {
        let Some((row, _)) = self.look.table(self.here, call.sitting.table)? else {
            return Ok(None);
        };
        let phones = self.drafts.phones(call.sitting)?;
        let named = phones.into_iter().find(|phone| phone.guest == call.guest);
        let (n, kind) = (call.sitting.n, call.kind);
        Ok(Some(CallView {
            guest: named
                .map(|phone| phone.name)
                .filter(|name| !name.is_empty()),
            answered: call.answered_at.is_some(),
            ..CallView::of(call.id.to_string(), &row, n, kind, call.at)
        }))
    }

    /// Everything of a table's sitting, or of the whole house.
    pub(crate) fn whole(&self, of: Option<Guest>, cursor: String) -> Result<BoardView, StoreError> {
        let tables: Vec<(TableRow, u32)> = match of {
            Some(at) => self.look.table(self.here, at.table)?.into_iter().collect(),
            None => self.look.tables(self.here)?,
        };
        Ok(BoardView {
            cursor,
            orders: self.orders(of, &tables)?,
            drafts: self.all_drafts(&tables)?,
            calls: self.calls(of)?,
            waiting: self.waiting()?,
            tables: tables
                .into_iter()
                .map(|(row, n)| self.table_view(row, n))
                .collect::<Result<_, _>>()?,
        })
    }

    fn orders(
        &self,
        of: Option<Guest>,
        tables: &[(TableRow, u32)],
    ) -> Result<Vec<OrderView>, StoreError> {
        let mut rows = Vec::new();
        for (row, n) in tables {
            rows.extend(self.look.orders_at(self.here, row.id, *n)?);
        }
        if of.is_none() {
            for state in [OrderState::Placed, OrderState::Started] {
                let open = self.look.orders(self.here, state)?.into_iter();
                // Those of running sittings stand here already.
                rows.extend(open.filter(|row| row.table.is_none()));
            }
        }
        rows.sort_by_key(|row| (row.at, row.id));
        rows.dedup_by_key(|row| row.id);
        let views = rows.iter().map(|row| self.order_view(row));
        views.collect()
    }

    fn all_drafts(&self, tables: &[(TableRow, u32)]) -> Result<Vec<DraftView>, StoreError> {
        let mut views = Vec::new();
        for (row, n) in tables {
            let at = Sitting {
                table: row.id,
                n: *n,
            };
            for phone in self.drafts.phones(at)? {
                views.push(self.draft_view(row, *n, &phone)?);
            }
        }
        Ok(views)
    }

    /// Calls that nobody took up.
    pub(crate) fn calls(&self, of: Option<Guest>) -> Result<Vec<CallView>, StoreError> {
        let open = self.drafts.calls(of.map(sitting))?;
        let views = open.iter().filter_map(|call| self.call(call).transpose());
        views.collect()
    }

    /// How long the kitchen's last orders took.
    pub(crate) fn waiting(&self) -> Result<WaitingView, StoreError> {
        let Some((_, moment)) = &self.now else {
            return Ok(WaitingView::default());
        };
        let since = Millis(moment.at.0 - WAITING_MS);
        let took = self.look.took_ms(self.here, since, WAITING_ORDERS)?;
        Ok(WaitingView::of(took))
    }
}

/// What a kept line asks for. What cannot be read any more was chosen by another program, and asks for nothing
/// beside the dish.
pub(crate) fn wanted(kept: &DraftLine) -> WantedDish {
    WantedDish {
        product: kept.product,
        quantity_milli: kept.quantity_milli,
        chosen: pairs(kept)
            .into_iter()
            .map(|(group, option)| WantedModifier {
                group: ModifierGroupId(group),
                option: ModifierId(option),
            })
            .collect(),
        note: Some(kept.note.clone()).filter(|note| !note.is_empty()),
    }
}

fn chosen(kept: &DraftLine) -> Vec<ChoiceView> {
    let view = |(group, option)| ChoiceView { group, option };
    pairs(kept).into_iter().map(view).collect()
}

fn pairs(kept: &DraftLine) -> Vec<(u32, u32)> {
    serde_json::from_str(&kept.chosen).unwrap_or_default()
}

/// An order with its lines.
pub(crate) fn order_view(
    look: &SqliteReader,
    branch: BranchId,
    row: &OrderRow,
) -> Result<OrderView, StoreError> {
    placed(look, branch, row).map(|(_, view)| view)
}

fn placed(
    look: &SqliteReader,
    branch: BranchId,
    row: &OrderRow,
) -> Result<(SealedDoc, OrderView), StoreError> {
    let lost = || StoreError::Row(format!("the document of order {} is gone", row.id));
    let bytes = look.doc(branch, row.id)?.ok_or_else(lost)?;
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    let Fact::OrderPlaced(order) = &doc.doc.fact else {
        return Err(lost());
    };
    let mut view = OrderView::of(row, &doc, order);
    if let Service::Table { table, .. } = order.service
        && let Some(now) = row.table.filter(|now| *now != table)
    {
        // Its guests went to another table since they ordered.
        view.label = look.table(branch, now)?.map(|(row, _)| row.label);
    }
    // Only what is brought to no table may have to be paid first, and those are few.
    if row.table.is_none()
        && let Some(settings) = branch_row(look, branch)?
    {
        view.waits_for_payment = waits_for_payment(look, &settings, row)?;
    }
    Ok((doc, view))
}
