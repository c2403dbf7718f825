//! How far imports are, for whoever waits before a screen. In memory alone: what
//! an import did is in its answer and in the facts. Knows no row of a sheet.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use nusa_contract::view::import::ImportProgress;

use crate::limits::MAX_IMPORTS;

/// The imports that were begun last, by the id that their device gave them.
#[derive(Clone, Debug, Default)]
pub struct Imports(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    begun: u64,
    by_id: BTreeMap<String, (u64, ImportProgress)>,
}

impl Imports {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An import begins; the oldest of too many is forgotten.
    pub fn begin(&self, id: &str) {
        let mut kept = self.kept();
        kept.begun += 1;
        let progress = ImportProgress {
            done: 0,
            rows: 0,
            state: "running",
        };
        let begun = kept.begun;
        kept.by_id.insert(id.to_owned(), (begun, progress));
        if kept.by_id.len() > MAX_IMPORTS {
            let oldest = kept.by_id.iter().min_by_key(|(_, (begun, _))| *begun);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                kept.by_id.remove(&oldest);
            }
        }
    }

    /// So many rows are done.
    pub fn at(&self, id: &str, done: usize, rows: usize) {
        if let Some((_, progress)) = self.kept().by_id.get_mut(id) {
            (progress.done, progress.rows) = (done, rows);
        }
    }

    /// It ended.
    pub fn end(&self, id: &str, well: bool) {
        if let Some((_, progress)) = self.kept().by_id.get_mut(id) {
            progress.state = if well { "done" } else { "failed" };
        }
    }

    /// How far it is; none when it is not remembered.
    pub fn of(&self, id: &str) -> Option<ImportProgress> {
        self.kept().by_id.get(id).map(|(_, progress)| *progress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_import_is_forgotten_first() {
        let imports = Imports::default();
        for n in 0..=MAX_IMPORTS {
            imports.begin(&format!("{n:02}"));
        }
        imports.at("01", 400, 900);
        imports.end("01", true);
        let told = imports.of("01").unwrap();
        assert_eq!((told.done, told.rows, told.state), (400, 900, "done"));
        assert!(imports.of("00").is_none() && imports.of("20").is_some());
    }
}
