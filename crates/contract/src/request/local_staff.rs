//! What a branch asks for about people whom it adds to its staff by itself. Their
//! passwords come apart: no fact knows of them (I13).

use nusa_facts::{CommandId, PersonId};
use nusa_rules::{Command, local_staff::WantedLocalStaff};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    problem::Problem,
    request::{
        Asked,
        people::{RoleRequest, login},
    },
};

/// Somebody as they shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalStaffRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The sign-in name.
    pub login: String,
    /// The printed name.
    pub name: String,
    /// What they are at this branch: cashier, waiter or kitchen.
    pub role: RoleRequest,
    /// Whether they may sign in.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl LocalStaffRequest {
    /// The command about a person.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, person: PersonId) -> Result<Asked, Problem> {
        let wanted = WantedLocalStaff {
            person,
            login: login(&self.login)?,
            name: bounds::text(At::Field("name"), &self.name)?,
            role: self.role.into(),
            active: self.active,
        };
        Ok(Asked::new(self.command, Command::SetLocalStaff(wanted)))
    }
}
