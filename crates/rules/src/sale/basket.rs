//! The lines of a sale priced by the branch: product, version of the price, then
//! charged. Knows nothing of payments and of who asks.

use std::collections::BTreeMap;

use nusa_facts::{
    ProductId,
    limits::MAX_LINES,
    master::{Branch, Price},
    sale::SaleLine,
};
use nusa_money::{Amount, amount::MAX_QUANTITY};

use super::{
    SaleDesk, ShelfItem,
    charge::{Charged, Priced, charge},
};
use crate::{
    Moment, Refusal,
    command::{Discount, HowMuch, WantedLine},
    label,
    price::price_at,
    refusal::Code,
    text,
};

/// The quantity whose price is the ordinary one (contract, price book).
const ORDINARY: i64 = 0;

/// A line that may be sold, and how much it is for.
struct Measured<'a> {
    wanted: &'a WantedLine,
    item: &'a ShelfItem,
    milli: i64,
    stated: Option<Stated>,
}

/// What a line's label says.
struct Stated {
    label: String,
    gross: Option<Amount>,
}

/// Lines with every amount, and what they take from the shelf.
pub(super) struct Basket {
    pub(super) charged: Charged,
    /// What the lines of a product take together, thousandths.
    pub(super) quantities: BTreeMap<ProductId, i64>,
}

/// Prices the lines. The minimum quantity of a price looks at all lines of its product together:
/// two lines of six are a dozen.
pub(super) fn price(
    desk: &SaleDesk<'_>,
    moment: &Moment,
    lines: &[WantedLine],
    bill_discount: Option<Discount>,
) -> Result<Basket, Refusal> {
    let lines = measure(desk, moment, lines)?;
    let mut quantities = BTreeMap::new();
    for line in &lines {
        // At most MAX_LINES quantities of at most MAX_QUANTITY stay far below the type's end.
        *quantities.entry(line.wanted.product).or_insert(0) += line.milli;
    }
    let priced = find(desk, moment, lines, &quantities)?;
    Ok(Basket {
        charged: charge(desk.branch, desk.taxes, moment, priced, bill_discount)?,
        quantities,
    })
}

/// Checks products and quantities, and reads labels.
fn measure<'a>(
    desk: &'a SaleDesk<'_>,
    moment: &Moment,
    lines: &'a [WantedLine],
) -> Result<Vec<Measured<'a>>, Refusal> {
    if lines.is_empty() {
        return Err(Refusal::at(Code::LinesMissing, "lines", "nothing is sold"));
    }
    if lines.len() > MAX_LINES {
        let detail = format!("a sale has at most {MAX_LINES} lines");
        return Err(Refusal::at(Code::LinesTooMany, "lines", detail));
    }
    let measured = lines.iter().enumerate().map(|(index, wanted)| {
        let item = on_sale(&desk.products, index, wanted.product)?;
        let (milli, stated) = how_much(desk, moment, index, wanted, item)?;
        let whole = item.product.fractional || milli % 1000 == 0;
        if milli <= 0 || milli > MAX_QUANTITY || !whole {
            let field = match wanted.how_much {
                HowMuch::Milli(_) => format!("lines[{index}].quantity_milli"),
                HowMuch::Label(_) => format!("lines[{index}].label"),
            };
            let detail = format!("{}: not a quantity that can be sold", item.product.name);
            return Err(Refusal::at(Code::QuantityInvalid, field, detail));
        }
        Ok(Measured {
            wanted,
            item,
            milli,
            stated,
        })
    });
    measured.collect()
}

/// The quantity of a line. A label is read at the ordinary price: a scale knows no other.
fn how_much(
    desk: &SaleDesk<'_>,
    moment: &Moment,
    index: usize,
    wanted: &WantedLine,
    item: &ShelfItem,
) -> Result<(i64, Option<Stated>), Refusal> {
    let code = match &wanted.how_much {
        HowMuch::Milli(milli) => return Ok((*milli, None)),
        HowMuch::Label(code) => code,
    };
    let price = price_for(desk.branch, moment, index, item, ORDINARY)?;
    let field = format!("lines[{index}].label");
    let read = label::read(&desk.branch.till, &item.product, price, code, &field)?;
    let stated = Stated {
        label: code.clone(),
        gross: read.gross,
    };
    Ok((read.milli, Some(stated)))
}

/// A product that a line names, if it is known here and still sold.
pub(crate) fn on_sale(
    products: &BTreeMap<ProductId, ShelfItem>,
    index: usize,
    product: ProductId,
) -> Result<&ShelfItem, Refusal> {
    let refuse =
        |code, detail: String| Err(Refusal::at(code, format!("lines[{index}].product"), detail));
    match products.get(&product) {
        None => refuse(
            Code::ProductUnknown,
            format!("product {product} is not known here"),
        ),
        Some(item) if item.product.retired => refuse(
            Code::ProductRetired,
            format!("{} is not sold any more", item.product.name),
        ),
        Some(item) => Ok(item),
    }
}

fn find<'a>(
    desk: &'a SaleDesk<'_>,
    moment: &Moment,
    lines: Vec<Measured<'a>>,
    quantities: &BTreeMap<ProductId, i64>,
) -> Result<Vec<Priced<'a>>, Refusal> {
    let found = lines.into_iter().enumerate().map(|(index, line)| {
        let together = quantities.get(&line.wanted.product).copied().unwrap_or(0);
        let states_price = line
            .stated
            .as_ref()
            .is_some_and(|label| label.gross.is_some());
        let quantity = if states_price { ORDINARY } else { together };
        let price = price_for(desk.branch, moment, index, line.item, quantity)?;
        let given = line.wanted.note.as_deref();
        let note = text::optional(&format!("lines[{index}].note"), given)?;
        Ok(priced(line, price, note))
    });
    found.collect()
}

/// A line before the engine has charged it.
fn priced<'a>(line: Measured<'a>, price: &Price, note: Option<String>) -> Priced<'a> {
    let product = &line.item.product;
    let (label, gross_override) = match line.stated {
        None => (None, None),
        Some(stated) => (Some(stated.label), stated.gross),
    };
    Priced {
        product,
        line: SaleLine {
            product: product.id,
            name: product.name.clone(),
            sku: product.sku.clone(),
            unit: product.unit.clone(),
            quantity_milli: line.milli,
            price: price.amount,
            per_milli: price.per_milli,
            price_version: price.id,
            gross: 0,
            promo: 0,
            line_discount: 0,
            bill_discount: 0,
            net: 0,
            service: 0,
            taxes: Vec::new(),
            total: 0,
            stocked: product.stocked,
            note,
            label,
            chosen: Vec::new(),
            ordered: None,
            of_milli: None,
        },
        discount: line.wanted.discount,
        gross_override,
    }
}

/// The price of a product in force, for a quantity of it.
pub(crate) fn price_for<'a>(
    branch: &Branch,
    moment: &Moment,
    index: usize,
    item: &'a ShelfItem,
    quantity: i64,
) -> Result<&'a Price, Refusal> {
    price_at(&item.prices, branch, moment, quantity).ok_or_else(|| {
        let field = format!("lines[{index}].product");
        let detail = format!("{} has no price now", item.product.name);
        Refusal::at(Code::PriceMissing, field, detail)
    })
}
