//! Ringing up sales over HTTP: one till that waits for each answer, and sixteen
//! at once; beside one fdatasync and the plainest group commit of the same rows.

use std::{path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use nusa::{
    chance,
    demo::{http::Http, priced::Priced, ringing},
};
use nusa_facts::TillNo;
use tokio::{runtime::Runtime, task::JoinSet};

use crate::{
    Broken,
    clock::{Watch, per_second, percentile},
    figure::Figure,
    nodes::{self, Serving},
    plain, reference,
};

/// Rounds of which the best counts (contract.md, figures).
const ROUNDS: usize = 3;
const ROUNDS_IN_TURNS: usize = 5;
const ALONE: usize = 600;
const TILLS: usize = 16;
const EACH: usize = 250;

/// One till and sixteen.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let data = nodes::lay(place)?;
    let branch = nodes::branch(&data)?;
    let runtime = Runtime::new()?;
    let (alone, syncs) = runtime.block_on(alone(place, &data, &branch))?;
    let mut figures = alone_figures(alone, syncs);
    // In turns, so that both meet the same moods of the machine.
    let rounds = (0..ROUNDS_IN_TURNS).map(|_| {
        let group = reference::group_commit(place, TILLS, EACH)?;
        Ok((group, runtime.block_on(many(&data, &branch))?))
    });
    let rounds = rounds.collect::<Result<Vec<_>, Broken>>()?;
    let group = rounds.iter().map(|&(group, _)| group).max().unwrap_or(0);
    let many = rounds.iter().map(|&(_, many)| many).max().unwrap_or(0);
    let bound = group * 45 / 100;
    let beside = format!(
        "raw group commit of the same {} rows and indexes {group}/s",
        plain::ROWS
    );
    figures.push(Figure::at_least(
        "16 tills over HTTP",
        many,
        "sales/s",
        bound,
        "3000 sales/s",
        beside,
    ));
    Ok(figures)
}

fn alone_figures(mut taken: Vec<Duration>, mut syncs: Vec<Duration>) -> Vec<Figure> {
    let (p50, p99) = (percentile(&mut taken, 50), percentile(&mut taken, 99));
    let (sync50, sync99) = (percentile(&mut syncs, 50), percentile(&mut syncs, 99));
    let beside = format!("fdatasync p50 {sync50} µs");
    let mut tail = Figure::shown("one till over HTTP, p99", p99, "µs", "25 ms");
    tail.reference = format!("fdatasync p99 {sync99} µs");
    vec![
        Figure::at_most(
            "one till over HTTP, p50",
            p50,
            "µs",
            2 * sync50 + 1_000,
            "1 ms",
            beside,
        ),
        tail,
    ]
}

/// The best of some rounds of one till, with the disk's own times taken in between.
async fn alone(
    place: &Path,
    data: &Path,
    branch: &Serving,
) -> Result<(Vec<Duration>, Vec<Duration>), Broken> {
    let http = branch.http(data, "dewi").await?;
    let order = order(&http).await?;
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let syncs = reference::fdatasync(place, ALONE)?;
        let mut taken = Vec::with_capacity(ALONE);
        for turn in 0..ALONE {
            let watch = Watch::start();
            sell(&http, &order, 1, round * ALONE + turn).await?;
            taken.push(watch.elapsed());
        }
        rounds.push((taken, syncs));
    }
    rounds.sort_by_key(|(taken, _)| reference::p50_us(taken.clone()));
    Ok(rounds.swap_remove(0))
}

async fn many(data: &Path, branch: &Serving) -> Result<i64, Broken> {
    let http = branch.http(data, "dewi").await?;
    let order = Arc::new(order(&http).await?);
    sell_many(&http, &order, TILLS, EACH).await
}

/// Sales a second of so many tills that each ring up so many.
pub(crate) async fn sell_many(
    http: &Http,
    order: &Arc<Priced>,
    tills: usize,
    each: usize,
) -> Result<i64, Broken> {
    let mut work = JoinSet::new();
    let watch = Watch::start();
    for seat in 0..tills {
        let (http, order) = (http.another(), Arc::clone(order));
        work.spawn(async move {
            for turn in 0..each {
                sell(&http, &order, u8::try_from(seat % 4 + 1)?, turn).await?;
            }
            Ok::<_, Broken>(())
        });
    }
    while let Some(done) = work.join_next().await {
        done??;
    }
    Ok(per_second(i64::try_from(tills * each)?, watch.elapsed()))
}

async fn sell(http: &Http, order: &Priced, till: u8, turn: usize) -> Result<(), Broken> {
    let till = TillNo::new(till).ok_or("no such till")?;
    let body = Bytes::from(ringing::body(order, chance::command(), till, turn).to_string());
    let reply = http
        .post_bytes("/api/v1/sales", "application/json", body)
        .await?;
    if reply.status == 201 {
        Ok(())
    } else {
        Err(reply.words().into())
    }
}

/// Three different products, priced by the branch itself.
pub(crate) async fn order(http: &Http) -> Result<Priced, Broken> {
    let page = http.get("/api/v1/products?limit=3").await?;
    let ids = page.body["items"]
        .as_array()
        .ok_or("the branch lists no products")?;
    let lines: Vec<_> = ids
        .iter()
        .filter_map(|row| row["id"].as_u64())
        .filter_map(|id| Some((u32::try_from(id).ok()?, 1)))
        .collect();
    let line = |&(product, count): &(u32, i64)| serde_json::json!({ "product": product, "quantity_milli": count * 1_000 });
    let body = serde_json::json!({ "lines": lines.iter().map(line).collect::<Vec<_>>() });
    let quote = http.post("/api/v1/quote", &body).await?;
    let total = quote.body["total"].as_i64().ok_or_else(|| quote.words())?;
    Ok(Priced { lines, total })
}
