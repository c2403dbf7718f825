//! Every limit of a running node with its unit and its reason.

/// Commands committed in one transaction. Past it the fsync is already shared well, and the first
/// in the group should not wait for the last.
pub const MAX_GROUP: usize = 64;

/// Jobs that may wait for the writer. A longer queue would keep people waiting for seconds; refuse instead (R42).
pub const MAX_WAITING: usize = 1_024;

/// Documents replayed in one step of a rebuild or a verification, to bound memory.
pub const REPLAY_STEP: usize = 1_000;

/// Milliseconds that an enrolment code is good for: long enough to walk to the new device (R8).
pub const ENROL_CODE_MS: i64 = 600_000;

/// Milliseconds that the tombstone of a row is kept: a branch may be away for half a year before it needs
/// a snapshot (R14).
pub const TOMBSTONE_MS: i64 = 180 * 86_400_000;

/// Rows of a stream read at once, to bound memory; a page takes several steps.
pub const STREAM_STEP: usize = 1_000;

/// Milliseconds by which the kept offset of the clock may be off: a hello comes every five seconds and
/// should not cost the disk a write each time.
pub const OFFSET_DRIFT_MS: u64 = 500;

/// Jobs of the printers that are kept; a busy evening prints fewer that fail.
pub const MAX_PRINT_JOBS: usize = 200;

/// Calls to a printer before a job is left to people.
pub const MAX_PRINT_TRIES: u32 = 8;

/// Milliseconds between calls to a printer that took nothing: some two minutes in all.
pub const PRINT_WAITS_MS: [i64; 6] = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/// Milliseconds for which a job that is over is still shown: a week.
pub const PRINT_KEPT_MS: i64 = 7 * 86_400_000;

/// Customers whom a branch keeps: all are read when somebody is looked for.
pub const MAX_CUSTOMERS: usize = 20_000;

/// Visits that are kept of a customer: two a week for two years.
pub const MAX_VISITS: usize = 200;

/// Mails that wait before no more are taken: some days of a full house without internet.
pub const MAX_MAIL_WAITING: usize = 2_000;

/// Mails of one sale: every guest of a large table, and some that were sent again.
pub const MAX_MAILS_OF_SALE: usize = 20;

/// Milliseconds between tries of a mail, each spread by a fifth; the last one holds from then on. As long
/// as in the field: a server that is away for a moment is found soon, and one that is away is left alone.
pub const MAIL_WAITS_MS: [i64; 6] = [30_000, 60_000, 120_000, 300_000, 600_000, 900_000];

/// Milliseconds for which a mail is tried: two days without internet; nobody looks for an older receipt.
pub const MAIL_WAITS_FOR_MS: i64 = 48 * 3_600_000;

/// Milliseconds for which a mail that is over keeps its address, so that it can be sent again: a week.
pub const MAIL_ADDRESS_MS: i64 = 7 * 86_400_000;

/// Milliseconds for which a mail that is over is shown at all: a month.
pub const MAIL_KEPT_MS: i64 = 30 * 86_400_000;

/// Milliseconds for which it is remembered that a sale was thought of: longer than sales are looked through
/// for guests at a start.
pub const MAIL_THOUGHT_MS: i64 = 7 * 86_400_000;

/// Milliseconds for which it is remembered when a fact came in: the longest span of a list and some days.
pub const RECEIVED_MS: i64 = 100 * 86_400_000;

/// Milliseconds for which an invitation is good: somebody who is hired on a Friday begins on a Monday.
pub const INVITATION_MS: i64 = 72 * 3_600_000;

/// Milliseconds for which the link of a reset is good, and for which its mail may be under way.
pub const RESET_MS: i64 = 30 * 60_000;

/// Mails with a link that one person gets within `RESETS_WITHIN_MS`, so that nobody fills another's box.
pub const MAX_RESETS: usize = 3;

/// Milliseconds over which resets of one person are counted.
pub const RESETS_WITHIN_MS: i64 = 3_600_000;

/// Links of one kind that one person holds at once: a mail that is sent again brings another one.
pub const MAX_TOKENS: usize = 3;

/// Milliseconds for which a link whose time is over is still told from one that never was: a week.
pub const PASS_REMEMBERED_MS: i64 = 7 * 86_400_000;
