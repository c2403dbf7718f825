//! By which server a node sends mail, and to whom. No command: nothing of it is a
//! fact, because a fact holds no address and no secret (I13).

use nusa_facts::{MailId, Millis};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    at::At,
    bounds,
    limits::{MAX_HOST, MAX_OFFICE, MAX_SECRET},
    problem::{Door, Problem},
    request::{
        lists::{page_rows, refuse},
        paper::PaperLanguage,
    },
};

/// How the way to the server is kept from other eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after a word in the clear (port 587); without it nothing is sent.
    Starttls,
    /// Nothing: only to a server in the shop's own network.
    None,
}

impl MailSecurity {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::Starttls => "starttls",
            Self::None => "none",
        }
    }
}

/// The server by which a node sends mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServerRequest {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// tls, starttls or none.
    pub security: MailSecurity,
    /// The name under which the node signs in; empty where the server asks for none.
    #[serde(default)]
    pub login: String,
    /// What it signs in with; left out to keep what is there. It is never shown again, and must be said anew
    /// when the server or the name is another one.
    #[serde(default)]
    pub secret: Option<String>,
    /// The address that mail comes from.
    pub sender: String,
    /// The name beside it.
    #[serde(default)]
    pub sender_name: String,
    /// Where answers go; empty for the sender.
    #[serde(default)]
    pub reply_to: String,
    /// Whether guests who left an address get their receipts by themselves.
    pub automatic: bool,
    /// The language of such receipts.
    #[serde(default)]
    pub lang: PaperLanguage,
    /// Where others reach the office, for links in mails: `https://pusat.contoh.id`. Left out to keep what is
    /// there; never taken from a request of somebody who has not signed in.
    #[serde(default)]
    pub office: Option<String>,
}

impl std::fmt::Debug for MailServerRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailServerRequest({}:{})", self.host, self.port)
    }
}

impl MailServerRequest {
    /// The server within bounds.
    ///
    /// # Errors
    /// `body_invalid` or `email_invalid` at the field.
    pub fn checked(self) -> Result<Self, Problem> {
        let refuse = |name, detail| Problem::at(Door::BodyInvalid, At::Field(name), detail);
        let host = self.host.trim().to_owned();
        if !is_host(&host) {
            return Err(refuse("host", "not the name or address of a machine"));
        }
        if self.port == 0 {
            return Err(refuse("port", "must be between 1 and 65535"));
        }
        if self.security == MailSecurity::None && !may_be_private(&host) {
            let detail = "without TLS only to a server in the shop's own network";
            return Err(refuse("security", detail));
        }
        let secret = self.secret.as_deref();
        let odd = |text: &str| text.len() > MAX_SECRET || text.chars().any(char::is_control);
        if secret.is_some_and(odd) {
            return Err(refuse("secret", "is too long, or no text"));
        }
        let reply_to = self.reply_to.trim();
        let reply_to = match reply_to {
            "" => String::new(),
            text => bounds::email(At::Field("reply_to"), text)?,
        };
        let office = self.office.as_deref().map(office).transpose()?;
        Ok(Self {
            host,
            office,
            login: bounds::blank_or_text(At::Field("login"), &self.login)?,
            sender: bounds::email(At::Field("sender"), &self.sender)?,
            sender_name: bounds::blank_or_text(At::Field("sender_name"), &self.sender_name)?,
            reply_to,
            ..self
        })
    }
}

/// An address of the office: scheme, machine, and a path where it has one; empty for none.
fn office(text: &str) -> Result<String, Problem> {
    let text = text.trim().trim_end_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:/_[]".contains(c);
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if text.is_empty() || (good && text.len() <= MAX_OFFICE && text.chars().all(plain)) {
        return Ok(text.to_owned());
    }
    let detail = "is no address as https://pusat.contoh.id";
    Err(Problem::at(Door::BodyInvalid, At::Field("office"), detail))
}

fn is_host(host: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    (1..=MAX_HOST).contains(&host.len()) && host.chars().all(letter)
}

/// Whether a machine of this name may stand in the shop. What the name leads to is looked at again before
/// anything is sent.
fn may_be_private(host: &str) -> bool {
    let ends = [".local", ".lan", ".internal", ".home.arpa"];
    match host.parse::<std::net::IpAddr>() {
        Ok(address) => is_private(address),
        Err(_) => !host.contains('.') || ends.iter().any(|end| host.ends_with(end)),
    }
}

/// Whether an address is of this machine or of a network of its own.
pub fn is_private(address: std::net::IpAddr) -> bool {
    match address.to_canonical() {
        std::net::IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        std::net::IpAddr::V6(v6) => {
            v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local()
        }
    }
}

/// A mail that shows whether mail goes out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailTestRequest {
    /// The asker's own address.
    pub to: String,
    /// The language of the mail.
    #[serde(default)]
    pub lang: PaperLanguage,
}

impl MailTestRequest {
    /// The address.
    ///
    /// # Errors
    /// `email_invalid`.
    pub fn checked(self) -> Result<Self, Problem> {
        let to = bounds::email(At::Field("to"), &self.to)?;
        Ok(Self { to, ..self })
    }
}

/// The receipt of a sale is to go to an address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailSaleRequest {
    /// The id that the device gives the mail: sent twice, it is one.
    #[schema(value_type = String, format = "uuid")]
    pub mail: MailId,
    /// The address.
    pub to: String,
    /// The language of the receipt.
    #[serde(default)]
    pub lang: PaperLanguage,
}

impl MailSaleRequest {
    /// The address within bounds.
    ///
    /// # Errors
    /// `email_invalid`.
    pub fn checked(self) -> Result<Self, Problem> {
        let to = bounds::email(At::Field("to"), &self.to)?;
        Ok(Self { to, ..self })
    }
}

/// The words in which a mail can stand.
const STATES: [&str; 5] = ["waiting", "sending", "sent", "failed", "given_up"];

/// A page of the queue, the newest first.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MailQuery {
    /// Only those that stand so: waiting, sending, sent, failed or given_up.
    pub state: Option<String>,
    /// The cursor of the answer before.
    pub after: Option<String>,
    /// Rows of the page, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<usize>,
}

/// A question for the queue, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAsked {
    /// Only those that stand so.
    pub state: Option<String>,
    /// Behind this one.
    pub after: Option<(Millis, MailId)>,
    /// Rows of the page.
    pub rows: usize,
}

impl MailQuery {
    /// The question.
    ///
    /// # Errors
    /// `query_invalid` at the parameter.
    pub fn parse(self) -> Result<MailAsked, Problem> {
        let known = |state: &str| STATES.contains(&state);
        if self.state.as_deref().is_some_and(|state| !known(state)) {
            return Err(refuse("state", "is no state of a mail"));
        }
        let after = self.after.as_deref().map(|text| {
            let parts = text.split_once('.');
            let parts =
                parts.and_then(|(at, id)| Some((Millis(at.parse().ok()?), MailId::parse(id)?)));
            parts.ok_or_else(|| refuse("after", "is no cursor of an answer"))
        });
        Ok(MailAsked {
            state: self.state,
            after: after.transpose()?,
            rows: page_rows(self.limit)?,
        })
    }
}

/// The cursor behind a mail of a list.
pub fn mail_cursor(at: Millis, id: MailId) -> String {
    format!("{}.{id}", at.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_reached_under_an_address_and_nothing_more() {
        let cases = [
            ("https://pusat.contoh.id/", Some("https://pusat.contoh.id")),
            (
                "http://192.168.1.9:7300/pusat",
                Some("http://192.168.1.9:7300/pusat"),
            ),
            ("", Some("")),
            ("pusat.contoh.id", None),
            ("https://", None),
            ("https:///x", None),
            ("javascript:alert(1)", None),
            ("https://a.id/#x", None),
            ("https://a.id?x=1", None),
            ("https://a@b.id", None),
            ("https://a.id/\"x", None),
        ];
        for (text, good) in cases {
            assert_eq!(office(text).ok().as_deref(), good, "{text}");
        }
    }

    #[test]
    fn a_server_is_named_and_without_tls_it_stands_in_the_shop() {
        let body = |host: &str, more: &str| {
            format!(
                r#"{{"host":"{host}","port":25,"sender":"struk@contoh.id","automatic":true,{more}}}"#
            )
        };
        let (tls, none) = (r#""security":"tls""#, r#""security":"none""#);
        let cases = [
            (body("smtp.contoh.id", tls), None),
            (body(" 192.168.1.9 ", none), None),
            (body("127.0.0.1", none), None),
            (body("kotak", none), None),
            (body("mail.local", none), None),
            (body("smtp.contoh.id", none), Some("security")),
            (body("8.8.8.8", none), Some("security")),
            (body("a b", tls), Some("host")),
            (
                body("x", r#""security":"tls","reply_to":"ani""#),
                Some("reply_to"),
            ),
            (
                body("x", "\"security\":\"tls\",\"secret\":\"a\\nb\""),
                Some("secret"),
            ),
        ];
        for (text, field) in cases {
            let read: MailServerRequest = serde_json::from_str(&text).unwrap();
            let checked = read.checked();
            let told = checked
                .as_ref()
                .err()
                .and_then(|problem| problem.field.clone());
            assert_eq!(told.as_deref(), field, "{text}");
        }
    }

    #[test]
    fn a_server_shows_no_secret() {
        let text = r#"{"host":"x","port":25,"security":"tls","secret":"rahasia","sender":"a@b.id","automatic":false}"#;
        let read: MailServerRequest = serde_json::from_str(text).unwrap();
        assert!(!format!("{read:?}").contains("rahasia"));
    }
}
