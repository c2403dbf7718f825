//! `money.wasm.json`: the digest and the size of the committed bytes, the digest of the source they
//! were made of, and what each known compiler makes of that source.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::{write::GzEncoder, Compression};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// BLAKE3 of the committed file.
    pub blake3: String,
    pub bytes: usize,
    /// Compressed, as the compressor of that day did it.
    pub gzip_bytes: usize,
    /// BLAKE3 over the name and text of every source file, in the order of the names.
    pub source_hash: String,
    pub builds: Vec<Build>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// What `rustc --version` says.
    pub compiler: String,
    /// BLAKE3 of what it makes.
    pub blake3: String,
}

impl Record {
    pub fn of(wasm: &Path, builds: Vec<Build>) -> Record {
        let bytes = fs::read(wasm).expect("the WebAssembly");
        Record {
            blake3: blake3::hash(&bytes).to_hex().to_string(),
            bytes: bytes.len(),
            gzip_bytes: gzipped(&bytes),
            source_hash: source_hash(),
            builds,
        }
    }

    pub fn read() -> Record {
        let text = fs::read_to_string(path()).expect("the record beside the WebAssembly");
        serde_json::from_str(&text).expect("a record")
    }

    pub fn write(&self) {
        let text = serde_json::to_string_pretty(self).expect("a record");
        fs::write(path(), text + "\n").expect("the record is written");
    }
}

/// BLAKE3 of a file.
pub fn digest(wasm: &Path) -> String {
    blake3::hash(&fs::read(wasm).expect("the WebAssembly"))
        .to_hex()
        .to_string()
}

fn path() -> PathBuf {
    crate::committed().with_extension("wasm.json")
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory").len()
}

fn source_hash() -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let name = |file: &PathBuf| {
        file.strip_prefix(&source)
            .expect("inside")
            .to_string_lossy()
            .replace('\\', "/")
    };
    let mut named: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|file| (name(file), fs::read(file).expect("a source file")))
        .collect();
    named.sort();
    let mut hash = blake3::Hasher::new();
    for (name, text) in named {
        for part in [name.as_bytes(), &text] {
            hash.update(&part.len().to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().to_hex().to_string()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .map_or(false, |extension| extension == "rs")
        {
            files.push(path);
        }
    }
}
