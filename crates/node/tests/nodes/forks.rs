//! Clones, restored backups and lost tails of a branch: it keeps selling, and no
//! sale is lost or counted twice.

use nusa_facts::{ChainId, Fact, SealedDoc, sale::Method, stock::Location};
use nusa_node::uplink::{Incoming, Outgoing};
use nusa_rules::{
    Command,
    command::{BackLine, RefundSale},
};
use nusa_store::Look;

use crate::{
    pushing::count,
    shop::{Branch, JKT, Looking, RICE, RICE_PRICE, Shop, till},
};

fn is_fork(fact: &Fact) -> bool {
    matches!(fact, Fact::ForkFound(_))
}

/// The repeated numbers that the centre names, with how many receipts carry each.
fn repeated(shop: &mut Shop) -> Vec<(u64, usize)> {
    let docs = shop
        .centre
        .look(|look| look.arrivals(nusa_facts::CENTRE, 0, 10_000))
        .unwrap();
    let facts = docs
        .into_iter()
        .map(|(_, bytes)| SealedDoc::read(bytes).unwrap().doc.fact);
    facts
        .filter_map(|fact| match fact {
            Fact::NumbersRepeated(fact) => Some((fact.number.n, fact.docs.len())),
            _ => None,
        })
        .collect()
}

/// Syncs both until neither has news for the other.
fn heal(shop: &mut Shop, branches: &mut [&mut Branch]) {
    for _ in 0..3 {
        for branch in branches.iter_mut() {
            shop.sync(branch);
        }
    }
}

#[test]
fn r05_two_clones_that_both_sell_lose_no_sale_and_count_none_twice() {
    let mut shop = Shop::open();
    let mut first = shop.trading(JKT);
    for _ in 0..2 {
        first.sell();
    }
    shop.sync(&mut first);
    let mut second = shop.clone_of(&mut first);
    for _ in 0..3 {
        first.sell();
    }
    for _ in 0..4 {
        second.sell();
    }
    heal(&mut shop, &mut [&mut first, &mut second]);
    for (sales, node) in [(9, &mut first), (9, &mut second)] {
        assert_eq!(node.revenue(), (sales, sales as i64 * RICE_PRICE));
        assert_eq!(node.level(RICE), 91_000);
        assert_eq!(node.unsent(), 0);
    }
    assert_eq!(shop.revenue(JKT), (9, 9 * RICE_PRICE));
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 91_000);
    assert_eq!(count(&mut shop.centre, is_fork), 1);
    assert_ne!(first.open_chain(), second.open_chain());
    // Both go on, each in its own chain.
    first.sell();
    second.sell();
    heal(&mut shop, &mut [&mut first, &mut second]);
    assert_eq!(shop.revenue(JKT).0, 11);
    assert_eq!(count(&mut shop.centre, is_fork), 1);
    for node in [&mut first.node, &mut second.node] {
        crate::shop::sound(node);
    }
    shop.must_be_sound();
}

#[test]
fn r05_receipts_keep_their_bytes_and_repeated_numbers_are_told_exactly() {
    let mut shop = Shop::open();
    let mut first = shop.trading(JKT);
    first.sell();
    shop.sync(&mut first);
    let mut second = shop.clone_of(&mut first);
    first.sell();
    let kept: Vec<_> = (0..3).map(|_| second.sell()).collect();
    let before: Vec<_> = kept
        .iter()
        .map(|&doc| second.node.look(|look| look.doc(JKT, doc)).unwrap())
        .collect();
    heal(&mut shop, &mut [&mut first, &mut second]);
    for (doc, before) in kept.iter().zip(before) {
        assert_eq!(
            second.node.look(|look| look.doc(JKT, *doc)).unwrap(),
            before
        );
        assert_eq!(
            shop.centre.look(|look| look.doc(JKT, *doc)).unwrap(),
            before
        );
    }
    // The first sold number 2; the second sold 2, 3 and 4 in the same series.
    assert_eq!(repeated(&mut shop), [(2, 2)]);
}

#[test]
fn r05_a_refund_and_a_sale_that_share_a_number_are_told_too() {
    let mut shop = Shop::open();
    let mut first = shop.trading(JKT);
    let sale = first.sell();
    shop.sync(&mut first);
    let mut second = shop.clone_of(&mut first);
    first.sell();
    let lines = vec![BackLine {
        line: 0,
        quantity_milli: 1_000,
        restock: true,
    }];
    let refund = RefundSale {
        till: till(),
        sale,
        lines,
        method: Method::Cash,
        reason: "rusak".to_owned(),
    };
    second.execute(Command::RefundSale(refund)).unwrap();
    second.sell();
    heal(&mut shop, &mut [&mut first, &mut second]);
    assert_eq!(repeated(&mut shop), [(2, 2)]);
    shop.must_be_sound();
}

/// One page of a chain's tail, as the answers to a branch come in whatever order the sea lets them.
fn hear(shop: &mut Shop, branch: &mut Branch, chain: ChainId) {
    let ask = Outgoing::Tail { chain, after: 0 };
    match shop.carry(&branch.caller.clone(), ask) {
        Ok(Incoming::Tail(page)) => branch.node.take_tail(page).unwrap(),
        other => panic!("no tail of {chain}: {other:?}"),
    };
}

#[test]
fn r05_a_rehomed_tail_counts_alike_when_it_is_heard_before_the_chain_of_its_numbers() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let backup = jkt.backup();
    let mut first = shop.copied(&jkt, backup);
    first.sell();
    shop.sync(&mut first);
    let mut second = shop.clone_of(&mut first);
    first.sell();
    second.sell();
    second.sell();
    heal(&mut shop, &mut [&mut first, &mut second]);
    // The tail of the second bears the mark of the first's chain, of which this machine knows nothing yet.
    let (gave, tail) = (first.open_chain(), second.open_chain());
    assert_eq!(jkt.node.look(|look| look.head(JKT, gave)).unwrap(), None);
    for (heard, sales) in [(tail, 2), (gave, 4)] {
        hear(&mut shop, &mut jkt, heard);
        assert_eq!(jkt.revenue().0, sales);
        jkt.must_be_sound();
    }
}

#[test]
fn r05_a_fork_deep_in_a_long_chain_is_found_exactly() {
    let mut shop = Shop::open();
    let mut first = shop.trading(JKT);
    for _ in 0..150 {
        first.sell();
    }
    shop.sync(&mut first);
    let mut second = shop.clone_of(&mut first);
    for _ in 0..90 {
        first.sell();
    }
    for _ in 0..217 {
        second.sell();
    }
    heal(&mut shop, &mut [&mut first, &mut second]);
    assert_eq!(shop.revenue(JKT).0, 457);
    assert_eq!((first.revenue().0, second.revenue().0), (457, 457));
    assert_eq!(count(&mut shop.centre, is_fork), 1);
}

#[test]
fn r06_a_branch_restored_from_an_old_backup_fetches_its_own_tail() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let copy = jkt.backup();
    for _ in 0..5 {
        jkt.sell();
    }
    shop.sync(&mut jkt);
    let mut jkt = shop.rolled_back(jkt, copy);
    assert_eq!(jkt.revenue().0, 1);
    shop.sync(&mut jkt);
    assert_eq!(
        (jkt.revenue(), jkt.level(RICE)),
        ((6, 6 * RICE_PRICE), 94_000)
    );
    // It goes on after what it fetched; nothing forks and no number is given again.
    jkt.sell();
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT).0, 7);
    assert_eq!(count(&mut shop.centre, is_fork), 0);
    assert_eq!(
        count(&mut shop.centre, |fact| matches!(
            fact,
            Fact::NumbersRepeated(_)
        )),
        0
    );
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn r06_a_restored_branch_that_sold_before_it_was_told_forks_and_heals() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let copy = jkt.backup();
    for _ in 0..5 {
        jkt.sell();
    }
    shop.sync(&mut jkt);
    let mut jkt = shop.rolled_back(jkt, copy);
    jkt.sell();
    jkt.sell();
    for _ in 0..3 {
        shop.sync(&mut jkt);
    }
    assert_eq!((jkt.revenue().0, shop.revenue(JKT).0), (7, 7));
    assert_eq!(count(&mut shop.centre, is_fork), 1);
    jkt.must_be_sound();
    shop.must_be_sound();
}

#[test]
fn r07_a_copy_that_is_noticed_at_its_start_gives_no_number_again() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    shop.sync(&mut jkt);
    let backup = jkt.backup();
    jkt.sell();
    // The database alone was copied: the mark beside it is missing, so the copy knows what it is.
    let mut copy = shop.copied(&jkt, backup);
    assert_ne!(copy.open_chain(), jkt.open_chain());
    copy.sell();
    copy.sell();
    heal(&mut shop, &mut [&mut jkt, &mut copy]);
    assert_eq!(
        (shop.revenue(JKT).0, copy.revenue().0, jkt.revenue().0),
        (4, 4, 4)
    );
    for told in [is_fork, |fact: &Fact| {
        matches!(fact, Fact::NumbersRepeated(_))
    }] {
        assert_eq!(count(&mut shop.centre, told), 0);
    }
    shop.must_be_sound();
    copy.must_be_sound();
}

#[test]
fn r02_an_old_chain_that_a_rolled_back_centre_lost_is_pushed_again_too() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let backup = shop.backup();
    for _ in 0..4 {
        jkt.sell();
    }
    shop.sync(&mut jkt);
    // The branch has moved to a new chain since; the centre loses all of it.
    let mut moved = shop.clone_of(&mut jkt);
    jkt.sell();
    moved.sell();
    heal(&mut shop, &mut [&mut jkt, &mut moved]);
    assert_eq!(shop.revenue(JKT).0, 6);
    let mut shop = shop.restore(&backup);
    heal(&mut shop, &mut [&mut moved]);
    assert_eq!(shop.revenue(JKT).0, 6);
    heal(&mut shop, &mut [&mut jkt]);
    assert_eq!(
        (jkt.revenue().0, moved.revenue().0, shop.revenue(JKT).0),
        (6, 6, 6)
    );
    shop.must_be_sound();
}
