//! The driven link end to end: what the badge says, and that an answer which
//! never came, came twice or came for something else does no harm.

use nusa_facts::sale::Method;
use nusa_node::uplink::{Outgoing, Turn};
use nusa_rules::{
    Command,
    command::{BackLine, RefundSale},
};
use nusa_sync::uplink::{Badge, Failure};

use crate::shop::{Branch, JKT, RICE_PRICE, Shop, till};

/// The next request of the link; time passes until there is one.
fn next_request(shop: &mut Shop, jkt: &mut Branch) -> (nusa_sync::uplink::Ticket, Outgoing) {
    loop {
        match jkt.uplink.next(&mut jkt.node).unwrap() {
            Turn::Send { ticket, outgoing } => return (ticket, *outgoing),
            Turn::Wait { until } => shop.clock.pass(until.since(shop.clock.now()).max(1)),
        }
    }
}

#[test]
fn the_badge_tells_how_many_facts_the_centre_lacks() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    assert_eq!(jkt.uplink.badge(&mut jkt.node).unwrap(), Badge::Connected);
    for sales in 1..=3 {
        jkt.sell();
        assert_eq!(
            jkt.uplink.badge(&mut jkt.node).unwrap(),
            Badge::Sending(sales)
        );
    }
    for _ in 0..2 {
        let (ticket, _) = next_request(&mut shop, &mut jkt);
        jkt.uplink
            .failed(&mut jkt.node, ticket, Failure::Unreachable);
        shop.clock.pass(60_000);
    }
    assert!(matches!(
        jkt.uplink.badge(&mut jkt.node).unwrap(),
        Badge::Offline { since: Some(_) }
    ));
    shop.sync(&mut jkt);
    assert_eq!(jkt.uplink.badge(&mut jkt.node).unwrap(), Badge::Connected);
}

#[test]
fn r31_a_branch_that_was_away_for_a_week_sells_on_and_hands_nothing_back() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let first = jkt.sell();
    shop.clock.pass(3_600_000);
    shop.sync(&mut jkt);
    let back = |sale| {
        Command::RefundSale(RefundSale {
            till: till(),
            sale,
            lines: vec![BackLine {
                line: 0,
                quantity_milli: 1_000,
                restock: true,
            }],
            method: Method::Cash,
            reason: "rusak".to_owned(),
        })
    };
    for _ in 0..7 {
        shop.clock.pass(86_400_000);
        jkt.sell();
    }
    jkt.execute(back(first)).unwrap();
    shop.clock.pass(86_400_000);
    let last = jkt.sell();
    let refused = jkt.execute(back(last)).unwrap_err();
    assert!(refused.to_string().contains("people_stale"), "{refused}");
    shop.sync(&mut jkt);
    jkt.execute(back(last)).unwrap();
}

#[test]
fn r01_answers_that_are_lost_doubled_or_late_change_nothing() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let mut late = Vec::new();
    for n in 0..40 {
        if n % 4 == 0 {
            jkt.sell();
            jkt.uplink.committed(&mut jkt.node).unwrap();
        }
        let (ticket, outgoing) = next_request(&mut shop, &mut jkt);
        let caller = jkt.caller.clone();
        let answer = shop.carry(&caller, outgoing);
        match (n % 5, answer) {
            (0, _) => jkt
                .uplink
                .failed(&mut jkt.node, ticket, Failure::Unreachable),
            (1, Ok(incoming)) => {
                jkt.uplink
                    .answered(&mut jkt.node, ticket, incoming.clone())
                    .unwrap();
                jkt.uplink
                    .answered(&mut jkt.node, ticket, incoming)
                    .unwrap();
            }
            (2, Ok(incoming)) => {
                late.push((ticket, incoming));
                jkt.uplink
                    .failed(&mut jkt.node, ticket, Failure::Unreachable);
            }
            (_, Ok(incoming)) => {
                jkt.uplink
                    .answered(&mut jkt.node, ticket, incoming)
                    .unwrap();
                for (ticket, incoming) in late.drain(..) {
                    jkt.uplink
                        .answered(&mut jkt.node, ticket, incoming)
                        .unwrap();
                }
            }
            (_, Err(failure)) => jkt.uplink.failed(&mut jkt.node, ticket, failure),
        }
    }
    shop.clock.pass(300_000);
    shop.sync(&mut jkt);
    assert_eq!(
        (shop.revenue(JKT), jkt.unsent()),
        ((10, 10 * RICE_PRICE), 0)
    );
    shop.must_be_sound();
    jkt.must_be_sound();
}

#[test]
fn an_answer_to_another_request_is_a_fault_and_the_link_goes_on() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    jkt.uplink.committed(&mut jkt.node).unwrap();
    let mut wrong = None;
    for _ in 0..4 {
        let (ticket, outgoing) = next_request(&mut shop, &mut jkt);
        let incoming = shop.carry(&jkt.caller.clone(), outgoing.clone()).unwrap();
        match (outgoing, wrong.take()) {
            (Outgoing::Hello(_), Some(pushed)) => {
                let fault = jkt.uplink.answered(&mut jkt.node, ticket, pushed);
                assert!(fault.is_err());
                break;
            }
            (Outgoing::Push(_), _) => wrong = Some(incoming),
            (_, before) => {
                wrong = before;
                jkt.uplink
                    .answered(&mut jkt.node, ticket, incoming)
                    .unwrap();
            }
        }
        shop.clock.pass(40_000);
    }
    shop.clock.pass(300_000);
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT).0, 1);
}
