//! Rows that the centre owns, as the office writes them: products, categories,
//! prices, taxes and regions. Number 0 is a row that does not exist yet.

pub mod branch;
pub mod till_settings;

use nusa_facts::{
    BranchId, CategoryId, CommandId, Hash, Millis, PriceId, ProductId, RegionId, TaxId,
    master::{Category, Entity, Price, Product, Region, Scope, Tax},
};
use nusa_rules::Command;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_BULK, MAX_TAXES},
    problem::{Door, Problem},
    request::{Asked, sale::collect},
};

pub(crate) fn row(command: CommandId, entity: Entity) -> Asked {
    Asked::new(command, Command::ChangeMaster { rows: vec![entity] })
}

fn yes() -> bool {
    true
}

/// A product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The shop's own code.
    pub sku: String,
    /// The code on the package.
    #[serde(default)]
    pub barcode: String,
    /// Its name.
    pub name: String,
    /// Its category's number.
    pub category: u32,
    /// What 1000 thousandths are: pcs, kg, porsi …
    pub unit: String,
    /// Codes of the taxes it carries.
    #[serde(default)]
    pub taxes: Vec<String>,
    /// Whether sales move stock.
    #[serde(default = "yes")]
    pub stocked: bool,
    /// Whether it may be sold by parts of its unit.
    #[serde(default)]
    pub fractional: bool,
    /// Whether the service charge is taken of it.
    #[serde(default)]
    pub service: bool,
    /// Whether discounts of the whole bill reach it.
    #[serde(default = "yes")]
    pub discountable: bool,
    /// No longer sold; stays in history.
    #[serde(default)]
    pub retired: bool,
    /// Its picture: 64 hex digits of the blob's BLAKE3.
    #[serde(default)]
    pub picture: Option<String>,
    /// The company's price of one unit from now on, minor units.
    #[serde(default)]
    pub price: Option<i64>,
    /// What the warehouse has of a new product, thousandths.
    #[serde(default)]
    pub stock_milli: Option<i64>,
}

/// A product as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductAsked {
    /// The device's id.
    pub command: CommandId,
    /// The row.
    pub product: Product,
    /// The company's price from now on.
    pub price: Option<i64>,
    /// What the warehouse has of it, thousandths.
    pub stock_milli: Option<i64>,
}

impl ProductAsked {
    /// The command that writes the row, with a version of its price where one is to be written.
    pub fn command(self, price: Option<Price>) -> Asked {
        let mut rows = vec![Entity::Product(self.product)];
        rows.extend(price.map(Entity::Price));
        Asked::new(self.command, Command::ChangeMaster { rows })
    }
}

impl ProductRequest {
    /// The product and what goes along with it.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: ProductId) -> Result<ProductAsked, Problem> {
        bounds::count(At::Field("taxes"), &self.taxes, MAX_TAXES)?;
        let barcode = match self.barcode.trim() {
            "" => String::new(),
            code => bounds::code(At::Field("barcode"), code)?,
        };
        let product = Product {
            id,
            sku: bounds::code(At::Field("sku"), &self.sku)?,
            barcode,
            name: bounds::text(At::Field("name"), &self.name)?,
            category: CategoryId(self.category),
            unit: bounds::code(At::Field("unit"), &self.unit)?,
            taxes: collect(self.taxes, |n, code| {
                bounds::code(At::Entry("taxes", n), &code)
            })?,
            stocked: self.stocked,
            fractional: self.fractional,
            service: self.service,
            discountable: self.discountable,
            retired: self.retired,
            picture: self.picture.as_deref().map(picture).transpose()?,
        };
        let price = self
            .price
            .map(|amount| bounds::money_from_zero(At::Field("price"), amount));
        let stock = self
            .stock_milli
            .map(|milli| bounds::quantity(At::Field("stock_milli"), milli));
        Ok(ProductAsked {
            command: self.command,
            product,
            price: price.transpose()?,
            stock_milli: stock.transpose()?,
        })
    }
}

fn picture(text: &str) -> Result<Hash, Problem> {
    let wrong = || {
        Problem::at(
            Door::BodyInvalid,
            At::Field("picture"),
            "must be 64 hex digits",
        )
    };
    nusa_facts::hex::decode(text).map(Hash).ok_or_else(wrong)
}

/// A group of products.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Its name.
    pub name: String,
    /// Where it stands on the till.
    #[serde(default)]
    pub position: u32,
    /// Whether guests are offered its products.
    #[serde(default = "yes")]
    pub on_menu: bool,
}

impl CategoryRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: CategoryId) -> Result<Asked, Problem> {
        let name = bounds::text(At::Field("name"), &self.name)?;
        Ok(row(
            self.command,
            Entity::Category(Category {
                id,
                name,
                position: self.position,
                off_menu: !self.on_menu,
            }),
        ))
    }
}

/// For whom a price holds.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeRequest {
    /// Everybody.
    Company,
    /// One group of branches.
    Region(u32),
    /// One branch.
    Branch(u32),
}

impl From<ScopeRequest> for Scope {
    fn from(scope: ScopeRequest) -> Self {
        match scope {
            ScopeRequest::Company => Self::Company,
            ScopeRequest::Region(id) => Self::Region(RegionId(id)),
            ScopeRequest::Branch(id) => Self::Branch(BranchId(id)),
        }
    }
}

/// A version of a price.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The product's number.
    pub product: u32,
    /// For whom.
    pub scope: ScopeRequest,
    /// Minor units for `per_milli`.
    pub amount: i64,
    /// The quantity that the amount buys, thousandths.
    #[serde(default = "one_unit")]
    pub per_milli: i64,
    /// The least quantity for it, thousandths; 0 for the ordinary price.
    #[serde(default)]
    pub min_milli: i64,
    /// When it begins, milliseconds since 1970; now when left out.
    #[serde(default)]
    pub valid_from: Option<i64>,
    /// When it ends; open when left out.
    #[serde(default)]
    pub valid_to: Option<i64>,
}

/// A version of a price among others.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceFields {
    /// The product's number.
    pub product: u32,
    /// For whom.
    pub scope: ScopeRequest,
    /// Minor units for `per_milli`.
    pub amount: i64,
    /// The quantity that the amount buys, thousandths.
    #[serde(default = "one_unit")]
    pub per_milli: i64,
    /// The least quantity for it, thousandths; 0 for the ordinary price.
    #[serde(default)]
    pub min_milli: i64,
    /// When it begins, milliseconds since 1970; now when left out.
    #[serde(default)]
    pub valid_from: Option<i64>,
    /// When it ends; open when left out.
    #[serde(default)]
    pub valid_to: Option<i64>,
}

/// Versions of prices, all or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PricesRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The versions; at most 400.
    pub prices: Vec<PriceFields>,
}

impl PricesRequest {
    /// The command; `now` is when a price without a date begins, `first` the number of the first.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, first: PriceId, now: Millis) -> Result<Asked, Problem> {
        bounds::count(At::Field("prices"), &self.prices, MAX_BULK)?;
        let rows = collect(self.prices, |n, fields| {
            let id = PriceId(first.0.saturating_add(u32::try_from(n).unwrap_or(u32::MAX)));
            let at = |name| At::In("prices", n, name);
            fields.row(id, now, at).map(Entity::Price)
        })?;
        Ok(Asked::new(self.command, Command::ChangeMaster { rows }))
    }
}

impl PriceFields {
    fn row(
        self,
        id: PriceId,
        now: Millis,
        at: impl Fn(&'static str) -> At,
    ) -> Result<Price, Problem> {
        Ok(Price {
            id,
            product: ProductId(self.product),
            scope: self.scope.into(),
            amount: bounds::money_from_zero(at("amount"), self.amount)?,
            per_milli: bounds::quantity(at("per_milli"), self.per_milli)?,
            min_milli: bounds::quantity_from_zero(at("min_milli"), self.min_milli)?,
            valid_from: self
                .valid_from
                .map_or(Ok(now), |begins| moment(at("valid_from"), begins))?,
            valid_to: self
                .valid_to
                .map(|ends| moment(at("valid_to"), ends))
                .transpose()?,
        })
    }
}

fn one_unit() -> i64 {
    1_000
}

impl PriceRequest {
    /// The command; `now` is when a price without a date begins.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: PriceId, now: Millis) -> Result<Asked, Problem> {
        let fields = PriceFields {
            product: self.product,
            scope: self.scope,
            amount: self.amount,
            per_milli: self.per_milli,
            min_milli: self.min_milli,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        };
        let price = fields.row(id, now, At::Field)?;
        Ok(row(self.command, Entity::Price(price)))
    }
}

/// A moment between 1970 and the year 9999.
fn moment(at: At, millis: i64) -> Result<Millis, Problem> {
    bounds::within(at, millis, 0, 253_402_300_799_999).map(Millis)
}

/// A tax with its dates.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The code products carry: PPN, PB1 …
    pub code: String,
    /// The printed name.
    pub name: String,
    /// Parts per million: 120000 is twelve per cent.
    pub rate_ppm: i64,
    /// Numerator of the base: 11 for PPN's 11/12.
    #[serde(default = "one")]
    pub base_num: i64,
    /// Denominator of the base.
    #[serde(default = "one")]
    pub base_den: i64,
    /// When it begins, milliseconds since 1970.
    pub valid_from: i64,
    /// When it ends; open when left out.
    #[serde(default)]
    pub valid_to: Option<i64>,
}

fn one() -> i64 {
    1
}

impl TaxRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: TaxId) -> Result<Asked, Problem> {
        let tax = Tax {
            id,
            code: bounds::code(At::Field("code"), &self.code)?,
            name: bounds::text(At::Field("name"), &self.name)?,
            rate_ppm: bounds::ppm(At::Field("rate_ppm"), self.rate_ppm)?,
            base_num: bounds::within(At::Field("base_num"), self.base_num, 1, 1_000)?,
            base_den: bounds::within(At::Field("base_den"), self.base_den, 1, 1_000)?,
            valid_from: moment(At::Field("valid_from"), self.valid_from)?,
            valid_to: self
                .valid_to
                .map(|at| moment(At::Field("valid_to"), at))
                .transpose()?,
        };
        Ok(row(self.command, Entity::Tax(tax)))
    }
}

/// A group of branches.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Its name.
    pub name: String,
}

impl RegionRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: RegionId) -> Result<Asked, Problem> {
        let name = bounds::text(At::Field("name"), &self.name)?;
        Ok(row(self.command, Entity::Region(Region { id, name })))
    }
}
