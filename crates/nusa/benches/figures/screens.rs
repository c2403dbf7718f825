//! What people feel at a screen, in a real browser that is slowed down: Playwright
//! measures (`web/e2e/figures.ts`) and leaves its figures in a file. Knows no page.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

use crate::{Broken, figure::Figure, nodes};

/// A figure as the browser's side writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    name: String,
    value: i64,
    unit: Unit,
    /// At most; none for a figure that is for eyes alone.
    most: Option<i64>,
    reference: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Ms,
    Kb,
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Self::Ms => "ms",
            Self::Kb => "KB",
        }
    }
}

/// Typing and the first load.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let written = place.canonicalize()?.join("screens.json");
    let _ = std::fs::remove_file(&written);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scripts/web.sh");
    let ended = Command::new(script)
        .arg("figures")
        .env("NUSA_PROGRAM", nodes::program().canonicalize()?)
        .env("NUSA_FIGURES", &written)
        .output()?;
    if !ended.status.success() {
        let told = String::from_utf8_lossy(&ended.stdout);
        return Err(format!("the browser did not measure: {told}").into());
    }
    let seen: Vec<Seen> = serde_json::from_slice(&std::fs::read(&written)?)?;
    Ok(seen.into_iter().map(figure).collect())
}

fn figure(seen: Seen) -> Figure {
    let unit = seen.unit.word();
    match seen.most {
        Some(most) => {
            let goal = format!("{most} {unit}");
            Figure::at_most(&seen.name, seen.value, unit, most, &goal, seen.reference)
        }
        None => Figure {
            reference: seen.reference,
            ..Figure::shown(&seen.name, seen.value, unit, "")
        },
    }
}
