//! Mail over HTTP: the server with its secret, which is written and never read, the
//! queue, and receipts that somebody asks for.

use axum::extract::State;
use nusa_contract::{
    Door, Problem,
    request::{
        mail::{MailQuery, MailSaleRequest, MailServerRequest, MailTestRequest, mail_cursor},
        paper::PaperLanguage,
    },
    view::{
        Page,
        mail::{MailServerView, MailTestView, MailView},
    },
};
use nusa_facts::{DocId, MailId};
use nusa_node::mail::{self, Declined, Outcome};
use nusa_rules::refusal::Code;
use nusa_store::{
    Error as StoreError, Look, SqliteReader,
    mail::{Mail, MailFilter, MailServer},
};

use crate::{
    app::App,
    limits::MAIL_TEST,
    live::Topic,
    mail::test as send_test,
    papers::whose,
    reply::{Made, Reply, Told},
    route::{Route, get, post, put},
    sent::{Named, Params, Sent},
    who::may::{ManageMail, May, SeeSales},
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/mail/settings", settings)
            .may::<ManageMail>()
            .gives::<MailServerView>(200)
            .says("Tells by which server this node sends mail, and whether a secret is kept; never the secret."),
        put("/api/v1/mail/settings", set)
            .may::<ManageMail>()
            .takes::<MailServerRequest>()
            .gives::<MailServerView>(200)
            .says("Sets the server by which this node sends mail; what waits is tried at once."),
        post("/api/v1/mail/test", test)
            .may::<ManageMail>()
            .takes::<MailTestRequest>()
            .gives::<MailTestView>(200)
            .says("Sends a mail to the asker's address now and tells what the server said."),
        get("/api/v1/mail", list)
            .may::<ManageMail>()
            .asks::<MailQuery>()
            .gives_page::<MailView>()
            .says("Lists the mails of this node, newest first."),
        post("/api/v1/mail/{mail}/resend", resend)
            .may::<ManageMail>()
            .gives::<MailView>(200)
            .says("Sends a mail again; one that waits is tried at once."),
        post("/api/v1/sales/{sale}/mail", send)
            .may::<SeeSales>()
            .asks::<super::node::BranchParam>()
            .takes::<MailSaleRequest>()
            .gives::<MailView>(201)
            .says("Sends the receipt of a sale to an address, from the node's queue."),
        get("/api/v1/sales/{sale}/mail", of_sale)
            .may::<SeeSales>()
            .asks::<super::node::BranchParam>()
            .gives_page::<MailView>()
            .says("Lists the mails of a sale, newest first, with addresses that only who knows them recognises."),
    ]
}

pub(super) fn word(lang: PaperLanguage) -> &'static str {
    match lang {
        PaperLanguage::Id => "id",
        PaperLanguage::En => "en",
    }
}

fn shown(server: Option<MailServer>) -> MailServerView {
    let set = server.is_some();
    let server = server.unwrap_or_else(|| MailServer {
        host: String::new(),
        port: 465,
        security: "tls".to_owned(),
        login: String::new(),
        secret: String::new(),
        sender: String::new(),
        sender_name: String::new(),
        reply_to: String::new(),
        automatic: true,
        language: "id".to_owned(),
        office: String::new(),
    });
    MailServerView {
        set,
        host: server.host,
        port: server.port,
        security: server.security,
        login: server.login,
        has_secret: !server.secret.is_empty(),
        sender: server.sender,
        sender_name: server.sender_name,
        reply_to: server.reply_to,
        automatic: server.automatic,
        lang: server.language,
        office: server.office,
    }
}

async fn settings(State(app): State<App>, _: May<ManageMail>) -> Reply<Told<MailServerView>> {
    Ok(Told(shown(app.mails.on(|tx| tx.server()).await?)))
}

async fn set(
    State(app): State<App>,
    _: May<ManageMail>,
    sent: Sent<MailServerRequest>,
) -> Reply<Told<MailServerView>> {
    let asked = sent.value.checked()?;
    let written = app.mails.on(move |tx| {
        let before = tx.server()?;
        let Some(server) = server_of(asked, before.as_ref()) else {
            return Ok(None);
        };
        tx.set_server(&server)?;
        mail::hasten(tx)?;
        Ok(Some(server))
    });
    let Some(server) = written.await? else {
        let detail = "the secret of before is not sent to another server or under another name";
        return Err(Problem::new(Door::SecretNeeded, detail)
            .about("secret")
            .into());
    };
    app.mails.ring();
    app.live.poke(Topic::Mail);
    Ok(Told(shown(Some(server))))
}

/// The server as it is kept; none when the secret of before would go where it did not go before: whoever
/// may not read it could read it there.
fn server_of(asked: MailServerRequest, before: Option<&MailServer>) -> Option<MailServer> {
    let same = |before: &&MailServer| {
        (&before.host, before.port, &before.login) == (&asked.host, asked.port, &asked.login)
            && before.security == asked.security.word()
    };
    let kept = before.filter(|before| !before.secret.is_empty());
    let secret = match (&asked.secret, kept) {
        (Some(secret), _) => secret.clone(),
        (None, None) => String::new(),
        (None, Some(before)) => Some(before).filter(same)?.secret.clone(),
    };
    let office = asked.office.or_else(|| Some(before?.office.clone()));
    Some(MailServer {
        secret,
        office: office.unwrap_or_default(),
        host: asked.host,
        port: asked.port,
        security: asked.security.word().to_owned(),
        login: asked.login,
        sender: asked.sender,
        sender_name: asked.sender_name,
        reply_to: asked.reply_to,
        automatic: asked.automatic,
        language: word(asked.lang).to_owned(),
    })
}

fn not_set() -> Problem {
    Problem::new(Door::MailMissing, "tell the node a mail server first")
}

async fn test(
    State(app): State<App>,
    _: May<ManageMail>,
    sent: Sent<MailTestRequest>,
) -> Reply<Told<MailTestView>> {
    let asked = sent.value.checked()?;
    let server = app.mails.on(|tx| tx.server()).await?.ok_or_else(not_set)?;
    let sending = send_test(&app, &server, &asked.to, word(asked.lang));
    let outcome = match tokio::time::timeout(MAIL_TEST, sending).await {
        Ok(outcome) => outcome?,
        Err(_) => Outcome::Later("timeout", String::new()),
    };
    let (sent, code, words) = match outcome {
        Outcome::Sent(words) => (true, None, words),
        Outcome::Refused(code, words) | Outcome::Later(code, words) => (false, Some(code), words),
    };
    Ok(Told(MailTestView {
        sent,
        code: code.map(str::to_owned),
        words: Some(words).filter(|words| !words.is_empty()),
    }))
}

async fn list(
    State(app): State<App>,
    _: May<ManageMail>,
    Params(query): Params<MailQuery>,
) -> Reply<Told<Page<MailView>>> {
    let asked = query.parse()?;
    let rows = asked.rows;
    let filter = MailFilter {
        state: asked.state,
        after: asked.after,
        limit: rows + 1,
    };
    let found = app.mails.on(move |tx| tx.list(&filter)).await?;
    let page = Page::cut(found, rows, |mail| mail_cursor(mail.created_at, mail.id));
    let next = page.next.clone();
    let items = views(&app, page.items).await?;
    Ok(Told(Page { items, next }))
}

async fn resend(
    State(app): State<App>,
    _: May<ManageMail>,
    mail: Named<String>,
) -> Reply<Told<MailView>> {
    let missing = || Problem::new(Door::NotFound, "there is no such mail");
    let id = MailId::parse(&mail.0).ok_or_else(missing)?;
    let now = app.now();
    let again = app.mails.on(move |tx| mail::resend(tx, id, now)).await?;
    let again = again.ok_or_else(missing)?.map_err(declined)?;
    Ok(Told(taken(&app, again).await?))
}

async fn send(
    State(app): State<App>,
    who: May<SeeSales>,
    sale: Named<String>,
    sent: Sent<MailSaleRequest>,
) -> Reply<Made<MailView>> {
    let asked = sent.value.checked()?;
    let (sale, branch) = found(&app, &who, &sale.0).await?;
    let now = app.now();
    let wanted = Mail {
        branch,
        language: word(asked.lang).to_owned(),
        staff_name: who.actor.signer.name.clone(),
        ..mail::receipt(asked.mail, sale, asked.to, now)
    };
    let took = app.mails.on(move |tx| match tx.server()? {
        None => Ok(None),
        Some(_) => mail::enqueue(tx, &wanted).map(Some),
    });
    let mail = took.await?.ok_or_else(not_set)?.map_err(declined)?;
    Ok(Made(masked(taken(&app, mail).await?)))
}

async fn of_sale(
    State(app): State<App>,
    who: May<SeeSales>,
    sale: Named<String>,
) -> Reply<Told<Page<MailView>>> {
    let (sale, _) = found(&app, &who, &sale.0).await?;
    let mails = app.mails.on(move |tx| tx.of_sale(sale)).await?;
    let views = views(&app, mails).await?.into_iter().map(masked);
    Ok(Told(Page::whole(views.collect())))
}

/// The sale that is named, and whose it is.
async fn found(
    app: &App,
    who: &May<SeeSales>,
    sale: &str,
) -> Result<(DocId, nusa_facts::BranchId), Problem> {
    let named = || Problem::new(Door::NotFound, "a sale is named by its id");
    let (sale, asked) = (DocId::parse(sale).ok_or_else(named)?, who.branch);
    let found = app.look(move |look| {
        let Some(branch) = whose(look, asked, sale)? else {
            return Ok(None);
        };
        Ok(look.sale(branch, sale)?.map(|_| branch))
    });
    let unknown = || Problem::new(Code::SaleUnknown, format!("no sale {sale} here"));
    Ok((sale, found.await?.ok_or_else(unknown)?))
}

fn declined(declined: Declined) -> Problem {
    match declined {
        Declined::Full => Problem::new(Door::MailFull, "wait until some of them are sent"),
        Declined::Reused => {
            Problem::new(Code::CommandReused, "this id was used for another mail").about("mail")
        }
        Declined::Standing => Problem::new(Door::MailStanding, "the mail is on its way"),
        Declined::Erased => Problem::new(Door::MailStanding, "the address was erased"),
    }
}

/// A mail that the queue took.
async fn taken(app: &App, mail: Mail) -> Result<MailView, Problem> {
    app.mails.ring();
    app.live.poke(Topic::Mail);
    app.look(move |look| view(look, &mail)).await
}

async fn views(app: &App, mails: Vec<Mail>) -> Result<Vec<MailView>, Problem> {
    let read = app.look(move |look| mails.iter().map(|mail| view(look, mail)).collect());
    read.await
}

fn view(look: &SqliteReader, mail: &Mail) -> Result<MailView, StoreError> {
    let row = match mail.sale {
        Some(sale) => look.sale(mail.branch, sale)?,
        None => None,
    };
    Ok(MailView {
        mail: mail.id.to_string(),
        kind: mail.kind.clone(),
        to: mail.to.clone(),
        sale: mail.sale.map(|sale| sale.to_string()),
        receipt_no: row.map(|row| row.number.to_string()),
        lang: mail.language.clone(),
        staff_name: Some(mail.staff_name.clone()).filter(|name| !name.is_empty()),
        state: mail.state.clone(),
        attempts: mail.attempts,
        code: mail.code.clone(),
        words: mail.words.clone(),
        created_at: mail.created_at.0,
        changed_at: mail.changed_at.0,
        next_at: mail.next_at.map(|at| at.0),
    })
}

/// An address that only who knows it recognises: `a•••@contoh.id`. What a server says may name it, too.
fn masked(view: MailView) -> MailView {
    let to = view.to.as_deref().and_then(|to| {
        let (name, host) = to.rsplit_once('@')?;
        Some(format!("{}•••@{host}", name.chars().next()?))
    });
    MailView {
        to,
        words: None,
        ..view
    }
}
