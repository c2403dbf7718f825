//! Every limit of the law with its unit and its reason. What the money engine
//! or a document bounds is bounded there.

/// Payments of one sale: more than a table of guests ever splits one receipt into.
pub const MAX_PAYMENTS: usize = 20;

/// Parts of one bill: more than sit around the longest table that pays apart.
pub const MAX_PARTS: usize = 20;

/// Shares of one line that one payer takes: more than any table counts.
pub const MAX_WEIGHT: u32 = 1_000;

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

/// Characters that a line of the papers in use has: 58 mm, 80 mm of some printers, 80 mm.
pub const RECEIPT_COLUMNS: [u8; 3] = [32, 42, 48];

/// Characters of a tax number with its dots: 16 digits and what people put between them.
pub const MAX_NPWP_CHARS: usize = 24;

/// Characters of a QRIS: the longest that a phone reads from a screen with ease.
pub const MAX_QRIS_CHARS: usize = 512;

/// Layouts of labels: one a prefix that GS1 keeps for the shop.
pub const MAX_LABELS: usize = 10;

/// Prefixes that GS1 keeps for the shop's own labels (money rules § 7).
pub const LABEL_PREFIXES: std::ops::RangeInclusive<u8> = 20..=29;

/// Days for which a list of people is good enough to hand money out by (R31).
pub const MAX_PEOPLE_AGE_DAYS: i64 = 7;

/// Characters of what stands on a table: people read it across a room.
pub const MAX_LABEL_CHARS: usize = 12;

/// Seats of one table: a banquet table seats fewer.
pub const MAX_SEATS: u16 = 200;

/// Tables of a branch, used or not: more than any house has.
pub const MAX_TABLES: usize = 2_000;

/// People who work at one branch by its word alone: more than any shop or kitchen has hands.
pub const MAX_LOCAL_STAFF: usize = 500;

/// Orders of a table with which the kitchen has not begun, before its guests wait (R39); one a seat where
/// there are more seats.
pub const GUEST_ORDERS_WAITING: usize = 3;

/// Orders of a table within `GUEST_ORDERS_MS`, before its guests wait (R39); two a seat where there are more.
pub const GUEST_ORDERS: usize = 10;

/// Milliseconds over which the orders of a table are counted.
pub const GUEST_ORDERS_MS: i64 = 600_000;

/// Stations of a kitchen, used or not: more than any has cooks.
pub const MAX_STATIONS: usize = 20;

/// Categories that one station cooks: more than any menu has.
pub const MAX_STATION_CATEGORIES: usize = 200;

/// Characters of the name that a guest gives, or that a station has.
pub const MAX_NAME_CHARS: usize = 60;

/// Questions that are asked with products, all in all: more than any menu asks.
pub const MAX_MODIFIER_GROUPS: usize = 500;

/// Answers to one of them, those that are given no more included: a screen shows no more.
pub const MAX_MODIFIERS: usize = 50;

/// Products that one question is asked with: more dishes than the longest menu has.
pub const MAX_MODIFIED_PRODUCTS: usize = 2_000;

/// Parts per million of a whole.
pub const WHOLE_PPM: i64 = 1_000_000;

/// The last minute at which a business day may turn: before noon (money rules § 15).
pub const MAX_CUTOFF_MIN: u16 = 719;

/// Minutes that the local time of an inhabited place is ahead of or behind UTC, at most.
pub const MAX_TZ_MIN: i16 = 14 * 60;
