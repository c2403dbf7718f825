//! The shape of `golden.json`, and its sales turned into the engine's types.
//!
//! Unknown fields are refused, so that nothing in the file goes unread. The order of the taxes
//! in the file is the order of work, so that maps keep it.

use std::fmt;
use std::marker::PhantomData;

use nusa_money::{
    currency, Amount, BillDiscount, Cart, CoinRule, Discount, DppRounding, Line, Payment,
    PriceMode, Promo, Quantity, Rounding, Service, ServiceBasis, ServiceMode, Settings, Tax,
    TaxKind, Tender, TenderKind,
};
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::Deserialize;

/// The payment methods of the file; a method's number is its place here.
pub const METHODS: [&str; 6] = ["cash", "qris", "card", "transfer", "voucher", "on_account"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Golden {
    #[allow(dead_code, reason = "read so that the file has no unknown field")]
    schema: u32,
    #[allow(dead_code, reason = "read so that the file has no unknown field")]
    about: String,
    pub currencies: Ordered<CurrencyRow>,
    pub round: Vec<RoundRow>,
    pub alloc: Vec<AllocRow>,
    pub cash_round: Vec<CashRoundRow>,
    pub sales: Vec<SaleRow>,
    pub refunds: Vec<RefundRow>,
    pub split_even: Vec<SplitEvenRow>,
    pub split_items: Vec<SplitItemsRow>,
    pub shifts: Vec<ShiftRow>,
    pub z_reports: Vec<ZRow>,
    pub barcodes: Vec<BarcodeRow>,
    pub qris: Vec<QrisRow>,
    pub business_days: Vec<BusinessDayRow>,
    pub formats: Vec<FormatRow>,
}

impl Golden {
    pub fn read() -> Golden {
        serde_json::from_str(include_str!("../../golden/golden.json")).expect("the golden file")
    }

    pub fn sale(&self, id: &str) -> &SaleRow {
        self.sales
            .iter()
            .find(|sale| sale.id == id)
            .expect("a sale of that id")
    }
}

/// A JSON object in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered<T>(pub Vec<(String, T)>);

impl<T> Ordered<T> {
    pub fn place(&self, key: &str) -> usize {
        self.0
            .iter()
            .position(|(name, _)| name == key)
            .expect("a known code")
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Rows<T>(PhantomData<T>);
        impl<'de, T: DeserializeOwned> Visitor<'de> for Rows<T> {
            type Value = Ordered<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<T>, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = map.next_entry()? {
                    rows.push(row);
                }
                Ok(Ordered(rows))
            }
        }
        from.deserialize_map(Rows(PhantomData))
    }
}

macro_rules! rows {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            $(#[$meta])*
            #[allow(dead_code, reason = "titles and notes are read so that no field is unknown")]
            pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }
        )*
    };
}

rows! {
    CurrencyRow { exponent: u32, iso_exponent: u32, }
    RoundRow { id: String, num: i128, den: i128, mode: String, expect: i128, }
    AllocRow { id: String, total: i64, weights: Vec<i64>, expect: Vec<i64>, }
    CashRoundRow { id: String, amount: i64, step: i64, threshold: i64, expect: i64, }
    SaleRow {
        id: String, title: String, #[serde(default)] note: Option<String>, config: Config,
        lines: Vec<LineRow>, promos: Vec<PromoRow>, bill_discounts: Vec<DiscountRow>, tip: i64,
        tenders: Vec<TenderRow>, expect: SaleExpect,
    }
    Config {
        currency: String, price_mode: String, tax_rounding: String, dpp_rounding: String,
        line_rounding: String, discount_rounding: String, taxes: Ordered<TaxRow>,
        service: Option<ServiceRow>, cash_rounding: Option<CoinRow>, noncash_rounding: Option<CoinRow>,
    }
    TaxRow { rate_ppm: u32, base_num: u32, base_den: u32, }
    ServiceRow { ppm: u32, mode: String, basis: String, taxable: bool, rounding: String, }
    #[derive(Clone, Copy)] CoinRow { step: i64, threshold: i64, }
    LineRow {
        name: String, price: i64, per_milli: i64, qty_milli: i64, mods: Vec<i64>, taxes: Vec<String>,
        service: bool, discountable: bool, #[serde(default)] discount: Option<DiscountRow>,
        #[serde(default)] gross_override: Option<i64>,
    }
    DiscountRow {
        r#type: String, #[serde(default)] ppm: u32, #[serde(default)] value: i64,
        #[serde(default)] cap: Option<i64>, #[serde(default)] min_spend: i64,
        #[serde(default)] name: Option<String>,
    }
    PromoRow {
        r#type: String, lines: Vec<usize>, #[serde(default)] ppm: u32, #[serde(default)] cap: Option<i64>,
        #[serde(default)] x: u32, #[serde(default)] y: u32, #[serde(default)] min_qty_milli: i64,
        #[serde(default)] price: i64, #[serde(default)] name: Option<String>,
    }
    #[derive(Clone)] TenderRow { r#type: String, amount: i64, }
    #[derive(Debug, PartialEq, Eq)] SaleExpect {
        lines: Vec<LineExpect>, gross: i64, promos: Vec<i64>, line_discount: i64, bill_discounts: Vec<i64>,
        net: i64, service: i64, taxes: Vec<TaxExpect>, untaxed: i64, total: i64, tip: i64, due: i64,
        noncash: i64, voucher_forfeited: i64, rounding: i64, payable: i64, cash: i64, change: i64,
        balance: i64,
    }
    #[derive(Debug, PartialEq, Eq)] LineExpect {
        gross: i64, promo: i64, line_discount: i64, bill_discount: i64, net: i64, service: i64,
        taxes: Ordered<i64>, total: i64,
    }
    #[derive(Debug, PartialEq, Eq)] TaxExpect { code: String, base: i64, dpp: i64, amount: i64, }
    RefundRow { id: String, title: String, sale: String, steps: Vec<StepRow>, expect: Vec<RefundExpect>, }
    StepRow { method: String, lines: Vec<StepLineRow>, }
    StepLineRow { index: usize, qty_milli: i64, }
    #[derive(Debug, PartialEq, Eq)] RefundExpect {
        lines: Vec<RefundLineExpect>, total: i64, rounding: i64, paid: i64, fully_refunded: bool,
    }
    #[derive(Debug, PartialEq, Eq)] RefundLineExpect {
        index: usize, net: i64, service: i64, taxes: Ordered<i64>, total: i64,
    }
    SplitEvenRow { id: String, title: String, total: i64, n: usize, unit: i64, expect: Vec<i64>, }
    SplitItemsRow {
        id: String, title: String, sale: String, children: usize, weights: Vec<Vec<u32>>,
        expect: Vec<ChildExpect>,
    }
    #[derive(Debug, PartialEq, Eq)] ChildExpect { net: i64, service: i64, taxes: Ordered<i64>, total: i64, }
    ShiftRow {
        id: String, title: String, opening_float: i64, cash_received: i64, change_given: i64,
        cash_refunds: i64, cash_in: i64, cash_out: i64, cash_drops: i64, cash_tips_paid_out: i64,
        count: Ordered<i64>, expect: ShiftExpect,
    }
    #[derive(Debug, PartialEq, Eq)] ShiftExpect { expected: i64, counted: i64, difference: i64, }
    ZRow { id: String, title: String, sales: Vec<String>, expect: ZExpect, }
    #[derive(Debug, PartialEq, Eq)] ZExpect {
        bills: i64, gross: i64, discounts: i64, net: i64, service: i64, tax: i64, total: i64, tip: i64,
        rounding: i64, payable: i64, tenders: Ordered<i64>,
    }
    BarcodeRow {
        id: String, title: String, code: String, rule: RuleRow, unit_price: i64, expect: LabelExpect,
    }
    RuleRow { prefix: String, item_digits: usize, value_digits: usize, kind: String, scale: i64, }
    #[derive(Debug, Default, PartialEq, Eq)] #[serde(default)] LabelExpect {
        item: String, value: i64, gross: i64, qty_milli: i64, error: Option<String>,
    }
    QrisRow {
        id: String, title: String, #[serde(default)] text: Option<String>,
        #[serde(default)] r#static: Option<String>, #[serde(default)] amount: i64, expect: QrisExpect,
    }
    #[derive(Debug, Default, PartialEq, Eq)] #[serde(default)] QrisExpect {
        crc: Option<String>, payload: Option<String>, error: Option<String>,
    }
    BusinessDayRow { id: String, utc: String, offset_min: i32, cutoff_min: u32, expect: DayExpect, }
    #[derive(Debug, PartialEq, Eq)] DayExpect { local: String, business_date: String, }
    FormatRow { id: String, amount: i64, currency: String, space: bool, expect: String, }
}

impl SaleRow {
    /// The settings, as those of a shop that may charge PPN.
    pub fn settings(&self) -> Settings {
        let config = &self.config;
        Settings {
            currency: currency::by_code(&config.currency).expect("a known currency"),
            price_mode: match config.price_mode.as_str() {
                "exclusive" => PriceMode::Exclusive,
                "inclusive" => PriceMode::Inclusive,
                other => panic!("price mode {other}"),
            },
            tax_rounding: rounding(&config.tax_rounding),
            dpp_rounding: match config.dpp_rounding.as_str() {
                "exact" => DppRounding::Exact,
                "dpp_first" => DppRounding::DppFirst,
                other => panic!("dpp rounding {other}"),
            },
            line_rounding: rounding(&config.line_rounding),
            discount_rounding: rounding(&config.discount_rounding),
            taxes: config
                .taxes
                .0
                .iter()
                .map(|(code, row)| tax(code, row))
                .collect(),
            service: config.service.as_ref().map(service),
            cash_rounding: config.cash_rounding.map(coin_rule),
            noncash_rounding: config.noncash_rounding.map(coin_rule),
            is_pkp: true,
        }
    }

    pub fn cart(&self) -> Cart {
        Cart {
            lines: self.lines.iter().map(|row| self.line(row)).collect(),
            promos: self.promos.iter().map(promo).collect(),
            bill_discounts: self.bill_discounts.iter().map(bill_discount).collect(),
        }
    }

    pub fn payment(&self) -> Payment {
        let tender = |row: &TenderRow| Tender {
            method: method(&row.r#type),
            kind: tender_kind(&row.r#type),
            amount: Amount(row.amount),
        };
        Payment {
            tip: Amount(self.tip),
            tenders: self.tenders.iter().map(tender).collect(),
        }
    }

    fn line(&self, row: &LineRow) -> Line {
        Line {
            price: Amount(row.price),
            per: Quantity(row.per_milli),
            quantity: Quantity(row.qty_milli),
            modifiers: row.mods.iter().copied().map(Amount).collect(),
            taxes: row
                .taxes
                .iter()
                .map(|code| self.config.taxes.place(code))
                .collect(),
            service: row.service,
            discountable: row.discountable,
            discount: row.discount.as_ref().map(discount),
            gross_override: row.gross_override.map(Amount),
        }
    }
}

pub fn rounding(mode: &str) -> Rounding {
    match mode {
        "half_up" => Rounding::HalfUp,
        "half_even" => Rounding::HalfEven,
        "down" => Rounding::Down,
        "up" => Rounding::Up,
        other => panic!("rounding {other}"),
    }
}

fn tax(code: &str, row: &TaxRow) -> Tax {
    let kind = match code {
        "PPN" | "PPN_MEWAH" => TaxKind::Ppn,
        "PB1" => TaxKind::Pb1,
        _ => TaxKind::Other,
    };
    Tax {
        code: code.into(),
        kind,
        rate_ppm: row.rate_ppm,
        base_num: row.base_num,
        base_den: row.base_den,
    }
}

fn service(row: &ServiceRow) -> Service {
    Service {
        ppm: row.ppm,
        mode: match row.mode.as_str() {
            "exclusive" => ServiceMode::Exclusive,
            "inclusive" => ServiceMode::Inclusive,
            other => panic!("service mode {other}"),
        },
        basis: match row.basis.as_str() {
            "after_discount" => ServiceBasis::AfterDiscount,
            "before_bill_discount" => ServiceBasis::BeforeBillDiscount,
            "gross" => ServiceBasis::Gross,
            other => panic!("service basis {other}"),
        },
        taxable: row.taxable,
        rounding: rounding(&row.rounding),
    }
}

fn coin_rule(row: CoinRow) -> CoinRule {
    CoinRule {
        step: row.step,
        threshold: row.threshold,
    }
}

fn discount(row: &DiscountRow) -> Discount {
    match row.r#type.as_str() {
        "percent" => Discount::Percent(row.ppm),
        "amount" => Discount::Amount(Amount(row.value)),
        other => panic!("discount {other}"),
    }
}

fn bill_discount(row: &DiscountRow) -> BillDiscount {
    BillDiscount {
        discount: discount(row),
        cap: row.cap.map(Amount),
        min_spend: Amount(row.min_spend),
    }
}

fn promo(row: &PromoRow) -> Promo {
    let (lines, price) = (row.lines.clone(), Amount(row.price));
    match row.r#type.as_str() {
        "line_percent" => Promo::LinePercent {
            lines,
            ppm: row.ppm,
        },
        "group_percent" => Promo::GroupPercent {
            lines,
            ppm: row.ppm,
            cap: row.cap.map(Amount),
        },
        "bxgy" => Promo::BuyXGetY {
            lines,
            buy: row.x,
            free: row.y,
        },
        "tier" => Promo::Tier {
            lines,
            min_quantity: Quantity(row.min_qty_milli),
            price,
        },
        "bundle" => Promo::Bundle { lines, price },
        other => panic!("promo {other}"),
    }
}

pub fn method(name: &str) -> u32 {
    let place = METHODS
        .iter()
        .position(|method| *method == name)
        .expect("a known method");
    u32::try_from(place).expect("a small number")
}

fn tender_kind(name: &str) -> TenderKind {
    match name {
        "cash" => TenderKind::Cash,
        "voucher" => TenderKind::Voucher,
        "on_account" => TenderKind::OnAccount,
        _ => TenderKind::NonCash,
    }
}
