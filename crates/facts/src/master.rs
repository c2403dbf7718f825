//! Master data: what the centre owns and branches are told as state, one row an
//! entity. No row here holds a credential or a contact of a person (I13).

mod staff;

use serde::{Deserialize, Serialize};

pub use self::staff::{Grant, Staff, TakenOver};
use crate::{
    digest::Hash,
    ids::{BranchId, CategoryId, PriceId, ProductId, RegionId, TaxId, TransferId},
    modifier::ModifierGroup,
    order::TablePlan,
    stock::{Goods, Location},
    till_settings::TillSettings,
    time::Millis,
};

/// Which part of the chain a row concerns; each is a stream with change numbers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everybody.
    Company,
    /// One group of branches.
    Region(RegionId),
    /// One branch.
    Branch(BranchId),
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Company => f.write_str("company"),
            Self::Region(id) => write!(f, "region:{id}"),
            Self::Branch(id) => write!(f, "branch:{id}"),
        }
    }
}

impl Scope {
    /// Reads the text that `Display` writes: the name of the stream.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => (text == "company").then_some(Self::Company),
            Some(("region", id)) => id.parse().ok().map(|id| Self::Region(RegionId(id))),
            Some(("branch", id)) => id.parse().ok().map(|id| Self::Branch(BranchId(id))),
            Some(_) => None,
        }
    }
}

/// How a product is taxed; the tax of that code must exist to be charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its number, given by the centre.
    pub id: ProductId,
    /// The shop's own code.
    pub sku: String,
    /// The code on the package; may be empty.
    pub barcode: String,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: CategoryId,
    /// What a quantity of 1,000 thousandths is: pcs, kg, porsi …
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
    /// Retired products stay in history and cannot be sold (D1-12).
    pub retired: bool,
    /// Its picture, a blob named by its hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Hash>,
}

/// A group of products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its number.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// Where it stands on the till.
    pub position: u32,
    /// Whether guests are not offered its products: bags, soap, what staff alone sells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off_menu: bool,
}

/// One version of a price. Valid from its first millisecond to the one before `valid_to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Its number.
    pub id: PriceId,
    /// The product.
    pub product: ProductId,
    /// For whom.
    pub scope: Scope,
    /// Minor units for `per_milli`.
    pub amount: i64,
    /// The quantity that the amount buys, thousandths; 1,000 for a price per unit.
    pub per_milli: i64,
    /// The least quantity for it, thousandths; 0 for the ordinary price.
    pub min_milli: i64,
    /// When it begins.
    pub valid_from: Millis,
    /// When it ends; none for open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Millis>,
}

/// A tax with its dates (money.md § 0 point 9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// Its number.
    pub id: TaxId,
    /// The code products carry: `PPN`, `PB1` …
    pub code: String,
    /// The printed name.
    pub name: String,
    /// Parts per million.
    pub rate_ppm: i64,
    /// Numerator of the base: 11 for PPN's 11/12.
    pub base_num: i64,
    /// Denominator of the base.
    pub base_den: i64,
    /// When it begins, local calendar time of the sale as epoch ms.
    pub valid_from: Millis,
    /// When it ends; none for open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Millis>,
}

/// A group of branches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Its number.
    pub id: RegionId,
    /// Its name.
    pub name: String,
}

/// How a branch treats a shelf that says zero (R33).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockPolicy {
    /// Refuse the sale.
    Strict,
    /// Sell and flag.
    Lenient,
}

/// Service charge of a branch (money.md § 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCharge {
    /// Parts per million.
    pub ppm: i64,
    /// Inside the price instead of on top.
    pub inclusive: bool,
    /// What it is taken of.
    pub basis: ServiceBasis,
    /// Whether taxes are taken of it.
    pub taxable: bool,
}

/// What a service charge is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceBasis {
    /// What is left after all discounts.
    AfterDiscount,
    /// What is left before the bill's discounts.
    BeforeBillDiscount,
    /// The undiscounted amount.
    Gross,
}

/// How a tax is rounded (money.md § 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// PER-11/PJ/2025 art. 129.
    HalfUp,
    /// Banker's.
    HalfEven,
    /// The practice before PER-11.
    Down,
}

/// Step and threshold of rounding to coins (money.md § 4), minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoinStep {
    /// The smallest coin.
    pub step: i64,
    /// A rest below it goes down, else up.
    pub threshold: i64,
}

/// A branch with the settings its sales are made under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Its number; 0 is the centre.
    pub id: BranchId,
    /// Its code on receipts: JKT01.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its group.
    pub region: RegionId,
    /// Address as printed.
    pub address: String,
    /// Whether it may trade; a closed branch's facts are still taken in.
    pub active: bool,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
    /// Minutes after midnight at which the business day turns.
    pub cutoff_min: u16,
    /// ISO 4217 code.
    pub currency: String,
    /// Prices include their taxes.
    pub tax_inclusive: bool,
    /// May collect PPN.
    pub is_pkp: bool,
    /// How taxes are rounded.
    pub tax_rounding: TaxRounding,
    /// `dpp_first` of money.md § 1.
    pub dpp_first: bool,
    /// Service charge of a counter sale; none for shops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceCharge>,
    /// Coins for cash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_rounding: Option<CoinStep>,
    /// Coins for the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noncash_rounding: Option<CoinStep>,
    /// What happens at zero.
    pub stock_policy: StockPolicy,
    /// Most that a cashier may take off without approval, parts per million of the line or bill.
    pub cashier_discount_ppm: i64,
    /// Whether a shift must be open before a sale.
    pub shift_required: bool,
    /// Whether goods that are sent here are booked as arrived by themselves, all whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub auto_receive: bool,
    /// Whether a guest may type the number of a table instead of reading its code.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typed_tables: bool,
    /// Whether the guests' menu shows what dishes were given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stars_on_menu: bool,
    /// Whether the kitchen begins with what is taken away only when it is paid.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub take_away_paid_first: bool,
    /// Lines above the receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<String>,
    /// Lines below the receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footer: Vec<String>,
    /// How its tills work.
    #[serde(default, skip_serializing_if = "TillSettings::is_ordinary")]
    pub till: TillSettings,
}

/// A branch as all others know it: enough to send it goods by its name. Its settings are its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The branch's number.
    pub id: BranchId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it trades.
    pub active: bool,
}

impl From<&Branch> for Place {
    fn from(branch: &Branch) -> Self {
        Self {
            id: branch.id,
            code: branch.code.clone(),
            name: branch.name.clone(),
            active: branch.active,
        }
    }
}

/// A transfer on its way to a branch, as that branch is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferNotice {
    /// The transfer.
    pub id: TransferId,
    /// Where it comes from, as printed.
    pub from: String,
    /// The place it comes from; none in notices that were written before they said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Location>,
    /// The branch it is addressed to.
    pub to: BranchId,
    /// The hash of the dispatch document.
    pub dispatch: Hash,
    /// When it left.
    pub at: Millis,
    /// What is in it.
    pub lines: Vec<Goods>,
}

/// Any row of master data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entity", rename_all = "snake_case")]
pub enum Entity {
    /// A product.
    Product(Product),
    /// A category.
    Category(Category),
    /// A version of a price.
    Price(Price),
    /// A tax.
    Tax(Tax),
    /// A region.
    Region(Region),
    /// A branch and its settings.
    Branch(Branch),
    /// A branch as the others know it.
    Place(Place),
    /// A member of staff.
    Staff(Staff),
    /// A transfer addressed to a branch.
    Transfer(TransferNotice),
    /// A question that is asked with products.
    ModifierGroup(ModifierGroup),
    /// A table that the centre wants a branch to set up.
    Table(TablePlan),
}

/// The kind of a row, without its content: with the number it is the row's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each kind is the entity of the same name")]
pub enum EntityKind {
    Product,
    Category,
    Price,
    Tax,
    Region,
    Branch,
    Place,
    Staff,
    Transfer,
    ModifierGroup,
    Table,
}

impl EntityKind {
    /// Every kind, in the order in which a branch should learn them.
    pub const ALL: [Self; 11] = [
        Self::Region,
        Self::Branch,
        Self::Place,
        Self::Tax,
        Self::Category,
        Self::Product,
        Self::Price,
        Self::ModifierGroup,
        Self::Staff,
        Self::Transfer,
        Self::Table,
    ];

    /// The word on the wire and in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Price => "price",
            Self::Tax => "tax",
            Self::Region => "region",
            Self::Branch => "branch",
            Self::Place => "place",
            Self::Staff => "staff",
            Self::Transfer => "transfer",
            Self::ModifierGroup => "modifier_group",
            Self::Table => "table",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The key of a row: its kind and its number as text (a small integer, or the UUID of a transfer or a table).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityKey {
    /// The kind.
    pub kind: EntityKind,
    /// The number as text.
    pub id: String,
}

impl EntityKey {
    /// A key of a kind that the centre numbers.
    pub fn numbered(kind: EntityKind, id: u32) -> Self {
        Self {
            kind,
            id: id.to_string(),
        }
    }
}

impl Entity {
    /// The row's key.
    pub fn key(&self) -> EntityKey {
        match self {
            Self::Product(row) => EntityKey::numbered(EntityKind::Product, row.id.0),
            Self::Category(row) => EntityKey::numbered(EntityKind::Category, row.id.0),
            Self::Price(row) => EntityKey::numbered(EntityKind::Price, row.id.0),
            Self::Tax(row) => EntityKey::numbered(EntityKind::Tax, row.id.0),
            Self::Region(row) => EntityKey::numbered(EntityKind::Region, row.id.0),
            Self::Branch(row) => EntityKey::numbered(EntityKind::Branch, row.id.0),
            Self::Place(row) => EntityKey::numbered(EntityKind::Place, row.id.0),
            Self::Staff(row) => EntityKey::numbered(EntityKind::Staff, row.id.0),
            Self::ModifierGroup(row) => EntityKey::numbered(EntityKind::ModifierGroup, row.id.0),
            Self::Transfer(row) => EntityKey {
                kind: EntityKind::Transfer,
                id: row.id.to_string(),
            },
            Self::Table(row) => TablePlan::key(row.table),
        }
    }
}

/// The centre's fact that a row of master data is now so, or is gone from a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MasterChanged {
    /// The stream.
    pub scope: Scope,
    /// The change number in that stream.
    pub change: u64,
    /// Which row.
    pub key: EntityKey,
    /// The row as it now is; none when it left the stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Entity>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_the_name_it_writes() {
        let all = [
            Scope::Company,
            Scope::Region(RegionId(3)),
            Scope::Branch(BranchId(12)),
        ];
        for scope in all {
            assert_eq!(Scope::parse(&scope.to_string()), Some(scope));
        }
        for bad in ["", "Company", "company:1", "region:", "branch:-1", "zone:1"] {
            assert_eq!(Scope::parse(bad), None, "{bad}");
        }
    }
}
