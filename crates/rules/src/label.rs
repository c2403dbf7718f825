//! Labels of a shop's scale (money.md § 7): which layouts a branch reads, and what a
//! label says about a product. A label with a price is what the customer pays, to the
//! last unit; its quantity is computed, for the stock. Knows no basket.

use nusa_facts::{
    master::{Price, Product},
    till_settings::{LabelLayout, LabelValue, TillSettings},
};
use nusa_money::{
    Amount, Quantity,
    label::{Label, LabelKind, LabelRule, read_label},
};

use crate::{Refusal, limits::LABEL_PREFIXES, refusal::Code};

/// What a label says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The quantity, thousandths.
    pub milli: i64,
    /// The gross of the line; none for a label that says a weight.
    pub gross: Option<Amount>,
}

/// The layouts that a branch reads: its own, or weights of five digits under every prefix that GS1
/// keeps for a shop.
pub fn layouts(settings: &TillSettings) -> Vec<LabelLayout> {
    if !settings.labels.is_empty() {
        return settings.labels.clone();
    }
    let weight = |prefix| LabelLayout {
        prefix,
        item_digits: 5,
        value_digits: 5,
        kind: LabelValue::Weight,
        scale: 1,
    };
    LABEL_PREFIXES.map(weight).collect()
}

/// Reads a label that was scanned for a product. `field` is where a refusal says it stands.
///
/// # Errors
/// `LabelInvalid`: no layout has its prefix, its digits are wrong, or it is another product's.
pub fn read(
    settings: &TillSettings,
    product: &Product,
    price: &Price,
    code: &str,
    field: &str,
) -> Result<Stated, Refusal> {
    let refuse = |detail: &str| Refusal::at(Code::LabelInvalid, field, detail);
    let prefix = code.get(..2).and_then(|digits| digits.parse().ok());
    let layout = layouts(settings)
        .into_iter()
        .find(|layout| Some(layout.prefix) == prefix)
        .ok_or_else(|| refuse("no scale of this branch prints labels of this prefix"))?;
    let (amount, per) = (Amount(price.amount), Quantity(price.per_milli));
    let label =
        read_label(code, &rule(layout), amount, per).map_err(|error| refuse(error.code()))?;
    if !is_of(product, code, &label) {
        return Err(refuse("the label is another product's"));
    }
    Ok(Stated {
        milli: label.quantity.0,
        gross: (layout.kind == LabelValue::Price).then_some(label.gross),
    })
}

/// A product is named by the item's digits or by them after the prefix, as its SKU or its barcode.
fn is_of(product: &Product, code: &str, label: &Label) -> bool {
    let long = code.get(..2 + label.item.len()).unwrap_or_default();
    [label.item.as_str(), long]
        .iter()
        .any(|name| *name == product.sku || *name == product.barcode)
}

fn rule(layout: LabelLayout) -> LabelRule {
    LabelRule {
        prefix: layout.prefix,
        item_digits: layout.item_digits.into(),
        value_digits: layout.value_digits.into(),
        kind: match layout.kind {
            LabelValue::Price => LabelKind::Price,
            LabelValue::Weight => LabelKind::Weight,
        },
        scale: layout.scale,
    }
}
