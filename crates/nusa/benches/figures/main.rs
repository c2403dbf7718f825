//! The figures: what the release program does on this machine, each beside what
//! the machine itself does in the same run. `make bench` runs it and leaves
//! `target/bench.json`; `ONLY=name` takes the figures whose name begins so.

mod chain;
mod clock;
mod device;
mod figure;
mod nodes;
mod reference;
mod start;
mod till;

use std::{error::Error, path::PathBuf};

use figure::{Figure, print, write};

/// Whatever stops a bench, in words.
type Broken = Box<dyn Error + Send + Sync>;

type Part = (
    &'static str,
    fn(&std::path::Path) -> Result<Vec<Figure>, Broken>,
);

const PARTS: [Part; 3] = [
    ("start", start::figures),
    ("till", till::figures),
    ("chain", chain::figures),
];

fn main() -> Result<(), Broken> {
    let only = std::env::var("ONLY").unwrap_or_default();
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&place)?;
    let mut figures = Vec::new();
    for (name, part) in PARTS {
        if only.is_empty() || only.starts_with(name) || name.starts_with(&only) {
            eprintln!("measuring: {name}");
            figures.extend(part(&place)?);
        }
    }
    figures.retain(|figure| only.len() <= 5 || figure.name.starts_with(&only));
    print(&figures);
    write(&place.join("../bench.json"), &figures)?;
    Ok(())
}
