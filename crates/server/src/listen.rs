//! Taking connections: each is served by hyper until it closes, is cut off when it
//! dribbles its head, and is asked to end when the node stops.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tower_service::Service;

use crate::{
    limits::{HEAD_TIMEOUT, MAX_CONNECTIONS, STOP_TIMEOUT},
    who::peer::Peer,
};

/// Pause after the machine refused a connection, e.g. because it has no more descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` says so, and then until the last request is answered or the time is over.
pub(crate) async fn listen(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let seats = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &seats) => accepted,
            _ = stop.wait_for(|stopped| *stopped) => break,
        };
        match accepted {
            Ok((stream, peer, seat)) => {
                let connection = graceful.watch(serve(stream, peer, router.clone()));
                tokio::spawn(async move {
                    // A connection that ends badly is its own peer's trouble; nothing of a request is lost by it.
                    let _ = connection.await;
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
    if tokio::time::timeout(STOP_TIMEOUT, graceful.shutdown())
        .await
        .is_err()
    {
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

fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut router = router.clone();
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(Peer(Some(peer.ip())));
        async move { router.call(request).await }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
}
