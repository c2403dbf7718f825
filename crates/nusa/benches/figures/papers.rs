//! Reports as PDF: from the question to the last byte, by the release programs, over the weeks of trade that
//! a demo begins with.

use std::path::Path;

use nusa::demo::http::Http;
use tokio::runtime::Runtime;

use crate::{
    Broken,
    clock::{Watch, percentile},
    figure::Figure,
    made::template,
    nodes,
    office::days_before,
};

/// Asks of each report, after one that starts the program.
const ASKS: usize = 20;

/// Reports and the program that makes them.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let place = place.join("papers");
    std::fs::create_dir_all(&place)?;
    let data = nodes::lay(&place)?;
    let today = template(&data)?.doc.business_date;
    let program = nodes::program().with_file_name("nusa-papers");
    let size = i64::try_from(std::fs::metadata(&program)?.len())?;
    let (yesterday, weeks) = (days_before(today, 1)?, days_before(today, 28)?);
    let day = format!("from={yesterday}&to={yesterday}&branch=1");
    let month = format!("from={weeks}&to={today}");
    let figures = Runtime::new()?.block_on(async {
        let centre = nodes::centre(&data)?;
        let office = centre.http(&data, "sari").await?;
        let cold = report(&office, &day).await?;
        let (day, month) = (warm(&office, &day).await?, warm(&office, &month).await?);
        let at_first = format!("the first one, with the start of the program: {cold} ms");
        let mut all = Figure::shown("PDF of four weeks, all branches", month, "ms", "for eyes");
        all.reference = "p50, with the hundred newest receipts".to_owned();
        Ok::<_, Broken>(vec![
            Figure::at_most(
                "PDF of a day, two pages",
                day,
                "ms",
                300,
                "300 ms",
                at_first,
            ),
            all,
            Figure::shown("program for PDFs", size >> 20, "MiB", "for eyes"),
        ])
    })?;
    std::fs::remove_dir_all(&place)?;
    Ok(figures)
}

/// Milliseconds of one report.
async fn report(office: &Http, span: &str) -> Result<i64, Broken> {
    let watch = Watch::start();
    let answer = office.get(&format!("/api/v1/reports/pdf?{span}")).await?;
    let taken = i64::try_from(watch.elapsed().as_millis())?;
    match answer.is_ok() {
        true => Ok(taken),
        false => Err(answer.words().into()),
    }
}

/// The median of many.
async fn warm(office: &Http, span: &str) -> Result<i64, Broken> {
    let mut times = Vec::with_capacity(ASKS);
    for _ in 0..ASKS {
        let watch = Watch::start();
        report(office, span).await?;
        times.push(watch.elapsed());
    }
    Ok(percentile(&mut times, 50) / 1_000)
}
