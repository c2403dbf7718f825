//! Tills, shifts and drawers: numbers are given once, cash is counted blind.

use nusa_facts::{
    Fact, TillNo,
    sale::Method,
    shift::{CashKind, Denomination, ShiftClosed, TillStanding},
};
use nusa_rules::{
    Refusal, Ruling,
    cash::{CashDesk, decide_move_cash},
    refusal::Code,
    rows::{DrawerSums, MethodSums, ShiftEnd, ShiftRow, Sums, TillRow},
    shift::{CloseDesk, OpenDesk, decide_close_shift, decide_open_shift, expected_cash},
    till::{RetireDesk, TillDesk, decide_register_till, decide_retire_till},
};

use crate::{books::Books, shop::*};

fn number(n: u8) -> TillNo {
    TillNo::new(n).unwrap()
}

fn row(n: u8, retired: bool) -> TillRow {
    TillRow {
        till: number(n),
        name: format!("Kasir {n}"),
        retired,
    }
}

fn register(tills: &[TillRow], till: Option<u8>, name: &str) -> Result<Ruling, Refusal> {
    let branch = branch();
    let desk = TillDesk {
        branch: &branch,
        tills,
    };
    decide_register_till(&desk, &manager(), &moment(), till.map(number), name)
}

#[test]
fn a_till_gets_the_lowest_number_that_was_never_given() {
    let all: Vec<_> = (1..=99).map(|n| row(n, n % 2 == 0)).collect();
    type Till<'a> = Result<(u8, &'a str), Code>;
    let cases: [(&[TillRow], Option<u8>, &str, Till<'_>); 9] = [
        (&[], None, "Depan", Ok((1, "Depan"))),
        (&[row(1, false), row(3, false)], None, "B", Ok((2, "B"))),
        (&[row(1, true)], None, "B", Ok((2, "B"))),
        (&[], Some(42), "B", Ok((42, "B"))),
        (&[row(5, false)], Some(5), "", Ok((5, "Kasir 5"))),
        (&[row(5, false)], Some(5), "Baru", Ok((5, "Baru"))),
        (&[row(5, true)], Some(5), "Baru", Err(Code::TillTaken)),
        (&all, None, "B", Err(Code::TillTaken)),
        (&[], None, " ", Err(Code::TextInvalid)),
    ];
    for (tills, till, name, expected) in cases {
        match (register(tills, till, name), expected) {
            (Ok(ruling), Ok((n, name))) => {
                let Fact::TillRegistered(fact) = ruling.fact else {
                    panic!("not a till");
                };
                assert_eq!((fact.till, fact.name.as_str()), (number(n), name));
            }
            (Err(refusal), Err(code)) => assert_eq!(refusal.code, code),
            (outcome, _) => panic!("{till:?} {name:?}: {outcome:?}"),
        }
    }
}

#[test]
fn a_retired_till_ends_its_series_where_it_stands() {
    let branch = branch();
    let (known, shift) = (till_row(), shift_row());
    let desk = RetireDesk {
        branch: &branch,
        till: Some(&known),
        shift: None,
        chain: CHAIN,
        series_last: 41,
    };
    let ruling = decide_retire_till(&desk, &manager(), &moment(), till(), "rusak").unwrap();
    let Fact::SeriesClosed(fact) = &ruling.fact else {
        panic!("not the end of a series");
    };
    assert_eq!((fact.chain, fact.last), (CHAIN, 41));
    let mut books = Books::default();
    books.tills.insert(1, known.clone());
    let sealed = ruling.seal(&manager(), &moment(), stamp(id(1))).unwrap();
    books.take(HERE, &sealed).unwrap();
    assert!(books.tills[&1].retired && books.tills[&1].name == "Depan");
    let retire = |desk: &RetireDesk<'_>| {
        said(decide_retire_till(
            desk,
            &manager(),
            &moment(),
            till(),
            "rusak",
        ))
        .0
    };
    let open = RetireDesk {
        shift: Some(&shift),
        ..desk.clone()
    };
    assert_eq!(retire(&open), Code::ShiftOpen);
    let unknown = RetireDesk { till: None, ..desk };
    assert_eq!(retire(&unknown), Code::TillUnknown);
}

#[test]
fn a_shift_opens_once_with_a_float_and_the_next_number() {
    let branch = branch();
    let (known, shift) = (till_row(), shift_row());
    let desk = OpenDesk {
        branch: &branch,
        till: Some(&known),
        open: None,
        last_n: 6,
    };
    let open =
        |desk: &OpenDesk<'_>, float| decide_open_shift(desk, &cashier(), &moment(), till(), float);
    let Fact::ShiftOpened(fact) = open(&desk, 200_000).unwrap().fact else {
        panic!("not a shift");
    };
    assert_eq!((fact.n, fact.float), (7, 200_000));
    for float in [-1, i64::MAX] {
        assert_eq!(
            said(open(&desk, float)),
            (Code::AmountInvalid, "float".to_owned())
        );
    }
    let running = OpenDesk {
        open: Some(&shift),
        ..desk
    };
    assert_eq!(said(open(&running, 0)).0, Code::ShiftOpen);
}

#[test]
fn cash_moves_within_a_shift_and_for_a_reason() {
    let branch = branch();
    let (known, shift) = (till_row(), shift_row());
    let desk = CashDesk {
        branch: &branch,
        till: Some(&known),
        shift: Some(&shift),
    };
    let mut books = Books::default();
    books.shifts.insert(shift.id, shift.clone());
    let kinds = [
        (CashKind::In, 10_000),
        (CashKind::Out, 2_000),
        (CashKind::Drop, 50_000),
        (CashKind::Tips, 1_000),
    ];
    for (n, (kind, amount)) in (1..).zip(kinds) {
        let ruling =
            decide_move_cash(&desk, &manager(), till(), kind, amount, "kembalian").unwrap();
        let sealed = ruling.seal(&manager(), &moment(), stamp(id(n))).unwrap();
        books.take(HERE, &sealed).unwrap();
    }
    let drawer = books.drawers[&shift.id];
    assert_eq!(expected_cash(200_000, &drawer).unwrap(), 157_000);
    let none = CashDesk {
        shift: None,
        ..desk.clone()
    };
    let cases = [
        (&none, 1_000, "x", Code::ShiftNotOpen),
        (&desk, 0, "x", Code::AmountInvalid),
        (&desk, -1_000, "x", Code::AmountInvalid),
        (&desk, 1_000, "", Code::TextInvalid),
    ];
    for (desk, amount, reason, code) in cases {
        let refused = decide_move_cash(desk, &cashier(), till(), CashKind::In, amount, reason);
        assert_eq!(said(refused).0, code);
    }
}

fn pile(value: i64, count: i64) -> Denomination {
    Denomination { value, count }
}

fn close(shift: &ShiftRow, piles: &[Denomination]) -> Result<Ruling, Refusal> {
    let (branch, known) = (branch(), till_row());
    let sums = Sums {
        sales: 3,
        voids: 1,
        total: 46_875,
        payable: 46_900,
        ..Sums::default()
    };
    let drawer = DrawerSums {
        received: 50_000,
        change: 3_100,
        drops: 40_000,
        ..DrawerSums::default()
    };
    let methods = [(
        Method::Cash,
        MethodSums {
            count: 1,
            amount: 46_900,
        },
    )];
    let desk = CloseDesk {
        branch: &branch,
        till: Some(&known),
        shift: Some(shift),
        sums,
        drawer,
        methods: &methods,
        tills: vec![
            standing(1, 7, true),
            standing(2, 40, true),
            standing(3, 0, false),
        ],
    };
    decide_close_shift(&desk, &cashier(), till(), piles)
}

fn standing(n: u8, last: u64, open: bool) -> TillStanding {
    TillStanding {
        till: number(n),
        last,
        open,
    }
}

#[test]
fn r38_a_close_says_how_far_every_till_is_and_which_goes_on() {
    let ruling = close(&shift_row(), &[]).unwrap();
    let own = till().get();
    let expected: Vec<_> = [(1, 7, true), (2, 40, true), (3, 0, false)]
        .map(|(n, last, open)| standing(n, last, open && n != own))
        .into();
    assert!(expected.iter().any(|till| till.open), "one is missing");
    assert_eq!(closed(&ruling).tills, expected);
}

fn closed(ruling: &Ruling) -> &ShiftClosed {
    match &ruling.fact {
        Fact::ShiftClosed(fact) => fact,
        other => panic!("not a close: {}", other.kind()),
    }
}

#[test]
fn a_close_freezes_the_totals_and_says_the_difference() {
    // 200,000 + 50,000 − 3,100 − 40,000 should be there.
    let cases = [
        (
            vec![pile(100_000, 2), pile(1_000, 6), pile(100, 9)],
            206_900,
            0,
        ),
        (vec![pile(100_000, 2)], 200_000, -6_900),
        (vec![pile(100_000, 3), pile(500, 0)], 300_000, 93_100),
        (vec![], 0, -206_900),
    ];
    for (piles, counted, difference) in cases {
        let shift = shift_row();
        let ruling = close(&shift, &piles).unwrap();
        let fact = closed(&ruling);
        assert_eq!((fact.counted, fact.expected), (counted, 206_900));
        assert_eq!(fact.difference, difference);
        assert_eq!((fact.totals.sales, fact.totals.voids), (4, 1));
        assert_eq!(fact.totals.methods[0].amount, 46_900);
        let mut books = Books::default();
        books.shifts.insert(shift.id, shift.clone());
        let sealed = ruling.seal(&cashier(), &moment(), stamp(id(2))).unwrap();
        books.take(HERE, &sealed).unwrap();
        let twice = books.take(HERE, &sealed).unwrap_err();
        assert_eq!(twice.code, "shift_closed");
    }
}

#[test]
fn a_count_is_of_coins_and_notes_each_once() {
    let shift = shift_row();
    let many: Vec<_> = (1..=51).map(|value| pile(value, 1)).collect();
    let cases = [
        (
            vec![pile(0, 1)],
            Code::AmountInvalid,
            "denominations[0].value",
        ),
        (
            vec![pile(-500, 1)],
            Code::AmountInvalid,
            "denominations[0].value",
        ),
        (
            vec![pile(500, -1)],
            Code::AmountInvalid,
            "denominations[0].count",
        ),
        (
            vec![pile(500, 1), pile(500, 2)],
            Code::LineRepeated,
            "denominations[1].value",
        ),
        (many, Code::LinesTooMany, "denominations"),
        (
            vec![pile(1_000_000, 1_000_000_000_000)],
            Code::AmountInvalid,
            "denominations",
        ),
    ];
    for (piles, code, field) in cases {
        assert_eq!(said(close(&shift, &piles)), (code, field.to_owned()));
    }
    let huge = vec![pile(1_000_000_000_000_000, 1_000_000_000_000_000)];
    assert_eq!(said(close(&shift, &huge)).0, Code::MoneyRefused);
    let mut ended = shift_row();
    ended.closed = Some(ShiftEnd {
        doc: id(3),
        at: TEN,
        counted: 0,
        expected: 0,
    });
    assert_eq!(said(close(&ended, &[])).0, Code::ShiftNotOpen);
}
