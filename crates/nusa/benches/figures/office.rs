//! The office of a large company: pages of a hundred thousand products, the
//! dashboard over the roll-ups that ten million sales leave, and reports over a
//! million sales that were really pushed; beside the plainest count of the same rows.

use std::{path::Path, time::Duration};

use bytes::Bytes;
use nusa::{chance, demo::http::Http};
use nusa_facts::{BusinessDate, SealedDoc};
use rusqlite::Connection;
use tokio::runtime::Runtime;

use crate::{
    Broken,
    clock::{Watch, percentile},
    device::Device,
    figure::Figure,
    made::{self, BATCH, Maker, template},
    nodes,
};

const PRODUCTS: usize = 100_000;
/// Products of one sheet.
const SHEET: usize = 10_000;

const SALES: i64 = 1_000_000;
/// Over so many days the million is spread.
const DAYS: i64 = 60;

/// Branches, days and products a day whose roll-ups ten million sales leave: 1,370 sales a branch a day.
const BRANCHES: u32 = 20;
const YEAR: i64 = 365;
const SOLD: i64 = 300;

/// Asks of each question, of which the slowest but one in twenty counts.
const ASKS: usize = 20;

/// Lists, dashboard and reports.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let place = place.join("office");
    std::fs::create_dir_all(&place)?;
    let runtime = Runtime::new()?;
    let data = nodes::lay(&place)?;
    let template = template(&data)?;
    let mut figures = vec![runtime.block_on(lists(&data))?];
    runtime.block_on(sell(&data, template.clone()))?;
    let plain = plain_count(&data)?;
    figures.push(runtime.block_on(reports(&data, template.doc.business_date, plain))?);
    roll_up(&data, template.doc.business_date)?;
    figures.push(runtime.block_on(dashboard(&data))?);
    std::fs::remove_dir_all(&place)?;
    Ok(figures)
}

/// Pages of the products in every order, searched and filtered.
async fn lists(data: &Path) -> Result<Figure, Broken> {
    let centre = nodes::centre(data)?;
    let office = centre.http(data, "sari").await?;
    for part in 0..PRODUCTS / SHEET {
        let sheet = made::sheet_from(part * SHEET, SHEET);
        let sent = office.post_bytes("/api/v1/products/import", "text/csv", Bytes::from(sheet));
        let taken = sent.await?;
        if !taken.is_ok() {
            return Err(taken.words().into());
        }
    }
    let mut questions: Vec<String> = ["name", "-name", "sku", "price", "-price", "stock", "newest"]
        .map(|sort| format!("/api/v1/products?sort={sort}"))
        .into();
    questions.push("/api/v1/products?search=kopi%20susu".to_owned());
    questions.push("/api/v1/products?search=P099999".to_owned());
    questions.push("/api/v1/products?stock=habis&sort=-price".to_owned());
    let slowest = slowest(&office, &questions).await?;
    Ok(Figure::at_most(
        "page of 100,000 products",
        slowest.ms,
        "ms",
        100,
        "100 ms",
        format!("p95 of the slowest question: {}", slowest.question),
    ))
}

/// A branch's device brings a million sales, each a fact with its place in a chain.
async fn sell(data: &Path, template: SealedDoc) -> Result<(), Broken> {
    let centre = nodes::centre(data)?;
    let office = centre.http(data, "sari").await?;
    let mut device = Device::enrol(&office, 1).await?;
    let mut maker = Maker::over_days(&device, template, SALES, DAYS);
    for page in 0..SALES / i64::try_from(BATCH)? {
        if page % 200 == 0 {
            eprintln!("  {} sales pushed", page * i64::try_from(BATCH)?);
        }
        let page = maker.page()?;
        made::push(&mut device, page).await?;
    }
    Ok(())
}

/// Reports over every day of the million.
async fn reports(data: &Path, today: BusinessDate, plain_ms: i64) -> Result<Figure, Broken> {
    let centre = nodes::centre(data)?;
    let office = centre.http(data, "sari").await?;
    let from = days_before(today, DAYS)?;
    let span = format!("from={from}&to={today}&branch=1");
    let questions = [
        format!("/api/v1/reports/sales?{span}&limit=500"),
        format!("/api/v1/reports/sales?{span}&method=cash&limit=500"),
        format!("/api/v1/reports/totals?{span}"),
        format!("/api/v1/reports/totals?{span}&staff=3"),
        format!("/api/v1/reports/totals?{span}&method=cash"),
    ];
    let slowest = slowest(&office, &questions).await?;
    Ok(Figure::at_most(
        "report on 1,000,000 sales",
        slowest.ms,
        "ms",
        2_000,
        "2 s",
        format!(
            "p95 of the slowest question: {}; a plain SUM over the rows takes {plain_ms} ms",
            slowest.question
        ),
    ))
}

/// The plainest look at every row of the million.
fn plain_count(data: &Path) -> Result<i64, Broken> {
    let db = Connection::open(data.join("centre/nusa.db"))?;
    let watch = Watch::start();
    let (sales, _): (i64, i64) = db.query_row(
        "SELECT COUNT(*), SUM(total) FROM sale WHERE branch = 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let taken = watch.elapsed();
    if sales < SALES {
        return Err(format!("the centre has {sales} sales").into());
    }
    ms(taken)
}

/// Lays the roll-ups of ten million sales beside what was really sold: the sales themselves would fill the
/// disk, and the dashboard looks at none of them.
fn roll_up(data: &Path, today: BusinessDate) -> Result<(), Broken> {
    let mut db = Connection::open(data.join("centre/nusa.db"))?;
    let tx = db.transaction()?;
    let sums = "13, 0, 0, 390000, 0, 390000, 0, 42900, 432900, 0, 0, 432900, 0, 0";
    for day in 0..YEAR {
        let date = days_before(today, day)?;
        for branch in 1..=BRANCHES {
            let count =
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3)";
            tx.prepare_cached(&format!(
                "{count} INSERT OR IGNORE INTO roll_hour SELECT ?1, ?2, i, {sums} FROM n"
            ))?
            .execute(rusqlite::params![branch, date, 24])?;
            tx.prepare_cached(&format!(
                "{count} INSERT OR IGNORE INTO roll_product \
                 SELECT ?1, ?2, 1 + (i * 331 + ?4) % 90000, 4500 + i, 0, 45000, 49950, 0 FROM n"
            ))?
            .execute(rusqlite::params![branch, date, SOLD, day])?;
        }
    }
    Ok(tx.commit()?)
}

/// The whole dashboard of a company with twenty branches.
async fn dashboard(data: &Path) -> Result<Figure, Broken> {
    let centre = nodes::centre(data)?;
    let office = centre.http(data, "sari").await?;
    for number in 3..=BRANCHES {
        let body = serde_json::json!({
            "command": chance::command(), "code": format!("CB{number:03}"),
            "name": format!("Cabang {number}"), "region": 1,
        });
        let made = office.post("/api/v1/branches", &body).await?;
        if !made.is_ok() {
            return Err(made.words().into());
        }
    }
    let questions = [
        "/api/v1/dashboard".to_owned(),
        "/api/v1/dashboard?branch=7".to_owned(),
    ];
    let slowest = slowest(&office, &questions).await?;
    let rows = i64::from(BRANCHES) * YEAR * (SOLD + 24);
    Ok(Figure::at_most(
        "dashboard of 10 million sales",
        slowest.ms,
        "ms",
        200,
        "200 ms",
        format!("p95 of {}, over {rows} rows of roll-ups", slowest.question),
    ))
}

/// The question that took longest.
struct Slowest {
    ms: i64,
    question: String,
}

async fn slowest(office: &Http, questions: &[String]) -> Result<Slowest, Broken> {
    let mut slowest = Slowest {
        ms: -1,
        question: String::new(),
    };
    for question in questions {
        let mut times = Vec::with_capacity(ASKS);
        for _ in 0..ASKS {
            let watch = Watch::start();
            let answer = office.get(question).await?;
            times.push(watch.elapsed());
            if !answer.is_ok() {
                return Err(format!("{question}: {}", answer.words()).into());
            }
        }
        let ms = percentile(&mut times, 95) / 1_000;
        eprintln!("  {ms} ms {question}");
        if slowest.ms < ms {
            slowest = Slowest {
                ms,
                question: question.clone(),
            };
        }
    }
    Ok(slowest)
}

fn ms(time: Duration) -> Result<i64, Broken> {
    Ok(i64::try_from(time.as_millis())?)
}

pub(crate) fn days_before(today: BusinessDate, days: i64) -> Result<String, Broken> {
    let date = today.date().checked_sub(jiff::Span::new().days(days))?;
    Ok(date.to_string())
}
