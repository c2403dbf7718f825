//! A branch and the settings under which it sells, as the office writes them.
//! What is left out has the value of an ordinary Indonesian shop.

use nusa_facts::{
    BranchId, CommandId, RegionId,
    master::{Branch, CoinStep, Entity, ServiceBasis, ServiceCharge, StockPolicy, TaxRounding},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_MONEY, MAX_RECEIPT_LINES},
    problem::Problem,
    request::{
        Asked,
        catalogue::{row, till_settings::TillSettingsRequest},
        sale::collect,
    },
};

/// How taxes are rounded.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the rounding of the same name")]
pub enum TaxRoundingRequest {
    #[default]
    HalfUp,
    HalfEven,
    Down,
}

/// What happens when the shelf says zero.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StockPolicyRequest {
    /// Refuse the sale.
    Strict,
    /// Sell and flag.
    #[default]
    Lenient,
}

/// What a service charge is taken of.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the basis of the same name")]
pub enum ServiceBasisRequest {
    AfterDiscount,
    BeforeBillDiscount,
    Gross,
}

/// A service charge.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceRequest {
    /// Parts per million.
    pub ppm: i64,
    /// Inside the price instead of on top.
    #[serde(default)]
    pub inclusive: bool,
    /// What it is taken of.
    pub basis: ServiceBasisRequest,
    /// Whether taxes are taken of it.
    pub taxable: bool,
}

/// Rounding to coins.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoinRequest {
    /// The smallest coin, minor units.
    pub step: i64,
    /// A rest below it goes down, else up.
    pub threshold: i64,
}

/// A branch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Its code on receipts: JKT01.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its region's number.
    pub region: u32,
    /// Address as printed.
    #[serde(default)]
    pub address: String,
    /// Whether it may trade.
    #[serde(default = "yes")]
    pub active: bool,
    /// Minutes east of UTC; 420 is WIB.
    #[serde(default = "wib")]
    pub tz_offset_min: i16,
    /// Minutes after midnight at which the business day turns.
    #[serde(default = "four_in_the_morning")]
    pub cutoff_min: u16,
    /// ISO 4217 code.
    #[serde(default = "rupiah")]
    pub currency: String,
    /// Prices include their taxes.
    #[serde(default = "yes")]
    pub tax_inclusive: bool,
    /// May collect PPN.
    #[serde(default)]
    pub is_pkp: bool,
    /// How taxes are rounded.
    #[serde(default)]
    pub tax_rounding: TaxRoundingRequest,
    /// The tax's base is rounded before the tax.
    #[serde(default)]
    pub dpp_first: bool,
    /// Service charge of a counter sale.
    #[serde(default)]
    pub service: Option<ServiceRequest>,
    /// Coins for cash.
    #[serde(default)]
    pub cash_rounding: Option<CoinRequest>,
    /// Coins for the rest.
    #[serde(default)]
    pub noncash_rounding: Option<CoinRequest>,
    /// What happens at zero.
    #[serde(default)]
    pub stock_policy: StockPolicyRequest,
    /// Most that a cashier may take off without approval, parts per million.
    #[serde(default)]
    pub cashier_discount_ppm: i64,
    /// Whether a shift must be open before a sale.
    #[serde(default = "yes")]
    pub shift_required: bool,
    /// Whether goods that are sent here are booked as arrived by themselves, all whole.
    #[serde(default)]
    pub auto_receive: bool,
    /// Whether a guest may type the number of a table instead of reading its code.
    #[serde(default)]
    pub typed_tables: bool,
    /// Whether the guests' menu shows what dishes were given.
    #[serde(default)]
    pub stars_on_menu: bool,
    /// Whether the kitchen begins with what is taken away only when it is paid.
    #[serde(default)]
    pub take_away_paid_first: bool,
    /// Lines above the receipt.
    #[serde(default)]
    pub header: Vec<String>,
    /// Lines below the receipt.
    #[serde(default)]
    pub footer: Vec<String>,
    /// How its tills work.
    #[serde(default)]
    pub till: TillSettingsRequest,
}

fn yes() -> bool {
    true
}

fn wib() -> i16 {
    420
}

fn four_in_the_morning() -> u16 {
    240
}

fn rupiah() -> String {
    "IDR".to_owned()
}

impl BranchRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: BranchId) -> Result<Asked, Problem> {
        let coins =
            |name, coin: Option<CoinRequest>| coin.map(|coin| coin_step(name, coin)).transpose();
        let branch = Branch {
            id,
            code: bounds::code(At::Field("code"), &self.code)?.to_uppercase(),
            name: bounds::text(At::Field("name"), &self.name)?,
            region: RegionId(self.region),
            address: bounds::blank_or_text(At::Field("address"), &self.address)?,
            active: self.active,
            tz_offset_min: self.tz_offset_min,
            cutoff_min: self.cutoff_min,
            currency: bounds::code(At::Field("currency"), &self.currency)?,
            tax_inclusive: self.tax_inclusive,
            is_pkp: self.is_pkp,
            tax_rounding: rounding(self.tax_rounding),
            dpp_first: self.dpp_first,
            service: self.service.map(service_charge).transpose()?,
            cash_rounding: coins("cash_rounding", self.cash_rounding)?,
            noncash_rounding: coins("noncash_rounding", self.noncash_rounding)?,
            stock_policy: policy(self.stock_policy),
            cashier_discount_ppm: bounds::ppm(
                At::Field("cashier_discount_ppm"),
                self.cashier_discount_ppm,
            )?,
            shift_required: self.shift_required,
            auto_receive: self.auto_receive,
            typed_tables: self.typed_tables,
            stars_on_menu: self.stars_on_menu,
            take_away_paid_first: self.take_away_paid_first,
            header: receipt_lines("header", self.header)?,
            footer: receipt_lines("footer", self.footer)?,
            till: self.till.parse()?,
        };
        Ok(row(self.command, Entity::Branch(branch)))
    }
}

fn rounding(rounding: TaxRoundingRequest) -> TaxRounding {
    match rounding {
        TaxRoundingRequest::HalfUp => TaxRounding::HalfUp,
        TaxRoundingRequest::HalfEven => TaxRounding::HalfEven,
        TaxRoundingRequest::Down => TaxRounding::Down,
    }
}

fn policy(policy: StockPolicyRequest) -> StockPolicy {
    match policy {
        StockPolicyRequest::Strict => StockPolicy::Strict,
        StockPolicyRequest::Lenient => StockPolicy::Lenient,
    }
}

fn service_charge(service: ServiceRequest) -> Result<ServiceCharge, Problem> {
    Ok(ServiceCharge {
        ppm: bounds::ppm(At::Part("service", "ppm"), service.ppm)?,
        inclusive: service.inclusive,
        basis: match service.basis {
            ServiceBasisRequest::AfterDiscount => ServiceBasis::AfterDiscount,
            ServiceBasisRequest::BeforeBillDiscount => ServiceBasis::BeforeBillDiscount,
            ServiceBasisRequest::Gross => ServiceBasis::Gross,
        },
        taxable: service.taxable,
    })
}

fn coin_step(name: &'static str, coin: CoinRequest) -> Result<CoinStep, Problem> {
    Ok(CoinStep {
        step: bounds::within(At::Part(name, "step"), coin.step, 1, MAX_MONEY)?,
        threshold: bounds::within(At::Part(name, "threshold"), coin.threshold, 0, MAX_MONEY)?,
    })
}

fn receipt_lines(name: &'static str, lines: Vec<String>) -> Result<Vec<String>, Problem> {
    bounds::count(At::Field(name), &lines, MAX_RECEIPT_LINES)?;
    collect(lines, |n, line| {
        bounds::blank_or_text(At::Entry(name, n), &line)
    })
}
