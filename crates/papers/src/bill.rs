//! A bill before it is paid: what a table's guests are shown when they ask for it.
//! It says plainly that nothing is paid, bears no number, and is no receipt. Its
//! amounts are those of the moment; nothing here adds what the engine did not say.

use nusa_facts::{
    Letterhead, Millis,
    bill::PaidBill,
    sale::{PricedBy, SaleLine, SaleTax},
};

use crate::{
    Style,
    figures::{Money, moment},
    letterhead::{head, heading},
    receipt::{Sums, goods, inside, ordered, sums},
    sheet::Sheet,
    words::Word,
};

/// What somebody has to pay, as it stands.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The bill, its table, its orders and its guests.
    pub bill: PaidBill,
    /// ISO 4217 code.
    pub currency: String,
    /// Its lines as a receipt would have them.
    pub lines: Vec<SaleLine>,
    /// Sum of the lines' net, minor units.
    pub net: i64,
    /// Service charge, minor units.
    pub service: i64,
    /// Taxes by code.
    pub taxes: Vec<SaleTax>,
    /// What it comes to, minor units; coins are those of the payment.
    pub total: i64,
    /// How it was priced.
    pub priced_by: PricedBy,
    /// When.
    pub at: Millis,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
}

/// The paper of a bill that waits to be paid.
pub fn bill(owed: &Owed, shop: &Letterhead, style: Style) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let money = Money::of(&owed.currency);
    let mut sheet = Sheet::new(style.columns, say(Word::Bill));
    head(&mut sheet, shop);
    heading(&mut sheet, say(Word::Bill));
    unpaid(&mut sheet, style);
    ordered(&mut sheet, &owed.bill, style);
    sheet.pair(say(Word::Printed), &moment(owed.at, owed.tz_offset_min));
    sheet.rule();
    for line in &owed.lines {
        goods(&mut sheet, line, money, style);
    }
    sheet.rule();
    let all = Sums {
        lines: &owed.lines,
        net: owed.net,
        service: owed.service,
        taxes: &owed.taxes,
        priced_by: &owed.priced_by,
        total: owed.total,
        tip: 0,
        rounding: 0,
        payable: owed.total,
    };
    sums(&mut sheet, all, money, style);
    inside(&mut sheet, all, money, style);
    sheet.rule();
    unpaid(&mut sheet, style);
    sheet.middle(say(Word::NoReceipt));
    sheet
}

fn unpaid(sheet: &mut Sheet, style: Style) {
    let from = sheet.lines.len();
    let word = Word::NotPaid.of(style.language);
    sheet.middle(&format!("** {word} **")).heavy(from);
}
