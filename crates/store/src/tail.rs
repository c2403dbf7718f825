//! A second file, ideally on a second disk, with the documents that the centre
//! does not have yet (R26, R28). One line an envelope with its document, as on
//! the wire and in an exported journal, on disk before the sale is answered: the
//! centre takes the file in like a journal, and a lost branch is rebuilt from there.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use nusa_facts::{BranchId, ChainId, Envelope, Hash};
use serde::{Deserialize, Serialize};

use crate::{error::Error, limits};

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    branch: BranchId,
    chain: ChainId,
    seq: u64,
    prev: Hash,
    doc_hash: Hash,
    hash: Hash,
    doc: String,
}

/// The file, open at its end; a stick that is not there may come later.
pub(crate) struct Tail {
    path: PathBuf,
    file: Option<File>,
    /// The places that the file was last written anew from; none before that, and after a write that failed.
    level: Vec<(ChainId, u64)>,
}

impl Tail {
    /// The file at a path, not opened yet.
    pub(crate) fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            file: None,
            level: Vec::new(),
        }
    }

    /// Opens the file at its end, or makes it. A line that a power cut tore off is cut away first.
    pub(crate) fn open(&mut self) -> Result<&mut File, Error> {
        let file = match self.file.take() {
            Some(file) => file,
            None => {
                write_whole(&self.path, &self.held()?)?;
                OpenOptions::new().append(true).open(&self.path)?
            }
        };
        Ok(self.file.insert(file))
    }

    /// What the file holds; nothing where there is none.
    fn held(&self) -> Result<Vec<(Envelope, Vec<u8>)>, Error> {
        if self.path.exists() {
            read(&self.path)
        } else {
            Ok(Vec::new())
        }
    }

    fn write(&mut self, fresh: &[(Envelope, Vec<u8>)]) -> Result<(), Error> {
        let text = lines(fresh)?;
        let file = self.open()?;
        file.write_all(&text)?;
        Ok(file.sync_data()?)
    }

    /// Writes documents behind what is there; they are on disk when this returns.
    pub(crate) fn append(&mut self, fresh: &[(Envelope, Vec<u8>)]) -> Result<(), Error> {
        if fresh.is_empty() {
            return Ok(());
        }
        let written = self.write(fresh);
        if written.is_err() {
            self.level.clear();
        }
        written
    }

    /// Whether the file holds exactly what follows these places.
    pub(crate) fn is_level(&self, acknowledged: &[(ChainId, u64)]) -> bool {
        self.level == acknowledged
    }

    /// Writes the file anew: what follows these places of their chains, and whatever it holds of chains that
    /// are not among them, which only this file may have.
    pub(crate) fn rewrite(
        &mut self,
        acknowledged: Vec<(ChainId, u64)>,
        unsent: Vec<(Envelope, Vec<u8>)>,
    ) -> Result<(), Error> {
        let is_known = |envelope: &Envelope| {
            acknowledged
                .iter()
                .any(|(chain, _)| *chain == envelope.chain)
        };
        let mut kept = self.held()?;
        kept.retain(|(envelope, _)| !is_known(envelope));
        kept.extend(unsent);
        write_whole(&self.path, &kept)?;
        self.file = Some(OpenOptions::new().append(true).open(&self.path)?);
        self.level = acknowledged;
        Ok(())
    }
}

#[cfg(test)]
impl Tail {
    /// A second disk that is full.
    pub(crate) fn full() -> Self {
        let path = PathBuf::from("/dev/full");
        let file = OpenOptions::new().append(true).open(&path).unwrap();
        Self {
            path,
            file: Some(file),
            level: Vec::new(),
        }
    }
}

/// Reads a tail file as far as it is whole: every line sealed, every document as its envelope says.
///
/// # Errors
/// `Io` when the file cannot be read.
pub fn read(path: &Path) -> Result<Vec<(Envelope, Vec<u8>)>, Error> {
    let mut file = BufReader::new(File::open(path)?);
    let mut whole = Vec::new();
    loop {
        let mut line = Vec::new();
        // What is no tail file may have no end and no line break.
        let taken = file
            .by_ref()
            .take(limits::TAIL_LINE_BYTES)
            .read_until(b'\n', &mut line)?;
        match parse(&line) {
            Some(pair) if 0 < taken => whole.push(pair),
            _ => return Ok(whole),
        }
    }
}

fn parse(line: &[u8]) -> Option<(Envelope, Vec<u8>)> {
    let line: Line = serde_json::from_slice(line).ok()?;
    let envelope = Envelope {
        branch: line.branch,
        chain: line.chain,
        seq: line.seq,
        prev: line.prev,
        doc_hash: line.doc_hash,
        hash: line.hash,
    };
    let bytes = line.doc.into_bytes();
    let whole = envelope.is_sealed() && Hash::of_doc(&bytes) == envelope.doc_hash;
    whole.then_some((envelope, bytes))
}

fn lines(pairs: &[(Envelope, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    for (envelope, bytes) in pairs {
        let doc = String::from_utf8(bytes.clone())
            .map_err(|_| Error::Row("a document that is no text".to_owned()))?;
        let line = Line {
            branch: envelope.branch,
            chain: envelope.chain,
            seq: envelope.seq,
            prev: envelope.prev,
            doc_hash: envelope.doc_hash,
            hash: envelope.hash,
            doc,
        };
        serde_json::to_writer(&mut text, &line).map_err(|error| Error::Row(error.to_string()))?;
        text.push(b'\n');
    }
    Ok(text)
}

/// Writes the file anew beside the old one and puts it in its place.
fn write_whole(path: &Path, pairs: &[(Envelope, Vec<u8>)]) -> Result<(), Error> {
    let unfinished = path.with_extension("unfinished");
    let mut file = File::create(&unfinished)?;
    file.write_all(&lines(pairs)?)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => Ok(File::open(parent)?.sync_all()?),
        _ => Ok(()),
    }
}
