//! The chain that every simulation begins with: regions, branches with settings
//! that differ, taxes, products, prices of every scope, and people.

use std::ops::RangeInclusive;

use nusa_facts::{
    BranchId, CENTRE, CategoryId, Millis, ModifierGroupId, ModifierId, PriceId, ProductId,
    RegionId, StaffId, TaxId,
    master::{
        Branch, Category, CoinStep, Entity, Grant, Price, Product, Region, Scope, ServiceBasis,
        ServiceCharge, Staff, StockPolicy, Tax, TaxRounding,
    },
    modifier::{Modifier, ModifierGroup},
    people::{Role, Signer},
    till_settings::TillSettings,
};
use nusa_rules::{Actor, command::PROVISIONAL};

use crate::dice::Dice;

/// How many regions there are.
pub const REGIONS: u32 = 2;

/// How many products there are at the beginning.
pub const PRODUCTS: u32 = 9;

/// The owner, who may do everything everywhere.
pub fn owner() -> Actor {
    person(1, Role::Owner, None)
}

/// The manager of a branch.
pub fn manager(branch: BranchId) -> Actor {
    person(2 * branch.0, Role::Manager, Some(branch))
}

/// The cashier of a branch.
pub fn cashier(branch: BranchId) -> Actor {
    person(2 * branch.0 + 1, Role::Cashier, Some(branch))
}

fn person(id: u32, role: Role, branch: Option<BranchId>) -> Actor {
    Actor {
        signer: Signer {
            id: StaffId(id),
            name: format!("Pegawai {id}"),
        },
        grants: vec![Grant { role, branch }],
        approval: None,
        guest: None,
    }
}

/// Every row of the first change of master data. The centre numbers rows in the order in which they
/// are named, from 1, so the numbers are known beforehand.
pub fn rows(dice: &mut Dice, branches: u32, from: Millis) -> Vec<Entity> {
    let mut rows = Vec::new();
    rows.extend((1..=REGIONS).map(region));
    rows.push(Entity::Branch(branch(CENTRE, RegionId(new(1)), dice)));
    for id in 1..=branches {
        let region = RegionId(new(1 + id % REGIONS));
        rows.push(Entity::Branch(branch(BranchId(new(id)), region, dice)));
    }
    rows.push(tax(1, "PPN", 110_000, from));
    rows.push(tax(2, "PB1", 100_000, from));
    rows.push(Entity::Category(Category {
        id: CategoryId(new(1)),
        name: "Umum".to_owned(),
        position: 1,
        off_menu: false,
    }));
    rows.extend((1..=PRODUCTS).map(product));
    rows.push(question(1, "Ukuran", (1, 1), &[0, 5_000], 1..=4));
    rows.push(question(
        2,
        "Tambahan",
        (0, 2),
        &[4_000, 5_077, 6_000],
        1..=PRODUCTS,
    ));
    rows.extend(prices(dice, branches, from));
    rows.extend(staff(branches));
    rows
}

/// A number that the centre puts its own in the place of.
pub fn new(n: u32) -> u32 {
    PROVISIONAL + n
}

fn region(id: u32) -> Entity {
    Entity::Region(Region {
        id: RegionId(new(id)),
        name: format!("Daerah {id}"),
    })
}

/// A branch's row with settings drawn by chance.
fn branch(id: BranchId, region: RegionId, dice: &mut Dice) -> Branch {
    let n = id.0 % PROVISIONAL;
    let service = dice.chance(300).then_some(ServiceCharge {
        ppm: 50_000,
        inclusive: false,
        basis: ServiceBasis::AfterDiscount,
        taxable: true,
    });
    Branch {
        id,
        code: format!("CB{n:02}"),
        name: format!("Cabang {n}"),
        region,
        address: String::new(),
        active: true,
        tz_offset_min: 420 + 60 * (n % 3) as i16,
        cutoff_min: 240,
        currency: "IDR".to_owned(),
        tax_inclusive: dice.chance(500),
        is_pkp: true,
        tax_rounding: TaxRounding::HalfUp,
        dpp_first: false,
        service,
        cash_rounding: dice.chance(500).then_some(CoinStep {
            step: 100,
            threshold: 50,
        }),
        noncash_rounding: None,
        stock_policy: if dice.chance(400) {
            StockPolicy::Strict
        } else {
            StockPolicy::Lenient
        },
        cashier_discount_ppm: 100_000,
        shift_required: n % 3 != 2,
        auto_receive: false,
        typed_tables: false,
        stars_on_menu: false,
        take_away_paid_first: n.is_multiple_of(2),
        header: Vec::new(),
        footer: Vec::new(),
        till: TillSettings::default(),
    }
}

fn tax(id: u32, code: &str, rate_ppm: i64, valid_from: Millis) -> Entity {
    Entity::Tax(Tax {
        id: TaxId(new(id)),
        code: code.to_owned(),
        name: code.to_owned(),
        rate_ppm,
        base_num: 1,
        base_den: 1,
        valid_from: Millis(valid_from.0 - 86_400_000),
        valid_to: None,
    })
}

/// A product of the first day, by its number from 1; later ones are made the same way.
pub fn product(n: u32) -> Entity {
    let tax = match n % 3 {
        0 => vec!["PPN".to_owned()],
        1 => vec!["PB1".to_owned()],
        _ => Vec::new(),
    };
    Entity::Product(Product {
        id: ProductId(new(n)),
        sku: format!("S{n:03}"),
        barcode: String::new(),
        name: format!("Barang {n}"),
        category: CategoryId(if n <= PRODUCTS { new(1) } else { 1 }),
        unit: "pcs".to_owned(),
        taxes: tax,
        stocked: !n.is_multiple_of(5),
        fractional: n.is_multiple_of(4),
        service: true,
        discountable: !n.is_multiple_of(7),
        retired: false,
        picture: None,
    })
}

/// A question that is asked with products, by the prices of its answers.
fn question(
    n: u32,
    name: &str,
    (least, most): (u16, u16),
    prices: &[i64],
    products: RangeInclusive<u32>,
) -> Entity {
    let option = |(n, price): (usize, &i64)| Modifier {
        id: ModifierId(0),
        name: format!("{name} {n}"),
        price: *price,
        active: true,
    };
    Entity::ModifierGroup(ModifierGroup {
        id: ModifierGroupId(new(n)),
        name: name.to_owned(),
        least,
        most,
        options: prices.iter().enumerate().map(option).collect(),
        products: products.map(|n| ProductId(new(n))).collect(),
        active: true,
    })
}

fn prices(dice: &mut Dice, branches: u32, from: Millis) -> Vec<Entity> {
    let mut prices = Vec::new();
    let mut add = |product: u32, scope: Scope, amount: i64, min_milli: i64| {
        let id = new(prices.len() as u32 + 1);
        prices.push(Entity::Price(Price {
            id: PriceId(id),
            product: ProductId(new(product)),
            scope,
            amount,
            per_milli: 1_000,
            min_milli,
            valid_from: Millis(from.0 - 3_600_000),
            valid_to: None,
        }));
    };
    for product in 1..=PRODUCTS {
        let amount = amount(dice);
        add(product, Scope::Company, amount, 0);
        if dice.chance(300) {
            add(product, Scope::Company, amount * 9 / 10, 3_000);
        }
        if dice.chance(300) {
            let region = RegionId(new(dice.between(1, u64::from(REGIONS)) as u32));
            add(product, Scope::Region(region), amount + 500, 0);
        }
        if dice.chance(200) {
            let branch = BranchId(new(dice.between(1, u64::from(branches)) as u32));
            add(product, Scope::Branch(branch), amount + 1_250, 0);
        }
    }
    prices
}

/// A price that is not round, so that taxes and roundings have something to do.
pub fn amount(dice: &mut Dice) -> i64 {
    1_000 + 77 * dice.below(900) as i64
}

fn staff(branches: u32) -> Vec<Entity> {
    let mut people = vec![owner()];
    for id in 1..=branches {
        people.push(manager(BranchId(id)));
        people.push(cashier(BranchId(id)));
    }
    let row = |(n, actor): (u32, Actor)| {
        let provisional = |grant: Grant| Grant {
            branch: grant.branch.map(|branch| BranchId(new(branch.0))),
            ..grant
        };
        Entity::Staff(Staff {
            id: StaffId(new(n)),
            login: format!("orang{n}"),
            name: actor.signer.name,
            grants: actor.grants.into_iter().map(provisional).collect(),
            active: true,
            taken_over: None,
        })
    };
    (1..).zip(people).map(row).collect()
}
