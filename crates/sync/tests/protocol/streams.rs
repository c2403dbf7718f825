//! Streams of master data: pages that follow their cursor, snapshots that
//! replace a stream, streams that come and go.

use nusa_facts::{
    BranchId, CategoryId, Hash, RegionId, StaffId,
    master::{Category, Entity, EntityKey, EntityKind, Region, Scope},
};
use nusa_sync::{
    limits::MAX_PAGE_BYTES,
    messages::{Change, Changed, CredentialRow, PullHead, PullPage, PullQuery, StreamAnswer},
    streams::{
        Following, Landing, OutOfPlace, OwnStream, Serve, Staged, StreamState, digest, follow,
    },
};

const STREAM: Scope = Scope::Region(RegionId(2));

fn query(after: u64, generation: u64, snapshot: Option<u64>) -> PullQuery {
    PullQuery {
        stream: STREAM,
        after,
        generation,
        snapshot,
    }
}

#[test]
fn r14_r18_r19_a_cursor_is_served_by_what_it_is_worth() {
    let state = StreamState {
        generation: 4,
        change: 100,
        horizon: 30,
    };
    let begin = Serve::Snapshot { after: 0 };
    let cases = [
        (query(0, 0, None), begin), // a new branch
        (query(50, 4, None), Serve::Tail { after: 50 }),
        (query(100, 4, None), Serve::Tail { after: 100 }),
        (query(30, 4, None), Serve::Tail { after: 30 }),
        (query(29, 4, None), begin), // r14: older than the horizon
        (query(101, 4, None), Serve::Elsewhere), // r18: this process lags behind
        (query(50, 3, None), begin), // r19: of another generation
        (query(101, 3, None), begin),
        (query(10, 4, Some(90)), Serve::Snapshot { after: 10 }), // it began after the horizon
        (query(10, 4, Some(29)), begin),                         // a tombstone may be missed
        (query(10, 3, Some(90)), begin),
        (query(10, 4, Some(101)), Serve::Elsewhere),
    ];
    for (query, serve) in cases {
        assert_eq!(state.serve(&query), serve, "{query:?}");
    }
}

fn own(change: u64, generation: u64) -> OwnStream {
    OwnStream {
        change,
        generation,
        ..OwnStream::new(STREAM)
    }
}

fn page(after: u64, upto: u64, more: bool, reset: bool) -> PullPage {
    let head = PullHead {
        generation: 4,
        stream: STREAM,
        after,
        as_of: 90,
        reset,
    };
    PullPage {
        upto,
        more,
        ..PullPage::fill(head, [])
    }
}

#[test]
fn a_tail_moves_the_cursor_and_an_answer_out_of_place_does_not() {
    let stream = own(50, 4);
    let told = stream.take(&page(50, 60, true, false)).unwrap();
    assert_eq!(told, (own(60, 4), Landing::Apply));
    let refused = [
        page(49, 60, false, false),
        page(60, 70, false, false),
        page(50, 49, false, false),
        page(50, 50, true, false), // it would be asked for ever
        PullPage {
            generation: 5,
            ..page(50, 60, false, false)
        },
        PullPage {
            stream: Scope::Company,
            ..page(50, 60, false, false)
        },
        page(50, 60, false, true),
    ];
    for page in refused {
        assert_eq!(stream.take(&page), Err(OutOfPlace), "{page:?}");
    }
}

#[test]
fn r17_a_snapshot_is_set_aside_until_it_is_whole() {
    let stream = own(50, 3);
    let stage = |first, last| Landing::Stage { first, last };
    let (stream, landing) = stream.take(&page(0, 40, true, true)).unwrap();
    let staged = Staged {
        generation: 4,
        as_of: 90,
        upto: 40,
    };
    assert_eq!(landing, stage(true, false));
    assert_eq!(
        (stream.change, stream.staged),
        (50, Some(staged)),
        "the tables stand"
    );
    // It goes on after a restart, from what is stored.
    assert_eq!(stream.query(), query(40, 4, Some(90)));
    let later = PullPage {
        as_of: 99,
        ..page(40, 80, true, true)
    };
    let (stream, landing) = stream.take(&later).unwrap();
    assert_eq!(landing, stage(false, false));
    assert_eq!(stream.query(), query(80, 4, Some(90)), "it began at 90");
    // A duplicate of the former page is not staged twice.
    assert_eq!(stream.take(&later), Err(OutOfPlace));
    let (stream, landing) = stream.take(&page(80, 99, false, true)).unwrap();
    assert_eq!((stream, landing), (own(99, 4), stage(false, true)));
}

#[test]
fn r17_a_snapshot_that_begins_anew_drops_what_was_set_aside() {
    let (stream, _) = own(50, 3).take(&page(0, 40, true, true)).unwrap();
    let anew = PullPage {
        generation: 5,
        ..page(0, 90, false, true)
    };
    let (stream, landing) = stream.take(&anew).unwrap();
    assert_eq!(
        landing,
        Landing::Stage {
            first: true,
            last: true
        }
    );
    assert_eq!(stream, own(90, 5));
    let (stream, _) = own(50, 3).take(&page(0, 40, true, true)).unwrap();
    let other = PullPage {
        generation: 5,
        ..page(40, 90, false, true)
    };
    assert_eq!(stream.take(&other), Err(OutOfPlace));
}

fn told(scope: Scope, change: u64) -> StreamAnswer {
    StreamAnswer {
        scope,
        change,
        digest: None,
    }
}

#[test]
fn r15_a_branch_that_moves_follows_its_new_region_and_drops_the_old() {
    let company = OwnStream {
        scope: Scope::Company,
        ..own(9, 4)
    };
    let branch = Scope::Branch(BranchId(7));
    let north = Scope::Region(RegionId(3));
    let ours = [own(50, 4), company];
    let following = follow(
        &ours,
        &[told(north, 12), told(Scope::Company, 10), told(branch, 1)],
    );
    let expected = Following {
        streams: vec![
            (company, 10),
            (OwnStream::new(north), 12),
            (OwnStream::new(branch), 1),
        ],
        drop: vec![STREAM],
    };
    assert_eq!(following, expected);
}

fn category(id: u32, name: &str) -> Entity {
    Entity::Category(Category {
        id: CategoryId(id),
        name: name.to_owned(),
        position: id,
        off_menu: false,
    })
}

#[test]
fn r15_a_digest_tells_rows_apart_in_any_order() {
    let (a, b) = (category(1, "Minuman"), category(2, "Kue"));
    let region = Entity::Region(Region {
        id: RegionId(1),
        name: "Minuman".to_owned(),
    });
    let whole = digest([&a, &b]).unwrap();
    assert_eq!(digest([&b, &a]).unwrap(), whole);
    let renamed = category(2, "Roti");
    for rows in [
        vec![&a],
        vec![&a, &renamed],
        vec![&a, &b, &b],
        vec![&region, &b],
        vec![],
    ] {
        assert_ne!(digest(rows.iter().copied()).unwrap(), whole, "{rows:?}");
    }
    assert_ne!(digest([]).unwrap(), Hash::ZERO);
}

fn changes(count: u64, name: &str) -> impl Iterator<Item = Change> {
    (1..=count).map(move |change| Change {
        change,
        what: Changed::Row(Box::new(category(u32::try_from(change).unwrap(), name))),
    })
}

fn head(after: u64, as_of: u64) -> PullHead {
    PullHead {
        generation: 4,
        stream: STREAM,
        after,
        as_of,
        reset: false,
    }
}

#[test]
fn a_stream_is_read_page_by_page_without_a_gap_or_a_repetition() {
    let name = "x".repeat(1_000);
    let (mut stream, mut rows, mut pages) = (own(0, 4), Vec::new(), 0);
    loop {
        let left = changes(5_000, &name).filter(|change| change.change > stream.change);
        let page = PullPage::fill(head(stream.change, 5_003), left);
        let wire = serde_json::to_vec(&page).unwrap();
        assert!(wire.len() <= MAX_PAGE_BYTES + 1_000, "{}", wire.len());
        let more = page.more;
        (stream, _) = stream.take(&page).unwrap();
        rows.extend(page.into_rows().unwrap().rows);
        pages += 1;
        if !more {
            break;
        }
    }
    let expected: Vec<_> = (1..=5_000).map(|id| category(id, &name)).collect();
    assert_eq!(rows, expected);
    assert_eq!(
        (stream.change, pages),
        (5_003, 6),
        "the cursor reaches what was read"
    );
}

#[test]
fn a_page_keeps_rows_keys_and_credentials_apart() {
    let credential = CredentialRow {
        staff: StaffId(4),
        version: 2,
        password_hash: "$argon2id$…".to_owned(),
        pin_hash: None,
    };
    let gone = EntityKey::numbered(EntityKind::Product, 9);
    let what = [
        Changed::Gone(gone.clone()),
        Changed::Credential(credential.clone()),
        Changed::Row(Box::new(category(1, "Kue"))),
    ];
    let changes = (6..)
        .zip(what)
        .map(|(change, what)| Change { change, what });
    let page = PullPage::fill(head(5, 8), changes);
    assert_eq!((page.upto, page.more), (8, false));
    let wire = serde_json::to_string(&page).unwrap();
    assert!(!wire.contains("products"), "what is empty does not travel");
    let rows = serde_json::from_str::<PullPage>(&wire)
        .unwrap()
        .into_rows()
        .unwrap();
    assert_eq!(
        (rows.gone, rows.credentials),
        (vec![gone], vec![credential.clone()])
    );
    assert_eq!(rows.rows, [category(1, "Kue")]);
    assert!(
        !format!("{credential:?}").contains("argon2"),
        "a log never shows it"
    );
}

#[test]
fn nothing_changed_is_a_small_page() {
    let page = PullPage::fill(head(8, 8), []);
    assert_eq!((page.upto, page.more), (8, false));
    assert!(serde_json::to_vec(&page).unwrap().len() < 120);
}
