//! The link when the centre cannot be reached, is busy, refuses or contradicts
//! itself.

use nusa_sync::{
    backoff::Asked,
    limits::{HELLO_PAUSE_MS, PAGE_TIMEOUT_MS, PUSH_LINGER_MS},
    plan::Step,
    uplink::{Badge, Failure, Greeted, Input, Next, Request},
};

use super::*;

#[test]
fn r11_a_busy_centre_is_left_alone_for_as_long_as_it_says() {
    let mut script = Script::online();
    script.pass(BEAT);
    let ticket = script.hello();
    let asked = Asked {
        wait_ms: 120_000,
        spread_ms: 0,
    };
    script.tell(Input::Failed(ticket, Failure::Busy(asked)));
    assert_eq!(script.wait(), 120_000);
    assert_eq!(script.link.badge(0), Badge::Connected, "it did answer");
}

#[test]
fn a_dead_link_is_tried_by_one_hello_at_growing_intervals() {
    let mut script = Script::online();
    script.pass(BEAT);
    let heard = script.now;
    script.greet(with_steps(&[push(OPEN, 1)]));
    let (page, _) = script.only();
    script.tell(Input::Failed(page, Failure::Unreachable));
    let mut waits = Vec::new();
    for misses in 1..8 {
        let expected = if misses < 2 {
            Badge::Sending(3)
        } else {
            Badge::Offline { since: Some(heard) }
        };
        assert_eq!(script.link.badge(3), expected);
        let wait = script.wait();
        waits.push(wait);
        script.pass(wait);
        let ticket = script.hello();
        script.tell(Input::Failed(ticket, Failure::Unreachable));
    }
    assert_eq!(waits, [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000]);
    script.pass(15_000);
    script.greet(with_steps(&[push(OPEN, 1)]));
    assert_eq!(script.only().1, pushes(OPEN, 1));
    assert_eq!(script.link.badge(3), Badge::Sending(3));
}

#[test]
fn three_requests_that_fail_together_are_one_miss() {
    let mut script = Script::online();
    script.pass(BEAT);
    let news = Greeted {
        streams: vec![(stream(Scope::Company, 7), 9)],
        ..with_steps(&[push(OPEN, 1)])
    };
    script.greet(news);
    let mut sent = script.sent();
    script.pass(BEAT);
    sent.extend(script.sent());
    assert_eq!(sent.len(), 3);
    for (ticket, _) in sent {
        script.tell(Input::Failed(ticket, Failure::Unreachable));
    }
    assert_eq!(script.link.badge(0), Badge::Connected);
    assert_eq!(script.wait(), 250);
}

#[test]
fn r01_an_answer_that_never_comes_is_asked_for_again() {
    let mut script = Script::online();
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    let (lost, _) = script.only();
    for _ in 0..PAGE_TIMEOUT_MS / 1_000 {
        script.pass(1_000);
        for (ticket, request) in script.sent() {
            assert!(matches!(request, Request::Hello { .. }), "{request:?}");
            script.tell(Input::Greeted(ticket, with_steps(&[push(OPEN, 11)])));
        }
    }
    script.pass(1_000);
    script.greet(with_steps(&[push(OPEN, 11)]));
    let (again, request) = script.only();
    assert_eq!(request, pushes(OPEN, 11));
    // The answer comes after all, and changes nothing.
    script.pushed(lost, 11, None);
    assert!(script.sent().is_empty());
    script.pushed(again, 11, None);
    assert!(script.sent().is_empty());
}

#[test]
fn a_hint_gives_up_what_hangs_and_says_hello_at_once() {
    let mut script = Script::online();
    script.tell(Input::Committed { open: OPEN });
    script.pass(PUSH_LINGER_MS);
    script.only();
    script.pass(10);
    script.tell(Input::LinkHint);
    script.greet(with_steps(&[push(OPEN, 11)]));
    assert_eq!(script.only().1, pushes(OPEN, 11));
    // It does the same in a long wait.
    let mut script = Script::new();
    for _ in 0..6 {
        let ticket = script.hello();
        script.tell(Input::Failed(ticket, Failure::Unreachable));
        let wait = script.wait();
        script.pass(wait);
    }
    let ticket = script.hello();
    script.tell(Input::Failed(ticket, Failure::Unreachable));
    assert_eq!(script.link.badge(0), Badge::Offline { since: None });
    assert_eq!(script.wait(), 15_000);
    script.tell(Input::LinkHint);
    script.hello();
}

#[test]
fn r09_a_stale_nonce_is_answered_at_once_but_not_for_ever() {
    let mut script = Script::new();
    for _ in 0..3 {
        let ticket = script.hello();
        script.tell(Input::Failed(ticket, Failure::NonceStale));
    }
    let ticket = script.hello();
    script.tell(Input::Failed(ticket, Failure::NonceStale));
    assert_eq!(script.wait(), 250);
}

#[test]
fn r42_a_page_that_is_refused_backs_off_and_blocks_no_other_lane() {
    let mut script = Script::online();
    script.pass(BEAT);
    let mut tries = Vec::new();
    for second in 0..120_u64 {
        for (ticket, request) in script.sent() {
            match request {
                Request::Hello { .. } => {
                    script.tell(Input::Greeted(ticket, with_steps(&[push(OPEN, 1)])));
                }
                _ => {
                    tries.push(second);
                    script.tell(Input::Failed(ticket, Failure::Refused));
                }
            }
        }
        script.pass(1_000);
    }
    assert!((8..=14).contains(&tries.len()), "{tries:?}");
}

#[test]
fn r42_a_centre_that_contradicts_itself_is_not_asked_without_a_pause() {
    let chain = OPEN;
    let between = (0, 9);
    let cases = [Step::Greet { chain }, Step::Narrow { chain, between }];
    for step in cases {
        let mut script = Script::new();
        let most = 60_000 / HELLO_PAUSE_MS + 20;
        let mut hellos = 0;
        let end = script.now.plus(60_000);
        while script.now < end {
            match script.link.next(script.now, 0) {
                Next::Send { ticket, .. } => {
                    hellos += 1;
                    assert!(hellos <= most, "{hellos} hellos a minute after {step:?}");
                    script.tell(Input::Greeted(ticket, with_steps(&[step])));
                }
                Next::Wait { until } => script.now = until,
                next => panic!("{next:?}"),
            }
        }
    }
}
