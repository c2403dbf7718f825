//! The page that shows whether a printer is set up right: its width, its letters,
//! its knife.

use nusa_facts::Letterhead;

use crate::{
    Style,
    letterhead::{head, heading},
    sheet::Sheet,
    words::Word,
};

/// The test page of a till's printer.
pub fn test_page(shop: &Letterhead, till: &str, style: Style) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let mut sheet = Sheet::new(style.columns, say(Word::TestPage));
    head(&mut sheet, shop);
    heading(&mut sheet, say(Word::TestPage));
    sheet.middle(till);
    sheet.rule();
    let ruler: String = "1234567890".chars().cycle().take(style.columns).collect();
    sheet.left(0, &ruler);
    sheet.left(0, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    sheet.left(0, "abcdefghijklmnopqrstuvwxyz");
    sheet.left(0, "0123456789 .,:;+-*/%()#&@!?");
    sheet.pair("Rp", "1.234.567");
    sheet.rule();
    sheet.middle(say(Word::NoReceipt));
    sheet
}
