//! Sets pages: templates in `templates/`, words in `templates/words/`, and what a job
//! brings become PDF by typst. It says first that it is ready. A job is a line of JSON;
//! its answer is a line of JSON with the number of bytes and then so many bytes of PDF,
//! or a line with an error. Knows nothing of Nusa but the names of its templates: no
//! clock, no network, no file and no font of the machine that it runs on.

mod fonts;
mod set;
mod templates;
mod world;

use std::io::{self, BufRead, Read, Write};

use serde::Deserialize;
use serde_json::Value;

pub use set::set;

/// Bytes of a job: a report with all its rows is below 200 KiB, a thousand labels below 1 MiB.
pub const MAX_JOB_BYTES: u64 = 8 << 20;

/// A job as it comes.
#[derive(Debug, Deserialize)]
pub struct Job {
    /// The name of the template.
    pub paper: String,
    /// The tag of the language.
    pub language: String,
    /// What the template shows.
    pub data: Value,
}

/// A page with nothing on it: what setting it reads and remembers, no job has to wait for.
const NOTHING: &[u8] = br#"{"paper":"slip","language":"id","data":{"title":"","rows":[]}}"#;

/// Says that it is ready, then does jobs until there are no more.
///
/// # Errors
/// When a job cannot be read or its answer not be written; an unknown or broken job is an answer.
pub fn serve(jobs: &mut impl BufRead, out: &mut impl Write) -> io::Result<()> {
    answer(NOTHING).map_err(io::Error::other)?;
    writeln!(out, "{{\"ready\":true}}")?;
    out.flush()?;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = jobs
            .by_ref()
            .take(MAX_JOB_BYTES)
            .read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a job is cut off or too long",
            ));
        }
        match answer(&line) {
            Ok(pdf) => {
                writeln!(out, "{{\"bytes\":{}}}", pdf.len())?;
                out.write_all(&pdf)?;
            }
            Err(why) => writeln!(out, "{}", serde_json::json!({ "error": why }))?,
        }
        out.flush()?;
    }
}

fn answer(line: &[u8]) -> Result<Vec<u8>, String> {
    let job: Job = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    set(&job)
}
