//! Words of the small functions: roundings, labels, QRIS, calendar, text, prices.
//!
//! It only translates; every rule lies in the file of the same idea.

use super::reader::Reader;
use super::sale::{read_coin_rule, read_rounding};
use super::writer::Writer;
use crate::amount::Amount;
use crate::currency::CURRENCIES;
use crate::day::CivilDate;
use crate::error::MoneyError;
use crate::label::{read_label, LabelKind, LabelRule};
use crate::price::{resolve, Place, PriceVersion, Scope};
use crate::{coin, day, qris, share as sharing, text};

pub(super) fn layout(_: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    to.word(super::LAYOUT);
    Ok(())
}

pub(super) fn round(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (num, den) = (i128::from(from.word()?), i128::from(from.word()?));
    to.amount(Amount::from_wide(read_rounding(from)?.divide(num, den)?)?);
    Ok(())
}

pub(super) fn share(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (total, weights) = (from.amount()?, from.list(Reader::amount)?);
    to.amount_list(&sharing::share_on(total, &weights)?)
}

pub(super) fn to_coin(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (amount, rule) = (from.amount()?, from.option(read_coin_rule)?);
    to.amount(coin::to_coin(amount, rule)?);
    Ok(())
}

pub(super) fn label(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let code = read_text(from, MoneyError::LabelFormat)?;
    let rule = LabelRule {
        prefix: from.number()?,
        item_digits: from.size()?,
        value_digits: from.size()?,
        kind: from.choice(&[LabelKind::Price, LabelKind::Weight])?,
        scale: from.word()?,
    };
    let label = read_label(&code, &rule, from.amount()?, from.quantity()?)?;
    to.bytes(label.item.as_bytes())?;
    to.word(label.value);
    to.amount(label.gross);
    to.word(label.quantity.0);
    Ok(())
}

pub(super) fn qris_crc(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let crc = qris::crc_text(&from.bytes()?);
    to.bytes(crc.as_bytes())
}

pub(super) fn qris_with_amount(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let payload = read_text(from, MoneyError::QrisFormat)?;
    let stated = qris::with_amount(&payload, from.amount()?, from.amount()?)?;
    to.bytes(stated.as_bytes())
}

pub(super) fn local_time(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let time = day::local_time(from.word()?, from.number()?)?;
    write_date(to, time.date);
    [time.hour, time.minute, time.second]
        .iter()
        .for_each(|part| to.word(i64::from(*part)));
    Ok(())
}

pub(super) fn business_date(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let date = day::business_date(from.word()?, from.number()?, from.number()?)?;
    write_date(to, date);
    Ok(())
}

pub(super) fn amount_text(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let (amount, currency) = (from.amount()?, from.choice(&CURRENCIES)?);
    let (symbol, space) = (from.flag()?, from.flag()?);
    let text = if symbol {
        text::with_symbol(amount, currency, space)
    } else {
        text::plain(amount, currency)
    };
    to.bytes(text.as_bytes())
}

pub(super) fn resolve_price(from: &mut Reader<'_>, to: &mut Writer) -> Result<(), MoneyError> {
    let versions = from.list(read_price)?;
    let place = Place {
        region: from.option(Reader::word)?,
        branch: from.word()?,
    };
    let (at, quantity) = (from.word()?, from.quantity()?);
    let held = resolve(&versions, place, at, quantity);
    to.flag(held.is_some());
    if let Some(version) = held {
        to.word(version.id);
        to.amount(version.amount);
    }
    Ok(())
}

fn read_price(from: &mut Reader<'_>) -> Result<PriceVersion, MoneyError> {
    let (id, kind, of) = (from.word()?, from.word()?, from.word()?);
    let scope = match kind {
        0 => Scope::Company,
        1 => Scope::Region(of),
        2 => Scope::Branch(of),
        _ => return Err(MoneyError::Malformed),
    };
    Ok(PriceVersion {
        id,
        scope,
        amount: from.amount()?,
        min_quantity: from.quantity()?,
        valid_from: from.word()?,
        valid_to: from.option(Reader::word)?,
    })
}

fn read_text(from: &mut Reader<'_>, refusal: MoneyError) -> Result<String, MoneyError> {
    String::from_utf8(from.bytes()?).map_err(|_| refusal)
}

fn write_date(to: &mut Writer, date: CivilDate) {
    to.word(i64::from(date.year));
    to.word(i64::from(date.month));
    to.word(i64::from(date.day));
}
