//! Facts on their way up: what is lost, repeated, out of order, spoilt or from a
//! stranger changes nothing that it should not.

use nusa_facts::{
    CENTRE, ChainId, DocId, Envelope, Fact, Hash, Head, SealedDoc, master::Scope, stock::Location,
};
use nusa_node::{flag::Flag, push::PushRefusal};
use nusa_rules::Command;
use nusa_store::Look;
use nusa_sync::messages::{PushPage, PushedEnvelope};

use crate::shop::{Branch, JKT, Looking, RICE, RICE_PRICE, Shop, SqliteNode, price};

/// The page that the branch would send next on its open chain.
pub(crate) fn next_page(branch: &mut Branch) -> PushPage {
    let chain = branch.open_chain();
    let me = branch.id();
    let head = branch
        .node
        .look(|look| look.head(me, chain))
        .unwrap()
        .unwrap();
    let from = head.seq + 1 - branch.unsent();
    branch.node.page_to_push(chain, from).unwrap().unwrap()
}

/// The page with one more document in front, as a sick or newer program would have written it.
pub(crate) fn poisoned(page: PushPage, doc: &str) -> PushPage {
    let first = &page.envelopes[0];
    let mut head = Head {
        chain: page.chain,
        seq: first.seq - 1,
        hash: first.prev,
    };
    let mut docs = vec![doc.to_owned()];
    docs.extend(page.envelopes.iter().map(|envelope| envelope.doc.clone()));
    let branch = first.branch;
    let resealed = docs.into_iter().map(|doc| {
        let envelope = Envelope::seal(branch, &head, Hash::of_doc(doc.as_bytes()));
        head = envelope.head();
        PushedEnvelope::new(&envelope, doc.into_bytes()).unwrap()
    });
    PushPage {
        envelopes: resealed.collect(),
        ..page
    }
}

fn facts_of_the_centre(centre: &mut SqliteNode) -> Vec<Fact> {
    let docs = centre
        .look(|look| look.arrivals(nusa_facts::CENTRE, 0, 10_000))
        .unwrap();
    docs.into_iter()
        .map(|(_, bytes)| SealedDoc::read(bytes).unwrap().doc.fact)
        .collect()
}

pub(crate) fn count(centre: &mut SqliteNode, is: impl Fn(&Fact) -> bool) -> usize {
    facts_of_the_centre(centre)
        .iter()
        .filter(|fact| is(fact))
        .count()
}

#[test]
fn r01_an_answer_that_was_lost_costs_a_resend_and_nothing_else() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let page = next_page(&mut jkt);
    shop.centre.push(&jkt.caller, page).unwrap();
    // Two more sales; the branch still believes in the old cursor and sends all three.
    jkt.sell();
    jkt.sell();
    let page = next_page(&mut jkt);
    assert_eq!(page.envelopes.len(), 3);
    let chain = page.chain;
    let answer = shop.centre.push(&jkt.caller, page).unwrap();
    assert_eq!(jkt.node.take_push(chain, &answer).unwrap(), None);
    assert_eq!((jkt.unsent(), shop.revenue(JKT)), (0, (3, 3 * RICE_PRICE)));
    shop.must_be_sound();
}

#[test]
fn r02_a_centre_that_lost_acknowledged_facts_gets_them_again() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    shop.sync(&mut jkt);
    let backup = shop.backup();
    for _ in 0..4 {
        jkt.sell();
    }
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT).0, 5);
    let mut shop = shop.restore(&backup);
    assert_eq!(shop.revenue(JKT).0, 1);
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT), (5, 5 * RICE_PRICE));
    assert_eq!(jkt.unsent(), 0);
    shop.must_be_sound();
    jkt.must_be_sound();
}

#[test]
fn r03_a_gap_is_answered_with_the_cursor_and_only_what_follows_is_taken() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    for _ in 0..6 {
        jkt.sell();
    }
    let whole = next_page(&mut jkt);
    let cursor = whole.first_seq - 1;
    let cut = |range: std::ops::Range<usize>| PushPage {
        first_seq: whole.first_seq + range.start as u64,
        envelopes: whole.envelopes[range].to_vec(),
        ..whole.clone()
    };
    // (what is sent, how far the centre is afterwards)
    let cases = [
        (cut(3..6), 0),
        (cut(0..2), 2),
        (cut(4..6), 2),
        (cut(1..4), 4),
        (cut(2..6), 6),
    ];
    for (page, taken) in cases {
        let answer = shop.centre.push(&jkt.caller, page).unwrap();
        assert_eq!(answer.cursor, cursor + taken);
        assert_eq!(shop.revenue(JKT).0 as u64, taken);
    }
    shop.must_be_sound();
}

#[test]
fn r04_what_cannot_be_applied_is_stored_put_aside_told_and_blocks_nothing() {
    let poison = ["not even json", r#"{"id":1}"#, "[]", "", "{}"];
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let mut page = next_page(&mut jkt);
    for doc in poison {
        page = poisoned(page, doc);
    }
    let sent = page.envelopes.len() as u64;
    let before = page.first_seq - 1;
    let answer = shop.centre.push(&jkt.caller, page.clone()).unwrap();
    assert_eq!(answer.cursor, before + sent);
    assert_eq!(answer.quarantined.len(), poison.len());
    let rows = shop
        .centre
        .look(|look| look.quarantined(Some(JKT)))
        .unwrap();
    assert_eq!(rows.len(), poison.len());
    for row in &rows {
        assert!(
            shop.centre
                .look(|look| look.doc(JKT, row.doc))
                .unwrap()
                .is_some()
        );
    }
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    // Again: nothing is put aside twice.
    shop.centre.push(&jkt.caller, page).unwrap();
    assert_eq!(
        shop.centre.look(|look| look.quarantined(None)).unwrap(),
        rows
    );
    shop.must_be_sound();
}

/// A page of one document after the head of a chain, which moves on.
fn alone(page: &PushPage, head: &mut Head, doc: String) -> PushPage {
    let envelope = Envelope::seal(JKT, head, Hash::of_doc(doc.as_bytes()));
    *head = envelope.head();
    PushPage {
        chain: head.chain,
        first_seq: head.seq,
        envelopes: vec![PushedEnvelope::new(&envelope, doc.into_bytes()).unwrap()],
        ..*page
    }
}

/// The void of a sale arrives under a chain of its own before the sale does, and is applied again after it.
fn void_before_sale(shop: &mut Shop, jkt: &mut Branch) -> (PushPage, Head, [String; 2]) {
    let sale = jkt.sell();
    let reason = "batal".to_owned();
    jkt.execute(Command::VoidSale { sale, reason }).unwrap();
    let page = next_page(jkt);
    let [sold, voided] = [0, 1].map(|n: usize| page.envelopes[n].doc.clone());
    let mut head = Head::empty(ChainId([9; 16]));
    let early = alone(&page, &mut head, voided.clone());
    let answer = shop.centre.push(&jkt.caller, early).unwrap();
    assert_eq!(answer.quarantined[0].reason, "sale_unknown");
    let doc = answer.quarantined[0].doc;
    let again = Command::ReapplyFact { branch: JKT, doc };
    let ask = shop.ask(again.clone());
    assert!(shop.centre.execute(&ask).is_err(), "it still does not fit");
    // It wrote its own fact before it found that out, and was the only command of its transaction.
    let kept = shop.centre.look(|look| look.command(CENTRE, ask.command));
    assert_eq!(kept.unwrap(), None);
    let late = alone(&page, &mut head, sold.clone());
    shop.centre.push(&jkt.caller, late).unwrap();
    let ask = shop.ask(again);
    shop.centre.execute(&ask).unwrap();
    (page, head, [sold, voided])
}

#[test]
fn r04_an_operator_applies_a_fact_again_once_it_fits() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    void_before_sale(&mut shop, &mut jkt);
    assert_eq!(
        shop.centre.look(|look| look.quarantined(None)).unwrap(),
        Vec::new()
    );
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 100_000);
    shop.must_be_sound();
}

#[test]
fn r04_a_rebuild_applies_a_fact_again_where_it_was_before_what_came_later() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let (page, mut head, [sold, voided]) = void_before_sale(&mut shop, &mut jkt);
    let [sold_doc, voided_doc] =
        [&sold, &voided].map(|text| SealedDoc::read(text.clone().into_bytes()).unwrap().doc);
    // A copy of the node carried the same command out with another end: whoever answered first holds.
    let other = sold
        .replace(
            &sold_doc.command.to_string(),
            &voided_doc.command.to_string(),
        )
        .replace(
            &sold_doc.id.to_string(),
            &DocId::from_bytes([3; 16]).to_string(),
        );
    let later = alone(&page, &mut head, other);
    let answer = shop.centre.push(&jkt.caller, later).unwrap();
    assert_eq!(answer.quarantined, Vec::new());
    let command = voided_doc.command;
    let row = shop.centre.look(|look| look.command(JKT, command)).unwrap();
    assert_eq!(row.map(|row| row.doc), Some(voided_doc.id));
    shop.must_be_sound();
}

#[test]
fn r10_what_was_acknowledged_cannot_be_rewritten() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let page = next_page(&mut jkt);
    shop.centre.push(&jkt.caller, page.clone()).unwrap();
    let forged = poisoned(
        page.clone(),
        &page.envelopes[0].doc.replace("60000", "6000"),
    );
    let refused = shop.centre.push(&jkt.caller, forged);
    assert!(matches!(refused, Err(PushRefusal::Fork(_))), "{refused:?}");
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    // Another content under the id of a known document is put aside, whatever chain it comes in.
    let doc = page.envelopes[0].doc.replace("Budi", "Andi");
    let head = nusa_facts::Head::empty(nusa_facts::ChainId([3; 16]));
    let envelope = Envelope::seal(JKT, &head, Hash::of_doc(doc.as_bytes()));
    let pushed = PushedEnvelope::new(&envelope, doc.into_bytes()).unwrap();
    let page = PushPage {
        chain: head.chain,
        first_seq: 1,
        envelopes: vec![pushed],
        ..page
    };
    let answer = shop.centre.push(&jkt.caller, page).unwrap();
    assert_eq!(answer.quarantined[0].reason, "id_taken");
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    shop.must_be_sound();
}

#[test]
fn r16_an_old_price_sold_offline_is_taken_and_one_that_never_was_is_flagged() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    // The centre has a new price that the branch has not heard of.
    shop.write(vec![price(3, RICE, Scope::Company, 65_000, 0)]);
    jkt.sell();
    let page = next_page(&mut jkt);
    shop.centre.push(&jkt.caller, page).unwrap();
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    assert_eq!(
        shop.centre
            .look(|look| nusa_node::flag::flags(look))
            .unwrap(),
        Vec::new()
    );
    // A branch that invents a price is believed and reported.
    let stranger = jkt.node.look(|look| look.prices(RICE)).unwrap()[0].clone();
    let invented = nusa_facts::master::Price {
        amount: 1_000,
        ..stranger
    };
    jkt.write_locally(nusa_facts::master::Entity::Price(invented));
    let sale = jkt.try_sell(RICE, 1_000).unwrap();
    let page = next_page(&mut jkt);
    shop.centre.push(&jkt.caller, page).unwrap();
    assert_eq!(shop.revenue(JKT), (2, RICE_PRICE + 1_000));
    let flags = shop
        .centre
        .look(|look| nusa_node::flag::flags(look))
        .unwrap();
    let flag = Flag::Price {
        branch: JKT,
        doc: sale,
        line: 0,
        version: nusa_facts::PriceId(1),
        price: 1_000,
        listed: Some(RICE_PRICE),
    };
    assert_eq!(flags, [flag]);
}

#[test]
fn r22_a_fact_of_a_newer_program_is_stored_and_put_aside_not_lost() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.sell();
    let page = next_page(&mut jkt);
    let newer = page.envelopes[0].doc.replace("\"v\":1", "\"v\":7");
    let id = newer.find("\"id\":\"").unwrap() + 6;
    let mut newer = newer;
    newer.replace_range(id..id + 8, "ffffffff");
    let answer = shop
        .centre
        .push(&jkt.caller, poisoned(page, &newer))
        .unwrap();
    assert_eq!(answer.quarantined[0].reason, "unknown_fact");
    let kept = shop
        .centre
        .look(|look| look.doc(JKT, answer.quarantined[0].doc))
        .unwrap();
    assert_eq!(kept, Some(newer.into_bytes()));
    assert_eq!(shop.revenue(JKT), (1, RICE_PRICE));
    shop.must_be_sound();
}

#[test]
fn r34_stock_counts_once_after_a_resend_and_after_a_rebuild() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    for _ in 0..7 {
        jkt.sell();
    }
    let page = next_page(&mut jkt);
    shop.centre.push(&jkt.caller, page.clone()).unwrap();
    shop.centre.push(&jkt.caller, page).unwrap();
    shop.sync(&mut jkt);
    let live = shop.level(Location::Branch(JKT), RICE);
    shop.centre.rebuild(|_| {}).unwrap();
    assert_eq!(
        (live, shop.level(Location::Branch(JKT), RICE)),
        (93_000, 93_000)
    );
    shop.must_be_sound();
}
