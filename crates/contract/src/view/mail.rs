//! The mail of a node as it is shown: the server without its secret, the queue.

use serde::Serialize;
use utoipa::ToSchema;

/// The server by which a node sends mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MailServerView {
    /// Whether somebody told; everything below is a proposal otherwise.
    pub set: bool,
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// tls, starttls or none.
    pub security: String,
    /// The name under which the node signs in; empty where it does not.
    pub login: String,
    /// Whether a secret is kept. The secret itself is never shown.
    pub has_secret: bool,
    /// The address that mail comes from.
    pub sender: String,
    /// The name beside it.
    pub sender_name: String,
    /// Where answers go; empty for the sender.
    pub reply_to: String,
    /// Whether guests get their receipts by themselves.
    pub automatic: bool,
    /// The language of such receipts.
    pub lang: String,
    /// Where others reach the office; empty before somebody told.
    pub office: String,
}

/// What came of a mail that shows whether mail goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MailTestView {
    /// Whether the server took it.
    pub sent: bool,
    /// Why not, as a word: as in the queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the server said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A mail of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MailView {
    /// Its id.
    pub mail: String,
    /// What it is: receipt.
    pub kind: String,
    /// The address: whole for whoever manages mail, else its first letter and where it is; absent once it
    /// was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale: Option<String>,
    /// The number of its receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt_no: Option<String>,
    /// The language of its own words.
    pub lang: String,
    /// Who asked; absent where a guest's own address was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// waiting, sending, sent, failed (refused for good) or given_up (waited too long).
    pub state: String,
    /// How often it was tried since it was last asked for.
    pub attempts: u32,
    /// unreachable, timeout, not_private, tls, starttls_missing, login_refused, sender_refused,
    /// address_refused, address_invalid, refused, busy, cut, restart, document_missing, mail_missing or
    /// forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the server said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When it was first asked for.
    pub created_at: i64,
    /// When it last changed.
    pub changed_at: i64,
    /// When it is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_at: Option<i64>,
}
