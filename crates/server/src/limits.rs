//! Every limit of the door with its unit and its reason (I9).

use std::time::Duration;

/// Bytes of a request's body; a sale of 200 lines is below 30 KiB.
pub const MAX_BODY_BYTES: usize = 1 << 20;

/// Bytes of a picture: a phone's photo after the office made it smaller.
pub const MAX_BLOB_BYTES: usize = 2 << 20;

/// Bytes of an imported file: what the reader of sheets takes.
pub const MAX_IMPORT_BYTES: usize = nusa_contract::import::MAX_IMPORT_BYTES;

/// Bytes of a node's message after unpacking: a page and what its bound leaves uncounted.
pub const MAX_UNPACKED_BYTES: usize = (1 << 20) + (1 << 17);

/// Bytes of memory that a packed body may ask for as its window, as a power of two: 2 MiB.
pub const MAX_WINDOW_LOG: u32 = 21;

/// Bytes of a node's answer: a pull page is bounded near 1 MiB, its JSON may be twice that.
pub const MAX_ANSWER_BYTES: usize = 4 << 20;

/// Connections at once; each costs some 20 KiB.
pub const MAX_CONNECTIONS: usize = 2_048;

/// Pushes worked on at once: each holds a page in memory, and the writer takes them one by one anyway (R11).
pub const MAX_PUSHES: usize = 32;

/// Other requests of nodes at once, in a lane of their own, so that pushes starve no pull (R12).
pub const MAX_PULLS: usize = 64;

/// Requests of people at once; more would only queue for the writer (R42).
pub const MAX_PEOPLE: usize = 512;

/// Seconds that a branch which was turned away should wait.
pub const RETRY_AFTER_S: u64 = 2;

/// Readers for people's questions: two cores answer them.
pub const PEOPLE_READERS: usize = 4;

/// Readers for other nodes' questions (R12).
pub const PEER_READERS: usize = 2;

/// Questions that wait for a reader before more are turned away.
pub const MAX_QUESTIONS: usize = 256;

/// For a whole request of a person.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// For a whole request of a node: 1 MiB on a 2G line, as the uplink waits.
pub const PAGE_TIMEOUT: Duration = Duration::from_secs(40);

/// For the head of a request: who dribbles it is cut off.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// For requests under way when the node stops.
pub const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// Passwords hashed at once: each takes 19 MiB and a core for some 20 ms.
pub const MAX_HASHINGS: usize = 2;

/// Passwords that wait to be hashed.
pub const MAX_SIGN_INS_WAITING: usize = 32;

/// Failures of one sign-in name before it must wait.
pub const MAX_FAILURES_LOGIN: u32 = 5;

/// Failures from one address before it must wait; a shop's tills share one.
pub const MAX_FAILURES_PEER: u32 = 20;

/// Milliseconds to wait after too many failures.
pub const FAILURE_WAIT_MS: u64 = 60_000;

/// Sign-in names and addresses remembered for their failures; the oldest goes first.
pub const MAX_REMEMBERED: usize = 10_000;

/// Milliseconds of a sign-in: a long working day and its closing.
pub const SIGN_IN_MS: i64 = 16 * 3_600_000;

/// Sign-ins of one person at once; the oldest ends when there are more.
pub const MAX_SIGN_INS: usize = 20;

/// Milliseconds for the connection to the centre.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
