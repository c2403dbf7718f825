//! Every limit of the protocol with its unit and its reason (I9).

/// The oldest protocol that this program speaks.
pub const PROTOCOL_MIN: u16 = 1;

/// The newest protocol that this program speaks.
pub const PROTOCOL_MAX: u16 = 1;

/// Bytes of a page before compression: a branch on a 2G line sends one within half a minute, and
/// the centre holds a whole page in memory for every request it works on (R11).
pub const MAX_PAGE_BYTES: usize = 1 << 20;

/// Documents of a push or tail page: one transaction of the centre stays below a tenth of a second (R11).
pub const MAX_PUSH_DOCS: usize = 500;

/// Rows of a pull page: above what 1 MiB of product columns holds, so that bytes are what bounds it.
pub const MAX_PULL_ROWS: usize = 20_000;

/// Chains in one hello: one is added by an enrolment, a restore or a fork, a few in a branch's life.
/// The claims of all of them, 3 KiB each, stay below a page.
pub const MAX_CHAINS: usize = 256;

/// Places in one locator: doubling steps reach back over 2^60 envelopes, and a narrowing of 32
/// parts finds the common place of a million envelopes in four rounds.
pub const MAX_LOCATOR: usize = 64;

/// Parts into which one round of narrowing cuts what is still unknown.
pub const NARROW_PARTS: u64 = 32;

/// Streams that one branch follows: company, region, branch, and as many again while it moves.
pub const MAX_STREAMS: usize = 8;

/// Characters of the program's version in a hello.
pub const MAX_VERSION_CHARS: usize = 40;

/// Nonces that may overtake one another: a branch has three requests in flight, and their
/// repetitions and late arrivals never come near it (R12).
pub const NONCE_WINDOW: u64 = 64;

/// Milliseconds between two hellos of a branch that hears nothing else; two misses are "offline".
pub const HEARTBEAT_MS: u64 = 5_000;

/// Milliseconds before a hello that is repeated because an answer did not fit: a centre that
/// contradicts itself is not asked without a pause.
pub const HELLO_PAUSE_MS: u64 = 1_000;

/// Rounds of narrowing that follow one another without a pause; four find any honest fork.
pub const NARROW_ROUNDS: u32 = 16;

/// Stale nonces in a row that are answered at once; three lanes may each meet one.
pub const STALE_NONCES: u32 = 3;

/// Milliseconds a fresh sale waits for company in its page; far below the promised five seconds.
pub const PUSH_LINGER_MS: u64 = 300;

/// Milliseconds after which a hello without an answer counts as lost.
pub const HELLO_TIMEOUT_MS: u64 = 10_000;

/// Milliseconds after which a page without an answer counts as lost: 1 MiB on a 2G line.
pub const PAGE_TIMEOUT_MS: u64 = 30_000;

/// Milliseconds before the first repetition of a request that failed.
pub const BACKOFF_FIRST_MS: u64 = 500;

/// Milliseconds between tries in a long outage: a returned link is noticed within it, and ten
/// thousand branches knock some 300 times a second.
pub const BACKOFF_MOST_MS: u64 = 30_000;

/// Repetitions earned by a request that succeeded, in percent (R42).
pub const RETRY_BUDGET_PERCENT: u32 = 10;

/// Repetitions that may be saved up, so that a short break is overcome quickly.
pub const RETRY_SAVINGS: u32 = 10;

/// Milliseconds that the centre may ask a branch to wait: a wrong number cannot silence it for a day.
pub const MAX_ASKED_WAIT_MS: u64 = 3_600_000;

/// Pushes before a centre that are no load yet: two cores work them off while the branch writes its next page.
pub const EASY_PUSHES: usize = 4;

/// Milliseconds of the centre's one writer for a full page, by which it reckons how long a queue takes (R11).
pub const PUSH_MS: u64 = 100;

/// Milliseconds over which a herd is spread when the centre asks for it (R11).
pub const MAX_SPREAD_MS: u64 = 300_000;

/// Milliseconds between hellos of a branch whose key was taken back (R30).
pub const REVOKED_HEARTBEAT_MS: u64 = 60_000;

/// Milliseconds by which a clock may be before the newest fact, or jump, and still be believed.
pub const CLOCK_TRUST_MS: i64 = 86_400_000;

/// Milliseconds of difference from the centre above which screens show it (R20).
pub const CLOCK_SKEW_SHOWN_MS: i64 = 300_000;

/// Milliseconds on the road above which an answer says too little about the time.
pub const CLOCK_ROUND_TRIP_MS: u64 = 10_000;
