//! Sockets as screens and phones open them.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderName, HeaderValue},
    },
};

use crate::client::Client;

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Opens a socket with these headers; else the status of the refusal.
pub(crate) async fn open(url: &str, headers: &[(&str, &str)]) -> Result<Socket, u16> {
    let url = url.replace("http://", "ws://");
    let mut request = url.into_client_request().unwrap();
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        let value = HeaderValue::from_str(value).unwrap();
        request.headers_mut().insert(name, value);
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// Opens a socket as somebody who signed in.
pub(crate) async fn open_as(url: &str, who: &Client) -> Result<Socket, u16> {
    let bearer = format!("Bearer {}", who.token());
    open(url, &[("authorization", &bearer)]).await
}

/// The next message that is no beat.
pub(crate) async fn heard(socket: &mut Socket) -> Value {
    loop {
        let message = next(socket).await.expect("the socket stands");
        if message["type"] != "beat" {
            return message;
        }
    }
}

/// The next message of a type; others go by.
pub(crate) async fn heard_of(socket: &mut Socket, kind: &str) -> Value {
    loop {
        let message = heard(socket).await;
        if message["type"] == kind {
            return message;
        }
    }
}

/// The next message; none when the other end hung up.
pub(crate) async fn next(socket: &mut Socket) -> Option<Value> {
    let message = timeout(Duration::from_secs(20), socket.next())
        .await
        .expect("a beat comes every five seconds");
    match message {
        Some(Ok(Message::Text(text))) => Some(serde_json::from_str(&text).unwrap()),
        _ => None,
    }
}

/// Says something.
pub(crate) async fn say(socket: &mut Socket, message: &Value) {
    let text = Message::text(message.to_string());
    socket.send(text).await.unwrap();
}
