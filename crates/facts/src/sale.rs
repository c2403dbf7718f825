//! What a sale, its void and its refund say for ever: every resolved price and
//! every amount of money.md § 13, so that nobody prices them again (I8).

use serde::{Deserialize, Serialize};

use crate::{
    bill::{OrderedLine, PaidBill},
    ids::{PriceId, ProductId, SaleId, TillNo},
    letterhead::Letterhead,
    order::Chosen,
};

/// A number of a receipt series: `<BRANCH>-<till>-<chain4>-<n>`, without gaps from 1 per (chain, till).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptNo {
    /// The branch's code, as printed.
    pub branch: String,
    /// The till that owns the series.
    pub till: TillNo,
    /// The mark of the chain in which the number was given.
    pub mark: String,
    /// The running number.
    pub n: u64,
}

impl std::fmt::Display for ReceiptNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}-{}", self.branch, self.till, self.mark, self.n)
    }
}

/// How a part of a sale was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Notes and coins; the only method that gives change and is coin-rounded.
    Cash,
    /// The shop's QRIS.
    Qris,
    /// A debit or credit card.
    Debit,
    /// A wallet other than by QRIS.
    Ewallet,
    /// A bank transfer.
    Transfer,
    /// A voucher with a money value: a tender, not a discount (money.md § 5).
    Voucher,
    /// Owed by a known customer.
    OnAccount,
}

impl Method {
    /// Every method, in the order of the pay screen.
    pub const ALL: [Self; 7] = [
        Self::Cash,
        Self::Qris,
        Self::Debit,
        Self::Ewallet,
        Self::Transfer,
        Self::Voucher,
        Self::OnAccount,
    ];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Qris => "qris",
            Self::Debit => "debit",
            Self::Ewallet => "ewallet",
            Self::Transfer => "transfer",
            Self::Voucher => "voucher",
            Self::OnAccount => "on_account",
        }
    }

    /// Reads the word of the wire.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

/// One payment as it was handed over; cash may exceed what is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// How it was paid.
    pub method: Method,
    /// Minor units.
    pub amount: i64,
    /// The reference of a card slip, wallet or transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// A tax's part of one line, minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineTax {
    /// The tax's code.
    pub code: String,
    /// Minor units.
    pub amount: i64,
}

/// One line of a sale with every intermediate amount in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLine {
    /// The product's number.
    pub product: ProductId,
    /// The name as printed, so that a later rename changes no receipt (D1-31).
    pub name: String,
    /// The SKU at the time.
    pub sku: String,
    /// The unit at the time.
    pub unit: String,
    /// Thousandths of the unit.
    pub quantity_milli: i64,
    /// Unit price, minor units.
    pub price: i64,
    /// The quantity the price is for, in thousandths.
    pub per_milli: i64,
    /// Which version of the price was used.
    pub price_version: PriceId,
    /// Price times quantity.
    pub gross: i64,
    /// What promotions took off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub promo: i64,
    /// What the discount on the line took off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line_discount: i64,
    /// The line's share of the bill's discounts.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub bill_discount: i64,
    /// Gross less all discounts.
    pub net: i64,
    /// The line's share of the service charge.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub service: i64,
    /// The line's share of each tax it carries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<LineTax>,
    /// What the line adds to the total.
    pub total: i64,
    /// Whether the line moves stock.
    pub stocked: bool,
    /// A note for the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The label of the shop's scale that says what the line costs or weighs (money.md § 7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What was chosen with it; its prices are part of the gross.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<Chosen>,
    /// The line of the order that it pays: what was ordered moves stock when it is served, not here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<OrderedLine>,
    /// The quantity of that line, thousandths, where this is only a share of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_milli: Option<i64>,
}

/// A tax of the whole sale, minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleTax {
    /// The tax's code.
    pub code: String,
    /// What it was taken of.
    pub base: i64,
    /// The printed "DPP nilai lain"; feeds nothing.
    pub dpp: i64,
    /// The tax.
    pub amount: i64,
    /// What the receipt says about it; absent in facts of earlier programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<PrintedTax>,
}

/// A tax as the receipt names it, so that a later rate changes no old receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedTax {
    /// The printed name.
    pub name: String,
    /// Parts per million.
    pub rate_ppm: i64,
    /// Numerator and denominator of the base: 11/12 of PPN.
    pub base: (i64, i64),
}

/// The settings under which a sale was priced, so that its refund needs no master data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedBy {
    /// The version of the money rules; 1 is money.md as of 2026.
    pub rules: u16,
    /// Prices include their taxes.
    pub tax_inclusive: bool,
    /// The service charge is part of the line totals.
    pub service_on_top: bool,
    /// The rate of the service charge as printed, parts per million.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub service_ppm: i64,
    /// Cash rounding step and threshold, minor units; absent when off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_step: Option<(i64, i64)>,
}

/// A sale, completed and paid. Its lines number from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleCompleted {
    /// The receipt's number.
    pub number: ReceiptNo,
    /// ISO 4217 code.
    pub currency: String,
    /// What was sold.
    pub lines: Vec<SaleLine>,
    /// Sum of the lines' gross.
    pub gross: i64,
    /// Everything taken off: promotions, line and bill discounts.
    pub discount: i64,
    /// Sum of the lines' net.
    pub net: i64,
    /// Service charge.
    pub service: i64,
    /// Taxes by code.
    pub taxes: Vec<SaleTax>,
    /// Sum of the lines' totals: the revenue.
    pub total: i64,
    /// Tip, outside the total.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tip: i64,
    /// Coin rounding, outside revenue and tax.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rounding: i64,
    /// Total + tip + rounding.
    pub payable: i64,
    /// The payments as handed over.
    pub payments: Vec<Payment>,
    /// Cash given back.
    pub change: i64,
    /// What a voucher was worth above the bill.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub voucher_forfeited: i64,
    /// How it was priced.
    pub priced_by: PricedBy,
    /// What stands above and below the receipt, where it is not what the shift began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<Letterhead>,
    /// The bill that it pays; none at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill: Option<PaidBill>,
}

/// A whole sale undone within its shift. The number stays used; the void is a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleVoided {
    /// The sale.
    pub sale: SaleId,
    /// Its receipt number.
    pub number: ReceiptNo,
    /// Why.
    pub reason: String,
    /// Revenue taken back: the sale's total.
    pub total: i64,
    /// Money handed back: the sale's payable.
    pub payable: i64,
}

/// A line of a refund with the parts it pays back, minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundLine {
    /// Index of the sale's line.
    pub line: u16,
    /// The product, so that stock moves without looking at the sale.
    pub product: ProductId,
    /// Thousandths that come back.
    pub quantity_milli: i64,
    /// Part of net.
    pub net: i64,
    /// Part of service.
    pub service: i64,
    /// Part of each tax.
    pub taxes: Vec<LineTax>,
    /// What the line takes off the revenue.
    pub total: i64,
    /// Whether the goods go back on the shelf; otherwise they are waste.
    pub restock: bool,
}

/// Goods of a sale brought back. Positive amounts; the parts are shares of the stored sale (money.md § 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRefunded {
    /// The sale.
    pub sale: SaleId,
    /// The original receipt number.
    pub original: ReceiptNo,
    /// The number of this refund in the till's own series.
    pub number: ReceiptNo,
    /// What came back.
    pub lines: Vec<RefundLine>,
    /// Sum of the lines' totals.
    pub total: i64,
    /// Paid less total.
    pub rounding: i64,
    /// How the money went back.
    pub method: Method,
    /// Money handed back.
    pub paid: i64,
    /// Nothing of the sale is left with the buyer.
    pub fully_refunded: bool,
    /// Why.
    pub reason: String,
}

/// For optional amounts that are left out of the bytes when they are nothing.
pub(crate) fn is_zero(amount: &i64) -> bool {
    *amount == 0
}
