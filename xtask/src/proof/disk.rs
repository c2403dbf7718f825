//! The disk after a power cut: what was synced is there; of what was only
//! written, each sector of 512 bytes is there or not, as the dice fall. Names are
//! taken as durable at once: losing a rename only makes a node take itself for a
//! copy, which is safe (R7).

use std::collections::BTreeMap;

use super::{Dice, record::Event};

const SECTOR: usize = 512;

/// Files by name with what they hold.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A disk that remembers what is safe and what is not.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    safe: Files,
    loose: Vec<Event>,
}

impl Disk {
    /// Lets the next thing happen.
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Write { .. } | Event::Truncate { .. } => self.loose.push(event.clone()),
            Event::Synced { file } => self.sync(file),
            Event::Removed { file } => {
                self.safe.remove(file);
                self.loose.retain(|event| name(event) != Some(file));
            }
            Event::Renamed { file, to } => self.rename(file, to),
            Event::Told(_) => {}
        }
    }

    /// A folder may be synced too; it has no bytes of its own.
    fn sync(&mut self, file: &str) {
        let (now, later): (Vec<_>, Vec<_>) = self
            .loose
            .drain(..)
            .partition(|event| name(event) == Some(file));
        self.loose = later;
        for event in now {
            apply(&mut self.safe, &event);
        }
    }

    fn rename(&mut self, file: &str, to: &str) {
        if let Some(bytes) = self.safe.remove(file) {
            self.safe.insert(to.to_owned(), bytes);
        }
        for event in &mut self.loose {
            if let Event::Write { file: name, .. } | Event::Truncate { file: name, .. } = event
                && name == file
            {
                *name = to.to_owned();
            }
        }
    }

    /// The files after a power cut now.
    pub fn cut(&self, dice: &mut Dice) -> Files {
        let mut files = self.safe.clone();
        for event in &self.loose {
            match event {
                Event::Write {
                    file,
                    offset,
                    bytes,
                } => {
                    for (at, sector) in bytes.chunks(SECTOR).enumerate() {
                        if dice.below(2) == 0 {
                            write(&mut files, file, offset + at * SECTOR, sector);
                        }
                    }
                }
                other if dice.below(2) == 0 => apply(&mut files, other),
                _ => {}
            }
        }
        files
    }
}

fn name(event: &Event) -> Option<&str> {
    match event {
        Event::Write { file, .. } | Event::Truncate { file, .. } => Some(file),
        _ => None,
    }
}

fn apply(files: &mut Files, event: &Event) {
    match event {
        Event::Write {
            file,
            offset,
            bytes,
        } => write(files, file, *offset, bytes),
        Event::Truncate { file, size } => files.entry(file.clone()).or_default().resize(*size, 0),
        _ => {}
    }
}

fn write(files: &mut Files, file: &str, offset: usize, bytes: &[u8]) {
    let content = files.entry(file.to_owned()).or_default();
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::{Dice, Disk, Event};

    fn write(bytes: &[u8]) -> Event {
        Event::Write {
            file: "a".into(),
            offset: 0,
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn what_was_synced_survives_and_the_rest_is_torn() {
        let mut disk = Disk::default();
        disk.take(&write(b"first"));
        disk.take(&Event::Synced { file: "a".into() });
        disk.take(&write(&[9; 4096]));
        let mut dice = Dice(1);
        let images: Vec<_> = (0..20).map(|_| disk.cut(&mut dice)["a"].clone()).collect();
        assert!(images.iter().any(|image| image.starts_with(b"first")));
        assert!(
            images
                .iter()
                .any(|image| image.contains(&9) && image.contains(&0))
        );
    }

    #[test]
    fn a_renamed_file_is_whole_under_its_new_name() {
        let mut disk = Disk::default();
        disk.take(&write(b"mark"));
        disk.take(&Event::Synced { file: "a".into() });
        disk.take(&Event::Renamed {
            file: "a".into(),
            to: "b".into(),
        });
        let files = disk.cut(&mut Dice(1));
        assert_eq!(files.get("b").map(Vec::as_slice), Some(b"mark".as_slice()));
        assert!(!files.contains_key("a"));
    }
}
