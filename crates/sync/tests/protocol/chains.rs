//! What a branch does with the centre's answer: tables of heads and cursors, and
//! the search for the place where two copies part.

use std::convert::Infallible;

use nusa_facts::{ChainId, Hash, Head};
use nusa_sync::{
    limits::{MAX_LOCATOR, NARROW_PARTS},
    locator::{answer, backwards, between, claim},
    messages::{ChainAnswer, ForkPoint, PushAnswer, Verdict},
    plan::{OwnChain, Step, after_fork, after_push, plan},
};
use proptest::prelude::*;

const CHAIN: ChainId = ChainId([1; 16]);

/// A chain of hashes that is common up to a sequence and the side's own above it.
#[derive(Clone, Copy, Debug)]
struct Side {
    name: u8,
    common: u64,
    seq: u64,
}

impl Side {
    fn hash(&self, seq: u64) -> Hash {
        let name = if seq > self.common { self.name } else { 0 };
        Hash::of_doc(&[[name; 8], seq.to_be_bytes()].concat())
    }

    fn hash_at(&self, seq: u64) -> Result<Option<Hash>, Infallible> {
        Ok((1..=self.seq).contains(&seq).then(|| self.hash(seq)))
    }

    fn head(&self) -> Head {
        let chain = CHAIN;
        let Ok(hash) = self.hash_at(self.seq);
        Head {
            chain,
            seq: self.seq,
            hash: hash.unwrap_or(Hash::ZERO),
        }
    }
}

/// One hello and its plan. The rest of the protocol is not needed to find a common place.
fn greet(branch: Side, centre: Side, span: Option<(u64, u64)>) -> (Verdict, Option<Step>) {
    let Ok(claimed) = claim(branch.head(), span, |seq| branch.hash_at(seq));
    assert!(claimed.locator.len() <= MAX_LOCATOR);
    let Ok(told) = answer(&claimed, Some(centre.head()), |seq| centre.hash_at(seq));
    let ours = [OwnChain {
        head: branch.head(),
        open: true,
    }];
    let Ok(steps) = plan(&ours, &[told], |_, seq| branch.hash_at(seq));
    (told.verdict, steps.first().copied())
}

fn sides(common: u64, ours: u64, theirs: u64) -> (Side, Side) {
    let side = |name, own| Side {
        name,
        common,
        seq: common + own,
    };
    (side(1, ours), side(2, theirs))
}

#[test]
fn r02_a_branch_goes_on_from_the_cursor_it_is_told() {
    let push = |from_seq| {
        Some(Step::Push {
            chain: CHAIN,
            from_seq,
        })
    };
    let tail = |after| {
        Some(Step::FetchTail {
            chain: CHAIN,
            after,
        })
    };
    let cases = [
        // branch, centre: both copies of one chain
        (0, 0, None),
        (7, 7, None),
        (7, 0, push(1)),
        (7, 3, push(4)), // also where the centre had 7 before it was restored
        (1_000_000, 999_999, push(1_000_000)),
        (3, 7, tail(3)), // r06: a restored backup lacks its own tail
        (0, 7, tail(0)), // r08: a new device lacks everything
    ];
    for (ours, theirs, step) in cases {
        let (branch, centre) = sides(0, ours, theirs);
        let same = Side { name: 1, ..centre };
        assert_eq!(greet(branch, same, None).1, step, "{ours} and {theirs}");
    }
}

#[test]
fn r06_an_ancestor_of_the_centres_head_lacks_a_tail_and_is_no_fork() {
    let (branch, centre) = sides(5, 0, 4);
    let step = Step::FetchTail {
        chain: CHAIN,
        after: 5,
    };
    assert_eq!(greet(branch, centre, None), (Verdict::Behind, Some(step)));
}

#[test]
fn r08_chains_that_a_new_device_does_not_know_are_fetched() {
    let (_, centre) = sides(9, 0, 0);
    let told = ChainAnswer {
        cursor: centre.head(),
        verdict: Verdict::Behind,
    };
    let Ok(steps) = plan(&[], &[told], |_, _| Ok::<_, Infallible>(None));
    let chain = CHAIN;
    assert_eq!(steps, [Step::FetchTail { chain, after: 0 }]);
}

#[test]
fn closed_chains_come_before_the_open_one() {
    let own = |id: u8, open| OwnChain {
        head: Head {
            chain: ChainId([id; 16]),
            seq: 2,
            hash: Hash::ZERO,
        },
        open,
    };
    let ours = [own(1, true), own(9, false), own(4, false)];
    let answers = ours.map(|own| ChainAnswer {
        cursor: Head::empty(own.head.chain),
        verdict: Verdict::Unknown,
    });
    let Ok(steps) = plan(&ours, &answers, |_, _| Ok::<_, Infallible>(None));
    let chains: Vec<_> = steps.iter().map(|step| step.chain().0[0]).collect();
    assert_eq!(chains, [4, 9, 1]);
}

#[test]
fn r05_a_fork_is_split_where_both_agree() {
    for (common, ours, theirs) in [(0, 1, 1), (5, 1, 1), (5, 3, 900), (5, 900, 3), (64, 64, 64)] {
        let (branch, centre) = sides(common, ours, theirs);
        let (common_seq, rounds) = search(branch, centre);
        assert_eq!(common_seq, common, "{ours} and {theirs} above {common}");
        assert!(rounds <= 4, "{rounds} rounds");
    }
}

/// Says hello until the plan is a split; the common place and the number of rounds.
fn search(branch: Side, centre: Side) -> (u64, u32) {
    let mut span = None;
    for round in 1.. {
        match greet(branch, centre, span).1 {
            Some(Step::Split {
                common_seq,
                common_hash,
                ..
            }) => {
                let Ok(hash) = branch.hash_at(common_seq);
                assert_eq!(hash.unwrap_or(Hash::ZERO), common_hash);
                return (common_seq, round);
            }
            Some(Step::Narrow { between, .. }) => span = Some(between),
            other => panic!("{other:?} after {round} rounds"),
        }
        assert!(round < 20, "the search does not end");
    }
    unreachable!("the loop returns")
}

proptest! {
    #[test]
    fn r05_the_common_place_is_found_in_a_few_rounds(
        common in 0_u64..3_000_000, ours in 1_u64..3_000_000, theirs in 1_u64..3_000_000,
    ) {
        let (branch, centre) = sides(common, ours, theirs);
        let (found, rounds) = search(branch, centre);
        prop_assert_eq!(found, common);
        prop_assert!(rounds <= 7, "{} rounds", rounds);
    }

    #[test]
    fn a_locator_falls_from_below_the_head_to_the_beginning(head in 0_u64..i64::MAX as u64) {
        let seqs = backwards(head);
        prop_assert!(seqs.len() <= MAX_LOCATOR);
        prop_assert!(seqs.is_sorted_by(|a, b| a > b));
        if head > 1 {
            prop_assert_eq!((seqs[0], seqs[seqs.len() - 1]), (head - 1, 1));
        } else {
            prop_assert!(seqs.is_empty());
        }
    }

    #[test]
    fn a_narrower_locator_holds_both_ends(low in 0_u64..1 << 62, wide in 1_u64..1 << 62) {
        let high = low + wide;
        let seqs = between(low, high);
        prop_assert!(seqs.is_sorted_by(|a, b| a > b));
        prop_assert_eq!(seqs[0], high);
        prop_assert_eq!(seqs[seqs.len() - 1], if low == 0 { seqs[seqs.len() - 1] } else { low });
        let gap = seqs.windows(2).map(|two| two[0] - two[1]).max().unwrap_or(0);
        prop_assert!(gap <= wide.div_ceil(NARROW_PARTS));
    }
}

#[test]
fn r05_no_chain_is_cut_on_a_word_that_does_not_fit() {
    let (branch, _) = sides(5, 5, 5);
    let fork = |common_seq, common_hash, differs_seq| ForkPoint {
        common_seq,
        common_hash,
        differs_seq,
    };
    let cases = [
        fork(5, Hash::ZERO, 6),        // a common hash that is not ours
        fork(0, branch.hash(1), 1),    // the beginning has no hash
        fork(10, branch.hash(10), 11), // beyond our head
        fork(5, branch.hash(5), 5),    // nothing parts
        fork(6, branch.hash(6), 5),    // the wrong way round
        fork(u64::MAX, Hash::ZERO, 0), // no sequence at all
        fork(5, branch.hash(5), u64::MAX),
    ];
    for fork in cases {
        let Ok(step) = after_fork(&branch.head(), fork, |seq| branch.hash_at(seq));
        assert_eq!(step, Some(Step::Greet { chain: CHAIN }), "{fork:?}");
    }
    let good = fork(5, branch.hash(5), 6);
    let Ok(step) = after_fork(&branch.head(), good, |seq| branch.hash_at(seq));
    assert!(matches!(step, Some(Step::Split { common_seq: 5, .. })));
}

#[test]
fn r03_a_push_goes_on_from_its_answer() {
    let (branch, other) = sides(5, 5, 5);
    let chain = CHAIN;
    let told = |cursor, head_hash| PushAnswer {
        generation: 1,
        cursor,
        head_hash,
        next_push_in_ms: 0,
        quarantined: Vec::new(),
    };
    let push = |from_seq| Some(Step::Push { chain, from_seq });
    let between = (0, 8);
    let cases = [
        (told(10, branch.hash(10)), None),
        (told(8, branch.hash(8)), push(9)),
        (told(0, Hash::ZERO), push(1)), // it lost everything
        (
            told(8, other.hash(8)),
            Some(Step::Narrow { chain, between }),
        ),
        (told(11, Hash::ZERO), Some(Step::Greet { chain })),
    ];
    for (answer, step) in cases {
        let Ok(after) = after_push(&branch.head(), &answer, |seq| branch.hash_at(seq));
        assert_eq!(after, step, "{answer:?}");
    }
}

#[test]
fn a_centre_in_step_reads_no_hash_but_its_head() {
    let (branch, centre) = sides(1_000, 0, 0);
    let Ok(claimed) = claim(branch.head(), None, |seq| branch.hash_at(seq));
    let told = answer(&claimed, Some(centre.head()), |seq| {
        Err(format!("read {seq}"))
    });
    assert_eq!(told.unwrap().verdict, Verdict::Agrees);
    let told = answer(&claimed, None, |seq| Err(format!("read {seq}"))).unwrap();
    assert_eq!((told.verdict, told.cursor.seq), (Verdict::Unknown, 0));
}
