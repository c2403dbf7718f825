//! Master data as it is shown, row by row. How people sign in has no view.

use nusa_facts::master::{
    Branch, Category, CoinStep, Entity, EntityKey, Place, Price, Product, Region, ServiceCharge,
    Staff, Tax,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::till::TillSettingsView;

/// The answer to a change of master data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MasterAnswer {
    /// The rows as they now are: what kind, and under which number.
    pub rows: Vec<KeyView>,
    /// The last document.
    pub doc: String,
    /// Its hash.
    pub doc_hash: String,
    /// Its place in the centre's chain.
    pub seq: u64,
}

/// The key of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct KeyView {
    /// product, category, price, tax, region, branch, staff, transfer or modifier_group.
    pub kind: String,
    /// Its number.
    pub id: String,
}

impl From<&EntityKey> for KeyView {
    fn from(key: &EntityKey) -> Self {
        Self {
            kind: key.kind.word().to_owned(),
            id: key.id.clone(),
        }
    }
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProductView {
    /// Its number; the cursor of the list is the last one's.
    pub id: u32,
    /// The shop's own code.
    pub sku: String,
    /// The code on the package.
    pub barcode: String,
    /// Its name.
    pub name: String,
    /// Its category's number.
    pub category: u32,
    /// Its unit.
    pub unit: String,
    /// Codes of the taxes it carries.
    pub taxes: Vec<String>,
    /// Whether sales move stock.
    pub stocked: bool,
    /// Whether it may be sold by parts of its unit.
    pub fractional: bool,
    /// Whether the service charge is taken of it.
    pub service: bool,
    /// Whether discounts of the whole bill reach it.
    pub discountable: bool,
    /// No longer sold.
    pub retired: bool,
    /// Its picture's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl From<&Product> for ProductView {
    fn from(row: &Product) -> Self {
        Self {
            id: row.id.0,
            sku: row.sku.clone(),
            barcode: row.barcode.clone(),
            name: row.name.clone(),
            category: row.category.0,
            unit: row.unit.clone(),
            taxes: row.taxes.clone(),
            stocked: row.stocked,
            fractional: row.fractional,
            service: row.service,
            discountable: row.discountable,
            retired: row.retired,
            picture: row.picture.map(|hash| hash.to_string()),
        }
    }
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryView {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Where it stands on the till.
    pub position: u32,
    /// Whether guests are offered its products.
    pub on_menu: bool,
}

impl From<&Category> for CategoryView {
    fn from(row: &Category) -> Self {
        Self {
            id: row.id.0,
            name: row.name.clone(),
            position: row.position,
            on_menu: !row.off_menu,
        }
    }
}

/// A version of a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriceView {
    /// Its number.
    pub id: u32,
    /// The product.
    pub product: u32,
    /// For whom: company, region:3, branch:1.
    pub scope: String,
    /// Minor units for `per_milli`.
    pub amount: i64,
    /// The quantity that the amount buys.
    pub per_milli: i64,
    /// The least quantity for it.
    pub min_milli: i64,
    /// When it begins.
    pub valid_from: i64,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<i64>,
}

impl From<&Price> for PriceView {
    fn from(row: &Price) -> Self {
        Self {
            id: row.id.0,
            product: row.product.0,
            scope: row.scope.to_string(),
            amount: row.amount,
            per_milli: row.per_milli,
            min_milli: row.min_milli,
            valid_from: row.valid_from.0,
            valid_to: row.valid_to.map(|at| at.0),
        }
    }
}

/// A tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxRowView {
    /// Its number.
    pub id: u32,
    /// The code products carry.
    pub code: String,
    /// The printed name.
    pub name: String,
    /// Parts per million.
    pub rate_ppm: i64,
    /// Numerator of the base.
    pub base_num: i64,
    /// Denominator of the base.
    pub base_den: i64,
    /// When it begins.
    pub valid_from: i64,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<i64>,
}

impl From<&Tax> for TaxRowView {
    fn from(row: &Tax) -> Self {
        Self {
            id: row.id.0,
            code: row.code.clone(),
            name: row.name.clone(),
            rate_ppm: row.rate_ppm,
            base_num: row.base_num,
            base_den: row.base_den,
            valid_from: row.valid_from.0,
            valid_to: row.valid_to.map(|at| at.0),
        }
    }
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionView {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
}

impl From<&Region> for RegionView {
    fn from(row: &Region) -> Self {
        Self {
            id: row.id.0,
            name: row.name.clone(),
        }
    }
}

/// A branch as every other one knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceView {
    /// Its number.
    pub id: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it trades.
    pub active: bool,
}

impl From<&Place> for PlaceView {
    fn from(row: &Place) -> Self {
        Self {
            id: row.id.0,
            code: row.code.clone(),
            name: row.name.clone(),
            active: row.active,
        }
    }
}

/// A service charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ServiceView {
    /// Parts per million.
    pub ppm: i64,
    /// Inside the price.
    pub inclusive: bool,
    /// after_discount, before_bill_discount or gross.
    pub basis: String,
    /// Whether taxes are taken of it.
    pub taxable: bool,
}

fn service(row: &ServiceCharge) -> ServiceView {
    ServiceView {
        ppm: row.ppm,
        inclusive: row.inclusive,
        basis: word(&row.basis),
        taxable: row.taxable,
    }
}

/// The word that a closed list of the facts crate writes.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Rounding to coins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoinView {
    /// The smallest coin.
    pub step: i64,
    /// A rest below it goes down.
    pub threshold: i64,
}

fn coin(row: CoinStep) -> CoinView {
    CoinView {
        step: row.step,
        threshold: row.threshold,
    }
}

/// A branch and its settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the fields of the request of the same name")]
pub struct BranchView {
    pub id: u32,
    pub code: String,
    pub name: String,
    pub region: u32,
    pub address: String,
    pub active: bool,
    pub tz_offset_min: i16,
    pub cutoff_min: u16,
    pub currency: String,
    pub tax_inclusive: bool,
    pub is_pkp: bool,
    pub tax_rounding: String,
    pub dpp_first: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_rounding: Option<CoinView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noncash_rounding: Option<CoinView>,
    pub stock_policy: String,
    pub cashier_discount_ppm: i64,
    pub shift_required: bool,
    pub auto_receive: bool,
    pub typed_tables: bool,
    pub stars_on_menu: bool,
    pub take_away_paid_first: bool,
    pub header: Vec<String>,
    pub footer: Vec<String>,
    pub till: TillSettingsView,
}

impl From<&Branch> for BranchView {
    fn from(row: &Branch) -> Self {
        Self {
            id: row.id.0,
            code: row.code.clone(),
            name: row.name.clone(),
            region: row.region.0,
            address: row.address.clone(),
            active: row.active,
            tz_offset_min: row.tz_offset_min,
            cutoff_min: row.cutoff_min,
            currency: row.currency.clone(),
            tax_inclusive: row.tax_inclusive,
            is_pkp: row.is_pkp,
            tax_rounding: word(&row.tax_rounding),
            dpp_first: row.dpp_first,
            service: row.service.as_ref().map(service),
            cash_rounding: row.cash_rounding.map(coin),
            noncash_rounding: row.noncash_rounding.map(coin),
            stock_policy: word(&row.stock_policy),
            cashier_discount_ppm: row.cashier_discount_ppm,
            shift_required: row.shift_required,
            auto_receive: row.auto_receive,
            typed_tables: row.typed_tables,
            stars_on_menu: row.stars_on_menu,
            take_away_paid_first: row.take_away_paid_first,
            header: row.header.clone(),
            footer: row.footer.clone(),
            till: (&row.till).into(),
        }
    }
}

/// A role of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GrantView {
    /// owner, manager, cashier, kitchen or waiter.
    pub role: String,
    /// Where; absent for the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<u32>,
}

/// A member of staff. How they sign in has no view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonView {
    /// The person's number.
    pub id: u32,
    /// The sign-in name.
    pub login: String,
    /// The printed name.
    pub name: String,
    /// What they may do, and where.
    pub grants: Vec<GrantView>,
    /// Whether they may sign in.
    pub active: bool,
}

impl From<&Staff> for PersonView {
    fn from(row: &Staff) -> Self {
        let grant = |grant: &nusa_facts::master::Grant| GrantView {
            role: grant.role.word().to_owned(),
            branch: grant.branch.map(|branch| branch.0),
        };
        Self {
            id: row.id.0,
            login: row.login.clone(),
            name: row.name.clone(),
            grants: row.grants.iter().map(grant).collect(),
            active: row.active,
        }
    }
}

/// The row under its view, for an entity of the kind that the view shows.
macro_rules! shown {
    ($($variant:ident => $view:ident;)*) => {$(
        impl $view {
            /// The view of an entity; none for one of another kind.
            pub fn shown(entity: &Entity) -> Option<Self> {
                match entity {
                    Entity::$variant(row) => Some(row.into()),
                    _ => None,
                }
            }
        }
    )*};
}

shown! {
    Product => ProductView;
    Category => CategoryView;
    Price => PriceView;
    Tax => TaxRowView;
    Region => RegionView;
    Branch => BranchView;
    Place => PlaceView;
    Staff => PersonView;
}
