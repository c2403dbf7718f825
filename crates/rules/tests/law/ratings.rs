//! What guests say of dishes: of what they ordered and were served, once, with one to five stars.

use nusa_facts::{
    Fact, ProductId,
    bill::OrderedLine,
    rating::{DishesRated, Lack, RatedDish},
};
use nusa_rules::{
    Actor, Before, Delta, Refusal, Ruling, deltas,
    rating::{RateDesk, RateDishes, Served, WantedRating, decide_rate},
    refusal::Code,
    rows::{OrderRow, OrderState},
};

use crate::{
    bills::{bill, ordered},
    orders::{asked, at_table, dish, guest, order_of, place, placed_row, waiter},
    shop::*,
};

/// An order of the bill's guests: two coffees, rice, and a coffee once more.
fn order(shop: &Shop, n: u8, state: OrderState) -> Served {
    let lines = vec![dish(COFFEE, 2_000), dish(RICE, 1_000), dish(COFFEE, 1_000)];
    let ruling = place(shop, &guest(1, 3), &asked(at_table(3), lines)).unwrap();
    Served {
        row: OrderRow {
            id: id(n),
            state,
            ..placed_row()
        },
        order: order_of(&ruling).clone(),
        rated: Vec::new(),
    }
}

fn stars(product: ProductId, lines: &[OrderedLine], stars: u8) -> WantedRating {
    WantedRating {
        product,
        lines: lines.to_vec(),
        stars,
        lacks: vec![Lack::Small, Lack::Slow, Lack::Small],
        comment: Some("  enak sekali ".to_owned()),
    }
}

fn both() -> RateDishes {
    RateDishes {
        bill: id(1),
        guest: Some("Ali".to_owned()),
        dishes: vec![
            stars(COFFEE, &[ordered(2, 0), ordered(2, 2)], 5),
            stars(RICE, &[ordered(2, 1)], 1),
        ],
        message: Some(" ".to_owned()),
    }
}

fn rate(orders: &[Served], who: &Actor, wanted: &RateDishes) -> Result<Ruling, Refusal> {
    decide_rate(RateDesk { orders }, who, &moment(), wanted)
}

fn fact_of(ruling: Ruling) -> DishesRated {
    match ruling.fact {
        Fact::DishesRated(fact) => fact,
        other => panic!("not a rating: {}", other.kind()),
    }
}

#[test]
fn s2_047_a_guest_rates_the_dishes_that_were_served_with_name_table_and_words() {
    let shop = Shop::new();
    let orders = [order(&shop, 2, OrderState::Finished)];
    let fact = fact_of(rate(&orders, &guest(1, 3), &both()).unwrap());
    assert_eq!((fact.guest.as_deref(), fact.message), (Some("Ali"), None));
    assert_eq!(fact.service, orders[0].order.service);
    let first = &fact.dishes[0];
    assert_eq!(first.lacks, [Lack::Slow, Lack::Small], "each once");
    assert_eq!(first.comment.as_deref(), Some("enak sekali"));
    assert_eq!((first.name.as_str(), first.stars), ("Kopi", 5));
    let moved = OrderRow {
        table: Some(nusa_facts::TableId::from_bytes([9; 16])),
        sitting: 8,
        ..orders[0].row.clone()
    };
    let elsewhere = [Served {
        row: moved,
        ..orders[0].clone()
    }];
    for who in [guest(1, 3), guest(9, 8)] {
        assert!(rate(&elsewhere, &who, &both()).is_ok(), "guests who moved");
    }
}

#[test]
fn d2_23_what_was_not_ordered_not_served_or_rated_before_is_not_rated() {
    let shop = Shop::new();
    let served = [order(&shop, 2, OrderState::Finished)];
    let mut rated = served.clone();
    rated[0].rated = vec![2];
    let open = [order(&shop, 2, OrderState::Started)];
    let with = |change: fn(&mut RateDishes)| {
        let mut wanted = both();
        change(&mut wanted);
        wanted
    };
    let ali = guest(1, 3);
    let cases: [(&[Served], &Actor, RateDishes, Code, &str); 12] = [
        (&open, &ali, both(), Code::NotServed, ""),
        (&rated, &ali, both(), Code::DishRated, "dishes[0]"),
        (&[], &ali, both(), Code::OrderUnknown, "order"),
        (&served, &waiter(), both(), Code::Forbidden, ""),
        (&served, &guest(1, 4), both(), Code::Forbidden, ""),
        (&served, &guest(2, 3), both(), Code::Forbidden, ""),
        (
            &served,
            &ali,
            with(|wanted| wanted.bill = id(9)),
            Code::OrderUnknown,
            "order",
        ),
        (
            &served,
            &ali,
            with(|wanted| wanted.dishes[1].lines.clear()),
            Code::LinesMissing,
            "dishes[1]",
        ),
        (
            &served,
            &ali,
            with(|wanted| wanted.dishes[1].lines[0].line = 0),
            Code::ProductUnknown,
            "dishes[1].product",
        ),
        (
            &served,
            &ali,
            with(|wanted| wanted.dishes[1].product = COFFEE),
            Code::LineRepeated,
            "dishes[1].product",
        ),
        (
            &served,
            &ali,
            with(|wanted| wanted.dishes[1].stars = 0),
            Code::AmountInvalid,
            "dishes[1].stars",
        ),
        (
            &served,
            &ali,
            with(|wanted| wanted.dishes.clear()),
            Code::LinesMissing,
            "dishes",
        ),
    ];
    for (orders, who, wanted, code, field) in cases {
        let refusal = rate(orders, who, &wanted).unwrap_err();
        let said = (refusal.code, refusal.field.unwrap_or_default());
        assert_eq!(said, (code, field.to_owned()));
    }
}

/// What a rating that came from somewhere does to the books of a branch that has the bill.
fn outcome(
    change: impl Fn(&mut DishesRated),
    knows_bill: bool,
) -> Result<Vec<Delta>, &'static str> {
    let shop = Shop::new();
    let orders = [order(&shop, 2, OrderState::Finished)];
    let ali = guest(1, 3);
    let mut ruling = rate(&orders, &ali, &both()).unwrap();
    let mut fact = fact_of(ruling.clone());
    fact.message = Some("Terima kasih".to_owned());
    change(&mut fact);
    ruling.fact = Fact::DishesRated(fact);
    let doc = ruling.seal(&ali, &shop.moment, stamp(id(5))).unwrap();
    let before = Before {
        bills: [knows_bill.then(bill), None],
        ..Before::default()
    };
    deltas(HERE, &doc, &before).map_err(|unfit| unfit.code)
}

#[test]
fn d2_23_a_forged_rating_is_put_aside_and_a_sound_one_counts_each_dish_once() {
    let counted = outcome(|_| (), true).unwrap();
    let starred: Vec<(ProductId, u8)> = counted
        .iter()
        .filter_map(|delta| match delta {
            Delta::Starred { product, stars, .. } => Some((*product, *stars)),
            _ => None,
        })
        .collect();
    assert_eq!(starred, [(COFFEE, 5), (RICE, 1)], "once, for two lines too");
    let words = counted.iter().filter_map(|delta| match delta {
        Delta::Rating(row) => Some((row.n, row.dish.is_some(), row.comment.clone())),
        _ => None,
    });
    let enak = || Some("enak sekali".to_owned());
    let thanks = Some("Terima kasih".to_owned());
    assert_eq!(
        words.collect::<Vec<_>>(),
        [(0, true, enak()), (1, true, enak()), (2, false, thanks)]
    );
    let lines = counted.iter();
    let lines = lines.filter(|delta| matches!(delta, Delta::LineRated { .. }));
    assert_eq!(lines.count(), 3);
    let twice = |fact: &mut DishesRated| {
        let again: RatedDish = fact.dishes[0].clone();
        fact.dishes.push(again);
    };
    assert_eq!(outcome(|_| (), false), Err("bill_unknown"));
    assert_eq!(outcome(twice, true), Err("rating_invalid"));
    assert_eq!(
        outcome(|fact| fact.dishes[1].stars = 0, true),
        Err("rating_invalid")
    );
    assert_eq!(
        outcome(|fact| fact.dishes[1].stars = 6, true),
        Err("rating_invalid")
    );
    assert_eq!(
        outcome(|fact| fact.dishes[1].lines.clear(), true),
        Err("rating_invalid")
    );
    assert_eq!(
        outcome(|fact| fact.dishes.clear(), true),
        Err("lines_invalid")
    );
}
