//! A real mail server on loopback for tests: it speaks EHLO, AUTH, STARTTLS, MAIL,
//! RCPT and DATA, keeps what it took, and refuses or hangs up where it is told to.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use mail_parser::{Message, MessageParser};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpSocket},
    task::JoinHandle,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

/// A mail that was taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) data: Vec<u8>,
    pub(crate) hidden: bool,
    pub(crate) login: Option<String>,
}

impl Taken {
    pub(crate) fn read(&self) -> Message<'_> {
        MessageParser::default()
            .parse(&self.data)
            .expect("it is a mail")
    }
}

/// What the server does besides taking mail.
#[derive(Clone, Default)]
pub(crate) struct Manner {
    /// The name and the secret that it asks for, as `\0name\0secret` in Base64.
    pub(crate) login: Option<String>,
    /// With what it hides the talk after STARTTLS.
    pub(crate) hides: Option<Arc<ServerConfig>>,
    /// From the first byte on.
    pub(crate) at_once: bool,
    /// Answers that are given once instead of the usual one, to the next command that begins so; an empty
    /// answer hangs up.
    pub(crate) instead: Vec<(&'static str, &'static str)>,
}

#[derive(Default)]
struct Kept {
    taken: Vec<Taken>,
    calls: usize,
    instead: Vec<(&'static str, &'static str)>,
}

/// The server.
pub(crate) struct MailSink {
    pub(crate) address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    task: JoinHandle<()>,
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MailSink {
    pub(crate) async fn open(manner: Manner) -> Self {
        Shut::here().open(manner)
    }

    fn on(listener: TcpListener, manner: Manner) -> Self {
        let address = listener.local_addr().unwrap();
        let kept = Arc::new(Mutex::new(Kept {
            instead: manner.instead.clone(),
            ..Kept::default()
        }));
        let all = Arc::clone(&kept);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                all.lock().unwrap().calls += 1;
                let talk = Talk {
                    manner: manner.clone(),
                    kept: Arc::clone(&all),
                    hidden: false,
                    login: None,
                };
                tokio::spawn(talk.through(stream));
            }
        });
        Self {
            address,
            kept,
            task,
        }
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.kept.lock().unwrap().taken.clone()
    }

    /// How often somebody connected.
    pub(crate) fn calls(&self) -> usize {
        self.kept.lock().unwrap().calls
    }

    /// The next command that begins so is answered otherwise, once.
    pub(crate) fn instead(&self, command: &'static str, answer: &'static str) {
        self.kept.lock().unwrap().instead.push((command, answer));
    }
}

/// A server that is away: it has its port, and refuses whoever comes.
pub(crate) struct Shut {
    socket: TcpSocket,
    pub(crate) address: SocketAddr,
}

impl Shut {
    pub(crate) fn here() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = socket.local_addr().unwrap();
        Self { socket, address }
    }

    /// The server is there.
    pub(crate) fn open(self, manner: Manner) -> MailSink {
        MailSink::on(self.socket.listen(16).unwrap(), manner)
    }
}

/// One connection.
struct Talk {
    manner: Manner,
    kept: Arc<Mutex<Kept>>,
    hidden: bool,
    login: Option<String>,
}

impl Talk {
    async fn through(mut self, stream: tokio::net::TcpStream) {
        // Whoever hangs up ends the talk, and nothing of it fails a test by itself.
        let hides = self.manner.hides.clone();
        if let (true, Some(config)) = (self.manner.at_once, hides.clone()) {
            let Ok(hidden) = TlsAcceptor::from(config).accept(stream).await else {
                return;
            };
            self.hidden = true;
            let _ = self.talk(hidden, true).await;
            return;
        }
        let Ok(Some(plain)) = self.talk(stream, true).await else {
            return;
        };
        let Some(config) = hides else { return };
        let Ok(hidden) = TlsAcceptor::from(config).accept(plain).await else {
            return;
        };
        self.hidden = true;
        let _ = self.talk(hidden, false).await;
    }

    fn instead(&self, command: &str) -> Option<&'static str> {
        let mut kept = self.kept.lock().unwrap();
        let at = kept
            .instead
            .iter()
            .position(|(begin, _)| command.starts_with(begin))?;
        Some(kept.instead.remove(at).1)
    }

    /// Talks until somebody hangs up; gives the stream back after STARTTLS.
    async fn talk<S>(&mut self, stream: S, greets: bool) -> std::io::Result<Option<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut stream = BufReader::new(stream);
        if greets {
            stream.write_all(b"220 uji ESMTP\r\n").await?;
        }
        let (mut from, mut to) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let command = line.trim_end();
            let data = if command == "DATA" && self.instead_of_data(&mut stream).await? {
                Some(read_data(&mut stream).await?)
            } else if command == "DATA" {
                continue;
            } else {
                None
            };
            let answer = match self.instead(if data.is_some() { "." } else { command }) {
                Some("") => return Ok(None),
                Some(other) => other.to_owned(),
                None => match (data, command) {
                    (Some(data), _) => {
                        let taken = Taken {
                            from: from.clone(),
                            to: to.clone(),
                            data,
                            hidden: self.hidden,
                            login: self.login.clone(),
                        };
                        self.kept.lock().unwrap().taken.push(taken);
                        "250 2.0.0 diterima".to_owned()
                    }
                    (None, command) => self.usual(command, &mut from, &mut to),
                },
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
            if command == "STARTTLS" && answer.starts_with("220") {
                return Ok(Some(stream.into_inner()));
            }
            if command == "QUIT" {
                return Ok(None);
            }
        }
    }

    /// Whether the words of a mail may follow; says so to whoever calls.
    async fn instead_of_data<S>(&self, stream: &mut BufReader<S>) -> std::io::Result<bool>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let answer = self.instead("DATA").unwrap_or("354 silakan");
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        Ok(answer.starts_with("354"))
    }

    fn usual(&mut self, command: &str, from: &mut String, to: &mut String) -> String {
        let angled = |text: &str| {
            let inside = text
                .split_once('<')
                .and_then(|(_, rest)| rest.split_once('>'));
            inside
                .map(|(address, _)| address.to_owned())
                .unwrap_or_default()
        };
        if command.starts_with("EHLO") {
            let hides = self.manner.hides.is_some() && !self.hidden;
            let ways = [
                (hides, "STARTTLS"),
                (self.manner.login.is_some(), "AUTH PLAIN LOGIN"),
            ];
            let ways = ways.into_iter().filter(|(has, _)| *has);
            let ways: String = ways.map(|(_, way)| format!("250-{way}\r\n")).collect();
            return format!("250-uji\r\n{ways}250 8BITMIME");
        }
        if let Some(coded) = command.strip_prefix("AUTH PLAIN ") {
            if self.manner.login.as_deref() == Some(coded) {
                self.login = Some(coded.to_owned());
                return "235 2.7.0 masuk".to_owned();
            }
            return format!("535 5.7.8 salah: {coded}");
        }
        if command.starts_with("MAIL FROM:") {
            *from = angled(command);
            return match self.manner.login.is_some() && self.login.is_none() {
                true => "530 5.7.0 masuk dulu".to_owned(),
                false => "250 baik".to_owned(),
            };
        }
        match command {
            _ if command.starts_with("RCPT TO:") => {
                *to = angled(command);
                "250 baik".to_owned()
            }
            "STARTTLS" => "220 mulai".to_owned(),
            "QUIT" => "221 sampai jumpa".to_owned(),
            _ => "500 apa?".to_owned(),
        }
    }
}

/// The words of a mail up to the dot, with the dots of its lines taken back.
async fn read_data<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(data);
        }
        let doubled = line.starts_with(b"..");
        data.extend_from_slice(&line[usize::from(doubled)..]);
    }
}
