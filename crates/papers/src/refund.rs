//! The slip of goods that came back: which lines of which sale, and the money.
//! Names and units are those of the sale's own fact.

use nusa_facts::{
    Letterhead, SealedDoc,
    sale::{RefundLine, SaleCompleted, SaleRefunded},
};

use crate::{
    Style,
    figures::{Money, quantity},
    letterhead::{copy_mark, head, heading},
    receipt::{about, mark},
    sheet::Sheet,
    words::{Word, method},
};

/// The slip of a refund of a sale.
pub fn refund_slip(
    sealed: &SealedDoc,
    refund: &SaleRefunded,
    sale: &SaleCompleted,
    shop: &Letterhead,
    style: Style,
) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let money = Money::of(&sale.currency);
    let mut sheet = Sheet::new(style.columns, refund.number.to_string());
    head(&mut sheet, shop);
    heading(&mut sheet, say(Word::RefundSlip));
    about(&mut sheet, &sealed.doc, &refund.number.to_string(), style);
    sheet.pair(say(Word::Original), &refund.original.to_string());
    sheet.rule();
    for line in &refund.lines {
        goods(&mut sheet, line, sale, money, style);
    }
    sheet.rule();
    sheet.left(0, &format!("{}: {}", say(Word::Reason), refund.reason));
    sheet.pair(say(Word::Total), &money.total(refund.total));
    if refund.rounding != 0 {
        sheet.pair(say(Word::Rounding), &money.plain(refund.rounding));
    }
    let from = sheet.lines.len();
    sheet
        .pair(say(Word::PaidBack), &money.total(refund.paid))
        .tall(from);
    sheet.left(2, method(refund.method, style.language));
    sheet.rule();
    sheet.blank().blank();
    sheet.left(0, say(Word::Signature));
    copy_mark(&mut sheet, style);
    mark(&mut sheet, sealed, style);
    sheet
}

fn goods(sheet: &mut Sheet, line: &RefundLine, sale: &SaleCompleted, money: Money, style: Style) {
    let Some(sold) = sale.lines.get(usize::from(line.line)) else {
        return;
    };
    sheet.left(0, &sold.name);
    let back = format!("  {} {}", quantity(line.quantity_milli), sold.unit);
    sheet.pair(&back, &money.plain(line.total));
    if !line.restock && sold.stocked {
        sheet.left(2, &format!("({})", Word::Waste.of(style.language)));
    }
}
