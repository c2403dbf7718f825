//! The kitchen at a branch on its own: lines are cooked one by one, an order that
//! was served is called back, and what left the shelf left it once.

use nusa_facts::{CategoryId, DocId, StationId, stock::Location};
use nusa_rules::{
    Command,
    kitchen::WantedStation,
    order::{PlaceOrder, WantedDish, WantedService},
    refusal::Code,
    rows::OrderState::{self, Cancelled, Finished, Started},
};
use nusa_store::Look;

use crate::{
    bills::pay,
    orders::{house, placed, refused, reserved, table_id},
    shop::{Branch, JKT, Looking, RICE, Shop, TEA},
};

/// Three of rice and two of tea for the table's running sitting.
fn order() -> Command {
    let dish = |product, units: i64| WantedDish {
        product,
        quantity_milli: units * 1_000,
        chosen: Vec::new(),
        note: None,
    };
    Command::PlaceOrder(PlaceOrder {
        service: WantedService::Table {
            table: table_id(),
            sitting: 2,
        },
        guest: None,
        lines: vec![dish(RICE, 3), dish(TEA, 2)],
        expected_gross: None,
    })
}

fn ready(order: DocId, line: u16) -> Command {
    let lines = vec![line];
    Command::ReadyDishes { order, lines }
}

fn recall(order: DocId, line: u16) -> Command {
    let lines = vec![line];
    Command::RecallDishes { order, lines }
}

fn cancel(order: DocId) -> Command {
    Command::CancelOrder {
        order,
        reason: "tumpah".to_owned(),
        restock: true,
    }
}

fn close() -> Command {
    Command::CloseTable {
        table: table_id(),
        sitting: 2,
    }
}

/// How the order stands, its lines that are cooked, the rice on the shelf and the rice that is held.
fn stands(branch: &mut Branch, order: DocId) -> (OrderState, Vec<u16>, i64, i64) {
    let me = branch.id();
    let row = branch
        .node
        .look(|look| look.order(me, order))
        .unwrap()
        .unwrap();
    let cooked = row.cooked(2);
    (row.state, cooked, branch.level(RICE), reserved(branch))
}

#[test]
fn d2_04_an_order_that_is_called_back_and_served_again_leaves_the_shelf_once() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let id = placed(&mut jkt, order());
    jkt.execute(ready(id, 1)).unwrap();
    assert_eq!(stands(&mut jkt, id), (Started, vec![1], 100_000, 3_000));
    let last = jkt.ask(ready(id, 0));
    jkt.node.execute(&last).unwrap();
    assert_eq!(stands(&mut jkt, id), (Finished, vec![0, 1], 97_000, 0));
    assert!(
        jkt.node.execute(&last).unwrap().replayed,
        "a double tap is one step (I7)"
    );
    let back = jkt.ask(recall(id, 0));
    jkt.node.execute(&back).unwrap();
    assert!(jkt.node.execute(&back).unwrap().replayed);
    assert_eq!(stands(&mut jkt, id), (Started, vec![1], 100_000, 3_000));
    assert_eq!(refused(jkt.execute(recall(id, 0))), Code::NoSuchStep);
    assert_eq!(
        refused(jkt.execute(close())),
        Code::OrdersOpen,
        "somebody waits again"
    );
    // The laptop falls: what was called back is on its disk.
    let image = jkt.backup();
    let mut jkt = shop.copied(&jkt, image);
    jkt.execute(ready(id, 0)).unwrap();
    assert_eq!(stands(&mut jkt, id), (Finished, vec![0, 1], 97_000, 0));
    pay(&mut jkt, id).unwrap();
    jkt.execute(close()).unwrap();
    assert_eq!(refused(jkt.execute(recall(id, 0))), Code::SittingOver);
    jkt.must_be_sound();
    shop.sync(&mut jkt);
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 97_000);
    assert_eq!(shop.level(Location::Customer, RICE), 3_000);
    let told = shop
        .centre
        .look(|look| look.order(JKT, id))
        .unwrap()
        .unwrap();
    assert_eq!(told.state, Finished);
    shop.must_be_sound();
}

#[test]
fn an_order_that_is_called_back_and_called_off_frees_what_it_held() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let id = placed(&mut jkt, order());
    for what in [
        ready(id, 0),
        ready(id, 1),
        recall(id, 0),
        recall(id, 1),
        cancel(id),
    ] {
        jkt.execute(what).unwrap();
    }
    assert_eq!(stands(&mut jkt, id), (Cancelled, vec![], 100_000, 0));
    assert_eq!(refused(jkt.execute(recall(id, 0))), Code::NoSuchStep);
    jkt.must_be_sound();
    shop.sync(&mut jkt);
    assert_eq!(shop.level(Location::Customer, RICE), 0);
    shop.must_be_sound();
}

#[test]
fn a_branch_sets_its_stations_up_alone_and_the_centre_knows_them() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let set = |category| {
        Command::SetStation(WantedStation {
            station: StationId::from_bytes([7; 16]),
            name: "Bar".to_owned(),
            categories: vec![CategoryId(category)],
            active: true,
        })
    };
    jkt.execute(set(1)).unwrap();
    assert_eq!(refused(jkt.execute(set(1))), Code::NothingChanges);
    assert_eq!(refused(jkt.execute(set(9))), Code::MasterUnknown);
    shop.sync(&mut jkt);
    let own = jkt.node.look(|look| look.stations(JKT)).unwrap();
    assert_eq!((own.len(), own[0].name.as_str()), (1, "Bar"));
    assert_eq!(shop.centre.look(|look| look.stations(JKT)).unwrap(), own);
    jkt.must_be_sound();
    shop.must_be_sound();
}
