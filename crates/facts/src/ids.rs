//! Every id of the house as a type of its own. What only the centre creates has
//! a small integer; what devices create has a UUIDv7; a chain has 128 random
//! bits. Ids are made elsewhere: this file knows no clock and no chance.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

use crate::hex;

macro_rules! small_id {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

macro_rules! device_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Reads the hyphenated or the plain text of a UUID.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::parse_str(text).ok().map(Self)
            }

            /// The 16 bytes, as they are stored.
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id whose 16 bytes these are.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

small_id! {
    /// A branch; 0 is the centre itself.
    BranchId(u32);
    /// A group of branches with prices of its own.
    RegionId(u32);
    /// A product; never given twice.
    ProductId(u32);
    /// A category of products.
    CategoryId(u32);
    /// A question that is asked with a product: size, spice, toppings …
    ModifierGroupId(u32);
    /// An answer to such a question, numbered within its question.
    ModifierId(u32);
    /// One version of one price.
    PriceId(u32);
    /// A tax.
    TaxId(u32);
    /// A member of staff.
    StaffId(u32);
}

device_id! {
    /// A document, that is one fact with its head.
    DocId;
    /// A command, made by the device before the first send.
    CommandId;
    /// A transfer of goods between two places.
    TransferId;
    /// A table of a branch.
    TableId;
    /// The phone of a guest. No fact names it: it only tells apart who chooses what at one table.
    GuestId;
    /// A line of what a guest is choosing, before anything is ordered.
    DraftLineId;
    /// A guest calls for somebody.
    CallId;
    /// A station of a branch's kitchen.
    StationId;
    /// A mail in a node's queue. No fact names it.
    MailId;
    /// Somebody whom a branch added to its staff by itself.
    PersonId;
    /// A person of whom a branch keeps a contact with consent. No fact names it.
    CustomerId;
}

/// A guest whose phone a branch knows is its customer under the same bytes.
impl From<GuestId> for CustomerId {
    fn from(phone: GuestId) -> Self {
        Self(phone.0)
    }
}

/// A sale is known by the document that completed it.
pub type SaleId = DocId;
/// An order is known by the document that placed it.
pub type OrderId = DocId;
/// A bill is known by the document of its first order; a part of one by an id that a device made.
pub type BillId = DocId;
/// A shift is known by the document that opened it.
pub type ShiftId = DocId;

/// The centre as the writer of a stream.
pub const CENTRE: BranchId = BranchId(0);

impl BranchId {
    /// The 16 bytes that an envelope's hash takes in: the number, big-endian, after zeros.
    pub fn hash_bytes(self) -> [u8; 16] {
        u128::from(self.0).to_be_bytes()
    }
}

/// The number of a till within its branch, 1 to 99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TillNo(u8);

impl TillNo {
    /// A till number; `None` outside 1 to 99.
    pub fn new(number: u8) -> Option<Self> {
        (1..=99).contains(&number).then_some(Self(number))
    }

    /// The plain number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for TillNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for TillNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| D::Error::custom("a till number is 1 to 99"))
    }
}

/// 128 random bits, drawn at each enrolment, restore or fork; 32 hex digits in text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainId(pub [u8; 16]);

impl ChainId {
    /// Four Crockford characters of the first 20 bits: the chain's mark on receipt numbers.
    pub fn mark(&self) -> String {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bits = u32::from_be_bytes([0, self.0[0], self.0[1], self.0[2]]) >> 4;
        (0..4)
            .rev()
            .map(|k| LETTERS[(bits >> (5 * k)) as usize & 31] as char)
            .collect()
    }

    /// Reads 32 hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text).map(Self)
    }
}

impl fmt::Display for ChainId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for ChainId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainId({})", self.mark())
    }
}

impl Serialize for ChainId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChainId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a chain id is 32 hex digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::{BranchId, ChainId, TillNo};

    #[test]
    fn a_chain_marks_its_receipts_with_four_letters() {
        assert_eq!(ChainId([0; 16]).mark(), "0000");
        assert_eq!(ChainId([0xff; 16]).mark(), "ZZZZ");
        let mut id = [0; 16];
        id[2] = 0x10;
        assert_eq!(ChainId(id).mark(), "0001");
    }

    #[test]
    fn till_numbers_stay_within_two_digits() {
        assert_eq!(TillNo::new(0), None);
        assert_eq!(TillNo::new(100), None);
        assert!(serde_json::from_str::<TillNo>("0").is_err());
        assert_eq!(serde_json::from_str::<TillNo>("99").unwrap().get(), 99);
    }

    #[test]
    fn a_branch_number_fills_sixteen_bytes_from_the_right() {
        assert_eq!(BranchId(258).hash_bytes()[14..], [1, 2]);
    }
}
