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

/// What a first return of these lines pays back of a sale of two pieces.
fn paid_back(
    prices: [i64; 2],
    paid: i64,
    coins: CoinRule,
    way: RefundWay,
    indexes: &[usize],
) -> i64 {
    let sold = sold(&prices, paid, Some(coins));
    let done = refund(&sold, &Returned::nothing(&sold), &whole(indexes), way).expect("a return");
    let value: i64 = indexes.iter().map(|index| prices[*index]).sum();
    assert_eq!(done.total.0, value);
    assert_eq!(done.rounding.0, done.paid.0 - value);
    assert_eq!(done.complete, indexes.len() == 2);
    done.paid.0
}

#[test]
fn before_the_last_return_no_more_goes_back_than_is_owed() {
    use RefundWay::{Cash, NonCash};
    let (up, down) = (CoinRule::up(1000), CoinRule::down(1000));
    let first = |prices, paid, coins, way| paid_back(prices, paid, coins, way, &[0]);
    assert_eq!(
        first([1_400, 100], 1_500, up, Cash),
        1_500,
        "coins up stop at what is owed"
    );
    assert_eq!(
        first([1_400, 100], 1_500, up, NonCash),
        1_400,
        "a transfer is exact"
    );
    assert_eq!(
        first([2_600, 300], 2_000, down, NonCash),
        2_000,
        "a value above what came in"
    );
    assert_eq!(
        first([3_100, 100], 2_500, down, Cash),
        2_000,
        "what is owed goes down to a coin"
    );
    assert_eq!(
        first([30, 10], 0, down, Cash),
        0,
        "a bill rounded down to nothing"
    );
}

#[test]
fn the_last_return_pays_all_that_is_owed() {
    use RefundWay::{Cash, NonCash};
    let both = |prices, paid, coins, way| paid_back(prices, paid, coins, way, &[1, 0]);
    assert_eq!(
        both([1_400, 100], 1_500, CoinRule::up(1000), Cash),
        2_000,
        "to a coin"
    );
    assert_eq!(
        both([1_400, 100], 1_500, CoinRule::up(1000), NonCash),
        1_500,
        "exactly"
    );
    assert_eq!(
        both([1_400, 100], 2_000, CoinRule::up(1000), Cash),
        2_000,
        "with the sale's rounding"
    );
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
