//! One table of the keeper in memory: rows by key, and a list of what every
//! change replaced, so that a savepoint or a whole transaction can be undone.
//! Knows neither facts nor what its rows mean.

use std::{borrow::Borrow, collections::BTreeMap, fmt::Debug, ops::RangeBounds};

use nusa_facts::Hash;

/// Rows in the order of their keys.
#[derive(Clone, Debug)]
pub(crate) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    undo: Vec<(K, Option<V>)>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            undo: Vec::new(),
        }
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.rows.get(key)
    }

    pub(crate) fn range(
        &self,
        keys: impl RangeBounds<K>,
    ) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.range(keys)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.iter()
    }

    pub(crate) fn set(&mut self, key: K, row: V) {
        let before = self.rows.insert(key.clone(), row);
        self.undo.push((key, before));
    }

    pub(crate) fn take(&mut self, key: &K) -> Option<V> {
        let before = self.rows.remove(key)?;
        self.undo.push((key.clone(), Some(before.clone())));
        Some(before)
    }

    /// Takes every row of a range away.
    pub(crate) fn take_range(&mut self, keys: impl RangeBounds<K>) -> Vec<(K, V)> {
        let found: Vec<K> = self.rows.range(keys).map(|(key, _)| key.clone()).collect();
        found
            .into_iter()
            .filter_map(|key| self.take(&key).map(|row| (key, row)))
            .collect()
    }

    /// Changes a row in its place; a row that is not there begins as its default. A change that
    /// fails is taken back by the mark of whoever wanted it.
    pub(crate) fn change<T>(&mut self, key: K, work: impl FnOnce(&mut V) -> T) -> T
    where
        V: Default,
    {
        self.undo.push((key.clone(), self.rows.get(&key).cloned()));
        work(self.rows.entry(key).or_default())
    }

    /// Changes a row as if it stood outside every transaction: nothing takes it back.
    pub(crate) fn change_for_good<T>(&mut self, key: K, work: impl FnOnce(&mut V) -> T) -> T
    where
        V: Default,
    {
        work(self.rows.entry(key).or_default())
    }

    pub(crate) fn clear(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.undo
            .extend(rows.into_iter().map(|(key, row)| (key, Some(row))));
    }

    /// Where the list of changes stands now.
    pub(crate) fn mark(&self) -> usize {
        self.undo.len()
    }

    /// Takes back every change after the mark, the newest first.
    pub(crate) fn undo_to(&mut self, mark: usize) {
        while self.undo.len() > mark {
            match self.undo.pop() {
                Some((key, Some(row))) => drop(self.rows.insert(key, row)),
                Some((key, None)) => drop(self.rows.remove(&key)),
                None => return,
            }
        }
    }

    /// Nothing before this can be undone any more.
    pub(crate) fn settle(&mut self) {
        self.undo.clear();
    }
}

impl<K: Debug, V: Debug> Table<K, V> {
    /// BLAKE3 over the rows in the order of their keys.
    pub(crate) fn digest(&self, name: &str) -> Hash {
        use std::fmt::Write;
        let mut text = String::from(name);
        for (key, row) in &self.rows {
            // Writing into a string cannot fail.
            let _ = write!(text, "\n{key:?}\t{row:?}");
        }
        Hash::of_command(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn changes_are_taken_back_to_any_mark() {
        let mut table = Table::default();
        table.set(1, 10);
        table.set(2, 20);
        table.settle();
        let start = table.mark();
        table.set(1, 11);
        table.change(3, |row: &mut i64| *row += 5);
        let middle = table.mark();
        table.take(&2);
        table.change(3, |row| *row += 5);
        table.clear();
        table.set(9, 90);
        table.undo_to(middle);
        assert_eq!(rows(&table), [(1, 11), (2, 20), (3, 5)]);
        table.undo_to(start);
        assert_eq!(rows(&table), [(1, 10), (2, 20)]);
    }

    fn rows(table: &Table<i64, i64>) -> Vec<(i64, i64)> {
        table.iter().map(|(&key, &row)| (key, row)).collect()
    }
}
