//! A small shop to try the law at: one branch, one till, an open shift and a few
//! products. Every test changes what it is about and leaves the rest.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, BusinessDate, CategoryId, ChainId, CommandId, DocId, Fact, Hash, Millis, PriceId,
    ProductId, RegionId, SealedDoc, StaffId, TaxId, TillNo,
    master::{Branch, CoinStep, Grant, Price, Product, Scope, StockPolicy, Tax, TaxRounding},
    modifier::ModifierGroup,
    people::{Role, Signer},
    sale::{Method, Payment, SaleCompleted},
    till_settings::TillSettings,
};
use nusa_rules::{
    Actor, Moment, Refusal, Ruling,
    command::{CompleteSale, HowMuch, WantedLine},
    refusal::Code,
    rows::{ShiftRow, TillRow},
    ruling::Stamp,
    sale::{SaleDesk, SaleQuote, ShelfItem, decide_sale, quote_sale},
};

pub(crate) const HERE: BranchId = BranchId(3);
pub(crate) const THERE: BranchId = BranchId(4);
pub(crate) const REGION: RegionId = RegionId(7);
pub(crate) const COFFEE: ProductId = ProductId(1);
pub(crate) const RICE: ProductId = ProductId(2);
pub(crate) const BAG: ProductId = ProductId(3);
pub(crate) const CHAIN: ChainId = ChainId([0x5a; 16]);
/// 2026-03-14 10:00 in Jakarta.
pub(crate) const TEN: Millis = Millis(1_773_457_200_000);
pub(crate) const HOUR: i64 = 3_600_000;

pub(crate) fn till() -> TillNo {
    TillNo::new(1).unwrap()
}

pub(crate) fn id(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

pub(crate) fn stamp(doc: DocId) -> Stamp {
    Stamp {
        doc,
        command: CommandId(doc.0),
        command_hash: Hash::of_command(doc.bytes()),
    }
}

pub(crate) fn moment_at(at: Millis) -> Moment {
    Moment {
        at,
        tz_offset_min: 420,
        business_date: BusinessDate::of(at, 420, 0).unwrap(),
        clock_suspect: false,
    }
}

pub(crate) fn moment() -> Moment {
    moment_at(TEN)
}

pub(crate) fn actor(role: Role, branch: Option<BranchId>) -> Actor {
    Actor {
        signer: Signer {
            id: StaffId(11),
            name: "Sari".to_owned(),
        },
        grants: vec![Grant { role, branch }],
        approval: None,
        guest: None,
    }
}

pub(crate) fn cashier() -> Actor {
    actor(Role::Cashier, Some(HERE))
}

pub(crate) fn manager() -> Actor {
    actor(Role::Manager, Some(HERE))
}

pub(crate) fn owner() -> Actor {
    actor(Role::Owner, None)
}

pub(crate) fn branch() -> Branch {
    Branch {
        id: HERE,
        code: "JKT01".to_owned(),
        name: "Toko Contoh".to_owned(),
        region: REGION,
        address: "Jl. Contoh 1".to_owned(),
        active: true,
        tz_offset_min: 420,
        cutoff_min: 0,
        currency: "IDR".to_owned(),
        tax_inclusive: true,
        is_pkp: true,
        tax_rounding: TaxRounding::HalfUp,
        dpp_first: false,
        service: None,
        cash_rounding: Some(CoinStep {
            step: 100,
            threshold: 50,
        }),
        noncash_rounding: None,
        stock_policy: StockPolicy::Strict,
        cashier_discount_ppm: 50_000,
        shift_required: true,
        auto_receive: false,
        typed_tables: false,
        stars_on_menu: false,
        take_away_paid_first: false,
        header: Vec::new(),
        footer: Vec::new(),
        till: TillSettings::default(),
    }
}

pub(crate) fn product(id: ProductId, name: &str) -> Product {
    Product {
        id,
        sku: format!("SKU{id}"),
        barcode: String::new(),
        name: name.to_owned(),
        category: CategoryId(1),
        unit: "pcs".to_owned(),
        taxes: vec!["PPN".to_owned()],
        stocked: true,
        fractional: false,
        service: true,
        discountable: true,
        retired: false,
        picture: None,
    }
}

pub(crate) fn price(id: u32, product: ProductId, scope: Scope, amount: i64) -> Price {
    Price {
        id: PriceId(id),
        product,
        scope,
        amount,
        per_milli: 1000,
        min_milli: 0,
        valid_from: Millis(0),
        valid_to: None,
    }
}

pub(crate) fn ppn() -> Tax {
    Tax {
        id: TaxId(1),
        code: "PPN".to_owned(),
        name: "PPN 12%".to_owned(),
        rate_ppm: 120_000,
        base_num: 11,
        base_den: 12,
        valid_from: Millis(0),
        valid_to: None,
    }
}

/// A shop that tests may change before they ask.
#[derive(Clone, Debug)]
pub(crate) struct Shop {
    pub(crate) branch: Branch,
    pub(crate) chain: ChainId,
    pub(crate) till: Option<TillRow>,
    pub(crate) shift: Option<ShiftRow>,
    pub(crate) series_last: u64,
    pub(crate) products: BTreeMap<ProductId, ShelfItem>,
    pub(crate) taxes: Vec<Tax>,
    pub(crate) modifiers: Vec<ModifierGroup>,
    pub(crate) off_menu: BTreeSet<CategoryId>,
    pub(crate) moment: Moment,
}

impl Shop {
    /// Coffee at 15,000 a cup with PPN inside, ten of it; rice by weight at 13,500 a kilogram,
    /// 25.5 kg of it; a bag for 500 of which no stock is kept.
    pub(crate) fn new() -> Self {
        let item = |product: Product, amount, level_milli| {
            let prices = vec![price(product.id.0 * 10, product.id, Scope::Company, amount)];
            let item = ShelfItem {
                product,
                prices,
                level_milli,
            };
            (item.product.id, item)
        };
        let rice = Product {
            fractional: true,
            taxes: Vec::new(),
            unit: "kg".to_owned(),
            ..product(RICE, "Beras")
        };
        let bag = Product {
            stocked: false,
            discountable: false,
            ..product(BAG, "Kantong")
        };
        Self {
            branch: branch(),
            chain: CHAIN,
            till: Some(till_row()),
            shift: Some(shift_row()),
            series_last: 0,
            products: BTreeMap::from([
                item(product(COFFEE, "Kopi"), 15_000, 10_000),
                item(rice, 13_500, 25_500),
                item(bag, 500, 0),
            ]),
            taxes: vec![ppn()],
            modifiers: Vec::new(),
            off_menu: BTreeSet::new(),
            moment: moment(),
        }
    }

    pub(crate) fn desk(&self) -> SaleDesk<'_> {
        SaleDesk {
            branch: &self.branch,
            chain: self.chain,
            till: self.till.as_ref(),
            shift: self.shift.as_ref(),
            series_last: self.series_last,
            products: self.products.clone(),
            taxes: &self.taxes,
            letterhead: None,
        }
    }

    pub(crate) fn item(&mut self, product: ProductId) -> &mut ShelfItem {
        self.products.get_mut(&product).unwrap()
    }

    pub(crate) fn quote(&self, lines: &[WantedLine]) -> Result<SaleQuote, Refusal> {
        quote_sale(&self.desk(), &self.moment, lines, None, &[])
    }

    pub(crate) fn sell(&self, actor: &Actor, wanted: &CompleteSale) -> Result<Ruling, Refusal> {
        decide_sale(&self.desk(), actor, &self.moment, wanted)
    }

    /// Rings lines up at the quoted total, paid in cash with a note of two million.
    pub(crate) fn ring(&self, lines: &[WantedLine]) -> Result<Ruling, Refusal> {
        self.sell(&cashier(), &self.paid_in_cash(lines))
    }

    /// The sale of these lines, quoted, paid in cash.
    pub(crate) fn paid_in_cash(&self, lines: &[WantedLine]) -> CompleteSale {
        let total = self.quote(lines).map_or(0, |quote| quote.total);
        wanted(lines, vec![pay(Method::Cash, 2_000_000)], total)
    }

    /// A sale as a sealed document of this shop.
    pub(crate) fn sold(&self, doc: DocId, lines: &[WantedLine]) -> SealedDoc {
        let ruling = self.ring(lines).unwrap();
        ruling.seal(&cashier(), &self.moment, stamp(doc)).unwrap()
    }
}

pub(crate) fn till_row() -> TillRow {
    TillRow {
        till: till(),
        name: "Depan".to_owned(),
        retired: false,
    }
}

pub(crate) fn shift_row() -> ShiftRow {
    ShiftRow {
        id: id(0xf0),
        till: till(),
        n: 1,
        staff: Some(StaffId(11)),
        business_date: moment().business_date,
        opened_at: Millis(TEN.0 - HOUR),
        float: 200_000,
        closed: None,
    }
}

pub(crate) fn line(product: ProductId, quantity_milli: i64) -> WantedLine {
    WantedLine {
        product,
        how_much: HowMuch::Milli(quantity_milli),
        note: None,
        discount: None,
    }
}

pub(crate) fn pay(method: Method, amount: i64) -> Payment {
    Payment {
        method,
        amount,
        reference: None,
    }
}

pub(crate) fn wanted(
    lines: &[WantedLine],
    payments: Vec<Payment>,
    expected_total: i64,
) -> CompleteSale {
    CompleteSale {
        till: till(),
        lines: lines.to_vec(),
        bill_discount: None,
        payments,
        expected_total,
    }
}

pub(crate) fn body(ruling: &Ruling) -> &SaleCompleted {
    match &ruling.fact {
        Fact::SaleCompleted(sale) => sale,
        other => panic!("not a sale: {}", other.kind()),
    }
}

/// The code and the field of a refusal, for tables.
pub(crate) fn said<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> (Code, String) {
    let refusal = outcome.expect_err("the law must refuse this");
    (refusal.code, refusal.field.unwrap_or_default())
}
