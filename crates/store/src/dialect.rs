//! The few sentences that SQLite and the MySQL protocol say differently. All
//! other SQL of this crate is one text for both. Knows words and columns, never
//! a value and never a rule of the shop (I2).

use std::sync::OnceLock;

/// Which SQL is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.
    Sqlite,
    /// MariaDB, MySQL and what speaks their protocol.
    MySql,
}

/// What happens to a column when its row is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    /// The old value stays.
    Keep,
    /// The new value stands.
    Set,
    /// The new value is added.
    Add,
    /// The greater of both stands.
    Greatest,
}

/// A table as it is written: its key, and how each other column takes a new value.
pub(crate) struct Table {
    name: &'static str,
    keys: &'static [&'static str],
    columns: &'static [(&'static str, Merge)],
    text: [OnceLock<String>; 2],
}

impl Table {
    pub(crate) const fn new(
        name: &'static str,
        keys: &'static [&'static str],
        columns: &'static [(&'static str, Merge)],
    ) -> Self {
        Self {
            name,
            keys,
            columns,
            text: [const { OnceLock::new() }; 2],
        }
    }

    /// The statement that writes a row whether it is there or not: keys first, then the columns.
    pub(crate) fn upsert(&self, dialect: Dialect) -> &str {
        self.text[dialect as usize].get_or_init(|| self.compose(dialect))
    }

    fn compose(&self, dialect: Dialect) -> String {
        let names: Vec<&str> = self
            .keys
            .iter()
            .copied()
            .chain(self.columns.iter().map(|column| column.0))
            .collect();
        let marks = vec!["?"; names.len()].join(", ");
        let insert = format!(
            "INSERT INTO {} ({}) VALUES ({marks})",
            self.name,
            names.join(", ")
        );
        let changes: Vec<String> = self
            .columns
            .iter()
            .filter_map(|&(name, merge)| dialect.merge(name, merge))
            .collect();
        let clash = dialect.on_clash(self.keys, &changes.join(", "));
        format!("{insert} {clash}")
    }
}

impl Dialect {
    fn merge(self, column: &str, merge: Merge) -> Option<String> {
        let (new, greatest) = match self {
            Self::Sqlite => (format!("excluded.{column}"), "MAX"),
            Self::MySql => (format!("VALUES({column})"), "GREATEST"),
        };
        Some(match merge {
            Merge::Keep => return None,
            Merge::Set => format!("{column} = {new}"),
            Merge::Add => format!("{column} = {column} + {new}"),
            Merge::Greatest => format!("{column} = {greatest}({column}, {new})"),
        })
    }

    fn on_clash(self, keys: &[&str], changes: &str) -> String {
        match (self, changes.is_empty()) {
            (Self::Sqlite, true) => format!("ON CONFLICT ({}) DO NOTHING", keys.join(", ")),
            (Self::Sqlite, false) => {
                format!("ON CONFLICT ({}) DO UPDATE SET {changes}", keys.join(", "))
            }
            (Self::MySql, true) => format!("ON DUPLICATE KEY UPDATE {key} = {key}", key = keys[0]),
            (Self::MySql, false) => format!("ON DUPLICATE KEY UPDATE {changes}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Merge, Table};

    #[test]
    fn each_dialect_has_its_own_upsert() {
        static SUMS: Table = Table::new(
            "t",
            &["a", "b"],
            &[("c", Merge::Add), ("d", Merge::Greatest), ("e", Merge::Set)],
        );
        static FIRST: Table = Table::new("t", &["a"], &[("c", Merge::Keep)]);
        let cases = [
            (
                SUMS.upsert(Dialect::Sqlite),
                "INSERT INTO t (a, b, c, d, e) VALUES (?, ?, ?, ?, ?) ON CONFLICT (a, b) DO UPDATE SET \
                 c = c + excluded.c, d = MAX(d, excluded.d), e = excluded.e",
            ),
            (
                SUMS.upsert(Dialect::MySql),
                "INSERT INTO t (a, b, c, d, e) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE \
                 c = c + VALUES(c), d = GREATEST(d, VALUES(d)), e = VALUES(e)",
            ),
            (
                FIRST.upsert(Dialect::Sqlite),
                "INSERT INTO t (a, c) VALUES (?, ?) ON CONFLICT (a) DO NOTHING",
            ),
            (
                FIRST.upsert(Dialect::MySql),
                "INSERT INTO t (a, c) VALUES (?, ?) ON DUPLICATE KEY UPDATE a = a",
            ),
        ];
        for (made, expected) in cases {
            assert_eq!(made, expected);
        }
    }
}
