//! The printers' spool over HTTP: take a job, list what became of them, try again
//! or give up, and open a drawer without a sale.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        lists::JobsQuery,
        paper::{DrawerRequest, PaperLanguage, PaperRequest, PrintRequest},
    },
    view::{Page, paper::PrintJobView},
};
use nusa_facts::{CommandId, Fact, TillNo, sale::Method};
use nusa_node::print::{self, Declined, Paper, PrintJob, Progress};
use nusa_rules::{Right, bill::Reductions, refusal::Code};
use nusa_store::{Error as StoreError, Look, SqliteReader, Store};

use super::{papers::takeable, printers, written::first};
use crate::{
    app::App,
    limits::ORIGINAL_MS,
    live::Topic,
    papers::sealed,
    printing::opens_drawer,
    problem::of_store,
    reply::{Made, Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params, Sent},
    who::{
        approvals::approved,
        may::{May, MoveCash, Sell},
        till::AtTill,
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/print-jobs", take)
            .may::<Sell>()
            .takes::<PrintRequest>()
            .gives::<PrintJobView>(201)
            .says("Prints a paper by the printer of a till; what may be on paper already is marked as a copy."),
        get("/api/v1/print-jobs", list)
            .may::<Sell>()
            .asks::<JobsQuery>()
            .gives_page::<PrintJobView>()
            .says("Lists what was printed of late and what waits, newest first."),
        post("/api/v1/print-jobs/{job}/retry", retry)
            .may::<Sell>()
            .gives::<PrintJobView>(200)
            .says("Tries a job again; one that may be on paper is printed as a copy."),
        post("/api/v1/print-jobs/{job}/cancel", cancel)
            .may::<Sell>()
            .gives::<PrintJobView>(200)
            .says("Gives a job up."),
        post("/api/v1/drawer", open)
            .may_or_ask::<MoveCash>(Right::OpenDrawer)
            .takes::<DrawerRequest>()
            .gives::<PrintJobView>(201)
            .says("Opens a till's drawer without a sale: a fact, and a slip."),
    ]
}

fn paper(what: PaperRequest) -> Paper {
    match what {
        PaperRequest::Receipt => Paper::Receipt,
        PaperRequest::Void => Paper::Void,
        PaperRequest::Refund => Paper::Refund,
        PaperRequest::X => Paper::X,
        PaperRequest::Z => Paper::Z,
        PaperRequest::Cash => Paper::Cash,
        PaperRequest::Bill => Paper::Bill,
        PaperRequest::Test => Paper::Test,
    }
}

fn language(lang: PaperLanguage) -> &'static str {
    match lang {
        PaperLanguage::Id => "id",
        PaperLanguage::En => "en",
    }
}

async fn take(
    State(app): State<App>,
    who: May<Sell>,
    till: AtTill,
    sent: Sent<PrintRequest>,
) -> Reply<Made<PrintJobView>> {
    let asked = sent.value.checked()?;
    till.must_be(asked.till)?;
    let what = paper(asked.what);
    let off = match asked.doc.filter(|_| !asked.off.is_nothing()) {
        Some(bill) => takeable(&app, bill, asked.off.parse()?).await?,
        None => Reductions::default(),
    };
    let wanted = PrintJob {
        off,
        language: language(asked.lang).to_owned(),
        staff_name: who.actor.signer.name.clone(),
        ..PrintJob::asked(asked.job, asked.till, what, asked.doc, app.now())
    };
    Ok(Made(enqueue(&app, wanted).await?))
}

/// Looks a job's document up, takes the job and wakes the spool.
async fn enqueue(app: &App, wanted: PrintJob) -> Result<PrintJobView, Problem> {
    let branch = app.me.branch;
    let prepared = app.look(move |look| prepare(look, branch, wanted));
    let wanted = prepared.await??;
    let taken = app.on_node(move |node| node.store().transact(|tx| print::enqueue(tx, wanted)));
    let taken: Result<Result<PrintJob, Declined>, StoreError> = taken.await?;
    let job = taken.map_err(of_store)?.map_err(declined)?;
    app.spool.ring();
    app.live.poke(Topic::Print);
    Ok(view(&job))
}

/// A till without a printer prints nothing, and a paper shows a document of this branch. A receipt that is
/// older than a day, for which the spool might have forgotten the original, is a copy.
fn prepare(
    look: &SqliteReader,
    branch: nusa_facts::BranchId,
    mut wanted: PrintJob,
) -> Result<Result<PrintJob, Problem>, StoreError> {
    if printers::kept(look, wanted.till)?.is_none() {
        let detail = format!("till {} has no printer", wanted.till);
        return Ok(Err(Problem::new(Door::PrinterMissing, detail)));
    }
    let Some(doc) = wanted.doc else {
        return Ok(Ok(wanted));
    };
    let missing = || Problem::new(Door::NotFound, "there is no such document here").about("doc");
    if wanted.paper == Paper::Bill {
        let known = look.bill(branch, doc)?.is_some();
        return Ok(known.then_some(wanted).ok_or_else(missing));
    }
    let Some(found) = sealed(look, branch, doc)? else {
        return Ok(Err(missing()));
    };
    let in_cash = match &found.doc.fact {
        Fact::SaleCompleted(sale) => sale
            .payments
            .iter()
            .any(|payment| payment.method == Method::Cash),
        _ => false,
    };
    wanted.drawer = opens_drawer(wanted.paper, in_cash);
    let is_old = found.doc.at.0.saturating_add(ORIGINAL_MS) < wanted.created_at.0;
    if is_old && wanted.paper != Paper::X {
        wanted.copy = 1;
    }
    Ok(Ok(wanted))
}

fn declined(declined: Declined) -> Problem {
    match declined {
        Declined::Full => Problem::new(Door::PrintFull, "finish or give up what waits first"),
        Declined::Reused => Problem::new(Code::CommandReused, "this id was used for another job"),
        Declined::Standing(progress) => {
            let detail = format!("the job is {}", word(progress));
            Problem::new(Door::PrintStanding, detail).with("state", word(progress))
        }
    }
}

async fn list(
    State(app): State<App>,
    _: May<Sell>,
    Params(query): Params<JobsQuery>,
) -> Reply<Told<Page<PrintJobView>>> {
    let jobs = app.look(print::jobs).await?;
    let views = jobs.iter().rev().map(view);
    let wanted = |job: &PrintJobView| {
        query.till.is_none_or(|till| job.till == till)
            && query.state.as_ref().is_none_or(|state| job.state == *state)
    };
    Ok(Told(Page::whole(views.filter(wanted).collect())))
}

type Changed = Result<Option<Result<PrintJob, Declined>>, StoreError>;

async fn retry(
    State(app): State<App>,
    _: May<Sell>,
    job: Named<String>,
) -> Reply<Told<PrintJobView>> {
    let (id, now) = (job_id(&job.0)?, app.now());
    let changed = app.on_node(move |node| node.store().transact(|tx| print::retry(tx, id, now)));
    Ok(Told(changed_job(&app, changed.await?)?))
}

async fn cancel(
    State(app): State<App>,
    _: May<Sell>,
    job: Named<String>,
) -> Reply<Told<PrintJobView>> {
    let (id, now) = (job_id(&job.0)?, app.now());
    let changed = app.on_node(move |node| node.store().transact(|tx| print::cancel(tx, id, now)));
    Ok(Told(changed_job(&app, changed.await?)?))
}

fn changed_job(app: &App, changed: Changed) -> Result<PrintJobView, Problem> {
    let job = changed
        .map_err(of_store)?
        .ok_or_else(missing)?
        .map_err(declined)?;
    app.spool.ring();
    app.live.poke(Topic::Print);
    Ok(view(&job))
}

fn job_id(text: &str) -> Result<CommandId, Problem> {
    CommandId::parse(text).ok_or_else(missing)
}

fn missing() -> Problem {
    Problem::new(Door::NotFound, "there is no such print job")
}

async fn open(
    State(app): State<App>,
    who: May<MoveCash>,
    till: AtTill,
    sent: Sent<DrawerRequest>,
) -> Reply<Made<PrintJobView>> {
    till.must_be(sent.value.till)?;
    let (number, token) = (sent.value.till, sent.value.approval.clone());
    let asked = sent.value.parse()?;
    has_drawer(&app, number).await?;
    let command = asked.command;
    let actor = approved(&app, &who.actor, command, token.as_deref()).await?;
    let answer = app.obey(&actor, sent.hash, asked).await?;
    let opened = first(&answer)?;
    let doc = Some(opened.doc.doc.id);
    // The command's id names the job too, so that sending the same bytes again opens nothing twice.
    let wanted = PrintJob {
        language: language(PaperLanguage::Id).to_owned(),
        staff_name: actor.signer.name.clone(),
        ..PrintJob::asked(command, number, Paper::Drawer, doc, app.now())
    };
    Ok(Made(enqueue(&app, wanted).await?))
}

async fn has_drawer(app: &App, till: TillNo) -> Result<(), Problem> {
    let printer = app.look(move |look| printers::kept(look, till)).await?;
    if printer.is_some_and(|printer| printer.drawer) {
        return Ok(());
    }
    let detail = format!("no drawer hangs on a printer of till {till}");
    Err(Problem::new(Door::PrinterMissing, detail))
}

fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Queued => "queued",
        Progress::Printing => "printing",
        Progress::Printed => "printed",
        Progress::Failed => "failed",
        Progress::Unknown => "unknown",
        Progress::Cancelled => "cancelled",
    }
}

fn paper_word(paper: Paper) -> &'static str {
    match paper {
        Paper::Receipt => "receipt",
        Paper::Void => "void",
        Paper::Refund => "refund",
        Paper::X => "x",
        Paper::Z => "z",
        Paper::Cash => "cash",
        Paper::Drawer => "drawer",
        Paper::Bill => "bill",
        Paper::Test => "test",
    }
}

fn view(job: &PrintJob) -> PrintJobView {
    PrintJobView {
        job: job.job.to_string(),
        till: job.till.get(),
        what: paper_word(job.paper).to_owned(),
        doc: job.doc.map(|doc| doc.to_string()),
        copy: job.copy,
        state: word(job.progress).to_owned(),
        reason: job.reason.clone(),
        attempts: job.attempts,
        created_at: job.created_at.0,
        changed_at: job.changed_at.0,
        next_at: job.next_at.map(|at| at.0),
        staff_name: job.staff_name.clone(),
    }
}
