//! Signing in, the first start, people and their passwords. A password is only
//! ever a field here and is never written out: `Secret` has no text.

use nusa_facts::{
    BranchId, CommandId, StaffId,
    master::{Entity, Grant, Staff},
    people::Role,
};
use nusa_rules::Command;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at::At,
    bounds,
    limits::{MAX_GRANTS, MAX_PASSWORD, MIN_PASSWORD},
    problem::{Door, Problem},
    request::{Asked, sale::collect},
};

/// A password on its way in.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub struct Secret(String);

impl Secret {
    /// A password that came some other way than by HTTP.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The characters, for hashing and comparing only.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it may become somebody's password.
    ///
    /// # Errors
    /// `password_invalid` when it is too short or too long.
    pub fn acceptable(&self) -> Result<(), Problem> {
        let length = self.0.chars().count();
        if (MIN_PASSWORD..=MAX_PASSWORD).contains(&length) {
            return Ok(());
        }
        let detail = format!("a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters");
        Err(Problem::at(
            Door::PasswordInvalid,
            At::Field("password"),
            detail,
        ))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Somebody signs in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// The sign-in name.
    pub login: String,
    /// The password.
    pub password: Secret,
    /// Whether the sign-in outlasts the browser's session; without it, it also ends sooner.
    #[serde(default = "yes")]
    pub remember: bool,
}

/// The first start: the set-up link's token makes the owner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUpRequest {
    /// The token of the set-up link.
    pub token: String,
    /// The owner's sign-in name.
    pub login: String,
    /// The owner's printed name.
    pub name: String,
    /// The owner's password.
    pub password: Secret,
}

impl SetUpRequest {
    /// The owner's row, not yet numbered.
    ///
    /// # Errors
    /// `body_invalid` or `password_invalid` at the field.
    pub fn owner(&self) -> Result<Staff, Problem> {
        self.password.acceptable()?;
        Ok(Staff {
            id: StaffId(0),
            login: login(&self.login)?,
            name: bounds::text(At::Field("name"), &self.name)?,
            grants: vec![Grant {
                role: Role::Owner,
                branch: None,
            }],
            active: true,
            taken_over: None,
        })
    }
}

/// A sign-in name as it is compared: trimmed and in lower case.
///
/// # Errors
/// `body_invalid` when it is blank, too long or has blanks inside.
pub fn login(text: &str) -> Result<String, Problem> {
    bounds::code(At::Field("login"), text).map(|login| login.to_lowercase())
}

/// What a person may be.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the role of the same name")]
pub enum RoleRequest {
    Owner,
    Manager,
    Cashier,
    Kitchen,
    Waiter,
}

impl From<RoleRequest> for Role {
    fn from(role: RoleRequest) -> Self {
        match role {
            RoleRequest::Owner => Self::Owner,
            RoleRequest::Manager => Self::Manager,
            RoleRequest::Cashier => Self::Cashier,
            RoleRequest::Kitchen => Self::Kitchen,
            RoleRequest::Waiter => Self::Waiter,
        }
    }
}

/// A role, for the company or for one branch.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRequest {
    /// The role.
    pub role: RoleRequest,
    /// Where; left out for the company.
    #[serde(default)]
    pub branch: Option<u32>,
}

/// A member of staff. Contacts and passwords are not part of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRequest {
    /// The device's id for this command.
    #[schema(value_type = String, format = "uuid")]
    pub command: CommandId,
    /// The sign-in name.
    pub login: String,
    /// The printed name.
    pub name: String,
    /// What they may do, and where.
    pub grants: Vec<GrantRequest>,
    /// Whether they may sign in.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl PersonRequest {
    /// The command; number 0 is somebody new.
    ///
    /// # Errors
    /// `body_invalid` at the field that is out of bounds.
    pub fn parse(self, id: StaffId) -> Result<Asked, Problem> {
        bounds::count(At::Field("grants"), &self.grants, MAX_GRANTS)?;
        let staff = Staff {
            id,
            login: login(&self.login)?,
            name: bounds::text(At::Field("name"), &self.name)?,
            grants: collect(self.grants, |_, grant| {
                Ok(Grant {
                    role: grant.role.into(),
                    branch: grant.branch.map(BranchId),
                })
            })?,
            active: self.active,
            taken_over: None,
        };
        Ok(Asked::new(
            self.command,
            Command::ChangeMaster {
                rows: vec![Entity::Staff(staff)],
            },
        ))
    }
}

/// A new password of one's own, with the old one. Not a command either.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPasswordRequest {
    /// The password until now.
    pub password: Secret,
    /// The new one.
    pub new_password: Secret,
}

/// A new password for somebody. Not a command: no fact, not even a hash of it, is written (I13).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    /// The password.
    pub password: Secret,
}
