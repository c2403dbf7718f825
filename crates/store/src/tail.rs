//! A second file, ideally on a second disk, with the documents that the centre
//! does not have yet (R26, R28). One line an envelope with its document, as on
//! the wire, on disk before the sale is answered. A database that was lost is
//! rebuilt from the centre and from this.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use nusa_facts::{Envelope, Hash, Head};

use crate::{error::Error, limits};

/// The file, open at its end.
pub(crate) struct Tail {
    path: PathBuf,
    file: File,
}

impl Tail {
    /// Opens the file at its end, or makes it. A line that a power cut tore off is cut away first.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let whole = if path.exists() {
            read(path)?
        } else {
            Vec::new()
        };
        write_whole(path, &whole)?;
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Self {
            path: path.to_owned(),
            file,
        })
    }

    /// Writes documents behind what is there; they are on disk when this returns.
    pub(crate) fn append(&mut self, fresh: &[(Envelope, Vec<u8>)]) -> Result<(), Error> {
        if fresh.is_empty() {
            return Ok(());
        }
        self.file.write_all(&lines(fresh)?)?;
        Ok(self.file.sync_data()?)
    }

    /// Forgets what stands at or before these heads.
    pub(crate) fn trim(&mut self, acknowledged: &[Head]) -> Result<(), Error> {
        let has = |envelope: &Envelope| {
            let of_chain = |head: &&Head| head.chain == envelope.chain;
            acknowledged
                .iter()
                .find(of_chain)
                .is_some_and(|head| envelope.seq <= head.seq)
        };
        let mut kept = read(&self.path)?;
        kept.retain(|(envelope, _)| !has(envelope));
        write_whole(&self.path, &kept)?;
        self.file = OpenOptions::new().append(true).open(&self.path)?;
        Ok(())
    }
}

#[cfg(test)]
impl Tail {
    /// A second disk that is full.
    pub(crate) fn full() -> Self {
        let path = PathBuf::from("/dev/full");
        let file = OpenOptions::new().append(true).open(&path).unwrap();
        Self { path, file }
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
    let (envelope, doc): (Envelope, String) = serde_json::from_slice(line).ok()?;
    let bytes = doc.into_bytes();
    let whole = envelope.is_sealed() && Hash::of_doc(&bytes) == envelope.doc_hash;
    whole.then_some((envelope, bytes))
}

fn lines(pairs: &[(Envelope, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    for (envelope, bytes) in pairs {
        let doc = std::str::from_utf8(bytes)
            .map_err(|_| Error::Row("a document that is no text".to_owned()))?;
        serde_json::to_writer(&mut text, &(envelope, doc))
            .map_err(|error| Error::Row(error.to_string()))?;
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
