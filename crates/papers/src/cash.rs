//! Slips of cash that moved without a sale, and of a drawer that was opened: for
//! the envelope in the drawer, with room for a signature.

use nusa_facts::{
    Letterhead, SealedDoc,
    shift::{CashMoved, DrawerOpened},
};

use crate::{
    Style,
    figures::Money,
    letterhead::{copy_mark, head, heading},
    receipt::{about, mark},
    sheet::Sheet,
    words::{Word, cash_heading},
};

/// The slip of cash that moved.
pub fn cash_slip(
    sealed: &SealedDoc,
    moved: &CashMoved,
    currency: &str,
    shop: &Letterhead,
    style: Style,
) -> Sheet {
    let word = cash_heading(moved.direction);
    let mut sheet = begun(sealed, word, shop, style);
    let from = sheet.lines.len();
    let amount = Money::of(currency).total(moved.amount);
    sheet
        .pair(Word::Total.of(style.language), &amount)
        .tall(from);
    ended(sheet, sealed, &moved.reason, style)
}

/// The slip of a drawer that was opened without a sale.
pub fn drawer_slip(
    sealed: &SealedDoc,
    opened: &DrawerOpened,
    shop: &Letterhead,
    style: Style,
) -> Sheet {
    let sheet = begun(sealed, Word::DrawerOpened, shop, style);
    ended(sheet, sealed, &opened.reason, style)
}

fn begun(sealed: &SealedDoc, word: Word, shop: &Letterhead, style: Style) -> Sheet {
    let text = word.of(style.language);
    let mut sheet = Sheet::new(style.columns, text);
    head(&mut sheet, shop);
    heading(&mut sheet, text);
    about(&mut sheet, &sealed.doc, &sealed.hash.short(), style);
    sheet.rule();
    sheet
}

fn ended(mut sheet: Sheet, sealed: &SealedDoc, reason: &str, style: Style) -> Sheet {
    let say = |word: Word| word.of(style.language);
    sheet.left(0, &format!("{}: {reason}", say(Word::Reason)));
    sheet.rule();
    sheet.blank().blank();
    sheet.left(0, say(Word::Signature));
    copy_mark(&mut sheet, style);
    mark(&mut sheet, sealed, style);
    sheet
}
