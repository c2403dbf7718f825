//! How the tills of a branch work, as part of the branch's row: what they take,
//! the shop's QRIS, the width of the paper, the labels of its scale. Left out of
//! the bytes where it is the ordinary shop's. Knows no rule about any of it.

use serde::{Deserialize, Serialize};

use crate::sale::Method;

/// Characters of a line of 58 mm paper.
pub const ORDINARY_COLUMNS: u8 = 32;

/// How a QRIS is shown (money.md § 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QrisMode {
    /// The printed code, with the amount in large type beside it.
    #[default]
    StaticShowAmount,
    /// The amount stands in the code; the owner has asked the provider.
    AmountQr,
}

/// The shop's QRIS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qris {
    /// The text of the shop's static code.
    pub payload: String,
    /// How it is shown.
    pub mode: QrisMode,
}

/// What the value on a scale's label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelValue {
    /// A price.
    Price,
    /// A weight.
    Weight,
}

/// How a scale prints its labels (money.md § 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelLayout {
    /// The first two digits.
    pub prefix: u8,
    /// Digits of the item.
    pub item_digits: u8,
    /// Digits of the value.
    pub value_digits: u8,
    /// What the value says.
    pub kind: LabelValue,
    /// What one of the value is worth: minor units or thousandths.
    pub scale: i64,
}

/// The settings of a branch's tills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TillSettings {
    /// The tax number that a PKP prints.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub npwp: String,
    /// Characters of a line of the receipt: 32, 42 or 48.
    pub columns: u8,
    /// The methods that are taken; none named for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// The shop's QRIS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qris: Option<Qris>,
    /// The labels of its scale; none named for weights under the prefixes 20 to 29.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<LabelLayout>,
}

impl Default for TillSettings {
    fn default() -> Self {
        Self {
            npwp: String::new(),
            columns: ORDINARY_COLUMNS,
            methods: Vec::new(),
            qris: None,
            labels: Vec::new(),
        }
    }
}

impl TillSettings {
    /// Whether it says nothing that an ordinary shop's would not.
    pub fn is_ordinary(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a method is taken here.
    pub fn takes(&self, method: Method) -> bool {
        self.methods.is_empty() || self.methods.contains(&method)
    }
}
