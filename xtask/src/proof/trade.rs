//! Making the release program trade under the recorder: its own demo rings up
//! generated baskets over real HTTP, cut off from the centre and back.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use crate::{clock::Watch, house::root};

/// Longer than any run under a recorder on a slow machine; past it something hangs.
const PATIENCE: Duration = Duration::from_secs(180);

/// What is to be run.
#[derive(Clone, Debug)]
pub struct Trade {
    /// How many baskets.
    pub baskets: usize,
    /// The centre's port.
    pub port: u16,
    /// Commit without syncing the log: a proof that this is seen.
    pub unsafe_commits: bool,
    /// Which watched call fails, and how.
    pub failure: Option<(usize, &'static str)>,
}

/// A finished run.
#[derive(Debug)]
pub struct Finished {
    /// Where the demo kept its data.
    pub data: PathBuf,
    /// The record.
    pub record: PathBuf,
    /// How the program ended.
    pub status: ExitStatus,
    /// The end of what it said.
    pub said: String,
}

/// The program under proof.
pub fn program() -> PathBuf {
    root().join("target/release/nusa")
}

/// Compiles the recorder.
///
/// # Errors
/// There is no C compiler, or it refuses.
pub fn recorder() -> io::Result<PathBuf> {
    let library = root().join("target/proof/recorder.so");
    std::fs::create_dir_all(root().join("target/proof"))?;
    let source = root().join("scripts/power-cut/recorder.c");
    let flags = ["-O2", "-Wall", "-shared", "-fPIC", "-o"];
    let status = Command::new("cc")
        .args(flags)
        .arg(&library)
        .arg(source)
        .args(["-ldl", "-lpthread"])
        .status()?;
    if status.success() {
        Ok(library)
    } else {
        Err(io::Error::other("cc refused the recorder"))
    }
}

/// Runs the demo in a fresh directory under the recorder, until it ends.
///
/// # Errors
/// It cannot be started, or does not end.
pub fn run(trade: &Trade, place: &Path) -> io::Result<Finished> {
    let library = recorder()?;
    let _ = std::fs::remove_dir_all(place);
    let data = place.join("data");
    std::fs::create_dir_all(&data)?;
    let (record, said) = (place.join("record"), place.join("said"));
    let mut command = Command::new(program());
    command
        .args([
            "demo",
            "--headless",
            "--replay",
            "--baskets",
            &trade.baskets.to_string(),
        ])
        .args(["--port", &trade.port.to_string(), "--data"])
        .arg(&data)
        .env("LD_PRELOAD", library)
        .env("NUSA_WATCH", &data)
        .env("NUSA_RECORD", &record)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&said)?)
        .stderr(std::fs::File::create(place.join("complained"))?);
    if trade.unsafe_commits {
        command.arg("--unsafe-commits");
    }
    if let Some((at, with)) = trade.failure {
        command
            .env("NUSA_FAIL_AT", at.to_string())
            .env("NUSA_FAIL_WITH", with);
    }
    let status = wait(command.spawn()?)?;
    let said = std::fs::read_to_string(place.join("complained"))?;
    Ok(Finished {
        data,
        record,
        status,
        said,
    })
}

fn wait(mut child: std::process::Child) -> io::Result<ExitStatus> {
    let watch = Watch::start();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if watch.elapsed() > PATIENCE {
            child.kill()?;
            return Err(io::Error::other("the program hangs"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
