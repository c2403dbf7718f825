//! A full house: a thousand phones listen, a hundred orders a second come in, and
//! two screens of the house see each of them; a hundred phones order as fast as
//! they are answered. Beside the disk's own times and the plainest group commit.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::StreamExt;
use nusa::{chance, demo::http::Http};
use serde_json::{Value, json};
use tokio::{runtime::Runtime, sync::mpsc, task::JoinSet, time::timeout};

use crate::{
    Broken,
    clock::{Watch, per_second, percentile},
    figure::Figure,
    nodes::{self, Serving},
    phone::{Phone, socket},
    plain, reference,
};

const PHONES: usize = 1_000;
/// Between two orders: a hundred a second.
const BETWEEN: Duration = Duration::from_millis(10);
const FAST: usize = 100;
const EACH: usize = 50;
/// Phones that sit down at once.
const TOGETHER: usize = 16;

/// Screens of the house that listen: the board and the kitchen.
const SCREENS: usize = 2;

/// When each order was sent, by its note, and how many screens have not seen it yet.
type Sent = Arc<Mutex<HashMap<String, (Watch, usize)>>>;

/// What phones order, and when the house sees it.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let data = nodes::lay(place)?;
    let branch = nodes::branch(&data)?;
    let runtime = Runtime::new()?;
    let mut syncs = reference::fdatasync(place, 500)?;
    let (sync50, sync99) = (percentile(&mut syncs, 50), percentile(&mut syncs, 99));
    let house = runtime.block_on(House::open(&data, &branch))?;
    let mut figures = Vec::new();
    let (mut seen, kb) = runtime.block_on(full_house(&branch, &house))?;
    figures.push(Figure::at_most(
        "an order of 1000 phones seen, p50",
        percentile(&mut seen, 50),
        "µs",
        4 * sync50 + 11_000,
        "15 ms",
        format!("fdatasync p50 {sync50} µs"),
    ));
    figures.push(Figure::at_most(
        "an order of 1000 phones seen, p99",
        percentile(&mut seen, 99),
        "µs",
        10 * sync99 + 100_000,
        "150 ms",
        format!("fdatasync p99 {sync99} µs"),
    ));
    figures.push(Figure::at_most(
        "memory of one phone's socket",
        kb,
        "KB",
        25,
        "25 KB",
        format!("{PHONES} sockets"),
    ));
    let group = reference::group_commit(place, 16, 250)?;
    let fast = runtime.block_on(as_fast_as_answered(&branch, &house))?;
    figures.push(Figure::at_least(
        "orders of 100 phones",
        fast,
        "orders/s",
        group * 8 / 100,
        "1000 orders/s",
        format!(
            "raw group commit of {} rows and indexes {group}/s",
            plain::ROWS
        ),
    ));
    Ok(figures)
}

/// The codes of a table for each phone, and who looks at the board.
struct House {
    codes: Vec<String>,
    token: String,
}

impl House {
    async fn open(data: &Path, branch: &Serving) -> Result<Self, Broken> {
        let manager = branch.http(data, "budi").await?;
        for n in 0..PHONES {
            let table =
                json!({ "command": chance::command(), "label": n.to_string(), "seats": 200 });
            let path = format!("/api/v1/tables/{}", chance::command());
            let set = manager.put(&path, &table).await?;
            if !set.is_ok() {
                return Err(format!("a table was not set: {}", set.words()).into());
            }
        }
        let codes = manager.get("/api/v1/tables/codes").await?;
        let codes = codes.body["items"].as_array().cloned().unwrap_or_default();
        let paths = codes.iter().filter_map(|code| code["path"].as_str());
        Ok(Self {
            codes: paths.map(str::to_owned).collect(),
            token: token(&manager)?,
        })
    }
}

fn token(http: &Http) -> Result<String, Broken> {
    let token = http.token().ok_or("nobody is signed in")?;
    Ok(format!("Bearer {token}"))
}

/// Sits phones down, some at once.
async fn seated(branch: &Serving, codes: &[String]) -> Result<Vec<Phone>, Broken> {
    let mut phones = Vec::with_capacity(codes.len());
    for some in codes.chunks(TOGETHER) {
        let mut sitting = JoinSet::new();
        for code in some {
            let (base, code) = (branch.base.clone(), code.clone());
            sitting.spawn(async move { Phone::sit(&base, &code).await });
        }
        while let Some(phone) = sitting.join_next().await {
            phones.push(phone??);
        }
    }
    Ok(phones)
}

/// How long each order of a full house took to both screens, and the memory of a socket, KB.
async fn full_house(branch: &Serving, house: &House) -> Result<(Vec<Duration>, i64), Broken> {
    let mut phones = seated(branch, &house.codes).await?;
    let dish = phones.first_mut().ok_or("nobody sits")?.dish().await?;
    let before = branch.resident_kb();
    let mut listening = JoinSet::new();
    for phone in &phones {
        let mut line = phone.listen().await?;
        listening.spawn(async move { while line.next().await.is_some() {} });
    }
    let kb = (branch.resident_kb() - before) / i64::try_from(phones.len())?;
    let sent = Sent::default();
    let mut seen = screens(branch, house, &sent).await?;
    let mut tick = tokio::time::interval(BETWEEN);
    let mut ordering = JoinSet::new();
    for (n, mut phone) in phones.into_iter().enumerate() {
        tick.tick().await;
        let (sent, dish) = (Arc::clone(&sent), dish.clone());
        ordering.spawn(async move {
            let note = format!("t{n}.");
            let begun = (Watch::start(), SCREENS);
            lock(&sent).insert(note.clone(), begun);
            phone.order(&dish, &note).await
        });
    }
    while let Some(done) = ordering.join_next().await {
        done??;
    }
    let mut times = Vec::with_capacity(PHONES);
    while times.len() < PHONES {
        let time = timeout(Duration::from_secs(10), seen.recv()).await;
        times.push(
            time.map_err(|_| "a screen missed an order")?
                .ok_or("the screens closed")?,
        );
    }
    Ok((times, kb))
}

fn lock(sent: &Sent) -> std::sync::MutexGuard<'_, HashMap<String, (Watch, usize)>> {
    sent.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Two screens of the house that read everything; tells how long an order took once both have seen it.
async fn screens(
    branch: &Serving,
    house: &House,
    sent: &Sent,
) -> Result<mpsc::Receiver<Duration>, Broken> {
    let (tell, seen) = mpsc::channel(PHONES);
    let url = branch.base.replace("http://", "ws://") + "/api/v1/live?feed=orders";
    for _ in 0..SCREENS {
        let mut screen = socket(&url, "authorization", &house.token).await?;
        let (tell, sent) = (tell.clone(), Arc::clone(sent));
        tokio::spawn(async move {
            while let Some(Ok(message)) = screen.next().await {
                let text = message.into_text().unwrap_or_default();
                // Only the news of an order bears its note; what is read anew may name it again.
                let note = text
                    .split_once("\"note\":\"")
                    .and_then(|(_, rest)| rest.split_once('"'));
                let Some((note, _)) = note.filter(|_| text.contains("\"type\":\"order\"")) else {
                    continue;
                };
                let mut waiting = lock(&sent);
                if let Some((begun, left)) = waiting.get_mut(note) {
                    *left -= 1;
                    if *left == 0 {
                        let time = begun.elapsed();
                        waiting.remove(note);
                        // The bench may have given up.
                        let _ = tell.try_send(time);
                    }
                }
            }
        });
    }
    Ok(seen)
}

/// Orders a second of a hundred phones that wait for nothing but the answer.
async fn as_fast_as_answered(branch: &Serving, house: &House) -> Result<i64, Broken> {
    let codes = house.codes.get(..FAST).ok_or("too few tables")?;
    let mut phones = seated(branch, codes).await?;
    let dish: Value = phones.first_mut().ok_or("nobody sits")?.dish().await?;
    let mut work = JoinSet::new();
    let watch = Watch::start();
    for mut phone in phones {
        let dish = dish.clone();
        work.spawn(async move {
            for _ in 0..EACH {
                phone.order(&dish, "cepat").await?;
            }
            Ok::<_, Broken>(())
        });
    }
    while let Some(done) = work.join_next().await {
        done??;
    }
    Ok(per_second(i64::try_from(FAST * EACH)?, watch.elapsed()))
}
