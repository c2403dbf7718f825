//! Labels for shelves and goods as a PDF: names, codes and the prices in force. Decides no price and draws
//! no bar.

use axum::{extract::State, response::Response};
use nusa_contract::{
    Door, Problem,
    request::{
        labels::{LabelsQuery, LabelsRequest},
        paper::PaperLanguage,
    },
};
use nusa_facts::{BranchId, Millis, ProductId, master::Product};
use nusa_node::moment::branch_row;
use nusa_papers::{
    Language,
    figures::{Money, quantity},
    press::{
        Job, Page,
        barcode::Bars,
        labels::{Label, LabelSheet, Labels},
    },
};
use nusa_rules::refusal::Code;
use nusa_store::{Error as StoreError, Look, SqliteReader};

use super::products::Shelves;
use crate::{
    app::App,
    problem::Failure,
    route::{Route, post},
    sent::Sent,
    who::may::{May, SeeStock},
};

/// Thousandths of one unit.
const UNIT: i64 = 1_000;

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/products/labels", labels)
            .may::<SeeStock>()
            .asks::<LabelsQuery>()
            .takes::<LabelsRequest>()
            .gives_media(200, "application/pdf")
            .says("Labels with name, price and barcode on sheets of A4, from any place of the first sheet."),
    ]
}

async fn labels(
    State(app): State<App>,
    may: May<SeeStock>,
    sent: Sent<LabelsRequest>,
) -> Result<Response, Failure> {
    let asked = sent.value;
    let sheet = LabelSheet::parse(&asked.sheet)
        .ok_or_else(|| wrong("sheet", "must be 21, 24, 33, 40 or 65"))?;
    if !(1..=sheet.labels()).contains(&asked.start) {
        return Err(wrong("start", "is no place of the sheet").into());
    }
    let language = match asked.lang {
        PaperLanguage::Id => Language::Indonesian,
        PaperLanguage::En => Language::English,
    };
    let counted = asked.counted()?;
    let (branch, now) = (may.branch, app.now());
    let found = app.look(move |look| each(look, branch, now, &counted));
    let labels = found.await?.ok_or_else(|| {
        Problem::new(Code::ProductUnknown, "one of the products is not known").about("items")
    })?;
    let page = Page::Labels(Labels {
        sheet,
        skip: asked.start - 1,
        labels,
    });
    Ok(app.press.answer(&Job::new(page, language), "label").await?)
}

fn wrong(field: &str, detail: &str) -> Problem {
    Problem::new(Door::BodyInvalid, detail).about(field)
}

/// A label for each that was counted; none where a product is not known.
fn each(
    look: &SqliteReader,
    branch: BranchId,
    now: Millis,
    counted: &[(ProductId, usize)],
) -> Result<Option<Vec<Label>>, StoreError> {
    let shelves = Shelves::of(look, branch, now)?;
    let currency = branch_row(look, branch)?.map(|row| row.currency);
    let money = Money::of(currency.as_deref().unwrap_or("IDR"));
    let mut labels = Vec::new();
    for (product, count) in counted {
        let Some(row) = look.products_of(&[*product])?.pop() else {
            return Ok(None);
        };
        let label = label(look, &shelves, &row, money)?;
        labels.extend(std::iter::repeat_n(label, *count));
    }
    Ok(Some(labels))
}

fn label(
    look: &SqliteReader,
    shelves: &Shelves,
    row: &Product,
    money: Money,
) -> Result<Label, StoreError> {
    let prices = look.prices(row.id)?;
    let price = shelves.price_in_force(&prices);
    let per = price.map_or(UNIT, |price| price.per_milli);
    let unit = match (per == UNIT, row.fractional) {
        (true, false) => None,
        (true, true) => Some(row.unit.clone()),
        (false, _) => Some(format!("{} {}", quantity(per), row.unit)),
    };
    let code = match row.barcode.is_empty() {
        true => &row.sku,
        false => &row.barcode,
    };
    Ok(Label {
        name: row.name.clone(),
        price: price.map(|price| money.total(price.amount)),
        unit,
        bars: Bars::of(code),
    })
}
