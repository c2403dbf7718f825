//! Goods of one place put right: received from a supplier, counted, adjusted. The
//! place is the branch's shelf, or the warehouse when the centre acts.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, CENTRE, Fact, ProductId,
    limits::MAX_LINES,
    master::Product,
    stock::{Counted, Goods, Location, StockAdjusted, StockCounted, StockReceived},
};
use nusa_money::amount::MAX_QUANTITY;

use crate::{Actor, Moment, Refusal, Right, Ruling, command::Amount, refusal::Code, text};

/// A product as a place holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockItem {
    /// The product.
    pub product: Product,
    /// How much of it is there, thousandths.
    pub level_milli: i64,
}

/// What the law looks at when goods of one place change.
#[derive(Clone, Debug)]
pub struct StockDesk {
    /// Whose place it is; the centre's is the warehouse.
    pub here: BranchId,
    /// The products that are named, as far as they are known.
    pub products: BTreeMap<ProductId, StockItem>,
}

/// How a quantity may be signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Above zero.
    Positive,
    /// Zero or above.
    NotNegative,
    /// Anything but zero.
    NotZero,
}

/// Books goods from a supplier.
///
/// # Errors
/// `Forbidden`, and those of the lines: `LinesMissing`, `LinesTooMany`, `LineRepeated`,
/// `ProductUnknown`, `ProductNotStocked`, `QuantityInvalid`; `TextInvalid`.
pub fn decide_receive_stock(
    desk: &StockDesk,
    actor: &Actor,
    moment: &Moment,
    lines: &[Amount],
    reference: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::MoveStock, desk.here)?;
    let fact = StockReceived {
        into: place_of(desk.here),
        lines: goods(&desk.products, lines, Sign::Positive)?,
        reference: text::required("reference", reference)?,
    };
    Ok(Ruling::at_branch(moment, Fact::StockReceived(fact)))
}

/// Books a stocktake. What moves is the difference to the level of this moment, so that counting
/// fifty three times is fifty (D1-24).
///
/// # Errors
/// `Forbidden`, those of the lines, `TextInvalid`.
pub fn decide_count_stock(
    desk: &StockDesk,
    actor: &Actor,
    moment: &Moment,
    lines: &[Amount],
    note: Option<&str>,
) -> Result<Ruling, Refusal> {
    actor.must(Right::CountStock, desk.here)?;
    let counted = goods(&desk.products, lines, Sign::NotNegative)?;
    let fact = StockCounted {
        location: place_of(desk.here),
        lines: counted
            .into_iter()
            .map(|line| difference(&desk.products, line))
            .collect(),
        note: text::optional("note", note)?,
    };
    Ok(Ruling::at_branch(moment, Fact::StockCounted(fact)))
}

fn difference(products: &BTreeMap<ProductId, StockItem>, line: Goods) -> Counted {
    let level = products
        .get(&line.product)
        .map_or(0, |item| item.level_milli);
    Counted {
        product: line.product,
        name: line.name,
        counted_milli: line.quantity_milli,
        difference_milli: line.quantity_milli.saturating_sub(level),
    }
}

/// Puts goods right by hand. A shelf may already be below zero where the branch sells leniently,
/// so only the warehouse must hold what is taken out of it (D1-14).
///
/// # Errors
/// `Forbidden`, those of the lines, `StockShort`, `TextInvalid`.
pub fn decide_adjust_stock(
    desk: &StockDesk,
    actor: &Actor,
    moment: &Moment,
    lines: &[Amount],
    reason: &str,
) -> Result<Ruling, Refusal> {
    actor.must(Right::MoveStock, desk.here)?;
    let lines = goods(&desk.products, lines, Sign::NotZero)?;
    if desk.here == CENTRE {
        for (index, line) in lines.iter().enumerate() {
            holds(&desk.products, index, line.product, -line.quantity_milli)?;
        }
    }
    let fact = StockAdjusted {
        location: place_of(desk.here),
        lines,
        reason: text::required("reason", reason)?,
    };
    Ok(Ruling::at_branch(moment, Fact::StockAdjusted(fact)))
}

/// Where the goods of a branch lie; those of the centre lie in the warehouse.
pub fn place_of(branch: BranchId) -> Location {
    if branch == CENTRE {
        Location::Warehouse
    } else {
        Location::Branch(branch)
    }
}

/// Lines with their names, each product once.
pub(crate) fn goods(
    products: &BTreeMap<ProductId, StockItem>,
    lines: &[Amount],
    sign: Sign,
) -> Result<Vec<Goods>, Refusal> {
    if lines.is_empty() {
        return Err(Refusal::at(
            Code::LinesMissing,
            "lines",
            "no goods are named",
        ));
    }
    if lines.len() > MAX_LINES {
        let detail = format!("at most {MAX_LINES} lines at once");
        return Err(Refusal::at(Code::LinesTooMany, "lines", detail));
    }
    let mut seen = BTreeSet::new();
    let mut goods = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let refuse = |code, name: &str, detail: String| {
            Err(Refusal::at(code, format!("lines[{index}].{name}"), detail))
        };
        if !seen.insert(line.product) {
            let detail = format!("product {} is named twice", line.product);
            return refuse(Code::LineRepeated, "product", detail);
        }
        let Some(item) = products.get(&line.product) else {
            let detail = format!("product {} is not known", line.product);
            return refuse(Code::ProductUnknown, "product", detail);
        };
        let product = &item.product;
        if !product.stocked {
            let detail = format!("{}: no stock is kept of it", product.name);
            return refuse(Code::ProductNotStocked, "product", detail);
        }
        if !fits(product, line.milli, sign) {
            let detail = format!("{}: not a quantity that can be", product.name);
            return refuse(Code::QuantityInvalid, "quantity_milli", detail);
        }
        goods.push(Goods {
            product: product.id,
            name: product.name.clone(),
            quantity_milli: line.milli,
        });
    }
    Ok(goods)
}

fn fits(product: &Product, milli: i64, sign: Sign) -> bool {
    let signed = match sign {
        Sign::Positive => milli > 0,
        Sign::NotNegative => milli >= 0,
        Sign::NotZero => milli != 0,
    };
    let whole = product.fractional || milli % 1000 == 0;
    signed && whole && (-MAX_QUANTITY..=MAX_QUANTITY).contains(&milli)
}

/// Refuses to take more than is there.
pub(crate) fn holds(
    products: &BTreeMap<ProductId, StockItem>,
    index: usize,
    product: ProductId,
    taken: i64,
) -> Result<(), Refusal> {
    let Some(item) = products.get(&product) else {
        return Ok(());
    };
    if taken <= 0 || item.level_milli >= taken {
        return Ok(());
    }
    let field = format!("lines[{index}].quantity_milli");
    let detail = format!("{}: not so much is there", item.product.name);
    Err(Refusal::at(Code::StockShort, field, detail)
        .with("level_milli", item.level_milli)
        .with("wanted_milli", taken))
}
