//! Power cuts: the release program trades under the recorder; at many moments of
//! the record the disk after a cut is rebuilt and its nodes are judged (R24).
//! With unsafe commits the same images must show lost sales, or the proof is blind.

use std::{collections::BTreeSet, io, path::Path};

use super::{
    Dice,
    disk::{Disk, Files},
    nodes, record,
    trade::{self, Trade},
};
use crate::house::root;

/// What the images showed.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Images judged.
    pub images: usize,
    /// Sales that tills were told of in the whole run.
    pub told: usize,
    /// What was wrong, image by image.
    pub faults: Vec<String>,
}

/// Trades, cuts the power `images` times, and judges.
///
/// # Errors
/// The program or the compiler cannot be run.
pub fn prove(
    images: usize,
    baskets: usize,
    port: u16,
    unsafe_commits: bool,
) -> io::Result<Outcome> {
    let place = root().join(format!("target/proof/power-cut-{port}"));
    let run = trade::run(
        &Trade {
            baskets,
            port,
            unsafe_commits,
            failure: None,
        },
        &place,
    )?;
    if !run.status.success() {
        return Err(io::Error::other(format!(
            "the trade itself failed: {}",
            run.said
        )));
    }
    let events = record::read(&run.record)?;
    let mut dice = Dice(20_260_101);
    let mut moments: Vec<_> = (0..images).map(|_| dice.below(events.len())).collect();
    moments.sort_unstable();
    let (mut disk, mut told, mut outcome) = (Disk::default(), BTreeSet::new(), Outcome::default());
    let mut next = moments.into_iter().peekable();
    for (at, event) in events.iter().enumerate() {
        while next.next_if_eq(&at).is_some() {
            let image = place.join("image");
            lay(&image, &run.data, &disk.cut(&mut dice))?;
            let faults = nodes::judge(&image, &told)?;
            outcome.faults.extend(
                faults
                    .into_iter()
                    .map(|fault| format!("cut at {at}: {fault}")),
            );
            outcome.images += 1;
        }
        disk.take(event);
        told.extend(nodes::told(event));
    }
    outcome.told = told.len();
    Ok(outcome)
}

/// Writes the files of an image under a fresh folder.
fn lay(image: &Path, data: &Path, files: &Files) -> io::Result<()> {
    let _ = std::fs::remove_dir_all(image);
    std::fs::create_dir_all(image)?;
    for (name, bytes) in files {
        // The shared-memory file is rebuilt by whoever opens the database.
        let Ok(inner) = Path::new(name).strip_prefix(data) else {
            continue;
        };
        if name.ends_with("-shm") || inner.as_os_str().is_empty() {
            continue;
        }
        let path = image.join(inner);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
