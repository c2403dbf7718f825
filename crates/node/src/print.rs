//! What is to be printed, kept at this node until it is on paper: notes, so that a
//! restart loses none of it. After a crash a job that was under way is shown as
//! unknown; it is never silently printed twice and never silently dropped (R41).
//! Knows no socket and no paper.

use nusa_facts::{CommandId, DocId, Millis, TillNo};
use nusa_rules::bill::Reductions;
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::{
    limits::{MAX_PRINT_JOBS, MAX_PRINT_TRIES, PRINT_KEPT_MS, PRINT_WAITS_MS},
    note,
};

const PRINT: &str = "print/";

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the paper of the same name")]
pub enum Paper {
    Receipt,
    Void,
    Refund,
    X,
    Z,
    Cash,
    Drawer,
    /// What somebody has to pay, before they have.
    Bill,
    Test,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It waits for the printer.
    Queued,
    /// Its bytes are on their way.
    Printing,
    /// The printer took all of it.
    Printed,
    /// The printer took nothing of it, too often.
    Failed,
    /// Some or all of it may be on paper.
    Unknown,
    /// Somebody gave it up.
    Cancelled,
}

/// Something to be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintJob {
    /// The id that the device gave it.
    pub job: CommandId,
    /// The till whose printer it goes to.
    pub till: TillNo,
    /// What it is.
    pub paper: Paper,
    /// The document that it shows; none for a test.
    pub doc: Option<DocId>,
    /// The language of its own words, as a tag.
    pub language: String,
    /// Which copy it is; 0 for the original.
    pub copy: u32,
    /// Whether the drawer opens with it.
    pub drawer: bool,
    /// Where it stands.
    pub progress: Progress,
    /// Why it stands there, as a word.
    pub reason: Option<String>,
    /// How often the printer was called.
    pub attempts: u32,
    /// When it was asked for.
    pub created_at: Millis,
    /// When it last changed.
    pub changed_at: Millis,
    /// When the printer is called again.
    pub next_at: Option<Millis>,
    /// Who asked, as printed.
    pub staff_name: String,
    /// What a cashier was about to take off, of a bill before it is paid.
    #[serde(default, skip_serializing_if = "Reductions::is_nothing")]
    pub off: Reductions,
}

/// What came of calling the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took everything.
    Sent,
    /// It took nothing; why, as a word.
    Nothing(&'static str),
    /// It may have taken some of it; why, as a word.
    Perhaps(&'static str),
}

impl PrintJob {
    /// An original that waits from now on; nobody has called the printer yet.
    pub fn asked(
        job: CommandId,
        till: TillNo,
        paper: Paper,
        doc: Option<DocId>,
        now: Millis,
    ) -> Self {
        Self {
            job,
            till,
            paper,
            doc,
            language: String::new(),
            copy: 0,
            drawer: false,
            progress: Progress::Queued,
            reason: None,
            attempts: 0,
            created_at: now,
            changed_at: now,
            next_at: None,
            staff_name: String::new(),
            off: Reductions::default(),
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.progress, Progress::Printed | Progress::Cancelled)
    }

    /// Whether some of it may be on paper.
    fn may_be_on_paper(&self) -> bool {
        use Progress::{Printed, Printing, Queued, Unknown};
        matches!(self.progress, Printed | Printing | Queued | Unknown)
    }

    /// Whether it waits and its time has come. A time further ahead than any wait was written by a clock
    /// that has since been set back.
    pub fn is_due(&self, now: Millis) -> bool {
        let longest = PRINT_WAITS_MS.iter().copied().max().unwrap_or(0);
        let due = |at: Millis| at <= now || at.0 > now.0.saturating_add(longest);
        self.progress == Progress::Queued && self.next_at.is_none_or(due)
    }
}

fn name(job: CommandId) -> String {
    format!("{PRINT}{job}")
}

/// Every job that is kept, the oldest first.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn jobs(look: &impl Look) -> Result<Vec<PrintJob>, StoreError> {
    let kept = note::read_all::<PrintJob>(look, PRINT)?.into_iter();
    let mut jobs: Vec<_> = kept.map(|(_, job)| job).collect();
    jobs.sort_by_key(|job| (job.created_at, job.job));
    Ok(jobs)
}

/// One job.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn job(look: &impl Look, job: CommandId) -> Result<Option<PrintJob>, StoreError> {
    note::read(look, &name(job))
}

/// Why a job was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// So many are unfinished already.
    Full,
    /// The id was used for another job.
    Reused,
    /// It stands where this cannot be done.
    Standing(Progress),
}

/// Takes a job; the same one twice is one. A paper that may exist already is marked as the next copy, and
/// a copy opens no drawer.
///
/// # Errors
/// The inner error when it is not taken; `Store` when the disk refuses.
pub fn enqueue(
    tx: &mut impl Tx,
    wanted: PrintJob,
) -> Result<Result<PrintJob, Declined>, StoreError> {
    let known = jobs(tx)?;
    if let Some(same) = known.iter().find(|job| job.job == wanted.job) {
        let is_same = (same.till, same.paper, same.doc, &same.off)
            == (wanted.till, wanted.paper, wanted.doc, &wanted.off);
        return Ok(is_same.then(|| same.clone()).ok_or(Declined::Reused));
    }
    if !make_room(tx, &known, wanted.created_at)? {
        return Ok(Err(Declined::Full));
    }
    let earlier = known
        .iter()
        .filter(|job| job.doc.is_some() && (job.paper, job.doc) == (wanted.paper, wanted.doc))
        .filter(|job| job.may_be_on_paper());
    let copy = match wanted.paper {
        Paper::X | Paper::Bill | Paper::Test => 0,
        _ => earlier.map(|job| job.copy + 1).fold(wanted.copy, u32::max),
    };
    let job = PrintJob {
        copy,
        drawer: wanted.drawer && copy == 0,
        ..wanted
    };
    keep(tx, &job)?;
    Ok(Ok(job))
}

/// Forgets what is over and old, and the oldest that is over while there are too many.
fn make_room(tx: &mut impl Tx, known: &[PrintJob], now: Millis) -> Result<bool, StoreError> {
    let mut left = known.len();
    for job in known.iter().filter(|job| job.is_over()) {
        let is_old = job.changed_at.0.saturating_add(PRINT_KEPT_MS) < now.0;
        if is_old || left >= MAX_PRINT_JOBS {
            note::erase(tx, &name(job.job))?;
            left -= 1;
        }
    }
    Ok(left < MAX_PRINT_JOBS)
}

fn keep(tx: &mut impl Tx, job: &PrintJob) -> Result<(), StoreError> {
    note::write(tx, &name(job.job), job)
}

/// The printer is called for a job now: written down before the first byte goes, so that a crash leaves a
/// trace. None when the job no longer waits.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn begin(tx: &mut impl Tx, id: CommandId, now: Millis) -> Result<Option<PrintJob>, StoreError> {
    let waiting = job(tx, id)?.filter(|job| job.progress == Progress::Queued);
    let Some(mut job) = waiting else {
        return Ok(None);
    };
    job.progress = Progress::Printing;
    job.attempts += 1;
    (job.changed_at, job.next_at) = (now, None);
    keep(tx, &job)?;
    Ok(Some(job))
}

/// What came of it.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn ended(
    tx: &mut impl Tx,
    id: CommandId,
    outcome: Outcome,
    now: Millis,
) -> Result<(), StoreError> {
    let Some(mut job) = job(tx, id)?.filter(|job| job.progress == Progress::Printing) else {
        return Ok(());
    };
    job.changed_at = now;
    (job.progress, job.reason) = match outcome {
        Outcome::Sent => (Progress::Printed, None),
        Outcome::Perhaps(why) => (Progress::Unknown, Some(why.to_owned())),
        Outcome::Nothing(why) if job.attempts >= MAX_PRINT_TRIES => {
            (Progress::Failed, Some(why.to_owned()))
        }
        Outcome::Nothing(why) => {
            job.next_at = Some(Millis(now.0.saturating_add(wait_ms(job.attempts))));
            (Progress::Queued, Some(why.to_owned()))
        }
    };
    keep(tx, &job)
}

/// Longer after each attempt, so that a printer that is switched off is not hammered (R42).
fn wait_ms(attempts: u32) -> i64 {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let last = PRINT_WAITS_MS.len() - 1;
    PRINT_WAITS_MS[index.min(last)]
}

/// The node starts: what was being printed when it stopped is unknown (R41). Tells how many.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn recover(tx: &mut impl Tx, now: Millis) -> Result<usize, StoreError> {
    let mut count = 0;
    for mut job in jobs(tx)? {
        if job.progress == Progress::Printing {
            job.progress = Progress::Unknown;
            (job.reason, job.changed_at) = (Some("restart".to_owned()), now);
            keep(tx, &job)?;
            count += 1;
        }
    }
    Ok(count)
}

/// Somebody asks for it again. What may be on paper is printed as the next copy, and opens no drawer.
///
/// # Errors
/// The inner error when it is printed, being printed or given up; `Store` when the disk refuses.
pub fn retry(
    tx: &mut impl Tx,
    id: CommandId,
    now: Millis,
) -> Result<Option<Result<PrintJob, Declined>>, StoreError> {
    let Some(mut job) = job(tx, id)? else {
        return Ok(None);
    };
    match job.progress {
        Progress::Queued | Progress::Failed => {}
        Progress::Unknown => {
            job.copy += 1;
            job.drawer = false;
        }
        standing => return Ok(Some(Err(Declined::Standing(standing)))),
    }
    job.progress = Progress::Queued;
    (job.attempts, job.next_at, job.changed_at) = (0, None, now);
    keep(tx, &job)?;
    Ok(Some(Ok(job)))
}

/// Somebody gives it up.
///
/// # Errors
/// The inner error when it is printed or being printed; `Store` when the disk refuses.
pub fn cancel(
    tx: &mut impl Tx,
    id: CommandId,
    now: Millis,
) -> Result<Option<Result<PrintJob, Declined>>, StoreError> {
    let Some(mut job) = job(tx, id)? else {
        return Ok(None);
    };
    if matches!(job.progress, Progress::Printed | Progress::Printing) {
        return Ok(Some(Err(Declined::Standing(job.progress))));
    }
    job.progress = Progress::Cancelled;
    (job.next_at, job.changed_at) = (None, now);
    keep(tx, &job)?;
    Ok(Some(Ok(job)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(next_at: Option<i64>) -> PrintJob {
        let id = CommandId::from_bytes([1; 16]);
        let till = TillNo::new(1).expect("a till has this number");
        PrintJob {
            next_at: next_at.map(Millis),
            ..PrintJob::asked(id, till, Paper::Receipt, None, Millis(0))
        }
    }

    #[test]
    fn a_printer_is_called_less_and_less_often_and_in_all_within_two_minutes() {
        let waits: Vec<i64> = (1..MAX_PRINT_TRIES).map(wait_ms).collect();
        assert!(waits.is_sorted());
        let all: i64 = waits.iter().sum();
        assert!((60_000..=130_000).contains(&all), "{all}");
    }

    #[test]
    fn a_job_is_due_at_its_time_and_when_the_clock_was_set_back() {
        let now = Millis(1_000_000);
        let cases = [
            (None, true),
            (Some(1_000_000), true),
            (Some(1_000_001), false),
            (Some(1_030_000), false),
            (Some(9_000_000), true),
        ];
        for (next_at, due) in cases {
            assert_eq!(waiting(next_at).is_due(now), due, "{next_at:?}");
        }
        let printed = PrintJob {
            progress: Progress::Printed,
            ..waiting(None)
        };
        assert!(!printed.is_due(now));
    }
}
