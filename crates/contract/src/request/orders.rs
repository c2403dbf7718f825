//! Tables and orders as staff ask for them. Products and quantities only: the
//! branch prices.

use nusa_facts::{
    BranchId, BusinessDate, CommandId, Millis, ModifierGroupId, ModifierId, OrderId, ProductId,
    TableId, master::Entity, order::TablePlan,
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
    problem::Problem,
    request::{
        Asked,
        catalogue::row,
        lists::{Span, page_rows, refuse, span},
        sale::collect,
    },
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

/// Which orders are listed: those that somebody waits for, a table's, or those of some days.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OrdersQuery {
    /// placed or started, with days also finished or cancelled; all when left out. With a table every state is listed.
    pub state: Option<String>,
    /// All of this table's running sitting.
    pub table: Option<String>,
    /// A branch, at the centre.
    pub branch: Option<u32>,
    /// The first business date, YYYY-MM-DD: all orders of these days, page by page.
    #[param(format = "date")]
    pub from: Option<String>,
    /// The last business date; at most 92 days in all.
    #[param(format = "date")]
    pub to: Option<String>,
    /// The cursor of the answer before; with days.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out. With days; other lists are whole.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// A question for orders, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrdersAsked {
    /// All of a table's running sitting.
    OfTable(TableId),
    /// Those that somebody waits for and that stand so.
    WaitedFor(Vec<OrderState>),
    /// Those of some days, however they stand.
    OfDays(DaysAsked),
}

/// A question for the orders of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysAsked {
    /// The days.
    pub span: Span,
    /// Only those that stand so.
    pub state: Option<OrderState>,
    /// Behind this day, number and order of the page before.
    pub after: Option<(BusinessDate, u32, OrderId)>,
    /// Rows of the page.
    pub rows: usize,
}

impl OrdersQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(&self) -> Result<OrdersAsked, Problem> {
        let alone =
            |name: &str, with: &str| Err(refuse(name, format!("is asked together with {with}")));
        match (&self.table, &self.from, &self.to) {
            (None, Some(from), Some(to)) => self.of_days(from, to).map(OrdersAsked::OfDays),
            (Some(_), Some(_), _) => Err(refuse("from", "a table lists its running sitting alone")),
            (_, Some(_), None) => alone("from", "to"),
            (_, None, Some(_)) => alone("to", "from"),
            _ if self.after.is_some() => alone("after", "from and to"),
            _ if self.limit.is_some() => alone("limit", "from and to"),
            (Some(table), ..) => table_id(table).map(OrdersAsked::OfTable),
            (None, ..) => self.states().map(OrdersAsked::WaitedFor),
        }
    }

    fn of_days(&self, from: &str, to: &str) -> Result<DaysAsked, Problem> {
        Ok(DaysAsked {
            span: span(from, to)?,
            state: self.state.as_deref().map(state).transpose()?,
            after: self.after.as_deref().map(cursor).transpose()?,
            rows: page_rows(self.limit)?,
        })
    }

    fn states(&self) -> Result<Vec<OrderState>, Problem> {
        let Some(word) = self.state.as_deref() else {
            return Ok(vec![OrderState::Placed, OrderState::Started]);
        };
        let open = OrderState::parse(word).filter(|state| state.is_open());
        let detail = "without days those orders are listed that are placed or started";
        open.map(|state| vec![state])
            .ok_or_else(|| refuse("state", detail))
    }
}

fn state(word: &str) -> Result<OrderState, Problem> {
    let detail = "orders are placed, started, finished or cancelled";
    OrderState::parse(word).ok_or_else(|| refuse("state", detail))
}

fn table_id(text: &str) -> Result<TableId, Problem> {
    TableId::parse(text).ok_or_else(|| refuse("table", "is no id of a table"))
}

/// The cursor behind an order of a list of days, made of letters that need no escape in an address.
pub fn order_cursor(date: BusinessDate, n: u32, order: OrderId) -> String {
    format!("{date}.{n}.{order}")
}

fn cursor(text: &str) -> Result<(BusinessDate, u32, OrderId), Problem> {
    let mut parts = text.splitn(3, '.');
    let mut place = || {
        let day = BusinessDate::parse(parts.next()?)?;
        let n = parts.next()?.parse().ok()?;
        Some((day, n, OrderId::parse(parts.next()?)?))
    };
    place().ok_or_else(|| refuse("after", "is no cursor of an answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(change: impl FnOnce(&mut OrdersQuery)) -> Result<OrdersAsked, Option<String>> {
        let mut query = OrdersQuery::default();
        change(&mut query);
        query.parse().map_err(|problem| problem.field)
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn orders_of_days_are_asked_in_pages_and_in_every_state() {
        let order = OrderId::parse("0193a5f0-7c00-7fff-8000-0000000000bb").unwrap();
        let day = BusinessDate::parse("2026-11-23").unwrap();
        let found = asked(|query| {
            (query.from, query.to) = (text("2026-11-23"), text("2026-11-23"));
            query.state = text("finished");
            query.after = Some(order_cursor(day, 7, order));
        });
        let days = DaysAsked {
            span: Span { from: day, to: day },
            state: Some(OrderState::Finished),
            after: Some((day, 7, order)),
            rows: crate::limits::PAGE_ROWS,
        };
        assert_eq!(found, Ok(OrdersAsked::OfDays(days)));
        let open = vec![OrderState::Placed, OrderState::Started];
        assert_eq!(asked(|_| ()), Ok(OrdersAsked::WaitedFor(open)));
    }

    #[test]
    fn what_no_list_of_orders_takes_is_named() {
        let days = |query: &mut OrdersQuery| {
            (query.from, query.to) = (text("2026-11-23"), text("2026-11-24"));
        };
        type Change = fn(&mut OrdersQuery);
        let cases: [(&str, bool, Change); 9] = [
            ("to", false, |query| query.to = text("2026-11-23")),
            ("from", false, |query| query.from = text("2026-11-23")),
            ("after", false, |query| query.after = text("x")),
            ("limit", false, |query| query.limit = Some(9)),
            ("state", false, |query| query.state = text("finished")),
            ("state", true, |query| query.state = text("selesai")),
            ("after", true, |query| query.after = text("2026-11-23.1")),
            ("limit", true, |query| query.limit = Some(501)),
            ("from", true, |query| query.table = text("x")),
        ];
        for (field, of_days, change) in cases {
            let told = asked(|query| {
                if of_days {
                    days(query);
                }
                change(query);
            });
            assert_eq!(told, Err(text(field)), "{field}");
        }
    }
}
