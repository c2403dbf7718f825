//! The slip of a sale that was undone: its number stays used, so the slip names it.

use nusa_facts::{Letterhead, SealedDoc, sale::SaleVoided};

use crate::{
    Style,
    figures::Money,
    letterhead::{copy_mark, head, heading},
    receipt::{about, mark},
    sheet::Sheet,
    words::Word,
};

/// The slip of a void; `currency` is that of the sale.
pub fn void_slip(
    sealed: &SealedDoc,
    void: &SaleVoided,
    currency: &str,
    shop: &Letterhead,
    style: Style,
) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let money = Money::of(currency);
    let title = format!("{} {}", say(Word::VoidSlip), void.number);
    let mut sheet = Sheet::new(style.columns, title);
    head(&mut sheet, shop);
    heading(&mut sheet, say(Word::VoidSlip));
    about(&mut sheet, &sealed.doc, &void.number.to_string(), style);
    sheet.rule();
    sheet.left(0, &format!("{}: {}", say(Word::Reason), void.reason));
    sheet.pair(say(Word::Total), &money.total(void.total));
    let from = sheet.lines.len();
    sheet
        .pair(say(Word::PaidBack), &money.total(void.payable))
        .tall(from);
    sheet.rule();
    sheet.blank().blank();
    sheet.left(0, say(Word::Signature));
    copy_mark(&mut sheet, style);
    mark(&mut sheet, sealed, style);
    sheet
}
