//! People as the console writes them: a row of staff, and beside it how the
//! person signs in. A password is never part of a fact (I13).

use nusa_contract::request::people::{Secret, login as login_of};
use nusa_facts::{
    BranchId, Hash, StaffId,
    master::{Entity, EntityKind, Grant, Staff},
    people::Role,
};
use nusa_node::{Ask, Node, credential, pass, staff::person_by_login};
use nusa_rules::{Command, command::PROVISIONAL};
use nusa_server::who::password::hash_now;
use nusa_store::{Look, SqliteStore, Store};
use nusa_sync::messages::CredentialRow;

use crate::{chance, clock, console, exit::Failure};

/// Adds somebody who may sign in.
///
/// # Errors
/// `Refused` for a name that is taken, a password that is too short, an unknown branch.
pub fn add(
    node: &mut Node<SqliteStore>,
    login: &str,
    role: Role,
    branch: Option<&str>,
    password: &str,
) -> Result<(), Failure> {
    let secret = acceptable(password)?;
    let login = login_of(login).map_err(|problem| Failure::Refused(problem.detail))?;
    let branch = branch.map(|code| branch_of(node, code)).transpose()?;
    if node
        .store()
        .transact(|tx| person_by_login(tx, &login))?
        .is_some()
    {
        return Err(Failure::Refused(format!(
            "somebody signs in as {login} already"
        )));
    }
    let row = Staff {
        id: StaffId(PROVISIONAL),
        name: login.clone(),
        login: login.clone(),
        grants: vec![Grant { role, branch }],
        active: true,
        taken_over: None,
    };
    let ask = Ask {
        command: chance::command(),
        body_hash: Hash::ZERO,
        actor: console::actor(),
        what: Command::ChangeMaster {
            rows: vec![Entity::Staff(row)],
        },
    };
    node.execute(&ask)?;
    keep(node, &login, &secret)
}

/// Lets somebody who is on the staff sign in with a password.
///
/// # Errors
/// `Refused` for an unknown name or a password that is too short.
pub fn set_password(
    node: &mut Node<SqliteStore>,
    login: &str,
    password: &str,
) -> Result<(), Failure> {
    keep(node, login, &acceptable(password)?)
}

fn acceptable(password: &str) -> Result<Secret, Failure> {
    let secret = Secret::new(password.to_owned());
    secret
        .acceptable()
        .map_err(|problem| Failure::Refused(problem.detail))?;
    Ok(secret)
}

fn keep(node: &mut Node<SqliteStore>, login: &str, secret: &Secret) -> Result<(), Failure> {
    let password_hash = hash_now(secret).map_err(|problem| Failure::Refused(problem.detail))?;
    let unknown = || Failure::Refused(format!("nobody signs in as {login}"));
    node.store().transact(|tx| {
        let staff = person_by_login(tx, login)?.ok_or_else(unknown)?.id;
        let known = credential::credential(tx, staff)?;
        let version = known.as_ref().map(|row| row.version);
        let version = credential::next_version(version, clock::wall());
        let pin_hash = known.and_then(|row| row.pin_hash);
        pass::end(tx, staff)?;
        Ok(credential::keep_credential(
            tx,
            &CredentialRow {
                staff,
                version,
                password_hash,
                pin_hash,
            },
        )?)
    })
}

fn branch_of(node: &mut Node<SqliteStore>, code: &str) -> Result<BranchId, Failure> {
    let rows = node
        .store()
        .transact(|tx| tx.entities(EntityKind::Branch))?;
    let found = rows.into_iter().find_map(|row| match row {
        Entity::Branch(branch) if branch.code == code => Some(branch.id),
        _ => None,
    });
    found.ok_or_else(|| Failure::Refused(format!("there is no branch {code}")))
}
