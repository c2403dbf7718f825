//! `nusa restore`: a directory from a backup. The node goes on in a chain of its
//! own, so that no number is given twice (R7); a centre counts anew, so that
//! branches bring back what the backup lacks (R2).

use std::path::Path;

use nusa_node::{Role, identity};
use nusa_store::{Options, Store, backup};

use crate::{
    chance,
    exit::Failure,
    home::{self, Home},
    kept_file,
};

/// Restores a backup into a directory that holds no node.
///
/// # Errors
/// `Refused` when the directory holds a node; `Damaged` for a file that is no whole backup.
pub fn run(file: &Path, data: &Path, key: Option<&Path>) -> Result<(), Failure> {
    let home = Home::at(data);
    if home.holds_node() {
        return Err(Failure::Refused(format!(
            "{} holds a node already",
            data.display()
        )));
    }
    let key = key.map(read_key).transpose()?;
    if !file.exists() {
        return Err(Failure::Usage(format!("{} is no file", file.display())));
    }
    backup::restore(file, data)
        .map_err(|error| Failure::from(error).about(&file.display().to_string()))?;
    if let Some(key) = key {
        home.keep_key(key)?;
    }
    let mut store = home.open(&Options::default())?;
    let role = home.identity(&store)?.role;
    if role == Role::Centre {
        store.transact(|tx| identity::set_generation(tx, chance::dice() >> 1 | 1))?;
    }
    home.wake_store(store)?;
    println!("restored into {}", data.display());
    println!("{}", advice(role, home.key()?.is_some()));
    Ok(())
}

fn read_key(path: &Path) -> Result<[u8; 32], Failure> {
    let none = || Failure::Usage(format!("{} is no file", path.display()));
    home::read_hex(path, &kept_file::read(path)?.ok_or_else(none)?)
}

fn advice(role: Role, has_key: bool) -> &'static str {
    match (role, has_key) {
        (Role::Centre, _) => "the centre counts anew: branches bring back what this backup lacks",
        (Role::Branch, true) => {
            "the branch sells in a chain of its own and fetches what it lacks at the next contact"
        }
        (Role::Branch, false) => {
            "the branch can sell; to reach the centre it needs a new code: nusa enrol"
        }
    }
}
