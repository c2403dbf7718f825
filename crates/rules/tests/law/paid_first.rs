//! What is taken away and paid before the kitchen begins.

use nusa_facts::{order::Service, people::Role};
use nusa_rules::{
    order::{Step, StepDesk, decide_step, is_paid_first},
    refusal::Code,
    rows::{OrderRow, OrderState},
};

use crate::{orders::placed_row, shop::*};

pub(crate) fn going(order: Option<&OrderRow>) -> StepDesk<'_> {
    StepDesk {
        here: HERE,
        order,
        waits: false,
    }
}

#[test]
fn the_kitchen_begins_with_what_is_taken_away_when_it_is_paid() {
    let shop = Shop::new();
    let mut branch = shop.branch.clone();
    let row = placed_row();
    let begun = OrderRow {
        state: OrderState::Started,
        ..placed_row()
    };
    assert!(!is_paid_first(&branch, &row, &Service::TakeAway));
    branch.take_away_paid_first = true;
    assert!(is_paid_first(&branch, &row, &Service::TakeAway));
    assert!(!is_paid_first(&branch, &begun, &Service::TakeAway));
    assert!(!is_paid_first(&branch, &row, &Service::Delivery));
    let cook = actor(Role::Kitchen, Some(HERE));
    let step = |row, step| {
        let desk = StepDesk {
            waits: true,
            ..going(Some(row))
        };
        decide_step(desk, &cook, &moment(), step)
    };
    let refused = said(step(&row, Step::Start));
    assert_eq!(refused, (Code::BillUnpaid, "order".to_owned()));
    assert!(step(&begun, Step::Finish).is_ok(), "what was begun goes on");
}
