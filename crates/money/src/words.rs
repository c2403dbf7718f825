//! The flat interface: rows of whole numbers in, rows of whole numbers out.
//!
//! This is how the browser reaches the engine. Texts never cross: taxes, lines and methods are
//! indexes, codes and labels are bytes. It must not know memory or pointers, so that the same
//! functions are tested natively.

mod after_sale;
mod reader;
mod report;
mod sale;
mod small;
mod writer;

use crate::error::MoneyError;
use reader::Reader;
use writer::Writer;

/// A function of the flat interface.
pub type Function = fn(&[i64]) -> Vec<i64>;

/// Every function by the name it is exported under, without the prefix `nusa_`.
///
/// An answer's first word is 0, or [`MoneyError::number`] with nothing after it. In the layouts
/// `list X` is a count and then that many X; `option X` is 0, or 1 and X; `flag` is 0 or 1; other
/// choices are numbered from 0 in the order of their type.
pub const FUNCTIONS: [(&str, Function); 18] = [
    ("quote", quote),
    ("settle", settle),
    ("refund", refund),
    ("split_evenly", split_evenly),
    ("split_by_items", split_by_items),
    ("round", round),
    ("share", share),
    ("to_coin", to_coin),
    ("label", label),
    ("qris_crc", qris_crc),
    ("qris_with_amount", qris_with_amount),
    ("local_time", local_time),
    ("business_date", business_date),
    ("amount_text", amount_text),
    ("resolve_price", resolve_price),
    ("drawer", drawer),
    ("z_report", z_report),
    ("layout", layout),
];

/// The number of this layout; it grows when any row below changes.
pub const LAYOUT: i64 = 1;

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident = $path:path;)*) => {
        $($(#[$doc])*
        pub fn $name(input: &[i64]) -> Vec<i64> {
            answer(input, $path)
        })*
    };
}

functions! {
    /// A cart priced and paid ([`crate::quote()`]).
    ///
    /// In: settings, cart, payment.
    /// - settings: currency, price mode, tax rounding, dpp rounding, line rounding, discount
    ///   rounding, is_pkp flag, list (tax kind, rate ppm, base num, base den),
    ///   option (service ppm, mode, basis, taxable flag, rounding), option coin rule for cash,
    ///   option coin rule for non-cash; a coin rule is step, threshold.
    /// - cart: list line, list promo, list bill discount.
    ///   - line: price, per, quantity, list modifier, list tax index, service flag, discountable
    ///     flag, option discount, option gross override.
    ///   - discount: 0 ppm, or 1 amount.
    ///   - promo: its kind (0 line percent, 1 group percent, 2 buy x get y, 3 tier, 4 bundle), list
    ///     line index, then: ppm | ppm, option cap | buy, free | min quantity, price | price.
    ///   - bill discount: discount, option cap, min spend.
    /// - payment: tip, list (method, tender kind, amount).
    ///
    /// Out: service on top flag, tax on top flag, list line (gross, promo, line discount, bill
    /// discount, net, service, list (tax, amount), total), gross, list promo total, line discount,
    /// list bill discount total, net, service, list (tax, base, dpp, amount), untaxed, total; then
    /// the settlement as [`settle`] answers it.
    quote = sale::quote;
    /// A total paid ([`crate::settle`]). In: settings, total, payment. Out: tip, due, non-cash,
    /// voucher forfeited, rounding, payable, cash, change, balance.
    settle = sale::settle;
    /// The next return of a sale ([`crate::refund()`]).
    ///
    /// In: service on top flag, tax on top flag, list (quantity, returned before, net, service,
    /// list (tax, amount)), paid for goods, paid back before, option coin rule, way (0 cash,
    /// 1 non-cash), list (line index, quantity).
    /// Out: list (line index, net, service, list (tax, amount), total), total, rounding, paid,
    /// complete flag.
    refund = after_sale::refund;
    /// A total in equal payments ([`crate::split_evenly`]). In: total, parts, unit. Out: list part.
    split_evenly = after_sale::split_evenly;
    /// A bill by what each had ([`crate::split_by_items`]).
    ///
    /// In: service on top flag, tax on top flag, children, list (net, service, list (tax, amount),
    /// list weight). Out: list child (list (net, service, list (tax, amount), total), net, service,
    /// list (tax, amount), total).
    split_by_items = after_sale::split_by_items;
    /// A fraction rounded ([`crate::Rounding`]). In: numerator, denominator, rounding. Out: result.
    round = small::round;
    /// Largest remainder ([`crate::share::share`]). In: total, list weight. Out: list part.
    share = small::share;
    /// An amount in coins ([`crate::CoinRule`]). In: amount, option coin rule. Out: amount.
    to_coin = small::to_coin;
    /// A scale label read ([`crate::label`]). In: list byte, prefix, item digits, value digits,
    /// kind (0 price, 1 weight), scale, unit price. Out: list byte of the item, value, gross, quantity.
    label = small::label;
    /// The CRC of a text ([`crate::qris`]). In: list byte. Out: list byte of 4 hex digits.
    qris_crc = small::qris_crc;
    /// A static QRIS with an amount ([`crate::qris`]). In: list byte, amount, limit. Out: list byte.
    qris_with_amount = small::qris_with_amount;
    /// A moment on the shop's clock ([`crate::day`]). In: ms since 1970, offset in minutes.
    /// Out: year, month, day, hour, minute, second.
    local_time = small::local_time;
    /// The business date of a moment. In: ms since 1970, offset, cut-off in minutes. Out: year,
    /// month, day.
    business_date = small::business_date;
    /// An amount as text ([`crate::text`]). In: amount, currency, symbol flag, space flag.
    /// Out: list byte (UTF-8).
    amount_text = small::amount_text;
    /// The price that holds ([`crate::price`]). In: list (id, scope kind (0 company, 1 region,
    /// 2 branch), scope id, amount, min quantity, valid from, option valid to), option region,
    /// branch, moment in ms, quantity. Out: option (id, amount).
    resolve_price = small::resolve_price;
    /// A drawer counted ([`crate::shift`]). In: float, received, change, refunds, in, out, drops,
    /// tips paid out, list (denomination, pieces). Out: expected, counted, difference.
    drawer = report::drawer;
    /// The sums of bills ([`crate::ZReport`]). In: list (service on top flag, tax on top flag,
    /// gross, net, service, tax, total, tip, rounding, payable, change, voucher forfeited, list
    /// (method, tender kind, amount)). Out: bills, gross, discounts, net, service, service on top,
    /// tax, tax on top, total, tip, rounding, payable, list (method, amount).
    z_report = report::z_report;
    /// The number of this layout. In: nothing. Out: [`LAYOUT`].
    layout = small::layout;
}

/// Reads all of the input, writes the answer; a row with words left over is malformed.
fn answer(
    input: &[i64],
    function: fn(&mut Reader<'_>, &mut Writer) -> Result<(), MoneyError>,
) -> Vec<i64> {
    let (mut reader, mut writer) = (Reader::new(input), Writer::default());
    match function(&mut reader, &mut writer).and_then(|()| reader.end()) {
        Ok(()) => writer.into_words(),
        Err(error) => vec![error.number()],
    }
}
