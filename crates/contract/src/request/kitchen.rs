//! What a kitchen asks for: stations as they shall be, and lines of an order that
//! are cooked or called back.

use nusa_facts::{CategoryId, CommandId, OrderId, StationId};
use nusa_rules::{Command, kitchen::WantedStation};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_REQUEST_LINES, MAX_STATION_CATEGORIES},
    problem::Problem,
    request::Asked,
};

/// A station as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What people call it.
    pub name: String,
    /// The numbers of the categories that are cooked there.
    pub categories: Vec<u32>,
    /// Whether anything is cooked there.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl StationRequest {
    /// The command about a station.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, station: StationId) -> Result<Asked, Problem> {
        let categories = At::Field("categories");
        bounds::count(categories, &self.categories, MAX_STATION_CATEGORIES)?;
        let wanted = WantedStation {
            station,
            name: bounds::text(At::Field("name"), &self.name)?,
            categories: self.categories.into_iter().map(CategoryId).collect(),
            active: self.active,
        };
        Ok(Asked::new(self.command, Command::SetStation(wanted)))
    }
}

/// Lines of an order; what becomes of them, the address says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DishesRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Indexes of the order's lines, from 0.
    pub lines: Vec<u16>,
}

impl DishesRequest {
    /// The command that says that they are cooked.
    ///
    /// # Errors
    /// `body_invalid` for more lines than an order has.
    pub fn ready(self, order: OrderId) -> Result<Asked, Problem> {
        let lines = bounded(self.lines)?;
        let what = Command::ReadyDishes { order, lines };
        Ok(Asked::new(self.command, what))
    }

    /// The command that calls them back.
    ///
    /// # Errors
    /// `body_invalid` for more lines than an order has.
    pub fn recall(self, order: OrderId) -> Result<Asked, Problem> {
        let lines = bounded(self.lines)?;
        let what = Command::RecallDishes { order, lines };
        Ok(Asked::new(self.command, what))
    }
}

fn bounded(lines: Vec<u16>) -> Result<Vec<u16>, Problem> {
    bounds::count(At::Field("lines"), &lines, MAX_REQUEST_LINES)?;
    Ok(lines)
}
