//! The hello on the wire: its shape, its bounds, and the protocol that both ends
//! agree on.

use nusa_facts::{BranchId, ChainId, Hash, Head, Millis, RegionId, master::Scope};
use nusa_sync::messages::{
    BranchState, ChainAnswer, ChainClaim, ForkPoint, Hello, HelloAnswer, HelloError, Place,
    Protocols, StreamAnswer, StreamCursor, Verdict,
};
use serde_json::json;

fn place(seq: u64) -> Place {
    Place {
        seq,
        hash: Hash::ZERO,
    }
}

fn claim(chain: u8, seq: u64, locator: &[u64]) -> ChainClaim {
    ChainClaim {
        head: Head {
            chain: ChainId([chain; 16]),
            seq,
            hash: Hash::ZERO,
        },
        locator: locator.iter().map(|&seq| place(seq)).collect(),
    }
}

fn hello(chains: Vec<ChainClaim>) -> Hello {
    Hello {
        program: "0.1.0".to_owned(),
        protocols: Protocols::OURS,
        generation: 0,
        chains,
        streams: vec![StreamCursor {
            scope: Scope::Region(RegionId(3)),
            change: 8,
        }],
        compare: false,
    }
}

#[test]
fn r22_both_ends_speak_the_newest_protocol_that_both_know() {
    let cases = [
        ((1, 1), (1, 1), Some(1)),
        ((1, 3), (2, 5), Some(3)),
        ((2, 5), (1, 3), Some(3)),
        ((1, 2), (3, 4), None),
        ((3, 4), (1, 2), None),
        ((4, 1), (1, 4), None), // nonsense agrees with nobody
    ];
    let speaks = |(min, max)| Protocols { min, max };
    for (ours, theirs, agreed) in cases {
        assert_eq!(speaks(ours).agree(speaks(theirs)), agreed);
    }
}

#[test]
fn a_hello_out_of_bounds_is_refused() {
    let many = |count: u32| {
        let claims = (0..count).map(|n| {
            let mut claim = claim(0, 0, &[]);
            claim.head.chain = ChainId(u128::from(n).to_be_bytes());
            claim
        });
        hello(claims.collect())
    };
    let falling = |count: u64| (1..=count).rev().collect::<Vec<_>>();
    let long = Hello {
        program: "x".repeat(41),
        ..hello(vec![])
    };
    let streams = Hello {
        streams: vec![hello(vec![]).streams[0]; 9],
        ..hello(vec![])
    };
    let cases = [
        (hello(vec![claim(1, 9, &[8, 7, 5, 1])]), Ok(())),
        (hello(vec![claim(1, 9, &[9, 5])]), Ok(())),
        (many(256), Ok(())),
        (many(257), Err(HelloError::TooMany("chains"))),
        (hello(vec![claim(1, 99, &falling(64))]), Ok(())),
        (
            hello(vec![claim(1, 99, &falling(65))]),
            Err(HelloError::TooMany("places")),
        ),
        (streams, Err(HelloError::TooMany("streams"))),
        (long, Err(HelloError::TooMany("characters of a version"))),
        (hello(vec![claim(1, 9, &[5, 5])]), Err(HelloError::Locator)),
        (hello(vec![claim(1, 9, &[5, 6])]), Err(HelloError::Locator)),
        (hello(vec![claim(1, 9, &[10])]), Err(HelloError::Locator)),
        (hello(vec![claim(1, 9, &[1, 0])]), Err(HelloError::Locator)),
        (
            hello(vec![claim(1, 9, &[]), claim(1, 8, &[])]),
            Err(HelloError::Twice),
        ),
    ];
    for (hello, checked) in cases {
        assert_eq!(hello.check(), checked);
    }
}

#[test]
fn r22_a_hello_and_its_answer_may_grow_fields() {
    let hello = hello(vec![claim(1, 9, &[8])]);
    let mut wire = serde_json::to_value(&hello).unwrap();
    wire["mood"] = json!("good");
    assert_eq!(serde_json::from_value::<Hello>(wire).unwrap(), hello);

    let answer = HelloAnswer {
        protocol: 1,
        generation: 4,
        now: Millis(17),
        next_push_in_ms: 0,
        spread_ms: 0,
        chains: vec![ChainAnswer {
            cursor: hello.chains[0].head,
            verdict: Verdict::Fork(ForkPoint {
                common_seq: 3,
                common_hash: Hash::ZERO,
                differs_seq: 4,
            }),
        }],
        streams: vec![StreamAnswer {
            scope: Scope::Branch(BranchId(7)),
            change: 5,
            digest: None,
        }],
        state: BranchState::Active,
    };
    let mut wire = serde_json::to_value(&answer).unwrap();
    assert_eq!(wire["chains"][0]["verdict"]["is"], "fork");
    assert_eq!(wire["chains"][0]["verdict"]["common_seq"], 3);
    assert_eq!(wire["streams"][0]["scope"], json!({"branch": 7}));
    wire["mood"] = json!("good");
    wire.as_object_mut().unwrap().remove("spread_ms");
    assert_eq!(serde_json::from_value::<HelloAnswer>(wire).unwrap(), answer);
}
