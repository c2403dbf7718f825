//! How the tables of a branch did: read from the rows of its orders, whose times the kitchen made, and from the
//! sales that paid them. Never more than 92 days of one branch.

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::lists::SpanQuery,
    view::dining::{DiningHourView, DiningView, TableUseView, TookView, WaiterView},
};
use nusa_facts::{
    BranchId, CENTRE, Millis, SealedDoc, StaffId, TableId, people::Signer, time::local_hour,
};
use nusa_rules::rows::{OrderRow, OrderState};
use nusa_store::{Error as StoreError, Look, OrderFilter, SqliteReader};

use crate::{
    app::App,
    reply::{Reply, Told},
    sent::Params,
    who::may::{May, SeeReports},
};

use super::of_branch;

/// Orders that are read at once.
const ROWS: usize = 500;

pub(super) async fn dining(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<SpanQuery>,
) -> Reply<Told<DiningView>> {
    let span = query.parse()?;
    let named = of_branch(&app, query.branch).filter(|branch| *branch != CENTRE);
    let none = || Problem::new(Door::QueryInvalid, "name a branch").about("branch");
    let branch = named.ok_or_else(none)?;
    let view = app.look(move |look| {
        let filter = OrderFilter {
            branch,
            from: span.from,
            to: span.to,
            state: None,
            after: None,
            limit: ROWS,
        };
        let evening = Evening::read(look, filter)?;
        Ok::<_, StoreError>(DiningView {
            from: span.from.to_string(),
            to: span.to.to_string(),
            ..evening.view()
        })
    });
    Ok(Told(view.await?))
}

/// An order with who took it, and in which local hour.
struct Taken {
    row: OrderRow,
    by: Option<Signer>,
    hour: u8,
}

impl Taken {
    fn gross(&self) -> i64 {
        match self.row.state {
            OrderState::Cancelled => 0,
            _ => self.row.gross,
        }
    }

    fn served_ms(&self) -> Option<i64> {
        let ended = self
            .row
            .ended_at
            .filter(|_| self.row.state == OrderState::Finished);
        ended.map(|ended| ended.0 - self.row.at.0)
    }
}

/// The orders of some days, and when their parties paid.
struct Evening {
    taken: Vec<Taken>,
    tables: BTreeMap<TableId, (String, String)>,
    stays: BTreeMap<(TableId, u32), i64>,
}

impl Evening {
    fn read(look: &SqliteReader, mut filter: OrderFilter) -> Result<Self, StoreError> {
        let branch = filter.branch;
        let mut taken = Vec::new();
        loop {
            let rows = look.orders_of_days(&filter)?;
            let last = rows.last().map(|row| (row.business_date, row.n, row.id));
            for row in rows {
                taken.push(who_took(look, branch, row)?);
            }
            if taken.len() % ROWS != 0 || last.is_none() {
                break;
            }
            filter.after = last;
        }
        let tables = look.tables(branch)?.into_iter();
        Ok(Self {
            tables: tables
                .map(|(row, _)| (row.id, (row.area, row.label)))
                .collect(),
            stays: stays(look, branch, &taken)?,
            taken,
        })
    }

    fn view(&self) -> DiningView {
        let all = || self.taken.iter();
        let count = |state| all().filter(|order| order.row.state == state).count();
        let begun = all().filter_map(|order| Some(order.row.started_at?.0 - order.row.at.0));
        DiningView {
            orders: whole(self.taken.len()),
            served: whole(count(OrderState::Finished)),
            cancelled: whole(count(OrderState::Cancelled)),
            sittings: whole(parties(all()).len()),
            begin: TookView::of(begun.collect()),
            serve: TookView::of(all().filter_map(Taken::served_ms).collect()),
            stay: TookView::of(self.stays.values().copied().collect()),
            hours: self.hours(),
            tables: self.tables(),
            waiters: self.waiters(),
            ..DiningView::default()
        }
    }

    fn hours(&self) -> Vec<DiningHourView> {
        let mut hours: BTreeMap<u8, Vec<&Taken>> = BTreeMap::new();
        for order in &self.taken {
            hours.entry(order.hour).or_default().push(order);
        }
        let hours = hours.into_iter();
        hours
            .map(|(hour, orders)| DiningHourView {
                hour,
                orders: whole(orders.len()),
                serve: TookView::of(
                    orders
                        .iter()
                        .filter_map(|order| order.served_ms())
                        .collect(),
                ),
            })
            .collect()
    }

    fn tables(&self) -> Vec<TableUseView> {
        let mut tables: BTreeMap<TableId, Vec<&Taken>> = BTreeMap::new();
        for order in &self.taken {
            if let Some(table) = order.row.table {
                tables.entry(table).or_default().push(order);
            }
        }
        let used = tables.into_iter();
        let mut views: Vec<_> = used
            .map(|(table, orders)| self.table(table, &orders))
            .collect();
        views.sort_by(|a, b| (b.sittings, &a.label).cmp(&(a.sittings, &b.label)));
        views
    }

    fn table(&self, table: TableId, orders: &[&Taken]) -> TableUseView {
        let (area, label) = self.tables.get(&table).cloned().unwrap_or_default();
        let own = self.stays.range((table, 0)..=(table, u32::MAX));
        TableUseView {
            table: table.to_string(),
            area,
            label,
            sittings: whole(parties(orders.iter().copied()).len()),
            orders: whole(orders.len()),
            gross: orders.iter().map(|order| order.gross()).sum(),
            stay: TookView::of(own.map(|(_, ms)| *ms).collect()),
        }
    }

    fn waiters(&self) -> Vec<WaiterView> {
        let mut waiters: BTreeMap<Option<StaffId>, WaiterView> = BTreeMap::new();
        for order in &self.taken {
            let by = order.by.as_ref();
            let view = waiters.entry(by.map(|by| by.id)).or_insert(WaiterView {
                staff: by.map(|by| by.id.0),
                name: None,
                orders: 0,
                gross: 0,
            });
            view.name = by.map(|by| by.name.clone());
            view.orders += 1;
            view.gross += order.gross();
        }
        let mut views: Vec<_> = waiters.into_values().collect();
        views.sort_by_key(|view| std::cmp::Reverse(view.orders));
        views
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The sittings of which somebody ordered, each with its first order.
fn parties<'a>(orders: impl Iterator<Item = &'a Taken>) -> BTreeMap<(TableId, u32), Millis> {
    let mut first = BTreeMap::new();
    for order in orders {
        if let Some(table) = order.row.table {
            let at = first
                .entry((table, order.row.sitting))
                .or_insert(order.row.at);
            *at = (*at).min(order.row.at);
        }
    }
    first
}

fn who_took(look: &SqliteReader, branch: BranchId, row: OrderRow) -> Result<Taken, StoreError> {
    let lost = || StoreError::Row(format!("the document of order {} is gone", row.id));
    let bytes = look.doc(branch, row.id)?.ok_or_else(lost)?;
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    Ok(Taken {
        hour: local_hour(doc.doc.at, doc.doc.tz_offset_min),
        by: doc.doc.staff,
        row,
    })
}

/// How long each party stayed that paid: from its first order to the last of its sales.
fn stays(
    look: &SqliteReader,
    branch: BranchId,
    taken: &[Taken],
) -> Result<BTreeMap<(TableId, u32), i64>, StoreError> {
    let mut stays = BTreeMap::new();
    for ((table, sitting), first) in parties(taken.iter()) {
        for bill in look.bills_at(branch, table, sitting)? {
            let Some(sale) = bill.sale else { continue };
            let paid = look.sale(branch, sale)?.map(|sale| sale.at.0 - first.0);
            let longest = stays.entry((table, sitting)).or_insert(0);
            *longest = (*longest).max(paid.unwrap_or(0));
        }
    }
    Ok(stays)
}
