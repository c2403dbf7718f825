//! Good answers: JSON with its status, and nothing else that a handler could get
//! wrong.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem};
use serde::Serialize;

use crate::problem::Failure;

/// What a handler gives.
pub type Reply<T> = Result<T, Failure>;

/// 200 with a view.
#[derive(Debug)]
pub struct Told<T>(pub T);

/// 201 with a view: something was written.
#[derive(Debug)]
pub struct Made<T>(pub T);

/// 204.
#[derive(Debug)]
pub struct Done;

fn json<T: Serialize>(status: StatusCode, view: &T) -> Response {
    match serde_json::to_vec(view) {
        Ok(bytes) => {
            let mut response = Response::new(Body::from(bytes));
            *response.status_mut() = status;
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            response
        }
        Err(_) => Failure(Problem::new(
            Door::Internal,
            "the answer could not be written",
        ))
        .into_response(),
    }
}

impl<T: Serialize> IntoResponse for Told<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        json(StatusCode::CREATED, &self.0)
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// 202: it was heard; what comes of it is told elsewhere.
#[derive(Debug)]
pub struct Heard;

impl IntoResponse for Heard {
    fn into_response(self) -> Response {
        StatusCode::ACCEPTED.into_response()
    }
}
