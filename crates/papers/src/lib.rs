//! What a shop hands out on paper: receipts, slips and reports as lines, as text,
//! as bytes for a printer and as a page for a browser. Made of facts alone, so
//! that no later change of a setting changes an old paper (D1-31). Pure: no clock,
//! no disk, no socket.

pub mod bill;
pub mod cash;
pub mod escpos;
pub mod figures;
pub mod html;
pub mod letter;
pub mod letterhead;
pub mod press;
pub mod receipt;
pub mod refund;
pub mod report;
pub mod sheet;
pub mod test_page;
pub mod void;
pub mod words;
pub mod zone;

pub use sheet::{Line, Sheet};
pub use words::Language;

/// How a paper is to look; what it says comes from the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Characters of a line: 32, 42 or 48.
    pub columns: usize,
    /// The language of its own words.
    pub language: Language,
    /// Which copy it is; 0 is the original.
    pub copy: u32,
}
