//! Every limit of the API with its unit and its reason (I9).

use nusa_facts::limits::{MAX_LINES, MAX_TEXT_CHARS};
use nusa_rules::limits::MAX_CODE_CHARS;
pub use nusa_rules::limits::{
    MAX_DENOMINATIONS, MAX_GRANTS, MAX_MODIFIED_PRODUCTS, MAX_MODIFIERS, MAX_PAYMENTS,
    MAX_RECEIPT_LINES, MAX_STATION_CATEGORIES, MAX_TAXES,
};

/// Minor units: what JavaScript still counts exactly, with three digits to spare.
pub const MAX_MONEY: i64 = 1_000_000_000_000_000;

/// Thousandths of a unit in one line: a billion pieces, so that price times quantity stays far from overflow.
pub const MAX_QUANTITY_MILLI: i64 = 1_000_000_000_000;

/// Lines of one request, as a document may hold.
pub const MAX_REQUEST_LINES: usize = MAX_LINES;

/// Answers that are chosen with one dish, a figure of the money engine.
pub const MAX_CHOSEN: usize = 50;

/// Labels that are made at once: some forty sheets.
pub const MAX_LABELS: usize = 1_000;

/// Characters of a name, note or reason.
pub const MAX_TEXT: usize = MAX_TEXT_CHARS;

/// Characters of a code: SKU, barcode, branch code, tax code, sign-in name.
pub const MAX_CODE: usize = MAX_CODE_CHARS;

/// Characters of a password at least: below it guessing is too quick.
pub const MIN_PASSWORD: usize = 10;

/// Characters of a password at most: hashing works on all of them.
pub const MAX_PASSWORD: usize = 200;

/// Digits of a PIN (look: the pad of the till).
pub const PIN_DIGITS: usize = 6;

/// Products that a till keeps at hand: three screens of a pad.
pub const MAX_FAVOURITES: usize = 60;

/// Copies of one paper: the mark has room for three digits.
pub const MAX_COPIES: u32 = 999;

/// Characters of a printer's name in the network, as DNS has it.
pub const MAX_HOST: usize = 253;

/// Bytes of the address under which others reach the office.
pub const MAX_OFFICE: usize = 200;

/// Bytes of the token of a link: 64 hex digits, and room for another program's.
pub const MAX_TOKEN: usize = 128;

/// Bytes of the secret of a mail server: tokens of large providers have some hundred.
pub const MAX_SECRET: usize = 1_024;

/// Rows of one page of a list when the asker names no number.
pub const PAGE_ROWS: usize = 50;

/// Rows of one page of a list at most: a screen shows no more, and an answer stays below 200 KiB.
pub const MAX_PAGE_ROWS: usize = 500;

/// Days that a list of sales or a report may span: a quarter, so that no question scans a year.
pub const MAX_SPAN_DAYS: i64 = 92;

/// Products of one bulk change: with its price each, what one change of master data holds.
pub const MAX_BULK: usize = 400;

/// Letters or digits by which a cashier looks for a customer: with fewer, half of them would be shown.
pub const MIN_SEARCH: usize = 3;

/// Lines of what a guest chooses and orders at once (R39).
pub const MAX_GUEST_LINES: usize = 30;

/// Characters of an e-mail address (RFC 5321 4.5.3.1.3, less its brackets).
pub const MAX_EMAIL: usize = 254;

/// Digits of a phone number (ITU-T E.164 has 15; some people write the 0 too).
pub const MAX_PHONE: usize = 16;
