//! Invitations against a real mail server on loopback: the link works once and in its
//! time, only who reaches as far makes one, and no token lies anywhere.

use std::path::Path;

use axum::http::StatusCode;
use nusa_store::{Look, SqliteReader};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client, is},
    mail_sink::{MailSink, Manner, Taken},
    rows::{items, row},
    world::{Company, PASSWORD, added, company, eventually, hire, with_command},
};

const HOUR: i64 = 3_600_000;
pub(crate) const OFFICE: &str = "https://pusat.contoh.id/toko";
pub(crate) const NEW: &str = "sandi pilihan sendiri";

/// A company whose centre sends mail.
pub(crate) struct Post {
    pub(crate) company: Company,
    pub(crate) sink: MailSink,
}

pub(crate) fn server(sink: &MailSink, office: &str) -> Value {
    json!({
        "host": "127.0.0.1", "port": sink.address.port(), "security": "none",
        "sender": "kantor@contoh.id", "sender_name": "Kopi Nusa", "automatic": false, "office": office,
    })
}

impl Post {
    pub(crate) async fn open() -> Self {
        let (company, sink) = (company().await, MailSink::open(Manner::default()).await);
        let body = server(&sink, OFFICE);
        let told = company
            .owner
            .ask("PUT", "/api/v1/mail/settings", &body)
            .await;
        assert_eq!(told.good()["office"], OFFICE);
        Self { company, sink }
    }

    pub(crate) fn owner(&self) -> &Client {
        &self.company.owner
    }

    /// Somebody without a password, whom mail reaches.
    pub(crate) async fn staff(&self, login: &str) -> u32 {
        let grants = json!([{ "role": "cashier", "branch": self.company.branch }]);
        let person = json!({ "login": login, "name": format!("{login} Ayu"), "grants": grants });
        let id = added(self.owner(), "/api/v1/people", person).await;
        self.email(id, &format!("{login}@contoh.id")).await;
        id
    }

    pub(crate) async fn email(&self, id: u32, email: &str) {
        let path = format!("/api/v1/people/{id}/contact");
        let set = self
            .owner()
            .ask("PUT", &path, &json!({ "email": email }))
            .await;
        assert_eq!(set.status, 204);
    }

    pub(crate) async fn invite(&self, id: u32, mail: bool) -> String {
        let path = format!("/api/v1/people/{id}/invitation");
        let invited = self.owner().post(&path, &json!({ "mail": mail })).await;
        invited.good()["token"].as_str().unwrap().to_owned()
    }

    /// The mails to somebody, once there are so many.
    pub(crate) async fn mails(&self, to: &str, count: usize) -> Vec<Taken> {
        let of = || -> Vec<Taken> {
            let all = self.sink.taken().into_iter();
            all.filter(|mail| mail.to == format!("{to}@contoh.id"))
                .collect()
        };
        let there = async || of().len() >= count;
        eventually(&format!("{count} mails to {to}"), there).await;
        of()
    }

    async fn listed(&self, login: &str) -> Value {
        row(&items(self.owner(), "/api/v1/people").await, "login", login)
    }

    async fn stands(&self, login: &str, state: &str) {
        let there = async || self.listed(login).await["invitation"]["state"] == state;
        eventually(&format!("the invitation is {state}"), there).await;
    }

    pub(crate) async fn look(&self, token: &str) -> Answer {
        let body = json!({ "token": token });
        self.company
            .centre
            .client
            .post("/api/v1/session/link", &body)
            .await
    }

    pub(crate) async fn choose(&self, token: &str, password: &str) -> Answer {
        let body = json!({ "token": token, "password": password });
        let path = "/api/v1/session/link/password";
        self.company.centre.client.post(path, &body).await
    }

    pub(crate) async fn forgot(&self, name: &str) -> Answer {
        let body = json!({ "name": name });
        let path = "/api/v1/session/forgotten";
        self.company.centre.client.post(path, &body).await
    }

    pub(crate) async fn signs_in(&self, login: &str, password: &str) -> bool {
        let body = json!({ "login": login, "password": password });
        let centre = &self.company.centre.client;
        centre.post("/api/v1/session", &body).await.status == 201
    }
}

/// What stands behind the # of a mail's link.
pub(crate) fn token_of(mail: &Taken) -> String {
    let mail = mail.read();
    let text = mail.body_text(0).unwrap();
    let link = format!("{OFFICE}/kantor/tautan#");
    let rest = text.split_once(&link).expect("the link is the office's").1;
    let token = rest.split_whitespace().next().unwrap().to_owned();
    assert!(
        mail.body_html(0)
            .unwrap()
            .contains(&format!("{link}{token}"))
    );
    assert_eq!(token.len(), 64);
    token
}

#[tokio::test]
async fn an_invitation_by_mail_opens_once_and_whoever_was_invited_is_signed_in() {
    let post = Post::open().await;
    let id = post.staff("wati").await;
    assert_eq!(post.listed("wati").await["has_password"], false);
    let handed = post.invite(id, true).await;
    let mails = post.mails("wati", 1).await;
    let letter = mails[0].read();
    assert_eq!(letter.subject(), Some("Undangan bergabung – Nusa JKT01"));
    assert!(letter.body_text(0).unwrap().contains("Halo wati Ayu,"));
    post.stands("wati", "sent").await;
    let token = token_of(&mails[0]);
    assert_ne!(token, handed, "each way has a token of its own");
    for token in [&token, &handed] {
        let shown = post.look(token).await.good();
        let said = ["purpose", "shop", "name", "login"].map(|name| shown[name].clone());
        assert_eq!(said, ["invitation", "Nusa JKT01", "wati Ayu", "wati"]);
    }
    let short = post.choose(&token, "pendek").await;
    is(&short, StatusCode::UNPROCESSABLE_ENTITY, "password_invalid");
    let chosen = post.choose(&token, NEW).await;
    assert!(
        chosen.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("nusa_session_0=")
    );
    let wati = post
        .company
        .centre
        .client
        .with(chosen.good()["token"].as_str().unwrap());
    assert_eq!(wati.get("/api/v1/session").await.good()["name"], "wati Ayu");
    for used in [&token, &handed] {
        is(&post.choose(used, NEW).await, StatusCode::GONE, "link_void");
        is(&post.look(used).await, StatusCode::GONE, "link_void");
    }
    assert!(post.signs_in("wati", NEW).await);
    post.stands("wati", "joined").await;
    assert_eq!(
        post.sink.taken().len(),
        1,
        "nobody is told of a first password"
    );
}

#[tokio::test]
async fn a_link_ends_by_a_newer_one_by_time_and_by_whatever_makes_it_needless() {
    let post = Post::open().await;
    let id = post.staff("wati").await;
    let first = post.invite(id, false).await;
    post.stands("wati", "link").await;
    let second = post.invite(id, true).await;
    is(&post.look(&first).await, StatusCode::GONE, "link_void");
    let mailed = token_of(&post.mails("wati", 1).await[0]);
    post.company.centre.skip(72 * HOUR);
    for late in [&second, &mailed] {
        is(&post.look(late).await, StatusCode::GONE, "link_expired");
        is(
            &post.choose(late, NEW).await,
            StatusCode::GONE,
            "link_expired",
        );
    }
    let owner = post.company.centre.sign_in("ibu").await;
    let listed = row(&items(&owner, "/api/v1/people").await, "login", "wati");
    assert_eq!(listed["invitation"]["state"], "expired");
    let post = Post {
        company: Company {
            owner,
            ..post.company
        },
        ..post
    };

    let third = post.invite(id, false).await;
    post.email(id, "lain@contoh.id").await;
    is(&post.look(&third).await, StatusCode::GONE, "link_void");

    let fourth = post.invite(id, false).await;
    let path = format!("/api/v1/people/{id}/password");
    let set = post
        .owner()
        .ask("PUT", &path, &json!({ "password": PASSWORD }))
        .await;
    assert_eq!(set.status, 204);
    is(
        &post.choose(&fourth, NEW).await,
        StatusCode::GONE,
        "link_void",
    );

    let fifth = post.invite(id, false).await;
    for active in [false, true] {
        let grants = json!([{ "role": "cashier", "branch": post.company.branch }]);
        let person = json!({ "login": "wati", "name": "Wati", "active": active, "grants": grants });
        let path = format!("/api/v1/people/{id}");
        post.owner()
            .ask("PUT", &path, &with_command(person))
            .await
            .good();
        is(
            &post.choose(&fifth, NEW).await,
            StatusCode::GONE,
            "link_void",
        );
    }
    assert!(
        post.signs_in("wati", PASSWORD).await,
        "no link changed anything"
    );
    is(
        &post.look("bukan-tautan").await,
        StatusCode::GONE,
        "link_void",
    );
}

#[tokio::test]
async fn no_token_and_no_address_lies_where_it_could_be_read() {
    let post = Post::open().await;
    let id = post.staff("wati").await;
    let handed = post.invite(id, true).await;
    let invited = token_of(&post.mails("wati", 1).await[0]);
    post.stands("wati", "sent").await;
    post.choose(&invited, NEW).await.good();
    post.forgot("wati").await;
    let reset = token_of(&post.mails("wati", 2).await[1]);
    let list = post.owner().get("/api/v1/mail").await.text;
    let people = post.owner().get("/api/v1/people").await.text;
    for token in [&handed, &invited, &reset] {
        assert!(!list.contains(token.as_str()) && !people.contains(token.as_str()));
        lies_nowhere(post.company.centre.directory.path(), token);
    }
    let reader = SqliteReader::open(post.company.centre.directory.path()).unwrap();
    let journal = post
        .owner()
        .get("/api/v1/audit?from=2026-01-01&to=2026-01-02")
        .await
        .text;
    assert!(!journal.contains("contoh.id"));
    assert!(reader.notes("contact/person/").unwrap().len() == 1);
    post.email(id, "").await;
    assert_eq!(post.listed("wati").await["email"], Value::Null);
    assert!(
        reader.notes("contact/person/").unwrap().is_empty(),
        "erased when emptied"
    );
    for mail in items(post.owner(), "/api/v1/mail").await {
        assert_eq!(mail["to"], Value::Null, "the queue forgets it, too");
    }
}

fn lies_nowhere(directory: &Path, token: &str) {
    for file in std::fs::read_dir(directory).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            lies_nowhere(&path, token);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes
            .windows(token.len())
            .any(|part| part == token.as_bytes());
        assert!(!found, "a token lies in {}", path.display());
    }
}

#[tokio::test]
async fn only_who_reaches_as_far_sets_an_address_or_invites() {
    let post = Post::open().await;
    let own = post.company.branch;
    hire(
        post.owner(),
        "kepala",
        json!([{ "role": "manager", "branch": own }]),
    )
    .await;
    let kepala = post.company.centre.sign_in("kepala").await;
    let near = post.staff("wati").await;
    let far = hire(post.owner(), "jauh", json!([{ "role": "cashier" }])).await;
    post.email(far, "jauh@contoh.id").await;
    let people = format!("/api/v1/people?branch={own}");
    let seen = items(&kepala, &people).await;
    assert_eq!(row(&seen, "login", "wati")["email"], "wati@contoh.id");
    let hidden = row(&seen, "login", "jauh");
    assert_eq!(
        (&hidden["may_set"], &hidden["email"]),
        (&json!(false), &Value::Null)
    );
    for (id, status) in [(near, 201), (far, 403), (1, 403), (999, 404)] {
        let path = format!("/api/v1/people/{id}/invitation?branch={own}");
        let invited = kepala.post(&path, &json!({ "mail": false })).await;
        assert_eq!(invited.status, status, "{id}: {}", invited.text);
    }
    let path = format!("/api/v1/people/{far}/contact?branch={own}");
    let set = kepala
        .ask("PUT", &path, &json!({ "email": "kepala@contoh.id" }))
        .await;
    is(&set, StatusCode::FORBIDDEN, "forbidden");
    // One's own address needs the password, because a link goes there.
    let own = async |password: &str, email: &str| {
        let body = json!({ "email": email, "password": password });
        kepala.ask("PUT", "/api/v1/session/contact", &body).await
    };
    is(
        &own("salah-semua", "k@contoh.id").await,
        StatusCode::UNAUTHORIZED,
        "sign_in_failed",
    );
    is(
        &own(PASSWORD, "k").await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "email_invalid",
    );
    assert_eq!(own(PASSWORD, "k@contoh.id").await.status, 204);
    assert_eq!(
        kepala.get("/api/v1/session/contact").await.good()["email"],
        "k@contoh.id"
    );
}
