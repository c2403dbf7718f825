//! Bills at a branch on its own: orders of a sitting come to one, two tills that pay
//! it make one sale, and parts, moved lines and moved guests survive a rebuild and
//! the way to the centre.

use nusa_facts::{BillId, DocId, Fact, TableId, bill::OrderedLine, sale::Method, sale::Payment};
use nusa_node::{Fault, quote::BillNow};
use nusa_rules::{
    Command,
    bill::{MoveGuests, MoveLines, PartLine, PayBill, Reductions, SplitBill, WantedPart},
    order::{PlaceOrder, Step, WantedDish, WantedService},
    refusal::Code,
    rows::{BillRow, BillState},
    table::WantedTable,
};
use nusa_store::{Look, Store, Tx};

use crate::{
    orders::{house, placed, refused, reserved, table_id},
    shop::{Branch, JKT, Looking, RICE, RICE_PRICE, Shop, TEA, till},
};

fn other_table() -> TableId {
    TableId::from_bytes([0x2c; 16])
}

pub(crate) fn order(table: TableId, sitting: u32, guest: &str, units: i64) -> Command {
    let dish = |product| WantedDish {
        product,
        quantity_milli: units * 1_000,
        chosen: Vec::new(),
        note: None,
    };
    Command::PlaceOrder(PlaceOrder {
        service: WantedService::Table { table, sitting },
        guest: Some(guest.to_owned()),
        lines: vec![dish(RICE), dish(TEA)],
        expected_gross: None,
    })
}

fn bill(branch: &mut Branch, id: BillId) -> BillNow {
    branch.node.bill_now(id).unwrap()
}

/// The payment of a bill as it stands, in cash.
fn payment(branch: &mut Branch, id: BillId) -> PayBill {
    let now = bill(branch, id);
    let total = now.quote.map_or(0, |quote| quote.total);
    PayBill {
        bill: id,
        version: now.row.version,
        till: till(),
        reductions: Reductions::default(),
        payments: vec![Payment {
            method: Method::Cash,
            amount: total + 50_000,
            reference: None,
        }],
        expected_total: total,
    }
}

pub(crate) fn pay(branch: &mut Branch, id: BillId) -> Result<nusa_node::Answer, Fault> {
    let wanted = payment(branch, id);
    branch.execute(Command::PayBill(wanted))
}

fn cancel(order: DocId) -> Command {
    Command::CancelOrder {
        order,
        reason: "tumpah".to_owned(),
        restock: true,
    }
}

fn part(n: u8, order: DocId, lines: &[u16]) -> WantedPart {
    let lines = lines.iter().map(|line| PartLine {
        ordered: OrderedLine { order, line: *line },
        weight: 1,
    });
    WantedPart {
        bill: DocId::from_bytes([n; 16]),
        payer: None,
        lines: lines.collect(),
    }
}

fn split(branch: &mut Branch, id: BillId, parts: Vec<WantedPart>) -> Result<BillId, Fault> {
    let version = bill(branch, id).row.version;
    let wanted = SplitBill {
        bill: id,
        version,
        reductions: Reductions::default(),
        parts,
    };
    branch.execute(Command::SplitBill(wanted)).map(|_| id)
}

fn rows(shop: &mut Shop, table: TableId, sitting: u32) -> Vec<(BillId, BillState)> {
    let rows = shop.centre.look(|look| look.bills_at(JKT, table, sitting));
    let rows: Vec<BillRow> = rows.unwrap();
    rows.into_iter().map(|row| (row.id, row.state)).collect()
}

/// The other table as a branch sets it up, in its first sitting.
fn second_table(branch: &mut Branch) -> TableId {
    let wanted = WantedTable {
        table: other_table(),
        area: "Teras".to_owned(),
        label: "B3".to_owned(),
        seats: 4,
        active: true,
    };
    branch.execute(Command::SetTable(wanted)).unwrap();
    other_table()
}

/// The books hold, here and at the centre, also when they are made again from the facts.
pub(crate) fn sound(shop: &mut Shop, branch: &mut Branch) {
    shop.sync(branch);
    branch.must_be_sound();
    shop.must_be_sound();
    for node in [&mut branch.node, &mut shop.centre] {
        let before = node.store().transact(|tx| tx.digests()).unwrap();
        node.rebuild(&mut |_| ()).unwrap();
        let after = node.store().transact(|tx| tx.digests()).unwrap();
        assert_eq!(after, before);
    }
}

#[test]
fn d2_27_orders_of_a_sitting_come_to_one_bill_and_its_payment_is_a_sale() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let first = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    let second = placed(&mut jkt, order(table_id(), 2, "Budi", 2));
    let now = bill(&mut jkt, first);
    assert_eq!((now.row.version, now.lines.len()), (2, 4));
    let guests: Vec<_> = now.lines.iter().map(|line| line.guest.as_deref()).collect();
    assert_eq!(
        guests,
        [Some("Ali"), Some("Ali"), Some("Budi"), Some("Budi")]
    );
    let before = jkt.level(RICE);
    let answer = pay(&mut jkt, first).unwrap();
    let Fact::SaleCompleted(sale) = &answer.placed[0].doc.doc.fact else {
        panic!("a sale")
    };
    assert_eq!(sale.bill.as_ref().unwrap().orders, [1, 2]);
    assert_eq!((jkt.level(RICE), reserved(&mut jkt)), (before, 3_000));
    assert_eq!(refused(pay(&mut jkt, first)), Code::BillPaid);
    for id in [first, second] {
        for step in [Step::Start, Step::Finish] {
            jkt.execute(Command::StepOrder { order: id, step }).unwrap();
        }
    }
    assert_eq!(
        (jkt.level(RICE), reserved(&mut jkt)),
        (before - 3_000, 0),
        "what was paid before it was served leaves the shelf once"
    );
    let third = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    assert_eq!(bill(&mut jkt, third).lines.len(), 2, "a bill of its own");
    sound(&mut shop, &mut jkt);
    assert_eq!(
        rows(&mut shop, table_id(), 2),
        [(first, BillState::Paid), (third, BillState::Open)]
    );
    assert_eq!(shop.revenue(JKT), jkt.revenue());
}

#[test]
fn two_tills_that_pay_one_bill_a_thousand_times_make_a_thousand_sales() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    jkt.stock_up(2_000);
    let mut sales = 0;
    for round in 0..1_000 {
        let id = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
        let wanted = payment(&mut jkt, id);
        let asks = [(); 2].map(|()| jkt.ask(Command::PayBill(wanted.clone())));
        let outcomes = if round % 2 == 0 {
            jkt.node.execute_group(&asks).unwrap()
        } else {
            asks.iter().map(|ask| jkt.node.execute(ask)).collect()
        };
        let (paid, refusals): (Vec<_>, Vec<_>) =
            outcomes.into_iter().partition(|outcome| outcome.is_ok());
        assert_eq!((paid.len(), refusals.len()), (1, 1));
        assert_eq!(
            refused(refusals.into_iter().next().unwrap()),
            Code::BillPaid
        );
        sales += 1;
    }
    assert_eq!(jkt.revenue().0, sales);
    jkt.must_be_sound();
}

#[test]
fn another_line_meanwhile_changes_the_bill_and_nobody_pays_the_old_one() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let first = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    let shown = payment(&mut jkt, first);
    let second = placed(&mut jkt, order(table_id(), 2, "Budi", 1));
    let outcome = jkt.execute(Command::PayBill(shown));
    assert_eq!(refused(outcome), Code::BillChanged);
    let cancel = |order| Command::CancelOrder {
        order,
        reason: "salah meja".to_owned(),
        restock: false,
    };
    let shown = payment(&mut jkt, first);
    jkt.execute(cancel(second)).unwrap();
    let outcome = jkt.execute(Command::PayBill(shown));
    assert_eq!(refused(outcome), Code::BillChanged);
    pay(&mut jkt, first).unwrap();
    assert_eq!(refused(jkt.execute(cancel(first))), Code::BillPaid);
    sound(&mut shop, &mut jkt);
}

#[test]
fn a_bill_is_paid_in_parts_and_each_part_is_a_sale() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let first = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    let total = bill(&mut jkt, first).quote.unwrap().total;
    let parts = || {
        vec![
            part(2, first, &[0, 1]),
            part(3, first, &[1]),
            part(4, first, &[1]),
        ]
    };
    split(&mut jkt, first, parts()).unwrap();
    assert_eq!(refused(pay(&mut jkt, first)), Code::BillDivided);
    let now = bill(&mut jkt, first);
    assert_eq!(now.parts.len(), 3);
    let more = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    assert_eq!(
        bill(&mut jkt, more).row.id,
        more,
        "a divided bill grows no more"
    );
    jkt.execute(Command::RejoinBill { bill: first }).unwrap();
    assert_eq!(bill(&mut jkt, first).quote.unwrap().total, total);
    let again = split(&mut jkt, first, parts());
    assert_eq!(
        refused(again.map(|_| unreachable!("those ids are taken"))),
        Code::LineRepeated
    );
    let parts = vec![part(5, first, &[0]), part(6, first, &[1])];
    split(&mut jkt, first, parts).unwrap();
    let (one, two) = (DocId::from_bytes([5; 16]), DocId::from_bytes([6; 16]));
    let sale = pay(&mut jkt, one).unwrap().placed[0].doc.doc.id;
    assert_eq!(
        refused(jkt.execute(Command::RejoinBill { bill: first })),
        Code::BillPaid
    );
    assert_eq!(refused(pay(&mut jkt, one)), Code::BillPaid);
    pay(&mut jkt, two).unwrap();
    assert_eq!(jkt.revenue().1, total);
    let void = Command::VoidSale {
        sale,
        reason: "salah bayar".to_owned(),
    };
    jkt.execute(void).unwrap();
    assert_eq!(bill(&mut jkt, one).row.state, BillState::Open);
    pay(&mut jkt, one).unwrap();
    sound(&mut shop, &mut jkt);
    assert_eq!(shop.revenue(JKT), jkt.revenue());
}

#[test]
fn lines_and_guests_go_where_they_are_sent_and_nothing_is_owed_twice() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let other = second_table(&mut jkt);
    let ours = placed(&mut jkt, order(table_id(), 2, "Ali", 1));
    let theirs = placed(&mut jkt, order(other, 1, "Budi", 1));
    let whole = bill(&mut jkt, ours).quote.unwrap().total;
    let moved = |branch: &mut Branch, from, to, line| {
        let version = bill(branch, from).row.version;
        let wanted = MoveLines {
            bill: from,
            version,
            to,
            lines: vec![OrderedLine { order: ours, line }],
        };
        branch.execute(Command::MoveLines(wanted)).map(drop)
    };
    moved(&mut jkt, ours, theirs, 0).unwrap();
    let sums = |branch: &mut Branch| {
        [ours, theirs].map(|id| bill(branch, id).quote.map_or(0, |quote| quote.total))
    };
    assert_eq!(sums(&mut jkt), [whole - RICE_PRICE, whole + RICE_PRICE]);
    moved(&mut jkt, theirs, ours, 0).unwrap();
    assert_eq!(sums(&mut jkt), [whole, whole], "back again");
    moved(&mut jkt, ours, theirs, 0).unwrap();
    let go = |sitting| {
        Command::MoveGuests(MoveGuests {
            table: table_id(),
            sitting,
            to: other,
        })
    };
    assert_eq!(refused(jkt.execute(go(1))), Code::SittingOver);
    jkt.execute(go(2)).unwrap();
    assert_eq!(
        jkt.node.bill_now(ours).unwrap().row.state,
        BillState::Joined
    );
    assert_eq!(bill(&mut jkt, theirs).quote.unwrap().total, 2 * whole);
    let at_other = jkt.node.look(|look| look.orders_at(JKT, other, 1)).unwrap();
    assert_eq!(at_other.len(), 2);
    let running = jkt.node.look(|look| look.table(JKT, table_id())).unwrap();
    assert_eq!(running.unwrap().1, 3, "nobody sits there any more");
    pay(&mut jkt, theirs).unwrap();
    assert_eq!(jkt.revenue(), (1, 2 * whole));
    sound(&mut shop, &mut jkt);
}

#[test]
fn a_table_is_closed_once_each_part_of_its_bill_is_paid_or_its_orders_are_called_off() {
    let mut shop = Shop::open();
    let mut jkt = house(&mut shop);
    let served = |branch: &mut Branch, guest| {
        let id = placed(branch, order(table_id(), 2, guest, 1));
        for step in [Step::Start, Step::Finish] {
            branch
                .execute(Command::StepOrder { order: id, step })
                .unwrap();
        }
        id
    };
    let close = Command::CloseTable {
        table: table_id(),
        sitting: 2,
    };
    let unpaid = |branch: &mut Branch| refused(branch.execute(close.clone()));
    let id = served(&mut jkt, "Ali");
    assert_eq!(unpaid(&mut jkt), Code::BillUnpaid);
    split(&mut jkt, id, vec![part(1, id, &[0]), part(2, id, &[1])]).unwrap();
    pay(&mut jkt, DocId::from_bytes([1; 16])).unwrap();
    assert_eq!(unpaid(&mut jkt), Code::BillUnpaid, "a part waits");
    pay(&mut jkt, DocId::from_bytes([2; 16])).unwrap();
    let late = served(&mut jkt, "Budi");
    assert_eq!(unpaid(&mut jkt), Code::BillUnpaid, "they ordered once more");
    jkt.execute(cancel(late)).unwrap();
    jkt.execute(close.clone()).unwrap();
    sound(&mut shop, &mut jkt);
}
