//! Reads the golden files of this crate. Knows where they are, not what they say.

use std::path::PathBuf;

/// A golden document.
pub(crate) struct Golden {
    /// The file's name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// Every golden document, by name.
pub(crate) fn golden_docs() -> Vec<Golden> {
    let mut docs: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| Golden {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            bytes: std::fs::read(&path).unwrap(),
        })
        .collect();
    docs.sort_by(|a, b| a.name.cmp(&b.name));
    docs
}

/// A golden text beside the documents.
pub(crate) fn golden_text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_default()
}
