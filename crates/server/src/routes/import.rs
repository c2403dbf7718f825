//! The import of a sheet of products over HTTP: a trial that says what would be
//! new, changed or the same, the import itself, how far one is, and an empty sheet
//! to begin with. All rows or none; every wrong row by its number (D1-33).

use axum::{extract::State, http::HeaderMap, response::Response};
use nusa_contract::{
    Door, Problem, import,
    request::{lists::ImportQuery, products::ProductsQuery},
    view::import::{FieldChangeView, ImportAnswer, ImportProgress, OutcomeView},
};
use nusa_facts::{CommandId, uuid7::IdMaker};
use nusa_node::import::{ImportFault, Imported, Outcome, SheetRow, What};
use tokio::task::spawn_blocking;

use super::export;
use crate::{
    app::App,
    dice,
    live::Topic,
    problem::{Failure, of_fault},
    reply::{Reply, Told},
    route::{Route, get, post},
    sent::{Named, Params, Sheet},
    tables::{Cell, Format},
    who::may::{ManageCatalogue, May},
};

/// The header under which a device names its import, to ask how far it is.
const NAMED: &str = "x-import";

/// Bytes of such a name at most: a UUID as text.
const MAX_NAME: usize = 36;

pub(super) fn rows() -> Vec<Route> {
    vec![
        post("/api/v1/products/import", take)
            .may::<ManageCatalogue>()
            .asks::<ImportQuery>()
            .takes_media("text/csv")
            .gives::<ImportAnswer>(200)
            .says("Takes a sheet of products in (CSV or XLSX): all rows or none, every wrong row by its number."),
        get("/api/v1/products/import/template", template)
            .may::<ManageCatalogue>()
            .asks::<ProductsQuery>()
            .gives_media(200, "text/csv")
            .says("Gives a sheet with the heading that an import takes, and two examples."),
        get("/api/v1/products/import/{import}", progress)
            .may::<ManageCatalogue>()
            .gives::<ImportProgress>(200)
            .says("Tells how far an import is that its device named in x-import."),
    ]
}

/// The name that a device gave its import; one that no device makes is none.
fn named(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(NAMED)?.to_str().ok()?;
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    (plain && text.len() <= MAX_NAME).then(|| text.to_owned())
}

async fn take(
    State(app): State<App>,
    who: May<ManageCatalogue>,
    Params(query): Params<ImportQuery>,
    headers: HeaderMap,
    sheet: Sheet,
) -> Reply<Told<ImportAnswer>> {
    let name = named(&headers).unwrap_or_default();
    app.imports.begin(&name);
    let taken = taken(&app, &who, query.dry_run, sheet, &name).await;
    app.imports.end(&name, taken.is_ok());
    Ok(Told(taken?))
}

async fn taken(
    app: &App,
    who: &May<ManageCatalogue>,
    trial: bool,
    sheet: Sheet,
    name: &str,
) -> Result<ImportAnswer, Problem> {
    let Sheet { bytes, hash } = sheet;
    let read = spawn_blocking(move || import::read_products(&bytes)).await;
    let stopped = |_| Problem::new(Door::Internal, "the sheet was not read");
    let rows = read.map_err(stopped)?.map_err(wrong_rows)?;
    let rows: Vec<SheetRow> = rows.into_iter().map(sheet_row).collect();
    let (count, imports, name) = (rows.len(), app.imports.clone(), name.to_owned());
    imports.at(&name, 0, count);
    let command = CommandId(IdMaker::default().next(app.now(), dice::dice()));
    let actor = who.actor.clone();
    let taken = app.on_node(move |node| {
        node.import_products(&actor, (command, hash), &rows, trial, |done| {
            imports.at(&name, done, count);
        })
    });
    let imported = taken.await?.map_err(refused_row)?;
    if !trial {
        app.live.poke(Topic::Catalogue);
    }
    Ok(answer(imported, count, trial))
}

fn answer(imported: Imported, rows: usize, dry_run: bool) -> ImportAnswer {
    ImportAnswer {
        rows,
        created: imported.created,
        changed: imported.changed,
        unchanged: imported.unchanged,
        categories: imported.categories,
        stock_changed: imported.stock_changed,
        dry_run,
        preview: imported.outcomes.into_iter().map(outcome).collect(),
    }
}

fn outcome(told: Outcome) -> OutcomeView {
    let change = |(field, from, to): (&str, String, String)| FieldChangeView {
        field: field.to_owned(),
        from,
        to,
    };
    let what = match told.what {
        What::New => "new",
        What::Changed => "changed",
        What::Same => "same",
    };
    OutcomeView {
        row: told.row,
        what: what.to_owned(),
        sku: told.sku,
        name: told.name,
        changes: told.changes.into_iter().map(change).collect(),
    }
}

fn sheet_row(row: import::ImportRow) -> SheetRow {
    SheetRow {
        row: row.row,
        sku: row.sku,
        barcode: row.barcode,
        name: row.name,
        category: row.category,
        unit: row.unit,
        price: row.price,
        stock_milli: row.stock_milli,
        retired: row.retired,
    }
}

fn wrong_rows(faults: Vec<import::RowFault>) -> Problem {
    let detail = format!("{} fields are not right; no row was taken", faults.len());
    let count = faults.len();
    let rows = serde_json::to_value(faults).unwrap_or_default();
    Problem::new(Door::ImportInvalid, detail)
        .with("rows", rows)
        .with("faults", count)
}

fn refused_row(fault: ImportFault) -> Problem {
    match fault {
        ImportFault::Row { row, refusal } => {
            let wrong = serde_json::json!([{
                "row": row, "field": refusal.field, "code": refusal.code.word(), "detail": refusal.detail,
            }]);
            Problem::new(Door::ImportInvalid, "a row is refused; no row was taken")
                .with("rows", wrong)
                .with("faults", 1)
        }
        ImportFault::Other(fault) => of_fault(fault),
    }
}

async fn progress(
    State(app): State<App>,
    _: May<ManageCatalogue>,
    name: Named<String>,
) -> Reply<Told<ImportProgress>> {
    let missing = || Problem::new(Door::NotFound, "no import of this name is remembered");
    Ok(Told(app.imports.of(&name.0).ok_or_else(missing)?))
}

async fn template(
    State(_): State<App>,
    _: May<ManageCatalogue>,
    Params(query): Params<ProductsQuery>,
) -> Result<Response, Failure> {
    let format = Format::parse(query.format.as_deref(), query.lang.as_deref())?;
    let example = |sku: &str, name: &str, price, stock| {
        let text = |text: &str| Cell::Text(text.to_owned());
        vec![
            text(sku),
            text(""),
            text(name),
            text("Minuman"),
            text("botol"),
            Cell::Number(price),
            Cell::Milli(stock),
            text("aktif"),
        ]
    };
    let rows = vec![
        example("TEH-01", "Teh Melati 350 ml", 5_000, 24_000),
        example("SYR-01", "Sirup Markisa", 27_500, 12_000),
    ];
    let file = format.whole("contoh-produk", &export::heading(format), rows)?;
    Ok(file)
}
