//! What a check answers: a place in the tree and the sentence that says what is wrong there.

use std::fmt;

/// One breach of one law. `line` counts from 1; 0 means the whole file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// Line number from 1, or 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do instead, one sentence.
    pub text: String,
}

impl Finding {
    /// A finding at one line of a file.
    pub fn at(path: &str, line: usize, text: impl Into<String>) -> Finding {
        Finding {
            path: path.to_owned(),
            line,
            text: text.into(),
        }
    }

    /// A finding about a whole file, or about something that is missing from it.
    pub fn of(path: &str, text: impl Into<String>) -> Finding {
        Finding::at(path, 0, text)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.text),
            line => write!(f, "{}:{line}: {}", self.path, self.text),
        }
    }
}
