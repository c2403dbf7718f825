//! X and Z: the sums of a shift (money.md § 10). An X never tells what should be
//! in the drawer, because the count is blind; a Z is the frozen fact.

use nusa_facts::{
    BusinessDate, Letterhead, Millis, SealedDoc, TillNo,
    shift::{ShiftClosed, ShiftTotals},
};

use crate::{
    Style,
    figures::{Money, day, moment},
    letterhead::{copy_mark, head, heading},
    receipt::mark,
    sheet::Sheet,
    words::{Word, method},
};

/// What a report says about its shift besides the sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftHead {
    /// The till.
    pub till: TillNo,
    /// Running number of the shift at its till.
    pub n: u64,
    /// Its business day.
    pub business_date: BusinessDate,
    /// When it began.
    pub opened_at: Millis,
    /// Who opened it, as the fact names them.
    pub opened_by: String,
    /// Cash at the start, minor units.
    pub float: i64,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
    /// ISO 4217 code.
    pub currency: String,
}

/// The sums of a shift as they stand at a moment.
pub fn x_report(
    shift: &ShiftHead,
    totals: &ShiftTotals,
    at: Millis,
    shop: &Letterhead,
    style: Style,
) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let mut sheet = begun(shift, Word::ReportX, shop, style);
    let now = moment(at, shift.tz_offset_min);
    sheet.pair(say(Word::Printed), &now).rule();
    trade(&mut sheet, totals, Money::of(&shift.currency), style);
    sheet.rule();
    sheet.middle(say(Word::NoReceipt));
    sheet
}

/// A closed shift.
pub fn z_report(
    shift: &ShiftHead,
    sealed: &SealedDoc,
    closed: &ShiftClosed,
    shop: &Letterhead,
    style: Style,
) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let money = Money::of(&shift.currency);
    let mut sheet = begun(shift, Word::ReportZ, shop, style);
    let ended = moment(sealed.doc.at, sealed.doc.tz_offset_min);
    sheet.pair(say(Word::Closed), &ended);
    if let Some(staff) = &sealed.doc.staff {
        sheet.pair("", &staff.name);
    }
    sheet.rule();
    trade(&mut sheet, &closed.totals, money, style);
    sheet.rule();
    drawer(&mut sheet, closed, money, style);
    tills(&mut sheet, closed, style);
    sheet.rule();
    sheet.blank().blank();
    sheet.left(0, say(Word::Signature));
    copy_mark(&mut sheet, style);
    mark(&mut sheet, sealed, style);
    sheet
}

fn begun(shift: &ShiftHead, word: Word, shop: &Letterhead, style: Style) -> Sheet {
    let say = |word: Word| word.of(style.language);
    let title = format!("{} {}", say(word), shift.n);
    let mut sheet = Sheet::new(style.columns, title.clone());
    head(&mut sheet, shop);
    heading(&mut sheet, &title);
    sheet.pair(say(Word::Day), &day(shift.business_date));
    sheet.pair(say(Word::Till), &shift.till.to_string());
    let began = moment(shift.opened_at, shift.tz_offset_min);
    sheet.pair(say(Word::Opened), &began);
    if !shift.opened_by.is_empty() {
        sheet.pair("", &shift.opened_by);
    }
    sheet
}

fn trade(sheet: &mut Sheet, totals: &ShiftTotals, money: Money, style: Style) {
    let say = |word: Word| word.of(style.language);
    for (word, count) in [
        (Word::Sales, totals.sales),
        (Word::Voids, totals.voids),
        (Word::Refunds, totals.refunds),
    ] {
        sheet.pair(say(word), &count.to_string());
    }
    sheet.rule();
    sheet.pair(say(Word::Gross), &money.plain(totals.gross));
    sheet.pair(say(Word::Discount), &money.plain(-totals.discount));
    sheet.pair(say(Word::Net), &money.plain(totals.net));
    for (word, amount) in [(Word::Service, totals.service), (Word::Tax, totals.tax)] {
        if amount != 0 {
            sheet.pair(say(word), &money.plain(amount));
        }
    }
    let from = sheet.lines.len();
    sheet
        .pair(say(Word::Total), &money.total(totals.total))
        .heavy(from);
    for (word, amount) in [(Word::Tip, totals.tip), (Word::Rounding, totals.rounding)] {
        if amount != 0 {
            sheet.pair(say(word), &money.plain(amount));
        }
    }
    sheet.pair(say(Word::ToPay), &money.total(totals.payable));
    if totals.refunds != 0 {
        sheet.pair(say(Word::RefundTotal), &money.plain(-totals.refund_total));
        sheet.pair(say(Word::PaidBack), &money.plain(-totals.refund_paid));
    }
    sheet.rule();
    sheet.left(0, say(Word::Methods));
    for total in &totals.methods {
        let name = format!("  {}", method(total.method, style.language));
        sheet.pair(&name, &money.plain(total.amount));
    }
}

/// How far every till of the branch was, where there is more than this one (R38).
fn tills(sheet: &mut Sheet, closed: &ShiftClosed, style: Style) {
    if closed.tills.len() < 2 {
        return;
    }
    let say = |word: Word| word.of(style.language);
    sheet.rule();
    sheet.pair(say(Word::Tills), say(Word::LastNumber));
    for till in &closed.tills {
        let name = format!("  {}", till.till);
        sheet.pair(&name, &till.last.to_string());
        if till.open {
            sheet.left(4, say(Word::StillOpen));
        }
    }
}

fn drawer(sheet: &mut Sheet, closed: &ShiftClosed, money: Money, style: Style) {
    let say = |word: Word| format!("  {}", word.of(style.language));
    let totals = &closed.totals;
    sheet.left(0, Word::Drawer.of(style.language));
    sheet.pair(&say(Word::Float), &money.plain(closed.float));
    for (word, amount) in [
        (Word::CashReceived, totals.cash_received),
        (Word::ChangeGiven, -totals.change_given),
        (Word::CashRefunds, -totals.cash_refunds),
        (Word::MovedIn, totals.cash_in),
        (Word::MovedOut, -totals.cash_out),
        (Word::Drops, -totals.cash_drops),
        (Word::Tips, -totals.tips_paid),
    ] {
        if amount != 0 {
            sheet.pair(&say(word), &money.plain(amount));
        }
    }
    sheet.pair(&say(Word::Expected), &money.plain(closed.expected));
    for pile in closed.denominations.iter().filter(|pile| pile.count != 0) {
        let value = money.plain(pile.value);
        let sum = pile.value.saturating_mul(pile.count);
        sheet.pair(&format!("    {} x {value}", pile.count), &money.plain(sum));
    }
    sheet.pair(&say(Word::Counted), &money.plain(closed.counted));
    let from = sheet.lines.len();
    sheet
        .pair(&say(Word::Difference), &money.total(closed.difference))
        .heavy(from);
}
