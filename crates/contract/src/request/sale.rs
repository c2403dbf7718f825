//! Sales, voids and refunds as a till asks for them. Quantities and payments
//! only: the node prices.

use nusa_facts::{
    CommandId, ProductId, SaleId, TillNo,
    sale::{Method, Payment},
};
use nusa_rules::{
    Command,
    command::{BackLine, CompleteSale, Discount, HowMuch, RefundSale, WantedLine},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_PAYMENTS, MAX_REQUEST_LINES},
    problem::{Door, Problem},
    request::Asked,
};

/// Something taken off.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DiscountRequest {
    /// Parts per million: 100000 is ten per cent.
    Ppm(i64),
    /// Minor units.
    Amount(i64),
}

impl DiscountRequest {
    pub(super) fn parse(self, at: At) -> Result<Discount, Problem> {
        match self {
            Self::Ppm(ppm) => bounds::ppm(at, ppm).map(Discount::Percent),
            Self::Amount(amount) => bounds::money_from_zero(at, amount).map(Discount::Amount),
        }
    }
}

/// How a part is paid.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the method of the same name")]
pub enum MethodRequest {
    Cash,
    Qris,
    Debit,
    Ewallet,
    Transfer,
    Voucher,
    OnAccount,
}

impl From<MethodRequest> for Method {
    fn from(method: MethodRequest) -> Self {
        match method {
            MethodRequest::Cash => Self::Cash,
            MethodRequest::Qris => Self::Qris,
            MethodRequest::Debit => Self::Debit,
            MethodRequest::Ewallet => Self::Ewallet,
            MethodRequest::Transfer => Self::Transfer,
            MethodRequest::Voucher => Self::Voucher,
            MethodRequest::OnAccount => Self::OnAccount,
        }
    }
}

/// A line of a sale.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineRequest {
    /// The product's number.
    pub product: u32,
    /// Thousandths of its unit: 1000 is one piece. Needed where no label says it.
    #[serde(default)]
    pub quantity_milli: Option<i64>,
    /// The label of the shop's scale, 13 digits, instead of a quantity: it says a weight, or the price of the line.
    #[serde(default)]
    pub label: Option<String>,
    /// A note for the receipt.
    #[serde(default)]
    pub note: Option<String>,
    /// Something off this line.
    #[serde(default)]
    pub discount: Option<DiscountRequest>,
}

/// One payment; cash may exceed what is due.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentRequest {
    /// How.
    pub method: MethodRequest,
    /// Minor units.
    pub amount: i64,
    /// The reference of a slip, wallet or transfer.
    #[serde(default)]
    pub reference: Option<String>,
}

/// A sale: what is sold and how it is paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaleRequest {
    /// A UUIDv7 that the device makes before the first send; the same bytes are sent again after a lost answer.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The till, 1 to 99.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// What is sold.
    pub lines: Vec<LineRequest>,
    /// Something off the whole.
    #[serde(default)]
    pub bill_discount: Option<DiscountRequest>,
    /// How it is paid.
    pub payments: Vec<PaymentRequest>,
    /// The total that the cashier saw, minor units; another total is refused with `total_changed`.
    pub expected_total: i64,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl SaleRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        bounds::count(At::Field("lines"), &self.lines, MAX_REQUEST_LINES)?;
        bounds::count(At::Field("payments"), &self.payments, MAX_PAYMENTS)?;
        let bill_discount = self
            .bill_discount
            .map(|off| off.parse(At::Field("bill_discount")))
            .transpose()?;
        let sale = CompleteSale {
            till: self.till,
            lines: collect(self.lines, line)?,
            bill_discount,
            payments: collect(self.payments, payment)?,
            expected_total: bounds::money_from_zero(
                At::Field("expected_total"),
                self.expected_total,
            )?,
        };
        Ok(Asked::new(self.command, Command::CompleteSale(sale)))
    }
}

/// Parses every entry of a list with its place.
pub(crate) fn collect<A, B>(
    list: Vec<A>,
    parse: impl Fn(usize, A) -> Result<B, Problem>,
) -> Result<Vec<B>, Problem> {
    list.into_iter()
        .enumerate()
        .map(|(n, entry)| parse(n, entry))
        .collect()
}

fn line(n: usize, line: LineRequest) -> Result<WantedLine, Problem> {
    let at = |name| At::In("lines", n, name);
    Ok(WantedLine {
        product: ProductId(line.product),
        how_much: how_much(n, line.quantity_milli, line.label)?,
        note: bounds::optional_text(at("note"), line.note.as_deref())?,
        discount: line
            .discount
            .map(|off| off.parse(at("discount")))
            .transpose()?,
    })
}

fn how_much(n: usize, milli: Option<i64>, label: Option<String>) -> Result<HowMuch, Problem> {
    let at = |name| At::In("lines", n, name);
    match (milli, label) {
        (Some(milli), None) => Ok(HowMuch::Milli(bounds::quantity(
            at("quantity_milli"),
            milli,
        )?)),
        (None, Some(label)) => Ok(HowMuch::Label(bounds::text(at("label"), &label)?)),
        (None, None) => {
            let detail = "a quantity or a label is needed";
            Err(Problem::at(Door::BodyInvalid, at("quantity_milli"), detail))
        }
        (Some(_), Some(_)) => {
            let detail = "a label says the quantity itself";
            Err(Problem::at(Door::BodyInvalid, at("label"), detail))
        }
    }
}

pub(super) fn payment(n: usize, payment: PaymentRequest) -> Result<Payment, Problem> {
    let at = |name| At::In("payments", n, name);
    Ok(Payment {
        method: payment.method.into(),
        amount: bounds::money_from_zero(at("amount"), payment.amount)?,
        reference: bounds::optional_text(at("reference"), payment.reference.as_deref())?,
    })
}

/// A void: the whole sale is undone within its shift.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidRequest {
    /// The device's id.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Why.
    pub reason: String,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl VoidRequest {
    /// The command about a sale.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, sale: SaleId) -> Result<Asked, Problem> {
        let reason = bounds::text(At::Field("reason"), &self.reason)?;
        Ok(Asked::new(self.command, Command::VoidSale { sale, reason }))
    }
}

/// A line that comes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BackLineRequest {
    /// Index of the sale's line, from 0.
    pub line: u16,
    /// Thousandths.
    pub quantity_milli: i64,
    /// Back on the shelf; otherwise the goods are waste.
    pub restock: bool,
}

/// A refund: goods of a sale come back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundRequest {
    /// The device's id.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// At which till.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// What comes back.
    pub lines: Vec<BackLineRequest>,
    /// How the money goes back.
    pub method: MethodRequest,
    /// Why.
    pub reason: String,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl RefundRequest {
    /// The command about a sale.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, sale: SaleId) -> Result<Asked, Problem> {
        bounds::count(At::Field("lines"), &self.lines, MAX_REQUEST_LINES)?;
        let refund = RefundSale {
            till: self.till,
            sale,
            lines: collect(self.lines, back_line)?,
            method: self.method.into(),
            reason: bounds::text(At::Field("reason"), &self.reason)?,
        };
        Ok(Asked::new(self.command, Command::RefundSale(refund)))
    }
}

fn back_line(n: usize, line: BackLineRequest) -> Result<BackLine, Problem> {
    let quantity_milli =
        bounds::quantity(At::In("lines", n, "quantity_milli"), line.quantity_milli)?;
    Ok(BackLine {
        line: line.line,
        quantity_milli,
        restock: line.restock,
    })
}

/// A cart that shall be priced; nothing is kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// What would be sold.
    pub lines: Vec<LineRequest>,
    /// Something off the whole.
    #[serde(default)]
    pub bill_discount: Option<DiscountRequest>,
    /// The payments so far.
    #[serde(default)]
    pub payments: Vec<PaymentRequest>,
}

/// A cart within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteAsked {
    /// What would be sold.
    pub lines: Vec<WantedLine>,
    /// Something off the whole.
    pub bill_discount: Option<Discount>,
    /// The payments so far.
    pub payments: Vec<Payment>,
}

impl QuoteRequest {
    /// The cart.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<QuoteAsked, Problem> {
        bounds::count(At::Field("lines"), &self.lines, MAX_REQUEST_LINES)?;
        bounds::count(At::Field("payments"), &self.payments, MAX_PAYMENTS)?;
        let bill_discount = self
            .bill_discount
            .map(|off| off.parse(At::Field("bill_discount")))
            .transpose()?;
        Ok(QuoteAsked {
            lines: collect(self.lines, line)?,
            bill_discount,
            payments: collect(self.payments, payment)?,
        })
    }
}
