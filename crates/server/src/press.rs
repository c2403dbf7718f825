//! Where PDFs are made: the program `nusa-papers` in a process of its own. It is started when something is
//! to be set, does one job at a time, is stopped when it has had nothing to do for a while and killed when a
//! job takes too long. Only who asks for a PDF waits for it; no sale and no reader ever does.

mod program;

use std::path::PathBuf;

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
use crate::limits::{MAX_PAPERS, PAPERS_IDLE, PAPERS_TIMEOUT};

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
                let made = in_time(&mut running, &inbox.program, &wanted.line).await;
                // Whoever asked may have hung up.
                let _ = wanted.reply.send(made);
            }
            Ok(None) => return,
            Err(_) => running = None,
        }
    }
}

/// A job within its time; a program that took longer is killed, for it may never end.
async fn in_time(
    running: &mut Option<Program>,
    program: &std::path::Path,
    line: &[u8],
) -> Result<Vec<u8>, Problem> {
    let made = timeout(PAPERS_TIMEOUT, done(running, program, line)).await;
    match made {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(broken)) => {
            if !matches!(broken, Broken::Said(_)) {
                *running = None;
            }
            Err(told(broken))
        }
        Err(_) => {
            *running = None;
            tracing::warn!(program = %program.display(), "a PDF took too long");
            let seconds = PAPERS_TIMEOUT.as_secs();
            let detail = format!("it took longer than {seconds} seconds; ask for less at once");
            Err(Problem::new(Door::PapersSlow, detail))
        }
    }
}

/// A program that ended while it had nothing to do is started again; one that breaks off over a job is not
/// given the same job twice.
async fn done(
    running: &mut Option<Program>,
    program: &std::path::Path,
    line: &[u8],
) -> Result<Vec<u8>, Broken> {
    if running.as_mut().is_some_and(Program::has_ended) {
        *running = None;
    }
    let at_work = match running {
        Some(at_work) => at_work,
        None => running.insert(Program::start(program)?),
    };
    at_work.set(line).await
}

fn told(broken: Broken) -> Problem {
    match broken {
        Broken::Missing => Problem::new(
            Door::PapersMissing,
            "nusa-papers is not beside nusa; a demo builds it after its start, some minutes long",
        ),
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
