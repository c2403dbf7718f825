//! The queue of mails under a clock that is moved by hand.

use nusa_store::mail::MailBook;

use super::*;

const MINUTE: i64 = 60_000;

struct Queue {
    book: MailBook,
    _directory: tempfile::TempDir,
}

impl Queue {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let book = MailBook::open(directory.path()).unwrap();
        Self {
            book,
            _directory: directory,
        }
    }

    fn on<T>(&self, work: impl FnOnce(&MailTx<'_>) -> Result<T, StoreError>) -> T {
        self.book.transact(work).unwrap()
    }

    fn take(&self, n: u8, now: i64) -> Result<Mail, Declined> {
        self.on(|tx| enqueue(tx, &asked(n, now)))
    }

    fn state(&self, n: u8) -> Mail {
        self.on(|tx| tx.mail(id(n))).unwrap()
    }

    fn end(&self, n: u8, outcome: &Outcome, now: i64) -> Mail {
        self.on(|tx| begin(tx, id(n), Millis(now))).unwrap();
        self.on(|tx| ended(tx, id(n), outcome, Millis(now), 200));
        self.state(n)
    }
}

fn id(n: u8) -> MailId {
    MailId::from_bytes([n; 16])
}

fn asked(n: u8, now: i64) -> Mail {
    let sale = SaleId::from_bytes([n; 16]);
    receipt(id(n), sale, "ani@contoh.id".to_owned(), Millis(now))
}

fn gone() -> Outcome {
    Outcome::Later("unreachable", String::new())
}

#[test]
fn a_mail_waits_longer_each_time_and_is_given_up_after_two_days() {
    let queue = Queue::new();
    queue.take(1, 0).unwrap();
    let (mut now, mut waits) = (0, Vec::new());
    while queue.state(1).state == "waiting" {
        assert_eq!(queue.on(|tx| due(tx, Millis(now))).len(), 1, "at {now}");
        let mail = queue.end(1, &gone(), now);
        let Some(next) = mail.next_at else { break };
        assert!(queue.on(|tx| due(tx, Millis(now))).is_empty());
        waits.push(next.0 - now);
        now = next.0;
    }
    assert_eq!(
        waits[..6],
        [
            MINUTE / 2,
            MINUTE,
            2 * MINUTE,
            5 * MINUTE,
            10 * MINUTE,
            15 * MINUTE
        ]
    );
    assert!(waits[6..].iter().all(|wait| *wait == 15 * MINUTE));
    assert_eq!(queue.state(1).state, "given_up");
    assert!((MAIL_WAITS_FOR_MS..MAIL_WAITS_FOR_MS + 20 * MINUTE).contains(&now));
    assert!((190..=200).contains(&waits.len()), "{}", waits.len());
}

#[test]
fn tries_are_spread_by_a_fifth_and_a_clock_that_went_back_holds_nothing_up() {
    assert_eq!(jittered(30_000, 0), 24_000);
    assert_eq!(jittered(30_000, 200), 30_000);
    assert_eq!(jittered(30_000, 400), 36_000);
    let late = |next| Mail {
        next_at: Some(Millis(next)),
        ..asked(1, 0)
    };
    for (next, is) in [
        (10, true),
        (11, false),
        (18 * MINUTE, false),
        (19 * MINUTE, true),
    ] {
        assert_eq!(is_due(&late(next), Millis(10)), is, "{next}");
    }
}

#[test]
fn the_same_mail_twice_is_one_and_a_refused_one_is_over() {
    let queue = Queue::new();
    assert_eq!(queue.take(1, 0), queue.take(1, 5));
    let other = Mail {
        to: Some("budi@contoh.id".to_owned()),
        ..asked(1, 0)
    };
    assert_eq!(queue.on(|tx| enqueue(tx, &other)), Err(Declined::Reused));
    let refused = Outcome::Refused("address_refused", "550 no such user".to_owned());
    let mail = queue.end(1, &refused, 1);
    assert_eq!((mail.state.as_str(), mail.attempts), ("failed", 1));
    assert_eq!(mail.words.as_deref(), Some("550 no such user"));
    assert!(queue.on(|tx| due(tx, Millis(i64::MAX))).is_empty());
}

#[test]
fn what_was_on_its_way_goes_out_again_under_the_same_name() {
    let queue = Queue::new();
    queue.take(1, 0).unwrap();
    queue.on(|tx| begin(tx, id(1), Millis(1))).unwrap();
    assert!(queue.on(|tx| begin(tx, id(1), Millis(1))).is_none());
    assert_eq!(queue.on(|tx| recover(tx, Millis(2))), 1);
    let mail = queue.state(1);
    assert_eq!((mail.state.as_str(), mail.round), ("waiting", 0));
    queue.end(1, &Outcome::Sent("250 ok".to_owned()), 3);
    let again = queue
        .on(|tx| resend(tx, id(1), Millis(4)))
        .unwrap()
        .unwrap();
    assert_eq!((again.state.as_str(), again.round), ("waiting", 1));
}

#[test]
fn a_guest_who_wants_to_be_forgotten_gets_nothing_more() {
    let queue = Queue::new();
    let guest = GuestId::from_bytes([7; 16]);
    let own = Mail {
        guest: Some(guest),
        ..asked(1, 0)
    };
    queue.on(|tx| enqueue(tx, &own)).unwrap();
    queue.take(2, 0).unwrap();
    queue.on(|tx| forget_guest(tx, guest, Some("ANI@contoh.id"), Millis(1)));
    for n in [1, 2] {
        let mail = queue.state(n);
        assert_eq!((mail.state.as_str(), mail.to), ("given_up", None));
        let again = queue.on(|tx| resend(tx, id(n), Millis(2))).unwrap();
        assert_eq!(again, Err(Declined::Erased));
    }
}

#[test]
fn addresses_vanish_and_then_the_rows() {
    let queue = Queue::new();
    queue.take(1, 0).unwrap();
    queue.end(1, &Outcome::Sent(String::new()), 0);
    queue.take(2, 0).unwrap();
    queue.on(|tx| tidy(tx, Millis(MAIL_ADDRESS_MS)));
    assert!(queue.state(1).to.is_some(), "a week is not over");
    queue.on(|tx| tidy(tx, Millis(MAIL_ADDRESS_MS + 1)));
    assert_eq!(queue.state(1).to, None);
    assert!(queue.state(2).to.is_some(), "it waits still");
    queue.on(|tx| tidy(tx, Millis(MAIL_KEPT_MS + 1)));
    assert_eq!(queue.on(|tx| tx.mail(id(1))), None);
}

#[test]
fn a_sale_has_so_many_mails_and_no_more() {
    let queue = Queue::new();
    let sale = SaleId::from_bytes([1; 16]);
    let one = |n: u8| Mail {
        sale: Some(sale),
        ..asked(n, 0)
    };
    let most = u8::try_from(MAX_MAILS_OF_SALE).unwrap();
    for n in 1..=most {
        queue.on(|tx| enqueue(tx, &one(n))).unwrap();
    }
    let told = queue.on(|tx| enqueue(tx, &one(most + 1)));
    assert_eq!(told, Err(Declined::Full));
}
