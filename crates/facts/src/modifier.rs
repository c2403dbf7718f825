//! Questions that are asked with a product (*Ukuran*, *Pedas*, *Tambahan*) and their
//! answers, as the centre owns them. Knows no order: what was chosen is kept there
//! by name and price.

use serde::{Deserialize, Serialize};

use crate::ids::{ModifierGroupId, ModifierId, ProductId};

/// A question with its answers, and the products that it is asked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModifierGroup {
    /// Its number, given by the centre.
    pub id: ModifierGroupId,
    /// The question: `Ukuran`, `Pedas`, `Tambahan` …
    pub name: String,
    /// How many answers must be chosen.
    pub least: u16,
    /// How many answers may be chosen.
    pub most: u16,
    /// The answers, in the order in which they are shown.
    pub options: Vec<Modifier>,
    /// The products that it is asked with.
    pub products: Vec<ProductId>,
    /// Whether it is asked.
    pub active: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modifier {
    /// Its number within the question, given by the centre and never given twice.
    pub id: ModifierId,
    /// The answer.
    pub name: String,
    /// What it adds to the price, minor units; 0 for nothing.
    pub price: i64,
    /// Whether it may be chosen.
    pub active: bool,
}
