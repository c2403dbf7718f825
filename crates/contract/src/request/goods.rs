//! Goods as they are asked to move: deliveries, counts, adjustments, transfers.

use nusa_facts::{BranchId, CommandId, ProductId, TransferId, stock::Decision};
use nusa_rules::{
    Command,
    command::{Amount, ArrivedLine, Destination},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::MAX_REQUEST_LINES,
    problem::Problem,
    request::{Asked, sale::collect},
};

/// A product and how much of it.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodsRequest {
    /// The product's number.
    pub product: u32,
    /// Thousandths of its unit; signed only in an adjustment.
    pub quantity_milli: i64,
}

type Bound = fn(At, i64) -> Result<i64, Problem>;

fn goods(lines: Vec<GoodsRequest>, bound: Bound) -> Result<Vec<Amount>, Problem> {
    bounds::count(At::Field("lines"), &lines, MAX_REQUEST_LINES)?;
    collect(lines, |n, line| {
        let milli = bound(At::In("lines", n, "quantity_milli"), line.quantity_milli)?;
        Ok(Amount {
            product: ProductId(line.product),
            milli,
        })
    })
}

/// Goods come from a supplier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockReceiptRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What came.
    pub lines: Vec<GoodsRequest>,
    /// The delivery note or invoice.
    pub reference: String,
}

impl StockReceiptRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let lines = goods(self.lines, bounds::quantity)?;
        let reference = bounds::text(At::Field("reference"), &self.reference)?;
        Ok(Asked::new(
            self.command,
            Command::ReceiveStock { lines, reference },
        ))
    }
}

/// The shelf was counted: the counted quantities.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StocktakeRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What was counted.
    pub lines: Vec<GoodsRequest>,
    /// A note.
    #[serde(default)]
    pub note: Option<String>,
}

impl StocktakeRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let lines = goods(self.lines, bounds::quantity_from_zero)?;
        let note = bounds::optional_text(At::Field("note"), self.note.as_deref())?;
        Ok(Asked::new(
            self.command,
            Command::CountStock { lines, note },
        ))
    }
}

/// Goods are put right by hand, with a reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What, signed: negative takes out to waste.
    pub lines: Vec<GoodsRequest>,
    /// Why.
    pub reason: String,
}

impl AdjustmentRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let lines = goods(self.lines, bounds::signed_quantity)?;
        let reason = bounds::text(At::Field("reason"), &self.reason)?;
        Ok(Asked::new(
            self.command,
            Command::AdjustStock { lines, reason },
        ))
    }
}

/// Where goods are sent.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DestinationRequest {
    /// A branch, by number.
    Branch(u32),
    /// Back to the warehouse.
    Warehouse,
}

/// Goods leave for another place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The transfer's id, made by the device.
    #[schema(value_type = String, format = "uuid")]
    pub transfer: TransferId,
    /// Whither.
    pub to: DestinationRequest,
    /// What.
    pub lines: Vec<GoodsRequest>,
    /// A note.
    #[serde(default)]
    pub note: Option<String>,
}

impl TransferRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let to = match self.to {
            DestinationRequest::Branch(id) => Destination::Branch(BranchId(id)),
            DestinationRequest::Warehouse => Destination::Warehouse,
        };
        let lines = goods(self.lines, bounds::quantity)?;
        let note = bounds::optional_text(At::Field("note"), self.note.as_deref())?;
        let what = Command::DispatchTransfer {
            transfer: self.transfer,
            to,
            lines,
            note,
        };
        Ok(Asked::new(self.command, what))
    }
}

/// A line of an arrival.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalLineRequest {
    /// The product's number.
    pub product: u32,
    /// What came whole, thousandths.
    pub good_milli: i64,
    /// What came damaged, thousandths.
    #[serde(default)]
    pub damaged_milli: i64,
}

/// Goods arrived.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What came; left out when all came whole.
    #[serde(default)]
    pub lines: Option<Vec<ArrivalLineRequest>>,
    /// A note on what was short.
    #[serde(default)]
    pub note: Option<String>,
}

impl ArrivalRequest {
    /// The command about a transfer.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, transfer: TransferId) -> Result<Asked, Problem> {
        if let Some(lines) = &self.lines {
            bounds::count(At::Field("lines"), lines, MAX_REQUEST_LINES)?;
        }
        let lines = self
            .lines
            .map(|lines| collect(lines, arrived))
            .transpose()?;
        let note = bounds::optional_text(At::Field("note"), self.note.as_deref())?;
        Ok(Asked::new(
            self.command,
            Command::ReceiveTransfer {
                transfer,
                lines,
                note,
            },
        ))
    }
}

/// What becomes of goods that did not arrive.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionRequest {
    /// They were found: back to the warehouse.
    Return,
    /// They are lost: to waste.
    WriteOff,
}

/// It is decided about goods of a transfer that did not arrive.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What becomes of them.
    pub action: DecisionRequest,
    /// A note.
    #[serde(default)]
    pub note: Option<String>,
}

impl DecideRequest {
    /// The command about a transfer.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, transfer: TransferId) -> Result<Asked, Problem> {
        let decision = match self.action {
            DecisionRequest::Return => Decision::Return,
            DecisionRequest::WriteOff => Decision::WriteOff,
        };
        let note = bounds::optional_text(At::Field("note"), self.note.as_deref())?;
        Ok(Asked::new(
            self.command,
            Command::DecideTransfer {
                transfer,
                decision,
                note,
            },
        ))
    }
}

fn arrived(n: usize, line: ArrivalLineRequest) -> Result<ArrivedLine, Problem> {
    let at = |name| At::In("lines", n, name);
    Ok(ArrivedLine {
        product: ProductId(line.product),
        good_milli: bounds::quantity_from_zero(at("good_milli"), line.good_milli)?,
        damaged_milli: bounds::quantity_from_zero(at("damaged_milli"), line.damaged_milli)?,
    })
}
