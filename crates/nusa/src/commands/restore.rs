//! `nusa restore`: a directory from a backup. The node goes on in a chain of its
//! own, so that no number is given twice (R7); a centre counts anew, so that
//! branches bring back what the backup lacks (R2).

use std::path::Path;

use nusa_node::{Role, identity};
use nusa_store::{
    Options, Store,
    backup::{Restoring, Standing},
};

use nusa_sync::sign::DeviceKey;

use crate::{
    chance,
    exit::Failure,
    home::{self, Home},
    kept_file,
};

/// Restores a backup into a directory; a database that stands there is set aside when that is wished (R26).
///
/// # Errors
/// `Refused` when the directory holds a node that is to stay or another device's key, `Locked` while that node
/// runs; `Damaged` for a file that is no whole backup.
pub fn run(
    file: &Path,
    data: &Path,
    key: Option<&Path>,
    standing: Standing,
) -> Result<(), Failure> {
    let home = Home::at(data);
    if home.holds_node() && standing == Standing::Kept {
        return Err(Failure::Refused(format!(
            "{} holds a node already; with --set-aside it is kept beside the restored one",
            data.display()
        )));
    }
    let key = key.map(|path| read_key(&home, path)).transpose()?;
    if !file.exists() {
        return Err(Failure::Usage(format!("{} is no file", file.display())));
    }
    let of_file = |error| Failure::from(error).about(&file.display().to_string());
    let restoring = Restoring::prepare(file, data, standing).map_err(of_file)?;
    home.forget_mark()?;
    if let Some(aside) = restoring.finish()? {
        println!("what stood there is now {}", aside.display());
    }
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

/// The key that was saved apart. One that lies in the directory is nobody's to overwrite.
fn read_key(home: &Home, path: &Path) -> Result<[u8; 32], Failure> {
    let none = || Failure::Usage(format!("{} is no file", path.display()));
    let dice = home::read_hex(path, &kept_file::read(path)?.ok_or_else(none)?)?;
    match home.key()? {
        Some(here) if here.public() != DeviceKey::from_dice(dice).public() => {
            Err(Failure::Refused(format!(
                "{} holds another device.key",
                home.directory().display()
            )))
        }
        _ => Ok(dice),
    }
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
