//! Random days at random shops: whatever was decided fits, and all sums agree.

use nusa_facts::{
    DocId, Millis, SealedDoc,
    master::{CoinStep, ServiceBasis, ServiceCharge, StockPolicy},
    sale::{Method, Payment},
};
use nusa_rules::{
    Before, Moment, Refusal, Ruling,
    command::{BackLine, CompleteSale, Discount, RefundSale, WantedLine},
    refund::{RefundDesk, decide_refund},
    rows::SaleState,
    sale::quote_sale,
    void::{VoidDesk, decide_void},
};
use proptest::prelude::*;

use crate::{
    books::{Books, out_of_balance, total_of},
    shop::*,
};

/// The void of the sale that was looked up, written by a manager of the shop.
pub(crate) fn void_of(shop: &Shop, before: &Before) -> SealedDoc {
    let desk = VoidDesk {
        branch: &shop.branch,
        sale: before.sale.clone(),
        elsewhere: false,
        shift: shop.shift.as_ref(),
    };
    let sale = before.sale.as_ref().map_or(id(1), |(row, _)| row.id);
    let ruling = decide_void(&desk, &manager(), &shop.moment, sale, "salah").unwrap();
    ruling
        .seal(&manager(), &shop.moment, stamp(id(0xee)))
        .unwrap()
}

#[derive(Clone, Debug)]
enum Step {
    Sell(Vec<WantedLine>, Option<Discount>, Method, i64),
    Void(usize),
    Refund(usize, Vec<(u16, i64, bool)>, Method),
}

fn discount() -> impl Strategy<Value = Option<Discount>> {
    prop_oneof![
        3 => Just(None),
        1 => (0..=1_000_000_i64).prop_map(|ppm| Some(Discount::Percent(ppm))),
        1 => (0..=20_000_i64).prop_map(|amount| Some(Discount::Amount(amount))),
    ]
}

fn wanted_line() -> impl Strategy<Value = WantedLine> {
    let product = prop_oneof![
        (1..=5_i64).prop_map(|n| (COFFEE, n * 1000)),
        (1..=4_000_i64).prop_map(|milli| (RICE, milli)),
        (1..=9_i64).prop_map(|n| (BAG, n * 1000)),
    ];
    (product, discount()).prop_map(|((product, quantity_milli), discount)| WantedLine {
        discount,
        ..line(product, quantity_milli)
    })
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![Method::Cash, Method::Qris, Method::Voucher])
}

fn step() -> impl Strategy<Value = Step> {
    let lines = prop::collection::vec(wanted_line(), 1..6);
    let back = prop::collection::vec((0..6_u16, 1..=5_000_i64, any::<bool>()), 1..4);
    prop_oneof![
        4 => (lines, discount(), method(), 0..=60_000_i64)
            .prop_map(|(lines, bill, method, part)| Step::Sell(lines, bill, method, part)),
        1 => (0..20_usize).prop_map(Step::Void),
        3 => (0..20_usize, back, method()).prop_map(|(n, back, way)| Step::Refund(n, back, way)),
    ]
}

fn shop() -> impl Strategy<Value = Shop> {
    let coin = prop::sample::select(vec![
        None,
        Some((100, 50)),
        Some((500, 500)),
        Some((1_000, 1)),
    ]);
    let service = prop::sample::select(vec![None, Some(false), Some(true)]);
    (any::<bool>(), coin, service).prop_map(|(inclusive, coin, service)| {
        let mut shop = Shop::new();
        shop.branch.stock_policy = StockPolicy::Lenient;
        shop.branch.tax_inclusive = inclusive;
        shop.branch.cash_rounding = coin.map(|(step, threshold)| CoinStep { step, threshold });
        shop.branch.service = service.map(|inside| ServiceCharge {
            ppm: 50_000,
            inclusive: inside,
            basis: ServiceBasis::AfterDiscount,
            taxable: true,
        });
        shop
    })
}

/// A day at the shop: every document that the law allows goes into the books.
struct Day {
    shop: Shop,
    books: Books,
    docs: u8,
    refused: Vec<Refusal>,
}

impl Day {
    fn of(shop: Shop, steps: &[Step]) -> Self {
        let mut day = Self {
            shop,
            books: Books::default(),
            docs: 0,
            refused: Vec::new(),
        };
        for (n, step) in (0_i64..).zip(steps) {
            day.shop.moment = moment_at(Millis(TEN.0 + n * HOUR / 3));
            let ruling = day.decide(step);
            day.write(ruling);
        }
        day
    }

    fn decide(&self, step: &Step) -> Result<Ruling, Refusal> {
        match step {
            Step::Sell(lines, bill, method, part) => self.sell(lines, *bill, *method, *part),
            Step::Void(n) => {
                let sale = self.nth(*n);
                let desk = VoidDesk {
                    branch: &self.shop.branch,
                    sale: self.books.sales.get(&sale).cloned(),
                    elsewhere: false,
                    shift: self.shop.shift.as_ref(),
                };
                decide_void(&desk, &manager(), &self.shop.moment, sale, "salah")
            }
            Step::Refund(n, back, way) => {
                let lines = back
                    .iter()
                    .map(|&(line, quantity_milli, restock)| BackLine {
                        line,
                        quantity_milli,
                        restock,
                    });
                self.refund(self.nth(*n), lines.collect(), *way)
            }
        }
    }

    /// Pays a part with one method and the rest in cash, with a note more than is due.
    fn sell(
        &self,
        lines: &[WantedLine],
        bill_discount: Option<Discount>,
        method: Method,
        part: i64,
    ) -> Result<Ruling, Refusal> {
        let (desk, moment) = (self.shop.desk(), &self.shop.moment);
        let total = quote_sale(&desk, moment, lines, bill_discount, &[])?.total;
        let first = pay(method, part.min(total));
        let mut payments: Vec<Payment> = Vec::new();
        if first.amount > 0 {
            payments.push(first);
        }
        if part < total {
            payments.push(pay(Method::Cash, total + 5_000));
        }
        let asked = CompleteSale {
            bill_discount,
            ..wanted(lines, payments, total)
        };
        self.shop.sell(&manager(), &asked)
    }

    fn refund(&self, sale: DocId, lines: Vec<BackLine>, method: Method) -> Result<Ruling, Refusal> {
        let desk = RefundDesk {
            branch: &self.shop.branch,
            chain: self.shop.chain,
            till: self.shop.till.as_ref(),
            shift: self.shop.shift.as_ref(),
            series_last: self.shop.series_last,
            sale: self.books.sales.get(&sale).cloned(),
            elsewhere: false,
            returned: self.books.returned.get(&sale).cloned().unwrap_or_default(),
        };
        let wanted = RefundSale {
            till: till(),
            sale,
            lines,
            method,
            reason: "rusak".to_owned(),
        };
        decide_refund(&desk, &manager(), &self.shop.moment, &wanted)
    }

    fn nth(&self, n: usize) -> DocId {
        let count = self.books.sales.len().max(1);
        self.books
            .sales
            .keys()
            .nth(n % count)
            .copied()
            .unwrap_or(id(0xff))
    }

    fn write(&mut self, ruling: Result<Ruling, Refusal>) {
        let ruling = match ruling {
            Ok(ruling) => ruling,
            Err(refusal) => return self.refused.push(refusal),
        };
        self.docs += 1;
        let moment: &Moment = &self.shop.moment;
        let sealed = ruling
            .seal(&manager(), moment, stamp(id(self.docs)))
            .unwrap();
        let again = SealedDoc::read(sealed.bytes.clone()).unwrap();
        assert_eq!(again, sealed, "a document reads as it was written");
        self.books.take(HERE, &sealed).expect("an own fact fits");
        self.shop.series_last = self.books.series[&(CHAIN.mark(), 1)];
    }

    /// Takes back what is left of a sale, in two steps a line, the way it was paid.
    fn take_all_back(&mut self, sale: DocId) {
        let (row, body) = self.books.sales[&sale].clone();
        for (line, sold) in (0_u16..).zip(&body.lines) {
            let back = self
                .books
                .returned
                .get(&sale)
                .and_then(|lines| lines.get(&line))
                .copied();
            let left = sold.quantity_milli - back.unwrap_or(0);
            for part in [left / 2, left - left / 2] {
                if part > 0 {
                    let lines = vec![BackLine {
                        line,
                        quantity_milli: part,
                        restock: true,
                    }];
                    let ruling = self.refund(sale, lines, row.method);
                    self.write(Ok(ruling.expect("what is left comes back")));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn all_sums_are_the_sums_of_the_sales(shop in shop(), steps in prop::collection::vec(step(), 1..24)) {
        let day = Day::of(shop, &steps);
        let books = &day.books;
        let hours = total_of(books.hours.values());
        prop_assert_eq!(hours, total_of(books.staff.values()));
        prop_assert_eq!(hours, total_of(books.shift_sums.values()));
        let rows = books.sums_of_sales();
        let without_refunds = |mut sums: nusa_rules::rows::Sums| {
            (sums.refunds, sums.refund_total) = (0, 0);
            sums
        };
        prop_assert_eq!(without_refunds(hours), rows);
        let products: i64 = books.products.values().map(|sums| sums.total).sum();
        let given_back: i64 = books.products.values().map(|sums| sums.refund_total).sum();
        prop_assert_eq!((products, given_back), (hours.total, hours.refund_total));
        let methods: i64 = books.methods.values().map(|sums| sums.amount).sum();
        let in_shift: i64 = books.shift_methods.values().map(|sums| sums.amount).sum();
        prop_assert_eq!(methods, hours.payable - hours.refund_paid);
        prop_assert_eq!(in_shift, methods);
        let cash: i64 = books.methods.iter().filter(|((_, method), _)| *method == Method::Cash).map(|(_, sums)| sums.amount).sum();
        let drawer: i64 = books.drawers.values().map(|sums| sums.received - sums.change - sums.refunds).sum();
        prop_assert_eq!(cash, drawer);
        prop_assert_eq!(out_of_balance(books), vec![]);
    }

    #[test]
    fn numbers_have_no_gap_and_no_repeat(shop in shop(), steps in prop::collection::vec(step(), 1..24)) {
        let day = Day::of(shop, &steps);
        let mut numbers: Vec<u64> = day.books.sales.values().map(|(row, _)| row.number.n).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let refunds = total_of(day.books.hours.values()).refunds;
        prop_assert_eq!(numbers.len() as i64 + refunds, day.shop.series_last as i64);
    }

    #[test]
    fn what_is_wholly_brought_back_gives_back_all_that_was_paid(
        shop in shop(),
        lines in prop::collection::vec(wanted_line(), 1..5),
        bill in discount(),
        in_cash in any::<bool>(),
    ) {
        let mut day = Day::of(shop, &[]);
        let (method, part) = if in_cash { (Method::Cash, 0) } else { (Method::Qris, i64::MAX) };
        let ruling = day.sell(&lines, bill, method, part);
        prop_assume!(ruling.is_ok());
        day.write(ruling);
        let sale = day.nth(0);
        day.take_all_back(sale);
        let (row, body) = &day.books.sales[&sale];
        prop_assert_eq!(row.state, SaleState::Refunded);
        prop_assert_eq!(row.refunded, body.payable - body.tip);
        let sums = total_of(day.books.hours.values());
        prop_assert_eq!(sums.refund_total, sums.total);
        prop_assert!(day.books.levels.values().all(|milli| *milli == 0));
    }
}

#[test]
fn d1_30_a_thousand_sales_have_a_thousand_numbers() {
    let mut shop = Shop::new();
    shop.branch.stock_policy = StockPolicy::Lenient;
    let mut numbers = std::collections::BTreeSet::new();
    for _ in 0..1_000 {
        let ruling = shop.ring(&[line(COFFEE, 1000)]).unwrap();
        shop.series_last = body(&ruling).number.n;
        numbers.insert(body(&ruling).number.to_string());
    }
    assert_eq!((numbers.len(), shop.series_last), (1_000, 1_000));
}
