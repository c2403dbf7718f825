//! Random settings, carts and payments: every rule on, in every mix, within the bounds.

use nusa_money::{
    Amount, BillDiscount, Cart, CoinRule, Currency, Discount, DppRounding, Line, Payment,
    PriceMode, Promo, Quantity, Rounding, Service, ServiceBasis, ServiceMode, Settings, Tax,
    TaxKind, Tender, TenderKind,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const IDR: Currency = nusa_money::currency::IDR;

/// A bill paid with more than enough cash.
pub fn paid_bill() -> impl Strategy<Value = (Settings, Cart, Payment)> {
    (settings(), cart(250_000, 9_000), payment())
}

/// A bill with prices and quantities up to the bounds, so that many sums do not fit.
pub fn extreme_bill() -> impl Strategy<Value = (Settings, Cart, Payment)> {
    (
        settings(),
        cart(1_000_000_000_000, 1_000_000_000),
        payment(),
    )
}

fn rounding() -> impl Strategy<Value = Rounding> {
    select(vec![
        Rounding::HalfUp,
        Rounding::HalfEven,
        Rounding::Down,
        Rounding::Up,
    ])
}

fn ppm() -> impl Strategy<Value = u32> {
    prop_oneof![
        select(vec![0, 50_000, 70_000, 75_000, 100_000, 110_000, 1_000_000]),
        0..=1_000_000_u32
    ]
}

pub fn coin_rule() -> impl Strategy<Value = CoinRule> {
    (1..=1000_i64)
        .prop_flat_map(|step| (Just(step), 1..=step))
        .prop_map(|(step, threshold)| CoinRule { step, threshold })
}

fn service() -> impl Strategy<Value = Service> {
    let modes = select(vec![ServiceMode::Exclusive, ServiceMode::Inclusive]);
    let bases = select(vec![
        ServiceBasis::AfterDiscount,
        ServiceBasis::BeforeBillDiscount,
        ServiceBasis::Gross,
    ]);
    (ppm(), modes, bases, any::<bool>(), rounding()).prop_map(
        |(ppm, mode, basis, taxable, rounding)| Service {
            ppm,
            mode,
            basis,
            taxable: taxable || mode == ServiceMode::Inclusive,
            rounding,
        },
    )
}

/// PPN, PB1 and two others with odd base fractions; lines below carry any two of them that
/// the law allows together.
fn taxes() -> impl Strategy<Value = Vec<Tax>> {
    (ppm(), ppm(), ppm(), 0..=13_u32).prop_map(|(pb1, third, fourth, base_num)| {
        let other = |rate_ppm, base_num, base_den| Tax {
            code: "OTHER".into(),
            kind: TaxKind::Other,
            rate_ppm,
            base_num,
            base_den,
        };
        vec![
            Tax::ppn(),
            Tax::pb1(pb1),
            other(third, base_num, 13),
            other(fourth, 999, 1000),
        ]
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let modes = select(vec![PriceMode::Exclusive, PriceMode::Inclusive]);
    let dpp = select(vec![DppRounding::Exact, DppRounding::DppFirst]);
    let roundings = (rounding(), rounding(), rounding());
    let coins = (option::of(coin_rule()), option::of(coin_rule()));
    (modes, dpp, roundings, taxes(), option::of(service()), coins).prop_map(
        |(
            price_mode,
            dpp_rounding,
            (tax_rounding, line_rounding, discount_rounding),
            taxes,
            service,
            coins,
        )| Settings {
            currency: IDR,
            price_mode,
            tax_rounding,
            dpp_rounding,
            line_rounding,
            discount_rounding,
            taxes,
            service,
            cash_rounding: coins.0,
            noncash_rounding: coins.1,
            is_pkp: true,
        },
    )
}

fn discount() -> impl Strategy<Value = Discount> {
    prop_oneof![
        ppm().prop_map(Discount::Percent),
        (0..=300_000_i64).prop_map(|off| Discount::Amount(Amount(off)))
    ]
}

fn line(max_price: i64, max_quantity: i64) -> impl Strategy<Value = Line> {
    let whole = (0..=max_quantity / 1000).prop_map(|pieces| Quantity(pieces * 1000));
    let quantity = prop_oneof![3 => whole, 1 => (0..=max_quantity).prop_map(Quantity)];
    let carried = select(vec![
        vec![],
        vec![0],
        vec![1],
        vec![2, 0],
        vec![1, 3],
        vec![3, 2, 0],
        vec![2, 3],
    ]);
    (
        (0..=max_price, select(vec![100, 1000, 1000, 3000]), quantity),
        vec(0..=9_000_i64, 0..3),
        carried,
        (any::<bool>(), prop::bool::weighted(0.8)),
        option::weighted(0.3, discount()),
        option::weighted(0.1, 0..=250_000_i64),
    )
        .prop_map(
            |(
                (price, per, quantity),
                modifiers,
                taxes,
                (service, discountable),
                discount,
                stated,
            )| Line {
                price: Amount(price),
                per: Quantity(per),
                quantity,
                modifiers: modifiers.into_iter().map(Amount).collect(),
                taxes,
                service,
                discountable,
                discount,
                gross_override: stated.map(Amount),
            },
        )
}

fn promo(lines: &[Line]) -> impl Strategy<Value = Promo> {
    let whole: Vec<usize> = (0..lines.len())
        .filter(|index| lines[*index].quantity.is_whole())
        .collect();
    let any_lines = subsequence((0..lines.len()).collect::<Vec<_>>(), 0..=lines.len());
    let whole_lines = subsequence(whole.clone(), 0..=whole.len());
    let amount = || (0..=400_000_i64).prop_map(Amount);
    (
        any_lines,
        whole_lines,
        ppm(),
        amount(),
        option::of(amount()),
        (1..4_u32, 1..3_u32),
        0..5_u8,
    )
        .prop_map(
            |(lines, whole, ppm, price, cap, (buy, free), kind)| match kind {
                0 => Promo::LinePercent { lines, ppm },
                1 => Promo::GroupPercent { lines, ppm, cap },
                2 => Promo::BuyXGetY {
                    lines: whole,
                    buy,
                    free,
                },
                3 => Promo::Tier {
                    lines,
                    min_quantity: Quantity(i64::from(ppm % 12_000)),
                    price,
                },
                _ => Promo::Bundle { lines, price },
            },
        )
}

fn bill_discount() -> impl Strategy<Value = BillDiscount> {
    let amount = || (0..=100_000_i64).prop_map(Amount);
    (discount(), option::of(amount()), amount()).prop_map(|(discount, cap, min_spend)| {
        BillDiscount {
            discount,
            cap,
            min_spend,
        }
    })
}

fn cart(max_price: i64, max_quantity: i64) -> impl Strategy<Value = Cart> {
    vec(line(max_price, max_quantity), 0..8).prop_flat_map(|lines| {
        let promos = vec(promo(&lines), 0..3);
        (Just(lines), promos, vec(bill_discount(), 0..3)).prop_map(
            |(lines, promos, bill_discounts)| Cart {
                lines,
                promos,
                bill_discounts,
            },
        )
    })
}

/// Nothing, or a voucher and cash in either order, or the voucher alone.
fn payment() -> impl Strategy<Value = Payment> {
    let tender = |kind, amount| Tender {
        method: 0,
        kind,
        amount: Amount(amount),
    };
    (
        select(vec![0, 5_000_i64]),
        0..=60_000_i64,
        0..=4_000_000_i64,
        0..4_u8,
    )
        .prop_map(move |(tip, voucher, cash, mix)| {
            let (voucher, cash) = (
                tender(TenderKind::Voucher, voucher),
                tender(TenderKind::Cash, cash),
            );
            let tenders = match mix {
                0 => vec![],
                1 => vec![voucher, cash],
                2 => vec![cash, voucher, voucher],
                _ => vec![voucher],
            };
            Payment {
                tip: Amount(tip),
                tenders,
            }
        })
}
