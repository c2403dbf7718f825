//! Pages of envelopes: what is a duplicate, what is fresh, what is refused, and
//! how much one page may hold.

use nusa_facts::{BranchId, ChainId, Hash, limits::MAX_DOC_BYTES};
use nusa_sync::{
    accept::{Ending, Fault, Wrong},
    limits::{MAX_PAGE_BYTES, MAX_PUSH_DOCS},
    messages::{ForkPoint, PageError, PushPage, PushedEnvelope, TailPage, push},
};

use crate::journal::Journal;

#[test]
fn r01_a_page_sent_again_holds_only_duplicates() {
    let branch = Journal::of(1, "sale", 10);
    let mut centre = Journal::new(1);
    let cases = [
        (1, 4, 0, 4, 4), // the first time
        (1, 4, 4, 0, 4), // its answer was lost
        (3, 4, 2, 2, 6), // half of it is known
        (1, 10, 6, 4, 10),
        (10, 1, 1, 0, 10),
        (11, 1, 0, 0, 10), // an empty page asks for the cursor
    ];
    for (first_seq, most, duplicates, fresh, head) in cases {
        let judged = centre.take(&branch.page(first_seq, most));
        let told = (judged.duplicates, judged.fresh.len(), judged.ending);
        assert_eq!(told, (duplicates, fresh, Ending::Whole), "from {first_seq}");
        assert_eq!(centre.head().seq, head, "from {first_seq}");
    }
    assert_eq!(centre.head(), branch.head());
}

#[test]
fn r01_what_is_known_by_number_only_is_no_duplicate() {
    let branch = Journal::of(1, "sale", 5);
    let mut other = Journal::of(1, "sale", 3);
    other.grow("other", 2);
    let mut centre = other.clone();
    let judged = centre.take(&branch.page(1, 5));
    assert_eq!((judged.duplicates, judged.fresh.len()), (3, 0));
    let Ending::Fork(fork) = judged.ending else {
        panic!("{judged:?}")
    };
    assert!(fork.is_exact() && fork.common_seq == 3, "{fork:?}");
}

#[test]
fn r03_only_what_follows_the_cursor_is_taken() {
    let branch = Journal::of(1, "sale", 10);
    let mut centre = Journal::of(1, "sale", 4);
    let judged = centre.take(&branch.page(6, 5));
    assert_eq!((judged.fresh.len(), judged.ending), (0, Ending::Gap));
    assert_eq!(centre.head().seq, 4, "the cursor is the whole answer");
    let judged = centre.take(&branch.page(5, 6));
    assert_eq!((judged.fresh.len(), judged.ending), (6, Ending::Whole));
}

#[test]
fn r03_the_longest_valid_prefix_is_taken() {
    type Damage = fn(&mut PushedEnvelope);
    let cases: [(Damage, Wrong); 8] = [
        (|bad| bad.branch = BranchId(8), Wrong::Branch),
        (|bad| bad.chain = ChainId([9; 16]), Wrong::Chain),
        (|bad| bad.seq += 1, Wrong::Order),
        (|bad| bad.prev = Hash::ZERO, Wrong::Order),
        (|bad| bad.hash = Hash::ZERO, Wrong::Seal),
        (|bad| bad.doc_hash = Hash::ZERO, Wrong::Seal),
        (|bad| bad.doc.push(' '), Wrong::Doc),
        (|bad| bad.doc = " ".repeat(MAX_DOC_BYTES + 1), Wrong::Size),
    ];
    let branch = Journal::of(1, "sale", 8);
    for (damage, wrong) in cases {
        let mut centre = Journal::of(1, "sale", 3);
        let mut page = branch.page(2, 7);
        damage(&mut page.envelopes[4]);
        let judged = centre.take(&page);
        let fault = Ending::Fault(Fault { index: 4, wrong });
        assert_eq!((judged.duplicates, judged.ending), (2, fault));
        assert_eq!(centre.head().seq, 5, "{wrong:?}: what stood before is kept");
    }
}

#[test]
fn r09_another_branch_or_chain_is_refused_whole() {
    let page = Journal::of(1, "sale", 2).page(1, 2);
    let centre = Journal::new(2);
    let refused = |wrong| Ending::Fault(Fault { index: 0, wrong });
    assert_eq!(centre.judge(&page).ending, refused(Wrong::Chain));
    let mut foreign = page;
    foreign.envelopes[0].branch = BranchId(1);
    let centre = Journal::new(1);
    assert_eq!(centre.judge(&foreign).ending, refused(Wrong::Branch));
}

#[test]
fn a_chain_that_does_not_begin_at_the_beginning_is_no_fork() {
    let mut page = Journal::of(1, "sale", 1).page(1, 1);
    let mut begun = Journal::of(1, "other", 1);
    begun.grow("sale", 1);
    page.envelopes[0].prev = begun.head().hash;
    let wrong = Wrong::Order;
    let judged = Journal::new(1).judge(&page);
    assert_eq!(judged.ending, Ending::Fault(Fault { index: 0, wrong }));
    let judged = Journal::new(1).judge(&Journal::of(1, "sale", 1).page(1, 0));
    assert_eq!(judged.ending, Ending::Whole);
}

#[test]
fn r05_a_page_that_contradicts_the_chain_says_where_they_part() {
    let mut ours = Journal::of(1, "sale", 6);
    let mut theirs = ours.clone();
    ours.grow("laptop", 4);
    theirs.grow("clone", 4);
    let common_hash = ours.envelopes[5].hash;
    let exact = ForkPoint {
        common_seq: 6,
        common_hash,
        differs_seq: 7,
    };
    let unknown = |differs_seq| ForkPoint {
        common_seq: 0,
        common_hash: Hash::ZERO,
        differs_seq,
    };
    let cases = [
        (5, exact),        // two duplicates, then another sale
        (7, exact),        // it follows what both have
        (9, unknown(8)),   // already the one before differs
        (11, unknown(10)), // after the centre's head, but not on it
    ];
    ours.grow("laptop", 1);
    for (first_seq, fork) in cases {
        let judged = theirs.judge(&ours.page(first_seq, 10));
        assert_eq!(judged.ending, Ending::Fork(fork), "from {first_seq}");
        assert!(judged.fresh.is_empty());
    }
}

#[test]
fn r04_what_a_document_says_refuses_nothing() {
    let mut branch = Journal::new(1);
    for doc in ["", "not json", "{\"kind\":\"nobody knows\"}", "\u{0}\u{7f}"] {
        branch.write(doc.to_owned());
    }
    let mut centre = Journal::new(1);
    let judged = centre.take(&branch.page(1, 4));
    assert_eq!((judged.fresh.len(), judged.ending), (4, Ending::Whole));
}

#[test]
fn r11_a_page_is_bounded_by_documents_and_by_bytes() {
    let branch = Journal::of(1, "sale", MAX_PUSH_DOCS as u64 + 1);
    let (taken, more) = push::fill(branch.envelopes.clone());
    assert_eq!((taken.len(), more), (MAX_PUSH_DOCS, true));
    let (taken, more) = push::fill(branch.envelopes[1..].to_vec());
    assert_eq!((taken.len(), more), (MAX_PUSH_DOCS, false));

    let mut large = Journal::new(1);
    for _ in 0..20 {
        large.write("\"".repeat(MAX_DOC_BYTES)); // two bytes each on the wire
    }
    let page = large.page(1, 20);
    let wire = serde_json::to_vec(&page).unwrap().len();
    assert_eq!(page.envelopes.len(), 7);
    assert!(wire <= MAX_PAGE_BYTES, "{wire}");
    assert_eq!(page.check(), Ok(()));
}

#[test]
fn the_bytes_of_an_envelope_are_never_underestimated() {
    let docs = [
        "",
        "{\"a\":\"b\\n\"}",
        "\u{1}\u{1f}\t\r",
        "é✓",
        "/",
        "\u{7f}",
    ];
    for doc in docs.map(|doc| doc.repeat(1_000)) {
        let mut journal = Journal::new(0xff);
        journal.write(doc.clone());
        let mut envelope = journal.envelopes[0].clone();
        envelope.branch = BranchId(u32::MAX);
        envelope.seq = u64::MAX;
        let wire = serde_json::to_vec(&envelope).unwrap().len();
        assert!(envelope.wire_bytes() >= wire, "{doc:.9}: {wire}");
    }
}

#[test]
fn a_page_out_of_bounds_is_refused_before_it_is_judged() {
    let page = |first_seq, count: u64, bytes| {
        let mut journal = Journal::of(1, "sale", count);
        journal
            .envelopes
            .iter_mut()
            .for_each(|envelope| envelope.doc = "x".repeat(bytes));
        PushPage {
            first_seq,
            envelopes: journal.envelopes.clone(),
            ..journal.page(1, 0)
        }
    };
    let too_large = |checked| matches!(checked, Err(PageError::TooLarge(_)));
    assert_eq!(page(1, 501, 1).check(), Err(PageError::TooMany(501)));
    assert!(too_large(page(1, 20, 60_000).check()));
    assert!(too_large(page(1, 1, MAX_DOC_BYTES + 1).check()));
    assert_eq!(page(1, 1, MAX_DOC_BYTES).check(), Ok(()));
    for first_seq in [0, i64::MAX as u64, u64::MAX] {
        assert_eq!(page(first_seq, 1, 1).check(), Err(PageError::Sequence));
    }
}

#[test]
fn a_document_that_is_no_text_cannot_travel() {
    let envelope = Journal::of(1, "sale", 3).envelopes[2].envelope();
    let refused = PushedEnvelope::new(&envelope, vec![0xff]);
    assert_eq!(refused, Err(PageError::NotText(3)));
}

#[test]
fn a_page_reads_what_it_writes_and_nothing_more() {
    let page = Journal::of(1, "sale", 2).page(1, 2);
    let text = serde_json::to_string(&page).unwrap();
    assert_eq!(serde_json::from_str::<PushPage>(&text).unwrap(), page);
    let unknown = [
        text.replacen("{\"generation\"", "{\"note\":1,\"generation\"", 1),
        text.replacen("{\"branch\"", "{\"note\":1,\"branch\"", 1),
        text.replacen("\"seq\":1,", "", 1),
        text.replacen("\"seq\":1,", "\"seq\":-1,", 1),
    ];
    for text in unknown {
        assert!(serde_json::from_str::<PushPage>(&text).is_err(), "{text}");
    }
}

#[test]
fn r06_a_tail_is_judged_like_a_push() {
    let centre = Journal::of(1, "sale", 5);
    let mut branch = Journal::of(1, "sale", 3);
    let page = centre.page(4, 9);
    let tail = TailPage {
        generation: 1,
        chain: page.chain,
        first_seq: page.first_seq,
        envelopes: page.envelopes.clone(),
        more: false,
    };
    assert_eq!(tail.check(), Ok(()));
    let Ok(judged) =
        nusa_sync::accept::accept(crate::journal::BRANCH, &branch.head(), &tail, |seq| {
            branch.hash_at(seq)
        });
    assert_eq!((judged.fresh, judged.ending), (0..2, Ending::Whole));
    branch.grow("sold meanwhile", 1);
    let judged = branch.judge(&page);
    assert!(matches!(judged.ending, Ending::Fork(fork) if fork.common_seq == 3));
}
