//! Pictures as files named by their BLAKE3, beside the database. What a file holds
//! is checked against its name with every read, so a damaged one is as good as
//! missing; the same picture is kept once.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use nusa_facts::Hash;

/// The pictures of a node.
#[derive(Clone, Debug)]
pub struct Blobs(PathBuf);

/// The kind of a picture, by its first bytes; none for anything else.
pub fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// The name of a picture with these bytes.
pub fn name_of(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}

impl Blobs {
    /// The pictures in a node's directory.
    pub fn of(directory: &Path) -> Self {
        Self(directory.join("blobs"))
    }

    fn path(&self, name: &Hash) -> PathBuf {
        self.0.join(name.to_string())
    }

    /// Whether a picture is here, by its name alone.
    pub fn has(&self, name: &Hash) -> bool {
        self.path(name).is_file()
    }

    /// A picture; none when it is missing or damaged.
    ///
    /// # Errors
    /// What the disk says.
    pub fn get(&self, name: &Hash) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path(name)) {
            Ok(bytes) => Ok(Some(bytes).filter(|bytes| name_of(bytes) == *name)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A smaller one of a picture that was made before. Its file holds its own hash before the bytes, so
    /// that a damaged one is as good as missing.
    ///
    /// # Errors
    /// What the disk says.
    pub fn smaller(&self, name: &Hash, side: u32) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.smaller_path(name, side)) {
            Ok(bytes) => Ok(bytes
                .split_first_chunk::<32>()
                .and_then(|(hash, rest)| (name_of(rest).0 == *hash).then(|| rest.to_vec()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps a smaller one of a picture.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_smaller(&self, name: &Hash, side: u32, bytes: &[u8]) -> io::Result<()> {
        let hashed = [&name_of(bytes).0[..], bytes].concat();
        self.lay(&self.smaller_path(name, side), &hashed)
    }

    fn smaller_path(&self, name: &Hash, side: u32) -> PathBuf {
        self.0.join(format!("{name}-{side}"))
    }

    /// Writes a file; whole on disk or not there at all.
    fn lay(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let part = path.with_extension(format!("{:016x}.part", crate::dice::dice()));
        let mut file = fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        fs::File::open(&self.0)?.sync_all()
    }

    /// Keeps a picture; whole on disk or not there at all.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put(&self, bytes: &[u8]) -> io::Result<Hash> {
        let name = name_of(bytes);
        if self.get(&name)?.is_some() {
            return Ok(name);
        }
        self.lay(&self.path(&name), bytes)?;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_kept_under_its_hash_and_a_damaged_one_is_missing() {
        let directory = tempfile::tempdir().unwrap();
        let blobs = Blobs::of(directory.path());
        let name = blobs.put(b"\xff\xd8\xff sate").unwrap();
        assert_eq!(blobs.put(b"\xff\xd8\xff sate").unwrap(), name);
        assert_eq!(blobs.get(&name).unwrap().unwrap(), b"\xff\xd8\xff sate");
        assert_eq!(blobs.get(&Hash([0; 32])).unwrap(), None);
        fs::write(blobs.path(&name), b"rot").unwrap();
        assert!(blobs.has(&name) && blobs.get(&name).unwrap().is_none());
        blobs.put(b"\xff\xd8\xff sate").unwrap();
        assert!(
            blobs.get(&name).unwrap().is_some(),
            "it is healed by the next one that brings it"
        );
        assert_eq!(
            fs::read_dir(directory.path().join("blobs"))
                .unwrap()
                .count(),
            1
        );
    }

    #[test]
    fn only_pictures_are_pictures() {
        let cases = [
            (&b"\x89PNG\r\n\x1a\nxx"[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"<svg onload=alert(1)>", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(kind_of(bytes), kind, "{bytes:?}");
        }
    }
}
