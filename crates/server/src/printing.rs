//! The spool at work: jobs go to their printers one after the other, each printer
//! by itself, so that one that is switched off holds up no other. Whatever happens
//! is on the disk before and after the bytes go (R41); nothing is printed of what
//! is not committed, because a job shows a document of the journal (I11).

mod send;

use std::collections::BTreeSet;

use nusa_contract::Problem;
use nusa_facts::TillNo;
use nusa_node::print::{self, Outcome, Paper, PrintJob};
use nusa_papers::{
    Language, Style,
    escpos::{self, After},
};
use nusa_store::{Error as StoreError, Store};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
};

use crate::{
    app::App,
    limits::{PRINT_LOOK_EVERY, STOP_TIMEOUT},
    live::Topic,
    papers::{Shown, sheet},
    problem::of_store,
    routes::printers,
};

/// The bell that wakes the spool.
#[derive(Debug, Default)]
pub struct Spool(Notify);

impl Spool {
    /// There is something to print, or something has changed.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Runs until the node stops. What is under way then is given a little time, and is unknown otherwise.
pub(crate) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    if let Err(problem) = recover(&app).await {
        tracing::warn!(detail = problem.detail, "the spool was not read");
    }
    let mut under_way: JoinSet<TillNo> = JoinSet::new();
    let mut busy = BTreeSet::new();
    loop {
        for job in due(&app, &busy).await {
            busy.insert(job.till);
            let app = app.clone();
            under_way.spawn(async move {
                let till = job.till;
                if let Err(problem) = one(&app, job).await {
                    tracing::warn!(%till, detail = problem.detail, "a print was not written down");
                }
                till
            });
        }
        tokio::select! {
            _ = stop.wait_for(|stopped| *stopped) => break,
            () = app.spool.0.notified() => {}
            () = tokio::time::sleep(PRINT_LOOK_EVERY) => {}
            Some(done) = under_way.join_next() => match done {
                Ok(till) => drop(busy.remove(&till)),
                // Which printer it was is not known any more; none is under way for longer than a minute.
                Err(_) => busy.clear(),
            },
        }
    }
    let ended = async { while under_way.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_TIMEOUT / 2, ended).await.is_err() {
        under_way.shutdown().await;
    }
}

async fn recover(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let found = app.on_node(move |node| node.store().transact(|tx| print::recover(tx, now)));
    let count: Result<usize, StoreError> = found.await?;
    if count.map_err(of_store)? > 0 {
        app.live.poke(Topic::Print);
    }
    Ok(())
}

/// The first job of each printer that is free, if its time has come. A printer that took nothing of its
/// first job is not asked for the next one before that: papers come out in their order.
async fn due(app: &App, busy: &BTreeSet<TillNo>) -> Vec<PrintJob> {
    let now = app.now();
    let jobs = app.look(print::jobs).await.unwrap_or_default();
    let mut seen = busy.clone();
    let waiting = jobs
        .into_iter()
        .filter(|job| job.progress == print::Progress::Queued);
    waiting
        .filter(|job| seen.insert(job.till))
        .filter(|job| job.is_due(now))
        .collect()
}

async fn one(app: &App, job: PrintJob) -> Result<(), Problem> {
    let made = bytes(app, &job).await?;
    let (id, now) = (job.job, app.now());
    let begun = app.on_node(move |node| node.store().transact(|tx| print::begin(tx, id, now)));
    let begun: Result<Option<PrintJob>, StoreError> = begun.await?;
    if begun.map_err(of_store)?.is_none() {
        return Ok(());
    }
    app.live.poke(Topic::Print);
    let outcome = match made {
        Ok((printer, bytes)) => send::send(&printer.host, printer.port, &bytes).await,
        Err(why) => Outcome::Nothing(why),
    };
    let now = app.now();
    let ended = app.on_node(move |node| {
        node.store()
            .transact(|tx| print::ended(tx, id, outcome, now))
    });
    let ended: Result<(), StoreError> = ended.await?;
    app.live.poke(Topic::Print);
    ended.map_err(of_store)
}

/// The printer and the bytes of a job, or why there are none.
async fn bytes(
    app: &App,
    job: &PrintJob,
) -> Result<Result<(printers::Printer, Vec<u8>), &'static str>, Problem> {
    let (job, branch, now) = (job.clone(), app.me.branch, app.now());
    app.look(move |look| {
        let Some(printer) = printers::kept(look, job.till)? else {
            return Ok(Err("printer_missing"));
        };
        let style = Style {
            columns: usize::from(printer.columns),
            language: Language::parse(&job.language).unwrap_or_default(),
            copy: job.copy,
        };
        let shown = Shown {
            branch,
            paper: job.paper,
            doc: job.doc,
            off: job.off,
        };
        let Some(sheet) = sheet(look, shown, now, style)? else {
            return Ok(Err("document_missing"));
        };
        let after = After {
            cut: printer.cut,
            drawer: printer.drawer && job.drawer,
        };
        Ok(Ok((printer, escpos::bytes(&sheet, after))))
    })
    .await
}

/// Whether a paper of this kind opens the drawer by itself: what brings or takes cash.
pub fn opens_drawer(paper: Paper, paid_in_cash: bool) -> bool {
    match paper {
        Paper::Cash | Paper::Drawer => true,
        Paper::Receipt => paid_in_cash,
        Paper::Void | Paper::Refund | Paper::X | Paper::Z | Paper::Bill | Paper::Test => false,
    }
}
