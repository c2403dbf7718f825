//! The figures: what the release program does on this machine, each beside what
//! the machine itself does in the same run. `make bench` runs it and leaves
//! `target/bench.json`; `ONLY=name` takes one part. A part that fails is a figure
//! that is missed, and the others are still measured.

mod build;
mod chain;
mod clock;
mod device;
mod figure;
mod made;
mod nodes;
mod office;
mod papers;
mod phone;
mod phones;
mod plain;
mod reference;
mod replays;
mod screens;
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

const PARTS: [Part; 8] = [
    ("start", start::figures),
    ("till", till::figures),
    ("phones", phones::figures),
    ("chain", chain::figures),
    ("office", office::figures),
    ("papers", papers::figures),
    ("screens", screens::figures),
    ("replays", replays::figures),
];

/// Measured only when it is asked for by name.
const ASKED: Part = ("build", build::figures);

fn main() -> Result<(), Broken> {
    let only = std::env::var("ONLY").unwrap_or_default();
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&place)?;
    let parts = chosen(&only)?;
    let (mut figures, mut broken) = (Vec::new(), 0);
    for (name, part) in parts {
        eprintln!("measuring: {name}");
        match part(&place) {
            Ok(measured) => figures.extend(measured),
            Err(error) => {
                broken += 1;
                figures.push(Figure::broken(name, &error.to_string()));
            }
        }
        write(&place.join("../bench.json"), &figures)?;
    }
    print(&figures);
    match broken {
        0 => Ok(()),
        broken => Err(format!("{broken} parts could not be measured").into()),
    }
}

fn chosen(only: &str) -> Result<Vec<Part>, Broken> {
    if only.is_empty() {
        return Ok(PARTS.to_vec());
    }
    let named = PARTS.into_iter().chain([ASKED]);
    let found: Vec<_> = named.filter(|(name, _)| *name == only).collect();
    if found.is_empty() {
        return Err(format!("no part is called {only}").into());
    }
    Ok(found)
}
