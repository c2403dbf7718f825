//! What a row of master data may say, field by field.

use nusa_facts::{
    CENTRE, CategoryId, Millis, PriceId, RegionId,
    master::{
        Branch, CoinStep, Entity, Price, Product, Scope, ServiceBasis, ServiceCharge, Staff, Tax,
    },
    people::Role,
};
use nusa_rules::refusal::Code::{self, MasterInvalid, MasterUnknown, TextInvalid};

use crate::{
    master::{change, staff, with},
    shop::*,
};

type Case = (Entity, Code, &'static str);

fn products() -> Vec<Case> {
    let p = |edit: fn(&mut Product)| Entity::Product(with(product(COFFEE, "K"), edit));
    vec![
        (p(|row| row.name = " ".into()), TextInvalid, "name"),
        (p(|row| row.name = "x".repeat(201)), TextInvalid, "name"),
        (p(|row| row.sku = String::new()), TextInvalid, "sku"),
        (p(|row| row.sku = "a b".into()), MasterInvalid, "sku"),
        (p(|row| row.unit = String::new()), TextInvalid, "unit"),
        (
            p(|row| row.taxes = vec!["ppn".into()]),
            MasterInvalid,
            "taxes",
        ),
        (
            p(|row| row.taxes = vec!["PPN".into(); 2]),
            MasterInvalid,
            "taxes",
        ),
        (
            p(|row| row.taxes = vec!["PPN".into(), "PB1".into()]),
            MasterInvalid,
            "taxes",
        ),
        (
            p(|row| row.category = CategoryId(9)),
            MasterUnknown,
            "category",
        ),
    ]
}

fn prices() -> Vec<Case> {
    let m = |edit: fn(&mut Price)| Entity::Price(with(price(99, COFFEE, Scope::Company, 5), edit));
    vec![
        (m(|row| row.amount = -1), MasterInvalid, "amount"),
        (m(|row| row.amount = i64::MAX), MasterInvalid, "amount"),
        (m(|row| row.per_milli = 0), MasterInvalid, "per_milli"),
        (m(|row| row.min_milli = -1), MasterInvalid, "min_milli"),
        (
            m(|row| row.valid_to = Some(row.valid_from)),
            MasterInvalid,
            "valid_to",
        ),
        (m(|row| row.product = RICE), MasterUnknown, "product"),
        (
            m(|row| row.scope = Scope::Region(RegionId(9))),
            MasterUnknown,
            "region",
        ),
        (
            m(|row| row.scope = Scope::Branch(THERE)),
            MasterUnknown,
            "branch",
        ),
        (m(|row| row.id = PriceId(0)), MasterInvalid, "id"),
    ]
}

fn taxes() -> Vec<Case> {
    let t = |edit: fn(&mut Tax)| Entity::Tax(with(ppn(), edit));
    vec![
        (t(|row| row.rate_ppm = 1_000_001), MasterInvalid, "rate_ppm"),
        (t(|row| row.rate_ppm = -1), MasterInvalid, "rate_ppm"),
        (t(|row| row.base_den = 0), MasterInvalid, "base_den"),
        (t(|row| row.base_num = 13), MasterInvalid, "base_num"),
        (t(|row| row.code = "P P".into()), MasterInvalid, "code"),
        (
            t(|row| row.valid_to = Some(Millis(-1))),
            MasterInvalid,
            "valid_to",
        ),
    ]
}

fn branches() -> Vec<Case> {
    let b = |edit: fn(&mut Branch)| Entity::Branch(with(branch(), edit));
    vec![
        (b(|row| row.code = String::new()), MasterInvalid, "code"),
        (b(|row| row.code = "jkt01".into()), MasterInvalid, "code"),
        (b(|row| row.code = "JAKARTA".into()), MasterInvalid, "code"),
        (b(|row| row.cutoff_min = 720), MasterInvalid, "cutoff_min"),
        (
            b(|row| row.tz_offset_min = 841),
            MasterInvalid,
            "tz_offset_min",
        ),
        (
            // ISO 4217 keeps this code for "no currency".
            b(|row| row.currency = "XXX".into()),
            MasterInvalid,
            "currency",
        ),
        (
            b(|row| row.currency = "USD".into()),
            MasterInvalid,
            "currency",
        ),
        (
            b(|row| row.cashier_discount_ppm = -1),
            MasterInvalid,
            "cashier_discount_ppm",
        ),
        (b(|row| row.region = RegionId(9)), MasterUnknown, "region"),
        (
            b(|row| row.cash_rounding = coin(100, 0)),
            MasterInvalid,
            "cash_rounding",
        ),
        (
            b(|row| row.noncash_rounding = coin(0, 0)),
            MasterInvalid,
            "noncash_rounding",
        ),
        (
            b(|row| row.service = service(-1, true)),
            MasterInvalid,
            "service.ppm",
        ),
        (
            b(|row| row.service = service(1, false)),
            MasterInvalid,
            "service.taxable",
        ),
        (
            b(|row| row.header = vec!["x".into(); 11]),
            MasterInvalid,
            "header",
        ),
        (
            b(|row| row.footer = vec!["x".repeat(49)]),
            MasterInvalid,
            "footer",
        ),
    ]
}

fn people() -> Vec<Case> {
    let s = |edit: fn(&mut Staff)| Entity::Staff(with(staff(&[(Role::Cashier, Some(HERE))]), edit));
    vec![
        (s(|row| row.login = "Sari".into()), MasterInvalid, "login"),
        (
            s(|row| row.login = "sari hadi".into()),
            MasterInvalid,
            "login",
        ),
        (s(|row| row.grants.clear()), MasterInvalid, "grants"),
        (
            s(|row| row.grants.push(row.grants[0])),
            MasterInvalid,
            "grants",
        ),
        (
            s(|row| row.grants[0].branch = Some(CENTRE)),
            MasterInvalid,
            "grants",
        ),
        (
            s(|row| row.grants[0].role = Role::Owner),
            MasterInvalid,
            "grants",
        ),
        (
            s(|row| row.grants[0].branch = Some(THERE)),
            MasterUnknown,
            "branch",
        ),
    ]
}

#[test]
fn a_row_says_only_what_can_be() {
    for (row, code, field) in [products(), prices(), taxes(), branches(), people()].concat() {
        let expected = (code, format!("rows[0].{field}"));
        let refused = change(&owner(), std::slice::from_ref(&row));
        assert_eq!(said(refused), expected, "{row:?}");
    }
}

fn coin(step: i64, threshold: i64) -> Option<CoinStep> {
    Some(CoinStep { step, threshold })
}

fn service(ppm: i64, taxable: bool) -> Option<ServiceCharge> {
    Some(ServiceCharge {
        ppm,
        inclusive: true,
        basis: ServiceBasis::AfterDiscount,
        taxable,
    })
}
