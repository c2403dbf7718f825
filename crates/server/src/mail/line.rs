//! A connection to a mail server: reached, hidden, signed in, and then one mail after
//! the other. Tells at which step it failed, because a wrong password is no fault of
//! an address. Knows no queue and nothing of what a mail says.

use std::{error::Error as Cause, future::Future, io, net::SocketAddr};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
        response::Response,
    },
};
use nusa_contract::request::mail::is_private;
use nusa_node::mail::Outcome;
use nusa_store::mail::MailServer;
use tokio::{net::lookup_host, time::timeout};
use tokio_rustls::rustls;

use crate::{
    limits::{MAIL_CONNECT, MAIL_STEP, MAX_MAIL_WORDS},
    tls::Papers,
};

/// A mail as it goes out.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) bytes: Vec<u8>,
}

/// An open connection.
pub(super) struct Line(AsyncSmtpConnection);

/// A step of the talk with a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Reach,
    Hide,
    SignIn,
    From,
    To,
    Body,
}

/// Why a mail did not go.
#[derive(Debug)]
pub(super) struct Trouble {
    step: Step,
    /// The word, where the step does not say it.
    code: Option<&'static str>,
    error: Option<Error>,
}

impl Trouble {
    fn known(step: Step, code: &'static str) -> Self {
        let code = Some(code);
        Self {
            step,
            code,
            error: None,
        }
    }

    fn at(step: Step) -> impl FnOnce(Error) -> Self {
        move |error| Self {
            step,
            code: None,
            error: Some(error),
        }
    }

    /// Whether the server itself cannot be used now, for whichever mail.
    pub(super) fn is_down(&self) -> bool {
        matches!(
            self.step,
            Step::Reach | Step::Hide | Step::SignIn | Step::From
        )
    }

    /// What it means for the mail. Only a server that knows the sender and refuses the address or the mail
    /// refuses for good; whatever an owner can set right waits.
    pub(super) fn outcome(&self, server: &MailServer) -> Outcome {
        let words = self.error.as_ref().map(said).unwrap_or_default();
        let words = without_secret(&words, server);
        let error = self.error.as_ref();
        if error.is_some_and(Error::is_permanent) {
            return match self.step {
                Step::To => Outcome::Refused("address_refused", words),
                Step::Body => Outcome::Refused("refused", words),
                Step::SignIn => Outcome::Later("login_refused", words),
                Step::From => Outcome::Later("sender_refused", words),
                Step::Reach | Step::Hide => Outcome::Later("unreachable", words),
            };
        }
        let code = match (self.code, self.step) {
            (Some(code), _) => code,
            (None, _) if error.is_some_and(Error::is_transient) => "busy",
            (None, _) if error.is_some_and(Error::is_timeout) => "timeout",
            (None, Step::Hide) => "tls",
            (None, Step::Reach) if error.is_some_and(is_of_tls) => "tls",
            (None, Step::Reach) => "unreachable",
            (None, Step::SignIn) if error.is_some_and(Error::is_client) => "login_refused",
            (None, _) => "cut",
        };
        Outcome::Later(code, words)
    }
}

/// Whether a connection failed because the way could not be hidden: the handshake is told as a fault of it.
fn is_of_tls(error: &Error) -> bool {
    let mut cause: Option<&(dyn Cause + 'static)> = error.source();
    while let Some(found) = cause {
        let inside = found
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        if found.is::<rustls::Error>() || inside.is_some_and(|inside| inside.is::<rustls::Error>())
        {
            return true;
        }
        cause = found.source();
    }
    error.is_tls()
}

/// What the server answered, with its number, or what the machine says; on one line, short enough for a list.
fn said(error: &Error) -> String {
    let number = error.status().map(|code| format!("{code} "));
    let inner = error.source().map(ToString::to_string);
    let text = number.unwrap_or_default() + &inner.unwrap_or_else(|| error.to_string());
    let text = text.replace(char::is_control, " ");
    text.chars().take(MAX_MAIL_WORDS).collect()
}

/// A server that repeats what it was told is not to be a way to read the secret.
fn without_secret(words: &str, server: &MailServer) -> String {
    let coded = |word: &str| {
        let letter = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        word.len() >= 12 && word.chars().all(letter) && word.ends_with(|c: char| c != '.')
    };
    let hidden = words.split(' ').map(|word| match word {
        word if !server.secret.is_empty() && word.contains(&server.secret) => "•••",
        word if !server.secret.is_empty() && coded(word) => "•••",
        word => word,
    });
    hidden.collect::<Vec<_>>().join(" ")
}

/// A step that takes no longer than it may.
async fn step<T>(
    step: Step,
    work: impl Future<Output = Result<T, Error>> + Send,
) -> Result<T, Trouble> {
    match timeout(MAIL_STEP, work).await {
        Ok(done) => done.map_err(Trouble::at(step)),
        Err(_) => Err(Trouble::known(step, "timeout")),
    }
}

impl Line {
    /// Reaches a server, hides the way and signs in. The authority of the house counts as well as those that
    /// the machine trusts, so that a shop can have a mail server of its own.
    pub(super) async fn to(server: &MailServer, papers: Option<&Papers>) -> Result<Self, Trouble> {
        let places = places(server).await?;
        let hello = ClientId::default();
        let hidden = match server.security.as_str() {
            "none" => None,
            _ => Some(trusted(server, papers).map_err(Trouble::at(Step::Hide))?),
        };
        let (at_once, later) = match server.security.as_str() {
            "starttls" => (None, hidden),
            _ => (hidden, None),
        };
        let connecting = AsyncSmtpConnection::connect_tokio1(
            &places[..],
            Some(MAIL_CONNECT),
            &hello,
            at_once,
            None,
        );
        let mut open = step(Step::Reach, connecting).await?;
        if let Some(hidden) = later {
            if !open.can_starttls() {
                return Err(Trouble::known(Step::Hide, "starttls_missing"));
            }
            step(Step::Hide, open.starttls(hidden, &hello)).await?;
        }
        if !server.login.is_empty() {
            let who = Credentials::new(server.login.clone(), server.secret.clone());
            let ways = [Mechanism::Plain, Mechanism::Login];
            step(Step::SignIn, open.auth(&ways, &who)).await?;
        }
        Ok(Self(open))
    }

    /// Sends a mail; gives the line back with what the server said. A line that failed is not used again.
    pub(super) async fn send(mut self, made: &Made) -> Result<(Self, String), Trouble> {
        let open = &mut self.0;
        let from = Mail::new(Some(made.from.clone()), Vec::new());
        step(Step::From, open.command(from)).await?;
        let to = Rcpt::new(made.to.clone(), Vec::new());
        step(Step::To, open.command(to)).await?;
        step(Step::Body, open.command(Data)).await?;
        let taken: Response = step(Step::Body, open.message(&made.bytes)).await?;
        let words = format!(
            "{} {}",
            taken.code(),
            taken.first_line().unwrap_or_default()
        );
        let words = words.replace(char::is_control, " ");
        Ok((self, words.chars().take(MAX_MAIL_WORDS).collect()))
    }

    /// Says goodbye.
    pub(super) async fn hang_up(mut self) {
        // Whatever the server answers: everything was said.
        let _ = timeout(MAIL_CONNECT, self.0.quit()).await;
    }
}

/// Where the server is. Without TLS only a place in a network of one's own counts.
async fn places(server: &MailServer) -> Result<Vec<SocketAddr>, Trouble> {
    let looked = timeout(
        MAIL_CONNECT,
        lookup_host((server.host.as_str(), server.port)),
    );
    let found: Vec<SocketAddr> = match looked.await {
        Ok(Ok(found)) => found.collect(),
        _ => Vec::new(),
    };
    if found.is_empty() {
        return Err(Trouble::known(Step::Reach, "unreachable"));
    }
    if server.security != "none" {
        return Ok(found);
    }
    let near: Vec<_> = found.into_iter().filter(|at| is_private(at.ip())).collect();
    if near.is_empty() {
        return Err(Trouble::known(Step::Reach, "not_private"));
    }
    Ok(near)
}

fn trusted(server: &MailServer, papers: Option<&Papers>) -> Result<TlsParameters, Error> {
    let mut hidden = TlsParameters::builder(server.host.clone());
    if let Some(papers) = papers {
        hidden = hidden.add_root_certificate(Certificate::from_der(papers.ca().to_vec())?);
    }
    hidden.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_server_hide_what_it_was_told() {
        let server = MailServer {
            host: "x".to_owned(),
            port: 25,
            security: "tls".to_owned(),
            login: "toko".to_owned(),
            secret: "kunci-rahasia".to_owned(),
            sender: "a@b.id".to_owned(),
            sender_name: String::new(),
            reply_to: String::new(),
            automatic: true,
            language: "id".to_owned(),
            office: String::new(),
        };
        let told = "535 wrong: kunci-rahasia AHRva28Aa3VuY2ktcmFoYXNpYQ== for authentication.";
        let hidden = without_secret(told, &server);
        assert_eq!(hidden, "535 wrong: ••• ••• for authentication.");
    }
}
