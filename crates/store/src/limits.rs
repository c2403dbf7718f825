//! Every limit of the store with its unit and its reason.

/// Bytes up to which the whole file is checked at the start: about a tenth of a second. Above it
/// only the journal's tail is, and the whole file when an operator asks (R26).
pub const QUICK_CHECK_MAX_BYTES: u64 = 128 << 20;

/// Envelopes whose seals and documents are checked at every start, shared by all chains (R26):
/// some milliseconds, and more than a shop sells between two fsyncs that a disk could lie about.
pub const TAIL_ENVELOPES: u64 = 2_000;

/// Bytes set aside so that a full disk still leaves room to close a shift (R25).
pub const BALLAST_BYTES: u64 = 64 << 20;

/// Share of the disk, in percent, below which people are warned (R25).
pub const LOW_ROOM_PERCENT: u64 = 10;

/// Milliseconds that a statement waits for another connection of this process, e.g. a backup.
pub const BUSY_MS: u64 = 5_000;

/// Pages of 4 KiB after which the log is written back: rarely enough for a push of 500 sales,
/// often enough that a start after a power cut replays less than a second's work.
pub const CHECKPOINT_PAGES: u32 = 4_000;

/// KiB of pages that the writer keeps in memory.
pub const WRITER_CACHE_KIB: u32 = 16_384;

/// KiB of pages that each reader keeps in memory; there are several.
pub const READER_CACHE_KIB: u32 = 4_096;

/// Statements kept prepared: more than this crate has, so that none is ever parsed twice.
pub const PREPARED: usize = 256;

/// Rows of one page of a list: 500 for a screen, and the one more that tells whether there is another page.
pub const LIST_ROWS: usize = 501;

/// Envelopes read at once when a chain is walked: a few MiB of documents.
pub const WALK_DOCS: usize = 500;

/// Bytes read at once when a chain is walked.
pub const WALK_BYTES: usize = 4 << 20;

/// Bytes of one line of the second tail file: a document whose every byte is escaped, with its envelope.
pub const TAIL_LINE_BYTES: u64 = 8 * nusa_facts::limits::MAX_DOC_BYTES as u64;

/// How many rows may be read for each that is wanted before single searches are cheaper.
pub const CLOSE_TOGETHER: usize = 4;
