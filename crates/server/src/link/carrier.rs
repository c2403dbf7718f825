//! Who carries a request to the centre and brings the answer: hyper over any
//! connection, or the centre's router in the same process. Knows no protocol.

use std::{
    convert::Infallible,
    future::{Future, ready},
};

use axum::{Router, body::Body};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, Response, Uri, http::uri};
use hyper_util::{
    client,
    client::legacy::{
        Client,
        connect::{Connect, HttpConnector},
    },
    rt::TokioExecutor,
};
use tokio::{net::TcpStream, time::timeout};
use tower_service::Service;

use crate::limits::{CONNECT_TIMEOUT, MAX_ANSWER_BYTES};

/// No answer came, or none that was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// Nobody was there to take the request.
    #[error("nobody is there")]
    Unheard,
    /// The request may have been carried out (R1).
    #[error("no answer came")]
    Unanswered,
}

/// Where plain HTTP is spoken when an address does not say.
const HTTP_PORT: u16 = 80;

/// Carries requests whose address is a path.
pub trait Carrier: Send + Sync + 'static {
    /// Carries one.
    fn carry(
        &self,
        request: Request<Full<Bytes>>,
    ) -> impl Future<Output = Result<Response<Bytes>, Lost>> + Send;

    /// Whether somebody is there now. It asks for nothing and costs a dead centre nothing.
    fn knock(&self) -> impl Future<Output = bool> + Send {
        ready(false)
    }
}

/// Over connections of one kind.
#[derive(Clone, Debug)]
pub struct HttpCarrier<C> {
    client: Client<C, Full<Bytes>>,
    scheme: uri::Scheme,
    authority: uri::Authority,
}

impl HttpCarrier<HttpConnector> {
    /// To `http://host:port`; none when it is no such address.
    pub fn to(base: &str) -> Option<Self> {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        connector.set_nodelay(true);
        Self::over(connector, base)
    }
}

impl<C: Connect + Clone + Send + Sync + 'static> HttpCarrier<C> {
    /// To an address over a connector of one's own; none when it is no address of a centre.
    pub fn over(connector: C, base: &str) -> Option<Self> {
        let parts = base.trim_end_matches('/').parse::<Uri>().ok()?.into_parts();
        let scheme = parts.scheme.filter(|scheme| *scheme == uri::Scheme::HTTP)?;
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(4)
            .build(connector);
        Some(Self {
            client,
            scheme,
            authority: parts.authority?,
        })
    }
}

impl<C: Connect + Clone + Send + Sync + 'static> Carrier for HttpCarrier<C> {
    async fn carry(&self, mut request: Request<Full<Bytes>>) -> Result<Response<Bytes>, Lost> {
        let mut parts = request.uri().clone().into_parts();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        *request.uri_mut() = Uri::from_parts(parts).map_err(|_| Lost::Unanswered)?;
        let lost = |error: client::legacy::Error| match error.is_connect() {
            true => Lost::Unheard,
            false => Lost::Unanswered,
        };
        let answer = self.client.request(request).await.map_err(lost)?;
        whole(answer).await
    }

    async fn knock(&self) -> bool {
        let place = (
            self.authority.host(),
            self.authority.port_u16().unwrap_or(HTTP_PORT),
        );
        let connecting = timeout(CONNECT_TIMEOUT, TcpStream::connect(place));
        matches!(connecting.await, Ok(Ok(_)))
    }
}

async fn whole<B>(answer: Response<B>) -> Result<Response<Bytes>, Lost>
where
    B: hyper::body::Body,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = answer.into_parts();
    let body = Limited::new(body, MAX_ANSWER_BYTES).collect().await;
    let body = body.map_err(|_| Lost::Unanswered)?;
    Ok(Response::from_parts(parts, body.to_bytes()))
}

/// Within this process, without a socket.
#[derive(Clone, Debug)]
pub struct InProcess(pub Router);

impl Carrier for InProcess {
    async fn carry(&self, request: Request<Full<Bytes>>) -> Result<Response<Bytes>, Lost> {
        let answer: Result<_, Infallible> = self.0.clone().call(request.map(Body::new)).await;
        let Ok(answer) = answer;
        whole(answer).await
    }
}
