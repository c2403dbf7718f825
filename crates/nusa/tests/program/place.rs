//! A temporary place with the program in it: commands run to their end, and a
//! small demo when a test needs nodes with facts.

use std::{
    io::Write,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use tempfile::TempDir;

/// A directory that goes when the test ends.
pub(crate) struct Place {
    directory: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The same, or a panic that shows what was said.
    #[track_caller]
    pub(crate) fn must(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }
}

/// The program, not yet started.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nusa"));
    for set in [
        "NUSA_DATA",
        "NUSA_LISTEN",
        "NUSA_CENTRE",
        "NUSA_ROLE",
        "NUSA_PORT",
        "NUSA_LOG",
        "NUSA_TAIL",
        "NUSA_CODE",
        "NUSA_TLS",
    ] {
        command.env_remove(set);
    }
    command.stdin(Stdio::null());
    command
}

/// The words that serve a directory, at a port that is free.
pub(crate) fn serving<'a>(role: &'a str, data: &'a str) -> [&'a str; 7] {
    [
        "serve",
        "--role",
        role,
        "--data",
        data,
        "--listen",
        "127.0.0.1:0",
    ]
}

/// Runs the program to its end.
pub(crate) fn nusa<S: AsRef<std::ffi::OsStr>>(words: impl IntoIterator<Item = S>) -> Ended {
    Ended::of(program().args(words).output().unwrap())
}

impl Place {
    /// An empty place.
    pub(crate) fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A path in it, as it is typed.
    pub(crate) fn word(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.word(name)
    }

    /// Adds somebody at a centre in it.
    pub(crate) fn add_user(&self, data: &str, words: &[&str], password: &str) -> Ended {
        let data = self.word(data);
        let mut command = program();
        command
            .args(["user", "add", "--data", &data, "--password-stdin"])
            .args(words);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        writeln!(running.stdin.take().unwrap(), "{password}").unwrap();
        Ended::of(running.wait_with_output().unwrap())
    }

    /// A centre in it with an owner.
    pub(crate) fn centre(&self, data: &str) -> String {
        self.add_user(
            data,
            &["--name", "sari", "--role", "owner"],
            "rahasia sekali",
        )
        .must(0);
        self.word(data)
    }

    /// A demo in it that rang up so many generated baskets.
    pub(crate) fn demo(&self, baskets: usize) -> Ended {
        let (port, baskets) = (three_ports().to_string(), baskets.to_string());
        let data = self.word("demo");
        nusa([
            "demo",
            "--data",
            &data,
            "--port",
            &port,
            "--headless",
            "--replay",
            "--baskets",
            &baskets,
        ])
    }
}

/// A port with two free ones after it, on this machine alone.
pub(crate) fn three_ports() -> u16 {
    let free = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let asked = ASKED.fetch_add(1, Ordering::SeqCst);
    let mine = std::process::id().wrapping_mul(7).wrapping_add(asked);
    (0..4_000)
        .map(|step| 20_000 + (mine.wrapping_add(step * 97) % 4_000) as u16 * 3)
        .find(|&port| (port..port + 3).all(free))
        .unwrap()
}

/// Where public data for replays lies, beside the project; absent in a clone that stands alone.
pub(crate) fn shared_data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    path.exists().then_some(path)
}
