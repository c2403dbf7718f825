//! What the guests of a table may ask for without anybody of the house, and how
//! much of it (R39): a phone that is tapped wildly, or somebody who means harm,
//! fills no kitchen. Knows no address and no clock of its own.

use crate::{
    Moment, Refusal,
    limits::{GUEST_ORDERS, GUEST_ORDERS_MS, GUEST_ORDERS_WAITING},
    refusal::Code,
    rows::{OrderRow, OrderState},
};

/// What a guest calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// Somebody to come.
    Waiter,
    /// The bill.
    Bill,
}

impl CallKind {
    /// The word on the wire and on disk.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiter => "waiter",
            Self::Bill => "bill",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Waiter, Self::Bill]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// Whether the guests of a table may order once more. A table of many seats may ask for more at once: each
/// of its guests orders alone.
///
/// # Errors
/// `GuestOrdersMany` with the seconds after which they may again.
pub(crate) fn may_order_again(
    orders: &[OrderRow],
    seats: u16,
    moment: &Moment,
) -> Result<(), Refusal> {
    let seats = usize::from(seats);
    let waiting = orders.iter().filter(|row| row.state == OrderState::Placed);
    if waiting.count() >= GUEST_ORDERS_WAITING.max(seats) {
        let detail = "the kitchen has not begun with what this table ordered";
        return Err(Refusal::new(Code::GuestOrdersMany, detail).with("retry_after_s", 30));
    }
    let fresh = |row: &&OrderRow| row.at.0 > moment.at.0 - GUEST_ORDERS_MS;
    let mut times: Vec<i64> = orders.iter().filter(fresh).map(|row| row.at.0).collect();
    let most = GUEST_ORDERS.max(2 * seats);
    if times.len() < most {
        return Ok(());
    }
    times.sort_unstable();
    let wait_ms = times[times.len() - most] + GUEST_ORDERS_MS - moment.at.0;
    let seconds = (wait_ms + 999) / 1_000;
    let detail = format!("this table ordered {most} times within a few minutes");
    Err(Refusal::new(Code::GuestOrdersMany, detail).with("retry_after_s", seconds))
}

#[cfg(test)]
mod tests {
    use nusa_facts::{BusinessDate, DocId, Millis};

    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    fn moment() -> Moment {
        Moment {
            at: Millis(NOW),
            tz_offset_min: 420,
            business_date: BusinessDate::parse("2027-01-15").unwrap(),
            clock_suspect: false,
        }
    }

    fn order(state: OrderState, ago_ms: i64) -> OrderRow {
        OrderRow {
            id: DocId::from_bytes([0; 16]),
            business_date: moment().business_date,
            n: 1,
            table: None,
            sitting: 1,
            at: Millis(NOW - ago_ms),
            gross: 0,
            state,
            started_at: None,
            ended_at: None,
            ready: Vec::new(),
            bill: DocId::from_bytes([0; 16]),
        }
    }

    #[test]
    fn r39_a_table_waits_when_the_kitchen_has_not_begun() {
        let mut orders = vec![order(OrderState::Placed, 0); 2];
        assert!(may_order_again(&orders, 2, &moment()).is_ok());
        orders.push(order(OrderState::Placed, 0));
        assert!(may_order_again(&orders, 2, &moment()).is_err());
        assert!(
            may_order_again(&orders, 8, &moment()).is_ok(),
            "eight guests order alone"
        );
        orders[0].state = OrderState::Started;
        assert!(may_order_again(&orders, 2, &moment()).is_ok());
    }

    #[test]
    fn r39_a_table_waits_after_ten_orders_within_ten_minutes() {
        let mut orders: Vec<_> = (0..10)
            .map(|n| order(OrderState::Finished, n * 30_000))
            .collect();
        let told = may_order_again(&orders, 2, &moment()).unwrap_err();
        assert_eq!(told.code, Code::GuestOrdersMany);
        assert_eq!(
            told.facts,
            [("retry_after_s", 330)],
            "when the oldest of them is ten minutes old"
        );
        orders[9] = order(OrderState::Finished, GUEST_ORDERS_MS);
        assert!(may_order_again(&orders, 2, &moment()).is_ok());
    }
}
