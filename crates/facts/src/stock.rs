//! Movements of goods as facts. Every movement is double entry between two
//! locations, so that the sum over all locations is zero by construction.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    digest::Hash,
    ids::{BranchId, ProductId, TransferId},
};

/// Where goods are, or where they went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// Outside, before they came.
    Supplier,
    /// The centre's warehouse.
    Warehouse,
    /// On the road, by transfer.
    Transit(TransferId),
    /// On a branch's shelf.
    Branch(BranchId),
    /// Sold.
    Customer,
    /// Thrown away, broken, lost on the road.
    Waste,
    /// The other side of a count's difference.
    Count,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Supplier => f.write_str("supplier"),
            Self::Warehouse => f.write_str("warehouse"),
            Self::Transit(id) => write!(f, "transit:{id}"),
            Self::Branch(id) => write!(f, "branch:{id}"),
            Self::Customer => f.write_str("customer"),
            Self::Waste => f.write_str("waste"),
            Self::Count => f.write_str("count"),
        }
    }
}

impl Location {
    /// Reads the text that `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.split_once(':') {
            Some(("transit", id)) => Self::Transit(TransferId::parse(id)?),
            Some(("branch", id)) => Self::Branch(BranchId(id.parse().ok()?)),
            Some(_) => return None,
            None => match text {
                "supplier" => Self::Supplier,
                "warehouse" => Self::Warehouse,
                "customer" => Self::Customer,
                "waste" => Self::Waste,
                "count" => Self::Count,
                _ => return None,
            },
        })
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Location {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("no such location"))
    }
}

/// A product and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// The product.
    pub product: ProductId,
    /// Its name at the time.
    pub name: String,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
}

/// Goods came from a supplier to the warehouse or to a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockReceived {
    /// Where they were put.
    pub into: Location,
    /// What came.
    pub lines: Vec<Goods>,
    /// The delivery note or invoice.
    pub reference: String,
}

/// One product of a stocktake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The product.
    pub product: ProductId,
    /// Its name at the time.
    pub name: String,
    /// What was counted, thousandths.
    pub counted_milli: i64,
    /// Counted less the level at that moment; this is what moves (D1-24).
    pub difference_milli: i64,
}

/// A stocktake: the shelf was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockCounted {
    /// Where.
    pub location: Location,
    /// What was counted.
    pub lines: Vec<Counted>,
    /// A note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Goods were put right by hand, with a reason. Positive puts in, negative takes out to waste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockAdjusted {
    /// Where.
    pub location: Location,
    /// What, with its sign.
    pub lines: Vec<Goods>,
    /// Why.
    pub reason: String,
}

/// Goods left the warehouse or a branch for a branch (or back to the warehouse).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferDispatched {
    /// The transfer.
    pub transfer: TransferId,
    /// Whence: warehouse or branch.
    pub from: Location,
    /// Whither: branch or warehouse.
    pub to: Location,
    /// What is on the road.
    pub lines: Vec<Goods>,
    /// A note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One product of an arrival.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// The product.
    pub product: ProductId,
    /// Its name at the time.
    pub name: String,
    /// What was sent, thousandths.
    pub sent_milli: i64,
    /// What came whole.
    pub good_milli: i64,
    /// What came damaged; it goes to waste. The rest of what was sent is short: it stays on the road
    /// until the centre decides about it.
    pub damaged_milli: i64,
}

/// Goods arrived. Carries the dispatched lines, so that it stands alone (R32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferReceived {
    /// The transfer.
    pub transfer: TransferId,
    /// The document hash of the dispatch.
    pub dispatch: Hash,
    /// Where the goods came from; none in arrivals that were written before they said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Location>,
    /// Where the goods came to.
    pub into: Location,
    /// What came.
    pub lines: Vec<Arrived>,
    /// A note on what was short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What becomes of goods that were sent and did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// They were found: back to the warehouse.
    Return,
    /// They are lost: to waste.
    WriteOff,
}

/// The centre decided about goods that were sent and did not arrive. Carries them, so that it stands
/// alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferDecided {
    /// The transfer.
    pub transfer: TransferId,
    /// What becomes of them.
    pub decision: Decision,
    /// What did not arrive.
    pub lines: Vec<Goods>,
    /// A note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Location;
    use crate::ids::{BranchId, TransferId};

    #[test]
    fn a_location_reads_what_it_writes() {
        let transfer = TransferId::from_bytes([9; 16]);
        let all = [
            Location::Supplier,
            Location::Warehouse,
            Location::Transit(transfer),
            Location::Branch(BranchId(7)),
            Location::Customer,
            Location::Waste,
            Location::Count,
        ];
        for location in all {
            assert_eq!(Location::parse(&location.to_string()), Some(location));
        }
        for bad in [
            "",
            "branch:",
            "branch:x",
            "transit:7",
            "shelf",
            "warehouse:1",
        ] {
            assert_eq!(Location::parse(bad), None, "{bad}");
        }
    }
}
