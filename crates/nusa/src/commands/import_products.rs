//! `nusa import products`: a sheet into the centre's catalogue, all rows or
//! none. What is wrong is told row by row.

use std::{fs, path::Path};

use nusa_contract::import::{ImportRow, MAX_IMPORT_BYTES, RowFault, read_products};
use nusa_facts::Hash;
use nusa_node::import::{ImportFault, Imported, SheetRow};

use crate::{chance, console, exit::Failure, home::Home, progress::Progress, sheet::Sheet};

/// Imports a file.
///
/// # Errors
/// `Refused` with the table of what is wrong; then nothing was taken.
pub fn run(file: &Path, data: &Path, dry_run: bool) -> Result<(), Failure> {
    let text = read(file)?;
    let rows = read_products(&text).map_err(|faults| refused(&faults))?;
    let rows: Vec<_> = rows.into_iter().map(sheet_row).collect();
    let mut node = Home::of_node(data)?.wake()?;
    let progress = Progress::begin("products", rows.len() as u64);
    let ask = (chance::command(), Hash::ZERO);
    let imported = node.import_products(&console::actor(), ask, &rows, dry_run, |done| {
        progress.at(done as u64)
    });
    progress.end();
    println!("{}", sentence(&imported.map_err(explain)?, dry_run));
    Ok(())
}

/// Reads a file that may be imported.
///
/// # Errors
/// `Usage` when it cannot be read, `Refused` when it is too large.
pub fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: std::io::Error| Failure::Usage(format!("{}: {error}", file.display()));
    let size = fs::metadata(file).map_err(unreadable)?.len();
    if size > MAX_IMPORT_BYTES as u64 {
        return Err(Failure::Refused(format!(
            "{}: larger than {MAX_IMPORT_BYTES} bytes",
            file.display()
        )));
    }
    fs::read(file).map_err(unreadable)
}

/// A row of the file as the node takes it.
pub fn sheet_row(row: ImportRow) -> SheetRow {
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

fn sentence(imported: &Imported, dry_run: bool) -> String {
    let Imported {
        created,
        changed,
        unchanged,
        categories,
        ..
    } = imported;
    let done = if dry_run {
        "would be imported, nothing was written"
    } else {
        "imported"
    };
    format!(
        "{done}: {created} new, {changed} changed, {unchanged} unchanged, {categories} new categories"
    )
}

fn explain(fault: ImportFault) -> Failure {
    match fault {
        ImportFault::Other(fault) => fault.into(),
        ImportFault::Row { row, refusal } => {
            let field = refusal.field.unwrap_or_default();
            refused(&[RowFault {
                row,
                field,
                code: refusal.code.word(),
                detail: refusal.detail,
            }])
        }
    }
}

fn refused(faults: &[RowFault]) -> Failure {
    let mut sheet = Sheet::new(["row", "column", "code", "what is wrong"]);
    for fault in faults {
        sheet.row([
            fault.row.to_string(),
            fault.field.clone(),
            fault.code.to_owned(),
            fault.detail.clone(),
        ]);
    }
    Failure::Refused(format!("nothing was imported:\n{sheet}"))
}
