//! How the program ends: a sentence for people and a code for scripts.

use std::process::ExitCode;

use nusa_node::Fault;
use nusa_store::Error as StoreError;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Refused, or what was compared differs.
    #[error("{0}")]
    Refused(String),
    /// The command line asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
    /// The disk is full or refuses.
    #[error("{0}")]
    Disk(String),
    /// The data cannot be trusted.
    #[error("{0}")]
    Damaged(String),
    /// Another process works on the directory.
    #[error("{0}")]
    Locked(String),
}

impl Failure {
    /// 1 refused or different, 2 usage, 3 damaged, 4 locked.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Refused(_) | Self::Disk(_) => 1,
            Self::Usage(_) => 2,
            Self::Damaged(_) => 3,
            Self::Locked(_) => 4,
        })
    }
}

impl Failure {
    /// The same with what it is about in front: a directory, a file.
    pub fn about(self, what: &str) -> Self {
        self.reworded(|text| format!("{what}: {text}"))
    }

    /// The same with what else is to be known behind it.
    pub fn and(self, further: &str) -> Self {
        self.reworded(|text| format!("{text}; {further}"))
    }

    fn reworded(self, reword: impl FnOnce(String) -> String) -> Self {
        match self {
            Self::Refused(text) => Self::Refused(reword(text)),
            Self::Disk(text) => Self::Disk(reword(text)),
            Self::Usage(text) => Self::Usage(reword(text)),
            Self::Damaged(text) => Self::Damaged(reword(text)),
            Self::Locked(text) => Self::Locked(reword(text)),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let text = error.to_string();
        match error {
            StoreError::Locked => Self::Locked(text),
            StoreError::Damaged(_)
            | StoreError::Newer { .. }
            | StoreError::Foreign(_)
            | StoreError::Row(_) => Self::Damaged(text),
            StoreError::Older { .. } | StoreError::Taken(_) => Self::Refused(text),
            StoreError::Full | StoreError::Io(_) => Self::Disk(text),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(error) => error.into(),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.to_string())
    }
}
