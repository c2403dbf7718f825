//! `nusa user add`: somebody who may sign in, written at the centre's console. An
//! empty directory becomes a centre, so that a machine can be set up by a script.

use std::{io::BufRead, path::Path};

use nusa_facts::people::Role;
use nusa_store::Options;

use crate::{exit::Failure, home::Home, people};

/// Bytes of a line with a password at most.
const MAX_LINE: u64 = 4_096;

/// Adds somebody, with the password that stands in the first line of `input`.
///
/// # Errors
/// `Usage` for an unknown role, `Refused` for what cannot be.
pub fn run(
    data: &Path,
    login: &str,
    role: &str,
    branch: Option<&str>,
    input: impl BufRead,
) -> Result<(), Failure> {
    let unknown = || {
        Failure::Usage(format!(
            "{role} is no role: owner, manager, cashier, kitchen or waiter"
        ))
    };
    let role = Role::parse(role).ok_or_else(unknown)?;
    let password = first_line(input)?;
    let home = Home::at(data);
    let is_new = !home.holds_node();
    let mut store = home.open(&Options::default())?;
    if is_new {
        home.found_centre(&mut store)?;
        println!("a new centre was founded in {}", data.display());
    }
    let mut node = home.wake_store(store)?;
    people::add(&mut node, login, role, branch, &password)?;
    println!("{login} may sign in as {}", role.word());
    Ok(())
}

fn first_line(input: impl BufRead) -> Result<String, Failure> {
    let mut line = String::new();
    let unreadable =
        |error: std::io::Error| Failure::Usage(format!("the password cannot be read: {error}"));
    input
        .take(MAX_LINE)
        .read_line(&mut line)
        .map_err(unreadable)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
