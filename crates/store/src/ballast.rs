//! Room set aside against a full disk (R25): a file that can be given up so that
//! a node can still close a shift and stop in order. Decides no refusal.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
};

use rustix::fs::{FallocateFlags, fallocate, statvfs};

use crate::{error::Error, limits};

/// The name of the file in a node's directory.
const NAME: &str = "nusa.ballast";

/// How much room a disk has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes that may still be written.
    pub free: u64,
    /// Bytes of the whole disk.
    pub total: u64,
    /// The ballast is still there; without it only what closes a shift should be written.
    pub ballast: bool,
}

impl Room {
    /// Whether people should be warned: less than a tenth is left, or the ballast is gone.
    pub fn is_low(&self) -> bool {
        let low = self.total / 100 * limits::LOW_ROOM_PERCENT;
        self.free < low || !self.ballast
    }
}

/// How much room the disk of a node's directory has, also while the node runs.
///
/// # Errors
/// `Io` when the file system does not answer.
pub fn room(directory: &Path) -> Result<Room, Error> {
    Ballast::at(directory, limits::BALLAST_BYTES).room()
}

/// The ballast of a directory.
pub(crate) struct Ballast {
    directory: PathBuf,
    bytes: u64,
}

impl Ballast {
    /// The ballast of so many bytes in a directory; it is not made yet. No bytes, no ballast.
    pub(crate) fn at(directory: &Path, bytes: u64) -> Self {
        Self {
            directory: directory.to_owned(),
            bytes,
        }
    }

    fn path(&self) -> PathBuf {
        self.directory.join(NAME)
    }

    fn stands(&self) -> bool {
        let length = fs::metadata(self.path()).map_or(0, |file| file.len());
        self.bytes <= length
    }

    /// Sets the room aside if the disk has it twice over, so that the ballast is never what fills
    /// the disk; whether it stands now.
    pub(crate) fn fill(&mut self) -> Result<bool, Error> {
        if self.stands() {
            return Ok(true);
        }
        if self.room()?.free < self.bytes.saturating_mul(2) {
            return Ok(false);
        }
        match self.allocate() {
            Ok(()) => Ok(true),
            Err(Error::Full) => self.free().map(|()| false),
            Err(error) => Err(error),
        }
    }

    fn allocate(&self) -> Result<(), Error> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.path())?;
        match fallocate(&file, FallocateFlags::empty(), 0, self.bytes) {
            Ok(()) => Ok(file.sync_all()?),
            // A file system that cannot set room aside would only pretend: then there is no ballast.
            Err(rustix::io::Errno::OPNOTSUPP) => self.free_file(),
            Err(error) => Err(std::io::Error::from(error).into()),
        }
    }

    /// Gives the room back to the disk.
    pub(crate) fn free(&mut self) -> Result<(), Error> {
        self.free_file()
    }

    fn free_file(&self) -> Result<(), Error> {
        match fs::remove_file(self.path()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    pub(crate) fn room(&self) -> Result<Room, Error> {
        let disk = statvfs(&self.directory).map_err(std::io::Error::from)?;
        Ok(Room {
            free: disk.f_bavail.saturating_mul(disk.f_frsize),
            total: disk.f_blocks.saturating_mul(disk.f_frsize),
            ballast: self.stands(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Ballast, Room};

    #[test]
    fn r25_ballast_is_set_aside_given_up_and_set_aside_again() {
        let directory = tempfile::tempdir().unwrap();
        let mut ballast = Ballast::at(directory.path(), 1 << 20);
        assert!(!ballast.room().unwrap().ballast);
        assert!(ballast.fill().unwrap() && ballast.room().unwrap().ballast);
        ballast.free().unwrap();
        ballast.free().unwrap();
        assert!(ballast.room().unwrap().is_low());
        assert!(ballast.fill().unwrap());
        let mut greedy = Ballast::at(directory.path(), u64::MAX / 4);
        assert!(
            !greedy.fill().unwrap(),
            "more than the disk has is never taken"
        );
    }

    #[test]
    fn r25_people_are_warned_below_a_tenth() {
        let room = |free, ballast| Room {
            free,
            total: 1_000,
            ballast,
        };
        let cases = [
            (room(100, true), false),
            (room(99, true), true),
            (room(900, false), true),
        ];
        for (room, low) in cases {
            assert_eq!(room.is_low(), low, "{room:?}");
        }
    }
}
