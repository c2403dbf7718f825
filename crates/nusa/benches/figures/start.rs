//! How soon a node answers, what it weighs on disk and in memory.

use std::{path::Path, time::Duration};

use crate::{
    Broken,
    figure::Figure,
    nodes::{self, program},
};

/// Starts of which the middle one counts.
const STARTS: usize = 5;

/// Long enough for a node to have said hello and to rest.
const REST: Duration = Duration::from_secs(3);

/// Start, memory and size.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let data = nodes::lay(place)?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(nodes::branch(&data)?.first_answer);
    }
    let centre = nodes::centre(&data)?;
    let branch = nodes::branch(&data)?;
    std::thread::sleep(REST);
    let ms = crate::clock::percentile(&mut starts, 50) / 1_000;
    let bytes = i64::try_from(std::fs::metadata(program())?.len())?;
    let absolute = || "absolute".to_owned();
    Ok(vec![
        Figure::at_most("start to first answer", ms, "ms", 300, "300 ms", absolute()),
        Figure::at_most(
            "idle memory, branch",
            branch.resident_kb() / 1_024,
            "MB",
            40,
            "40 MB",
            absolute(),
        ),
        Figure::at_most(
            "idle memory, centre",
            centre.resident_kb() / 1_024,
            "MB",
            40,
            "40 MB",
            absolute(),
        ),
        Figure::at_most(
            "size of the program",
            bytes / 1_048_576,
            "MB",
            30,
            "30 MB",
            absolute(),
        ),
    ])
}
