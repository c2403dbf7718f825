//! What is around every request: its id, its lane, its time-out, its line in the
//! log, its figures, the headers that keep a browser safe, and the body of a
//! problem. No secret and no body is ever logged.

use axum::{
    Router,
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use nusa_contract::{Door, Problem, ProblemCode, problem::Language};
use tokio::sync::{Semaphore, SemaphorePermit};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate},
};

use crate::{
    app::App,
    dice,
    faces::{AsItIs, elsewhere},
    limits::{IMPORT_TIMEOUT, PAGE_TIMEOUT, REQUEST_TIMEOUT, RETRY_AFTER_S},
    problem::Failure,
    routes,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Scripts, styles and pictures come from this node alone: everything works with the internet unplugged.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The whole of what a node answers.
pub fn framed(app: App) -> Router {
    routes::router()
        .fallback(elsewhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(packing())
        .layer(from_fn_with_state(app.clone(), frame))
        .with_state(app)
}

/// The restaurant document's own listener: a WebSocket at whatever path (S2-001).
pub fn by_document(app: App) -> Router {
    Router::new()
        .fallback(get(routes::live::open_by_document))
        .method_not_allowed_fallback(wrong_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), frame))
        .with_state(app)
}

/// Answers are packed on the way, unless they lie packed already.
fn packing() -> CompressionLayer<impl Predicate> {
    let worth_it = |_: StatusCode, _: Version, _: &HeaderMap, about: &Extensions| {
        about.get::<AsItIs>().is_none()
    };
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(DefaultPredicate::new().and(worth_it))
}

async fn wrong_method() -> Failure {
    Problem::new(Door::MethodNotAllowed, "this is not how this route is used").into()
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Failure(Problem::new(
        Door::Internal,
        "the request could not be answered",
    ))
    .into_response()
}

/// What a request is for: each kind has seats of its own, and is turned away before any work when all
/// are taken.
#[derive(Clone, Copy)]
enum Lane {
    Push,
    Peer,
    Guest,
    People,
}

impl Lane {
    fn of(path: &str) -> Self {
        match path {
            "/api/v1/sync/push" => Self::Push,
            path if path.starts_with("/api/v1/sync/") => Self::Peer,
            path if path.starts_with("/api/v1/guest/") => Self::Guest,
            _ => Self::People,
        }
    }

    fn seats(self, app: &App) -> &Semaphore {
        match self {
            Self::Push => &app.lanes.pushes,
            Self::Peer => &app.lanes.pulls,
            Self::Guest => &app.lanes.guests,
            Self::People => &app.lanes.people,
        }
    }

    fn turn_away(self, app: &App) -> Problem {
        let later = |door, detail: &str, wait_s: u64| {
            Problem::new(door, detail).with("retry_after_s", wait_s)
        };
        match self {
            Self::Push => {
                app.lanes.herd.turned_away(app.clock.elapsed_ms());
                // Whoever comes back when the queue is worked off finds a seat; a herd comes back later still.
                let wait_s = app.load().wait_ms(dice::dice).div_ceil(1_000);
                later(
                    Door::RateLimited,
                    "as many pushes are under way as this node takes",
                    wait_s.max(RETRY_AFTER_S),
                )
            }
            Self::Peer => later(
                Door::RateLimited,
                "as many branches ask as this node answers at once",
                RETRY_AFTER_S,
            ),
            Self::Guest | Self::People => later(
                Door::Busy,
                "as many requests are under way as this node takes",
                RETRY_AFTER_S,
            ),
        }
    }
}

async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = matched(&request);
    let language = Language::accepted(text(request.headers(), &header::ACCEPT_LANGUAGE));
    let began_us = app.clock.elapsed_us();
    let under_way = app.metrics.begin();
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(REQUEST_ID, value);
    }
    let mut response = answer(&app, &path, request, next).await;
    drop(under_way);
    let took_us = app.clock.elapsed_us().saturating_sub(began_us);
    let status = response.status().as_u16();
    app.metrics.ended(method.as_str(), &route, status, took_us);
    let failure = response.extensions_mut().remove::<Failure>();
    let code = failure.as_ref().map(|Failure(problem)| problem.code);
    log(&id, method.as_str(), &route, status, took_us, code);
    if let Some(Failure(problem)) = failure {
        response = written(response, &problem, language, &id);
    }
    dress(response.headers_mut(), &path, &id);
    response
}

async fn answer(app: &App, path: &str, request: Request, next: Next) -> Response {
    let lane = Lane::of(path);
    let Ok(seat) = lane.seats(app).try_acquire() else {
        return Failure(lane.turn_away(app)).into_response();
    };
    let patience = match lane {
        Lane::Push | Lane::Peer => PAGE_TIMEOUT,
        Lane::People if path == "/api/v1/products/import" => IMPORT_TIMEOUT,
        Lane::Guest | Lane::People => REQUEST_TIMEOUT,
    };
    let answered = tokio::time::timeout(patience, next.run(request)).await;
    release(seat);
    answered.unwrap_or_else(|_| {
        Failure(Problem::new(
            Door::TimedOut,
            "ask again with the same command",
        ))
        .into_response()
    })
}

fn release(seat: SemaphorePermit<'_>) {
    drop(seat);
}

/// The route of the table, so that figures have no more labels than the table has rows.
fn matched(request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The id that the asker gave, when it is harmless, else a fresh one.
fn request_id(headers: &HeaderMap) -> String {
    let harmless = |id: &&str| {
        (8..=64).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    match text(headers, &REQUEST_ID).filter(harmless) {
        Some(id) => id.to_owned(),
        None => format!("{:016x}", dice::dice()),
    }
}

fn log(
    request: &str,
    method: &str,
    route: &str,
    status: u16,
    took_us: u64,
    code: Option<ProblemCode>,
) {
    // A branch that was just started has no nonce yet and is told its first one: nobody was refused.
    let is_greeting = code == Some(ProblemCode::Door(Door::NonceStale));
    let code = code.map(ProblemCode::word);
    match status {
        500.. => tracing::error!(request, method, route, status, took_us, code, "failed"),
        400.. if !is_greeting => {
            tracing::info!(request, method, route, status, took_us, code, "refused");
        }
        _ => tracing::debug!(request, method, route, status, took_us, code, "answered"),
    }
}

fn written(response: Response, problem: &Problem, language: Language, request: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    let body = problem.body(language, request).to_string();
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    parts.headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    parts.headers.remove(header::CONTENT_LENGTH);
    let wait = problem
        .fact("retry_after_s")
        .and_then(serde_json::Value::as_u64);
    if let Some(wait) = wait {
        parts
            .headers
            .insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    Response::from_parts(parts, Body::from(body))
}

fn dress(headers: &mut HeaderMap, path: &str, id: &str) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    if path.starts_with("/api/") {
        let fresh = HeaderValue::from_static("no-store");
        headers.entry(header::CACHE_CONTROL).or_insert(fresh);
    }
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_request_id_is_kept_only_when_it_is_harmless() {
        let cases = [
            ("abcd-1234", true),
            ("short", false),
            ("has space 1234", false),
            ("inject\"json1", false),
        ];
        for (given, kept) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_static(given));
            assert_eq!(request_id(&headers) == given, kept, "{given}");
        }
        assert_eq!(request_id(&HeaderMap::new()).len(), 16);
    }
}
