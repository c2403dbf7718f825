//! The link under whatever happens in whatever order: it never asks without
//! end, never waits for the past, and comes back when the centre does.

use proptest::prelude::*;

use super::*;
use nusa_sync::uplink::Failure;

/// Something that happens: a kind, a ticket's age, a choice within the kind, milliseconds before it.
type Happening = (u8, u64, u8, u64);

fn step(choice: u8) -> Option<Step> {
    let chain = if choice & 1 == 0 { OPEN } else { OLD };
    match choice >> 1 & 7 {
        0 => None,
        1 => Some(push(chain, u64::from(choice))),
        2 => Some(Step::FetchTail { chain, after: 4 }),
        3 => Some(Step::Greet { chain }),
        4 => Some(Step::Narrow {
            chain,
            between: (1, 9),
        }),
        _ => Some(Step::Split {
            chain,
            common_seq: 3,
            common_hash: Hash::ZERO,
        }),
    }
}

fn input(kind: u8, ticket: Ticket, choice: u8) -> Input {
    let asked = Asked {
        wait_ms: u64::from(choice) * 100,
        spread_ms: u64::from(choice & 3) * 1_000,
    };
    let own = stream(Scope::Company, u64::from(choice & 7));
    match kind % 10 {
        0 => Input::Committed { open: OPEN },
        1 => Input::Greeted(
            ticket,
            Greeted {
                generation: u64::from(choice >> 6),
                streams: vec![(own, 5)],
                asked,
                ..with_steps(step(choice).as_slice())
            },
        ),
        2 => Input::Pushed {
            ticket,
            generation: Some(u64::from(choice >> 6)),
            cursor: Some(u64::from(choice)),
            step: step(choice),
            asked,
        },
        3 => Input::Tailed {
            ticket,
            step: step(choice),
        },
        4 => Input::Pulled {
            ticket,
            stream: own,
            as_of: 5,
        },
        5 => Input::Failed(ticket, Failure::Unreachable),
        6 => Input::Failed(ticket, Failure::Busy(asked)),
        7 => Input::Failed(ticket, Failure::NonceStale),
        8 => Input::Split,
        _ => Input::LinkHint,
    }
}

/// Drains what the link wants now; the newest ticket.
fn drain(link: &mut Uplink, now: Mono, newest: &mut u64) -> Mono {
    for _ in 0..8 {
        match link.next(now, 7) {
            Next::Send { ticket, .. } => *newest = ticket.0,
            Next::Split { .. } => link.handle(Input::Split, now, 7),
            Next::Wait { until } => return until,
        }
    }
    panic!("the link asks without end");
}

proptest! {
    #[test]
    fn r42_no_order_of_happenings_leads_astray(
        happenings in prop::collection::vec(any::<Happening>(), 1..60),
    ) {
        let mut now = Mono(0);
        let mut link = Uplink::new(now);
        let mut newest = 0_u64;
        for (kind, age, choice, pause) in happenings {
            now = now.plus(pause % 20_000);
            let ticket = Ticket(newest.saturating_sub(age % 4));
            link.handle(input(kind, ticket, choice), now, u64::from(choice));
            let until = drain(&mut link, now, &mut newest);
            prop_assert!(until > now);
        }
        // The centre is back, and answers every hello: within a long hold all is well.
        let end = now.plus(600_000);
        while now < end {
            match link.next(now, 7) {
                Next::Send { ticket, request: Request::Hello { .. } } => {
                    link.handle(Input::Greeted(ticket, greeted()), now, 7);
                }
                Next::Send { ticket, .. } => link.handle(Input::Failed(ticket, Failure::Refused), now, 7),
                Next::Split { .. } => link.handle(Input::Split, now, 7),
                Next::Wait { until } => now = until,
            }
        }
        prop_assert_eq!(link.badge(0), Badge::Connected);
        link.handle(Input::Committed { open: OPEN }, now, 7);
        let mut pushed = false;
        let end = now.plus(5_000);
        while now < end && !pushed {
            match link.next(now, 7) {
                Next::Send { request: Request::Push { .. }, .. } => pushed = true,
                Next::Send { ticket, .. } => {
                    let behind = with_steps(&[push(OPEN, 11)]);
                    link.handle(Input::Greeted(ticket, behind), now, 7);
                }
                Next::Split { .. } => link.handle(Input::Split, now, 7),
                Next::Wait { until } => now = until,
            }
        }
        prop_assert!(pushed, "a sale waits for more than five seconds");
    }
}
