//! Master data on its way down: every change once, snapshots whole or not at
//! all, scopes that change, a centre that went back.

use nusa_facts::{
    master::{Entity, EntityKey, EntityKind, Scope, Staff},
    people::Role,
};
use nusa_node::{
    credential,
    pull::Served,
    uplink::{Incoming, Outgoing},
};
use nusa_store::{Look, Store};
use nusa_sync::messages::{CredentialRow, PullPage, PullQuery};

use crate::shop::{
    Branch, JKT, Looking, RICE, RICE_PRICE, SBY, START, Shop, SqliteNode, TEA, branch_row, price,
    product, region,
};

fn names(node: &mut SqliteNode, kind: EntityKind) -> Vec<String> {
    node.look(|look| look.entities(kind))
        .unwrap()
        .iter()
        .map(|row| row.key().id)
        .collect()
}

fn knows(node: &mut SqliteNode, kind: EntityKind, id: u32) -> bool {
    node.look(|look| look.entity(&EntityKey::numbered(kind, id)))
        .unwrap()
        .is_some()
}

pub(crate) fn query(stream: Scope, after: u64, generation: u64) -> PullQuery {
    PullQuery {
        stream,
        after,
        generation,
        snapshot: None,
    }
}

pub(crate) fn pulled(shop: &mut Shop, branch: &Branch, query: PullQuery) -> PullPage {
    let Ok(Incoming::Pulled(page)) = shop.carry(&branch.caller, Outgoing::Pull(query)) else {
        panic!("a page")
    };
    *page
}

pub(crate) fn cursor(branch: &mut Branch, scope: Scope) -> (u64, u64) {
    let hello = branch.node.my_hello(&Default::default()).unwrap();
    let cursor = hello
        .streams
        .iter()
        .find(|cursor| cursor.scope == scope)
        .unwrap();
    (cursor.change, hello.generation)
}

/// More than one page of 1 MiB.
fn many(from: u32, count: u32) -> Vec<Entity> {
    let name = "Barang dengan nama yang sangat panjang ".repeat(4);
    (from..from + count).map(|id| product(id, &name)).collect()
}

#[test]
fn r13_a_puller_between_any_two_changes_misses_none() {
    let mut shop = Shop::open();
    let mut jkt = shop.enrol(JKT);
    shop.sync(&mut jkt);
    for n in 0..20 {
        let Entity::Price(row) = price(100 + n, RICE, Scope::Company, 61_000 + i64::from(n), START)
        else {
            continue;
        };
        shop.write(vec![product(200 + n, "Baru"), Entity::Price(row)]);
        let (after, generation) = cursor(&mut jkt, Scope::Company);
        let page = pulled(&mut shop, &jkt, query(Scope::Company, after, generation));
        assert!(!page.reset && page.upto == page.as_of);
        assert_eq!((page.products.len(), page.prices.len()), (1, 1));
        jkt.node.take_pull(page).unwrap();
    }
    for kind in [EntityKind::Product, EntityKind::Price] {
        assert_eq!(names(&mut jkt.node, kind), names(&mut shop.centre, kind));
    }
}

#[test]
fn r14_a_tombstone_tells_for_half_a_year_and_then_a_snapshot_does() {
    let mut shop = Shop::open();
    let mut jkt = shop.enrol(JKT);
    shop.write(vec![person(5, Some(JKT))]);
    shop.sync(&mut jkt);
    let scope = Scope::Branch(JKT);
    let (after, generation) = cursor(&mut jkt, scope);
    // The cashier moves to the other branch and leaves this one's stream.
    shop.write(vec![person(5, Some(SBY))]);
    shop.centre.compact_streams().unwrap();
    shop.clock.pass(179 * 86_400_000);
    shop.centre.compact_streams().unwrap();
    let page = pulled(&mut shop, &jkt, query(scope, after, generation));
    assert!(!page.reset && page.gone == [EntityKey::numbered(EntityKind::Staff, 5)]);
    shop.clock.pass(2 * 86_400_000);
    shop.centre.compact_streams().unwrap();
    let page = pulled(&mut shop, &jkt, query(scope, after, generation));
    assert!(page.reset && page.gone.is_empty());
    shop.sync(&mut jkt);
    assert!(!knows(&mut jkt.node, EntityKind::Staff, 5));
}

#[test]
fn r15_a_branch_that_moves_to_another_region_is_never_without_prices() {
    let mut shop = Shop::open();
    shop.write(vec![region(2, "Bali")]);
    shop.write(vec![
        price(3, TEA, Scope::Region(nusa_facts::RegionId(1)), 5_100, START),
        price(4, TEA, Scope::Region(nusa_facts::RegionId(2)), 5_200, START),
    ]);
    let mut jkt = shop.trading(JKT);
    jkt.try_sell(TEA, 5_100).unwrap();
    shop.write(vec![branch_row(JKT, "JKT01", 2)]);
    // The hello tells of the new stream; until its rows are here, the old prices hold.
    let hello = jkt.node.my_hello(&Default::default()).unwrap();
    let Ok(Incoming::Hello(answer)) = shop.carry(&jkt.caller, Outgoing::Hello(hello)) else {
        panic!("an answer")
    };
    jkt.node.take_hello(&answer, shop.clock.now()).unwrap();
    jkt.try_sell(TEA, 5_100).unwrap();
    shop.sync(&mut jkt);
    jkt.try_sell(TEA, 5_200).unwrap();
    assert!(!knows(&mut jkt.node, EntityKind::Price, 3));
    let scopes: Vec<_> = jkt
        .node
        .my_hello(&Default::default())
        .unwrap()
        .streams
        .iter()
        .map(|s| s.scope)
        .collect();
    assert_eq!(scopes.len(), 3);
    assert!(!scopes.contains(&Scope::Region(nusa_facts::RegionId(1))));
}

#[test]
fn r15_a_branch_beyond_a_centre_that_lost_changes_hears_of_those_that_take_their_numbers() {
    let mut shop = Shop::open();
    let mut jkt = shop.enrol(JKT);
    shop.write(vec![product(300, "Teh")]);
    shop.sync(&mut jkt);
    let copy = shop.backup();
    for name in ["Teh botol", "Teh"] {
        shop.write(vec![product(300, name)]);
    }
    shop.sync(&mut jkt);
    let (beyond, _) = cursor(&mut jkt, Scope::Company);
    let mut shop = shop.rolled_back_unknowingly(&copy);
    shop.clock.pass(86_400_000);
    shop.sync(&mut jkt);
    let (level, _) = cursor(&mut jkt, Scope::Company);
    assert!(level < beyond, "{level} is the centre's, {beyond} was lost");
    shop.write(vec![product(300, "Teh tarik")]);
    shop.sync(&mut jkt);
    for kind in [EntityKind::Product, EntityKind::Price] {
        assert_eq!(names(&mut jkt.node, kind), names(&mut shop.centre, kind));
    }
}

#[test]
fn r15_a_stream_whose_rows_differ_is_found_by_its_digest_and_read_anew() {
    let mut shop = Shop::open();
    let mut jkt = shop.enrol(JKT);
    shop.sync(&mut jkt);
    jkt.write_locally(product(TEA.0, "Teh yang tidak pernah ada"));
    shop.sync(&mut jkt);
    // The digest is told once a business day.
    shop.clock.pass(86_400_000);
    shop.sync(&mut jkt);
    let tea = EntityKey::numbered(EntityKind::Product, TEA.0);
    let here = jkt.node.look(|look| look.entity(&tea)).unwrap();
    assert_eq!(here, shop.centre.look(|look| look.entity(&tea)).unwrap());
}

#[test]
fn r17_a_snapshot_is_there_as_a_whole_or_not_at_all() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    shop.write(many(10, 8_000));
    // A reader that lost its place reads a snapshot of several pages.
    let first = pulled(&mut shop, &jkt, query(Scope::Company, 0, 0));
    assert!(first.reset && first.more);
    let (after, generation) = (first.upto, first.generation);
    jkt.node.take_pull(first.clone()).unwrap();
    assert!(
        !knows(&mut jkt.node, EntityKind::Product, 10),
        "set aside, not applied"
    );
    jkt.try_sell(RICE, RICE_PRICE).unwrap();
    // A page that does not follow changes nothing; neither does the same page again.
    let wrong = PullPage {
        after: after + 1,
        upto: after + 2,
        ..first.clone()
    };
    assert!(jkt.node.take_pull(wrong).is_err());
    let mut next = PullQuery {
        snapshot: Some(first.as_of),
        ..query(Scope::Company, after, generation)
    };
    loop {
        let page = pulled(&mut shop, &jkt, next);
        let (upto, more) = (page.upto, page.more);
        jkt.node.take_pull(page).unwrap();
        if !more {
            break;
        }
        assert!(!knows(&mut jkt.node, EntityKind::Product, 10));
        next.after = upto;
    }
    assert_eq!(names(&mut jkt.node, EntityKind::Product).len(), 8_002);
    jkt.try_sell(RICE, RICE_PRICE).unwrap();
}

#[test]
fn r18_a_centre_that_reads_an_older_state_sends_the_branch_elsewhere() {
    let mut shop = Shop::open();
    let mut jkt = shop.enrol(JKT);
    shop.sync(&mut jkt);
    let (after, generation) = cursor(&mut jkt, Scope::Company);
    let caller = jkt.caller.clone();
    let served = shop.centre.look(|look| {
        nusa_node::pull::pull(look, &caller, &query(Scope::Company, after + 1, generation))
    });
    assert_eq!(served.unwrap(), Served::Elsewhere);
    let told = shop
        .centre
        .look(|look| nusa_node::pull::pull(look, &caller, &query(Scope::Company, after + 1, 1)));
    assert!(matches!(told.unwrap(), Served::Page(page) if page.reset));
}

#[test]
fn r19_what_a_restored_centre_does_not_have_goes_only_when_somebody_confirms() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let backup = shop.backup();
    shop.write(vec![product(50, "Hanya di cabang"), product(51, "Juga")]);
    shop.sync(&mut jkt);
    let mut shop = shop.restore(&backup);
    shop.write(vec![product(51, "Ditulis lagi")]);
    shop.sync(&mut jkt);
    let gone = EntityKey::numbered(EntityKind::Product, 50);
    assert_eq!(
        jkt.node.unconfirmed().unwrap(),
        [(Scope::Company, vec![gone])]
    );
    assert!(knows(&mut jkt.node, EntityKind::Product, 50));
    // The extra row is no difference that a digest should heal.
    shop.clock.pass(86_400_000);
    shop.sync(&mut jkt);
    assert!(knows(&mut jkt.node, EntityKind::Product, 50));
    assert_eq!(jkt.node.confirm_drop(Scope::Company).unwrap(), 1);
    assert!(!knows(&mut jkt.node, EntityKind::Product, 50));
    assert_eq!(jkt.node.unconfirmed().unwrap(), []);
    assert_eq!(
        names(&mut jkt.node, EntityKind::Product),
        names(&mut shop.centre, EntityKind::Product)
    );
}

fn person(id: u32, branch: Option<nusa_facts::BranchId>) -> Entity {
    Entity::Staff(Staff {
        id: nusa_facts::StaffId(id),
        login: format!("kasir{id}"),
        name: format!("Kasir {id}"),
        grants: vec![nusa_facts::master::Grant {
            role: Role::Cashier,
            branch,
        }],
        active: true,
        taken_over: None,
    })
}

fn credential_of(node: &mut SqliteNode, id: u32) -> Option<u64> {
    let row = node
        .look(|look| credential::credential(look, nusa_facts::StaffId(id)))
        .unwrap();
    row.map(|row| row.version)
}

fn set_credential(node: &mut SqliteNode, id: u32, version: u64) {
    let staff = nusa_facts::StaffId(id);
    let row = CredentialRow {
        staff,
        version,
        password_hash: format!("$argon2id$v{version}"),
        pin_hash: None,
    };
    node.store()
        .transact(|tx| credential::keep_credential(tx, &row))
        .unwrap();
}

#[test]
fn credentials_go_to_the_branches_of_the_grants_and_are_part_of_no_fact() {
    let mut shop = Shop::open();
    for id in [5, 6] {
        set_credential(&mut shop.centre, id, 2);
    }
    shop.write(vec![person(5, Some(JKT)), person(6, None)]);
    let (mut jkt, mut sby) = (shop.enrol(JKT), shop.enrol(SBY));
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    assert_eq!(
        [
            credential_of(&mut jkt.node, 5),
            credential_of(&mut jkt.node, 6)
        ],
        [Some(2), Some(2)]
    );
    assert_eq!(
        [
            credential_of(&mut sby.node, 5),
            credential_of(&mut sby.node, 6)
        ],
        [None, Some(2)]
    );
    // A lower version never replaces a higher one; who leaves a branch is forgotten there.
    set_credential(&mut jkt.node, 6, 1);
    assert_eq!(credential_of(&mut jkt.node, 6), Some(2));
    shop.write(vec![person(5, Some(SBY))]);
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    assert_eq!(
        (
            credential_of(&mut jkt.node, 5),
            credential_of(&mut sby.node, 5)
        ),
        (None, Some(2))
    );
    let docs = shop
        .centre
        .look(|look| look.arrivals(nusa_facts::CENTRE, 0, 1_000))
        .unwrap();
    let leak = docs
        .iter()
        .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("argon2"));
    assert!(!leak, "a fact holds no credential");
}
