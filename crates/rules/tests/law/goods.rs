//! Goods: received, counted, adjusted, sent and arrived.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, CENTRE, Fact, ProductId, SealedDoc, TransferId, master::TransferNotice, people::Role,
    stock::Location,
};
use nusa_rules::{
    Refusal, Ruling,
    command::{Amount, ArrivedLine, Destination},
    refusal::Code,
    stock::{
        StockDesk, StockItem, decide_adjust_stock, decide_count_stock, decide_receive_stock,
        place_of,
    },
    transfer::{
        ArrivalDesk, DispatchDesk, Sending, decide_dispatch, decide_receive_transfer, notice_of,
    },
};

use crate::{
    books::{Books, centre, out_of_balance},
    shop::*,
};

fn road() -> TransferId {
    TransferId::from_bytes([7; 16])
}

fn amount(product: ProductId, milli: i64) -> Amount {
    Amount { product, milli }
}

fn items() -> BTreeMap<ProductId, StockItem> {
    let shop = Shop::new();
    let item = |item: nusa_rules::sale::ShelfItem| StockItem {
        product: item.product,
        level_milli: item.level_milli,
    };
    shop.products
        .into_iter()
        .map(|(id, it)| (id, item(it)))
        .collect()
}

fn stock(here: BranchId) -> StockDesk {
    StockDesk {
        here,
        products: items(),
    }
}

fn sealed(ruling: Ruling, doc: u8) -> SealedDoc {
    ruling.seal(&owner(), &moment(), stamp(id(doc))).unwrap()
}

#[test]
fn goods_from_a_supplier_lie_where_they_were_received() {
    for (here, place) in [
        (HERE, Location::Branch(HERE)),
        (CENTRE, Location::Warehouse),
    ] {
        let lines = [amount(COFFEE, 5_000), amount(RICE, 1_250)];
        let ruling =
            decide_receive_stock(&stock(here), &owner(), &moment(), &lines, "SJ-1").unwrap();
        let mut books = Books::default();
        books.take(here, &sealed(ruling, 1)).unwrap();
        assert_eq!(books.level(place, COFFEE), 5_000);
        assert_eq!(books.level(Location::Supplier, RICE), -1_250);
        assert_eq!(out_of_balance(&books), []);
    }
}

#[test]
fn d1_24_counting_fifty_three_times_is_fifty() {
    let mut desk = stock(HERE);
    let mut books = Books::default();
    let shelf = Location::Branch(HERE);
    for doc in 1..=3 {
        desk.products.get_mut(&COFFEE).unwrap().level_milli = books.level(shelf, COFFEE);
        let lines = [amount(COFFEE, 50_000)];
        let ruling = decide_count_stock(&desk, &manager(), &moment(), &lines, None).unwrap();
        books.take(HERE, &sealed(ruling, doc)).unwrap();
        assert_eq!(books.level(shelf, COFFEE), 50_000);
    }
    let negative = [amount(COFFEE, -1_000)];
    let refused = decide_count_stock(&desk, &manager(), &moment(), &negative, None);
    assert_eq!(said(refused).0, Code::QuantityInvalid);
    desk.products.get_mut(&COFFEE).unwrap().level_milli = 50_000;
    let zero = [amount(COFFEE, 0)];
    let ruling = decide_count_stock(&desk, &manager(), &moment(), &zero, Some("kosong")).unwrap();
    books.take(HERE, &sealed(ruling, 4)).unwrap();
    assert_eq!(books.level(shelf, COFFEE), 0);
}

#[test]
fn an_adjustment_puts_in_or_takes_out_with_a_reason() {
    let desk = stock(HERE);
    let lines = [amount(COFFEE, 2_000), amount(RICE, -1_500)];
    let ruling = decide_adjust_stock(&desk, &manager(), &moment(), &lines, "pecah").unwrap();
    let mut books = Books::default();
    books.take(HERE, &sealed(ruling, 1)).unwrap();
    let levels = [
        (Location::Branch(HERE), COFFEE, 2_000),
        (Location::Count, COFFEE, -2_000),
        (Location::Branch(HERE), RICE, -1_500),
        (Location::Waste, RICE, 1_500),
    ];
    for (place, product, milli) in levels {
        assert_eq!(books.level(place, product), milli, "{place} {product}");
    }
    let no_reason = decide_adjust_stock(&desk, &manager(), &moment(), &lines, "");
    assert_eq!(said(no_reason), (Code::TextInvalid, "reason".to_owned()));
    let out_of_the_warehouse = [amount(COFFEE, -10_001_000)];
    let refused = decide_adjust_stock(
        &stock(CENTRE),
        &owner(),
        &moment(),
        &out_of_the_warehouse,
        "x",
    );
    assert_eq!(said(refused).0, Code::StockShort);
}

fn sending(lines: &[Amount], to: Destination) -> Sending<'_> {
    Sending {
        transfer: road(),
        to,
        lines,
        note: None,
    }
}

fn dispatch(here: BranchId, lines: &[Amount], to: Destination) -> Result<Ruling, Refusal> {
    let desk = DispatchDesk {
        here,
        products: items(),
        destination_known: true,
        dispatched: false,
    };
    decide_dispatch(&desk, &owner(), &moment(), sending(lines, to))
}

#[test]
fn d1_14_nobody_sends_more_than_is_there() {
    // Ten cups and 25.5 kg lie in the warehouse, and the same here. Policy does not matter.
    let cases = [
        (amount(COFFEE, 10_000), true),
        (amount(COFFEE, 11_000), false),
        (amount(RICE, 25_500), true),
        (amount(RICE, 25_501), false),
    ];
    for (line, sends) in cases {
        for (here, to) in [
            (CENTRE, Destination::Branch(HERE)),
            (HERE, Destination::Warehouse),
            (HERE, Destination::Branch(THERE)),
        ] {
            let outcome = dispatch(here, &[line], to);
            match outcome {
                Ok(_) => assert!(sends, "{line:?} from {here}"),
                Err(refusal) => {
                    assert!(!sends, "{line:?} from {here}: {refusal}");
                    assert_eq!(refusal.code, Code::StockShort);
                    assert_eq!(refusal.field.as_deref(), Some("lines[0].quantity_milli"));
                }
            }
        }
    }
}

#[test]
fn d1_25_a_negative_quantity_is_refused_everywhere_but_in_an_adjustment() {
    let (desk, lines) = (stock(HERE), [amount(RICE, 1_000), amount(COFFEE, -100_000)]);
    let at = "lines[1].quantity_milli".to_owned();
    let outcomes = [
        dispatch(CENTRE, &lines, Destination::Branch(HERE)),
        decide_receive_stock(&desk, &owner(), &moment(), &lines, "SJ"),
        decide_count_stock(&desk, &owner(), &moment(), &lines, None),
    ];
    for outcome in outcomes {
        assert_eq!(said(outcome), (Code::QuantityInvalid, at.clone()));
    }
    let zero = [amount(COFFEE, 0)];
    let outcomes = [
        dispatch(CENTRE, &zero, Destination::Branch(HERE)),
        decide_receive_stock(&desk, &owner(), &moment(), &zero, "SJ"),
        decide_adjust_stock(&desk, &owner(), &moment(), &zero, "x"),
    ];
    for outcome in outcomes {
        assert_eq!(said(outcome).0, Code::QuantityInvalid);
    }
}

#[test]
fn lines_of_goods_name_known_products_once() {
    let many: Vec<_> = (1..=201).map(|n| amount(ProductId(n), 1_000)).collect();
    let cases = [
        (vec![], Code::LinesMissing, "lines"),
        (many, Code::LinesTooMany, "lines"),
        (
            vec![amount(COFFEE, 1_000), amount(COFFEE, 1_000)],
            Code::LineRepeated,
            "lines[1].product",
        ),
        (
            vec![amount(ProductId(99), 1_000)],
            Code::ProductUnknown,
            "lines[0].product",
        ),
        (
            vec![amount(BAG, 1_000)],
            Code::ProductNotStocked,
            "lines[0].product",
        ),
        (
            vec![amount(COFFEE, 1_500)],
            Code::QuantityInvalid,
            "lines[0].quantity_milli",
        ),
        (
            vec![amount(RICE, i64::MAX)],
            Code::QuantityInvalid,
            "lines[0].quantity_milli",
        ),
        (
            vec![amount(RICE, i64::MIN)],
            Code::QuantityInvalid,
            "lines[0].quantity_milli",
        ),
    ];
    for (lines, code, field) in cases {
        let adjusted = decide_adjust_stock(&stock(HERE), &owner(), &moment(), &lines, "x");
        assert_eq!(said(adjusted), (code, field.to_owned()), "{lines:?}");
    }
}

#[test]
fn goods_go_to_another_place_that_exists() {
    let desk = |here, destination_known, dispatched| DispatchDesk {
        here,
        products: items(),
        destination_known,
        dispatched,
    };
    let cases = [
        (
            desk(CENTRE, true, false),
            Destination::Warehouse,
            Code::DestinationInvalid,
        ),
        (
            desk(CENTRE, true, false),
            Destination::Branch(CENTRE),
            Code::DestinationInvalid,
        ),
        (
            desk(HERE, true, false),
            Destination::Branch(HERE),
            Code::DestinationInvalid,
        ),
        (
            desk(CENTRE, false, false),
            Destination::Branch(HERE),
            Code::DestinationInvalid,
        ),
        (
            desk(CENTRE, true, true),
            Destination::Branch(HERE),
            Code::TransferTaken,
        ),
    ];
    let lines = [amount(COFFEE, 1_000)];
    for (desk, to, code) in cases {
        let refused = decide_dispatch(&desk, &owner(), &moment(), sending(&lines, to));
        assert_eq!(said(refused).0, code, "{to:?}");
    }
}

/// The warehouse's dispatch of five coffees and 2 kg of rice, in its books, and what HERE is told.
fn on_the_road() -> (Books, TransferNotice) {
    let lines = [amount(COFFEE, 5_000), amount(RICE, 2_000)];
    let ruling = dispatch(CENTRE, &lines, Destination::Branch(HERE)).unwrap();
    let doc = sealed(ruling, 1);
    let Fact::TransferDispatched(fact) = &doc.doc.fact else {
        panic!("not a dispatch");
    };
    let notice = notice_of(fact, doc.hash, doc.doc.at, "Gudang").unwrap();
    (centre(&doc).unwrap(), notice)
}

fn receive(notice: &TransferNotice, lines: Option<&[ArrivedLine]>) -> Result<Ruling, Refusal> {
    let desk = ArrivalDesk {
        here: HERE,
        notice: Some(notice),
        arrived: false,
    };
    decide_receive_transfer(&desk, &cashier(), &moment(), road(), lines, None)
}

fn came(product: ProductId, good_milli: i64, damaged_milli: i64) -> ArrivedLine {
    ArrivedLine {
        product,
        good_milli,
        damaged_milli,
    }
}

#[test]
fn d1_35_goods_are_on_the_road_until_they_are_received() {
    let (mut books, notice) = on_the_road();
    assert_eq!(books.level(Location::Transit(road()), COFFEE), 5_000);
    assert_eq!(books.level(place_of(HERE), COFFEE), 0);
    let ruling = receive(&notice, None).unwrap();
    books.take(HERE, &sealed(ruling, 2)).unwrap();
    assert_eq!(books.level(Location::Transit(road()), COFFEE), 0);
    assert_eq!(books.level(place_of(HERE), COFFEE), 5_000);
    assert_eq!(out_of_balance(&books), []);
}

#[test]
fn r32_what_is_damaged_is_waste_and_what_is_short_stays_on_the_road() {
    let (mut books, notice) = on_the_road();
    let lines = [came(RICE, 0, 500), came(COFFEE, 4_000, 0)];
    let ruling = receive(&notice, Some(&lines)).unwrap();
    books.take(HERE, &sealed(ruling, 2)).unwrap();
    let levels = [
        (place_of(HERE), COFFEE, 4_000),
        (Location::Transit(road()), COFFEE, 1_000),
        (place_of(HERE), RICE, 0),
        (Location::Waste, RICE, 500),
        (Location::Transit(road()), RICE, 1_500),
    ];
    for (place, product, milli) in levels {
        assert_eq!(books.level(place, product), milli, "{place} {product}");
    }
    assert_eq!(out_of_balance(&books), []);
}

#[test]
fn an_arrival_answers_for_every_line_and_for_no_more_than_was_sent() {
    let (_, notice) = on_the_road();
    let all = came(RICE, 2_000, 0);
    let cases = [
        (vec![all], Code::LinesMissing, "lines"),
        (
            vec![all, came(COFFEE, 5_000, 1)],
            Code::ArrivalTooMuch,
            "lines[1].good_milli",
        ),
        (
            vec![all, came(COFFEE, i64::MAX, i64::MAX)],
            Code::ArrivalTooMuch,
            "lines[1].good_milli",
        ),
        (
            vec![came(COFFEE, -1, 0)],
            Code::QuantityInvalid,
            "lines[0].good_milli",
        ),
        (
            vec![came(COFFEE, 1, -1)],
            Code::QuantityInvalid,
            "lines[0].damaged_milli",
        ),
        (
            vec![came(BAG, 1_000, 0)],
            Code::ProductUnknown,
            "lines[0].product",
        ),
        (vec![all, all], Code::LineRepeated, "lines[1].product"),
    ];
    for (lines, code, field) in cases {
        assert_eq!(
            said(receive(&notice, Some(&lines))),
            (code, field.to_owned()),
            "{lines:?}"
        );
    }
}

#[test]
fn a_transfer_arrives_once_and_where_it_was_sent() {
    let (_, notice) = on_the_road();
    let elsewhere = TransferNotice {
        to: THERE,
        ..notice.clone()
    };
    let other = TransferNotice {
        id: TransferId::from_bytes([8; 16]),
        ..notice.clone()
    };
    let cases = [
        (Some(&notice), true, Code::TransferReceived),
        (Some(&elsewhere), false, Code::TransferUnknown),
        (Some(&other), false, Code::TransferUnknown),
        (None, false, Code::TransferUnknown),
    ];
    for (notice, arrived, code) in cases {
        let desk = ArrivalDesk {
            here: HERE,
            notice,
            arrived,
        };
        let refused = decide_receive_transfer(&desk, &cashier(), &moment(), road(), None, None);
        assert_eq!(said(refused).0, code);
    }
    let ruling = receive(&notice, None).unwrap();
    let mut books = Books::default();
    let doc = sealed(ruling, 2);
    books.take(HERE, &doc).unwrap();
    let twice = books.take(HERE, &doc).unwrap_err();
    assert_eq!(twice.code, "transfer_twice");
}

#[test]
fn goods_of_the_warehouse_are_the_companys() {
    let lines = [amount(COFFEE, 1_000)];
    let local = actor(Role::Manager, Some(HERE));
    let refused = decide_receive_stock(&stock(CENTRE), &local, &moment(), &lines, "SJ");
    assert_eq!(said(refused).0, Code::Forbidden);
    let company = actor(Role::Manager, None);
    assert!(decide_receive_stock(&stock(CENTRE), &company, &moment(), &lines, "SJ").is_ok());
}
