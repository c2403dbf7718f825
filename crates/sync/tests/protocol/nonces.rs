//! Nonces: each good for once, in whatever order the requests of one branch arrive.

use nusa_sync::nonce::{Nonce, NonceSource, NonceWindow, Stale};

const SERIES: u64 = 0x00ab_cdef_0123_4567;

fn nonce(n: u64) -> Nonce {
    Nonce { series: SERIES, n }
}

#[test]
fn r09_a_nonce_is_good_for_once() {
    let mut window = NonceWindow::new(SERIES);
    let cases = [
        // number, whether it is taken, the next one told
        (1, true, 2),
        (1, false, 2), // a replay
        (4, true, 5),  // two requests overtook
        (2, true, 5),  // … and arrive
        (2, false, 5), // once
        (3, true, 5),
        (0, false, 5),  // numbers begin at 1
        (70, true, 71), // the window moves on
        (7, true, 71),  // 63 back: still inside
        (6, false, 71), // 64 back: outside, used or not
        (7, false, 71),
        (69, true, 71),
        (200, true, 201), // a leap beyond the window forgets nothing that was used
        (70, false, 201),
        (199, true, 201),
        (u64::MAX, false, 201), // nobody uses the series up
    ];
    for (n, taken, next) in cases {
        let told = window.take(nonce(n));
        assert_eq!(told.is_ok(), taken, "{n}");
        assert_eq!(window.next(), nonce(next), "{n}");
        if let Err(stale) = told {
            assert_eq!(stale, Stale { next: nonce(next) });
        }
    }
}

#[test]
fn r09_a_restored_centre_takes_nothing_that_was_signed_before() {
    let mut window = NonceWindow::new(SERIES + 1);
    assert!(window.take(nonce(1)).is_err());
    assert_eq!(
        window,
        NonceWindow::new(SERIES + 1),
        "a refusal uses nothing"
    );
}

#[test]
fn r12_requests_in_flight_do_not_starve_one_another() {
    let mut window = NonceWindow::new(SERIES);
    let mut source = NonceSource::default();
    // A device that lost count has three requests in flight; all are refused at once.
    let flights = [source.take(), source.take(), source.take()];
    let told = flights.map(|nonce| window.take(nonce).unwrap_err().next);
    let again = told.map(|next| {
        source.learn(next);
        source.take()
    });
    // Each got a number of its own, and they are taken in the reverse order too.
    for nonce in again.into_iter().rev() {
        assert_eq!(window.take(nonce), Ok(()), "{nonce}");
    }
    assert_eq!(source.take(), window.next());
}

#[test]
fn a_nonce_reads_what_it_writes() {
    let text = "00abcdef01234567-42";
    assert_eq!(nonce(42).to_string(), text);
    assert_eq!(Nonce::parse(text), Some(nonce(42)));
    let wire = serde_json::to_string(&nonce(42)).unwrap();
    assert_eq!(serde_json::from_str::<Nonce>(&wire).unwrap(), nonce(42));
    for bad in [
        "",
        "-",
        "42",
        "00abcdef01234567-",
        "00abcdef01234567-+4",
        "00abcdef01234567--4",
        "00abcdef01234567-4 ",
        "0abcdef01234567-4",
        "00abcdef01234567-18446744073709551616",
    ] {
        assert_eq!(Nonce::parse(bad), None, "{bad}");
    }
}
