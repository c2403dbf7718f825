//! A keeper of journals as a thing that can break: it leaves an image when its
//! machine stops, it can be copied, put back and run out of room. One for the
//! books in memory, one for SQLite.

use std::collections::BTreeMap;

use nusa_facts::{BranchId, BusinessDate, ProductId, StaffId, sale::Method};
use nusa_rules::rows::{MethodSums, ProductSums, Sums};
use nusa_store::{Error, Store};

/// The sums of a branch's days as a keeper keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rollups {
    /// By local hour.
    pub hours: BTreeMap<(BusinessDate, u8), Sums>,
    /// By who rang up.
    pub staff: BTreeMap<(BusinessDate, StaffId), Sums>,
    /// By product.
    pub products: BTreeMap<(BusinessDate, ProductId), ProductSums>,
    /// By method of payment.
    pub methods: BTreeMap<(BusinessDate, Method), MethodSums>,
}

/// A keeper on a disk that the simulation owns.
pub trait Keeper: Store + Sized {
    /// What lies on a disk, whether its machine runs or not.
    type Image: Clone;
    /// Where the disks of one run are.
    type Yard: Default;

    /// An empty disk.
    ///
    /// # Errors
    /// What the real disk says.
    fn blank(yard: &mut Self::Yard) -> Result<Self::Image, Error>;

    /// Starts a keeper on a copy of an image.
    ///
    /// # Errors
    /// What the keeper says about the image.
    fn open(yard: &mut Self::Yard, image: &Self::Image) -> Result<Self, Error>;

    /// What lies on the disk at this moment: nothing is closed or written back for it.
    ///
    /// # Errors
    /// What the real disk says.
    fn image(&mut self, yard: &mut Self::Yard) -> Result<Self::Image, Error>;

    /// Fills the disk so that almost nothing fits any more, or gives it room again (R25).
    ///
    /// # Errors
    /// What the keeper says.
    fn set_full(&mut self, full: bool) -> Result<(), Error>;

    /// The roll-ups of a branch.
    ///
    /// # Errors
    /// What the keeper says.
    fn rollups(&mut self, branch: BranchId) -> Result<Rollups, Error>;
}
