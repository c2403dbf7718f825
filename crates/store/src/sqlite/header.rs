//! The first hundred bytes of a database: whose it is and of which version, read
//! before the engine touches the file, so that nobody else's file is changed.

use std::{fs::File, io::Read, path::Path};

use crate::error::Error;

/// "NUSA": what `PRAGMA application_id` says of our files.
pub(super) const APPLICATION: u32 = 0x4E55_5341;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const APPLICATION_AT: usize = 68;

/// Looks at a file before it is opened. An absent or empty file is a new database.
pub(super) fn check(path: &Path) -> Result<(), Error> {
    let mut header = Vec::with_capacity(100);
    match File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut header)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if header.is_empty() {
        return Ok(());
    }
    let ours =
        header.get(APPLICATION_AT..APPLICATION_AT + 4) == Some(&APPLICATION.to_be_bytes()[..]);
    let sqlite = header.starts_with(MAGIC);
    match (sqlite, ours) {
        (true, _) if header.len() == 100 => Ok(()),
        (false, true) => Err(Error::Damaged(
            "its first bytes were overwritten".to_owned(),
        )),
        (true, _) => Err(Error::Damaged(
            "it is cut off after its first bytes".to_owned(),
        )),
        (false, false) => Err(Error::Foreign("it is no SQLite file".to_owned())),
    }
}
