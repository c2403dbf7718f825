//! Bytes to a printer on the network. A printer says nothing back, so what is
//! known is only whether it took nothing, everything, or perhaps some.

use std::io;

use nusa_node::print::Outcome;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::limits::{PRINTER_CONNECT, PRINTER_LINGER, PRINTER_WRITE};

/// Sends the bytes and waits until the printer has taken them.
pub(super) async fn send(host: &str, port: u16, bytes: &[u8]) -> Outcome {
    let mut stream = match timeout(PRINTER_CONNECT, TcpStream::connect((host, port))).await {
        Err(_) => return Outcome::Nothing("timeout"),
        Ok(Err(error)) => return Outcome::Nothing(why(&error)),
        Ok(Ok(stream)) => stream,
    };
    match write(&mut stream, bytes).await {
        Ok(()) => settled(stream).await,
        Err((0, word)) => Outcome::Nothing(word),
        Err((_, word)) => Outcome::Perhaps(word),
    }
}

/// Writes everything; fails with how much was taken before.
async fn write(stream: &mut TcpStream, bytes: &[u8]) -> Result<(), (usize, &'static str)> {
    let mut taken = 0;
    while taken < bytes.len() {
        match timeout(PRINTER_WRITE, stream.write(&bytes[taken..])).await {
            Err(_) => return Err((taken, "timeout")),
            Ok(Err(_) | Ok(0)) => return Err((taken, "cut")),
            Ok(Ok(more)) => taken += more,
        }
    }
    Ok(())
}

/// Says that nothing more comes and waits for the printer to hang up. One that keeps the line open has
/// taken everything; one that breaks it has not.
async fn settled(mut stream: TcpStream) -> Outcome {
    if stream.shutdown().await.is_err() {
        return Outcome::Perhaps("cut");
    }
    let mut said = [0; 64];
    let hung_up = async {
        loop {
            match stream.read(&mut said).await {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(error) => return Err(error),
            }
        }
    };
    match timeout(PRINTER_LINGER, hung_up).await {
        Ok(Err(_)) => Outcome::Perhaps("cut"),
        Ok(Ok(())) | Err(_) => Outcome::Sent,
    }
}

fn why(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "refused",
        io::ErrorKind::TimedOut => "timeout",
        _ => "unreachable",
    }
}
