//! The demo's company as rows of master data: two regions, two branches, a tax,
//! the people of `logins` and the goods of `catalogue`. Written once at the
//! centre's console, before anybody asks the centre anything.

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, Hash, Millis, RegionId, StaffId, TaxId,
    master::{
        Branch, Category, Entity, EntityKind, Grant, Region, Staff, StockPolicy, Tax, TaxRounding,
    },
    till_settings::{Qris, QrisMode, TillSettings},
};
use nusa_node::{Ask, Node, import::SheetRow};
use nusa_rules::{Command, command::PROVISIONAL};
use nusa_store::{Look, SqliteStore, Store};

use super::{
    cafe,
    catalogue::{self, Ware},
    logins::Login,
};
use crate::{chance, console, exit::Failure, people};

/// A branch of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Its code, also its directory.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    address: &'static str,
    region: &'static str,
    qris: QrisMode,
}

/// The shop and the café.
pub const SHOPS: [Shop; 2] = [
    Shop {
        code: "JKT01",
        name: "Nusa Menteng",
        address: "Jl. Contoh 12, Jakarta",
        region: "Jakarta",
        qris: QrisMode::StaticShowAmount,
    },
    Shop {
        code: "SBY01",
        name: "Nusa Darmo",
        address: "Jl. Teladan 7, Surabaya",
        region: "Jawa Timur",
        qris: QrisMode::AmountQr,
    },
];

/// The branch with a menu and tables.
pub const CAFE: &Shop = &SHOPS[1];

/// The code of a merchant that does not exist: it is whole, and nobody can pay to it.
const QRIS: &str = "00020101021126730021ID.CO.CONTOHBAYAR.WWW01189360000000000000000215CONTOH0000000010303UMI\
                    51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204581253033605802ID5918WARUNG CONTOH NUSA\
                    6011KOTA CONTOH61050000062070703T016304EEBD";

/// The tax of restaurants, inside the prices of the menu.
const PB1: &str = "PB1";

/// Writes the whole company into a founded centre.
///
/// # Errors
/// What the law or the disk says.
pub fn found(node: &mut Node<SqliteStore>, logins: &[Login]) -> Result<(), Failure> {
    change(node, first_rows())?;
    let branches = branches(node)?;
    change(
        node,
        logins
            .iter()
            .enumerate()
            .map(|(n, login)| person(n, login, &branches))
            .collect(),
    )?;
    for login in logins {
        people::set_password(node, &login.login, &login.password)?;
    }
    let goods: Vec<_> = catalogue::groceries()
        .into_iter()
        .chain(catalogue::menu())
        .collect();
    let rows: Vec<_> = (1..)
        .zip(&goods)
        .map(|(row, ware)| sheet_row(row, ware))
        .collect();
    let ask = (chance::command(), Hash::ZERO);
    let imported = node.import_products(&console::actor(), ask, &rows, false, |_| ());
    imported.map_err(|fault| Failure::Refused(fault.to_string()))?;
    lay_out_the_menu(node)?;
    tax_the_menu(node)?;
    ask_with_the_menu(node)
}

/// The numbers of the demo's branches by code.
///
/// # Errors
/// What the disk says.
pub fn branches(node: &mut Node<SqliteStore>) -> Result<BTreeMap<String, BranchId>, Failure> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Branch))?;
    let named = rows.into_iter().filter_map(|row| match row {
        Entity::Branch(branch) => Some((branch.code, branch.id)),
        _ => None,
    });
    Ok(named.collect())
}

fn change(node: &mut Node<SqliteStore>, rows: Vec<Entity>) -> Result<(), Failure> {
    let ask = Ask {
        command: chance::command(),
        body_hash: Hash::ZERO,
        actor: console::actor(),
        what: Command::ChangeMaster { rows },
    };
    node.execute(&ask)?;
    Ok(())
}

fn first_rows() -> Vec<Entity> {
    let mut rows = vec![Entity::Tax(Tax {
        id: TaxId(PROVISIONAL),
        code: PB1.to_owned(),
        name: "PB1 10%".to_owned(),
        rate_ppm: 100_000,
        base_num: 1,
        base_den: 1,
        valid_from: Millis(0),
        valid_to: None,
    })];
    for (n, shop) in (PROVISIONAL..).zip(&SHOPS) {
        rows.push(Entity::Region(Region {
            id: RegionId(n),
            name: shop.region.to_owned(),
        }));
        rows.push(Entity::Branch(branch(n, shop)));
    }
    rows
}

fn branch(number: u32, shop: &Shop) -> Branch {
    Branch {
        id: BranchId(number),
        code: shop.code.to_owned(),
        name: shop.name.to_owned(),
        region: RegionId(number),
        address: shop.address.to_owned(),
        active: true,
        tz_offset_min: 420,
        cutoff_min: 240,
        currency: "IDR".to_owned(),
        tax_inclusive: true,
        is_pkp: false,
        tax_rounding: TaxRounding::HalfUp,
        dpp_first: false,
        service: None,
        cash_rounding: None,
        noncash_rounding: None,
        stock_policy: StockPolicy::Lenient,
        cashier_discount_ppm: 100_000,
        shift_required: true,
        auto_receive: false,
        typed_tables: false,
        stars_on_menu: true,
        take_away_paid_first: true,
        header: Vec::new(),
        footer: vec!["Terima kasih".to_owned()],
        till: TillSettings {
            qris: Some(Qris {
                payload: QRIS.to_owned(),
                mode: shop.qris,
            }),
            ..TillSettings::default()
        },
    }
}

fn person(n: usize, login: &Login, branches: &BTreeMap<String, BranchId>) -> Entity {
    let branch = login
        .branch
        .as_ref()
        .and_then(|code| branches.get(code))
        .copied();
    Entity::Staff(Staff {
        id: StaffId(PROVISIONAL + n as u32),
        login: login.login.clone(),
        name: login.name.clone(),
        grants: vec![Grant {
            role: login.role,
            branch,
        }],
        active: true,
        taken_over: None,
    })
}

fn sheet_row(row: u64, ware: &Ware) -> SheetRow {
    SheetRow {
        row,
        sku: ware.sku.clone(),
        barcode: ware.barcode.clone(),
        name: ware.name.clone(),
        category: ware.category.to_owned(),
        unit: ware.unit.to_owned(),
        price: ware.price,
        stock_milli: None,
        retired: None,
    }
}

/// The courses of the café stand in the order in which people eat; the shop's goods are no dishes, and guests
/// of the café are not offered them.
fn lay_out_the_menu(node: &mut Node<SqliteStore>) -> Result<(), Failure> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Category))?;
    let laid = rows.into_iter().filter_map(|row| match row {
        Entity::Category(row) if catalogue::is_of_the_shop(&row.name) => Some(Category {
            off_menu: true,
            ..row
        }),
        Entity::Category(row) => {
            catalogue::course(&row.name).map(|position| Category { position, ..row })
        }
        _ => None,
    });
    change(node, laid.map(Entity::Category).collect())
}

/// Dishes carry the restaurants' tax inside their price, and move no stock of their own.
fn tax_the_menu(node: &mut Node<SqliteStore>) -> Result<(), Failure> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Product))?;
    let dish = |row| match row {
        Entity::Product(product) if product.sku.starts_with('M') => Some(product),
        _ => None,
    };
    let dishes = rows.into_iter().filter_map(dish).map(|mut product| {
        product.taxes = vec![PB1.to_owned()];
        product.stocked = false;
        Entity::Product(product)
    });
    change(node, dishes.collect())
}

/// What guests are asked with the dishes.
fn ask_with_the_menu(node: &mut Node<SqliteStore>) -> Result<(), Failure> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Product))?;
    let listed = rows.into_iter().filter_map(|row| match row {
        Entity::Product(product) => Some((product.name, product.id)),
        _ => None,
    });
    let questions = cafe::questions(&listed.collect()).into_iter();
    change(node, questions.map(Entity::ModifierGroup).collect())
}
