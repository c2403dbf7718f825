//! A keeper of journals in memory, which obeys the same conformance tests as
//! the one on disk. It can be told to have no room left, and its books can be
//! copied as a backup or a stolen image. It knows no file.

mod apply;
mod bills;
mod books;
mod disk;
mod keys;
mod look;
mod table;
mod write;

use nusa_store::{Error, Store};

pub use books::Books;

/// The keeper.
#[derive(Clone, Debug, Default)]
pub struct MemStore {
    books: Books,
    room: Room,
}

/// How much may still be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// As much as anybody likes.
    #[default]
    Plenty,
    /// So many documents, then the disk is full (R25).
    Docs(u32),
}

/// A transaction of the keeper in memory.
#[derive(Debug)]
pub struct MemTx<'a> {
    books: &'a mut Books,
    room: &'a mut Room,
}

impl MemStore {
    /// A keeper over books that somebody kept.
    pub fn over(books: Books) -> Self {
        Self {
            books,
            room: Room::Plenty,
        }
    }

    /// The books as they lie on the disk now.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// Sets how much may still be written.
    pub fn set_room(&mut self, room: Room) {
        self.room = room;
    }
}

impl MemTx<'_> {
    /// Takes the room of one document.
    fn take_room(&mut self) -> Result<(), Error> {
        match self.room {
            Room::Plenty => Ok(()),
            Room::Docs(0) => Err(Error::Full),
            Room::Docs(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

impl Store for MemStore {
    type Tx<'a> = MemTx<'a>;

    fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self::Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let marks = self.books.mark();
        let room = self.room;
        let done = work(&mut MemTx {
            books: &mut self.books,
            room: &mut self.room,
        });
        if done.is_err() {
            self.books.undo_to(&marks);
            self.room = room;
        }
        self.books.settle();
        done
    }
}
