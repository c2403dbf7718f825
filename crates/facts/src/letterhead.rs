//! What stands above and below a receipt, as it was on the day: it is frozen in
//! the fact that opens a shift, and repeated only in a sale that found another
//! one, so that no later change of a setting changes an old receipt (D1-31).
//! Knows no receipt and no printer.

use serde::{Deserialize, Serialize};

use crate::master::Branch;

/// The printed head and foot of a shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// The shop's name.
    pub name: String,
    /// Its address; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Its tax number; empty where it may not collect PPN.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub npwp: String,
    /// Lines above the receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<String>,
    /// Lines below the receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footer: Vec<String>,
}

impl Letterhead {
    /// What a branch's settings print now. A shop that is not PKP prints no NPWP (money.md § 9).
    pub fn of(branch: &Branch) -> Self {
        Self {
            name: branch.name.clone(),
            address: branch.address.clone(),
            npwp: if branch.is_pkp {
                branch.till.npwp.clone()
            } else {
                String::new()
            },
            header: branch.header.clone(),
            footer: branch.footer.clone(),
        }
    }
}
