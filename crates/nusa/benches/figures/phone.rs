//! A phone of a guest as the bench plays it: a connection for each thing it asks, one
//! socket for what it is told. Counts nothing itself.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{client::IntoClientRequest, http::HeaderValue},
};

use crate::Broken;

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A phone that sits at a table.
pub(crate) struct Phone {
    host: String,
    cookie: String,
    line: TcpStream,
}

impl Phone {
    /// Sits down by what the printed code opens: `/meja/<table>/<code>`.
    pub(crate) async fn sit(base: &str, path: &str) -> Result<Self, Broken> {
        let host = base.trim_start_matches("http://").to_owned();
        let mut parts = path.rsplit('/');
        let (code, table) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let line = TcpStream::connect(&host).await?;
        line.set_nodelay(true)?;
        let mut phone = Self {
            host,
            cookie: String::new(),
            line,
        };
        let body = json!({ "table": table, "code": code, "name": "Tamu" });
        let (status, head, _) = phone.ask("POST", "/api/v1/guest/session", &body).await?;
        let set = head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .and_then(|set| set.split(';').next());
        phone.cookie = set.ok_or(format!("no seat: {status}"))?.to_owned();
        Ok(phone)
    }

    /// Opens its socket.
    pub(crate) async fn listen(&self) -> Result<Socket, Broken> {
        let url = format!("ws://{}/api/v1/live?as=guest", self.host);
        socket(&url, "cookie", &self.cookie).await
    }

    /// The number of the first dish of the menu.
    pub(crate) async fn dish(&mut self) -> Result<Value, Broken> {
        let (_, _, menu) = self.ask("GET", "/api/v1/guest/menu", &Value::Null).await?;
        Ok(menu["products"][0]["id"].clone())
    }

    /// Orders one of a dish, with a note by which the order is known again.
    pub(crate) async fn order(&mut self, dish: &Value, note: &str) -> Result<(), Broken> {
        let line = json!({ "product": dish, "quantity_milli": 1_000, "note": note });
        let body = json!({ "command": nusa::chance::command(), "lines": [line] });
        let (status, _, told) = self.ask("POST", "/api/v1/guest/orders", &body).await?;
        if status == 201 {
            Ok(())
        } else {
            Err(format!("an order was refused: {status} {told}").into())
        }
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Result<(u16, String, Value), Broken> {
        let text = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{text}",
            self.host,
            self.cookie,
            text.len()
        );
        // The node hangs up on a line that says nothing for a while, and a phone dials again.
        self.line = TcpStream::connect(&self.host).await?;
        self.line.set_nodelay(true)?;
        self.line.write_all(request.as_bytes()).await?;
        let mut got = Vec::with_capacity(1_024);
        let end = loop {
            if let Some(at) = got.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            if self.line.read_buf(&mut got).await? == 0 {
                return Err("the node hung up".into());
            }
        };
        let head = String::from_utf8_lossy(&got[..end]).to_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.ok_or("no length is told")?.trim().parse()?;
        while got.len() < end + length {
            if self.line.read_buf(&mut got).await? == 0 {
                return Err("the node hung up".into());
            }
        }
        let status = head.get(9..12).unwrap_or("0").parse()?;
        let told = serde_json::from_slice(&got[end..end + length]).unwrap_or_default();
        Ok((status, head, told))
    }
}

/// Opens a socket with one header.
pub(crate) async fn socket(url: &str, name: &'static str, value: &str) -> Result<Socket, Broken> {
    let mut request = url.into_client_request()?;
    request
        .headers_mut()
        .insert(name, HeaderValue::from_str(value)?);
    Ok(connect_async(request).await?.0)
}
