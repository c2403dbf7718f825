//! Both files of real baskets rung up by the program, with the link cut and
//! restored on the way. Knows the program only from outside.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Broken, figure::Figure, nodes};

const FILES: [&str; 2] = ["groceries.csv", "bread_basket.csv"];

/// A replay may take so many seconds.
const SECONDS: i64 = 60;

/// The seconds of each replay whose file lies in `BASKETS`, else beside the checkout.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BASKETS").map_or_else(beside, PathBuf::from);
    let files = FILES.map(|name| (name, folder.join(name)));
    let there = files.into_iter().filter(|(_, file)| file.is_file());
    there
        .map(|(name, file)| Ok(figure(name, seconds(place, &file)?)))
        .collect()
}

fn figure(name: &str, seconds: i64) -> Figure {
    Figure::at_most(
        &format!("replay of {name}"),
        seconds,
        "s",
        SECONDS,
        "60 s",
        "absolute, with two cuts".to_owned(),
    )
}

/// Whole seconds that the program itself tells, begun ones counted.
fn seconds(place: &Path, file: &Path) -> Result<i64, Broken> {
    let data = place.join("replay");
    let port = (nodes::PORT + 20).to_string();
    let rung = Command::new(nodes::program())
        .args(["demo", "--headless", "--fresh", "--port", &port, "--data"])
        .arg(&data)
        .arg("--replay")
        .arg(file)
        .output()?;
    let told = String::from_utf8_lossy(&rung.stdout);
    let last = told.lines().last().unwrap_or_default();
    let line: serde_json::Value = serde_json::from_str(last).unwrap_or_default();
    if !rung.status.success() || line["ok"] != true {
        return Err(format!("{}: {last}", file.display()).into());
    }
    let text = line["seconds"].to_string();
    let whole: i64 = text.split('.').next().unwrap_or_default().parse()?;
    Ok(whole + 1)
}
