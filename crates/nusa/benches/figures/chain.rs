//! The centre: taking pushed batches in over HTTP, catching up after a cut, and
//! giving ten thousand products to a branch; beside the plainest batches of the
//! same rows.

use std::{path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use hyper::Method;
use nusa_facts::master::Scope;
use nusa_sync::{messages::PullPage, streams::OwnStream};
use tokio::runtime::Runtime;

use crate::{
    Broken,
    clock::{Watch, per_second},
    device::Device,
    figure::Figure,
    made::{self, BATCH, Maker, template, unpacked},
    nodes::{self, Serving},
    reference, till,
};

const BATCHES: usize = 40;
const BEHIND: usize = 10_000;
const PRODUCTS: usize = 10_000;
/// Pulls of which the best counts.
const PULLS: usize = 5;

/// Ingest, catch-up and pull.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let runtime = Runtime::new()?;
    let data = nodes::lay(place)?;
    let mut figures = catch_up(&runtime, &data)?;
    let centre = nodes::centre(&data)?;
    let raw = (0..3)
        .map(|_| reference::batches(place, 500, 40))
        .collect::<Result<Vec<_>, _>>()?;
    let raw = raw.into_iter().max().unwrap_or(0);
    let taken = runtime.block_on(ingest(&data, &centre))?;
    let beside = format!("raw batches of the same rows and indexes {raw}/s");
    let bound = raw * 30 / 100;
    figures.push(Figure::at_least(
        "ingest of pushed batches",
        taken,
        "sales/s",
        bound,
        "15000 sales/s",
        beside,
    ));
    figures.extend(runtime.block_on(pulls(&data, &centre))?);
    Ok(figures)
}

/// A branch that sold ten thousand while the centre was away, and the centre that comes back.
fn catch_up(runtime: &Runtime, data: &Path) -> Result<Vec<Figure>, Broken> {
    let branch = nodes::branch(data)?;
    let desk = runtime.block_on(branch.desk(data, "budi"))?;
    runtime.block_on(async {
        let http = branch.http(data, "dewi").await?;
        let order = Arc::new(till::order(&http).await?);
        till::sell_many(&http, &order, 16, BEHIND / 16).await
    })?;
    let centre = nodes::centre(data)?;
    let watch = Watch::start();
    let (mut first, before) = (None, runtime.block_on(desk.unsent())?);
    loop {
        let unsent = runtime.block_on(desk.unsent())?;
        first = first.or((unsent < before).then(|| watch.elapsed()));
        if unsent == 0 {
            break;
        }
        if watch.elapsed() > Duration::from_secs(120) {
            return Err(format!("{unsent} of {before} are still unsent").into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let ms = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    let (first, all) = (ms(first.unwrap_or_default()), ms(watch.elapsed()));
    drop(centre);
    let absolute = || format!("{before} facts behind");
    Ok(vec![
        Figure::at_most(
            "catch-up, first taken after",
            first,
            "ms",
            2_000,
            "2 s",
            absolute(),
        ),
        Figure::at_most(
            "catch-up, all taken after",
            all,
            "ms",
            5_000,
            "5 s",
            absolute(),
        ),
    ])
}

/// Pushes batches of sales from one enrolled device, the next one packed while the last is under way.
async fn ingest(data: &Path, centre: &Serving) -> Result<i64, Broken> {
    let office = centre.http(data, "sari").await?;
    let template = template(data)?;
    let mut device = Device::enrol(&office, 1).await?;
    let mut maker = Maker::new(&device, template);
    let pages: Vec<Bytes> = (0..BATCHES)
        .map(|_| maker.page())
        .collect::<Result<_, _>>()?;
    let watch = Watch::start();
    for page in pages {
        made::push(&mut device, page).await?;
    }
    Ok(per_second(i64::try_from(BATCH * BATCHES)?, watch.elapsed()))
}

/// Ten thousand products given whole, and asked for again when nothing changed.
async fn pulls(data: &Path, centre: &Serving) -> Result<Vec<Figure>, Broken> {
    let office = centre.http(data, "sari").await?;
    let sheet = Bytes::from(made::sheet(PRODUCTS));
    let imported = office
        .post_bytes("/api/v1/products/import", "text/csv", sheet)
        .await?;
    if !imported.is_ok() {
        return Err(imported.words().into());
    }
    let mut device = Device::enrol(&office, 2).await?;
    let (mut best, mut served, mut bytes) = (Duration::MAX, Duration::MAX, 0);
    let mut stream = OwnStream::new(Scope::Company);
    for _ in 0..PULLS {
        let before = centre.processor()?;
        let (taken, size, followed) = pull_all(&mut device).await?;
        served = served.min(centre.processor()? - before);
        (best, bytes, stream) = (best.min(taken), size, followed);
    }
    let mut idle = Duration::MAX;
    for _ in 0..20 {
        let (taken, _, followed) = pull_page(&mut device, stream).await?;
        (idle, stream) = (idle.min(taken), followed);
    }
    let us = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
    let absolute = || "absolute, over loopback".to_owned();
    let kb = i64::try_from(bytes / 1_000)?;
    Ok(vec![
        Figure::at_most(
            "full pull of 10,000 products",
            us(served) / 1_000,
            "ms",
            40,
            "40 ms",
            format!(
                "the centre's own time; {} ms to the last byte",
                us(best) / 1_000
            ),
        ),
        Figure::at_most(
            "full pull, bytes on the wire",
            kb,
            "KB",
            260,
            "260 KB",
            absolute(),
        ),
        Figure::at_most(
            "pull when nothing changed",
            us(idle),
            "µs",
            1_000,
            "1 ms",
            absolute(),
        ),
    ])
}

/// The whole stream of the company, as a branch that knows nothing reads it.
async fn pull_all(device: &mut Device) -> Result<(Duration, usize, OwnStream), Broken> {
    let mut stream = OwnStream::new(Scope::Company);
    let (mut bytes, mut taken) = (0, Duration::ZERO);
    loop {
        let (time, size, followed) = pull_page(device, stream).await?;
        taken += time;
        bytes += size;
        stream = followed;
        if stream.staged.is_none() {
            return Ok((taken, bytes, stream));
        }
    }
}

/// The page that comes next: how long it took, its bytes on the wire, and where the stream stands then.
async fn pull_page(
    device: &mut Device,
    stream: OwnStream,
) -> Result<(Duration, usize, OwnStream), Broken> {
    let query = stream.query();
    let snapshot = query
        .snapshot
        .map_or_else(String::new, |as_of| format!("&snapshot={as_of}"));
    let path = format!(
        "/api/v1/sync/pull?stream={}&after={}&generation={}{snapshot}",
        query.stream, query.after, query.generation
    );
    let watch = Watch::start();
    let body = device.ask(Method::GET, &path, Bytes::new()).await?;
    let taken = watch.elapsed();
    let page: PullPage = serde_json::from_slice(&unpacked(&body)?)?;
    let (followed, _) = stream.take(&page)?;
    Ok((taken, body.len(), followed))
}
