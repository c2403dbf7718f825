//! Pictures over HTTP: the office brings them to the centre, screens show them,
//! branches fetch those of their products. A name is a hash, so an answer never
//! goes stale.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem, view::node::BlobView};
use nusa_facts::{Hash, hex};
use tokio::task::spawn_blocking;

use crate::{
    app::App,
    blobs::kind_of,
    problem::Failure,
    reply::{Made, Reply},
    route::{Access, Route, get, post},
    sent::{Named, Picture},
    who::{
        device::GoodDevice,
        may::{ManageCatalogue, May},
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/blobs", bring)
            .may::<ManageCatalogue>()
            .takes_media("image/*")
            .gives::<BlobView>(201)
            .says("Keeps a picture (PNG, JPEG or WebP, 2 MiB at most) and tells its name."),
        get("/api/v1/blobs/{hash}", show)
            .gives_media(200, "image/*")
            .says("Shows a picture by its name."),
        get("/api/v1/sync/blob/{hash}", give)
            .access(Access::Device)
            .gives_media(200, "image/*")
            .says("Gives a branch a picture of its products."),
    ]
}

async fn bring(
    State(app): State<App>,
    _: May<ManageCatalogue>,
    picture: Picture,
) -> Reply<Made<BlobView>> {
    let blobs = app.blobs.clone();
    let kept = spawn_blocking(move || blobs.put(&picture.0)).await;
    let failed = || Problem::new(Door::DiskFailed, "the picture was not kept");
    match kept.map_err(|_| failed())? {
        Ok(name) => Ok(Made(BlobView {
            hash: name.to_string(),
        })),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            Err(Problem::new(Door::DiskFull, "the disk is full; the picture was not kept").into())
        }
        Err(error) => {
            tracing::error!(%error, "a picture was not kept");
            Err(failed().into())
        }
    }
}

async fn show(State(app): State<App>, name: Named<String>) -> Result<Response, Failure> {
    picture(&app, &name.0).await
}

async fn give(
    State(app): State<App>,
    _: GoodDevice,
    name: Named<String>,
) -> Result<Response, Failure> {
    picture(&app, &name.0).await
}

async fn picture(app: &App, name: &str) -> Result<Response, Failure> {
    let missing = || Problem::new(Door::NotFound, "there is no such picture here");
    let name = hex::decode(name).map(Hash).ok_or_else(missing)?;
    let blobs = app.blobs.clone();
    let read = spawn_blocking(move || blobs.get(&name)).await;
    let bytes = read
        .ok()
        .and_then(Result::ok)
        .flatten()
        .ok_or_else(missing)?;
    let kind = kind_of(&bytes).ok_or_else(missing)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
    ];
    Ok((headers, bytes).into_response())
}
