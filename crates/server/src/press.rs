//! Where PDFs are made: the program `nusa-papers` in a process of its own. It is started when something is
//! to be set, does one job at a time, is stopped when it has had nothing to do for a while and killed when a
//! job takes too long. Only who asks for a PDF waits for it; no sale and no reader ever does.

mod program;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem};
use nusa_papers::press::Job;
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};

use self::program::{Broken, Program};
use crate::limits::{MAX_PAPERS, PAPERS_IDLE, PAPERS_START, PAPERS_TIMEOUT};

/// The name of the program, beside this one.
const NAME: &str = "nusa-papers";

/// A job on its way, and who waits for it.
struct Wanted {
    line: Vec<u8>,
    reply: oneshot::Sender<Result<Vec<u8>, Problem>>,
}

/// Takes jobs.
#[derive(Clone, Debug)]
pub struct Press(mpsc::Sender<Wanted>);

/// Jobs that were taken, and the program that does them.
pub struct Inbox {
    jobs: mpsc::Receiver<Wanted>,
    program: PathBuf,
}

/// Where the program is when nobody says otherwise: in the directory of the one that runs.
pub fn beside() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.with_file_name(NAME)
}

impl Press {
    /// A press whose program lies there, or will: it is looked for when a job comes.
    pub fn at(program: PathBuf) -> (Self, Inbox) {
        let (sender, jobs) = mpsc::channel(MAX_PAPERS);
        // The program runs in another directory than this one.
        let program = std::path::absolute(&program).unwrap_or(program);
        (Self(sender), Inbox { jobs, program })
    }

    /// Sets a job; gives a PDF.
    ///
    /// # Errors
    /// `papers_missing`, `papers_busy`, `papers_slow`, `papers_failed` or `stopping`.
    pub async fn set(&self, job: &Job) -> Result<Vec<u8>, Problem> {
        let mut line = serde_json::to_vec(job)
            .map_err(|_| Problem::new(Door::Internal, "the page could not be described"))?;
        line.push(b'\n');
        let (reply, made) = oneshot::channel();
        let taken = self.0.try_send(Wanted { line, reply });
        taken.map_err(|_| {
            Problem::new(Door::PapersBusy, format!("{MAX_PAPERS} PDFs wait already"))
        })?;
        made.await
            .map_err(|_| Problem::new(Door::Stopping, "the node is stopping"))?
    }

    /// Sets a job and answers with it as a file.
    ///
    /// # Errors
    /// As [`Press::set`].
    pub async fn answer(&self, job: &Job, name: &str) -> Result<Response, Problem> {
        let mut response = self.set(job).await?.into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/pdf"),
        );
        let shown = format!("inline; filename=\"{name}.pdf\"");
        if let Ok(value) = HeaderValue::from_str(&shown) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        Ok(response)
    }
}

/// Does jobs until the node stops.
pub async fn run(mut inbox: Inbox, mut stopped: watch::Receiver<bool>) {
    let mut running = None;
    loop {
        let next = tokio::select! {
            next = timeout(PAPERS_IDLE, inbox.jobs.recv()) => next,
            _ = stopped.wait_for(|stopped| *stopped) => return,
        };
        match next {
            Ok(Some(wanted)) if wanted.reply.is_closed() => {}
            Ok(Some(wanted)) => {
                let made = made(&mut running, &inbox.program, &wanted.line).await;
                // Whoever asked may have hung up.
                let _ = wanted.reply.send(made);
            }
            Ok(None) => return,
            Err(_) => running = None,
        }
    }
}

/// A job by the program that runs, or by one that is started for it. A program that ended while it had
/// nothing to do is started again; one that broke off or took too long is gone, and is not given the same
/// job twice.
async fn made(
    running: &mut Option<Program>,
    program: &Path,
    line: &[u8],
) -> Result<Vec<u8>, Problem> {
    let kept = running.take().and_then(Program::still_there);
    let at_work = match kept {
        Some(at_work) => Ok(at_work),
        None => within(PAPERS_START, Program::start(program)).await,
    };
    let mut at_work = at_work.map_err(told)?;
    let made = within(PAPERS_TIMEOUT, at_work.set(line)).await;
    if matches!(made, Ok(_) | Err(Broken::Said(_))) {
        *running = Some(at_work);
    }
    made.map_err(told)
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, Broken>>,
) -> Result<T, Broken> {
    let done = timeout(limit, work).await;
    done.unwrap_or(Err(Broken::Late(limit)))
}

fn told(broken: Broken) -> Problem {
    match broken {
        Broken::Missing => Problem::new(
            Door::PapersMissing,
            "nusa-papers is not beside nusa; a demo builds it after its start, some minutes long",
        ),
        Broken::Late(limit) => {
            let seconds = limit.as_secs();
            tracing::warn!(seconds, "the program for PDFs took too long and was ended");
            let detail = format!("it took longer than {seconds} seconds; ask for less at once");
            Problem::new(Door::PapersSlow, detail)
        }
        Broken::Said(why) => {
            tracing::error!(why, "a page cannot be set");
            Problem::new(
                Door::PapersFailed,
                "the page cannot be set; the node's log says why",
            )
        }
        Broken::Off(why) => {
            tracing::error!(%why, "the program for PDFs broke off");
            Problem::new(
                Door::PapersFailed,
                "the program for PDFs broke off; ask again",
            )
        }
    }
}
