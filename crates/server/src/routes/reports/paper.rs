//! A report as a table of columns: for a file, row by row, and for printing. Both
//! are made of the same rows, so that they cannot differ.

use nusa_contract::{
    request::reports::{By, ReportAsked},
    view::{
        report::{PrintColumn, PrintFilter, PrintView, ReportRow},
        sale::state_word,
    },
};
use nusa_facts::{BranchId, Millis, sale::Method};
use nusa_papers::{Language, words};
use nusa_rules::rows::SaleState;
use nusa_store::{Error as StoreError, SqliteReader};
use serde_json::Value;

use super::{places::Chosen, sums::Report, table};
use crate::tables::Cell;

/// Rows of a printed table: some forty pages.
const MOST_PRINTED: usize = 2_000;

/// Sales read at once.
const STEP: usize = 500;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Money,
    Quantity,
    Number,
    Time,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Money => "money",
            Self::Quantity => "quantity",
            Self::Number => "number",
            Self::Time => "time",
        }
    }
}

type Columns = Vec<(&'static str, Kind)>;

/// The columns of a table in a language.
pub(super) fn columns(by: By, language: Language) -> Columns {
    let said = |id: &'static str, en: &'static str| language.said(id, en);
    if by == By::Sales {
        return vec![
            (said("Waktu", "Time"), Kind::Time),
            (said("Tanggal usaha", "Business date"), Kind::Text),
            (said("Nomor nota", "Receipt"), Kind::Text),
            (said("Cabang", "Branch"), Kind::Text),
            (said("Kasir", "Cashier"), Kind::Text),
            (said("Metode", "Method"), Kind::Text),
            (said("Total", "Total"), Kind::Money),
            (said("Dikembalikan", "Handed back"), Kind::Money),
            (said("Keadaan", "State"), Kind::Text),
            (said("Diterima pusat", "Received"), Kind::Time),
        ];
    }
    let first = match by {
        By::Hours => said("Jam", "Hour"),
        By::Branches => said("Cabang", "Branch"),
        By::Staff => said("Kasir", "Cashier"),
        By::Methods => said("Metode", "Method"),
        By::Products => said("Produk", "Product"),
        By::Categories => said("Kategori", "Category"),
        By::Days | By::Sales => said("Tanggal", "Date"),
    };
    let mut columns = vec![(first, Kind::Text)];
    if matches!(by, By::Products | By::Categories) {
        columns.push((said("Terjual", "Sold"), Kind::Quantity));
        columns.push((said("Diretur", "Returned"), Kind::Quantity));
    } else {
        columns.push((said("Nota", "Sales"), Kind::Number));
    }
    columns.push((said("Penjualan", "Sales revenue"), Kind::Money));
    columns.push((said("Retur", "Refunds"), Kind::Money));
    columns.push((said("Pendapatan", "Revenue"), Kind::Money));
    columns
}

/// Gives every row of a table, until whoever takes them has enough.
pub(super) fn each_row(
    look: &SqliteReader,
    me: BranchId,
    (asked, by): (&ReportAsked, By),
    language: Language,
    mut take: impl FnMut(Vec<Cell>) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let chosen = Chosen::of(look, me, asked)?;
    if by == By::Sales {
        return each_sale(look, &chosen, asked, language, take);
    }
    for row in Report::read(look, asked, &chosen, by)?.rows {
        if !take(cells(by, language, row))? {
            break;
        }
    }
    Ok(())
}

fn cells(by: By, language: Language, row: ReportRow) -> Vec<Cell> {
    let number = |value: Option<i64>| value.map_or(Cell::Empty, Cell::Number);
    let mut cells = vec![first(by, language, row.name.unwrap_or(row.key))];
    if matches!(by, By::Products | By::Categories) {
        cells.push(row.sold_milli.map_or(Cell::Empty, Cell::Milli));
        cells.push(row.returned_milli.map_or(Cell::Empty, Cell::Milli));
    } else {
        cells.push(number(row.sales));
    }
    cells.extend([row.total, row.refund_total, row.revenue].map(Cell::Number));
    cells
}

/// What a row is about, as people read it.
fn first(by: By, language: Language, key: String) -> Cell {
    match (by, Method::parse(&key)) {
        (By::Methods, Some(method)) => said(method, language),
        _ => Cell::Text(key),
    }
}

fn said(method: Method, language: Language) -> Cell {
    Cell::Word(method.word(), words::method(method, language))
}

fn state(state: SaleState, language: Language) -> Cell {
    let (indonesian, english) = match state {
        SaleState::Completed => ("Lunas", "Paid"),
        SaleState::Voided => ("Batal", "Voided"),
        SaleState::PartlyRefunded => ("Retur sebagian", "Partly refunded"),
        SaleState::Refunded => ("Retur", "Refunded"),
    };
    Cell::Word(state_word(state), language.said(indonesian, english))
}

/// Sales branch by branch, each from its newest back: so no branch is read twice.
fn each_sale(
    look: &SqliteReader,
    chosen: &Chosen,
    asked: &ReportAsked,
    language: Language,
    mut take: impl FnMut(Vec<Cell>) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    for branch in &chosen.branches {
        let mut filter = table::filter(asked, *branch, STEP);
        loop {
            let rows = look.sales(&filter)?;
            let Some((_, last)) = rows.last() else { break };
            filter.after = Some((last.business_date, last.id));
            let is_end = rows.len() < STEP;
            for (_, row) in &rows {
                let listed = table::listed(look, chosen, *branch, row)?;
                let received = listed.sale.received_at.map(Millis);
                let text = |text: &str| Cell::Text(text.to_owned());
                let cells = vec![
                    Cell::Time(row.at, row.tz_offset_min),
                    Cell::Text(row.business_date.to_string()),
                    Cell::Text(row.number.to_string()),
                    Cell::Text(listed.branch_name),
                    text(&row.staff_name),
                    said(row.method, language),
                    Cell::Number(row.total),
                    Cell::Number(row.refunded),
                    state(row.state, language),
                    received.map_or(Cell::Empty, |at| Cell::Time(at, row.tz_offset_min)),
                ];
                if !take(cells)? {
                    return Ok(());
                }
            }
            if is_end {
                break;
            }
        }
    }
    Ok(())
}

/// A table for printing.
pub(super) fn print(
    look: &SqliteReader,
    me: BranchId,
    asked: &ReportAsked,
    by: By,
    language: Language,
) -> Result<PrintView, StoreError> {
    let mut rows = Vec::new();
    let mut cut = false;
    each_row(look, me, (asked, by), language, |row| {
        cut = rows.len() == MOST_PRINTED;
        if !cut {
            rows.push(row.iter().map(value).collect());
        }
        Ok(!cut)
    })?;
    let chosen = Chosen::of(look, me, asked)?;
    let sums_by = if asked.picks_goods() || by != By::Products && by != By::Categories {
        By::Days
    } else {
        by
    };
    let column = |(name, kind): (&'static str, Kind)| PrintColumn {
        name: name.to_owned(),
        kind: kind.word().to_owned(),
    };
    Ok(PrintView {
        title: by.word().to_owned(),
        filters: filters(asked, &chosen, language),
        columns: columns(by, language).into_iter().map(column).collect(),
        rows,
        cut,
        totals: Report::read(look, asked, &chosen, sums_by)?.totals(),
    })
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Word(word, _) => (*word).into(),
        Cell::Number(number) | Cell::Milli(number) => (*number).into(),
        Cell::Time(at, _) => at.0.into(),
    }
}

fn filters(asked: &ReportAsked, chosen: &Chosen, language: Language) -> Vec<PrintFilter> {
    let said = |id: &str, en: &str| language.said(id, en).to_owned();
    let filter = |name: String, value: String| PrintFilter { name, value };
    let mut filters = vec![
        filter(said("Dari", "From"), asked.span.from.to_string()),
        filter(said("Sampai", "To"), asked.span.to.to_string()),
    ];
    if !chosen.all {
        let names: Vec<String> = chosen.branches.iter().map(|id| chosen.name(*id)).collect();
        filters.push(filter(said("Cabang", "Branches"), names.join(", ")));
    }
    if let Some(method) = asked.method {
        filters.push(filter(said("Metode", "Method"), method.word().to_owned()));
    }
    filters
}
