//! What the cashier puts together: lines, promos, discounts, tip and tenders.
//!
//! It must not know products or people: promos name lines and lines name taxes by index.

use crate::amount::{Amount, Quantity};

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Price of `per` of the goods, without modifiers; 0…10¹².
    pub price: Amount,
    /// The quantity the price is for: 1000 normally, 100 for a price per 100 g.
    pub per: Quantity,
    /// How much is sold.
    pub quantity: Quantity,
    /// Prices of the toppings; they add to the price before it is multiplied.
    pub modifiers: Vec<Amount>,
    /// Indexes into [`crate::Settings::taxes`], at most 4, each once.
    pub taxes: Vec<usize>,
    /// Whether the service charge is taken of it.
    pub service: bool,
    /// Whether bill discounts touch it.
    pub discountable: bool,
    /// The line's own discount.
    pub discount: Option<Discount>,
    /// The gross as a price label states it, instead of price × quantity (money rules § 7).
    pub gross_override: Option<Amount>,
}

impl Line {
    /// An ordinary line: price for one unit, no tax, with service, discountable.
    pub fn new(price: Amount, quantity: Quantity) -> Line {
        Line {
            price,
            per: Quantity::ONE,
            quantity,
            modifiers: Vec::new(),
            taxes: Vec::new(),
            service: true,
            discountable: true,
            discount: None,
            gross_override: None,
        }
    }
}

/// A discount as it is given: a rate of what is left, or an amount capped at what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Discount {
    /// Parts per million, 0…1,000,000.
    Percent(u32),
    /// Storage units, not negative.
    Amount(Amount),
}

/// A discount on the whole bill, shared to the discountable lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BillDiscount {
    /// Its rate or amount.
    pub discount: Discount,
    /// The most it may come to.
    pub cap: Option<Amount>,
    /// Below this sum of discountable lines it gives nothing; 0 for always.
    pub min_spend: Amount,
}

impl BillDiscount {
    /// Without cap or minimum.
    pub fn new(discount: Discount) -> BillDiscount {
        BillDiscount {
            discount,
            cap: None,
            min_spend: Amount::ZERO,
        }
    }

    /// Puts discounts in the order they run: rates, largest first, then amounts, largest
    /// first; equals keep their order, so give them ordered by id (money rules § 5).
    pub fn put_in_order(discounts: &mut [BillDiscount]) {
        discounts.sort_by_key(|entry| match entry.discount {
            Discount::Percent(ppm) => (0, -i128::from(ppm)),
            Discount::Amount(amount) => (1, -i128::from(amount.0)),
        });
    }
}

/// A promo, run before manual discounts, each on what the former left (money rules § 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Promo {
    /// A rate off each line (happy hour).
    LinePercent {
        /// The lines it is for.
        lines: Vec<usize>,
        /// Parts per million.
        ppm: u32,
    },
    /// A rate off the sum, capped, shared on what is left.
    GroupPercent {
        /// The lines it is for.
        lines: Vec<usize>,
        /// Parts per million.
        ppm: u32,
        /// The most it may come to.
        cap: Option<Amount>,
    },
    /// Of each `buy + free` pieces the `free` cheapest cost nothing, shared over all lines.
    BuyXGetY {
        /// The lines it is for.
        lines: Vec<usize>,
        /// Pieces paid, at least 1.
        buy: u32,
        /// Pieces free, at least 1.
        free: u32,
    },
    /// From a total quantity on, another price.
    Tier {
        /// The lines it is for.
        lines: Vec<usize>,
        /// The total quantity from which it holds.
        min_quantity: Quantity,
        /// The price that replaces the lines' price; modifiers stay.
        price: Amount,
    },
    /// All the lines together at one price.
    Bundle {
        /// The lines it is for.
        lines: Vec<usize>,
        /// The price of them all.
        price: Amount,
    },
}

impl Promo {
    /// The lines it is for.
    pub fn lines(&self) -> &[usize] {
        match self {
            Promo::LinePercent { lines, .. }
            | Promo::GroupPercent { lines, .. }
            | Promo::BuyXGetY { lines, .. }
            | Promo::Tier { lines, .. }
            | Promo::Bundle { lines, .. } => lines,
        }
    }
}

/// What is bought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cart {
    /// The lines, in the order of the bill; at most 1000.
    pub lines: Vec<Line>,
    /// The promos, in the order they run.
    pub promos: Vec<Promo>,
    /// The bill discounts, in the order they run ([`BillDiscount::put_in_order`]).
    pub bill_discounts: Vec<BillDiscount>,
}

/// How a tender behaves; which of the shop's methods it was is the caller's `method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TenderKind {
    /// Notes and coins: may exceed, gives change, is rounded to coins.
    Cash,
    /// Card, QRIS, transfer: never more than what is left.
    NonCash,
    /// A thing worth money: excess is forfeited (money rules § 5).
    Voucher,
    /// On account (bon): behaves as non-cash and makes a receivable.
    OnAccount,
}

/// One payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tender {
    /// The caller's number of the payment method; only [`crate::ZReport`] reads it.
    pub method: u32,
    /// How it behaves.
    pub kind: TenderKind,
    /// What is handed over.
    pub amount: Amount,
}

/// How the bill is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payment {
    /// On top of the total, untaxed, not revenue.
    pub tip: Amount,
    /// In the order given.
    pub tenders: Vec<Tender>,
}
