//! What stands above and below every paper of a shop, and the marks of copies.

use nusa_facts::Letterhead;

use crate::{Style, sheet::Sheet, words::Word};

/// The shop's head.
pub(crate) fn head(sheet: &mut Sheet, shop: &Letterhead) {
    let from = sheet.lines.len();
    if !shop.name.is_empty() {
        sheet.middle(&shop.name).heavy(from);
    }
    let lines = std::iter::once(&shop.address).chain(&shop.header);
    for line in lines.filter(|line| !line.trim().is_empty()) {
        sheet.middle(line);
    }
    if !shop.npwp.is_empty() {
        sheet.middle(&format!("NPWP {}", shop.npwp));
    }
    sheet.rule();
}

/// The shop's foot, and which copy it is.
pub(crate) fn foot(sheet: &mut Sheet, shop: &Letterhead, style: Style) {
    copy_mark(sheet, style);
    for line in shop.footer.iter().filter(|line| !line.trim().is_empty()) {
        sheet.middle(line);
    }
}

/// `** SALINAN KE-1 **`, on every paper but the first.
pub(crate) fn copy_mark(sheet: &mut Sheet, style: Style) {
    if style.copy > 0 {
        let from = sheet.lines.len();
        let word = Word::Copy.of(style.language);
        sheet
            .middle(&format!("** {word}{} **", style.copy))
            .heavy(from);
    }
}

/// A heading in large type.
pub(crate) fn heading(sheet: &mut Sheet, text: &str) {
    let from = sheet.lines.len();
    sheet.middle(text).tall(from);
}
