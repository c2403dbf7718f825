//! Returns of sales whose money does not fit their coins: what is paid back, and never more than
//! came in.

use nusa_money::{
    refund, Amount, CoinRule, MoneyError, Quantity, RefundWay, Returned, ReturnedLine, Sold,
    SoldLine,
};

/// Lines of one piece each, at these prices.
fn sold(prices: &[i64], paid: i64, cash_rounding: Option<CoinRule>) -> Sold {
    let line = |price: &i64| SoldLine {
        quantity: Quantity(1000),
        net: Amount(*price),
        ..SoldLine::default()
    };
    Sold {
        lines: prices.iter().map(line).collect(),
        paid: Amount(paid),
        cash_rounding,
        ..Sold::default()
    }
}

fn whole(indexes: &[usize]) -> Vec<ReturnedLine> {
    let line = |index: &usize| ReturnedLine {
        index: *index,
        quantity: Quantity(1000),
    };
    indexes.iter().map(line).collect()
}

#[test]
fn what_is_paid_back_never_exceeds_what_is_owed_before_the_last_return() {
    let (up, down) = (Some(CoinRule::up(1000)), Some(CoinRule::down(1000)));
    let cases = [
        // prices, paid, coins, way, returned, paid back
        (
            "coins up stop at what is owed",
            [1_400, 100],
            1_500,
            up,
            RefundWay::Cash,
            vec![0],
            1_500,
        ),
        (
            "a value above what came in",
            [2_600, 300],
            2_000,
            down,
            RefundWay::NonCash,
            vec![0],
            2_000,
        ),
        (
            "what is owed goes down to a coin",
            [3_100, 100],
            2_500,
            down,
            RefundWay::Cash,
            vec![0],
            2_000,
        ),
        (
            "a transfer is exact",
            [1_400, 100],
            1_500,
            up,
            RefundWay::NonCash,
            vec![0],
            1_400,
        ),
        (
            "the last pays all, to a coin",
            [1_400, 100],
            1_500,
            up,
            RefundWay::Cash,
            vec![0, 1],
            2_000,
        ),
        (
            "the last pays all, exact",
            [1_400, 100],
            1_500,
            up,
            RefundWay::NonCash,
            vec![1, 0],
            1_500,
        ),
        (
            "a bill rounded down to nothing",
            [30, 10],
            0,
            down,
            RefundWay::Cash,
            vec![0],
            0,
        ),
    ];
    for (what, prices, paid, coins, way, indexes, expected) in cases {
        let sold = sold(&prices, paid, coins);
        let done =
            refund(&sold, &Returned::nothing(&sold), &whole(&indexes), way).expect("a return");
        let value: i64 = indexes.iter().map(|index| prices[*index]).sum();
        assert_eq!((done.paid.0, done.total.0), (expected, value), "{what}");
        assert_eq!(done.rounding.0, expected - value, "{what}");
        assert_eq!(done.complete, indexes.len() == 2, "{what}");
    }
}

#[test]
fn a_line_returned_in_three_parts_gives_its_amount_and_no_more() {
    let sold = sold(&[100], 100, None);
    let mut before = Returned::nothing(&sold);
    let mut parts = Vec::new();
    for quantity in [333, 333, 334] {
        let asked = [ReturnedLine {
            index: 0,
            quantity: Quantity(quantity),
        }];
        let done = refund(&sold, &before, &asked, RefundWay::NonCash).expect("a return");
        parts.push(done.paid.0);
        before = done.after;
    }
    assert_eq!(parts, [33, 34, 33]);
    let again = [ReturnedLine {
        index: 0,
        quantity: Quantity(1),
    }];
    assert_eq!(
        refund(&sold, &before, &again, RefundWay::NonCash),
        Err(MoneyError::ReturnBounds)
    );
}

#[test]
fn a_line_named_twice_in_one_return_is_returned_twice() {
    let sold = sold(&[100, 50], 150, None);
    let half = ReturnedLine {
        index: 0,
        quantity: Quantity(500),
    };
    let done = refund(
        &sold,
        &Returned::nothing(&sold),
        &[half, half],
        RefundWay::NonCash,
    )
    .expect("a return");
    assert_eq!(
        (done.total.0, done.after.quantities[0]),
        (100, Quantity(1000))
    );
    let twice = refund(
        &sold,
        &Returned::nothing(&sold),
        &[half, half, half],
        RefundWay::NonCash,
    );
    assert_eq!(twice, Err(MoneyError::ReturnBounds));
}
