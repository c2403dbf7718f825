//! Asking a connection and telling it something: statements stay prepared,
//! values go in and come out by `cell`. Knows no table.

use rusqlite::{
    CachedStatement, Connection, Row, ToSql,
    types::{ToSqlOutput, Type},
};

use crate::{
    cell::{Bind, Cell},
    dialect::{Dialect, Table},
    error::Error,
};

/// The dialect that this file's connections speak.
const DIALECT: Dialect = Dialect::Sqlite;

struct Held<'a>(&'a dyn Bind);

impl ToSql for Held<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.bind()
    }
}

/// The cells of a row, read from left to right.
pub(crate) struct Cells<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl Cells<'_> {
    /// The next cell.
    pub(crate) fn next<T: Cell>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get_ref(self.at)?;
        let cell = T::cell(value).ok_or_else(|| {
            let words = format!("no {} in column {}", std::any::type_name::<T>(), self.at);
            rusqlite::Error::FromSqlConversionFailure(self.at, Type::Null, words.into())
        });
        self.at += 1;
        cell
    }
}

/// The only cell of a row.
pub(crate) fn one<T: Cell>(cells: &mut Cells<'_>) -> rusqlite::Result<T> {
    cells.next()
}

/// Every row that the question gives.
pub(crate) fn all<T>(
    connection: &Connection,
    question: &str,
    keys: &[&dyn Bind],
    mut read: impl FnMut(&mut Cells<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Error> {
    let mut found = Vec::new();
    each(connection, question, keys, |cells| {
        found.push(read(cells)?);
        Ok(true)
    })?;
    Ok(found)
}

/// The first row that the question gives.
pub(crate) fn first<T>(
    connection: &Connection,
    question: &str,
    keys: &[&dyn Bind],
    mut read: impl FnMut(&mut Cells<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, Error> {
    let mut found = None;
    each(connection, question, keys, |cells| {
        found = Some(read(cells)?);
        Ok(false)
    })?;
    Ok(found)
}

/// Rows one by one, until the reader has enough.
pub(crate) fn each(
    connection: &Connection,
    question: &str,
    keys: &[&dyn Bind],
    mut read: impl FnMut(&mut Cells<'_>) -> rusqlite::Result<bool>,
) -> Result<(), Error> {
    let mut statement = prepare(connection, question)?;
    bind(&mut statement, keys)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if !read(&mut Cells { row, at: 0 })? {
            break;
        }
    }
    Ok(())
}

/// Does what the statement says and tells how many rows it changed.
pub(crate) fn run(
    connection: &Connection,
    order: &str,
    values: &[&dyn Bind],
) -> Result<usize, Error> {
    let mut statement = prepare(connection, order)?;
    bind(&mut statement, values)?;
    Ok(statement.raw_execute()?)
}

/// Writes rows into a table, each as its cells: keys first, then columns.
pub(crate) fn upsert<T>(
    connection: &Connection,
    table: &Table,
    rows: impl IntoIterator<Item = T>,
    cells: impl Fn(&T, &mut Pen<'_, '_>) -> rusqlite::Result<()>,
) -> Result<(), Error> {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    let mut statement = prepare(connection, table.upsert(DIALECT))?;
    for row in rows {
        let mut pen = Pen {
            statement: &mut statement,
            at: 0,
        };
        cells(&row, &mut pen)?;
        statement.raw_execute()?;
    }
    Ok(())
}

/// Fills the cells of one row from left to right.
pub(crate) struct Pen<'s, 'c> {
    statement: &'s mut CachedStatement<'c>,
    at: usize,
}

impl Pen<'_, '_> {
    /// Writes the next cell.
    pub(crate) fn put(&mut self, value: &dyn Bind) -> rusqlite::Result<&mut Self> {
        self.at += 1;
        self.statement.raw_bind_parameter(self.at, Held(value))?;
        Ok(self)
    }

    /// Writes cells one after the other.
    pub(crate) fn put_all(&mut self, values: &[&dyn Bind]) -> rusqlite::Result<()> {
        for value in values {
            self.put(*value)?;
        }
        Ok(())
    }
}

fn prepare<'c>(connection: &'c Connection, text: &str) -> rusqlite::Result<CachedStatement<'c>> {
    #[cfg(test)]
    plans::note(text);
    connection.prepare_cached(text)
}

fn bind(statement: &mut CachedStatement<'_>, values: &[&dyn Bind]) -> Result<(), Error> {
    let mut pen = Pen { statement, at: 0 };
    Ok(pen.put_all(values)?)
}

#[cfg(test)]
mod plans;
