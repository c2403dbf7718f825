//! What needs a fresh list of people: somebody who was dismissed while the branch
//! was away must not hand out money for ever (R31). Selling never waits for it.

use nusa_facts::{BusinessDate, shift::CashKind};

use crate::{Command, Moment, Refusal, limits::MAX_PEOPLE_AGE_DAYS, refusal::Code};

/// Whether a command hands money or goods back, or opens a drawer.
pub fn is_risky(what: &Command) -> bool {
    match what {
        Command::VoidSale { .. } | Command::RefundSale(_) | Command::OpenDrawer { .. } => true,
        Command::MoveCash { kind, .. } => matches!(kind, CashKind::Out | CashKind::Tips),
        _ => false,
    }
}

/// Refuses a risky command when the branch compared its people with the centre's too long ago. A branch
/// that never did has had no time to miss anything.
///
/// # Errors
/// `PeopleStale`, with the days.
pub fn decide_fresh(
    compared: Option<BusinessDate>,
    moment: &Moment,
    what: &Command,
) -> Result<(), Refusal> {
    let Some(compared) = compared.filter(|_| is_risky(what)) else {
        return Ok(());
    };
    let away = compared.date().duration_until(moment.business_date.date());
    let days = away.as_hours() / 24;
    if days <= MAX_PEOPLE_AGE_DAYS {
        return Ok(());
    }
    let detail = "the list of people is too old for this; the centre must be reached first";
    Err(Refusal::new(Code::PeopleStale, detail).with("days", days))
}

#[cfg(test)]
mod tests {
    use nusa_facts::{Millis, SaleId, TillNo};

    use super::*;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse(text).expect("a day")
    }

    fn void() -> Command {
        Command::VoidSale {
            sale: SaleId::from_bytes([1; 16]),
            reason: "x".to_owned(),
        }
    }

    fn cash(kind: CashKind) -> Command {
        Command::MoveCash {
            till: TillNo::new(1).expect("a till"),
            kind,
            amount: 1,
            reason: "x".to_owned(),
        }
    }

    #[test]
    fn r31_after_a_week_without_the_centre_nobody_hands_money_out() {
        let moment = Moment {
            at: Millis(0),
            tz_offset_min: 420,
            business_date: day("2026-03-14"),
            clock_suspect: false,
        };
        let cases = [
            (Some("2026-03-14"), void(), true),
            (Some("2026-03-07"), void(), true),
            (Some("2026-03-06"), void(), false),
            (None, void(), true),
            (Some("2026-03-06"), cash(CashKind::Out), false),
            (Some("2026-03-06"), cash(CashKind::In), true),
            (Some("2026-04-01"), void(), true),
        ];
        for (compared, what, good) in cases {
            let told = decide_fresh(compared.map(day), &moment, &what);
            assert_eq!(told.is_ok(), good, "{compared:?} {what:?}");
        }
    }
}
