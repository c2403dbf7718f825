//! The same bill with exact rationals of any size: slow, plain, and written from the rules
//! rather than from the engine. Every amount stays a fraction until the rules round it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use nusa_money::{
    Amount, Bill, BillLine, Cart, CoinRule, Composition, Discount, DppRounding, LineTax, Payment,
    PriceMode, Promo, Quote, Rounding, ServiceBasis, ServiceMode, Settings, Settlement, TaxTotal,
    TenderKind,
};

type Exact = BigRational;

fn exact(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

fn ratio(num: i64, den: i64) -> Exact {
    Exact::new(BigInt::from(num), BigInt::from(den))
}

fn rate(ppm: u32) -> Exact {
    ratio(i64::from(ppm), 1_000_000)
}

/// A fraction to a whole number, by comparing what is cut off with one half.
pub fn rounded(value: &Exact, rounding: Rounding) -> i64 {
    let lower = value.abs().trunc();
    let cut = value.abs() - &lower;
    let half = ratio(1, 2);
    let odd = !(lower.to_integer() % BigInt::from(2)).is_zero();
    let up = match rounding {
        Rounding::HalfUp => cut >= half,
        Rounding::HalfEven => cut > half || (cut == half && odd),
        Rounding::Down => false,
        Rounding::Up => !cut.is_zero(),
    };
    let magnitude = lower + exact(i64::from(up));
    let signed = if value.is_negative() {
        -magnitude
    } else {
        magnitude
    };
    signed
        .to_integer()
        .to_i64()
        .expect("the engine gave an answer, so it fits")
}

/// Shares by exact quotas; the largest fractional parts get the rest, the first of equals first.
pub fn shared(total: i64, weights: &[Exact]) -> Vec<i64> {
    let sum: Exact = weights.iter().sum();
    if sum.is_zero() {
        assert_eq!(total, 0, "something to share on nothing");
        return vec![0; weights.len()];
    }
    let quotas: Vec<Exact> = weights
        .iter()
        .map(|weight| exact(total) * weight / &sum)
        .collect();
    let mut parts: Vec<i64> = quotas
        .iter()
        .map(|quota| rounded(&quota.trunc(), Rounding::Down))
        .collect();
    while parts.iter().sum::<i64>() < total {
        let mut best = 0;
        for (index, quota) in quotas.iter().enumerate() {
            if quota - exact(parts[index]) > &quotas[best] - exact(parts[best]) {
                best = index;
            }
        }
        parts[best] += 1;
    }
    parts
}

fn shared_on(total: i64, weights: &[i64]) -> Vec<i64> {
    shared(
        total,
        &weights
            .iter()
            .map(|weight| exact(*weight))
            .collect::<Vec<_>>(),
    )
}

/// To a coin: the coins below and above, chosen by the rest.
pub fn coined(value: i64, rule: Option<CoinRule>) -> i64 {
    let Some(rule) = rule else { return value };
    let below = rounded(&(exact(value) / exact(rule.step)).floor(), Rounding::Down) * rule.step;
    if value - below < rule.threshold {
        below
    } else {
        below + rule.step
    }
}

#[derive(Default)]
struct Row {
    gross: i64,
    promo: i64,
    line_discount: i64,
    bill_discount: i64,
    left: i64,
    before_bill: i64,
    service: i64,
    taxes: Vec<(usize, i64)>,
}

struct Sale<'a> {
    settings: &'a Settings,
    cart: &'a Cart,
    rows: Vec<Row>,
}

/// The whole quote.
pub fn quote(settings: &Settings, cart: &Cart, payment: &Payment) -> Quote {
    let rows = cart.lines.iter().map(|_| Row::default()).collect();
    let mut sale = Sale {
        settings,
        cart,
        rows,
    };
    sale.gross();
    let promos = cart.promos.iter().map(|promo| sale.promo(promo)).collect();
    sale.line_discounts();
    let bill_discounts = (0..cart.bill_discounts.len())
        .map(|entry| sale.bill_discount(entry))
        .collect();
    sale.service(ServiceMode::Exclusive);
    let taxes = sale.taxes();
    sale.service(ServiceMode::Inclusive);
    let bill = sale.bill(promos, bill_discounts, &taxes);
    let settlement = settlement(settings, bill.total.0, payment);
    Quote { bill, settlement }
}

impl Sale<'_> {
    fn unit(&self, index: usize) -> i64 {
        let line = &self.cart.lines[index];
        line.price.0 + line.modifiers.iter().map(|price| price.0).sum::<i64>()
    }

    fn worth(&self, index: usize, unit: i64) -> i64 {
        let line = &self.cart.lines[index];
        rounded(
            &(exact(unit) * ratio(line.quantity.0, line.per.0)),
            self.settings.line_rounding,
        )
    }

    fn gross(&mut self) {
        for index in 0..self.rows.len() {
            let stated = self.cart.lines[index].gross_override;
            let gross =
                stated.map_or_else(|| self.worth(index, self.unit(index)), |stated| stated.0);
            self.rows[index] = Row {
                gross,
                left: gross,
                before_bill: gross,
                ..Row::default()
            };
        }
    }

    fn percent(&self, amount: i64, ppm: u32) -> i64 {
        rounded(
            &(exact(amount) * rate(ppm)),
            self.settings.discount_rounding,
        )
    }

    fn pool(&self, on: &[usize]) -> i64 {
        on.iter().map(|index| self.rows[*index].left).sum()
    }

    fn reduce(&mut self, on: &[usize], parts: &[i64], book: fn(&mut Row) -> &mut i64) -> i64 {
        for (index, part) in on.iter().zip(parts) {
            self.rows[*index].left -= part;
            *book(&mut self.rows[*index]) += part;
        }
        parts.iter().sum()
    }

    fn promo(&mut self, promo: &Promo) -> Amount {
        let on = promo.lines();
        let lefts: Vec<i64> = on.iter().map(|index| self.rows[*index].left).collect();
        let pool = self.pool(on);
        let parts = match promo {
            Promo::LinePercent { ppm, .. } => {
                lefts.iter().map(|left| self.percent(*left, *ppm)).collect()
            }
            Promo::Tier {
                min_quantity,
                price,
                ..
            } => {
                let reached = on
                    .iter()
                    .map(|index| self.cart.lines[*index].quantity.0)
                    .sum::<i64>()
                    >= min_quantity.0;
                let part = |(index, left): (&usize, &i64)| {
                    let unit = self.unit(*index) - self.cart.lines[*index].price.0 + price.0;
                    if reached {
                        (left - self.worth(*index, unit)).max(0)
                    } else {
                        0
                    }
                };
                on.iter().zip(&lefts).map(part).collect()
            }
            Promo::GroupPercent { ppm, cap, .. } => {
                let off = self.percent(pool, *ppm);
                shared_on(cap.map_or(off, |cap| off.min(cap.0)), &lefts)
            }
            Promo::Bundle { price, .. } => shared_on((pool - price.0).max(0), &lefts),
            Promo::BuyXGetY { buy, free, .. } => shared_on(
                self.free_pieces(on, i64::from(*buy), i64::from(*free))
                    .min(pool),
                &lefts,
            ),
        };
        Amount(self.reduce(on, &parts, |row| &mut row.promo))
    }

    /// Pieces one by one from the cheapest, as long as some are still free.
    fn free_pieces(&self, on: &[usize], buy: i64, free: i64) -> i64 {
        let piece = |index: usize| {
            let price = exact(self.unit(index)) * ratio(1000, self.cart.lines[index].per.0);
            (
                rounded(&price, Rounding::HalfUp),
                self.cart.lines[index].quantity.0 / 1000,
            )
        };
        let mut prices: Vec<(i64, i64)> = on.iter().map(|index| piece(*index)).collect();
        prices.sort_unstable();
        let pieces: i64 = prices.iter().map(|(_, count)| count).sum();
        let mut still_free = pieces / (buy + free) * free;
        let mut sum = Exact::zero();
        for (price, count) in prices {
            sum += exact(price) * exact(count.min(still_free));
            still_free -= count.min(still_free);
        }
        sum.to_integer().to_i64().unwrap_or(i64::MAX)
    }

    fn off(&self, discount: Discount, left: i64) -> i64 {
        match discount {
            Discount::Percent(ppm) => self.percent(left, ppm),
            Discount::Amount(amount) => amount.0.min(left),
        }
    }

    fn line_discounts(&mut self) {
        for index in 0..self.rows.len() {
            if let Some(discount) = self.cart.lines[index].discount {
                let off = self.off(discount, self.rows[index].left);
                self.reduce(&[index], &[off], |row| &mut row.line_discount);
            }
            self.rows[index].before_bill = self.rows[index].left;
        }
    }

    fn bill_discount(&mut self, entry: usize) -> Amount {
        let entry = self.cart.bill_discounts[entry];
        let on: Vec<usize> = (0..self.rows.len())
            .filter(|index| self.cart.lines[*index].discountable)
            .collect();
        let pool = self.pool(&on);
        let mut off = self.off(entry.discount, pool);
        off = entry.cap.map_or(off, |cap| off.min(cap.0));
        if pool < entry.min_spend.0 {
            off = 0;
        }
        let lefts: Vec<i64> = on.iter().map(|index| self.rows[*index].left).collect();
        Amount(self.reduce(&on, &shared_on(off, &lefts), |row| &mut row.bill_discount))
    }

    fn service(&mut self, mode: ServiceMode) {
        let Some(service) = self.settings.service.filter(|service| service.mode == mode) else {
            return;
        };
        let on: Vec<usize> = (0..self.rows.len())
            .filter(|index| self.cart.lines[*index].service)
            .collect();
        let inclusive = self.settings.price_mode == PriceMode::Inclusive;
        let weight = |index: &usize| {
            let row = &self.rows[*index];
            match (mode, service.basis) {
                (ServiceMode::Inclusive, _) if inclusive => {
                    row.left - row.taxes.iter().map(|tax| tax.1).sum::<i64>()
                }
                (ServiceMode::Inclusive, _) | (_, ServiceBasis::AfterDiscount) => row.left,
                (_, ServiceBasis::BeforeBillDiscount) => row.before_bill,
                (_, ServiceBasis::Gross) => row.gross,
            }
        };
        let weights: Vec<i64> = on.iter().map(weight).collect();
        let sum = exact(weights.iter().sum());
        let part = match mode {
            ServiceMode::Exclusive => sum * rate(service.ppm),
            ServiceMode::Inclusive => &sum - &sum / (exact(1) + rate(service.ppm)),
        };
        for (index, part) in on
            .iter()
            .zip(shared_on(rounded(&part, service.rounding), &weights))
        {
            self.rows[*index].service = part;
        }
    }

    fn taxable(&self, index: usize) -> i64 {
        let service = self.settings.service;
        let added = service.map_or(false, |service| {
            service.mode == ServiceMode::Exclusive && service.taxable
        });
        self.rows[index].left + if added { self.rows[index].service } else { 0 }
    }

    fn carriers(&self, carries: impl Fn(&[usize]) -> bool) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|index| carries(&self.cart.lines[*index].taxes))
            .collect()
    }

    fn book(&mut self, tax: usize, on: &[usize], amount: i64) {
        let weights: Vec<i64> = on.iter().map(|index| self.taxable(*index)).collect();
        for (index, part) in on.iter().zip(shared_on(amount, &weights)) {
            self.rows[*index].taxes.push((tax, part));
            self.rows[*index].taxes.sort_unstable();
        }
    }

    /// Base and amount of each tax.
    fn taxes(&mut self) -> Vec<(i64, i64)> {
        let taxes = self.settings.taxes.clone();
        let effective = |tax: usize| {
            rate(taxes[tax].rate_ppm)
                * ratio(
                    i64::from(taxes[tax].base_num),
                    i64::from(taxes[tax].base_den),
                )
        };
        let mut totals = vec![(0, 0); taxes.len()];
        if self.settings.price_mode == PriceMode::Exclusive {
            for (tax, total) in totals.iter_mut().enumerate() {
                let on = self.carriers(|carried| carried.contains(&tax));
                total.0 = on.iter().map(|index| self.taxable(*index)).sum();
                let amount = match self.settings.dpp_rounding {
                    DppRounding::Exact => exact(total.0) * effective(tax),
                    DppRounding::DppFirst => {
                        exact(self.dpp(tax, total.0)) * rate(taxes[tax].rate_ppm)
                    }
                };
                total.1 = rounded(&amount, self.settings.tax_rounding);
                self.book(tax, &on, total.1);
            }
            return totals;
        }
        for mask in 1..1_usize << taxes.len() {
            let set: Vec<usize> = (0..taxes.len())
                .filter(|tax| mask & (1 << tax) != 0)
                .collect();
            let is_set = |carried: &[usize]| {
                carried.len() == set.len() && set.iter().all(|tax| carried.contains(tax))
            };
            let on = self.carriers(is_set);
            let held = exact(on.iter().map(|index| self.taxable(*index)).sum());
            let rates: Vec<Exact> = set.iter().map(|tax| effective(*tax)).collect();
            let without = &held / (exact(1) + rates.iter().sum::<Exact>());
            let amount = rounded(&(&held - without), self.settings.tax_rounding);
            for (tax, part) in set.iter().zip(shared(amount, &rates)) {
                totals[*tax].0 += rounded(&held, Rounding::Down) - amount;
                totals[*tax].1 += part;
                self.book(*tax, &on, part);
            }
        }
        totals
    }

    fn dpp(&self, tax: usize, base: i64) -> i64 {
        let tax = &self.settings.taxes[tax];
        rounded(
            &(exact(base) * ratio(i64::from(tax.base_num), i64::from(tax.base_den))),
            Rounding::HalfUp,
        )
    }

    fn bill(&self, promos: Vec<Amount>, bill_discounts: Vec<Amount>, taxes: &[(i64, i64)]) -> Bill {
        let service_on_top = self
            .settings
            .service
            .map_or(false, |service| service.mode == ServiceMode::Exclusive);
        let tax_on_top = self.settings.price_mode == PriceMode::Exclusive;
        let total = |row: &Row| {
            let tax: i64 = row.taxes.iter().map(|tax| tax.1).sum();
            row.left
                + if service_on_top { row.service } else { 0 }
                + if tax_on_top { tax } else { 0 }
        };
        let line = |row: &Row| BillLine {
            gross: Amount(row.gross),
            promo: Amount(row.promo),
            line_discount: Amount(row.line_discount),
            bill_discount: Amount(row.bill_discount),
            net: Amount(row.left),
            service: Amount(row.service),
            taxes: row
                .taxes
                .iter()
                .map(|tax| LineTax {
                    tax: tax.0,
                    amount: Amount(tax.1),
                })
                .collect(),
            total: Amount(total(row)),
        };
        let tax = |(tax, (base, amount)): (usize, &(i64, i64))| TaxTotal {
            tax,
            base: Amount(*base),
            dpp: Amount(self.dpp(tax, *base)),
            amount: Amount(*amount),
        };
        let carried = |tax: &TaxTotal| {
            self.cart
                .lines
                .iter()
                .any(|line| line.taxes.contains(&tax.tax))
        };
        let sum = |of: &dyn Fn(&Row) -> i64| Amount(self.rows.iter().map(of).sum());
        Bill {
            composition: Composition {
                service_on_top,
                tax_on_top,
            },
            lines: self.rows.iter().map(line).collect(),
            gross: sum(&|row| row.gross),
            promos,
            line_discount: sum(&|row| row.line_discount),
            bill_discounts,
            net: sum(&|row| row.left),
            service: sum(&|row| row.service),
            taxes: taxes.iter().enumerate().map(tax).filter(carried).collect(),
            untaxed: sum(&|row| if row.taxes.is_empty() { total(row) } else { 0 }),
            total: sum(&total),
        }
    }
}

fn settlement(settings: &Settings, total: i64, payment: &Payment) -> Settlement {
    let due = total + payment.tip.0;
    let cash_used = payment
        .tenders
        .iter()
        .any(|tender| tender.kind == TenderKind::Cash);
    let noncash_only = !cash_used && !payment.tenders.is_empty();
    let mut rounding = if noncash_only {
        coined(due, settings.noncash_rounding) - due
    } else {
        0
    };
    let (mut open, mut forfeited, mut cash) = (due + rounding, 0, 0);
    for tender in &payment.tenders {
        match tender.kind {
            TenderKind::Cash => cash += tender.amount.0,
            _ => {
                forfeited += (tender.amount.0 - open).max(0);
                open -= tender.amount.0.min(open);
            }
        }
    }
    let noncash = due + rounding - open;
    let mut change = 0;
    if cash_used {
        let payable = coined(open, settings.cash_rounding);
        rounding = payable - open;
        (change, open) = ((cash - payable).max(0), (payable - cash).max(0));
    }
    Settlement {
        tip: payment.tip,
        due: Amount(due),
        noncash: Amount(noncash),
        voucher_forfeited: Amount(forfeited),
        rounding: Amount(rounding),
        payable: Amount(due + rounding),
        cash: Amount(cash),
        change: Amount(change),
        balance: Amount(open),
    }
}
