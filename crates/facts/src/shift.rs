//! A till's life as facts: registered, shift opened with a float, cash moved,
//! shift closed with a count, series closed. Totals here are frozen words of
//! the moment, never instructions to a reader (I4).

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ChainId, ShiftId, TillNo},
    letterhead::Letterhead,
    sale::Method,
};

/// A device was registered as a till, or attached to its till again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillRegistered {
    /// The till's number.
    pub till: TillNo,
    /// What people call it.
    pub name: String,
}

/// A till was retired; its series in this chain ends here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesClosed {
    /// The till's number.
    pub till: TillNo,
    /// The chain of the series.
    pub chain: ChainId,
    /// The last number given in it, 0 when none was.
    pub last: u64,
    /// Why.
    pub reason: String,
}

/// A shift began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftOpened {
    /// Running number of the shift at its till.
    pub n: u64,
    /// Cash in the drawer at the start, minor units.
    pub float: i64,
    /// What stands above and below its receipts; absent in facts of earlier programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<Letterhead>,
}

/// Why cash moved without a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashKind {
    /// Put into the drawer.
    In,
    /// Taken out, e.g. for an errand.
    Out,
    /// Taken to the safe.
    Drop,
    /// Tips paid out.
    Tips,
}

impl CashKind {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Drop => "drop",
            Self::Tips => "tips",
        }
    }
}

/// Cash went into or out of a drawer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMoved {
    /// Which way, and for what.
    pub direction: CashKind,
    /// Minor units, above zero.
    pub amount: i64,
    /// Why.
    pub reason: String,
}

/// A drawer was opened without a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerOpened {
    /// Why.
    pub reason: String,
}

/// How many of one coin or note were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denomination {
    /// Its value in minor units.
    pub value: i64,
    /// How many.
    pub count: i64,
}

/// What one method brought in a shift, net of change, minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodTotal {
    /// The method.
    pub method: Method,
    /// Minor units.
    pub amount: i64,
}

/// The sums of a shift; the same shape serves X (any moment) and Z (the close). Minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftTotals {
    /// Completed sales, voids not taken off.
    pub sales: u64,
    /// Voided sales.
    pub voids: u64,
    /// Refunds.
    pub refunds: u64,
    /// Gross of the sales, voids taken off; so with every amount below.
    pub gross: i64,
    /// Discounts.
    pub discount: i64,
    /// Net.
    pub net: i64,
    /// Service charge.
    pub service: i64,
    /// Taxes.
    pub tax: i64,
    /// Revenue of the sales.
    pub total: i64,
    /// Tips.
    pub tip: i64,
    /// Coin rounding.
    pub rounding: i64,
    /// Total + tip + rounding.
    pub payable: i64,
    /// Revenue given back by refunds.
    pub refund_total: i64,
    /// Money handed back by refunds, all methods.
    pub refund_paid: i64,
    /// Payments by method, net of change and voids.
    pub methods: Vec<MethodTotal>,
    /// Cash received for sales.
    pub cash_received: i64,
    /// Change given.
    pub change_given: i64,
    /// Cash handed back by refunds and voids.
    pub cash_refunds: i64,
    /// Cash put in.
    pub cash_in: i64,
    /// Cash taken out.
    pub cash_out: i64,
    /// Cash taken to the safe.
    pub cash_drops: i64,
    /// Tips paid out of the drawer.
    pub tips_paid: i64,
}

/// How far a till of the branch was when a shift ended (R38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillStanding {
    /// The till.
    pub till: TillNo,
    /// The last number that it gave in the chain, 0 when none was.
    pub last: u64,
    /// A shift is open at it: what it still brings stands in none of the totals here.
    pub open: bool,
}

/// A shift ended. Counted blind; the totals are frozen, later facts show as *sesudah tutup*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosed {
    /// The document that opened it.
    pub opened: ShiftId,
    /// Running number of the shift at its till: the number of the Z.
    pub n: u64,
    /// The float it began with.
    pub float: i64,
    /// The count by coin and note.
    pub denominations: Vec<Denomination>,
    /// Sum of the count.
    pub counted: i64,
    /// What should have been there (money.md § 10).
    pub expected: i64,
    /// Counted less expected; negative is short.
    pub difference: i64,
    /// The frozen sums.
    pub totals: ShiftTotals,
    /// Every till of the branch that is in use; empty in facts of earlier programs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tills: Vec<TillStanding>,
}
