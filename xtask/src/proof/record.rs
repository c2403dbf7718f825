//! Reading what `scripts/power-cut/recorder.c` wrote: what a program did to its
//! files and what it told its peers, in order.

use std::path::Path;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Bytes were written at an offset.
    Write {
        /// The file.
        file: String,
        /// Where.
        offset: usize,
        /// What.
        bytes: Vec<u8>,
    },
    /// A file was cut or stretched to a size.
    Truncate {
        /// The file.
        file: String,
        /// The size.
        size: usize,
    },
    /// What was written to a file is on disk.
    Synced {
        /// The file.
        file: String,
    },
    /// A file was removed.
    Removed {
        /// The file.
        file: String,
    },
    /// A file got another name.
    Renamed {
        /// The old name.
        file: String,
        /// The new name.
        to: String,
    },
    /// Bytes were handed to a socket.
    Told(Vec<u8>),
}

impl Event {
    /// Whether it touches a file at all.
    pub fn is_of_disk(&self) -> bool {
        !matches!(self, Self::Told(_))
    }
}

/// Reads a whole record. A last entry that was cut off is left out.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: &Path) -> std::io::Result<Vec<Event>> {
    Ok(parse(&std::fs::read(path)?))
}

fn parse(mut rest: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some((event, after)) = entry(rest) {
        events.extend(event);
        rest = after;
    }
    events
}

fn entry(bytes: &[u8]) -> Option<(Option<Event>, &[u8])> {
    let (head, rest) = bytes.split_at_checked(19)?;
    let name_length = usize::from(u16::from_ne_bytes(head[1..3].try_into().ok()?));
    let offset = usize::try_from(u64::from_ne_bytes(head[3..11].try_into().ok()?)).ok()?;
    let length = usize::try_from(u64::from_ne_bytes(head[11..19].try_into().ok()?)).ok()?;
    let (name, rest) = rest.split_at_checked(name_length)?;
    let carries = matches!(head[0], b'W' | b'A' | b'R');
    let (content, rest) = rest.split_at_checked(if carries { length } else { 0 })?;
    let file = String::from_utf8_lossy(name).into_owned();
    let event = match head[0] {
        b'W' => Event::Write {
            file,
            offset,
            bytes: content.to_vec(),
        },
        b'T' => Event::Truncate { file, size: offset },
        b'S' => Event::Synced { file },
        b'U' => Event::Removed { file },
        b'R' => Event::Renamed {
            file,
            to: String::from_utf8_lossy(content).into_owned(),
        },
        b'A' => Event::Told(content.to_vec()),
        _ => return None,
    };
    Some((Some(event).filter(|event| !is_ballast(event)), rest))
}

/// The ballast only takes room; its bytes mean nothing and would fill the memory.
fn is_ballast(event: &Event) -> bool {
    match event {
        Event::Write { file, .. } | Event::Truncate { file, .. } => file.ends_with("ballast"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, parse};

    fn raw(op: u8, name: &str, offset: u64, bytes: &[u8], length: u64) -> Vec<u8> {
        let mut out = vec![op];
        out.extend(u16::try_from(name.len()).unwrap().to_ne_bytes());
        out.extend(offset.to_ne_bytes());
        out.extend(length.to_ne_bytes());
        out.extend(name.as_bytes());
        out.extend(bytes);
        out
    }

    #[test]
    fn a_record_is_read_up_to_where_it_was_cut_off() {
        let mut bytes = raw(b'W', "/d/a", 7, b"xyz", 3);
        bytes.extend(raw(b'S', "/d/a", 0, b"", 0));
        bytes.extend(raw(b'A', "", 0, b"201", 3));
        bytes.extend(&raw(b'W', "/d/a", 0, b"abc", 3)[..20]);
        let file = || "/d/a".to_owned();
        let told = Event::Told(b"201".to_vec());
        let write = Event::Write {
            file: file(),
            offset: 7,
            bytes: b"xyz".to_vec(),
        };
        assert_eq!(parse(&bytes), [write, Event::Synced { file: file() }, told]);
    }
}
