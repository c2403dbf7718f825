//! Business time under clocks that jump, stand, go back or were never right.

use nusa_facts::Millis;
use nusa_sync::clock::{BranchClock, BusinessTime, Clocks, Mono};

const HOUR: i64 = 3_600_000;
const NOON: i64 = 1_763_888_400_000;

fn clocks(wall: i64, mono: i64) -> Clocks {
    Clocks {
        wall: Millis(wall),
        mono: Mono(mono as u64),
    }
}

/// Reads in turn: hours on the wall after noon, hours gone by; the hours of `at`, and the suspicion.
fn walk(clock: &mut BranchClock, steps: &[(i64, i64, i64, bool)]) {
    for &(wall, mono, at, suspect) in steps {
        let told = clock.read(clocks(NOON + wall * HOUR, mono * HOUR));
        let at = Millis(NOON + at * HOUR);
        assert_eq!(
            told,
            BusinessTime { at, suspect },
            "wall {wall}, mono {mono}"
        );
    }
}

#[test]
fn r20_small_steps_are_followed_and_never_bumped() {
    let mut clock = BranchClock::new(0, Some(Millis(NOON)));
    walk(
        &mut clock,
        &[
            (1, 0, 1, false),
            (3, 2, 3, false),
            (2, 2, 2, false),
            (-10, 3, -10, false),
        ],
    );
}

#[test]
fn r20_a_jump_of_more_than_a_day_is_not_believed() {
    for jump in [25, 24 * 400, -25, -24 * 400] {
        let mut clock = BranchClock::new(0, Some(Millis(NOON)));
        walk(
            &mut clock,
            &[
                (0, 0, 0, false),
                (1 + jump, 1, 1, true),
                (5 + jump, 5, 5, true),
                (6, 6, 6, false), // the clock was put right
            ],
        );
    }
}

#[test]
fn r20_a_clock_before_the_newest_fact_is_not_believed_at_start() {
    let mut clock = BranchClock::new(0, Some(Millis(NOON)));
    walk(
        &mut clock,
        &[
            (-24 * 9_000, 10, 0, true),
            (-24 * 9_000 + 2, 12, 2, true),
            (3, 13, 3, false),
        ],
    );
}

#[test]
fn r20_a_branch_that_was_closed_for_weeks_is_believed_at_start() {
    let mut clock = BranchClock::new(0, Some(Millis(NOON)));
    walk(&mut clock, &[(24 * 21, 0, 24 * 21, false)]);
    let mut first = BranchClock::new(0, None);
    walk(&mut first, &[(-24 * 9_000, 0, -24 * 9_000, false)]);
}

#[test]
fn r20_steps_back_that_add_up_to_more_than_a_day_are_not_believed() {
    let mut clock = BranchClock::new(0, Some(Millis(NOON)));
    walk(
        &mut clock,
        &[(0, 0, 0, false), (-20, 0, -20, false), (-30, 0, -20, true)],
    );
}

#[test]
fn r20_the_centre_puts_a_clock_right() {
    let mut clock = BranchClock::new(0, Some(Millis(NOON)));
    let wrong = NOON - 400 * 24 * HOUR;
    assert!(clock.read(clocks(wrong, 0)).suspect);
    // The answer was two seconds on the road.
    clock.learn(Millis(NOON + HOUR), Mono(0), clocks(wrong + 2_000, 2_000));
    let told = clock.read(clocks(wrong + 2_000, 2_000));
    let at = Millis(NOON + HOUR + 1_000);
    let suspect = false;
    assert_eq!(told, BusinessTime { at, suspect });
    assert!(clock.is_skewed());
    // After a restart the offset alone is enough.
    let mut again = BranchClock::new(clock.offset_ms(), Some(at));
    assert_eq!(
        again.read(clocks(wrong + 9_000, 0)).at,
        Millis(at.0 + 7_000)
    );
}

#[test]
fn r20_facts_of_the_future_do_not_hold_the_centres_time_back() {
    let future = NOON + 3_650 * 24 * HOUR;
    let mut clock = BranchClock::new(0, Some(Millis(future)));
    assert!(clock.read(clocks(NOON, 0)).suspect);
    clock.learn(Millis(NOON), Mono(0), clocks(NOON, 0));
    assert!(!clock.read(clocks(NOON, 0)).suspect);
    assert!(!clock.is_skewed());
}

#[test]
fn r20_an_answer_long_on_the_road_says_nothing() {
    let mut clock = BranchClock::new(5, None);
    clock.learn(Millis(NOON), Mono(0), clocks(0, 10_001));
    assert_eq!(clock.offset_ms(), 5);
    clock.learn(Millis(NOON), Mono(0), clocks(0, 10_000));
    assert_eq!(clock.offset_ms(), NOON + 5_000);
}

#[test]
fn r20_no_clock_overflows() {
    for wall in [i64::MIN, -1, 0, i64::MAX] {
        for offset in [i64::MIN, 0, i64::MAX] {
            let mut clock = BranchClock::new(offset, Some(Millis(NOON)));
            clock.read(clocks(wall, 0));
            clock.learn(Millis(i64::MAX), Mono(0), clocks(wall, 5));
            clock.read(Clocks {
                wall: Millis(wall),
                mono: Mono(u64::MAX),
            });
        }
    }
}
