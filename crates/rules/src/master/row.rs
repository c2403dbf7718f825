//! A row's place in a change, for the fields of refusals, and the checks of texts
//! and codes that all kinds of rows share. Trims what it admits.

use crate::{Refusal, limits::MAX_CODE_CHARS, refusal::Code, text};

/// The index of a row in the change.
#[derive(Clone, Copy)]
pub(super) struct RowAt(pub(super) usize);

impl RowAt {
    /// The path of a field of this row.
    pub(super) fn field(self, name: &str) -> String {
        format!("rows[{}].{name}", self.0)
    }

    /// The refusal of a field of this row.
    pub(super) fn invalid(self, name: &str, detail: impl Into<String>) -> Refusal {
        Refusal::at(Code::MasterInvalid, self.field(name), detail)
    }

    /// Refuses a field of this row unless it is right.
    pub(super) fn ensure(self, right: bool, name: &str, detail: &str) -> Result<(), Refusal> {
        if right {
            Ok(())
        } else {
            Err(self.invalid(name, detail))
        }
    }

    /// A text that must say something.
    pub(super) fn text(self, name: &str, given: &mut String) -> Result<(), Refusal> {
        *given = text::required(&self.field(name), given)?;
        Ok(())
    }

    /// A text that may be empty.
    pub(super) fn blank_or_text(self, name: &str, given: &mut String) -> Result<(), Refusal> {
        *given = text::optional(&self.field(name), Some(given))?.unwrap_or_default();
        Ok(())
    }

    /// A code that people type or scan: short and without blanks.
    pub(super) fn code(self, name: &str, given: &mut String) -> Result<(), Refusal> {
        *given = text::bounded(&self.field(name), given, MAX_CODE_CHARS)?;
        let solid = !given.contains(char::is_whitespace);
        self.ensure(solid, name, "a code has no blanks")
    }
}
