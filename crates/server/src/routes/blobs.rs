//! Pictures over HTTP: the office brings them to the centre, screens show them,
//! branches fetch those of their products. A name is a hash, so an answer never
//! goes stale.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use nusa_contract::{Door, Problem, request::pictures::SizeQuery, view::node::BlobView};
use nusa_facts::{Hash, hex};
use tokio::task::spawn_blocking;

use crate::{
    app::App,
    blobs::kind_of,
    pictures::{self, Ready},
    problem::Failure,
    reply::{Made, Reply},
    route::{Access, Route, get, post},
    sent::{Named, Params, Picture},
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
            .says("Decodes a picture (PNG, JPEG or WebP, 8 MiB at most), keeps its pixels alone, and tells its name."),
        get("/api/v1/blobs/{hash}", show)
            .asks::<SizeQuery>()
            .gives_media(200, "image/*")
            .says("Shows a picture by its name, in one of a few sizes."),
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
    let failed = || Problem::new(Door::DiskFailed, "the picture was not kept");
    let _turn = pictures::AT_WORK.acquire().await.map_err(|_| failed())?;
    let ready = spawn_blocking(move || pictures::ready(&picture.0)).await;
    let Ready {
        bytes,
        width,
        height,
    } = ready.map_err(|_| failed())??;
    let blobs = app.blobs.clone();
    let kept = spawn_blocking(move || blobs.put(&bytes)).await;
    match kept.map_err(|_| failed())? {
        Ok(name) => Ok(Made(BlobView {
            hash: name.to_string(),
            width,
            height,
            sizes: pictures::SIZES.to_vec(),
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

async fn show(
    State(app): State<App>,
    name: Named<String>,
    Params(query): Params<SizeQuery>,
) -> Result<Response, Failure> {
    let missing = || Problem::new(Door::NotFound, "there is no such picture here");
    match query.size()? {
        None => picture(&app, &name.0).await,
        Some(side) => {
            let name = hex::decode(&name.0).map(Hash).ok_or_else(missing)?;
            let bytes = smaller(&app, name, side).await?.ok_or_else(missing)?;
            shown(bytes).ok_or_else(|| missing().into())
        }
    }
}

/// A smaller one of a picture: made when it is first asked for, kept beside it, and made again when it is
/// lost. A branch makes its own, so that only one size of each picture travels.
async fn smaller(app: &App, name: Hash, side: u32) -> Result<Option<Vec<u8>>, Problem> {
    let blobs = app.blobs.clone();
    let failed = |_| Problem::new(Door::DiskFailed, "the picture was not read");
    let lost = |_| Problem::new(Door::DiskFailed, "the picture was not read");
    let known = spawn_blocking(move || blobs.smaller(&name, side)).await;
    if let Some(bytes) = known.map_err(failed)?.map_err(lost)? {
        return Ok(Some(bytes));
    }
    let stopping = |_| Problem::new(Door::Stopping, "the node is stopping");
    let _turn = pictures::AT_WORK.acquire().await.map_err(stopping)?;
    let blobs = app.blobs.clone();
    let made = spawn_blocking(move || {
        let Some(whole) = blobs.get(&name).map_err(lost)? else {
            return Ok(None);
        };
        let bytes = pictures::smaller(&whole, side)?;
        if let Err(error) = blobs.keep_smaller(&name, side, &bytes) {
            tracing::warn!(%error, "a smaller picture was not kept; it is made again");
        }
        Ok(Some(bytes))
    });
    made.await.map_err(failed)?
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
    shown(bytes).ok_or_else(|| missing().into())
}

/// A picture as an answer that never goes stale; none for what is no picture.
fn shown(bytes: Vec<u8>) -> Option<Response> {
    let kind = kind_of(&bytes)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
    ];
    Some((headers, bytes).into_response())
}
