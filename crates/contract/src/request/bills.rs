//! Bills as a till asks for them: lines and payers are named, what they come to is
//! the node's word.

use nusa_facts::{BillId, CommandId, OrderId, TableId, TillNo, bill::OrderedLine, sale::Payment};
use nusa_rules::{
    Command,
    bill::{
        LineDiscount, MoveGuests, MoveLines, PartLine, PayBill, Reductions, SplitBill, WantedPart,
    },
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    bounds,
    limits::{MAX_PAYMENTS, MAX_REQUEST_LINES},
    problem::{Door, Problem},
    request::{
        Asked,
        sale::{DiscountRequest, PaymentRequest, collect, payment},
    },
};

/// A line of an order, as the bill shows it.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderedLineRequest {
    /// The order.
    #[schema(value_type = String, format = "uuid")]
    pub order: OrderId,
    /// The index of its line, from 0.
    pub line: u16,
}

impl From<OrderedLineRequest> for OrderedLine {
    fn from(line: OrderedLineRequest) -> Self {
        Self {
            order: line.order,
            line: line.line,
        }
    }
}

/// Something off one line of a bill.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineDiscountRequest {
    /// The order.
    #[schema(value_type = String, format = "uuid")]
    pub order: OrderId,
    /// The index of its line, from 0.
    pub line: u16,
    /// What is taken off.
    pub discount: DiscountRequest,
}

/// The payment of a bill.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayBillRequest {
    /// A UUIDv7 that the device makes before the first send; the same bytes are sent again after a lost answer.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The till, 1 to 99.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// The version that the cashier saw; another one is refused with `bill_changed`.
    pub version: u32,
    /// Something off single lines.
    #[serde(default)]
    pub line_discounts: Vec<LineDiscountRequest>,
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

impl PayBillRequest {
    /// The command about a bill.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, bill: BillId) -> Result<Asked, Problem> {
        bounds::count(At::Field("payments"), &self.payments, MAX_PAYMENTS)?;
        let pay = PayBill {
            bill,
            version: self.version,
            till: self.till,
            reductions: reductions(self.line_discounts, self.bill_discount)?,
            payments: collect(self.payments, payment)?,
            expected_total: bounds::money_from_zero(
                At::Field("expected_total"),
                self.expected_total,
            )?,
        };
        Ok(Asked::new(self.command, Command::PayBill(pay)))
    }
}

/// What a bill would come to; nothing is kept.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteBillRequest {
    /// Something off single lines.
    #[serde(default)]
    pub line_discounts: Vec<LineDiscountRequest>,
    /// Something off the whole.
    #[serde(default)]
    pub bill_discount: Option<DiscountRequest>,
    /// The payments so far.
    #[serde(default)]
    pub payments: Vec<PaymentRequest>,
}

/// What is about to be taken off a bill.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OffRequest {
    /// Something off single lines.
    #[serde(default)]
    pub line_discounts: Vec<LineDiscountRequest>,
    /// Something off the whole.
    #[serde(default)]
    pub bill_discount: Option<DiscountRequest>,
}

impl OffRequest {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        self.line_discounts.is_empty() && self.bill_discount.is_none()
    }

    /// The same within bounds.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Reductions, Problem> {
        reductions(self.line_discounts, self.bill_discount)
    }
}

/// A bill's quote within bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteBillAsked {
    /// What is taken off.
    pub reductions: Reductions,
    /// The payments so far.
    pub payments: Vec<Payment>,
}

impl QuoteBillRequest {
    /// The question.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<QuoteBillAsked, Problem> {
        bounds::count(At::Field("payments"), &self.payments, MAX_PAYMENTS)?;
        Ok(QuoteBillAsked {
            reductions: reductions(self.line_discounts, self.bill_discount)?,
            payments: collect(self.payments, payment)?,
        })
    }
}

fn reductions(
    lines: Vec<LineDiscountRequest>,
    bill: Option<DiscountRequest>,
) -> Result<Reductions, Problem> {
    bounds::count(At::Field("line_discounts"), &lines, MAX_REQUEST_LINES)?;
    let bill = bill.map(|off| off.parse(At::Field("bill_discount")));
    Ok(Reductions {
        lines: collect(lines, |n, off| {
            Ok(LineDiscount {
                ordered: OrderedLine {
                    order: off.order,
                    line: off.line,
                },
                discount: off
                    .discount
                    .parse(At::In("line_discounts", n, "discount"))?,
            })
        })?,
        bill: bill.transpose()?,
    })
}

/// How much of a line a payer takes.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartLineRequest {
    /// The order.
    #[schema(value_type = String, format = "uuid")]
    pub order: OrderId,
    /// The index of its line, from 0.
    pub line: u16,
    /// The payer's share of the line against those of the others, from 1; 1 when left out.
    #[serde(default = "one")]
    pub weight: u32,
}

fn one() -> u32 {
    1
}

/// What one payer takes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartRequest {
    /// The part's id, a UUIDv7 that the device makes.
    #[schema(value_type = String, format = "uuid")]
    pub bill: BillId,
    /// Who pays it.
    #[serde(default)]
    pub payer: Option<String>,
    /// What of which line.
    pub lines: Vec<PartLineRequest>,
}

/// A bill is divided: each line goes to those who had it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitBillRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The version that was shown.
    pub version: u32,
    /// Something off single lines, before it is divided.
    #[serde(default)]
    pub line_discounts: Vec<LineDiscountRequest>,
    /// Something off the whole, before it is divided.
    #[serde(default)]
    pub bill_discount: Option<DiscountRequest>,
    /// The payers, two at least.
    pub parts: Vec<PartRequest>,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl SplitBillRequest {
    /// The command about a bill.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, bill: BillId) -> Result<Asked, Problem> {
        bounds::count(At::Field("parts"), &self.parts, MAX_REQUEST_LINES)?;
        let split = SplitBill {
            bill,
            version: self.version,
            reductions: reductions(self.line_discounts, self.bill_discount)?,
            parts: collect(self.parts, part)?,
        };
        Ok(Asked::new(self.command, Command::SplitBill(split)))
    }
}

fn part(n: usize, part: PartRequest) -> Result<WantedPart, Problem> {
    let at = |name| At::In("parts", n, name);
    bounds::count(at("lines"), &part.lines, MAX_REQUEST_LINES)?;
    let lines = part.lines.into_iter().map(|line| PartLine {
        ordered: OrderedLine {
            order: line.order,
            line: line.line,
        },
        weight: line.weight,
    });
    Ok(WantedPart {
        bill: part.bill,
        payer: bounds::optional_text(at("payer"), part.payer.as_deref())?,
        lines: lines.collect(),
    })
}

/// The parts of a bill become one again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejoinBillRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
}

impl RejoinBillRequest {
    /// The command about a bill.
    pub fn parse(self, bill: BillId) -> Asked {
        Asked::new(self.command, Command::RejoinBill { bill })
    }
}

/// Lines go to another bill.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveLinesRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The version that was shown.
    pub version: u32,
    /// The bill to which they go.
    #[schema(value_type = String, format = "uuid")]
    pub to: BillId,
    /// Which.
    pub lines: Vec<OrderedLineRequest>,
}

impl MoveLinesRequest {
    /// The command about a bill.
    ///
    /// # Errors
    /// `body_invalid` for more lines than a request has.
    pub fn parse(self, bill: BillId) -> Result<Asked, Problem> {
        bounds::count(At::Field("lines"), &self.lines, MAX_REQUEST_LINES)?;
        let moved = MoveLines {
            bill,
            version: self.version,
            to: self.to,
            lines: self.lines.into_iter().map(OrderedLine::from).collect(),
        };
        Ok(Asked::new(self.command, Command::MoveLines(moved)))
    }
}

/// The guests of a table go to another one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveGuestsRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Their sitting, as the table was shown.
    pub sitting: u32,
    /// The table to which they go.
    #[schema(value_type = String, format = "uuid")]
    pub to: TableId,
}

impl MoveGuestsRequest {
    /// The command about a table.
    pub fn parse(self, table: TableId) -> Asked {
        let moved = MoveGuests {
            table,
            sitting: self.sitting,
            to: self.to,
        };
        Asked::new(self.command, Command::MoveGuests(moved))
    }
}

/// Which bills are listed: all that wait to be paid, or those of a table's running sitting.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct BillsQuery {
    /// All of this table's running sitting, paid ones with them.
    pub table: Option<String>,
    /// A branch, at the centre.
    pub branch: Option<u32>,
}

impl BillsQuery {
    /// The table that is asked for.
    ///
    /// # Errors
    /// `query_invalid` for a table that cannot be one.
    pub fn parse(&self) -> Result<Option<TableId>, Problem> {
        let Some(text) = &self.table else {
            return Ok(None);
        };
        let detail = "a table is named by its id";
        let wrong = || Problem::at(Door::QueryInvalid, At::Field("table"), detail);
        TableId::parse(text).map(Some).ok_or_else(wrong)
    }
}
