//! Every limit of the law with its unit and its reason. What the money engine
//! or a document bounds is bounded there.

/// Payments of one sale: more than a table of guests ever splits one receipt into.
pub const MAX_PAYMENTS: usize = 20;

/// Coins and notes of one count: no currency has half as many.
pub const MAX_DENOMINATIONS: usize = 50;

/// Rows of one change of master data, which is one transaction: 100,000 products with a price each and
/// their categories come in one file, all or nothing.
pub const MAX_MASTER_ROWS: usize = 250_000;

/// Taxes of one product, a figure of the money rules (§ 13 step 1).
pub const MAX_TAXES: usize = 4;

/// Grants of one person: more than any chain has branches for one person to work in.
pub const MAX_GRANTS: usize = 200;

/// Lines above or below a receipt: paper costs money.
pub const MAX_RECEIPT_LINES: usize = 10;

/// Characters of a line above or below a receipt: the widest paper has 48 columns.
pub const MAX_RECEIPT_CHARS: usize = 48;

/// Characters of a code that people type or scan: SKU, barcode, login, tax code, unit.
pub const MAX_CODE_CHARS: usize = 40;

/// Characters of a branch's code, which stands in every receipt number.
pub const MAX_BRANCH_CODE_CHARS: usize = 6;

/// Parts per million of a whole.
pub const WHOLE_PPM: i64 = 1_000_000;

/// The last minute at which a business day may turn: before noon (money rules § 15).
pub const MAX_CUTOFF_MIN: u16 = 719;

/// Minutes that the local time of an inhabited place is ahead of or behind UTC, at most.
pub const MAX_TZ_MIN: i16 = 14 * 60;
