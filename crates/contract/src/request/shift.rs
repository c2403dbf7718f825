//! Shifts and cash as a till asks for them. The count is blind: what should be
//! in the drawer is not told before it.

use nusa_facts::{
    CommandId, TillNo,
    shift::{CashKind, Denomination},
};
use nusa_rules::Command;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::MAX_DENOMINATIONS,
    problem::Problem,
    request::{Asked, sale::collect},
};

/// A shift begins.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenShiftRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The till.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// Cash in the drawer, minor units.
    pub float: i64,
}

impl OpenShiftRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let float = bounds::money_from_zero(At::Field("float"), self.float)?;
        Ok(Asked::new(
            self.command,
            Command::OpenShift {
                till: self.till,
                float,
            },
        ))
    }
}

/// Which way cash goes.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CashKindRequest {
    /// Put into the drawer.
    In,
    /// Taken out.
    Out,
    /// Taken to the safe.
    Drop,
    /// Tips paid out.
    Tips,
}

impl From<CashKindRequest> for CashKind {
    fn from(kind: CashKindRequest) -> Self {
        match kind {
            CashKindRequest::In => Self::In,
            CashKindRequest::Out => Self::Out,
            CashKindRequest::Drop => Self::Drop,
            CashKindRequest::Tips => Self::Tips,
        }
    }
}

/// Cash moves without a sale.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CashRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The till.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// Which way.
    pub kind: CashKindRequest,
    /// Minor units, above zero.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// The token of an approval that was given for this command.
    #[serde(default)]
    pub approval: Option<String>,
}

impl CashRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        let what = Command::MoveCash {
            till: self.till,
            kind: self.kind.into(),
            amount: bounds::within(
                At::Field("amount"),
                self.amount,
                1,
                crate::limits::MAX_MONEY,
            )?,
            reason: bounds::text(At::Field("reason"), &self.reason)?,
        };
        Ok(Asked::new(self.command, what))
    }
}

/// How many of one coin or note were counted.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DenominationRequest {
    /// Its value, minor units.
    pub value: i64,
    /// How many.
    pub count: i64,
}

/// A shift ends with a blind count.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseShiftRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The till.
    #[schema(value_type = u8, minimum = 1, maximum = 99)]
    pub till: TillNo,
    /// The count by coin and note.
    pub denominations: Vec<DenominationRequest>,
}

impl CloseShiftRequest {
    /// The command.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self) -> Result<Asked, Problem> {
        bounds::count(
            At::Field("denominations"),
            &self.denominations,
            MAX_DENOMINATIONS,
        )?;
        let denominations = collect(self.denominations, denomination)?;
        Ok(Asked::new(
            self.command,
            Command::CloseShift {
                till: self.till,
                denominations,
            },
        ))
    }
}

fn denomination(n: usize, pile: DenominationRequest) -> Result<Denomination, Problem> {
    let at = |name| At::In("denominations", n, name);
    Ok(Denomination {
        value: bounds::within(at("value"), pile.value, 1, 1_000_000_000)?,
        count: bounds::within(at("count"), pile.count, 0, 1_000_000)?,
    })
}
