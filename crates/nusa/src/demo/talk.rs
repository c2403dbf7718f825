//! The restaurant document's messages over a café's live socket, as a waiter's
//! screen speaks them: what is said is answered, and whoever lost the socket opens
//! it anew and is first told how everything stands. Knows no order of steps.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use super::http::Http;

/// How long an answer may take: it waits for the disk.
const PATIENCE: Duration = Duration::from_secs(30);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What the node says to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It did what it says.
    Taken,
    /// It did not.
    Refused {
        /// The stable code.
        code: String,
        /// Why, for people.
        detail: String,
    },
}

/// The socket is gone. What was said last may have been heard or not.
#[derive(Debug, thiserror::Error)]
#[error("the socket broke: {0}")]
pub struct Broken(String);

fn broken(error: impl std::fmt::Display) -> Broken {
    Broken(error.to_string())
}

/// Somebody who talks with a café.
pub struct Talk {
    url: String,
    token: String,
    socket: Option<Socket>,
}

impl Talk {
    /// Whoever is signed in there, not yet talking.
    pub fn of(http: &Http) -> Self {
        let base = http.base().replacen("http", "ws", 1);
        Self {
            url: format!("{base}/api/v1/live?feed=document"),
            token: http.token().unwrap_or_default().to_owned(),
            socket: None,
        }
    }

    /// Opens the socket, anew when one stands already; the first word is how everything stands.
    ///
    /// # Errors
    /// When the node cannot be reached or hangs up.
    pub async fn open(&mut self) -> Result<Value, Broken> {
        self.socket = None;
        let mut request = self.url.as_str().into_client_request().map_err(broken)?;
        let bearer = HeaderValue::from_str(&format!("Bearer {}", self.token)).map_err(broken)?;
        request.headers_mut().insert("authorization", bearer);
        let opened = timeout(PATIENCE, connect_async(request)).await;
        let (mut socket, _) = opened.map_err(broken)?.map_err(broken)?;
        let state = heard_with(&mut socket, "\"transactions_update\"").await?;
        self.socket = Some(socket);
        Ok(state)
    }

    /// Says something that has an `id`, and waits for its answer; the socket stays only when it came.
    ///
    /// # Errors
    /// When the socket broke, or none is open.
    pub async fn ask(&mut self, message: &Value) -> Result<Answer, Broken> {
        let mut socket = self.said(message).await?;
        let answer = heard_with(&mut socket, &message["id"].to_string()).await?;
        self.socket = Some(socket);
        Ok(match answer["type"].as_str() {
            Some("ack") => Answer::Taken,
            _ => Answer::Refused {
                code: answer["code"].as_str().unwrap_or_default().to_owned(),
                detail: answer["detail"].as_str().unwrap_or_default().to_owned(),
            },
        })
    }

    /// Says something and is gone before the answer, as a phone whose network drops.
    ///
    /// # Errors
    /// Always: whether it was heard is not known.
    pub async fn ask_and_be_cut_off(&mut self, message: &Value) -> Result<Answer, Broken> {
        drop(self.said(message).await?);
        Err(broken("cut off before the answer"))
    }

    /// Takes the socket and says something; who does not put it back has lost it.
    async fn said(&mut self, message: &Value) -> Result<Socket, Broken> {
        let mut socket = self.socket.take().ok_or_else(|| broken("none is open"))?;
        let sent = socket.send(Message::text(message.to_string()));
        let sent = timeout(PATIENCE, sent).await;
        sent.map_err(broken)?.map_err(broken)?;
        Ok(socket)
    }
}

/// The first message that holds these words; others go by unread, as most of them tell of other tables.
async fn heard_with(socket: &mut Socket, words: &str) -> Result<Value, Broken> {
    let hear = async {
        while let Some(message) = socket.next().await {
            if let Message::Text(text) = message.map_err(broken)?
                && text.contains(words)
            {
                return serde_json::from_str(&text).map_err(broken);
            }
        }
        Err(broken("the node hung up"))
    };
    timeout(PATIENCE, hear).await.map_err(broken)?
}
