//! The process of the program for PDFs. It says when it is ready; then a line of JSON
//! goes in, and a line of JSON comes out that says how many bytes of PDF follow, or why
//! there are none. Ends with its keeper.

use std::{io, path::Path, process::Stdio, time::Duration};

use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::limits::MAX_PDF_BYTES;

/// Bytes of the line before a PDF.
const MAX_HEAD_BYTES: u64 = 64 << 10;

/// Why there is no PDF.
#[derive(Debug)]
pub(super) enum Broken {
    /// There is no such program.
    Missing,
    /// The program says why it cannot; it can go on.
    Said(String),
    /// It took longer than it may.
    Late(Duration),
    /// The program ended, or says what it never should.
    Off(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Off(error)
    }
}

/// What comes before a PDF, or instead of it.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Head {
    Ready(bool),
    Bytes(usize),
    Error(String),
}

/// The program while it runs.
pub(super) struct Program {
    child: Child,
    jobs: ChildStdin,
    out: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it, with nothing of this process but its pipes and on one core, because the others sell; and
    /// waits until it is ready.
    pub(super) async fn start(program: &Path) -> Result<Self, Broken> {
        let started = Command::new(program)
            .env_clear()
            .env("RAYON_NUM_THREADS", "1")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn();
        let mut child = started.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Broken::Missing,
            _ => Broken::Off(error),
        })?;
        let piped = || io::Error::other("the program has no pipes");
        let jobs = child.stdin.take().ok_or_else(piped)?;
        let out = child.stdout.take().ok_or_else(piped)?;
        let mut program = Self {
            child,
            jobs,
            out: BufReader::new(out),
        };
        match program.head().await? {
            Head::Ready(true) => Ok(program),
            _ => Err(io::Error::other("the program does not say that it is ready").into()),
        }
    }

    async fn head(&mut self) -> Result<Head, Broken> {
        let mut head = Vec::new();
        let mut bounded = (&mut self.out).take(MAX_HEAD_BYTES);
        if bounded.read_until(b'\n', &mut head).await? == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(serde_json::from_slice(&head).map_err(io::Error::from)?)
    }

    /// The same, unless it has ended by itself.
    pub(super) fn still_there(mut self) -> Option<Self> {
        matches!(self.child.try_wait(), Ok(None)).then_some(self)
    }

    /// Has it set one job.
    pub(super) async fn set(&mut self, line: &[u8]) -> Result<Vec<u8>, Broken> {
        self.jobs.write_all(line).await?;
        self.jobs.flush().await?;
        match self.head().await? {
            Head::Ready(_) => Err(io::Error::other("the program is ready twice").into()),
            Head::Error(why) => Err(Broken::Said(why)),
            Head::Bytes(bytes) if bytes > MAX_PDF_BYTES => {
                Err(io::Error::other("a PDF of so many bytes is not taken").into())
            }
            Head::Bytes(bytes) => {
                let mut pdf = vec![0; bytes];
                self.out.read_exact(&mut pdf).await?;
                Ok(pdf)
            }
        }
    }
}
