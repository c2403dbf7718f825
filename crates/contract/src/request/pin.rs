//! PINs and approvals. A PIN is only ever a field here and is never part of a
//! command: a command's body is hashed into a fact, and six digits could be
//! guessed from that (I13).

use nusa_facts::CommandId;
use nusa_rules::Right;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    limits::PIN_DIGITS,
    problem::{Door, Problem},
    request::people::Secret,
};

/// Somebody signs in at a known till.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinSignInRequest {
    /// The person's number, as the till lists it.
    pub staff: u32,
    /// The PIN.
    pub pin: Secret,
}

/// Somebody sets their own PIN at this node.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinRequest {
    /// Their password, so that a till left open gives nobody a PIN.
    pub password: Secret,
    /// Six digits.
    pub pin: Secret,
}

/// What somebody may approve for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the right of the same name")]
pub enum ApprovableRequest {
    DiscountFreely,
    VoidSale,
    RefundSale,
    TakeCash,
    OpenDrawer,
}

impl From<ApprovableRequest> for Right {
    fn from(right: ApprovableRequest) -> Self {
        match right {
            ApprovableRequest::DiscountFreely => Self::DiscountFreely,
            ApprovableRequest::VoidSale => Self::VoidSale,
            ApprovableRequest::RefundSale => Self::RefundSale,
            ApprovableRequest::TakeCash => Self::TakeCash,
            ApprovableRequest::OpenDrawer => Self::OpenDrawer,
        }
    }
}

/// Who may approve something.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ApproversQuery {
    /// What shall be approved.
    #[param(inline)]
    pub right: ApprovableRequest,
}

/// Somebody approves one command of another: with staff and PIN, or with login and password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    /// The id of the command that is approved; its body says `approval` with the token of the answer.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// What is approved.
    pub right: ApprovableRequest,
    /// The approver's number.
    #[serde(default)]
    pub staff: Option<u32>,
    /// The approver's PIN.
    #[serde(default)]
    pub pin: Option<Secret>,
    /// The approver's sign-in name.
    #[serde(default)]
    pub login: Option<String>,
    /// The approver's password.
    #[serde(default)]
    pub password: Option<Secret>,
}

/// How an approver proves who they are.
#[derive(Debug)]
pub enum Proof {
    /// By PIN.
    Pin(u32, Secret),
    /// By sign-in name and password.
    Password(String, Secret),
}

impl ApprovalRequest {
    /// The proof that the request brings.
    ///
    /// # Errors
    /// `body_invalid` when it brings neither a PIN nor a password, or both.
    pub fn proof(self) -> Result<Proof, Problem> {
        match (self.staff, self.pin, self.login, self.password) {
            (Some(staff), Some(pin), None, None) => Ok(Proof::Pin(staff, pin)),
            (None, None, Some(login), Some(password)) => Ok(Proof::Password(
                crate::request::people::login(&login)?,
                password,
            )),
            _ => Err(Problem::at(
                Door::BodyInvalid,
                At::Field("pin"),
                "send staff and pin, or login and password",
            )),
        }
    }
}

/// Whether these may become somebody's PIN: six digits, neither all the same nor in a row.
///
/// # Errors
/// `pin_invalid`.
pub fn acceptable_pin(pin: &Secret) -> Result<(), Problem> {
    let digits: Vec<u8> = pin.reveal().bytes().collect();
    let right = digits.len() == PIN_DIGITS && digits.iter().all(u8::is_ascii_digit);
    let steps = |step: i16| {
        digits
            .windows(2)
            .all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
    };
    if right && !steps(0) && !steps(1) && !steps(-1) {
        return Ok(());
    }
    let detail = format!("a PIN has {PIN_DIGITS} digits, neither all the same nor in a row");
    Err(Problem::at(Door::PinInvalid, At::Field("pin"), detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_six_digits_that_are_not_the_first_guess() {
        for (pin, good) in [
            ("258014", true),
            ("100000", true),
            ("000000", false),
            ("123456", false),
            ("654321", false),
            ("25801", false),
            ("2580147", false),
            ("25801x", false),
            ("", false),
            ("２５８０１４", false),
        ] {
            let told = acceptable_pin(&Secret::new(pin.to_owned()));
            assert_eq!(told.is_ok(), good, "{pin}");
        }
    }
}
