//! Sales as lists show them, and what has come back of them. The content of a
//! sale is its document; no total is made here (I2).

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, BusinessDate, SaleId, ShiftId, StaffId,
    sale::{Method, ReceiptNo},
};
use nusa_rules::rows::{RepeatedRow, SaleRow, SaleState};
use rusqlite::Connection;

use crate::{
    cell::Bind,
    dialect::{Merge, Table},
    error::Error,
    journal, limits,
    sql::{self, Cells},
};

static SALE: Table = Table::new(
    "sale",
    &["branch", "id"],
    &[
        ("code", Merge::Keep),
        ("till", Merge::Keep),
        ("mark", Merge::Keep),
        ("n", Merge::Keep),
        ("at", Merge::Keep),
        ("tz_offset_min", Merge::Keep),
        ("business_date", Merge::Keep),
        ("shift", Merge::Keep),
        ("staff", Merge::Keep),
        ("staff_name", Merge::Keep),
        ("method", Merge::Keep),
        ("line_count", Merge::Keep),
        ("total", Merge::Keep),
        ("payable", Merge::Keep),
        ("change_given", Merge::Keep),
        ("state", Merge::Keep),
        ("refunded", Merge::Keep),
        ("doc_short", Merge::Keep),
    ],
);

static SALE_RETURN: Table = Table::new(
    "sale_return",
    &["branch", "sale", "line"],
    &[("milli", Merge::Add)],
);

static REPEATED: Table = Table::new(
    "repeated",
    &["branch", "mark", "till", "n"],
    &[("code", Merge::Set), ("docs", Merge::Set)],
);

/// The columns of a sale's row, in the order in which `read` takes them.
macro_rules! sale_columns {
    () => {
        "id, code, till, mark, n, at, tz_offset_min, business_date, shift, staff, staff_name, method, \
         line_count, total, payable, change_given, state, refunded, doc_short"
    };
}

fn read(cells: &mut Cells<'_>) -> rusqlite::Result<SaleRow> {
    Ok(SaleRow {
        id: cells.next()?,
        number: ReceiptNo {
            branch: cells.next()?,
            till: cells.next()?,
            mark: cells.next()?,
            n: cells.next()?,
        },
        at: cells.next()?,
        tz_offset_min: cells.next()?,
        business_date: cells.next()?,
        shift: cells.next()?,
        staff: cells.next()?,
        staff_name: cells.next()?,
        method: cells.next()?,
        lines: cells.next()?,
        total: cells.next()?,
        payable: cells.next()?,
        change: cells.next()?,
        state: cells.next()?,
        refunded: cells.next()?,
        doc_short: cells.next()?,
    })
}

pub(crate) fn sale(
    db: &Connection,
    branch: BranchId,
    sale: SaleId,
) -> Result<Option<SaleRow>, Error> {
    let question = concat!(
        "SELECT ",
        sale_columns!(),
        " FROM sale WHERE branch = ? AND id = ?"
    );
    sql::first(db, question, &[&branch, &sale], read)
}

pub(crate) fn numbered(
    db: &Connection,
    branch: BranchId,
    number: &ReceiptNo,
) -> Result<Vec<SaleId>, Error> {
    let question = "SELECT id FROM sale \
                    WHERE branch = ? AND mark = ? AND till = ? AND n = ? AND code = ?";
    let keys: [&dyn Bind; 5] = [
        &branch,
        &number.mark,
        &number.till,
        &number.n,
        &number.branch,
    ];
    // Sorted here: asked to sort, the engine would walk all sales of the branch in their order.
    let mut ids = sql::all(db, question, &keys, sql::one)?;
    ids.sort();
    Ok(ids)
}

pub(crate) fn returned(
    db: &Connection,
    branch: BranchId,
    sale: SaleId,
) -> Result<BTreeMap<u16, i64>, Error> {
    let question =
        "SELECT line, milli FROM sale_return WHERE branch = ? AND sale = ? ORDER BY line";
    let rows = sql::all(db, question, &[&branch, &sale], |cells| {
        Ok((cells.next()?, cells.next()?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Which sales a list shows, the newest day and sale first.
#[derive(Clone, Debug, Default)]
pub struct SaleFilter {
    /// Of one branch; none for all.
    pub branch: Option<BranchId>,
    /// From this business day.
    pub from: Option<BusinessDate>,
    /// To this business day, with it.
    pub to: Option<BusinessDate>,
    /// Paid (for the most part) so.
    pub method: Option<Method>,
    /// Of one shift.
    pub shift: Option<ShiftId>,
    /// Rung up by one person.
    pub staff: Option<StaffId>,
    /// Behind this sale of the page before: its day and its id.
    pub after: Option<(BusinessDate, SaleId)>,
    /// Rows of the page, at most `limits::LIST_ROWS`.
    pub limit: usize,
}

pub(crate) fn list(
    db: &Connection,
    filter: &SaleFilter,
) -> Result<Vec<(BranchId, SaleRow)>, Error> {
    let limit = filter.limit.clamp(1, limits::LIST_ROWS);
    let branches = match filter.branch {
        Some(branch) => vec![branch],
        None => journal::writers(db)?,
    };
    let mut rows = Vec::new();
    for branch in branches {
        rows.extend(
            of_branch(db, branch, filter, limit)?
                .into_iter()
                .map(|row| (branch, row)),
        );
        // Only the newest of all branches stay, so that a chain of a thousand fits in memory.
        rows.sort_by_key(|(_, row)| std::cmp::Reverse((row.business_date, row.id)));
        rows.truncate(limit);
    }
    Ok(rows)
}

fn of_branch(
    db: &Connection,
    branch: BranchId,
    filter: &SaleFilter,
    limit: usize,
) -> Result<Vec<SaleRow>, Error> {
    let question = concat!(
        "SELECT ",
        sale_columns!(),
        " FROM sale WHERE branch = ? AND business_date >= ? AND business_date <= ? ",
        "AND (business_date < ? OR (business_date = ? AND id < ?)) ",
        "AND (? = '' OR method = ?) AND (? = 0 OR shift = ?) AND (? < 0 OR staff = ?) ",
        "ORDER BY business_date DESC, id DESC LIMIT ?"
    );
    let from = filter.from.map_or(String::new(), |day| day.to_string());
    let to = filter
        .to
        .map_or("9999-12-31".to_owned(), |day| day.to_string());
    let (day, id) = match filter.after {
        Some((day, id)) => (day.to_string(), Some(id)),
        None => ("9999-12-32".to_owned(), None),
    };
    let method = filter.method.map_or("", Method::word);
    let of_shift = filter.shift.is_some();
    let staff = filter.staff.map_or(-1, |staff| i64::from(staff.0));
    let keys: [&dyn Bind; 13] = [
        &branch,
        &from,
        &to,
        &day,
        &day,
        &id,
        &method,
        &method,
        &of_shift,
        &filter.shift,
        &staff,
        &staff,
        &limit,
    ];
    sql::all(db, question, &keys, read)
}

/// Receipt numbers that stand on two receipts, of one branch or of all.
pub(crate) fn repeated(
    db: &Connection,
    branch: Option<BranchId>,
) -> Result<Vec<RepeatedRow>, Error> {
    let question =
        "SELECT branch, code, till, mark, n, docs FROM repeated ORDER BY branch, mark, till, n";
    let rows = sql::all(db, question, &[], |cells| {
        Ok(RepeatedRow {
            branch: cells.next()?,
            number: ReceiptNo {
                branch: cells.next()?,
                till: cells.next()?,
                mark: cells.next()?,
                n: cells.next()?,
            },
            docs: ids(&cells.next::<Vec<u8>>()?),
        })
    })?;
    let wanted = |row: &RepeatedRow| branch.is_none_or(|branch| row.branch == branch);
    Ok(rows.into_iter().filter(wanted).collect())
}

fn ids(bytes: &[u8]) -> Vec<SaleId> {
    let (ids, _) = bytes.as_chunks::<16>();
    ids.iter().map(|id| SaleId::from_bytes(*id)).collect()
}

pub(crate) fn write<'d>(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = &'d SaleRow>,
) -> Result<(), Error> {
    sql::upsert(db, &SALE, rows, |row, pen| {
        let number = &row.number;
        pen.put_all(&[
            &branch,
            &row.id,
            &number.branch,
            &number.till,
            &number.mark,
            &number.n,
        ])?;
        pen.put_all(&[
            &row.at,
            &row.tz_offset_min,
            &row.business_date,
            &row.shift,
            &row.staff,
        ])?;
        pen.put_all(&[
            &row.staff_name,
            &row.method,
            &row.lines,
            &row.total,
            &row.payable,
        ])?;
        pen.put_all(&[&row.change, &row.state, &row.refunded, &row.doc_short])
    })
}

pub(crate) fn write_state(
    db: &Connection,
    branch: BranchId,
    sale: SaleId,
    state: SaleState,
    refunded: i64,
) -> Result<(), Error> {
    let order = "UPDATE sale SET state = ?, refunded = refunded + ? WHERE branch = ? AND id = ?";
    match sql::run(db, order, &[&state, &refunded, &branch, &sale])? {
        1 => Ok(()),
        _ => Err(Error::Row(format!("no sale {sale} to change"))),
    }
}

pub(crate) fn write_returns(
    db: &Connection,
    branch: BranchId,
    rows: impl IntoIterator<Item = ((SaleId, u16), i64)>,
) -> Result<(), Error> {
    sql::upsert(db, &SALE_RETURN, rows, |((sale, line), milli), pen| {
        pen.put_all(&[&branch, sale, line, milli])
    })
}

pub(crate) fn write_repeated(db: &Connection, row: &RepeatedRow) -> Result<(), Error> {
    let docs: Vec<u8> = row.docs.iter().flat_map(|doc| *doc.bytes()).collect();
    let number = &row.number;
    sql::upsert(db, &REPEATED, [row], |row, pen| {
        pen.put_all(&[
            &row.branch,
            &number.mark,
            &number.till,
            &number.n,
            &number.branch,
            &docs,
        ])
    })
}
