//! What guests say at a branch on its own: once, and known at the centre when the link is back.

use nusa_facts::{DocId, bill::OrderedLine, rating::Lack};
use nusa_node::{Answer, Fault};
use nusa_rules::{
    Actor, Command, Guest,
    order::Step,
    rating::{RateDishes, WantedRating},
    refusal::Code,
};
use nusa_store::{Look, Store, Tx};

use crate::{
    bills::{order, pay, sound},
    orders::{house, placed, refused, table_id},
    shop::{Branch, JKT, Looking, RICE, Shop, TEA},
};

/// What the guest of the second sitting says of the rice of an order.
fn rate(branch: &mut Branch, order: DocId, stars: u8) -> Result<Answer, Fault> {
    let dish = |product, line| WantedRating {
        product,
        lines: vec![OrderedLine { order, line }],
        stars,
        lacks: vec![Lack::Small],
        comment: Some("Enak".to_owned()),
    };
    let what = Command::RateDishes(RateDishes {
        bill: order,
        guest: Some("Ali".to_owned()),
        dishes: vec![dish(RICE, 0), dish(TEA, 1)],
        message: None,
    });
    let mut ask = branch.ask(what);
    ask.actor = Actor::guest(Guest {
        table: table_id(),
        sitting: 2,
    });
    branch.node.execute(&ask)
}

#[test]
fn s2_081_d2_23_a_rating_is_a_fact_that_travels_and_counts_once() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let first = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    let early = rate(&mut jkt, first, 5);
    assert_eq!(refused(early), Code::NotServed);
    for step in [Step::Start, Step::Finish] {
        let what = Command::StepOrder { order: first, step };
        jkt.execute(what).unwrap();
    }
    pay(&mut jkt, first).unwrap();
    // The guests left before they said how it was.
    jkt.execute(Command::CloseTable {
        table: table_id(),
        sitting: 2,
    })
    .unwrap();
    let said = rate(&mut jkt, first, 4).unwrap().placed[0].doc.doc.id;
    assert_eq!(refused(rate(&mut jkt, first, 1)), Code::DishRated);
    sound(&mut shop, &mut jkt);
    let here = jkt.node.look(|look| look.rated(JKT, first)).unwrap();
    let there = shop.centre.look(|look| look.rated(JKT, first)).unwrap();
    assert_eq!(here, [(0, said), (1, said)]);
    assert_eq!(there, here);
    let digest = |digests: Vec<(String, nusa_facts::Hash)>| {
        let own = |(name, _): &(String, _)| ["rating", "roll_stars"].contains(&name.as_str());
        digests.into_iter().filter(own).collect::<Vec<_>>()
    };
    let branch = jkt.node.store().transact(|tx| tx.digests()).unwrap();
    let centre = shop.centre.store().transact(|tx| tx.digests()).unwrap();
    assert_eq!(digest(branch), digest(centre));
}
