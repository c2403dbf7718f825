//! Orders at a branch on its own: they survive a restart, hold what they promise,
//! leave the shelf once, and are known at the centre when the link is back.

use nusa_facts::{
    DocId, Fact, ModifierGroupId, ModifierId, TableId,
    master::{Entity, EntityKey, EntityKind},
    modifier::{Modifier, ModifierGroup},
    stock::Location,
};
use nusa_node::Fault;
use nusa_rules::{
    Actor, Command, Guest,
    command::PROVISIONAL,
    modifier::WantedModifier,
    order::{PlaceOrder, Step, WantedDish, WantedService},
    refusal::Code,
    rows::OrderState,
    table::WantedTable,
};
use nusa_store::Look;

use crate::{
    bills::pay,
    shop::{Branch, JKT, Looking, RICE, RICE_PRICE, Shop},
};

pub(crate) fn table_id() -> TableId {
    TableId::from_bytes([0x2b; 16])
}

fn set_table(label: &str) -> Command {
    Command::SetTable(WantedTable {
        table: table_id(),
        area: "Teras".to_owned(),
        label: label.to_owned(),
        seats: 4,
        active: true,
    })
}

fn order(sitting: u32, units: i64) -> Command {
    Command::PlaceOrder(PlaceOrder {
        service: WantedService::Table {
            table: table_id(),
            sitting,
        },
        guest: Some("Ali".to_owned()),
        lines: vec![WantedDish {
            product: RICE,
            quantity_milli: units * 1_000,
            chosen: Vec::new(),
            note: None,
        }],
        expected_gross: Some(units * RICE_PRICE),
    })
}

fn step(order: DocId, step: Step) -> Command {
    Command::StepOrder { order, step }
}

/// A branch with a table, whose second sitting runs, and a hundred of rice.
pub(crate) fn house(shop: &mut Shop) -> Branch {
    let mut jkt = shop.trading(JKT);
    jkt.execute(set_table("B2")).unwrap();
    jkt.execute(Command::CloseTable {
        table: table_id(),
        sitting: 1,
    })
    .unwrap();
    jkt
}

pub(crate) fn placed(branch: &mut Branch, what: Command) -> DocId {
    branch.execute(what).unwrap().placed[0].doc.doc.id
}

pub(crate) fn reserved(branch: &mut Branch) -> i64 {
    let me = branch.id();
    branch.node.look(|look| look.reserved(me, RICE)).unwrap()
}

pub(crate) fn refused(outcome: Result<nusa_node::Answer, Fault>) -> Code {
    match outcome.unwrap_err() {
        Fault::Refused(refusal) => refusal.code,
        other => panic!("not refused: {other}"),
    }
}

#[test]
fn d2_02_d2_04_an_order_survives_everything_and_leaves_the_shelf_once() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let first = placed(&mut jkt, order(2, 3));
    let second = placed(&mut jkt, order(2, 2));
    assert_eq!((jkt.level(RICE), reserved(&mut jkt)), (100_000, 5_000));
    let ask = jkt.ask(step(first, Step::Start));
    jkt.node.execute(&ask).unwrap();
    assert!(
        jkt.node.execute(&ask).unwrap().replayed,
        "a double tap is one step (I7)"
    );
    // The laptop falls: what was ordered is on its disk.
    let image = jkt.backup();
    let mut jkt = shop.copied(&jkt, image);
    let me = jkt.id();
    let open = jkt
        .node
        .look(|look| look.orders(me, OrderState::Placed))
        .unwrap();
    assert_eq!(open.iter().map(|row| row.id).collect::<Vec<_>>(), [second]);
    jkt.execute(step(first, Step::Finish)).unwrap();
    assert_eq!(
        refused(jkt.execute(step(first, Step::Finish))),
        Code::NoSuchStep
    );
    assert_eq!((jkt.level(RICE), reserved(&mut jkt)), (97_000, 2_000));
    jkt.execute(Command::CancelOrder {
        order: second,
        reason: "tamu pindah".to_owned(),
        restock: false,
    })
    .unwrap();
    assert_eq!((jkt.level(RICE), reserved(&mut jkt)), (97_000, 0));
    jkt.must_be_sound();
    shop.sync(&mut jkt);
    let told = shop
        .centre
        .look(|look| look.order(JKT, first))
        .unwrap()
        .unwrap();
    assert_eq!(
        (told.state, told.n, told.gross),
        (OrderState::Finished, 1, 3 * RICE_PRICE)
    );
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 97_000);
    assert_eq!(shop.level(Location::Customer, RICE), 3_000);
    shop.must_be_sound();
}

#[test]
fn d2_08_two_devices_that_order_at_once_lose_no_line() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let asks = [
        jkt.ask(order(2, 1)),
        jkt.ask(order(2, 1)),
        jkt.ask(order(2, 4)),
    ];
    let answers = jkt.node.execute_group(&asks).unwrap();
    assert!(answers.iter().all(Result::is_ok));
    let me = jkt.id();
    let orders = jkt
        .node
        .look(|look| look.orders_at(me, table_id(), 2))
        .unwrap();
    assert_eq!(
        orders.iter().map(|row| row.n).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(reserved(&mut jkt), 6_000);
}

#[test]
fn d2_06_d2_11_an_old_token_orders_nothing_and_a_table_begins_anew() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let as_guest = |branch: &mut Branch, sitting, what| {
        let mut ask = branch.ask(what);
        ask.actor = Actor::guest(Guest {
            table: table_id(),
            sitting,
        });
        branch.node.execute(&ask)
    };
    let ordered = as_guest(&mut jkt, 2, order(2, 1)).unwrap();
    let doc = &ordered.placed[0].doc.doc;
    assert_eq!(doc.staff, None, "nobody signs for a guest");
    let id = doc.id;
    assert_eq!(
        refused(as_guest(&mut jkt, 2, step(id, Step::Start))),
        Code::Forbidden
    );
    let close = Command::CloseTable {
        table: table_id(),
        sitting: 2,
    };
    assert_eq!(refused(jkt.execute(close.clone())), Code::OrdersOpen);
    jkt.execute(step(id, Step::Start)).unwrap();
    jkt.execute(step(id, Step::Finish)).unwrap();
    assert_eq!(refused(jkt.execute(close.clone())), Code::BillUnpaid);
    pay(&mut jkt, id).unwrap();
    jkt.execute(close).unwrap();
    assert_eq!(
        refused(as_guest(&mut jkt, 2, order(2, 1))),
        Code::SittingOver
    );
    assert_eq!(refused(as_guest(&mut jkt, 2, order(3, 1))), Code::Forbidden);
    assert!(as_guest(&mut jkt, 3, order(3, 1)).is_ok());
    jkt.must_be_sound();
}

/// *Ukuran*, one of two, as somebody at the centre writes it down.
fn size() -> ModifierGroup {
    let option = |name: &str, price| Modifier {
        id: ModifierId(0),
        name: name.to_owned(),
        price,
        active: true,
    };
    ModifierGroup {
        id: ModifierGroupId(PROVISIONAL),
        name: "Ukuran".to_owned(),
        least: 1,
        most: 1,
        options: vec![option("Biasa", 0), option("Besar", 5_000)],
        products: vec![RICE],
        active: true,
    }
}

fn choosing(chosen: Vec<WantedModifier>, gross: i64) -> Command {
    let Command::PlaceOrder(mut wanted) = order(2, 2) else {
        panic!("not an order");
    };
    wanted.lines[0].chosen = chosen;
    wanted.expected_gross = Some(gross);
    Command::PlaceOrder(wanted)
}

#[test]
fn what_guests_choose_is_asked_by_the_centre_and_priced_at_the_branch() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    shop.write(vec![Entity::ModifierGroup(size())]);
    // The question is not known here yet, and the link may be down for long: rice is sold without it.
    placed(&mut jkt, choosing(Vec::new(), 2 * RICE_PRICE));
    shop.sync(&mut jkt);
    let key = EntityKey::numbered(EntityKind::ModifierGroup, 1);
    let told = |shop: &mut Shop| shop.centre.look(|look| look.entity(&key)).unwrap();
    assert_eq!(
        jkt.node.look(|look| look.entity(&key)).unwrap(),
        told(&mut shop)
    );
    assert_eq!(
        refused(jkt.execute(choosing(Vec::new(), 2 * RICE_PRICE))),
        Code::ModifierCount
    );
    let large = WantedModifier {
        group: ModifierGroupId(1),
        option: ModifierId(2),
    };
    let id = placed(&mut jkt, choosing(vec![large], 2 * (RICE_PRICE + 5_000)));
    shop.sync(&mut jkt);
    // Another price tomorrow changes nothing of what was ordered today.
    let Some(Entity::ModifierGroup(mut group)) = told(&mut shop) else {
        panic!("the centre knows no group");
    };
    group.options[1].price = 9_000;
    shop.write(vec![Entity::ModifierGroup(group)]);
    shop.sync(&mut jkt);
    let bytes = shop.centre.look(|look| look.doc(JKT, id)).unwrap().unwrap();
    let doc = nusa_facts::SealedDoc::read(bytes).unwrap().doc;
    let Fact::OrderPlaced(order) = doc.fact else {
        panic!("not an order");
    };
    let [chosen] = order.lines[0].chosen.as_slice() else {
        panic!("nothing was chosen");
    };
    assert_eq!(
        (chosen.group.as_str(), chosen.name.as_str(), chosen.price),
        ("Ukuran", "Besar", 5_000)
    );
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn r33_what_an_order_holds_is_not_sold_at_the_counter_of_a_strict_branch() {
    let mut shop = Shop::open();
    let strict = crate::shop::branch_row(JKT, "JKT01", 1);
    let nusa_facts::master::Entity::Branch(mut row) = strict else {
        panic!("no branch");
    };
    row.stock_policy = nusa_facts::master::StockPolicy::Strict;
    shop.write(vec![nusa_facts::master::Entity::Branch(row)]);
    let mut jkt = house(&mut shop);
    let id = placed(&mut jkt, order(2, 100));
    let sold = jkt.try_sell(RICE, RICE_PRICE);
    assert!(matches!(sold, Err(Fault::Refused(refusal)) if refusal.code == Code::StockShort));
    assert_eq!(refused(jkt.execute(order(2, 1))), Code::StockShort);
    jkt.execute(Command::CancelOrder {
        order: id,
        reason: "salah".to_owned(),
        restock: false,
    })
    .unwrap();
    assert!(jkt.try_sell(RICE, RICE_PRICE).is_ok());
}
