//! Words of a sale: settings, cart and payment in; bill and settlement out.
//!
//! It only translates; every rule lies behind `quote` and `settle`.

use super::reader::Reader;
use super::writer::Writer;
use crate::bill::{Bill, Settlement};
use crate::cart::{BillDiscount, Cart, Discount, Line, Payment, Promo, Tender, TenderKind};
use crate::coin::CoinRule;
use crate::currency::CURRENCIES;
use crate::error::MoneyError;
use crate::rounding::Rounding;
use crate::settings::{
    DppRounding, PriceMode, Service, ServiceBasis, ServiceMode, Settings, Tax, TaxKind,
};

const ROUNDINGS: [Rounding; 4] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::Down,
    Rounding::Up,
];
const TENDER_KINDS: [TenderKind; 4] = [
    TenderKind::Cash,
    TenderKind::NonCash,
    TenderKind::Voucher,
    TenderKind::OnAccount,
];

pub(super) fn quote(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (settings, cart, payment) = (read_settings(from)?, read_cart(from)?, read_payment(from)?);
    let quote = crate::quote(&settings, &cart, &payment)?;
    write_bill(to, &quote.bill)?;
    write_settlement(to, &quote.settlement);
    Ok(())
}

pub(super) fn settle(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (settings, total, payment) = (read_settings(from)?, from.amount()?, read_payment(from)?);
    write_settlement(to, &crate::settle(&settings, total, &payment)?);
    Ok(())
}

pub(super) fn read_rounding(from: &mut Reader<'_>) -> Result<Rounding, MoneyError> {
    from.choice(&ROUNDINGS)
}

pub(super) fn read_coin_rule(from: &mut Reader<'_>) -> Result<CoinRule, MoneyError> {
    Ok(CoinRule {
        step: from.word()?,
        threshold: from.word()?,
    })
}

pub(super) fn read_tender(from: &mut Reader<'_>) -> Result<Tender, MoneyError> {
    Ok(Tender {
        method: from.number()?,
        kind: from.choice(&TENDER_KINDS)?,
        amount: from.amount()?,
    })
}

fn read_settings(from: &mut Reader<'_>) -> Result<Settings, MoneyError> {
    Ok(Settings {
        currency: from.choice(&CURRENCIES)?,
        price_mode: from.choice(&[PriceMode::Exclusive, PriceMode::Inclusive])?,
        tax_rounding: read_rounding(from)?,
        dpp_rounding: from.choice(&[DppRounding::Exact, DppRounding::DppFirst])?,
        line_rounding: read_rounding(from)?,
        discount_rounding: read_rounding(from)?,
        is_pkp: from.flag()?,
        taxes: from.list(read_tax)?,
        service: from.option(read_service)?,
        cash_rounding: from.option(read_coin_rule)?,
        noncash_rounding: from.option(read_coin_rule)?,
    })
}

fn read_tax(from: &mut Reader<'_>) -> Result<Tax, MoneyError> {
    Ok(Tax {
        code: String::new(),
        kind: from.choice(&[TaxKind::Ppn, TaxKind::Pb1, TaxKind::Other])?,
        rate_ppm: from.number()?,
        base_num: from.number()?,
        base_den: from.number()?,
    })
}

fn read_service(from: &mut Reader<'_>) -> Result<Service, MoneyError> {
    let bases = [
        ServiceBasis::AfterDiscount,
        ServiceBasis::BeforeBillDiscount,
        ServiceBasis::Gross,
    ];
    Ok(Service {
        ppm: from.number()?,
        mode: from.choice(&[ServiceMode::Exclusive, ServiceMode::Inclusive])?,
        basis: from.choice(&bases)?,
        taxable: from.flag()?,
        rounding: read_rounding(from)?,
    })
}

fn read_cart(from: &mut Reader<'_>) -> Result<Cart, MoneyError> {
    Ok(Cart {
        lines: from.list(read_line)?,
        promos: from.list(read_promo)?,
        bill_discounts: from.list(read_bill_discount)?,
    })
}

fn read_line(from: &mut Reader<'_>) -> Result<Line, MoneyError> {
    Ok(Line {
        price: from.amount()?,
        per: from.quantity()?,
        quantity: from.quantity()?,
        modifiers: from.list(Reader::amount)?,
        taxes: from.list(Reader::size)?,
        service: from.flag()?,
        discountable: from.flag()?,
        discount: from.option(read_discount)?,
        gross_override: from.option(Reader::amount)?,
    })
}

fn read_discount(from: &mut Reader<'_>) -> Result<Discount, MoneyError> {
    match from.word()? {
        0 => Ok(Discount::Percent(from.number()?)),
        1 => Ok(Discount::Amount(from.amount()?)),
        _ => Err(MoneyError::Malformed),
    }
}

fn read_promo(from: &mut Reader<'_>) -> Result<Promo, MoneyError> {
    let (kind, lines) = (from.word()?, from.list(Reader::size)?);
    Ok(match kind {
        0 => Promo::LinePercent {
            lines,
            ppm: from.number()?,
        },
        1 => Promo::GroupPercent {
            lines,
            ppm: from.number()?,
            cap: from.option(Reader::amount)?,
        },
        2 => Promo::BuyXGetY {
            lines,
            buy: from.number()?,
            free: from.number()?,
        },
        3 => Promo::Tier {
            lines,
            min_quantity: from.quantity()?,
            price: from.amount()?,
        },
        4 => Promo::Bundle {
            lines,
            price: from.amount()?,
        },
        _ => return Err(MoneyError::Malformed),
    })
}

fn read_bill_discount(from: &mut Reader<'_>) -> Result<BillDiscount, MoneyError> {
    Ok(BillDiscount {
        discount: read_discount(from)?,
        cap: from.option(Reader::amount)?,
        min_spend: from.amount()?,
    })
}

fn read_payment(from: &mut Reader<'_>) -> Result<Payment, MoneyError> {
    Ok(Payment {
        tip: from.amount()?,
        tenders: from.list(read_tender)?,
    })
}

fn write_bill(to: &mut Writer, bill: &Bill) -> Result<(), MoneyError> {
    to.flag(bill.composition.service_on_top);
    to.flag(bill.composition.tax_on_top);
    to.list(&bill.lines, |to, line| {
        to.amounts(&[
            line.gross,
            line.promo,
            line.line_discount,
            line.bill_discount,
            line.net,
            line.service,
        ]);
        to.line_taxes(&line.taxes)?;
        to.amount(line.total);
        Ok(())
    })?;
    to.amount(bill.gross);
    to.amount_list(&bill.promos)?;
    to.amount(bill.line_discount);
    to.amount_list(&bill.bill_discounts)?;
    to.amounts(&[bill.net, bill.service]);
    to.list(&bill.taxes, |to, total| {
        to.size(total.tax)?;
        to.amounts(&[total.base, total.dpp, total.amount]);
        Ok(())
    })?;
    to.amounts(&[bill.untaxed, bill.total]);
    Ok(())
}

fn write_settlement(to: &mut Writer, done: &Settlement) {
    to.amounts(&[
        done.tip,
        done.due,
        done.noncash,
        done.voucher_forfeited,
        done.rounding,
    ]);
    to.amounts(&[done.payable, done.cash, done.change, done.balance]);
}
