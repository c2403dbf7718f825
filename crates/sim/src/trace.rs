//! What happened, line by line. All lines are hashed, so that two runs of one
//! seed can be compared by one number; they are kept or shown only on request.

use crate::agenda::Tick;

/// The story of one run.
pub struct Trace {
    hasher: blake3::Hasher,
    lines: u64,
    tail: Tail,
}

/// What is done with the lines besides hashing them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Nothing.
    Drop,
    /// They are printed as they come.
    Print,
}

impl Trace {
    /// An empty story.
    pub fn new(tail: Tail) -> Self {
        Self {
            hasher: blake3::Hasher::new(),
            lines: 0,
            tail,
        }
    }

    /// Adds a line.
    pub fn say(&mut self, now: Tick, line: std::fmt::Arguments<'_>) {
        let text = format!("{:>4}.{:03} {line}", now / 1_000, now % 1_000);
        self.hasher.update(text.as_bytes());
        self.hasher.update(b"\n");
        self.lines += 1;
        if self.tail == Tail::Print {
            println!("{text}");
        }
    }

    /// How many lines there are.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// The first 16 hex digits of the hash of all lines.
    pub fn mark(&self) -> String {
        let hash = self.hasher.finalize();
        nusa_facts::hex::encode(&hash.as_bytes()[..8])
    }
}
