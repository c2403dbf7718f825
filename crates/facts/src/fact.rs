//! The closed list of facts. A kind's word and version never change meaning;
//! what a node does not know it keeps as it came (R22).

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{
    bill::{BillRejoined, BillSplit, GuestsMoved, LinesMoved},
    master::MasterChanged,
    order::{
        DishesReady, DishesRecalled, OrderCancelled, OrderFinished, OrderPlaced, OrderStarted,
        StationSet, TableClosed, TableSet,
    },
    people::LocalStaffSet,
    rating::DishesRated,
    sale::{SaleCompleted, SaleRefunded, SaleVoided},
    shift::{CashMoved, DrawerOpened, SeriesClosed, ShiftClosed, ShiftOpened, TillRegistered},
    stock::{
        StockAdjusted, StockCounted, StockReceived, TransferDecided, TransferDispatched,
        TransferReceived,
    },
    sync_facts::{
        BranchEnrolled, ChainSealed, FactQuarantined, FactReapplied, ForkFound, KeyRevoked,
        NumbersRepeated,
    },
};

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// Something that happened; the only thing that is journalled.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact {
            $($(#[$doc])* $name($name),)*
            /// A kind, version or body that this program cannot read; its bytes are kept.
            Unknown {
                /// The word it came with.
                kind: String,
                /// Why it cannot be read.
                why: String,
            },
        }

        impl Fact {
            /// The words of every kind that this program writes.
            pub const KINDS: &'static [&'static str] = &[$($word),*];

            /// The word on disk and on the wire.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$name(_) => $word,)*
                    Self::Unknown { kind, .. } => kind,
                }
            }

            pub(crate) fn read(kind: &str, version: u16, body: &RawValue) -> Self {
                let unknown = |why| Self::Unknown { kind: kind.to_owned(), why };
                match (kind, version) {
                    $(($word, VERSION) => match parse(body) {
                        Ok(body) => Self::$name(body),
                        Err(error) => unknown(error.to_string()),
                    },)*
                    _ => unknown(format!("no reader for version {version}")),
                }
            }

            pub(crate) fn body(&self) -> Result<Box<RawValue>, serde_json::Error> {
                match self {
                    $(Self::$name(body) => write(body),)*
                    Self::Unknown { .. } => Err(serde::ser::Error::custom("an unknown fact is never written")),
                }
            }
        }
    };
}

/// The version that this program writes for every kind.
pub const VERSION: u16 = 1;

facts! {
    /// A sale was completed and paid.
    SaleCompleted = "sale_completed";
    /// A whole sale was undone.
    SaleVoided = "sale_voided";
    /// Goods of a sale came back.
    SaleRefunded = "sale_refunded";
    /// A till was registered.
    TillRegistered = "till_registered";
    /// A till's series ended.
    SeriesClosed = "series_closed";
    /// A shift began.
    ShiftOpened = "shift_opened";
    /// Cash moved without a sale.
    CashMoved = "cash_moved";
    /// A drawer was opened without a sale.
    DrawerOpened = "drawer_opened";
    /// A shift ended with a count.
    ShiftClosed = "shift_closed";
    /// A table was set up or changed.
    TableSet = "table_set";
    /// The guests of a table left.
    TableClosed = "table_closed";
    /// A station of the kitchen was set up or changed.
    StationSet = "station_set";
    /// Somebody ordered.
    OrderPlaced = "order_placed";
    /// The kitchen began with an order.
    OrderStarted = "order_started";
    /// Some lines of an order are cooked.
    DishesReady = "dishes_ready";
    /// The kitchen called lines of an order back.
    DishesRecalled = "dishes_recalled";
    /// An order was served.
    OrderFinished = "order_finished";
    /// An order was called off.
    OrderCancelled = "order_cancelled";
    /// A bill was divided among several payers.
    BillSplit = "bill_split";
    /// The parts of a bill are one again.
    BillRejoined = "bill_rejoined";
    /// Lines went from one bill to another.
    LinesMoved = "lines_moved";
    /// The guests of a table went to another one.
    GuestsMoved = "guests_moved";
    /// A guest rated dishes of a bill.
    DishesRated = "dishes_rated";
    /// A branch added somebody to its staff, or changed them.
    LocalStaffSet = "local_staff_set";
    /// Goods came from a supplier.
    StockReceived = "stock_received";
    /// A shelf was counted.
    StockCounted = "stock_counted";
    /// Goods were put right by hand.
    StockAdjusted = "stock_adjusted";
    /// Goods left for another place.
    TransferDispatched = "transfer_dispatched";
    /// Goods arrived.
    TransferReceived = "transfer_received";
    /// The centre decided about goods that did not arrive.
    TransferDecided = "transfer_decided";
    /// Master data changed.
    MasterChanged = "master_changed";
    /// A chain's head was signed.
    ChainSealed = "chain_sealed";
    /// A device became a branch's node.
    BranchEnrolled = "branch_enrolled";
    /// A device's key was taken back.
    KeyRevoked = "key_revoked";
    /// Two writers went on from one place.
    ForkFound = "fork_found";
    /// A receipt number stands on two receipts.
    NumbersRepeated = "numbers_repeated";
    /// A fact was put aside.
    FactQuarantined = "fact_quarantined";
    /// A fact that was put aside was applied.
    FactReapplied = "fact_reapplied";
}

fn parse<T: DeserializeOwned>(body: &RawValue) -> Result<T, serde_json::Error> {
    serde_json::from_str(body.get())
}

fn write<T: Serialize>(body: &T) -> Result<Box<RawValue>, serde_json::Error> {
    serde_json::value::to_raw_value(body)
}
