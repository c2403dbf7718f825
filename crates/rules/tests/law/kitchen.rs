//! The kitchen: lines that are cooked and called back, what that does to the shelf,
//! and stations.

use std::collections::BTreeSet;

use nusa_facts::{
    CategoryId, Fact, SealedDoc, StationId,
    order::{DishesReady, DishesRecalled, OrderFinished, OrderPlaced},
    people::Role,
    stock::Location,
};
use nusa_rules::{
    Actor, Before, Delta, Refusal, Ruling, deltas,
    kitchen::{
        DishDesk, StationDesk, WantedStation, decide_ready, decide_recall, decide_set_station,
    },
    limits::MAX_STATIONS,
    refusal::Code,
    rows::{
        OrderRow,
        OrderState::{self, Cancelled, Finished, Placed, Started},
        StationRow,
    },
};

use crate::{
    orders::{SHELF, goods, guest, placed_doc, placed_row, sealed, waiter},
    shop::*,
};

/// The order of these tests: two coffees, a coffee, a bag.
fn order(shop: &Shop) -> OrderPlaced {
    match placed_doc(shop).doc.fact {
        Fact::OrderPlaced(order) => order,
        other => panic!("not an order: {}", other.kind()),
    }
}

fn row(state: OrderState, ready: &[u16]) -> OrderRow {
    OrderRow {
        state,
        ready: ready.to_vec(),
        ..placed_row()
    }
}

fn cook() -> Actor {
    actor(Role::Kitchen, Some(HERE))
}

type Verdict = Result<Ruling, Refusal>;

fn ready(who: &Actor, row: &OrderRow, lines: &[u16]) -> Verdict {
    let order = order(&Shop::new());
    let desk = DishDesk {
        here: HERE,
        order: Some((row, &order)),
        running: Some(3),
        waits: false,
    };
    decide_ready(desk, who, &moment(), lines)
}

fn recall(who: &Actor, row: &OrderRow, running: u32, lines: &[u16]) -> Verdict {
    let order = order(&Shop::new());
    let desk = DishDesk {
        here: HERE,
        order: Some((row, &order)),
        running: Some(running),
        waits: false,
    };
    decide_recall(desk, who, &moment(), lines)
}

fn lines_ready(lines: &[u16]) -> Fact {
    Fact::DishesReady(DishesReady {
        order: id(1),
        lines: lines.to_vec(),
    })
}

fn lines_recalled(lines: &[u16]) -> Fact {
    Fact::DishesRecalled(DishesRecalled {
        order: id(1),
        lines: lines.to_vec(),
    })
}

#[test]
fn the_last_line_that_is_cooked_finishes_the_order() {
    let finished = || Fact::OrderFinished(OrderFinished { order: id(1) });
    let cases: [(OrderState, &[u16], &[u16], Fact); 5] = [
        (Placed, &[], &[1], lines_ready(&[1])),
        (Started, &[1], &[0], lines_ready(&[0])),
        (Started, &[1], &[2, 0], finished()),
        (Placed, &[], &[0, 1, 2], finished()),
        // The device's order of lines is nobody's business.
        (Started, &[], &[2, 1], lines_ready(&[1, 2])),
    ];
    for (state, cooked, lines, fact) in cases {
        let ruling = ready(&cook(), &row(state, cooked), lines).unwrap();
        assert_eq!(ruling.fact, fact, "{state:?} {lines:?}");
    }
}

#[test]
fn a_line_is_cooked_once_and_by_who_cooks() {
    let state = "order".to_owned();
    let lines = "lines".to_owned();
    let cases: [(OrderState, &[u16], (Code, String)); 7] = [
        (Started, &[], (Code::LinesMissing, lines.clone())),
        (Started, &[2, 2], (Code::LineRepeated, lines.clone())),
        (Started, &[1], (Code::NoSuchStep, lines.clone())),
        (Started, &[0, 1], (Code::NoSuchStep, lines.clone())),
        (Started, &[3], (Code::NoSuchStep, lines)),
        (Finished, &[0], (Code::NoSuchStep, state.clone())),
        (Cancelled, &[0], (Code::NoSuchStep, state)),
    ];
    for (state, lines, told) in cases {
        let outcome = ready(&cook(), &row(state, &[1]), lines);
        assert_eq!(said(outcome), told, "{state:?} {lines:?}");
    }
    let fresh = row(Started, &[]);
    for who in [guest(1, 3), actor(Role::Kitchen, Some(THERE))] {
        assert_eq!(said(ready(&who, &fresh, &[0])).0, Code::Forbidden);
        assert_eq!(said(recall(&who, &fresh, 3, &[0])).0, Code::Forbidden);
    }
    assert!(ready(&waiter(), &fresh, &[0]).is_ok());
    let nobody = DishDesk {
        here: HERE,
        order: None,
        running: None,
        waits: false,
    };
    let (order, waiting) = (order(&Shop::new()), row(Placed, &[]));
    let unpaid = DishDesk {
        order: Some((&waiting, &order)),
        waits: true,
        ..nobody
    };
    let refused = decide_ready(unpaid, &cook(), &moment(), &[0]);
    assert_eq!(said(refused).0, Code::BillUnpaid);
    let unknown = decide_ready(nobody, &cook(), &moment(), &[0]);
    assert_eq!(said(unknown).0, Code::OrderUnknown);
}

#[test]
fn what_is_called_back_was_cooked_and_its_guests_are_there() {
    let cases: [(OrderState, u32, &[u16], Option<Code>); 10] = [
        (Started, 3, &[1], None),
        (Finished, 3, &[0, 2], None),
        (Started, 3, &[0], Some(Code::NoSuchStep)),
        (Finished, 3, &[3], Some(Code::NoSuchStep)),
        (Placed, 3, &[1], Some(Code::NoSuchStep)),
        (Cancelled, 3, &[1], Some(Code::NoSuchStep)),
        (Finished, 3, &[], Some(Code::LinesMissing)),
        (Finished, 3, &[1, 1], Some(Code::LineRepeated)),
        // The guests have gone; the next ones must not wait for their dish.
        (Finished, 4, &[1], Some(Code::SittingOver)),
        (Started, 4, &[1], Some(Code::SittingOver)),
    ];
    for (state, running, lines, code) in cases {
        let outcome = recall(&cook(), &row(state, &[1]), running, lines);
        let told = outcome.err().map(|refusal| refusal.code);
        assert_eq!(told, code, "{state:?} {running} {lines:?}");
    }
    let over_the_counter = OrderRow {
        table: None,
        sitting: 0,
        ..row(Finished, &[])
    };
    assert!(recall(&cook(), &over_the_counter, 4, &[0]).is_ok());
}

/// What a fact does to the order, standing so.
fn outcome(shop: &Shop, row: &OrderRow, fact: Fact) -> Result<Vec<Delta>, &'static str> {
    let before = Before {
        order: Some((row.clone(), order(shop))),
        ..Before::default()
    };
    let doc: SealedDoc = sealed(shop, 2, fact);
    deltas(HERE, &doc, &before).map_err(|unfit| unfit.code)
}

/// The steps of the order among deltas.
fn steps(deltas: &[Delta]) -> Vec<Delta> {
    let is_step = |delta: &&Delta| {
        matches!(
            delta,
            Delta::OrderState { .. } | Delta::OrderReopened { .. } | Delta::DishesReady { .. }
        )
    };
    deltas.iter().filter(is_step).cloned().collect()
}

#[test]
fn d2_03_to_d2_09_what_is_called_back_lies_on_the_shelf_again_and_leaves_it_once_more() {
    let shop = Shop::new();
    let order = id(1);
    let cooked = |ready: &[u16]| Delta::DishesReady {
        order,
        ready: ready.to_vec(),
    };
    let state = |state| Delta::OrderState {
        order,
        state,
        at: TEN,
    };
    let bump = outcome(&shop, &row(Placed, &[]), lines_ready(&[2])).unwrap();
    assert_eq!(steps(&bump), [state(Started), cooked(&[2])]);
    assert_eq!(goods(&bump), (vec![], 0), "a line moves nothing by itself");
    let more = outcome(&shop, &row(Started, &[2]), lines_ready(&[0])).unwrap();
    assert_eq!(steps(&more), [cooked(&[0, 2])]);
    let undone = outcome(&shop, &row(Started, &[0, 2]), lines_recalled(&[2])).unwrap();
    assert_eq!(
        (steps(&undone), goods(&undone)),
        (vec![cooked(&[0])], (vec![], 0))
    );
    // Of an order that was served: exactly what left comes back, and is held again.
    let finish = Fact::OrderFinished(OrderFinished { order });
    let at_once = outcome(&shop, &row(Placed, &[]), finish.clone()).unwrap();
    assert_eq!(steps(&at_once), [state(Started), state(Finished)]);
    let (left, freed) = goods(&outcome(&shop, &row(Started, &[]), finish).unwrap());
    let back = outcome(&shop, &row(Finished, &[1]), lines_recalled(&[1])).unwrap();
    assert_eq!(
        steps(&back),
        [Delta::OrderReopened { order }, cooked(&[0, 2])]
    );
    let mirrored = left.iter().map(|&(from, to, milli)| (to, from, milli));
    assert_eq!(goods(&back), (mirrored.collect(), -freed));
    assert_eq!(left[0], (SHELF, Location::Customer, 2_000));
}

#[test]
fn a_forged_word_of_the_kitchen_is_put_aside() {
    let shop = Shop::new();
    let cases = [
        (row(Placed, &[]), lines_ready(&[0, 1, 2]), "no_such_step"),
        (row(Started, &[0]), lines_ready(&[1, 2]), "no_such_step"),
        (row(Started, &[0]), lines_ready(&[0]), "no_such_step"),
        (row(Started, &[]), lines_ready(&[3]), "no_such_step"),
        (row(Finished, &[]), lines_ready(&[0]), "no_such_step"),
        (row(Cancelled, &[]), lines_ready(&[0]), "no_such_step"),
        (row(Started, &[]), lines_ready(&[]), "lines_invalid"),
        (row(Started, &[]), lines_ready(&[1, 1]), "lines_invalid"),
        (row(Placed, &[]), lines_recalled(&[0]), "no_such_step"),
        (row(Started, &[1]), lines_recalled(&[0]), "no_such_step"),
        (row(Cancelled, &[0]), lines_recalled(&[0]), "no_such_step"),
        (row(Finished, &[]), lines_recalled(&[3]), "no_such_step"),
        (row(Finished, &[]), lines_recalled(&[]), "lines_invalid"),
    ];
    for (row, fact, code) in cases {
        let told = outcome(&shop, &row, fact.clone());
        assert_eq!(told, Err(code), "{:?} {fact:?}", row.state);
    }
    let unknown = OrderRow {
        id: id(9),
        ..row(Started, &[])
    };
    assert_eq!(
        outcome(&shop, &unknown, lines_ready(&[0])),
        Err("order_unknown")
    );
}

fn station(n: u8, name: &str, categories: &[u32]) -> StationRow {
    StationRow {
        id: StationId::from_bytes([n; 16]),
        name: name.to_owned(),
        categories: categories.iter().copied().map(CategoryId).collect(),
        active: true,
    }
}

#[test]
fn a_station_cooks_categories_that_there_are() {
    let categories: BTreeSet<CategoryId> = (1..=3).map(CategoryId).collect();
    let set = |who: &Actor, known: &[StationRow], row: &StationRow| {
        let desk = StationDesk {
            here: HERE,
            stations: known,
            categories: &categories,
        };
        let wanted = WantedStation {
            station: row.id,
            name: row.name.clone(),
            categories: row.categories.clone(),
            active: row.active,
        };
        decide_set_station(desk, who, &moment(), &wanted)
    };
    let bar = station(1, "Bar", &[3, 1]);
    let Fact::StationSet(fact) = set(&manager(), &[], &station(1, " Bar ", &[3, 1]))
        .unwrap()
        .fact
    else {
        panic!("not set");
    };
    assert_eq!(
        (fact.name.as_str(), &fact.categories),
        ("Bar", &bar.categories)
    );
    let cases = [
        (station(2, " ", &[1]), Code::TextInvalid),
        (station(2, &"x".repeat(61), &[1]), Code::TextInvalid),
        (station(2, "Panas", &[1, 1]), Code::LineRepeated),
        (station(2, "Panas", &[4]), Code::MasterUnknown),
        (bar.clone(), Code::NothingChanges),
    ];
    let known = [bar.clone()];
    for (row, code) in cases {
        assert_eq!(said(set(&manager(), &known, &row)).0, code, "{row:?}");
    }
    for who in [cook(), waiter(), cashier()] {
        assert_eq!(
            said(set(&who, &known, &station(2, "Panas", &[2]))).0,
            Code::Forbidden
        );
    }
    let full: Vec<StationRow> = (1..=MAX_STATIONS as u8)
        .map(|n| station(n, "Bar", &[]))
        .collect();
    let one_more = set(&manager(), &full, &station(99, "Panas", &[2]));
    assert_eq!(said(one_more).0, Code::LinesTooMany);
    assert!(
        set(&manager(), &full, &bar).is_ok(),
        "those that there are may change"
    );
}
