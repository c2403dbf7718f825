//! The cold release build of the program, into a folder of its own. Measured when
//! asked for alone, because it takes minutes of the whole machine.

use std::{path::Path, process::Command};

use crate::{Broken, clock::Watch, figure::Figure};

/// The minutes of a cold build, begun ones counted.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let target = place.join("cold");
    if target.exists() {
        std::fs::remove_dir_all(&target)?;
    }
    let watch = Watch::start();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "-p", "nusa"])
        .arg("--manifest-path")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()?;
    let seconds = i64::try_from(watch.elapsed().as_secs())?;
    std::fs::remove_dir_all(&target)?;
    if !built.success() {
        return Err("the program does not build".into());
    }
    let cores = std::thread::available_parallelism()?;
    let mut figure = Figure::shown("cold release build", seconds / 60 + 1, "min", "for eyes");
    figure.reference = format!("{seconds} s on {cores} cores");
    Ok(vec![figure])
}
