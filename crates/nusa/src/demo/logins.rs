//! Who may sign in at the demo. Passwords are drawn once and kept in a file that
//! only its owner reads, so that the printed table stays true after a restart.

use std::path::Path;

use nusa_contract::request::{people::Secret, pin::acceptable_pin};
use nusa_facts::people::Role;
use serde::{Deserialize, Serialize};

use crate::{chance, exit::Failure, kept_file};

/// Somebody of the demo with the password that the demo drew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The sign-in name.
    pub login: String,
    /// The printed name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The code of the branch where; the company when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The password.
    pub password: String,
    /// The six digits by which they sign in at a till; none for who works at none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
}

/// The file with the people; a directory that has it is a demo's.
pub const FILE: &str = "demo-logins";

/// Letters of a password: five bits each, so guessing is hopeless and typing is not.
const PASSWORD_LETTERS: usize = 14;

const PEOPLE: [(&str, &str, Role, Option<&str>); 6] = [
    ("sari", "Sari Wijaya", Role::Owner, None),
    ("budi", "Budi Santoso", Role::Manager, Some("JKT01")),
    ("dewi", "Dewi Lestari", Role::Cashier, Some("JKT01")),
    ("ratna", "Ratna Kusuma", Role::Manager, Some("SBY01")),
    ("agus", "Agus Pratama", Role::Cashier, Some("SBY01")),
    ("joko", "Joko Susilo", Role::Kitchen, Some("SBY01")),
];

/// The people of this demo: those of the file, or new ones written to it.
///
/// # Errors
/// What the disk says; `Damaged` for a file that is none of ours.
pub fn keep(directory: &Path) -> Result<Vec<Login>, Failure> {
    let path = directory.join(FILE);
    if let Some(bytes) = kept_file::read(&path)? {
        return serde_json::from_slice(&bytes)
            .map_err(|error| Failure::Damaged(format!("{}: {error}", path.display())));
    }
    let drawn: Vec<_> = PEOPLE.iter().map(draw).collect();
    let bytes =
        serde_json::to_vec_pretty(&drawn).map_err(|error| Failure::Refused(error.to_string()))?;
    kept_file::write(&path, &bytes)?;
    Ok(drawn)
}

/// Whether a directory is a demo's.
pub fn stand_in(directory: &Path) -> bool {
    directory.join(FILE).exists()
}

/// Removes the file; the next start draws new passwords.
///
/// # Errors
/// What the disk says.
pub fn forget(directory: &Path) -> Result<(), Failure> {
    Ok(std::fs::remove_file(directory.join(FILE))?)
}

fn draw(&(login, name, role, branch): &(&str, &str, Role, Option<&str>)) -> Login {
    Login {
        login: login.to_owned(),
        name: name.to_owned(),
        role,
        branch: branch.map(str::to_owned),
        password: chance::word(PASSWORD_LETTERS),
        pin: (branch.is_some() && role != Role::Kitchen).then(draw_pin),
    }
}

/// Six digits, as a node takes them.
fn draw_pin() -> String {
    loop {
        let pin = format!("{:06}", chance::dice() % 1_000_000);
        if acceptable_pin(&Secret::new(pin.clone())).is_ok() {
            return pin;
        }
    }
}

/// The one who holds a role at a branch, or for the company.
pub fn who<'a>(logins: &'a [Login], role: Role, branch: Option<&str>) -> Option<&'a Login> {
    logins
        .iter()
        .find(|login| login.role == role && login.branch.as_deref() == branch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_drawn_once_and_differ() {
        let directory = tempfile::tempdir().unwrap();
        let first = keep(directory.path()).unwrap();
        assert_eq!(keep(directory.path()).unwrap(), first);
        let passwords: std::collections::BTreeSet<_> =
            first.iter().map(|login| &login.password).collect();
        assert_eq!(passwords.len(), first.len());
        let with_pin = first.iter().filter(|login| login.pin.is_some());
        assert_eq!(with_pin.count(), 4, "who works at a till");
        assert!(
            who(&first, Role::Cashier, Some("SBY01")).is_some()
                && who(&first, Role::Owner, None).is_some()
        );
    }

    #[test]
    fn a_file_of_another_kind_is_not_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join(FILE), "milk").unwrap();
        assert!(matches!(keep(directory.path()), Err(Failure::Damaged(_))));
    }
}
