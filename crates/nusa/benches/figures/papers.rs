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

/// Reports of each kind, after one that starts the program.
const ASKS: i64 = 20;

/// Reports and the program that makes them.
pub(crate) fn figures(place: &Path) -> Result<Vec<Figure>, Broken> {
    let place = place.join("papers");
    std::fs::create_dir_all(&place)?;
    let data = nodes::lay(&place)?;
    let today = template(&data)?.doc.business_date;
    let program = nodes::program().with_file_name("nusa-papers");
    let size = i64::try_from(std::fs::metadata(&program)?.len())?;
    // Each report is another one: the program remembers what it has set before.
    let (mut days, mut weeks) = (Vec::new(), Vec::new());
    for back in 1..=ASKS {
        let day = days_before(today, back)?;
        days.push(format!("from={day}&to={day}&branch=1"));
        weeks.push(format!(
            "from={}&to={today}",
            days_before(today, 28 - back)?
        ));
    }
    let figures = Runtime::new()?.block_on(async {
        let centre = nodes::centre(&data)?;
        let office = centre.http(&data, "sari").await?;
        let cold = report(&office, &format!("from={today}&to={today}&branch=1")).await?;
        let (day, month) = (warm(&office, &days).await?, warm(&office, &weeks).await?);
        let at_first = format!("the first one, with the start of the program: {cold} ms");
        let mut all = Figure::shown("PDF of weeks, all branches", month, "ms", "for eyes");
        all.reference = "p50 of one to four weeks, with the hundred newest receipts".to_owned();
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

/// The median of many, each of another span.
async fn warm(office: &Http, spans: &[String]) -> Result<i64, Broken> {
    let mut times = Vec::with_capacity(spans.len());
    for span in spans {
        let watch = Watch::start();
        report(office, span).await?;
        times.push(watch.elapsed());
    }
    Ok(percentile(&mut times, 50) / 1_000)
}
