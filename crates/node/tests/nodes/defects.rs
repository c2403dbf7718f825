//! The defects of the shop that was looked at first: each must be impossible
//! between nodes. Named after their rows in tests/rows.toml.

use nusa_facts::{
    master::{Entity, EntityKind, Price, Product, Scope},
    stock::Location,
};
use nusa_node::{push::PushRefusal, uplink::Turn};
use nusa_rules::Command;
use nusa_store::Look;

use crate::{
    pushing::{next_page, poisoned},
    shop::{JKT, Looking, RICE, RICE_PRICE, SBY, START, Shop, TEA, TEA_PRICE, price, product},
};

#[test]
fn d1_01_a_retried_push_counts_once() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    for _ in 0..3 {
        jkt.sell();
    }
    let page = next_page(&mut jkt);
    let first = shop.centre.push(&jkt.caller, page.clone()).unwrap();
    // The answer is lost; the branch sends the same page again, and once more.
    for _ in 0..2 {
        assert_eq!(shop.centre.push(&jkt.caller, page.clone()).unwrap(), first);
    }
    assert_eq!(shop.revenue(JKT), (3, 3 * RICE_PRICE));
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 97_000);
    assert_eq!(shop.level(Location::Customer, RICE), 3_000);
    shop.must_be_sound();
}

#[test]
fn d1_02_a_pull_never_touches_the_stock_of_a_branch() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let here = price(3, RICE, Scope::Branch(JKT), 65_000, 0);
    shop.write(vec![product(RICE.0, "Beras pandan wangi 5 kg"), here]);
    shop.sync(&mut jkt);
    assert_eq!(jkt.level(RICE), 99_000);
    jkt.try_sell(RICE, 65_000).unwrap();
    assert_eq!(jkt.level(RICE), 98_000);
    jkt.must_be_sound();
}

#[test]
fn d1_03_pushes_of_two_branches_side_by_side_are_all_taken() {
    let mut shop = Shop::open();
    let mut branches = [shop.trading(JKT), shop.trading(SBY)];
    for round in 1..=5 {
        for branch in &mut branches {
            for _ in 0..round {
                branch.sell();
            }
        }
        // Both pages are under way before either is answered.
        let pages = branches.each_mut().map(next_page);
        for (branch, page) in branches.iter_mut().zip(pages) {
            let chain = page.chain;
            let answer = shop.centre.push(&branch.caller, page).unwrap();
            branch.node.take_push(chain, &answer).unwrap();
        }
    }
    for branch in &mut branches {
        assert_eq!(
            (branch.unsent(), branch.revenue()),
            (0, (15, 15 * RICE_PRICE))
        );
        assert_eq!(shop.revenue(branch.id()), branch.revenue());
    }
    shop.must_be_sound();
}

#[test]
fn d1_04_one_bad_sale_does_not_block_the_ones_behind_it() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let bad = poisoned(
        next_page(&mut jkt),
        r#"{"kind":"sale_completed","total":"lots"}"#,
    );
    let last = bad.first_seq - 1 + bad.envelopes.len() as u64;
    let answer = shop.centre.push(&jkt.caller, bad).unwrap();
    assert_eq!(answer.cursor, last);
    assert_eq!(answer.quarantined.len(), 1);
    assert_eq!(answer.quarantined[0].reason, "unknown_fact");
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    shop.must_be_sound();
}

#[test]
fn d1_05_a_branch_price_does_not_multiply_the_stock() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let versions = (3..9).map(|n| price(n, RICE, Scope::Branch(JKT), 60_000 + i64::from(n), START));
    shop.write(versions.collect());
    shop.sync(&mut jkt);
    assert_eq!(jkt.level(RICE), 100_000);
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 100_000);
    let products = jkt.node.look(|look| look.entities(EntityKind::Product));
    assert_eq!(products.unwrap().len(), 2);
}

#[test]
fn d1_06_a_new_price_reaches_the_tills_it_is_for_at_its_minute() {
    let mut shop = Shop::open();
    let (mut jkt, mut sby) = (shop.trading(JKT), shop.trading(SBY));
    let tomorrow = START + 86_400_000;
    shop.write(vec![
        price(3, TEA, Scope::Branch(JKT), 4_500, START),
        price(4, RICE, Scope::Company, 61_000, tomorrow),
    ]);
    shop.sync(&mut jkt);
    shop.sync(&mut sby);
    jkt.try_sell(TEA, 4_500).unwrap();
    assert!(sby.try_sell(TEA, 4_500).is_err());
    sby.try_sell(TEA, TEA_PRICE).unwrap();
    jkt.try_sell(RICE, RICE_PRICE).unwrap();
    // No link is needed for the switch.
    shop.clock.pass(86_400_000);
    jkt.try_sell(RICE, 61_000).unwrap();
}

#[test]
fn d1_07_editing_a_product_leaves_its_branch_prices_alone() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    shop.write(vec![price(3, TEA, Scope::Branch(JKT), 4_500, START)]);
    shop.sync(&mut jkt);
    shop.write(vec![product(TEA.0, "Teh celup 25 kantong")]);
    shop.sync(&mut jkt);
    jkt.try_sell(TEA, 4_500).unwrap();
}

#[test]
fn d1_08_setting_a_price_revives_no_old_one() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let Entity::Price(row) = price(3, TEA, Scope::Branch(JKT), 1_000, START) else {
        unreachable!()
    };
    let short = Price {
        valid_to: Some(nusa_facts::Millis(START + 3_600_000)),
        ..row
    };
    shop.write(vec![Entity::Price(short)]);
    shop.sync(&mut jkt);
    jkt.try_sell(TEA, 1_000).unwrap();
    shop.clock.pass(3_600_000);
    jkt.try_sell(TEA, TEA_PRICE).unwrap();
    shop.write(vec![price(
        4,
        TEA,
        Scope::Company,
        5_500,
        START + 3_600_000,
    )]);
    shop.sync(&mut jkt);
    jkt.try_sell(TEA, 5_500).unwrap();
    assert!(jkt.try_sell(TEA, 1_000).is_err());
}

#[test]
fn d1_11_no_change_slips_past_the_cursor_of_a_pull() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    for n in 0..30 {
        shop.write(vec![
            product(100 + 2 * n, "Satu"),
            product(101 + 2 * n, "Dua"),
        ]);
        if n % 3 == 0 {
            shop.sync(&mut jkt);
        }
    }
    shop.sync(&mut jkt);
    let all = |node: &mut crate::shop::SqliteNode| {
        node.look(|look| look.entities(EntityKind::Product))
            .unwrap()
    };
    assert_eq!(all(&mut jkt.node), all(&mut shop.centre));
}

#[test]
fn d1_12_a_withdrawn_product_is_no_longer_sold_and_keeps_its_history() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let sale = jkt.sell();
    let Entity::Product(row) = product(RICE.0, "Beras") else {
        unreachable!()
    };
    shop.write(vec![Entity::Product(Product {
        retired: true,
        ..row
    })]);
    shop.sync(&mut jkt);
    assert!(jkt.try_sell(RICE, RICE_PRICE).is_err());
    assert!(
        jkt.node
            .look(|look| look.sale(JKT, sale))
            .unwrap()
            .is_some()
    );
}

#[test]
fn d1_15_sales_go_up_without_anybody_pressing_a_button() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    shop.sync(&mut jkt);
    jkt.sell();
    jkt.uplink.committed(&mut jkt.node).unwrap();
    let sold = shop.clock.now();
    while shop.revenue(JKT).0 == 0 {
        match jkt.uplink.next(&mut jkt.node).unwrap() {
            Turn::Wait { until } => shop.clock.pass(until.since(shop.clock.now()).max(1)),
            Turn::Send { ticket, outgoing } => {
                let incoming = shop.carry(&jkt.caller.clone(), *outgoing).unwrap();
                jkt.uplink
                    .answered(&mut jkt.node, ticket, incoming)
                    .unwrap();
            }
        }
    }
    assert!(shop.clock.now().since(sold) <= 5_000);
}

#[test]
fn d1_22_a_branch_cannot_touch_the_sales_of_another() {
    let mut shop = Shop::open();
    let (mut jkt, mut sby) = (shop.trading(JKT), shop.trading(SBY));
    let sale = jkt.sell();
    shop.sync(&mut jkt);
    // Under its own name it is another's chain, under the other's name it is another's key.
    let chain = jkt.open_chain();
    let mut page = jkt.node.page_to_push(chain, 1).unwrap().unwrap();
    let foreign = shop.centre.push(&sby.caller, page.clone());
    assert!(
        matches!(foreign, Err(PushRefusal::Broken(_))),
        "{foreign:?}"
    );
    page.envelopes
        .iter_mut()
        .for_each(|envelope| envelope.branch = SBY);
    let renamed = shop.centre.push(&sby.caller, page);
    assert!(
        matches!(renamed, Err(PushRefusal::Broken(_))),
        "{renamed:?}"
    );
    let void = Command::VoidSale {
        sale,
        reason: "bukan milik kita".to_owned(),
    };
    assert!(sby.execute(void).is_err());
    assert_eq!((shop.revenue(JKT).0, shop.revenue(SBY).0), (1, 0));
}
