//! Products from a CSV file: every row is read, every fault is told with its row
//! and column, and nothing is taken unless all of it can be (D1-33). Knows no
//! store: which rows are new and which change is decided where the rows are.

use std::collections::BTreeMap;

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
}

const HEADINGS: [(Column, &[&str]); 6] = [
    (Column::Sku, &["sku", "kode"]),
    (Column::Name, &["name", "nama"]),
    (Column::Category, &["category", "kategori"]),
    (Column::Unit, &["unit", "satuan"]),
    (Column::Price, &["price", "harga"]),
    (Column::Barcode, &["barcode", "kode batang"]),
];

const REQUIRED: [Column; 4] = [Column::Sku, Column::Name, Column::Category, Column::Price];

/// Reads a whole file.
///
/// # Errors
/// Every fault found, up to `MAX_TOLD_FAULTS`; then nothing of the file may be taken.
pub fn read_products(text: &[u8]) -> Result<Vec<ImportRow>, Vec<RowFault>> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text);
    let columns = columns(&mut reader)?;
    let mut sheet = Sheet::default();
    for record in reader.records() {
        match record {
            Ok(record) => sheet.take(&columns, &record),
            Err(error) => sheet.fault(line_of(&error), "", "shape", error.to_string()),
        }
        if sheet.faults.len() >= MAX_TOLD_FAULTS {
            break;
        }
    }
    sheet.finish()
}

/// Spreadsheets of countries with a decimal comma write semicolons.
fn delimiter(text: &[u8]) -> u8 {
    let heading = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if heading.contains(&b';') { b';' } else { b',' }
}

fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<BTreeMap<Column, usize>, Vec<RowFault>> {
    let heading = reader
        .headers()
        .map_err(|error| vec![fault(1, "", "shape", error.to_string())])?;
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

fn line_of(error: &csv::Error) -> u64 {
    error.position().map_or(0, csv::Position::line)
}

fn fault(row: u64, field: &str, code: &'static str, detail: impl Into<String>) -> RowFault {
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

    fn take(&mut self, columns: &BTreeMap<Column, usize>, record: &csv::StringRecord) {
        let row = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        let field = |column| {
            columns
                .get(&column)
                .and_then(|&at| record.get(at))
                .unwrap_or("")
                .trim()
                .to_owned()
        };
        let told = self.faults.len();
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
                self.fault(
                    row,
                    word(column),
                    "too_long",
                    format!("more than {limit} characters"),
                );
            }
        }
        let price = self.price(row, &field(Column::Price));
        self.once(row, &field(Column::Sku));
        if let (Some(price), true) = (price, self.faults.len() == told) {
            let unit = Some(field(Column::Unit)).filter(|unit| !unit.is_empty());
            self.rows.push(ImportRow {
                row,
                sku: field(Column::Sku),
                name: field(Column::Name),
                category: field(Column::Category),
                unit: unit.unwrap_or_else(|| "pcs".to_owned()),
                price,
                barcode: field(Column::Barcode),
            });
        }
    }

    fn price(&mut self, row: u64, text: &str) -> Option<i64> {
        if text.is_empty() {
            return None;
        }
        let price = whole_rupiah(text);
        if price.is_none() {
            self.fault(
                row,
                word(Column::Price),
                "number",
                format!("{text:?} is no whole amount such as 12500 or 12.500"),
            );
        }
        price
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

/// Reads `12500`, `12.500`, `Rp 12.500` and `12.500,00`: dots part thousands, a comma parts decimals, which must be zero.
fn whole_rupiah(text: &str) -> Option<i64> {
    let text = text.strip_prefix("Rp").unwrap_or(text).trim();
    let whole = match text.split_once(',') {
        Some((whole, decimals))
            if !decimals.is_empty() && decimals.bytes().all(|digit| digit == b'0') =>
        {
            whole
        }
        Some(_) => return None,
        None => text,
    };
    let groups: Vec<_> = whole.split('.').collect();
    let digits =
        |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let price = (groups.iter().all(digits) && grouped)
        .then(|| groups.concat().parse::<i64>().ok())
        .flatten()?;
    (price <= 1_000_000_000_000).then_some(price)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_33_prices_are_read_as_indonesia_writes_them() {
        let cases = [
            ("12500", Some(12_500)),
            ("12.500", Some(12_500)),
            ("Rp 1.250.000", Some(1_250_000)),
            ("12.500,00", Some(12_500)),
            ("0", Some(0)),
            ("12.50", None),
            ("1.2.500", None),
            ("12,5", None),
            ("-5", None),
            ("", None),
            ("1e3", None),
            ("9999999999999999999", None),
        ];
        for (text, price) in cases {
            assert_eq!(whole_rupiah(text), price, "{text}");
        }
    }

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
        };
        assert_eq!(read_products(semicolons.as_bytes()), Ok(vec![row(2)]));
        assert_eq!(read_products(commas.as_bytes()), Ok(vec![row(2)]));
    }

    #[test]
    fn every_fault_names_its_row_and_column() {
        let text =
            "sku,name,category,price\nA,Teh,Minuman,5000\nA,Kopi,Minuman,12.50\n,Gula,,1000\n";
        let faults = read_products(text.as_bytes()).unwrap_err();
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.row, fault.field.as_str(), fault.code))
            .collect();
        assert_eq!(
            told,
            [
                (3, "price", "number"),
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
        assert!(read_products(&[0xff, 0xfe, 0x00, 0x41]).is_err());
    }
}
