//! The owner's settings that decide how a bill is computed (money rules § 15).
//!
//! A sold bill keeps the settings it used. They must not know outlets, dates or order types:
//! the caller picks the service rate and the taxes of the moment before it asks.

use crate::bill::Composition;
use crate::coin::CoinRule;
use crate::currency::{Currency, IDR};
use crate::rounding::Rounding;

/// Whether prices already hold the tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PriceMode {
    /// Tax comes on top of the price (restaurants).
    Exclusive,
    /// Tax is inside the price (retail).
    #[default]
    Inclusive,
}

/// How PPN treats its base when prices are exclusive (money rules § 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DppRounding {
    /// One rounding of the exact fraction.
    #[default]
    Exact,
    /// The printed base is rounded first and the rate is taken of it.
    DppFirst,
}

/// What the law calls a tax, as far as the rules differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TaxKind {
    /// PPN of any base; only a PKP shop may charge it.
    Ppn,
    /// PBJT on food and drink (PB1); never on a line with PPN.
    Pb1,
    /// Any other tax, also abroad.
    #[default]
    Other,
}

/// One tax as it stands on the day of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tax {
    /// The caller's code ("PPN", "PB1"); this crate never reads it.
    pub code: String,
    /// What the law calls it.
    pub kind: TaxKind,
    /// Rate in parts per million, 0…1,000,000.
    pub rate_ppm: u32,
    /// Numerator of the base fraction, 0…`base_den` (PPN: 11).
    pub base_num: u32,
    /// Denominator of the base fraction, 1…1000 (PPN: 12).
    pub base_den: u32,
}

impl Tax {
    /// PPN at 12 % of 11/12 of the price, so 11 % in effect (PMK 131/2024).
    pub fn ppn() -> Tax {
        Tax {
            code: "PPN".into(),
            kind: TaxKind::Ppn,
            rate_ppm: 120_000,
            base_num: 11,
            base_den: 12,
        }
    }

    /// PB1 at the rate of the region's Perda, on the full amount.
    pub fn pb1(rate_ppm: u32) -> Tax {
        Tax {
            code: "PB1".into(),
            kind: TaxKind::Pb1,
            rate_ppm,
            base_num: 1,
            base_den: 1,
        }
    }
}

/// Whether the service charge is on top of the price or inside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ServiceMode {
    /// On top.
    #[default]
    Exclusive,
    /// Inside the price; then it must be taxable.
    Inclusive,
}

/// What the service rate is taken of (money rules § 2 ways I and II, § 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ServiceBasis {
    /// What is left after every discount (way I).
    #[default]
    AfterDiscount,
    /// What was left before the bill discounts.
    BeforeBillDiscount,
    /// The full gross (way II).
    Gross,
}

/// The service charge of this bill's order type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Service {
    /// Rate in parts per million, 0…1,000,000.
    pub ppm: u32,
    /// On top or inside.
    pub mode: ServiceMode,
    /// What the rate is taken of; only read when on top.
    pub basis: ServiceBasis,
    /// Whether taxes are taken of it.
    pub taxable: bool,
    /// How its one total is rounded.
    pub rounding: Rounding,
}

/// Everything about a bill that is not on the bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The currency every amount of the bill is in.
    pub currency: Currency,
    /// Whether prices hold the tax.
    pub price_mode: PriceMode,
    /// How each tax total is rounded.
    pub tax_rounding: Rounding,
    /// How PPN treats its base.
    pub dpp_rounding: DppRounding,
    /// How a line's gross is rounded.
    pub line_rounding: Rounding,
    /// How each percentage discount is rounded.
    pub discount_rounding: Rounding,
    /// The taxes of the day; lines name them by index, and the order is the order of work.
    pub taxes: Vec<Tax>,
    /// The service charge, or none.
    pub service: Option<Service>,
    /// Coins for the part paid in cash, or exact.
    pub cash_rounding: Option<CoinRule>,
    /// Coins for a bill paid without cash, or exact.
    pub noncash_rounding: Option<CoinRule>,
    /// Whether the outlet may charge PPN.
    pub is_pkp: bool,
}

impl Default for Settings {
    /// A new Indonesian shop: rupiah, prices inclusive, no tax, no service, coins of 100, not PKP.
    fn default() -> Settings {
        Settings {
            currency: IDR,
            price_mode: PriceMode::Inclusive,
            tax_rounding: Rounding::HalfUp,
            dpp_rounding: DppRounding::Exact,
            line_rounding: Rounding::HalfUp,
            discount_rounding: Rounding::HalfUp,
            taxes: Vec::new(),
            service: None,
            cash_rounding: Some(CoinRule {
                step: 100,
                threshold: 50,
            }),
            noncash_rounding: None,
            is_pkp: false,
        }
    }
}

impl Settings {
    /// How a line's total is put together from its net, service and taxes.
    pub fn composition(&self) -> Composition {
        let on_top = |service: Service| service.mode == ServiceMode::Exclusive;
        Composition {
            service_on_top: self.service.map_or(false, on_top),
            tax_on_top: self.price_mode == PriceMode::Exclusive,
        }
    }
}
