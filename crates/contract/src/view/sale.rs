//! Sales as they are answered and shown.

use std::collections::BTreeMap;

use nusa_facts::{
    Doc, SealedDoc,
    sale::{LineTax, Payment, SaleCompleted, SaleLine, SaleTax},
};
use nusa_rules::{
    rows::{SaleRow, SaleState},
    sale::SaleQuote,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::{
    bills::PaidBillView,
    orders::ChosenView,
    taken_back::{SaleRefundView, SaleVoidView, SignerView},
};

/// The answer to a sale: it is on disk. Only now is anything printed or told paid (I11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaleAnswer {
    /// The sale's id.
    pub sale: String,
    /// The receipt's number.
    pub receipt_no: String,
    /// The revenue, minor units.
    pub total: i64,
    /// What was to pay: total, tip and coin rounding.
    pub payable: i64,
    /// Cash to give back.
    pub change: i64,
    /// The document's hash; receipts print its first eight digits.
    pub doc_hash: String,
    /// Its place in the branch's chain.
    pub seq: u64,
}

/// The answer to a void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoidAnswer {
    /// The document of the void.
    pub doc: String,
    /// The sale.
    pub sale: String,
    /// The sale's receipt number, which stays used.
    pub receipt_no: String,
    /// Revenue taken back.
    pub total: i64,
    /// Money to hand back.
    pub payable: i64,
    /// The document's hash.
    pub doc_hash: String,
    /// Its place in the branch's chain.
    pub seq: u64,
}

/// The answer to a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefundAnswer {
    /// The document of the refund.
    pub doc: String,
    /// The sale.
    pub sale: String,
    /// The refund's own number in the till's series.
    pub receipt_no: String,
    /// Revenue given back.
    pub total: i64,
    /// Money to hand back.
    pub paid: i64,
    /// How.
    pub method: String,
    /// Nothing of the sale is left with the buyer.
    pub fully_refunded: bool,
    /// The document's hash.
    pub doc_hash: String,
    /// Its place in the branch's chain.
    pub seq: u64,
}

/// A sale in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaleView {
    /// The branch that sold.
    pub branch: u32,
    /// The sale's id; also the cursor of the list.
    pub sale: String,
    /// The receipt's number.
    pub receipt_no: String,
    /// When.
    pub at: i64,
    /// Minutes east of UTC where it happened.
    pub tz_offset_min: i16,
    /// The day it is booked on.
    pub business_date: String,
    /// The till.
    pub till: u8,
    /// Its shift.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<String>,
    /// Who rang it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<u32>,
    /// That person's printed name.
    pub staff_name: String,
    /// The method of its largest payment.
    pub method: String,
    /// How many lines.
    pub lines: u16,
    /// Revenue, minor units.
    pub total: i64,
    /// What was to pay.
    pub payable: i64,
    /// Cash given back.
    pub change: i64,
    /// completed, voided, partly_refunded or refunded.
    pub state: String,
    /// Money handed back so far.
    pub refunded: i64,
    /// The eight digits on the receipt.
    pub doc_short: String,
    /// Whether the centre has it: at a branch once the centre said so, at the centre always.
    pub at_centre: bool,
    /// When the centre took it in, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<i64>,
}

/// The word of a sale's state.
pub fn state_word(state: SaleState) -> &'static str {
    match state {
        SaleState::Completed => "completed",
        SaleState::Voided => "voided",
        SaleState::PartlyRefunded => "partly_refunded",
        SaleState::Refunded => "refunded",
    }
}

impl SaleView {
    /// The row of a branch as it is shown.
    pub fn of(branch: u32, row: &SaleRow) -> Self {
        Self {
            branch,
            sale: row.id.to_string(),
            receipt_no: row.number.to_string(),
            at: row.at.0,
            tz_offset_min: row.tz_offset_min,
            business_date: row.business_date.to_string(),
            till: row.number.till.get(),
            shift: row.shift.map(|shift| shift.to_string()),
            staff: row.staff.map(|staff| staff.0),
            staff_name: row.staff_name.clone(),
            method: row.method.word().to_owned(),
            lines: row.lines,
            total: row.total,
            payable: row.payable,
            change: row.change,
            state: state_word(row.state).to_owned(),
            refunded: row.refunded,
            doc_short: row.doc_short.clone(),
            at_centre: false,
            received_at: None,
        }
    }

    /// The same, with whether and when the centre took it in.
    #[must_use]
    pub fn heard(self, at_centre: bool, received_at: Option<i64>) -> Self {
        Self {
            at_centre,
            received_at,
            ..self
        }
    }
}

/// A tax's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxView {
    /// The tax's code.
    pub code: String,
    /// What it was taken of; 0 where it is a part of a line.
    pub base: i64,
    /// Minor units.
    pub amount: i64,
}

/// A line with every amount in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineView {
    /// The product's number.
    pub product: u32,
    /// The name as printed.
    pub name: String,
    /// The SKU at the time.
    pub sku: String,
    /// The unit at the time.
    pub unit: String,
    /// Thousandths of the unit.
    pub quantity_milli: i64,
    /// The price of `per_milli`.
    pub price: i64,
    /// The quantity the price is for.
    pub per_milli: i64,
    /// Which version of the price was used.
    pub price_version: u32,
    /// Price times quantity.
    pub gross: i64,
    /// Everything taken off.
    pub discount: i64,
    /// Gross less what was taken off.
    pub net: i64,
    /// The line's share of the service charge.
    pub service: i64,
    /// The line's share of each tax.
    pub taxes: Vec<TaxView>,
    /// What the line adds to the total.
    pub total: i64,
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What was chosen with it; its prices are part of the gross.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<ChosenView>,
    /// The quantity of the line of which this is a payer's share, thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_milli: Option<i64>,
    /// What came back of it, thousandths; absent when nothing did.
    #[serde(skip_serializing_if = "is_zero")]
    pub returned_milli: i64,
}

fn is_zero(milli: &i64) -> bool {
    *milli == 0
}

impl LineView {
    fn of(line: &SaleLine) -> Self {
        Self {
            product: line.product.0,
            name: line.name.clone(),
            sku: line.sku.clone(),
            unit: line.unit.clone(),
            quantity_milli: line.quantity_milli,
            price: line.price,
            per_milli: line.per_milli,
            price_version: line.price_version.0,
            gross: line.gross,
            discount: line.gross - line.net,
            net: line.net,
            service: line.service,
            taxes: line.taxes.iter().map(line_tax).collect(),
            total: line.total,
            note: line.note.clone(),
            chosen: line.chosen.iter().map(ChosenView::from).collect(),
            of_milli: line.of_milli,
            returned_milli: 0,
        }
    }
}

fn line_tax(tax: &LineTax) -> TaxView {
    TaxView {
        code: tax.code.clone(),
        base: 0,
        amount: tax.amount,
    }
}

fn sale_tax(tax: &SaleTax) -> TaxView {
    TaxView {
        code: tax.code.clone(),
        base: tax.base,
        amount: tax.amount,
    }
}

/// A payment as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaymentView {
    /// How.
    pub method: String,
    /// Minor units.
    pub amount: i64,
    /// The reference of a slip, wallet or transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

fn payment(payment: &Payment) -> PaymentView {
    PaymentView {
        method: payment.method.word().to_owned(),
        amount: payment.amount,
        reference: payment.reference.clone(),
    }
}

/// A sale with all that its receipt says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaleDetail {
    /// What a list says about it.
    #[serde(flatten)]
    pub head: SaleView,
    /// ISO 4217 code.
    pub currency: String,
    /// What was sold.
    pub items: Vec<LineView>,
    /// Sum of the lines' gross.
    pub gross: i64,
    /// Everything taken off.
    pub discount: i64,
    /// Sum of the lines' net.
    pub net: i64,
    /// Service charge.
    pub service: i64,
    /// Taxes by code.
    pub taxes: Vec<TaxView>,
    /// Tip.
    pub tip: i64,
    /// Coin rounding.
    pub rounding: i64,
    /// The payments.
    pub payments: Vec<PaymentView>,
    /// The command that rang it up.
    pub command: String,
    /// Who approved what the cashier may not do alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<SignerView>,
    /// The bill that it paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill: Option<PaidBillView>,
    /// Its void.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void: Option<SaleVoidView>,
    /// Its refunds, in their order.
    pub refunds: Vec<SaleRefundView>,
}

impl SaleDetail {
    /// A sale's row with the content of its document, and what came back of each line.
    pub fn of(
        head: SaleView,
        doc: &Doc,
        sale: &SaleCompleted,
        returned: &BTreeMap<u16, i64>,
        after: &[SealedDoc],
    ) -> Self {
        let back = |line| returned.get(&line).copied().unwrap_or(0);
        let items = (0..).zip(&sale.lines).map(|(n, line)| LineView {
            returned_milli: back(n),
            ..LineView::of(line)
        });
        Self {
            approved_by: doc.approved_by.as_ref().map(SignerView::from),
            bill: sale.bill.as_ref().map(PaidBillView::from),
            void: after.iter().find_map(SaleVoidView::of),
            refunds: after.iter().filter_map(SaleRefundView::of).collect(),
            head,
            currency: sale.currency.clone(),
            items: items.collect(),
            gross: sale.gross,
            discount: sale.discount,
            net: sale.net,
            service: sale.service,
            taxes: sale.taxes.iter().map(sale_tax).collect(),
            tip: sale.tip,
            rounding: sale.rounding,
            payments: sale.payments.iter().map(payment).collect(),
            command: doc.command.to_string(),
        }
    }
}

/// What a cart would come to if it were sold now; nothing is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuoteView {
    /// ISO 4217 code.
    pub currency: String,
    /// The lines, priced.
    pub items: Vec<LineView>,
    /// Sum of the lines' gross.
    pub gross: i64,
    /// Everything taken off.
    pub discount: i64,
    /// Sum of the lines' net.
    pub net: i64,
    /// Service charge.
    pub service: i64,
    /// Taxes by code.
    pub taxes: Vec<TaxView>,
    /// The revenue: what `expected_total` must say.
    pub total: i64,
    /// Coin rounding under the payments so far.
    pub rounding: i64,
    /// Total and rounding.
    pub payable: i64,
    /// Cash to give back.
    pub change: i64,
    /// What is left to pay.
    pub balance: i64,
}

impl QuoteView {
    /// The law's quote as it is shown.
    pub fn of(quote: &SaleQuote) -> Self {
        Self {
            currency: quote.currency.clone(),
            items: quote.lines.iter().map(LineView::of).collect(),
            gross: quote.gross,
            discount: quote.discount,
            net: quote.net,
            service: quote.service,
            taxes: quote.taxes.iter().map(sale_tax).collect(),
            total: quote.total,
            rounding: quote.rounding,
            payable: quote.payable,
            change: quote.change,
            balance: quote.balance,
        }
    }
}
