//! The built front end within the program, as `build.rs` found it. Knows its
//! files by name and nothing of what is in them.

use nusa_server::faces::{Faces, File};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/web"]
struct Dist;

/// The front end of this program; empty where it was not built.
pub fn faces() -> Faces {
    Faces::of(|name| {
        let file = Dist::get(name)?;
        Some(File {
            bytes: file.data,
            hash: file.metadata.sha256_hash(),
        })
    })
}
