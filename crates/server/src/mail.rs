//! The queue of mails at work: one task that sends what is due, one mail after the
//! other, and thinks of the guests of each bill that was paid. No till waits for any
//! of it: the queue has a database, a thread and limits of its own.

mod account;
mod compose;
mod line;
mod thanks;

use std::sync::{Arc, Mutex, PoisonError};

use nusa_contract::{Door, Problem};
use nusa_facts::{Fact, Millis, SaleId};
use nusa_node::{
    Answer,
    mail::{self, Outcome},
};
use nusa_store::{
    Error as StoreError,
    mail::{Mail, MailBook, MailServer, MailTx},
};
use tokio::{
    sync::{Notify, watch},
    task::spawn_blocking,
};

use crate::{
    app::App,
    dice,
    limits::{MAIL_LOOK_EVERY, MAIL_TIDY_MS, MAX_FORGOTTEN, STOP_TIMEOUT},
    live::Topic,
    problem::of_store,
};
pub(crate) use account::{Forgotten, shop_of};
use line::Line;

/// The mails of a node.
#[derive(Debug)]
pub struct Mails {
    book: Arc<MailBook>,
    bell: Notify,
    /// Sales of bills whose guests nobody has thought of yet.
    paid: Mutex<Vec<SaleId>>,
    /// Names of people who forgot their passwords, not looked up yet.
    forgotten: Mutex<Vec<Forgotten>>,
}

impl Mails {
    /// The mails of this book.
    pub fn of(book: MailBook) -> Self {
        Self {
            book: Arc::new(book),
            bell: Notify::new(),
            paid: Mutex::default(),
            forgotten: Mutex::default(),
        }
    }

    /// Asks the queue something, or changes it.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn on<T: Send + 'static>(
        &self,
        work: impl FnOnce(&MailTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let book = Arc::clone(&self.book);
        let done = spawn_blocking(move || book.transact(work)).await;
        let lost = |_| Problem::new(Door::Internal, "the mail was not kept");
        done.map_err(lost)?.map_err(of_store)
    }

    /// There is something to send, or something has changed.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Somebody forgot the password. When too many did, this one is dropped: they ask again.
    pub(crate) fn forgot(&self, asked: Forgotten) {
        let mut waiting = self
            .forgotten
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MAX_FORGOTTEN {
            waiting.push(asked);
        }
        drop(waiting);
        self.ring();
    }

    fn take_forgotten(&self) -> Vec<Forgotten> {
        let mut waiting = self
            .forgotten
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut waiting)
    }

    /// What a command wrote: a bill that was paid has guests who may want their receipt.
    pub fn answered(&self, answer: &Answer) {
        let paid = answer.placed.iter().filter(|placed| {
            matches!(&placed.doc.doc.fact, Fact::SaleCompleted(sale) if sale.bill.is_some())
        });
        let mut sales = paid.map(|placed| placed.doc.doc.id).peekable();
        if answer.replayed || sales.peek().is_none() {
            return;
        }
        let mut waiting = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend(sales);
        drop(waiting);
        self.ring();
    }

    fn take_paid(&self) -> Vec<SaleId> {
        std::mem::take(&mut self.paid.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Runs until the node stops. A mail under way then is given a little time, and goes out again otherwise.
pub(crate) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    if let Err(problem) = wake(&app).await {
        tracing::warn!(detail = problem.detail, "the queue of mails was not read");
    }
    let mut tidied = Millis(i64::MIN);
    loop {
        let turn = turn(&app, &mut tidied);
        tokio::pin!(turn);
        let stopped = tokio::select! {
            () = &mut turn => false,
            _ = stop.wait_for(|stopped| *stopped) => true,
        };
        if stopped {
            // What is cut off here is found by the next start.
            let _ = tokio::time::timeout(STOP_TIMEOUT / 2, turn).await;
            return;
        }
        tokio::select! {
            _ = stop.wait_for(|stopped| *stopped) => return,
            () = app.mails.bell.notified() => {}
            () = tokio::time::sleep(MAIL_LOOK_EVERY) => {}
        }
    }
}

/// What was on its way goes out again, and sales of the last days are looked through for guests whom a
/// crash made the node forget.
async fn wake(app: &App) -> Result<(), Problem> {
    let now = app.now();
    app.mails.on(move |tx| mail::recover(tx, now)).await?;
    for sale in thanks::lately(app, now).await? {
        thanks::think_of(app, sale, now).await?;
    }
    Ok(())
}

async fn turn(app: &App, tidied: &mut Millis) {
    let now = app.now();
    for sale in app.mails.take_paid() {
        if let Err(problem) = thanks::think_of(app, sale, now).await {
            tracing::warn!(%sale, detail = problem.detail, "the guests of a bill were not thought of");
        }
    }
    for asked in app.mails.take_forgotten() {
        if let Err(problem) = account::remind(app, asked, now).await {
            tracing::warn!(
                detail = problem.detail,
                "somebody who forgot a password gets no mail"
            );
        }
    }
    if tidied.0.saturating_add(MAIL_TIDY_MS) <= now.0 {
        match app.mails.on(move |tx| mail::tidy(tx, now)).await {
            Ok(()) => *tidied = now,
            Err(problem) => tracing::warn!(detail = problem.detail, "old mails were not erased"),
        }
    }
    if let Err(problem) = send_due(app).await {
        tracing::warn!(detail = problem.detail, "a mail was not written down");
    }
}

/// Sends what is due, by one connection as long as it holds. When the server itself cannot be used, the
/// others wait as well: nobody knocks once a mail.
async fn send_due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let (server, due) = app
        .mails
        .on(move |tx| Ok((tx.server()?, mail::due(tx, now)?)))
        .await?;
    let Some(server) = server else {
        return Ok(());
    };
    let mut line = None;
    let mut due = due.into_iter();
    while let Some(next) = due.next() {
        if *app.stopped.borrow() {
            break;
        }
        let now = app.now();
        let begun = app
            .mails
            .on(move |tx| mail::begin(tx, next.id, now))
            .await?;
        let Some(begun) = begun else { continue };
        app.live.poke(Topic::Mail);
        let (outcome, is_down) = deliver(app, &server, &mut line, &begun).await;
        let rest: Vec<Mail> = if is_down {
            due.by_ref().collect()
        } else {
            Vec::new()
        };
        write_down(app, begun, rest, outcome).await?;
    }
    if let Some(line) = line {
        line.hang_up().await;
    }
    Ok(())
}

/// One mail on its way, and whether the server itself is what cannot be used.
async fn deliver(
    app: &App,
    server: &MailServer,
    line: &mut Option<Line>,
    mail: &Mail,
) -> (Outcome, bool) {
    let made = match compose::letter(app, server, mail).await {
        Ok(made) => made,
        Err(code) => return (Outcome::Refused(code, String::new()), false),
    };
    let open = match line.take() {
        Some(open) => open,
        None => match Line::to(server, app.papers.as_ref()).await {
            Ok(open) => open,
            Err(trouble) => return (trouble.outcome(server), true),
        },
    };
    let (outcome, is_down) = match open.send(&made).await {
        Ok((open, words)) => {
            *line = Some(open);
            (Outcome::Sent(words), false)
        }
        Err(trouble) => (trouble.outcome(server), trouble.is_down()),
    };
    (account::quoting_nothing(mail, outcome), is_down)
}

/// Writes down what came of a mail, and the same of those that were not even tried.
async fn write_down(
    app: &App,
    mail: Mail,
    rest: Vec<Mail>,
    outcome: Outcome,
) -> Result<(), Problem> {
    let now = app.now();
    let ended = app.mails.on(move |tx| {
        mail::ended(tx, mail.id, &outcome, now, dice::dice())?;
        for other in rest {
            if mail::begin(tx, other.id, now)?.is_some() {
                mail::ended(tx, other.id, &outcome, now, dice::dice())?;
            }
        }
        Ok(())
    });
    ended.await?;
    app.live.poke(Topic::Mail);
    Ok(())
}

/// Sends a mail at once that shows whether mail goes out; nothing of it is kept.
pub(crate) async fn test(
    app: &App,
    server: &MailServer,
    to: &str,
    language: &str,
) -> Result<Outcome, Problem> {
    let made = match compose::test(app, server, to, language).await? {
        Ok(made) => made,
        Err(code) => return Ok(Outcome::Refused(code, String::new())),
    };
    let sent = match Line::to(server, app.papers.as_ref()).await {
        Ok(open) => open.send(&made).await,
        Err(trouble) => Err(trouble),
    };
    Ok(match sent {
        Ok((open, words)) => {
            open.hang_up().await;
            Outcome::Sent(words)
        }
        Err(trouble) => trouble.outcome(server),
    })
}
