//! Products as a file, with exactly the filters of their list and the columns that
//! an import takes, so that a sheet can go out, be edited and come back.

use axum::{extract::State, response::Response};
use nusa_contract::request::products::ProductsQuery;
use nusa_contract::view::listing::ListedProduct;
use nusa_papers::Language;
use nusa_store::SqliteReader;

use super::products::{Shelves, all};
use crate::{
    app::App,
    problem::Failure,
    route::{Route, get},
    sent::Params,
    tables::{Cell, Format, Rows},
    who::may::{May, SeeStock},
};

/// Products read at once.
const STEP: usize = 500;

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/products/export", products)
            .may::<SeeStock>()
            .asks::<ProductsQuery>()
            .gives_media(200, "text/csv")
            .says("Gives the products that a filter picks as CSV or XLSX, with the columns of an import."),
    ]
}

/// The heading of a sheet of products: the words that an import reads.
pub(super) fn heading(format: Format) -> Vec<&'static str> {
    match format.language() {
        Language::Indonesian => vec![
            "Kode",
            "Kode batang",
            "Nama",
            "Kategori",
            "Satuan",
            "Harga",
            "Stok",
            "Status",
        ],
        Language::English => vec![
            "SKU", "Barcode", "Name", "Category", "Unit", "Price", "Stock", "Status",
        ],
    }
}

async fn products(
    State(app): State<App>,
    _: May<SeeStock>,
    Params(query): Params<ProductsQuery>,
) -> Result<Response, Failure> {
    let format = Format::parse(query.format.as_deref(), query.lang.as_deref())?;
    let asked = query.parse()?;
    let (me, now) = (app.me.branch, app.now());
    let mut heading = heading(format);
    heading.push(format.language().said("Di cabang", "In branches"));
    let fill = move |look: &SqliteReader, rows: &mut Rows<'_>| {
        let shelves = Shelves::of(look, me, now)?;
        let ids = all(look, &asked, &shelves)?;
        for part in ids.chunks(STEP) {
            for row in look.products_of(part)? {
                let listed = shelves.listed(look, &row)?;
                if !rows.row(&cells(&listed))? {
                    return Ok(());
                }
            }
        }
        Ok(())
    };
    Ok(format.file(&app, "produk", heading, fill).await?)
}

fn cells(row: &ListedProduct) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let product = &row.product;
    let status = if product.retired { "nonaktif" } else { "aktif" };
    let price = row.price.as_ref().filter(|price| price.per_milli == 1_000);
    vec![
        text(&product.sku),
        text(&product.barcode),
        text(&product.name),
        text(&row.category_name),
        text(&product.unit),
        price.map_or(Cell::Empty, |price| Cell::Number(price.amount)),
        if product.stocked {
            Cell::Milli(row.warehouse_milli)
        } else {
            Cell::Empty
        },
        text(status),
        Cell::Milli(row.branches_milli),
    ]
}
