//! Small files that must be whole or absent after a power cut: written beside,
//! synced, renamed, and the directory synced. Knows no database.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

/// Bytes of a small file at most; what is larger is none of ours.
const MAX_BYTES: u64 = 64 * 1024;

/// Writes a file that only its owner reads, so that it is whole on disk when this returns.
///
/// # Errors
/// Whatever the disk says; the former file stands then.
pub fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = beside(path);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = options().open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_directory(path)
}

/// Reads a small file; none where there is none.
///
/// # Errors
/// Whatever the disk says, and `InvalidData` for a file that is too large.
pub fn read(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::new(
            ErrorKind::InvalidData,
            "the file is too large",
        ));
    }
    Ok(Some(bytes))
}

/// Removes a small file, where there is one; it stays away after a power cut.
///
/// # Errors
/// Whatever the disk says.
pub fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.and_then(|()| sync_directory(path)),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}

/// The name of a file is on disk only when its directory is.
fn sync_directory(path: &Path) -> std::io::Result<()> {
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    File::open(directory.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_hidden_from_others() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("device.key");
        assert_eq!(read(&path).unwrap(), None);
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some(&b"two"[..]));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert_eq!(read(&path).unwrap(), None);
        write(&path, b"three").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn what_a_broken_write_left_behind_does_not_stop_the_next() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("incarnation");
        fs::write(beside(&path), b"half").unwrap();
        write(&path, b"whole").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some(&b"whole"[..]));
    }

    #[test]
    fn a_file_of_another_kind_is_not_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("large");
        fs::write(&path, vec![0; MAX_BYTES as usize + 1]).unwrap();
        assert_eq!(read(&path).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}
