//! `nusa export journal`: the node's own facts with their places, one a line, so
//! that they can reach the centre on a stick where no link does. Works beside a
//! running node.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use nusa_facts::BranchId;
use nusa_store::{ChainRow, Look, SqliteReader};
use nusa_sync::messages::PushedEnvelope;

use crate::{exit::Failure, home::Home};

/// Envelopes read at once, to bound memory.
const STEP: usize = 500;

/// Bytes of documents read at once.
const STEP_BYTES: usize = 4 << 20;

/// Exports everything, or what follows a sequence of the open chain.
///
/// # Errors
/// `Refused` when the file stands already; whatever the disk says.
pub fn run(data: &Path, out: &Path, since: u64) -> Result<(), Failure> {
    let home = Home::of_node(data)?;
    let reader = home.read()?;
    let branch = home.identity(&reader)?.branch;
    let stands = |error: std::io::Error| Failure::Refused(format!("{}: {error}", out.display()));
    let file = File::create_new(out).map_err(stands)?;
    let lines = reader.snapshot(|reader| write(reader, branch, since, &file))?;
    file.sync_all()?;
    println!("{lines} facts exported to {}", out.display());
    Ok(())
}

fn write(reader: &SqliteReader, branch: BranchId, since: u64, file: &File) -> Result<u64, Failure> {
    let mut out = BufWriter::new(file);
    let mut lines = 0;
    for row in reader.chains(branch)? {
        if since == 0 || row.open {
            lines += write_chain(reader, branch, &row, since, &mut out)?;
        }
    }
    out.flush()?;
    Ok(lines)
}

fn write_chain(
    look: &impl Look,
    branch: BranchId,
    row: &ChainRow,
    since: u64,
    out: &mut impl Write,
) -> Result<u64, Failure> {
    let (mut after, mut lines) = (since, 0);
    loop {
        let page = look.page(branch, row.chain, after, STEP, STEP_BYTES)?;
        if page.is_empty() {
            return Ok(lines);
        }
        for (envelope, doc) in page {
            after = envelope.seq;
            lines += 1;
            let line = PushedEnvelope::new(&envelope, doc)
                .map_err(|error| Failure::Damaged(error.to_string()))?;
            serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
}
