//! Copies the built front end to where the program takes it in. Without one the program is built
//! all the same and says on its pages what is missing; `make build` builds the front end before.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

const DIST: &str = "../../web/dist";

/// The page without which there is no front end.
const FACE: &str = "cashier.html";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={DIST}");
    let into = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("web");
    if into.exists() {
        fs::remove_dir_all(&into)?;
    }
    fs::create_dir_all(&into)?;
    let dist = Path::new(DIST);
    if dist.join(FACE).exists() {
        return copy(dist, &into);
    }
    println!("cargo:warning=the front end is not built (make web), so the program has no screens");
    // Cargo would run this again and again for a folder that is absent; an empty one can be watched.
    // Where it cannot be made, that is only slower.
    let _ = fs::create_dir_all(dist);
    Ok(())
}

fn copy(from: &Path, into: &Path) -> io::Result<()> {
    fs::create_dir_all(into)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = into.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
