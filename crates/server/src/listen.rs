//! Taking connections: each is served by hyper until it closes or becomes a socket
//! of its own, is cut off when it dribbles its head, and is asked to end when the
//! node stops.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tower_service::Service;

use crate::{
    limits::{HEAD_TIMEOUT, MAX_CONNECTIONS, STOP_TIMEOUT},
    tls::{Knock, Papers, Sides},
    who::peer::Peer,
};

/// Pause after the machine refused a connection, e.g. because it has no more descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` says so, and then until the last request is answered or the time is over.
pub(crate) async fn listen(
    listener: TcpListener,
    router: Router,
    papers: Option<Papers>,
    mut stop: watch::Receiver<bool>,
) {
    let sides = papers.map(|papers| Sides::of(&papers, router.clone()));
    let seats = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &seats) => accepted,
            _ = stop.wait_for(|stopped| *stopped) => break,
        };
        match accepted {
            Ok((stream, peer, seat)) => {
                let (sides, router, stop) = (sides.clone(), router.clone(), stop.clone());
                tokio::spawn(async move {
                    greet(stream, peer, router, sides, stop).await;
                    drop(seat);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no connection was taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    // Every seat is free again when every connection has ended.
    let all = u32::try_from(MAX_CONNECTIONS).unwrap_or(u32::MAX);
    let empty = tokio::time::timeout(STOP_TIMEOUT, seats.acquire_many(all));
    if empty.await.is_err() {
        tracing::warn!("requests were cut off because the node stops");
    }
}

async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let seat = Arc::clone(seats)
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, peer, seat))
}

/// With TLS or without, as the connection turns out to be; one that is neither is let go.
async fn greet(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    sides: Option<Sides>,
    stop: watch::Receiver<bool>,
) {
    let Some(sides) = sides else {
        return serve(stream, peer, router, stop).await;
    };
    match sides.answer(stream).await {
        Ok(Knock::Plain(stream, router)) => serve(stream, peer, router, stop).await,
        Ok(Knock::Secure(stream, router)) => serve(stream, peer, router, stop).await,
        Err(error) => tracing::debug!(%error, "a connection came to nothing"),
    }
}

/// A connection that ends badly is its own peer's trouble; nothing of a request is lost by it.
async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut router = router.clone();
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(Peer(Some(peer.ip())));
        async move { router.call(request).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|stopped| *stopped) => {}
    }
    connection.as_mut().graceful_shutdown();
    // As above: how it ends is its peer's trouble.
    let _ = connection.await;
}
