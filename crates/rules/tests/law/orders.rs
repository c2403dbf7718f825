//! Orders: who orders where, at which price, and how goods leave the shelf once.

use std::collections::BTreeSet;

use nusa_facts::{
    BranchId, Fact, OrderId, SealedDoc, TableId,
    master::StockPolicy,
    order::{OrderCancelled, OrderFinished, OrderPlaced, OrderStarted, Service},
    people::Role,
    stock::Location,
};
use nusa_rules::{
    Actor, Before, Delta, Guest, Refusal, Ruling, deltas,
    order::{
        OrderDesk, PlaceOrder, Step, WantedDish, WantedService, decide_cancel, decide_place,
        decide_step,
    },
    refusal::Code,
    rows::{OrderRow, OrderState, TableRow},
};

use crate::{paid_first::going, shop::*};

fn table_id(n: u8) -> TableId {
    TableId::from_bytes([n; 16])
}

pub(crate) fn table(n: u8, label: &str) -> TableRow {
    TableRow {
        id: table_id(n),
        area: "Teras".to_owned(),
        label: label.to_owned(),
        seats: 4,
        active: true,
    }
}

pub(crate) fn dish(product: nusa_facts::ProductId, milli: i64) -> WantedDish {
    WantedDish {
        product,
        quantity_milli: milli,
        chosen: Vec::new(),
        note: None,
    }
}

pub(crate) fn at_table(sitting: u32) -> WantedService {
    WantedService::Table {
        table: table_id(1),
        sitting,
    }
}

pub(crate) fn asked(service: WantedService, lines: Vec<WantedDish>) -> PlaceOrder {
    PlaceOrder {
        service,
        guest: Some(" Ali ".to_owned()),
        lines,
        expected_gross: None,
    }
}

pub(crate) fn waiter() -> Actor {
    actor(Role::Waiter, Some(HERE))
}

pub(crate) fn guest(n: u8, sitting: u32) -> Actor {
    Actor::guest(Guest {
        table: table_id(n),
        sitting,
    })
}

/// Orders at a shop whose table 1 is in its third sitting and whose day has seen six orders.
pub(crate) fn place(shop: &Shop, who: &Actor, wanted: &PlaceOrder) -> Result<Ruling, Refusal> {
    let row = table(1, "B2");
    let desk = OrderDesk {
        branch: &shop.branch,
        table: Some((&row, 3)),
        bill: None,
        products: shop.products.clone(),
        modifiers: &shop.modifiers,
        last_n: 6,
        at_table: Vec::new(),
        off_menu: shop.off_menu.clone(),
    };
    decide_place(&desk, who, &shop.moment, wanted)
}

pub(crate) fn order_of(ruling: &Ruling) -> &OrderPlaced {
    match &ruling.fact {
        Fact::OrderPlaced(order) => order,
        other => panic!("not an order: {}", other.kind()),
    }
}

#[test]
fn d2_12_an_order_has_the_prices_of_the_branch_and_a_number_of_the_day() {
    let shop = Shop::new();
    let lines = vec![dish(COFFEE, 2_000), dish(RICE, 1_250)];
    let ruling = place(&shop, &guest(1, 3), &asked(at_table(3), lines.clone())).unwrap();
    let order = order_of(&ruling);
    assert_eq!(
        (order.n, order.gross, order.guest.as_deref()),
        (7, 46_875, Some("Ali"))
    );
    let lines_gross: Vec<i64> = order.lines.iter().map(|line| line.gross).collect();
    assert_eq!(lines_gross, [30_000, 16_875]);
    let service = Service::Table {
        table: table_id(1),
        label: "B2".to_owned(),
        sitting: 3,
    };
    assert_eq!(order.service, service);
    // A phone that shows a total of one rupiah orders nothing.
    let cheap = PlaceOrder {
        expected_gross: Some(1),
        ..asked(at_table(3), lines)
    };
    let refusal = place(&shop, &guest(1, 3), &cheap).unwrap_err();
    assert_eq!(refusal.code, Code::TotalChanged);
    assert!(refusal.facts.contains(&("gross", 46_875)));
}

#[test]
fn nobody_signs_for_a_guest_and_a_waiter_signs() {
    let shop = Shop::new();
    let wanted = asked(at_table(3), vec![dish(COFFEE, 1_000)]);
    let sealed = |who: &Actor| {
        let ruling = place(&shop, who, &wanted).unwrap();
        ruling.seal(who, &shop.moment, stamp(id(1))).unwrap()
    };
    assert_eq!(sealed(&guest(1, 3)).doc.staff, None);
    assert_eq!(sealed(&waiter()).doc.staff.unwrap().name, "Sari");
}

#[test]
fn d2_11_a_guest_orders_for_the_sitting_of_its_own_table_alone() {
    let shop = Shop::new();
    let lines = vec![dish(COFFEE, 1_000)];
    let cases = [
        (guest(1, 3), at_table(3), None),
        // The token of another table, of a sitting that is over, or for no table at all.
        (guest(2, 3), at_table(3), Some(Code::Forbidden)),
        (guest(1, 2), at_table(3), Some(Code::Forbidden)),
        (guest(1, 2), at_table(2), Some(Code::SittingOver)),
        (guest(1, 3), WantedService::TakeAway, Some(Code::Forbidden)),
        (waiter(), WantedService::Delivery, None),
        (waiter(), at_table(2), Some(Code::SittingOver)),
        (
            actor(Role::Kitchen, Some(HERE)),
            at_table(3),
            Some(Code::Forbidden),
        ),
        (
            actor(Role::Waiter, Some(THERE)),
            at_table(3),
            Some(Code::Forbidden),
        ),
    ];
    for (n, (who, service, code)) in cases.into_iter().enumerate() {
        let outcome = place(&shop, &who, &asked(service, lines.clone()));
        assert_eq!(outcome.err().map(|refusal| refusal.code), code, "case {n}");
    }
    let row = OrderRow {
        state: OrderState::Placed,
        ..placed_row()
    };
    let step = decide_step(going(Some(&row)), &guest(1, 3), &moment(), Step::Start);
    assert_eq!(said(step).0, Code::Forbidden);
}

#[test]
fn a_table_that_is_not_there_takes_no_order() {
    let shop = Shop::new();
    let wanted = asked(at_table(3), vec![dish(COFFEE, 1_000)]);
    let away = TableRow {
        active: false,
        ..table(1, "B2")
    };
    for table in [None, Some((&table(2, "B3"), 3)), Some((&away, 3))] {
        let desk = OrderDesk {
            branch: &shop.branch,
            table,
            bill: None,
            products: shop.products.clone(),
            modifiers: &[],
            last_n: 0,
            at_table: Vec::new(),
            off_menu: BTreeSet::new(),
        };
        let outcome = decide_place(&desk, &waiter(), &shop.moment, &wanted);
        assert_eq!(said(outcome), (Code::TableUnknown, "table".to_owned()));
    }
}

#[test]
fn a_guest_is_not_offered_what_is_kept_off_the_menu_and_the_staff_sells_it() {
    let mut shop = Shop::new();
    let bag = shop.products[&BAG].product.category;
    shop.products.get_mut(&COFFEE).unwrap().product.category = nusa_facts::CategoryId(99);
    shop.off_menu.insert(bag);
    let wanted = asked(at_table(3), vec![dish(COFFEE, 1_000), dish(BAG, 1_000)]);
    let refusal = said(place(&shop, &guest(1, 3), &wanted));
    assert_eq!(refusal, (Code::NotOnMenu, "lines[1].product".to_owned()));
    shop.off_menu.clear();
    assert!(place(&shop, &guest(1, 3), &wanted).is_ok());
}

#[test]
fn an_order_that_cannot_be_names_its_line() {
    let mut shop = Shop::new();
    let no = nusa_facts::ProductId(99);
    let cases = [
        (vec![], Code::LinesMissing, "lines"),
        (
            vec![dish(COFFEE, 1_500)],
            Code::QuantityInvalid,
            "lines[0].quantity_milli",
        ),
        (
            vec![dish(BAG, 1_000), dish(RICE, 0)],
            Code::QuantityInvalid,
            "lines[1].quantity_milli",
        ),
        (
            vec![dish(no, 1_000)],
            Code::ProductUnknown,
            "lines[0].product",
        ),
        // Two lines of six are a dozen, and ten are left.
        (
            vec![dish(COFFEE, 6_000), dish(COFFEE, 6_000)],
            Code::StockShort,
            "lines[0].quantity_milli",
        ),
    ];
    for (lines, code, field) in cases {
        let outcome = place(&shop, &waiter(), &asked(at_table(3), lines));
        assert_eq!(said(outcome), (code, field.to_owned()));
    }
    shop.branch.stock_policy = StockPolicy::Lenient;
    assert!(
        place(
            &shop,
            &waiter(),
            &asked(at_table(3), vec![dish(COFFEE, 99_000)])
        )
        .is_ok()
    );
    shop.item(COFFEE).prices.clear();
    let unpriced = place(
        &shop,
        &waiter(),
        &asked(at_table(3), vec![dish(COFFEE, 1_000)]),
    );
    assert_eq!(said(unpriced).0, Code::PriceMissing);
    let long = PlaceOrder {
        guest: Some("x".repeat(61)),
        ..asked(at_table(3), vec![dish(BAG, 1_000)])
    };
    assert_eq!(
        said(place(&shop, &waiter(), &long)),
        (Code::TextInvalid, "guest".to_owned())
    );
}

pub(crate) fn placed_row() -> OrderRow {
    OrderRow {
        id: id(1),
        business_date: moment().business_date,
        n: 7,
        table: Some(table_id(1)),
        sitting: 3,
        at: TEN,
        gross: 45_000,
        state: OrderState::Placed,
        started_at: None,
        ended_at: None,
        ready: Vec::new(),
        bill: id(1),
    }
}

#[test]
fn d2_10_an_order_goes_one_step_at_a_time_and_not_back() {
    use OrderState::{Cancelled, Finished, Placed, Started};
    let cook = actor(Role::Kitchen, Some(HERE));
    let cases = [
        (Placed, Step::Start, true),
        (Placed, Step::Finish, false),
        (Started, Step::Start, false),
        (Started, Step::Finish, true),
        (Finished, Step::Finish, false),
        (Cancelled, Step::Start, false),
    ];
    for (state, step, goes) in cases {
        let row = OrderRow {
            state,
            ..placed_row()
        };
        let outcome = decide_step(going(Some(&row)), &cook, &moment(), step);
        assert_eq!(outcome.is_ok(), goes, "{state:?} {step:?}");
        if let Err(refusal) = outcome {
            assert_eq!(refusal.code, Code::NoSuchStep);
        }
    }
    let nothing = decide_step(going(None), &cook, &moment(), Step::Start);
    assert_eq!(said(nothing).0, Code::OrderUnknown);
}

#[test]
fn who_calls_an_order_off_depends_on_how_far_it_is() {
    use OrderState::{Cancelled, Finished, Placed, Started};
    let cancel = |who: &Actor, state, reason: &str| {
        let row = OrderRow {
            state,
            ..placed_row()
        };
        decide_cancel(HERE, Some(&row), None, who, &moment(), reason, true)
    };
    let cases = [
        (waiter(), Placed, None),
        (waiter(), Started, Some(Code::Forbidden)),
        (cashier(), Started, None),
        (cashier(), Finished, Some(Code::ApprovalNeeded)),
        (manager(), Finished, None),
        (manager(), Cancelled, Some(Code::NoSuchStep)),
        (
            actor(Role::Kitchen, Some(HERE)),
            Placed,
            Some(Code::Forbidden),
        ),
    ];
    for (n, (who, state, code)) in cases.into_iter().enumerate() {
        let outcome = cancel(&who, state, "salah meja");
        assert_eq!(outcome.err().map(|refusal| refusal.code), code, "case {n}");
    }
    assert_eq!(
        said(cancel(&manager(), Placed, " ")),
        (Code::TextInvalid, "reason".to_owned())
    );
    // What was never served cannot go back on a shelf.
    let Fact::OrderCancelled(fact) = cancel(&manager(), Placed, "batal").unwrap().fact else {
        panic!("not called off");
    };
    assert!(!fact.restock);
}

/// A sealed fact of this branch.
pub(crate) fn sealed(shop: &Shop, n: u8, fact: Fact) -> SealedDoc {
    let wanted = asked(
        at_table(3),
        vec![dish(COFFEE, 2_000), dish(COFFEE, 1_000), dish(BAG, 1_000)],
    );
    let mut ruling = place(shop, &waiter(), &wanted).unwrap();
    if !matches!(fact, Fact::Unknown { .. }) {
        ruling.fact = fact;
    }
    ruling.seal(&waiter(), &shop.moment, stamp(id(n))).unwrap()
}

/// What a fact does to an order that stands so.
fn outcome(shop: &Shop, state: OrderState, fact: Fact) -> Result<Vec<Delta>, &'static str> {
    let placed = placed_doc(shop);
    let Fact::OrderPlaced(body) = placed.doc.fact else {
        panic!("not an order");
    };
    let row = OrderRow {
        state,
        ..placed_row()
    };
    let before = Before {
        order: Some((row, body)),
        ..Before::default()
    };
    deltas(HERE, &sealed(shop, 2, fact), &before).map_err(|unfit| unfit.code)
}

pub(crate) fn placed_doc(shop: &Shop) -> SealedDoc {
    let nothing = Fact::Unknown {
        kind: String::new(),
        why: String::new(),
    };
    sealed(shop, 1, nothing)
}

/// Movements and reservations of coffee, thousandths.
pub(crate) fn goods(deltas: &[Delta]) -> (Vec<(Location, Location, i64)>, i64) {
    let mut moved = Vec::new();
    let mut reserved = 0;
    for delta in deltas {
        match delta {
            Delta::Moved(row) => {
                assert_eq!(row.product, COFFEE, "no stock is kept of bags");
                moved.push((row.from, row.to, row.milli));
            }
            Delta::Reserved { product, milli } => {
                assert_eq!(*product, COFFEE);
                reserved += milli;
            }
            _ => {}
        }
    }
    (moved, reserved)
}

pub(crate) const SHELF: Location = Location::Branch(HERE);

#[test]
fn d2_03_to_d2_09_goods_leave_the_shelf_once_when_an_order_is_finished() {
    use OrderState::{Finished, Placed, Started};
    let shop = Shop::new();
    let order: OrderId = id(1);
    let placed = deltas(HERE, &placed_doc(&shop), &Before::default()).unwrap();
    assert_eq!(goods(&placed), (vec![], 3_000));
    let start = Fact::OrderStarted(OrderStarted { order });
    assert_eq!(
        goods(&outcome(&shop, Placed, start.clone()).unwrap()),
        (vec![], 0)
    );
    let finish = Fact::OrderFinished(OrderFinished { order });
    let away = |milli| (SHELF, Location::Customer, milli);
    let finished = outcome(&shop, Started, finish.clone()).unwrap();
    assert_eq!(goods(&finished), (vec![away(2_000), away(1_000)], -3_000));
    // One that nobody had begun with is begun with by its last line, and moves the same.
    assert_eq!(
        goods(&outcome(&shop, Placed, finish.clone()).unwrap()),
        goods(&finished)
    );
    // Twice, or for an order that nobody knows, moves nothing.
    assert_eq!(outcome(&shop, Finished, finish), Err("no_such_step"));
    assert_eq!(outcome(&shop, Started, start), Err("no_such_step"));
    let other = Fact::OrderFinished(OrderFinished { order: id(9) });
    assert_eq!(outcome(&shop, Started, other), Err("order_unknown"));
}

#[test]
fn what_is_called_off_is_free_again_or_comes_back_or_is_waste() {
    use OrderState::{Cancelled, Finished, Placed, Started};
    let shop = Shop::new();
    let cancel = |restock| {
        Fact::OrderCancelled(OrderCancelled {
            order: id(1),
            reason: "batal".to_owned(),
            restock,
        })
    };
    for state in [Placed, Started] {
        let done = outcome(&shop, state, cancel(false)).unwrap();
        assert_eq!(goods(&done), (vec![], -3_000), "{state:?}");
    }
    for (restock, to) in [(true, SHELF), (false, Location::Waste)] {
        let done = outcome(&shop, Finished, cancel(restock)).unwrap();
        let back = |milli| (Location::Customer, to, milli);
        assert_eq!(goods(&done), (vec![back(2_000), back(1_000)], 0));
    }
    assert_eq!(
        outcome(&shop, Cancelled, cancel(false)),
        Err("no_such_step")
    );
}

#[test]
fn d2_12_a_forged_order_is_put_aside() {
    let shop = Shop::new();
    let honest = placed_doc(&shop);
    let verdict = |branch: BranchId, edit: fn(&mut OrderPlaced)| {
        let forged = crate::forged::reseal(&honest, |doc| {
            if let Fact::OrderPlaced(order) = &mut doc.fact {
                edit(order);
            }
        });
        let found = deltas(branch, &forged, &Before::default());
        found.map_err(|unfit| unfit.code).err()
    };
    assert_eq!(verdict(HERE, |_| {}), None);
    assert_eq!(verdict(nusa_facts::CENTRE, |_| {}), Some("wrong_place"));
    let edits: [fn(&mut OrderPlaced); 4] = [
        |order| order.gross = 1,
        |order| order.lines[0].gross = 1,
        |order| order.lines[0].price = 1,
        |order| order.lines[0].quantity_milli = 1_000,
    ];
    for edit in edits {
        assert_eq!(verdict(HERE, edit), Some("sums_differ"));
    }
    assert_eq!(
        verdict(HERE, |order| order.lines.clear()),
        Some("lines_invalid")
    );
    assert_eq!(
        verdict(HERE, |order| order.lines[0].quantity_milli = 0),
        Some("negative_quantity")
    );
}
