//! An answer's body that comes piece by piece from whoever writes it. One that
//! ends too early breaks the answer off, so that nobody takes half a file for all.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::HttpBody;
use bytes::Bytes;
use hyper::body::Frame;
use tokio::sync::mpsc;

use super::csv::Piece;

/// The pieces of a file in their order.
pub(super) struct Pieces(pub(super) mpsc::Receiver<Piece>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let broken = |detail: String| Err(io::Error::other(detail));
        let framed = |piece: Piece| piece.map_or_else(broken, |bytes| Ok(Frame::data(bytes)));
        self.0.poll_recv(context).map(|piece| piece.map(framed))
    }
}
