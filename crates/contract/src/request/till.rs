//! Tills and the repair of facts, as they are asked for.

use nusa_facts::{BranchId, CommandId, DocId, TillNo};
use nusa_rules::Command;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{at::At, bounds, problem::Problem, request::Asked};

/// A device becomes a till, or a wiped one its till again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TillRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// A number, 1 to 99; the next free one when left out.
    #[serde(default)]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 99)]
    pub till: Option<TillNo>,
    /// What people call it.
    pub name: String,
}

impl TillRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let name = bounds::text(At::Field("name"), &self.name)?;
        Ok(Asked::new(
            self.command,
            Command::RegisterTill {
                till: self.till,
                name,
            },
        ))
    }
}

/// A till is taken out of use.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetireTillRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Why.
    pub reason: String,
}

impl RetireTillRequest {
    /// The command about a till.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, till: TillNo) -> Result<Asked, Problem> {
        let reason = bounds::text(At::Field("reason"), &self.reason)?;
        Ok(Asked::new(
            self.command,
            Command::RetireTill { till, reason },
        ))
    }
}

/// A quarantined fact is applied again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReapplyRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// Whose fact.
    pub branch: u32,
    /// The document.
    #[schema(value_type = String, format = "uuid")]
    pub doc: DocId,
}

impl ReapplyRequest {
    /// The command.
    pub fn parse(self) -> Asked {
        Asked::new(
            self.command,
            Command::ReapplyFact {
                branch: BranchId(self.branch),
                doc: self.doc,
            },
        )
    }
}
