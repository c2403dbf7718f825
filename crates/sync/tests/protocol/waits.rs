//! Waits between tries: they double, they are spread, they are budgeted, and the
//! centre's wish goes before them.

use nusa_sync::{
    backoff::{Asked, Backoff},
    clock::Mono,
    limits::{
        BACKOFF_MOST_MS, EASY_PUSHES, MAX_ASKED_WAIT_MS, MAX_SPREAD_MS, PUSH_MS, RETRY_SAVINGS,
    },
    load::Load,
};

const NOW: Mono = Mono(1_000_000);

fn waits(backoff: &mut Backoff, dice: u64, count: usize) -> Vec<u64> {
    let wait = |_| backoff.failed(NOW, dice).since(NOW);
    (0..count).map(wait).collect()
}

#[test]
fn r42_waits_double_up_to_the_longest() {
    let shortest = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000];
    assert_eq!(waits(&mut Backoff::default(), 0, 8), shortest);
    for dice in [1, 77, 123_456_789, u64::MAX] {
        let waits = waits(&mut Backoff::default(), dice, 8);
        for (wait, shortest) in waits.iter().zip(shortest) {
            assert!(
                (shortest..=2 * shortest).contains(wait),
                "{dice}: {waits:?}"
            );
        }
    }
}

#[test]
fn r42_quick_repetitions_are_a_tenth_of_what_succeeds() {
    let mut backoff = Backoff::default();
    let mut quick = 0;
    let rounds = 10_000;
    for dice in 0..rounds {
        backoff.succeeded();
        if backoff.failed(NOW, dice).since(NOW) < BACKOFF_MOST_MS / 2 {
            quick += 1;
        }
    }
    let earned = rounds / 10 + u64::from(RETRY_SAVINGS);
    assert!(
        quick <= earned && quick >= earned - 1,
        "{quick} of {rounds}"
    );
}

#[test]
fn r42_a_long_outage_spends_the_budget_once() {
    let mut backoff = Backoff::default();
    let outage = waits(&mut backoff, 0, 1_000);
    let quick = outage
        .iter()
        .filter(|&&wait| wait < BACKOFF_MOST_MS / 2)
        .count();
    assert_eq!(quick, 6);
    backoff.succeeded();
    assert_eq!(backoff.failures(), 0);
    let after = waits(&mut backoff, 0, 1);
    assert_eq!(after, [BACKOFF_MOST_MS / 2], "nothing was earned yet");
}

#[test]
fn a_hint_forgets_the_failures_and_not_the_budget() {
    let mut backoff = Backoff::default();
    waits(&mut backoff, 0, 5);
    backoff.restart();
    assert_eq!(waits(&mut backoff, 0, 2), [250, 500]);
}

#[test]
fn r11_a_herd_is_spread_where_the_centre_asks() {
    let asked = |wait_ms, spread_ms| Asked { wait_ms, spread_ms };
    let cases = [
        (asked(0, 0), 12_345, 0),
        (asked(7_000, 0), 12_345, 7_000), // Retry-After is kept to the millisecond
        (asked(0, 300_000), 12_345, 12_345),
        (asked(1_000, 300_000), 300_001, 1_000),
        (asked(u64::MAX, 0), 5, MAX_ASKED_WAIT_MS),
        (asked(0, u64::MAX), MAX_SPREAD_MS, MAX_SPREAD_MS),
    ];
    for (asked, dice, wait) in cases {
        assert_eq!(asked.until(NOW, dice).since(NOW), wait, "{asked:?}");
    }
    let herd = (0..10_000_u64).map(|n| {
        let dice = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        asked(0, 300_000).until(NOW, dice).since(NOW)
    });
    let mut seconds = vec![0; 301];
    herd.for_each(|wait| seconds[(wait / 1_000) as usize] += 1);
    let busiest = seconds.iter().max().unwrap();
    assert!(*busiest <= 100, "{busiest} branches in one second");
}

#[test]
fn r11_r42_a_busy_centre_asks_for_as_long_as_its_queue_takes_and_an_idle_one_for_nothing() {
    let cases = [
        (0, 0, 0),
        (EASY_PUSHES, 0, 0),
        (EASY_PUSHES + 1, 250, 500),
        (32, 1_600, 3_200),
        (1_000, 50_000, 100_000),
        (10_000, MAX_SPREAD_MS / 2, MAX_SPREAD_MS),
        (usize::MAX, MAX_SPREAD_MS / 2, MAX_SPREAD_MS),
    ];
    for (pushes, least, most) in cases {
        let waits = (0..1_000_u64).map(|n| {
            let dice = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            Load { pushes }.wait_ms(|| dice)
        });
        let waits: Vec<u64> = waits.collect();
        assert!(
            waits.iter().all(|wait| (least..=most).contains(wait)),
            "{pushes}: {waits:?}"
        );
        let spread = waits.iter().max().unwrap() - waits.iter().min().unwrap();
        assert!(
            spread >= (most - least) * 9 / 10,
            "{pushes} come back together"
        );
    }
    let idle = Load::default().wait_ms(|| unreachable!("an idle centre throws no dice"));
    assert_eq!((idle, PUSH_MS), (0, 100));
}
