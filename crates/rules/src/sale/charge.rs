//! Lines that have a price, charged: discounts, service, taxes and totals by the
//! money engine, and the lines as a fact says them. Knows no price book, no order
//! and no payment.

use nusa_facts::{
    master::{Branch, CoinStep, Product, ServiceBasis, Tax, TaxRounding},
    sale::{LineTax, PricedBy, PrintedTax, SaleLine, SaleTax},
};
use nusa_money::{
    self as money, Amount, CoinRule, DppRounding, PriceMode, Quantity, Rounding, ServiceMode,
    quote_bill,
};

use super::MONEY_RULES;
use crate::{
    Moment, Refusal,
    command::Discount,
    limits::WHOLE_PPM,
    price::{tax_of, taxes_at},
    refusal::Code,
};

/// A line that has a price and no amounts yet.
pub(crate) struct Priced<'a> {
    /// Says what is taxed, served and may be discounted.
    pub(crate) product: &'a Product,
    /// The line as the fact will say it; its amounts are not read.
    pub(crate) line: SaleLine,
    /// Something off the line.
    pub(crate) discount: Option<Discount>,
    /// What a label states instead of price times quantity.
    pub(crate) gross_override: Option<Amount>,
}

/// Lines with every amount, and what they were computed with.
pub(crate) struct Charged {
    pub(crate) settings: money::Settings,
    pub(crate) bill: money::Bill,
    pub(crate) lines: Vec<SaleLine>,
    pub(crate) taxes: Vec<SaleTax>,
    pub(crate) priced_by: PricedBy,
    /// Whether the bill's discounts reach each line.
    pub(crate) discountable: Vec<bool>,
}

/// Charges lines at a branch, at a moment.
///
/// # Errors
/// `AmountInvalid` for a discount that cannot be; what the money engine refuses.
pub(crate) fn charge(
    branch: &Branch,
    taxes: &[Tax],
    moment: &Moment,
    lines: Vec<Priced<'_>>,
    bill_discount: Option<Discount>,
) -> Result<Charged, Refusal> {
    let settings = settings_of(branch, carried(taxes, moment, &lines)?)?;
    let mut cart = money::Cart::default();
    for (index, line) in lines.iter().enumerate() {
        cart.lines.push(cart_line(index, line, &settings)?);
    }
    if let Some(given) = bill_discount {
        let discount = discount_of("bill_discount", given)?;
        cart.bill_discounts.push(money::BillDiscount::new(discount));
    }
    let bill = quote_bill(&settings, &cart)?;
    let charged = bill.taxes.iter();
    Ok(Charged {
        taxes: charged
            .map(|total| sale_tax(taxes, moment, total, &settings))
            .collect(),
        priced_by: priced_by(branch, &settings),
        discountable: lines.iter().map(|line| line.product.discountable).collect(),
        lines: lines
            .into_iter()
            .zip(&bill.lines)
            .map(|(line, amounts)| with_amounts(line.line, amounts, &settings))
            .collect(),
        settings,
        bill,
    })
}

/// The taxes in force that a line carries. A code without a tax in force charges nothing.
fn carried(
    taxes: &[Tax],
    moment: &Moment,
    lines: &[Priced<'_>],
) -> Result<Vec<money::Tax>, Refusal> {
    taxes_at(taxes, moment)
        .into_iter()
        .filter(|tax| {
            lines
                .iter()
                .any(|line| line.product.taxes.contains(&tax.code))
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
    line: &Priced<'_>,
    settings: &money::Settings,
) -> Result<money::Line, Refusal> {
    let taxes = settings.taxes.iter().enumerate();
    let carried = taxes.filter(|(_, tax)| line.product.taxes.contains(&tax.code));
    let discount = match line.discount {
        None => None,
        Some(given) => Some(discount_of(&format!("lines[{index}].discount"), given)?),
    };
    let modifiers = line.line.chosen.iter();
    Ok(money::Line {
        per: Quantity(line.line.per_milli),
        taxes: carried.map(|(tax, _)| tax).collect(),
        service: line.product.service,
        discountable: line.product.discountable,
        discount,
        gross_override: line.gross_override,
        modifiers: modifiers.map(|chosen| Amount(chosen.price)).collect(),
        ..money::Line::new(Amount(line.line.price), Quantity(line.line.quantity_milli))
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

/// The line with the amounts of the engine.
fn with_amounts(line: SaleLine, done: &money::BillLine, settings: &money::Settings) -> SaleLine {
    let taxes = done.taxes.iter();
    SaleLine {
        gross: done.gross.0,
        promo: done.promo.0,
        line_discount: done.line_discount.0,
        bill_discount: done.bill_discount.0,
        net: done.net.0,
        service: done.service.0,
        taxes: taxes.map(|part| line_tax(part, settings)).collect(),
        total: done.total.0,
        ..line
    }
}

/// A tax's part of a line, by its code.
pub(crate) fn line_tax(part: &money::LineTax, settings: &money::Settings) -> LineTax {
    LineTax {
        code: settings.taxes[part.tax].code.clone(),
        amount: part.amount.0,
    }
}

fn sale_tax(
    taxes: &[Tax],
    moment: &Moment,
    total: &money::TaxTotal,
    settings: &money::Settings,
) -> SaleTax {
    let code = &settings.taxes[total.tax].code;
    let row = taxes_at(taxes, moment)
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
        cash_step: cash_step(branch),
    }
}

/// How the branch rounds cash, as a fact says it.
pub(crate) fn cash_step(branch: &Branch) -> Option<(i64, i64)> {
    branch.cash_rounding.map(|coin| (coin.step, coin.threshold))
}
