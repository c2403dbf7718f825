//! Tables and orders as staff ask for them. Products and quantities only: the
//! branch prices.

use nusa_facts::{
    BranchId, CommandId, Millis, ModifierGroupId, ModifierId, OrderId, ProductId, TableId,
    master::{Entity, TablePlan},
};
use nusa_rules::{
    Command,
    modifier::WantedModifier,
    order::{PlaceOrder, Step, WantedDish, WantedService},
    rows::OrderState,
    table::WantedTable,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    bounds,
    limits::{MAX_CHOSEN, MAX_REQUEST_LINES},
    problem::{Door, Problem},
    request::{Asked, catalogue::row, sale::collect},
};

/// A table as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TableRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The part of the house it stands in.
    #[serde(default)]
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// How many people sit there.
    pub seats: u16,
    /// Whether guests may sit there.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl TableRequest {
    /// The command about a table.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, table: TableId) -> Result<Asked, Problem> {
        let command = self.command;
        Ok(Asked::new(command, Command::SetTable(self.wanted(table)?)))
    }

    /// The command by which the centre plans a table of a branch.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn plan(self, table: TableId, branch: BranchId) -> Result<Asked, Problem> {
        let command = self.command;
        let wanted = self.wanted(table)?;
        let plan = TablePlan {
            table,
            branch,
            area: wanted.area,
            label: wanted.label,
            seats: wanted.seats,
            active: wanted.active,
            // The node gives it the moment of its writing.
            at: Millis(0),
        };
        Ok(row(command, Entity::Table(plan)))
    }

    fn wanted(self, table: TableId) -> Result<WantedTable, Problem> {
        Ok(WantedTable {
            table,
            area: bounds::blank_or_text(At::Field("area"), &self.area)?,
            label: bounds::text(At::Field("label"), &self.label)?,
            seats: self.seats,
            active: self.active,
        })
    }
}

/// The guests of a table left.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseTableRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The sitting that ends, as the table was shown.
    pub sitting: u32,
}

impl CloseTableRequest {
    /// The command about a table.
    pub fn parse(self, table: TableId) -> Asked {
        let sitting = self.sitting;
        Asked::new(self.command, Command::CloseTable { table, sitting })
    }
}

/// Where an order is brought.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderServiceRequest {
    /// To a table.
    Table(SittingRequest),
    /// Over the counter.
    TakeAway,
    /// To a door.
    Delivery,
}

/// A table in its sitting.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingRequest {
    /// The table.
    #[schema(value_type = String, format = "uuid")]
    pub table: TableId,
    /// Its sitting, as it was shown.
    pub sitting: u32,
}

impl From<OrderServiceRequest> for WantedService {
    fn from(service: OrderServiceRequest) -> Self {
        match service {
            OrderServiceRequest::Table(SittingRequest { table, sitting }) => {
                Self::Table { table, sitting }
            }
            OrderServiceRequest::TakeAway => Self::TakeAway,
            OrderServiceRequest::Delivery => Self::Delivery,
        }
    }
}

/// A line of an order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DishRequest {
    /// The product's number.
    pub product: u32,
    /// Thousandths of its unit: 1000 is one portion.
    pub quantity_milli: i64,
    /// What is chosen with it.
    #[serde(default)]
    pub chosen: Vec<ChosenRequest>,
    /// A note for the kitchen.
    #[serde(default)]
    pub note: Option<String>,
}

/// An answer to a question that is asked with a product.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenRequest {
    /// The modifier group's number.
    pub group: u32,
    /// The option's number within the group.
    pub option: u32,
}

impl From<ChosenRequest> for WantedModifier {
    fn from(chosen: ChosenRequest) -> Self {
        Self {
            group: ModifierGroupId(chosen.group),
            option: ModifierId(chosen.option),
        }
    }
}

/// An order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRequest {
    /// A UUIDv7 that the device makes before the first send; the same bytes are sent again after a lost answer.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Where it is brought.
    pub service: OrderServiceRequest,
    /// Who it is for.
    #[serde(default)]
    pub guest: Option<String>,
    /// What is ordered.
    pub lines: Vec<DishRequest>,
    /// The sum that was shown, minor units; another one is refused with `total_changed`.
    #[serde(default)]
    pub expected_gross: Option<i64>,
}

impl OrderRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        bounds::count(At::Field("lines"), &self.lines, MAX_REQUEST_LINES)?;
        let expected = |gross| bounds::money_from_zero(At::Field("expected_gross"), gross);
        let order = PlaceOrder {
            service: self.service.into(),
            guest: bounds::optional_text(At::Field("guest"), self.guest.as_deref())?,
            lines: collect(self.lines, dish)?,
            expected_gross: self.expected_gross.map(expected).transpose()?,
        };
        Ok(Asked::new(self.command, Command::PlaceOrder(order)))
    }
}

pub(super) fn dish(n: usize, line: DishRequest) -> Result<WantedDish, Problem> {
    let at = |name| At::In("lines", n, name);
    bounds::count(at("chosen"), &line.chosen, MAX_CHOSEN)?;
    Ok(WantedDish {
        product: ProductId(line.product),
        quantity_milli: bounds::quantity(at("quantity_milli"), line.quantity_milli)?,
        chosen: line.chosen.into_iter().map(WantedModifier::from).collect(),
        note: bounds::optional_text(at("note"), line.note.as_deref())?,
    })
}

/// An order goes one step on; which, the address says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
}

impl StepRequest {
    /// The command about an order.
    pub fn parse(self, order: OrderId, step: Step) -> Asked {
        Asked::new(self.command, Command::StepOrder { order, step })
    }
}

/// An order is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelOrderRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Why.
    pub reason: String,
    /// What was served goes back on the shelf; otherwise it is waste.
    #[serde(default)]
    pub restock: bool,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl CancelOrderRequest {
    /// The command about an order.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, order: OrderId) -> Result<Asked, Problem> {
        let reason = bounds::text(At::Field("reason"), &self.reason)?;
        let what = Command::CancelOrder {
            order,
            reason,
            restock: self.restock,
        };
        Ok(Asked::new(self.command, what))
    }
}

/// Which orders are listed.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OrdersQuery {
    /// placed or started; both when left out. With a table every state is listed.
    pub state: Option<String>,
    /// All of this table's running sitting.
    pub table: Option<String>,
    /// A branch, at the centre.
    pub branch: Option<u32>,
}

impl OrdersQuery {
    /// The states that are asked for.
    ///
    /// # Errors
    /// `query_invalid` for a word that is none.
    pub fn states(&self) -> Result<Vec<OrderState>, Problem> {
        match self.state.as_deref() {
            None => Ok(vec![OrderState::Placed, OrderState::Started]),
            Some(word) => OrderState::parse(word)
                .filter(|state| state.is_open())
                .map(|state| vec![state])
                .ok_or_else(|| {
                    let detail = "orders are listed that are placed or started";
                    Problem::new(Door::QueryInvalid, detail).about("state")
                }),
        }
    }

    /// The table that is asked for.
    ///
    /// # Errors
    /// `query_invalid` for what is no id.
    pub fn table(&self) -> Result<Option<TableId>, Problem> {
        let wrong = || Problem::new(Door::QueryInvalid, "is no id of a table").about("table");
        let read = |text: &String| TableId::parse(text).ok_or_else(wrong);
        self.table.as_ref().map(read).transpose()
    }
}
