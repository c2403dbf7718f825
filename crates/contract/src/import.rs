//! Products from a sheet: every row is read, every fault is told with its row
//! and column, and nothing is taken unless all of it can be (D1-33). Knows no
//! store: which rows are new and which change is decided where the rows are.

mod cells;
mod numbers;

use std::collections::BTreeMap;

use cells::Row;

/// Bytes of an imported file. 100,000 products of 150 bytes are 15 MB.
pub const MAX_IMPORT_BYTES: usize = 20 * 1024 * 1024;

/// Faults that are told at once; past it a file is of another kind altogether.
pub const MAX_TOLD_FAULTS: usize = 100;

/// A product as a row of the file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// The line of the file, the heading being 1.
    pub row: u64,
    /// The shop's own code.
    pub sku: String,
    /// The name.
    pub name: String,
    /// The category's name.
    pub category: String,
    /// The unit; `pcs` when the file has none.
    pub unit: String,
    /// The company's price, minor units of a currency without decimals.
    pub price: i64,
    /// The code on the package; may be empty.
    pub barcode: String,
    /// What the warehouse shall have, thousandths; none when the file does not say.
    pub stock_milli: Option<i64>,
    /// Whether it is withdrawn; none when the file does not say.
    pub retired: Option<bool>,
}

/// What is wrong with one field of one row.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RowFault {
    /// The line of the file, the heading being 1.
    pub row: u64,
    /// The column, by its name in the heading.
    pub field: String,
    /// A stable code: missing, too_long, number, repeated, column, shape.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Sku,
    Name,
    Category,
    Unit,
    Price,
    Barcode,
    Stock,
    Status,
}

const HEADINGS: [(Column, &[&str]); 8] = [
    (Column::Sku, &["sku", "kode"]),
    (Column::Name, &["name", "nama"]),
    (Column::Category, &["category", "kategori"]),
    (Column::Unit, &["unit", "satuan"]),
    (Column::Price, &["price", "harga"]),
    (Column::Barcode, &["barcode", "kode batang"]),
    (Column::Stock, &["stock", "stok"]),
    (Column::Status, &["status"]),
];

const REQUIRED: [Column; 4] = [Column::Sku, Column::Name, Column::Category, Column::Price];

/// Reads a whole file.
///
/// # Errors
/// Every fault found, up to `MAX_TOLD_FAULTS`; then nothing of the file may be taken.
pub fn read_products(bytes: &[u8]) -> Result<Vec<ImportRow>, Vec<RowFault>> {
    let mut rows = cells::read(bytes)?.into_iter();
    let heading = rows.next().map(|row| row.cells).unwrap_or_default();
    let columns = columns(&heading)?;
    let mut sheet = Sheet::default();
    for row in rows {
        sheet.take(&columns, &row);
        if sheet.faults.len() >= MAX_TOLD_FAULTS {
            break;
        }
    }
    sheet.finish()
}

fn columns(heading: &[String]) -> Result<BTreeMap<Column, usize>, Vec<RowFault>> {
    let mut columns = BTreeMap::new();
    for (at, name) in heading.iter().enumerate() {
        let name = name.trim().to_lowercase();
        if let Some((column, _)) = HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&name.as_str()))
        {
            columns.entry(*column).or_insert(at);
        }
    }
    let missing = REQUIRED
        .iter()
        .filter(|column| !columns.contains_key(column));
    let faults: Vec<_> = missing
        .map(|&column| fault(1, word(column), "column", "the heading lacks this column"))
        .collect();
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(faults)
    }
}

fn word(column: Column) -> &'static str {
    HEADINGS
        .iter()
        .find(|(this, _)| *this == column)
        .map_or("", |(_, names)| names[0])
}

pub(crate) fn fault(
    row: u64,
    field: &str,
    code: &'static str,
    detail: impl Into<String>,
) -> RowFault {
    RowFault {
        row,
        field: field.to_owned(),
        code,
        detail: detail.into(),
    }
}

#[derive(Default)]
struct Sheet {
    rows: Vec<ImportRow>,
    seen: BTreeMap<String, u64>,
    faults: Vec<RowFault>,
}

impl Sheet {
    fn fault(&mut self, row: u64, field: &str, code: &'static str, detail: impl Into<String>) {
        self.faults.push(fault(row, field, code, detail));
    }

    fn take(&mut self, columns: &BTreeMap<Column, usize>, row: &Row) {
        let number = row.number;
        if row.cells.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        let field = |column| row.cell(columns.get(&column).copied());
        let told = self.faults.len();
        self.texts(number, &field);
        let price = self.number(
            number,
            Column::Price,
            &field(Column::Price),
            numbers::whole_rupiah,
        );
        let stock = self.number(number, Column::Stock, &field(Column::Stock), numbers::milli);
        let retired = self.status(number, &field(Column::Status));
        self.once(number, &field(Column::Sku));
        if let (Some(price), true) = (price, self.faults.len() == told) {
            let unit = Some(field(Column::Unit)).filter(|unit| !unit.is_empty());
            self.rows.push(ImportRow {
                row: number,
                sku: field(Column::Sku),
                name: field(Column::Name),
                category: field(Column::Category),
                unit: unit.unwrap_or_else(|| "pcs".to_owned()),
                price,
                barcode: field(Column::Barcode),
                stock_milli: stock,
                retired,
            });
        }
    }

    fn texts(&mut self, row: u64, field: &impl Fn(Column) -> String) {
        for column in REQUIRED {
            if field(column).is_empty() {
                self.fault(row, word(column), "missing", "this field is empty");
            }
        }
        for (column, limit) in [
            (Column::Sku, 50),
            (Column::Name, 150),
            (Column::Category, 50),
            (Column::Unit, 20),
            (Column::Barcode, 50),
        ] {
            if field(column).chars().count() > limit {
                let detail = format!("more than {limit} characters");
                self.fault(row, word(column), "too_long", detail);
            }
        }
    }

    fn number(
        &mut self,
        row: u64,
        column: Column,
        text: &str,
        read: fn(&str) -> Option<i64>,
    ) -> Option<i64> {
        if text.is_empty() {
            return None;
        }
        let number = read(text);
        if number.is_none() {
            let detail = format!("{text:?} is no number such as 12500 or 12.500");
            self.fault(row, word(column), "number", detail);
        }
        number
    }

    fn status(&mut self, row: u64, text: &str) -> Option<bool> {
        match text.to_lowercase().as_str() {
            "" => None,
            "aktif" | "active" => Some(false),
            "nonaktif" | "retired" => Some(true),
            _ => {
                let detail = format!("{text:?} is neither aktif nor nonaktif");
                self.fault(row, word(Column::Status), "word", detail);
                None
            }
        }
    }

    fn once(&mut self, row: u64, sku: &str) {
        if let Some(before) = self
            .seen
            .insert(sku.to_owned(), row)
            .filter(|_| !sku.is_empty())
        {
            self.fault(
                row,
                word(Column::Sku),
                "repeated",
                format!("the same code stands in row {before}"),
            );
        }
    }

    fn finish(self) -> Result<Vec<ImportRow>, Vec<RowFault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        if self.rows.is_empty() {
            return Err(vec![fault(1, "", "shape", "the file holds no product")]);
        }
        Ok(self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_either_delimiter_gives_its_rows() {
        let semicolons = "\u{feff}Kode;Nama;Kategori;Satuan;Harga\nA1;Teh;Minuman;botol;5.000\n\n";
        let commas = "sku,name,category,price,unit\nA1,Teh,Minuman,5000,botol\n";
        let row = |row| ImportRow {
            row,
            sku: "A1".into(),
            name: "Teh".into(),
            category: "Minuman".into(),
            unit: "botol".into(),
            price: 5_000,
            barcode: String::new(),
            stock_milli: None,
            retired: None,
        };
        for text in [semicolons, commas] {
            let read = read_products(text.as_bytes());
            assert_eq!(read, Ok(vec![row(2)]));
        }
        let more =
            "sku,name,category,price,stok,status\nA1,Teh,Minuman,5000,\"1.250,5\",Nonaktif\n";
        let read = read_products(more.as_bytes()).unwrap();
        assert_eq!(
            (read[0].stock_milli, read[0].retired),
            (Some(1_250_500), Some(true))
        );
    }

    #[test]
    fn every_fault_names_its_row_and_column() {
        let text = "sku,name,category,price,stock,status\nA,Teh,Minuman,5000\nA,Kopi,Minuman,12.50,x,y\n,Gula,,1000\n";
        let faults = read_products(text.as_bytes()).unwrap_err();
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.row, fault.field.as_str(), fault.code))
            .collect();
        assert_eq!(
            told,
            [
                (3, "price", "number"),
                (3, "stock", "number"),
                (3, "status", "word"),
                (3, "sku", "repeated"),
                (4, "sku", "missing"),
                (4, "category", "missing")
            ]
        );
    }

    #[test]
    fn what_is_no_sheet_of_products_is_said_so() {
        for (text, code) in [
            ("", "column"),
            ("a,b\n1,2\n", "column"),
            ("sku,name,category,price\n", "shape"),
        ] {
            assert_eq!(
                read_products(text.as_bytes()).unwrap_err()[0].code,
                code,
                "{text:?}"
            );
        }
        for bytes in [&[0xff, 0xfe, 0x00, 0x41][..], b"PK\x03\x04 no book"] {
            assert_eq!(read_products(bytes).unwrap_err()[0].code, "shape");
        }
    }
}
