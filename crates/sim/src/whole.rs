//! The keeper on SQLite as a disk that breaks: an image is a copy of the files as
//! they lie, with nothing closed or written back. Files live in a directory of
//! the run's own and go with it. It knows no table.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use nusa_facts::{BranchId, BusinessDate};
use nusa_store::{Durability, Error, Options, Period, Rank, SqliteReader, SqliteStore};

use crate::keeper::{Keeper, Rollups};

/// Files of a database that a copy needs; what SQLite makes anew is left.
const FILES: [&str; 2] = ["nusa.db", "nusa.db-wal"];

/// Products of one day of a report; a simulation has a few dozen.
const MOST_PRODUCTS: usize = 500;

static RUNS: AtomicU64 = AtomicU64::new(0);

/// The directory of one run.
#[derive(Debug)]
pub struct Yard {
    root: PathBuf,
    disks: u64,
}

impl Default for Yard {
    fn default() -> Self {
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        let name = format!("nusa-sim-{}-{run}", std::process::id());
        Self {
            root: std::env::temp_dir().join(name),
            disks: 0,
        }
    }
}

impl Drop for Yard {
    fn drop(&mut self) {
        // A directory that cannot be removed is the machine's to clean.
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl Yard {
    fn disk(&mut self) -> Result<PathBuf, Error> {
        self.disks += 1;
        let disk = self.root.join(self.disks.to_string());
        fs::create_dir_all(&disk)?;
        Ok(disk)
    }

    fn copy(&mut self, from: &Path) -> Result<PathBuf, Error> {
        let disk = self.disk()?;
        for file in FILES {
            let source = from.join(file);
            if source.is_file() {
                fs::copy(source, disk.join(file))?;
            }
        }
        Ok(disk)
    }
}

impl Keeper for SqliteStore {
    type Image = PathBuf;
    type Yard = Yard;

    fn blank(yard: &mut Yard) -> Result<PathBuf, Error> {
        yard.disk()
    }

    fn open(yard: &mut Yard, image: &PathBuf) -> Result<Self, Error> {
        let disk = yard.copy(image)?;
        let options = Options {
            // An image is what the files are, flushed or not, so that waiting for the disk proves nothing
            // here; the power-cut images of the release program prove that.
            durability: Durability::LosesSalesForProof,
            ballast_bytes: 0,
            tail: None,
        };
        Self::open(&disk, &options)
    }

    fn image(&mut self, yard: &mut Yard) -> Result<PathBuf, Error> {
        yard.copy(self.directory())
    }

    fn set_full(&mut self, full: bool) -> Result<(), Error> {
        // A limit below the file's size means that it may not grow by a page.
        self.limit_pages(full.then_some(1))
    }

    fn rollups(&mut self, branch: BranchId) -> Result<Rollups, Error> {
        let reader = SqliteReader::open(self.directory())?;
        let mut sums = Rollups::default();
        let days = reader.trade_by_day(&always(branch)?)?;
        for (date, _) in days {
            let day = Period {
                branch: Some(branch),
                from: date,
                to: date,
            };
            let hours = reader.trade_by_hour(&day)?.into_iter();
            sums.hours
                .extend(hours.map(|(hour, row)| ((date, hour), row)));
            let staff = reader.trade_by_staff(&day)?.into_iter();
            sums.staff
                .extend(staff.map(|(staff, row)| ((date, staff), row)));
            let methods = reader.methods(&day)?.into_iter();
            sums.methods
                .extend(methods.map(|(method, row)| ((date, method), row)));
            let products = reader
                .products_sold(&day, Rank::Best, MOST_PRODUCTS)?
                .into_iter();
            sums.products
                .extend(products.map(|(product, row)| ((date, product), row)));
        }
        Ok(sums)
    }
}

/// Every day that a simulation with wrong clocks can book on.
fn always(branch: BranchId) -> Result<Period, Error> {
    let day = |text: &str| {
        let wrong = || Error::Row(format!("{text} is no day"));
        BusinessDate::parse(text).ok_or_else(wrong)
    };
    Ok(Period {
        branch: Some(branch),
        from: day("1970-01-01")?,
        to: day("2199-12-31")?,
    })
}
