//! Goods on the road between branches: never lost, never twice, and the sum over
//! all places stays zero (R32).

use nusa_facts::{
    BranchId, Fact, TransferId,
    master::{Entity, EntityKey, EntityKind, Scope},
    stock::Location,
};
use nusa_node::{
    Fault,
    flag::{Flag, flags},
    places::place_row,
};
use nusa_rules::{Command, command::ArrivedLine, refusal::Code};
use nusa_store::{Look, Store, Tx};

use crate::shop::{Branch, JKT, Looking, RICE, SBY, Shop, branch_row, dispatch};

fn transfer(n: u8) -> TransferId {
    TransferId::from_bytes([n; 16])
}

fn notices(branch: &mut Branch) -> usize {
    branch
        .node
        .look(|look| look.entities(EntityKind::Transfer))
        .unwrap()
        .len()
}

/// The sum of rice over every place that any of these tests puts it.
fn sum(shop: &mut Shop, roads: &[u8]) -> i64 {
    let mut places = vec![
        Location::Supplier,
        Location::Warehouse,
        Location::Branch(JKT),
        Location::Branch(SBY),
        Location::Customer,
        Location::Waste,
        Location::Count,
    ];
    places.extend(roads.iter().map(|&n| Location::Transit(transfer(n))));
    places
        .into_iter()
        .map(|place| shop.level(place, RICE))
        .sum()
}

#[test]
fn r32_goods_sent_between_branches_arrive_once_and_are_never_lost() {
    let mut shop = Shop::open();
    let (mut jkt, mut sby) = (shop.trading(JKT), shop.trading(SBY));
    jkt.execute(dispatch(9, SBY, 40)).unwrap();
    shop.sync(&mut jkt);
    assert_eq!(shop.level(Location::Transit(transfer(9)), RICE), 40_000);
    assert_eq!((notices(&mut sby), sum(&mut shop, &[9])), (0, 0));
    shop.sync(&mut sby);
    assert_eq!((notices(&mut sby), sby.level(RICE)), (1, 100_000));
    let lines = vec![ArrivedLine {
        product: RICE,
        good_milli: 37_000,
        damaged_milli: 1_000,
    }];
    let receive = |lines| Command::ReceiveTransfer {
        transfer: transfer(9),
        lines,
        note: None,
    };
    sby.execute(receive(Some(lines))).unwrap();
    assert!(sby.execute(receive(None)).is_err());
    shop.sync(&mut sby);
    assert_eq!(
        (sby.level(RICE), shop.level(Location::Branch(SBY), RICE)),
        (137_000, 137_000)
    );
    assert_eq!(shop.level(Location::Transit(transfer(9)), RICE), 2_000);
    assert_eq!(
        (shop.level(Location::Waste, RICE), sum(&mut shop, &[9])),
        (1_000, 0)
    );
    // What has arrived is told no longer.
    shop.sync(&mut sby);
    assert_eq!(notices(&mut sby), 0);
    assert_eq!(shop.centre.look(|look| flags(look)).unwrap(), []);
    shop.must_be_sound();
    sby.must_be_sound();
}

#[test]
fn branches_know_each_other_by_name_and_a_receiver_remembers_who_sent() {
    let mut shop = Shop::open();
    let (mut jkt, mut sby) = (shop.trading(JKT), shop.trading(SBY));
    let name = |branch: &mut Branch, id| {
        let place = branch.node.look(|look| place_row(look, id)).unwrap();
        place.map(|row| (row.name, row.active))
    };
    assert_eq!(name(&mut jkt, SBY), Some(("Toko SBY01".to_owned(), true)));
    assert_eq!(name(&mut jkt, BranchId(88)), None);
    jkt.execute(dispatch(6, SBY, 5)).unwrap();
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    let received = sby.execute(Command::ReceiveTransfer {
        transfer: transfer(6),
        lines: None,
        note: None,
    });
    let Fact::TransferReceived(fact) = &received.unwrap().placed[0].doc.doc.fact else {
        panic!("no arrival");
    };
    assert_eq!(fact.from, Some(Location::Branch(JKT)));
    // A branch that is known to be closed is sent nothing; one that is not known yet may be new.
    let Entity::Branch(row) = branch_row(SBY, "SBY01", 1) else {
        panic!("no branch");
    };
    let closed = Entity::Branch(nusa_facts::master::Branch {
        active: false,
        ..row
    });
    shop.write(vec![closed]);
    shop.sync(&mut jkt);
    assert_eq!(name(&mut jkt, SBY), Some(("Toko SBY01".to_owned(), false)));
    let refused = jkt.execute(dispatch(7, SBY, 1)).unwrap_err();
    assert!(
        matches!(&refused, Fault::Refused(refusal) if refusal.code == Code::DestinationInvalid),
        "{refused}"
    );
    shop.must_be_sound();
    jkt.must_be_sound();
}

#[test]
fn branches_that_are_older_than_their_places_get_them_once() {
    let mut shop = Shop::open();
    let key = EntityKey::numbered(EntityKind::Place, SBY.0);
    let taken = shop.centre.store().transact(|tx| {
        let change = tx.next_change(Scope::Company)?;
        tx.put(Scope::Company, change, &key, None)?;
        tx.entity(&key)
    });
    assert_eq!(taken.unwrap(), None);
    assert_eq!(shop.centre.write_missing_places().unwrap(), 1);
    assert_eq!(shop.centre.write_missing_places().unwrap(), 0);
    let mut jkt = shop.enrol(JKT);
    shop.sync(&mut jkt);
    let told = jkt.node.look(|look| look.entity(&key)).unwrap();
    assert!(matches!(told, Some(Entity::Place(place)) if place.name == "Toko SBY01"));
    assert!(jkt.node.write_missing_places().is_err());
    shop.must_be_sound();
}

#[test]
fn r32_an_errand_that_was_cut_off_is_run_after_the_restart_and_only_once() {
    let mut shop = Shop::open();
    let (mut jkt, mut sby) = (shop.trading(JKT), shop.trading(SBY));
    jkt.execute(dispatch(4, SBY, 10)).unwrap();
    // The centre falls after the push and before the errand: the note alone is on the disk.
    let backup = shop.backup();
    shop.sync(&mut jkt);
    let errand = format!("errand/transfer/{}", transfer(4));
    assert_eq!(shop.centre.look(|look| look.note(&errand)).unwrap(), None);
    let mut shop = shop.restore(&backup);
    shop.write_note(
        &errand,
        br#"{"errand":"tell_receiver","transfer":"04040404-0404-0404-0404-040404040404"}"#,
    );
    // Nothing is known of the dispatch yet: the errand has nothing to tell and is done.
    assert_eq!(shop.centre.run_errands().unwrap(), 1);
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    assert_eq!(notices(&mut sby), 1);
    let mut shop = shop.restart();
    shop.write_note(
        &errand,
        br#"{"errand":"tell_receiver","transfer":"04040404-0404-0404-0404-040404040404"}"#,
    );
    let told = |shop: &mut Shop| {
        shop.centre
            .look(|look| look.change(Scope::Branch(SBY)))
            .unwrap()
    };
    let before = told(&mut shop);
    assert_eq!(shop.centre.run_errands().unwrap(), 1);
    assert_eq!(shop.centre.run_errands().unwrap(), 0);
    assert_eq!(told(&mut shop), before, "nothing is told twice");
    shop.sync(&mut sby);
    assert_eq!(notices(&mut sby), 1);
}

#[test]
fn r32_goods_sent_to_nobody_are_flagged_and_stay_on_the_road() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.execute(dispatch(5, BranchId(88), 10)).unwrap();
    shop.sync(&mut jkt);
    let flag = Flag::Receiver {
        branch: JKT,
        transfer: transfer(5),
    };
    assert_eq!(shop.centre.look(|look| flags(look)).unwrap(), [flag]);
    assert_eq!(shop.level(Location::Transit(transfer(5)), RICE), 10_000);
    assert_eq!(sum(&mut shop, &[5]), 0);
}

#[test]
fn r32_an_arrival_outlives_a_centre_that_forgot_the_dispatch() {
    let mut shop = Shop::open();
    let (mut jkt, mut sby) = (shop.trading(JKT), shop.trading(SBY));
    let backup = shop.backup();
    jkt.execute(dispatch(6, SBY, 10)).unwrap();
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    sby.execute(Command::ReceiveTransfer {
        transfer: transfer(6),
        lines: None,
        note: None,
    })
    .unwrap();
    shop.sync(&mut sby);
    let mut shop = shop.restore(&backup);
    // The receiver is heard first, then the sender.
    shop.sync(&mut sby);
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    shop.sync(&mut sby);
    assert_eq!(shop.level(Location::Branch(SBY), RICE), 110_000);
    assert_eq!(shop.level(Location::Transit(transfer(6)), RICE), 0);
    assert_eq!((sum(&mut shop, &[6]), notices(&mut sby)), (0, 0));
    shop.must_be_sound();
}
