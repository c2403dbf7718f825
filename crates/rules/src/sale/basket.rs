//! The lines of a sale priced by the branch: product, version of the price, taxes
//! in force, then the money engine. Knows nothing of payments and of who asks.

use std::collections::BTreeMap;

use nusa_facts::{
    ProductId,
    limits::MAX_LINES,
    master::{Branch, CoinStep, Price, Product, ServiceBasis, TaxRounding},
    sale::{LineTax, PricedBy, PrintedTax, SaleLine, SaleTax},
};
use nusa_money::{
    self as money, Amount, CoinRule, DppRounding, PriceMode, Quantity, Rounding, ServiceMode,
    amount::MAX_QUANTITY, quote_bill,
};

use super::{MONEY_RULES, SaleDesk, ShelfItem};
use crate::{
    Moment, Refusal,
    command::{Discount, HowMuch, WantedLine},
    label,
    limits::WHOLE_PPM,
    price::{price_at, tax_of, taxes_at},
    refusal::Code,
    text,
};

/// The quantity whose price is the ordinary one (contract, price book).
const ORDINARY: i64 = 0;

/// Lines with every amount, and what they were computed with.
pub(super) struct Basket {
    pub(super) settings: money::Settings,
    pub(super) bill: money::Bill,
    pub(super) lines: Vec<SaleLine>,
    pub(super) taxes: Vec<SaleTax>,
    pub(super) priced_by: PricedBy,
    /// What the lines of a product take together, thousandths.
    pub(super) quantities: BTreeMap<ProductId, i64>,
    /// Whether the bill's discounts reach each line.
    pub(super) discountable: Vec<bool>,
}

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

/// A line that may be sold, with what it is sold at.
struct Found<'a> {
    measured: Measured<'a>,
    price: &'a Price,
    note: Option<String>,
}

impl Found<'_> {
    fn product(&self) -> &Product {
        &self.measured.item.product
    }
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
    let found = find(desk, moment, lines, &quantities)?;
    let taxes = carried(desk, moment, &found)?;
    let settings = settings_of(desk.branch, taxes)?;
    let mut cart = money::Cart::default();
    for (index, line) in found.iter().enumerate() {
        cart.lines.push(cart_line(index, line, &settings)?);
    }
    if let Some(given) = bill_discount {
        let discount = discount_of("bill_discount", given)?;
        cart.bill_discounts.push(money::BillDiscount::new(discount));
    }
    let bill = quote_bill(&settings, &cart)?;
    let done = found.iter().zip(&bill.lines);
    Ok(Basket {
        lines: done
            .map(|(line, amounts)| sale_line(line, amounts, &settings))
            .collect(),
        taxes: bill
            .taxes
            .iter()
            .map(|total| sale_tax(desk, moment, total, &settings))
            .collect(),
        priced_by: priced_by(desk.branch, &settings),
        discountable: found
            .iter()
            .map(|line| line.product().discountable)
            .collect(),
        quantities,
        settings,
        bill,
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
) -> Result<Vec<Found<'a>>, Refusal> {
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
        Ok(Found {
            measured: line,
            price,
            note,
        })
    });
    found.collect()
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

/// The taxes in force that a line carries. A code without a tax in force charges nothing.
fn carried(
    desk: &SaleDesk<'_>,
    moment: &Moment,
    found: &[Found<'_>],
) -> Result<Vec<money::Tax>, Refusal> {
    taxes_at(desk.taxes, moment)
        .into_iter()
        .filter(|tax| {
            found
                .iter()
                .any(|line| line.product().taxes.contains(&tax.code))
        })
        .map(tax_of)
        .collect()
}

/// What the money engine is told of a branch.
pub(crate) fn settings_of(
    branch: &Branch,
    taxes: Vec<money::Tax>,
) -> Result<money::Settings, Refusal> {
    let currency = money::currency::by_code(&branch.currency).ok_or_else(|| {
        let detail = format!("the currency {} is not known", branch.currency);
        Refusal::new(Code::MoneyRefused, detail)
    })?;
    let price_mode = if branch.tax_inclusive {
        PriceMode::Inclusive
    } else {
        PriceMode::Exclusive
    };
    let dpp_rounding = if branch.dpp_first {
        DppRounding::DppFirst
    } else {
        DppRounding::Exact
    };
    Ok(money::Settings {
        currency,
        price_mode,
        tax_rounding: rounding_of(branch.tax_rounding),
        dpp_rounding,
        line_rounding: Rounding::HalfUp,
        discount_rounding: Rounding::HalfUp,
        taxes,
        service: service_of(branch)?,
        cash_rounding: branch.cash_rounding.map(coin_of),
        noncash_rounding: branch.noncash_rounding.map(coin_of),
        is_pkp: branch.is_pkp,
    })
}

fn rounding_of(rounding: TaxRounding) -> Rounding {
    match rounding {
        TaxRounding::HalfUp => Rounding::HalfUp,
        TaxRounding::HalfEven => Rounding::HalfEven,
        TaxRounding::Down => Rounding::Down,
    }
}

fn coin_of(coin: CoinStep) -> CoinRule {
    CoinRule {
        step: coin.step,
        threshold: coin.threshold,
    }
}

fn service_of(branch: &Branch) -> Result<Option<money::Service>, Refusal> {
    let Some(service) = branch.service else {
        return Ok(None);
    };
    let mode = if service.inclusive {
        ServiceMode::Inclusive
    } else {
        ServiceMode::Exclusive
    };
    let basis = match service.basis {
        ServiceBasis::AfterDiscount => money::ServiceBasis::AfterDiscount,
        ServiceBasis::BeforeBillDiscount => money::ServiceBasis::BeforeBillDiscount,
        ServiceBasis::Gross => money::ServiceBasis::Gross,
    };
    Ok(Some(money::Service {
        ppm: u32::try_from(service.ppm).map_err(|_| money::MoneyError::RateBounds)?,
        mode,
        basis,
        taxable: service.taxable,
        rounding: Rounding::HalfUp,
    }))
}

fn cart_line(
    index: usize,
    line: &Found<'_>,
    settings: &money::Settings,
) -> Result<money::Line, Refusal> {
    let taxes = settings.taxes.iter().enumerate();
    let carried = taxes.filter(|(_, tax)| line.product().taxes.contains(&tax.code));
    let discount = match line.measured.wanted.discount {
        None => None,
        Some(given) => Some(discount_of(&format!("lines[{index}].discount"), given)?),
    };
    Ok(money::Line {
        per: Quantity(line.price.per_milli),
        taxes: carried.map(|(tax, _)| tax).collect(),
        service: line.product().service,
        discountable: line.product().discountable,
        discount,
        gross_override: line.measured.stated.as_ref().and_then(|label| label.gross),
        ..money::Line::new(Amount(line.price.amount), Quantity(line.measured.milli))
    })
}

fn discount_of(field: &str, given: Discount) -> Result<money::Discount, Refusal> {
    let wrong = || {
        Refusal::at(
            Code::AmountInvalid,
            field,
            "not a discount that can be given",
        )
    };
    match given {
        Discount::Percent(ppm) if (0..=WHOLE_PPM).contains(&ppm) => {
            let ppm = u32::try_from(ppm).map_err(|_| wrong())?;
            Ok(money::Discount::Percent(ppm))
        }
        Discount::Amount(amount) if (0..=money::amount::MAX_AMOUNT).contains(&amount) => {
            Ok(money::Discount::Amount(Amount(amount)))
        }
        Discount::Percent(_) | Discount::Amount(_) => Err(wrong()),
    }
}

fn sale_line(line: &Found<'_>, done: &money::BillLine, settings: &money::Settings) -> SaleLine {
    let product = line.product();
    SaleLine {
        product: product.id,
        name: product.name.clone(),
        sku: product.sku.clone(),
        unit: product.unit.clone(),
        quantity_milli: line.measured.milli,
        price: line.price.amount,
        per_milli: line.price.per_milli,
        price_version: line.price.id,
        gross: done.gross.0,
        promo: done.promo.0,
        line_discount: done.line_discount.0,
        bill_discount: done.bill_discount.0,
        net: done.net.0,
        service: done.service.0,
        taxes: done
            .taxes
            .iter()
            .map(|part| LineTax {
                code: settings.taxes[part.tax].code.clone(),
                amount: part.amount.0,
            })
            .collect(),
        total: done.total.0,
        stocked: product.stocked,
        note: line.note.clone(),
        label: line
            .measured
            .stated
            .as_ref()
            .map(|stated| stated.label.clone()),
    }
}

fn sale_tax(
    desk: &SaleDesk<'_>,
    moment: &Moment,
    total: &money::TaxTotal,
    settings: &money::Settings,
) -> SaleTax {
    let code = &settings.taxes[total.tax].code;
    let row = taxes_at(desk.taxes, moment)
        .into_iter()
        .find(|tax| tax.code == *code);
    SaleTax {
        code: code.clone(),
        base: total.base.0,
        dpp: total.dpp.0,
        amount: total.amount.0,
        printed: row.map(|tax| PrintedTax {
            name: tax.name.clone(),
            rate_ppm: tax.rate_ppm,
            base: (tax.base_num, tax.base_den),
        }),
    }
}

fn priced_by(branch: &Branch, settings: &money::Settings) -> PricedBy {
    PricedBy {
        rules: MONEY_RULES,
        tax_inclusive: branch.tax_inclusive,
        service_on_top: settings.composition().service_on_top,
        service_ppm: branch.service.map_or(0, |service| service.ppm),
        cash_step: branch.cash_rounding.map(|coin| (coin.step, coin.threshold)),
    }
}
