//! Master data of the tests: two branches, two products, one owner.

use nusa_facts::{
    BranchId, CENTRE, CategoryId, Millis, PriceId, ProductId, RegionId, StaffId,
    master::{
        Branch, Category, Entity, Grant, Price, Product, Region, Scope, Staff, StockPolicy,
        TaxRounding,
    },
    people::Role,
    till_settings::TillSettings,
};

pub(crate) const JKT: BranchId = BranchId(1);
pub(crate) const SBY: BranchId = BranchId(2);
pub(crate) const RICE: ProductId = ProductId(1);
pub(crate) const TEA: ProductId = ProductId(2);
pub(crate) const RICE_PRICE: i64 = 60_000;
pub(crate) const TEA_PRICE: i64 = 5_000;

pub(super) fn owner_row() -> Entity {
    Entity::Staff(Staff {
        id: StaffId(1),
        login: "budi".to_owned(),
        name: "Budi".to_owned(),
        grants: vec![Grant {
            role: Role::Owner,
            branch: None,
        }],
        active: true,
        taken_over: None,
    })
}

pub(crate) fn product(id: u32, name: &str) -> Entity {
    Entity::Product(Product {
        id: ProductId(id),
        sku: format!("SKU{id}"),
        barcode: String::new(),
        name: name.to_owned(),
        category: CategoryId(1),
        unit: "pcs".to_owned(),
        taxes: Vec::new(),
        stocked: true,
        fractional: false,
        service: false,
        discountable: true,
        retired: false,
        picture: None,
    })
}

pub(crate) fn price(id: u32, product: ProductId, scope: Scope, amount: i64, from: i64) -> Entity {
    Entity::Price(Price {
        id: PriceId(id),
        product,
        scope,
        amount,
        per_milli: 1_000,
        min_milli: 0,
        valid_from: Millis(from),
        valid_to: None,
    })
}

pub(crate) fn branch_row(id: BranchId, code: &str, region: u32) -> Entity {
    Entity::Branch(Branch {
        id,
        code: code.to_owned(),
        name: format!("Toko {code}"),
        region: RegionId(region),
        address: String::new(),
        active: true,
        tz_offset_min: 420,
        cutoff_min: 240,
        currency: "IDR".to_owned(),
        tax_inclusive: false,
        is_pkp: false,
        tax_rounding: TaxRounding::HalfUp,
        dpp_first: false,
        service: None,
        cash_rounding: None,
        noncash_rounding: None,
        stock_policy: StockPolicy::Lenient,
        cashier_discount_ppm: 0,
        shift_required: false,
        auto_receive: false,
        typed_tables: false,
        stars_on_menu: false,
        take_away_paid_first: false,
        header: Vec::new(),
        footer: Vec::new(),
        till: TillSettings::default(),
    })
}

pub(crate) fn region(id: u32, name: &str) -> Entity {
    Entity::Region(Region {
        id: RegionId(id),
        name: name.to_owned(),
    })
}

pub(super) fn first_rows() -> Vec<Entity> {
    vec![
        region(1, "Jawa"),
        branch_row(CENTRE, "PUSAT", 1),
        branch_row(JKT, "JKT01", 1),
        branch_row(SBY, "SBY01", 1),
        Entity::Category(Category {
            id: CategoryId(1),
            name: "Sembako".to_owned(),
            position: 1,
            off_menu: false,
        }),
        product(RICE.0, "Beras 5 kg"),
        product(TEA.0, "Teh celup"),
        price(1, RICE, Scope::Company, RICE_PRICE, 0),
        price(2, TEA, Scope::Company, TEA_PRICE, 0),
        owner_row(),
    ]
}
