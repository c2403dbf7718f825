//! The keeper in memory as a disk that breaks: an image is a copy of its books.

use nusa_facts::BranchId;
use nusa_store::Error;

use super::{Books, MemStore, Room};
use crate::{
    faults::{self, Sabotage},
    keeper::{Keeper, Rollups},
};

/// Documents that still fit when the disk is "full": the last ones fail in the middle of something.
const LAST_ROOM: u32 = 2;

impl Keeper for MemStore {
    type Image = Books;
    type Yard = ();

    fn blank(_yard: &mut ()) -> Result<Books, Error> {
        Ok(Books::default())
    }

    fn open(_yard: &mut (), image: &Books) -> Result<Self, Error> {
        let mut books = image.clone();
        if faults::is_on(Sabotage::IndexForgotten) {
            books.commands.clear();
            books.settle();
        }
        Ok(Self::over(books))
    }

    fn image(&mut self, _yard: &mut ()) -> Result<Books, Error> {
        Ok(self.books().clone())
    }

    fn set_full(&mut self, full: bool) -> Result<(), Error> {
        self.set_room(if full {
            Room::Docs(LAST_ROOM)
        } else {
            Room::Plenty
        });
        Ok(())
    }

    fn rollups(&mut self, branch: BranchId) -> Result<Rollups, Error> {
        let books = self.books();
        Ok(Rollups {
            hours: of(&books.hours, branch),
            staff: of(&books.staff, branch),
            products: of(&books.products, branch),
            methods: of(&books.methods, branch),
        })
    }
}

type ByDay<K, V> = super::table::Table<(BranchId, nusa_facts::BusinessDate, K), V>;
type Day<K, V> = std::collections::BTreeMap<(nusa_facts::BusinessDate, K), V>;

fn of<K: Ord + Copy, V: Copy>(table: &ByDay<K, V>, branch: BranchId) -> Day<K, V> {
    let rows = table.iter().filter(|(key, _)| key.0 == branch);
    rows.map(|(&(_, date, key), &sums)| ((date, key), sums))
        .collect()
}
