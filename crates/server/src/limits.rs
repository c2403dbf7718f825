//! Every limit of the door with its unit and its reason (I9).

use std::time::Duration;

/// Bytes of a request's body; a sale of 200 lines is below 30 KiB.
pub const MAX_BODY_BYTES: usize = 1 << 20;

/// Bytes of a picture as it is brought: a phone's photo.
pub const MAX_PICTURE_BYTES: usize = 8 << 20;

/// Bytes of a picture as it is kept and sent to branches: made smaller, it is a tenth of this.
pub const MAX_BLOB_BYTES: usize = 2 << 20;

/// Bytes of an imported file: what the reader of sheets takes.
pub const MAX_IMPORT_BYTES: usize = nusa_contract::import::MAX_IMPORT_BYTES;

/// Bytes of a node's message after unpacking: a page and what its bound leaves uncounted.
pub const MAX_UNPACKED_BYTES: usize = (1 << 20) + (1 << 17);

/// Bytes of memory that a packed body may ask for as its window, as a power of two: 2 MiB.
pub const MAX_WINDOW_LOG: u32 = 21;

/// Bytes of a node's answer: a pull page is bounded near 1 MiB, its JSON may be twice that.
pub const MAX_ANSWER_BYTES: usize = 4 << 20;

/// Connections at once; each costs some 20 KiB. A full house of a thousand phones has two each.
pub const MAX_CONNECTIONS: usize = 4_096;

/// Bytes of a guest's request (R39).
pub const MAX_GUEST_BODY_BYTES: usize = 8 << 10;

/// Requests of guests at once: they are turned away before a till waits (R39).
pub const MAX_GUESTS: usize = 128;

/// Readers for guests' questions (R39).
pub const GUEST_READERS: usize = 2;

/// Phones that listen at once, each with a connection of its own.
pub const MAX_PHONES_LIVE: usize = 1_536;

/// Phones of one sitting: more than any table seats.
pub const MAX_PHONES: usize = 250;

/// Taps of one table within `TAPS_MS`, before its phones wait (R39): ten guests who all tap at once.
pub const MAX_TAPS: u32 = 200;

/// Milliseconds over which taps are counted.
pub const TAPS_MS: u64 = 10_000;

/// Seconds for which a phone keeps who it is: the next visit within a year.
pub const GUEST_COOKIE_S: i64 = 400 * 86_400;

/// Milliseconds for which a menu is good without anybody having said otherwise: a price may have begun.
pub const MENU_MS: u64 = 10_000;

/// Milliseconds for which a guest who left may still say how it was: a day.
pub const LEFT_MS: i64 = 86_400_000;

/// Digits of its id that a guest's phone shows as its number.
pub const GUEST_NUMBER: usize = 8;

/// Dishes that a customer is said to like best.
pub const FAVOURITES: usize = 5;

/// Business days of whose ratings the menu shows an average, today included: a kitchen changes.
pub const STARS_DAYS: i64 = 90;

/// Ratings of a dish below which the menu shows none: one guest alone is no average.
pub const STARS_FROM: i64 = 3;

/// Dishes that stand above the menu because they are ordered most.
pub const POPULAR: usize = 6;

/// Business days that are looked at for what is ordered most.
pub const POPULAR_DAYS: i64 = 14;

/// Changes of boards that are remembered for screens that were away (R40).
pub const FEED_KEPT: usize = 4_096;

/// Changes that wait for one screen before it has to read on by its cursor (R40).
pub const FEED_WAITING: usize = 128;

/// Changes that wait to be looked up: some seconds of a full house. Beyond it every screen begins anew.
pub const FEED_TOUCHED: usize = 16_384;

/// Changes that the feed looks up at once.
pub const FEED_BATCH: usize = 256;

/// Milliseconds that are looked back for how long the kitchen takes.
pub const WAITING_MS: i64 = 2 * 3_600_000;

/// Orders that are looked at for how long the kitchen takes: the last ones tell most.
pub const WAITING_ORDERS: usize = 20;

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

/// For an import of a whole sheet: a hundred thousand products take some tens of seconds.
pub const IMPORT_TIMEOUT: Duration = Duration::from_secs(600);

/// Imports whose progress is remembered; the oldest goes first.
pub const MAX_IMPORTS: usize = 20;

/// Rows of a page of a spreadsheet, its heading aside: what the format holds.
pub const MAX_SHEET_ROWS: usize = 1_048_575;

/// Pieces of a file that wait for whoever reads it slowly; each is some 64 KiB.
pub const MAX_PIECES: usize = 8;

/// Bytes of one piece of a file.
pub const PIECE_BYTES: usize = 64 << 10;

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

/// Milliseconds to wait after too many wrong PINs (contract, People): six digits last nine years at that pace.
pub const PIN_WAIT_MS: u64 = 300_000;

/// Milliseconds of an approval: long enough to send the command, too short to be kept for later.
pub const APPROVAL_MS: u64 = 300_000;

/// Approvals that hold at once; a shop gives a handful in five minutes.
pub const MAX_APPROVALS: usize = 1_000;

/// Sign-in names and addresses remembered for their failures; the oldest goes first.
pub const MAX_REMEMBERED: usize = 10_000;

/// Milliseconds of a sign-in: a long working day and its closing.
pub const SIGN_IN_MS: i64 = 16 * 3_600_000;

/// Milliseconds of a sign-in that ends with the browser's session: a shift and its closing, on a device of
/// others.
pub const PASSING_SIGN_IN_MS: i64 = 12 * 3_600_000;

/// Milliseconds between two writings of when a sign-in was last used: a list may be wrong by as much, and
/// the disk has few writes of it.
pub const SEEN_MS: i64 = 15 * 60_000;

/// Requests for a new password that wait to be thought of; more are dropped, and asked for again.
pub const MAX_FORGOTTEN: usize = 64;

/// People who get a mail when one address that several of them have is named.
pub const MAX_FORGOTTEN_PEOPLE: usize = 3;

/// Sign-ins of one person at once; the oldest ends when there are more.
pub const MAX_SIGN_INS: usize = 20;

/// Milliseconds between two writings of when a branch was heard: after a restart a screen may be wrong by
/// as much, and a chain of a thousand branches costs the disk few writes.
pub const KEEP_SIGHTING_MS: i64 = 60_000;

/// Milliseconds for the connection to the centre.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How often the printers' spool looks by itself for a job whose time has come; a bell comes sooner.
pub const PRINT_LOOK_EVERY: Duration = Duration::from_secs(1);

/// For the connection to a printer in the shop's own network.
pub const PRINTER_CONNECT: Duration = Duration::from_secs(3);

/// For a printer to take the next bytes: it feeds paper meanwhile.
pub const PRINTER_WRITE: Duration = Duration::from_secs(10);

/// For a printer to hang up after the last byte; many never do.
pub const PRINTER_LINGER: Duration = Duration::from_secs(2);

/// How often the queue of mails looks by itself for one whose time has come; a bell comes sooner.
pub const MAIL_LOOK_EVERY: Duration = Duration::from_secs(5);

/// For the connection to a mail server, over a line that may be slow.
pub const MAIL_CONNECT: Duration = Duration::from_secs(10);

/// For a mail server to answer one step: some think for long about who calls (RFC 5321 4.5.3.2 has minutes).
pub const MAIL_STEP: Duration = Duration::from_secs(30);

/// For a mail that shows whether mail goes out, all in all: somebody waits before a screen.
pub const MAIL_TEST: Duration = Duration::from_secs(25);

/// Milliseconds between two looks for mails whose address or row has had its time.
pub const MAIL_TIDY_MS: i64 = 3_600_000;

/// Milliseconds of sales that are looked through at a start for guests who may want a receipt: as long as
/// a mail is tried.
pub const MAIL_SALES_MS: i64 = 48 * 3_600_000;

/// Sales that are looked through at a start at most.
pub const MAIL_SALES: usize = 2_000;

/// Characters of what a mail server said that are kept: one line of a list.
pub const MAX_MAIL_WORDS: usize = 200;

/// Milliseconds after which a receipt is a copy whatever the spool remembers: it forgets after a week.
pub const ORIGINAL_MS: i64 = 86_400_000;

/// PDFs that wait for the one that is being made.
pub const MAX_PAPERS: usize = 8;

/// For the program for PDFs to start: it reads its type and its templates, on a machine that sells meanwhile.
pub const PAPERS_START: Duration = Duration::from_secs(15);

/// For one PDF (stack, PDF): a report of ten pages takes a tenth of it.
pub const PAPERS_TIMEOUT: Duration = Duration::from_secs(5);

/// Without a job for so long the program for PDFs is stopped: it holds some 100 MiB.
pub const PAPERS_IDLE: Duration = Duration::from_secs(60);

/// Bytes of a PDF: a thousand labels are below 2 MiB.
pub const MAX_PDF_BYTES: usize = 16 << 20;

/// Receipts of a report as PDF, the newest ones: two to three pages.
pub const REPORT_RECEIPTS: usize = 100;

/// Rows of the best and the least of a report.
pub const REPORT_RANKS: usize = 10;

/// Dishes that a report names as rated best and as rated worst.
pub const REPORT_DISHES: usize = 5;

/// Shelves that a report names as low.
pub const REPORT_SHELVES: usize = 15;

/// Screens that listen at once, each with a connection of its own.
pub const MAX_LIVE: usize = 512;

/// Between two beats of a live socket; a screen that misses two says that *Toko* is lost (contract, Tills).
pub const LIVE_BEAT: Duration = Duration::from_secs(5);

/// For a screen to take a message before it is hung up on (R40).
pub const LIVE_TAKES: Duration = Duration::from_secs(5);

/// Bytes of a message that a screen may send: a whole cart, as over HTTP.
pub const MAX_LIVE_MESSAGE: usize = MAX_GUEST_BODY_BYTES;

/// Bytes that a socket sets aside for reading and for writing: a thousand phones together stay below 10 MiB.
pub const LIVE_BUFFER: usize = 2_048;

/// Bytes that may wait to be written to one socket.
pub const MAX_LIVE_WRITE: usize = 4 << 20;

/// Messages that go out together before others have their turn.
pub const LIVE_TOGETHER: usize = 32;
