//! Commands at one node: twice is once, a group is one commit with an outcome
//! each, numbers have no gap, and the law is asked within the transaction.

use nusa_facts::{
    Fact, Hash, RegionId, TillNo,
    master::{Entity, Region},
    sale::Method,
    shift::{Denomination, ShiftClosed},
    stock::Location,
};
use nusa_node::{Answer, Ask, Fault};
use nusa_rules::{
    Command,
    command::{Amount, BackLine, PROVISIONAL, RefundSale},
    refusal::Code,
};

use crate::shop::{Branch, JKT, Looking, RICE, RICE_PRICE, Shop, amount, sale_of, till};

fn sale() -> Command {
    Command::CompleteSale(sale_of(RICE, RICE_PRICE))
}

fn number(answer: &Answer) -> u64 {
    match &answer.placed[0].doc.doc.fact {
        Fact::SaleCompleted(sale) => sale.number.n,
        Fact::SaleRefunded(refund) => refund.number.n,
        other => panic!("{} has no receipt number", other.kind()),
    }
}

fn code(outcome: Result<Answer, Fault>) -> Code {
    match outcome {
        Err(Fault::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

fn group(branch: &mut Branch, asks: &[Ask]) -> Vec<Result<Answer, Fault>> {
    branch.node.execute_group(asks).unwrap()
}

#[test]
fn i7_a_command_asked_twice_is_answered_twice_and_done_once() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let ask = jkt.ask(sale());
    let first = jkt.node.execute(&ask).unwrap();
    let twice = group(&mut jkt, &[ask.clone(), ask.clone()]);
    for again in twice {
        let again = again.unwrap();
        assert!(again.replayed && !first.replayed);
        assert_eq!(again.placed, first.placed);
    }
    assert_eq!(jkt.revenue(), (1, RICE_PRICE));
    let other = Ask {
        body_hash: Hash::of_command(b"another body"),
        ..ask
    };
    assert_eq!(code(jkt.node.execute(&other)), Code::CommandReused);
    jkt.must_be_sound();
}

#[test]
fn d1_10_no_two_sales_share_an_id_or_a_number_however_fast_they_come() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.stock_up(1_000);
    let asks: Vec<_> = (0..500).map(|_| jkt.ask(sale())).collect();
    let answers: Vec<_> = asks
        .chunks(60)
        .flat_map(|asks| group(&mut jkt, asks))
        .map(Result::unwrap)
        .collect();
    let mut ids: Vec<_> = answers
        .iter()
        .map(|answer| answer.placed[0].doc.doc.id)
        .collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "ids rise");
    ids.dedup();
    assert_eq!(ids.len(), 500);
    let numbers: Vec<_> = answers.iter().map(number).collect();
    assert_eq!(numbers, (1..=500).collect::<Vec<_>>());
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT), (500, 500 * RICE_PRICE));
}

#[test]
fn r35_a_refused_command_in_a_group_takes_no_number_and_spoils_no_other() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let mut wrong = sale_of(RICE, RICE_PRICE);
    wrong.expected_total += 1;
    let asks = [
        jkt.ask(sale()),
        jkt.ask(Command::CompleteSale(wrong)),
        jkt.ask(sale()),
    ];
    let mut outcomes = group(&mut jkt, &asks);
    let last = outcomes.pop().unwrap().unwrap();
    assert_eq!(code(outcomes.pop().unwrap()), Code::TotalChanged);
    let first = outcomes.pop().unwrap().unwrap();
    assert_eq!((number(&first), number(&last)), (1, 2));
    jkt.must_be_sound();
}

#[test]
fn d1_13_a_strict_branch_never_sells_what_it_does_not_hold() {
    let mut shop = Shop::open();
    shop.write(vec![shop_row_strict()]);
    let mut jkt = shop.trading(JKT);
    let level = jkt.level(RICE) / 1_000;
    let asks: Vec<_> = (0..level + 6).map(|_| jkt.ask(sale())).collect();
    let outcomes: Vec<_> = asks
        .chunks(60)
        .flat_map(|asks| group(&mut jkt, asks))
        .collect();
    let (sold, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((sold.len() as i64, refused.len()), (level, 6));
    assert!(
        refused
            .into_iter()
            .all(|outcome| code(outcome) == Code::StockShort)
    );
    assert_eq!(jkt.level(RICE), 0);
}

fn shop_row_strict() -> nusa_facts::master::Entity {
    let mut row = crate::shop::branch_row(JKT, "JKT01", 1);
    if let nusa_facts::master::Entity::Branch(branch) = &mut row {
        branch.stock_policy = nusa_facts::master::StockPolicy::Strict;
    }
    row
}

#[test]
fn d1_14_clerks_at_once_never_send_more_than_the_warehouse_holds() {
    let mut shop = Shop::open();
    let stock = shop.ask(Command::ReceiveStock {
        lines: vec![amount(RICE, 10)],
        reference: "SJ-1".into(),
    });
    shop.centre.execute(&stock).unwrap();
    let asks: Vec<_> = (1..=8)
        .map(|clerk| shop.ask(crate::shop::dispatch(clerk, JKT, 10)))
        .collect();
    let outcomes = shop.centre.execute_group(&asks).unwrap();
    let sent = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(sent, 1);
    assert_eq!(shop.level(Location::Warehouse, RICE), 0);
    shop.must_be_sound();
}

#[test]
fn a_command_that_fails_half_done_leaves_nothing_and_takes_nobody_with_it() {
    let mut shop = Shop::open();
    let region = |name: &str, id| {
        let region = Region {
            id: RegionId(PROVISIONAL + id),
            name: name.to_owned(),
        };
        Command::ChangeMaster {
            rows: vec![Entity::Region(region)],
        }
    };
    // Its number is drawn before the law refuses the name.
    let wanted = [region("Bali", 0), region("", 1), region("Papua", 2)];
    let asks: Vec<_> = wanted.into_iter().map(|what| shop.ask(what)).collect();
    let outcomes = shop.centre.execute_group(&asks).unwrap();
    let done: Vec<_> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(done, [true, false, true]);
    let number =
        |outcome: &Result<Answer, Fault>| match &outcome.as_ref().unwrap().placed[0].doc.doc.fact {
            Fact::MasterChanged(changed) => changed.key.id.parse::<u32>().unwrap(),
            other => panic!("{}", other.kind()),
        };
    assert_eq!(
        number(&outcomes[0]) + 1,
        number(&outcomes[2]),
        "no number was lost"
    );
    shop.must_be_sound();
}

#[test]
fn d1_24_counting_the_same_shelf_three_times_leaves_what_was_counted() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    for _ in 0..3 {
        let lines = vec![Amount {
            product: RICE,
            milli: 50_000,
        }];
        jkt.execute(Command::CountStock { lines, note: None })
            .unwrap();
    }
    assert_eq!(jkt.level(RICE), 50_000);
    shop.sync(&mut jkt);
    assert_eq!(shop.level(Location::Branch(JKT), RICE), 50_000);
    assert_eq!(shop.level(Location::Count, RICE), -(50_000 - 100_000));
}

#[test]
fn a_shift_with_a_void_and_a_refund_closes_with_the_cash_that_is_there() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    jkt.execute(Command::OpenShift {
        till: till(),
        float: 100_000,
    })
    .unwrap();
    let sales: Vec<_> = (0..3).map(|_| jkt.sell()).collect();
    jkt.execute(Command::VoidSale {
        sale: sales[0],
        reason: "salah pesan".into(),
    })
    .unwrap();
    let back = RefundSale {
        till: till(),
        sale: sales[1],
        lines: vec![BackLine {
            line: 0,
            quantity_milli: 1_000,
            restock: true,
        }],
        method: Method::Cash,
        reason: "rusak".into(),
    };
    jkt.execute(Command::RefundSale(back)).unwrap();
    let count = Denomination {
        value: 10_000,
        count: 16,
    };
    let closed = jkt
        .execute(Command::CloseShift {
            till: till(),
            denominations: vec![count],
        })
        .unwrap();
    let Fact::ShiftClosed(z) = &closed.placed[0].doc.doc.fact else {
        panic!("no close")
    };
    assert_eq!(
        (z.expected, z.counted, z.difference),
        (100_000 + RICE_PRICE, 160_000, 0)
    );
    assert_eq!(
        (z.totals.sales, z.totals.voids, z.totals.refunds),
        (3, 1, 1)
    );
    let me = JKT;
    let head = jkt
        .node
        .look(|look| nusa_store::Look::chains(look, me))
        .unwrap();
    let open = head.iter().find(|row| row.open).unwrap();
    assert_eq!(
        open.head.seq,
        closed.placed[0].envelope.seq + 1,
        "the close is sealed by a signature"
    );
    shop.sync(&mut jkt);
    assert_eq!(
        shop.centre
            .look(|look| nusa_store::Look::quarantined(look, None))
            .unwrap(),
        []
    );
    jkt.must_be_sound();
    shop.must_be_sound();
}

fn close(jkt: &mut Branch, till: TillNo) -> ShiftClosed {
    let command = Command::CloseShift {
        till,
        denominations: Vec::new(),
    };
    let closed = jkt.execute(command).unwrap();
    match &closed.placed[0].doc.doc.fact {
        Fact::ShiftClosed(closed) => closed.clone(),
        other => panic!("{} is no close", other.kind()),
    }
}

#[test]
fn r38_a_close_lists_the_tills_and_what_comes_late_goes_to_the_next_shift() {
    let mut shop = Shop::open();
    let mut jkt = shop.trading(JKT);
    let other = TillNo::new(2).unwrap();
    jkt.execute(Command::RegisterTill {
        till: Some(other),
        name: "Kasir 2".to_owned(),
    })
    .unwrap();
    for till in [till(), other] {
        jkt.execute(Command::OpenShift { till, float: 0 }).unwrap();
    }
    let first = jkt.sell();
    let late = jkt.ask(sale());
    let z = close(&mut jkt, till());
    assert_eq!((z.n, z.totals.sales, z.totals.total), (1, 1, RICE_PRICE));
    let standings = z.tills.iter().map(|at| (at.till, at.last, at.open));
    let standings: Vec<_> = standings.collect();
    assert_eq!(standings, [(till(), 1, false), (other, 0, true)]);

    let sums = |jkt: &mut Branch| {
        jkt.node
            .look(|look| nusa_store::Look::shift_sums(look, JKT, z.opened))
            .unwrap()
    };
    let before = sums(&mut jkt);
    jkt.execute(Command::OpenShift {
        till: till(),
        float: 0,
    })
    .unwrap();
    let arrived = jkt.node.execute(&late).unwrap();
    assert_ne!(arrived.placed[0].doc.doc.shift, Some(z.opened));
    let void = Command::VoidSale {
        sale: first,
        reason: "terlambat".into(),
    };
    assert_eq!(code(jkt.execute(void)), Code::VoidTooLate);
    assert_eq!(
        sums(&mut jkt),
        before,
        "nothing is added to what was closed"
    );
    let z = close(&mut jkt, till());
    assert_eq!((z.n, z.totals.sales, z.totals.total), (2, 1, RICE_PRICE));
    shop.sync(&mut jkt);
    assert_eq!(shop.revenue(JKT), (2, 2 * RICE_PRICE));
    jkt.must_be_sound();
    shop.must_be_sound();
}
