//! Products from a CSV file: all rows or none, faults by row, prices as versions.

use nusa::home::Home;
use nusa_store::Look;

use crate::place::{Place, nusa};

const SHEET: &str = "sku,name,category,unit,price,barcode\n\
                     A1,Teh botol,Minuman,btl,5000,8990000000013\n\
                     A2,Kopi susu,Minuman,btl,8.500,\n\
                     B1,Beras,Sembako,kg,14500,\n";

fn amounts(place: &Place, sku: &str) -> Vec<i64> {
    let reader = Home::at(&place.path("centre")).read().unwrap();
    let product = reader.product_by_code(sku).unwrap();
    let prices = product
        .map(|product| reader.prices(product.id).unwrap())
        .unwrap_or_default();
    prices.iter().map(|price| price.amount).collect()
}

#[test]
fn d1_33_a_changed_price_becomes_a_new_version_and_the_rest_stays() {
    let place = Place::new();
    let data = place.centre("centre");
    let import = |text: &str, more: &[&str]| {
        let file = place.file("sheet.csv", text);
        nusa(
            ["import", "products", &file, "--data", &data]
                .iter()
                .chain(more),
        )
    };
    let told = import(SHEET, &["--dry-run"]).must(0).out;
    assert!(
        told.contains("nothing was written: 3 new, 0 changed, 0 unchanged, 2 new categories"),
        "{told}"
    );
    assert_eq!(amounts(&place, "A1"), [0; 0]);
    let told = import(SHEET, &[]).must(0).out;
    assert!(
        told.contains("imported: 3 new, 0 changed, 0 unchanged, 2 new categories"),
        "{told}"
    );
    let told = import(SHEET, &[]).must(0).out;
    assert!(
        told.contains("0 new, 0 changed, 3 unchanged, 0 new categories"),
        "{told}"
    );
    let told = import(
        &SHEET
            .replace("5000", "5500")
            .replace("Beras", "Beras putih"),
        &[],
    )
    .must(0)
    .out;
    assert!(told.contains("0 new, 2 changed, 1 unchanged"), "{told}");
    assert_eq!(
        (amounts(&place, "A1"), amounts(&place, "A2")),
        (vec![5_000, 5_500], vec![8_500])
    );
    nusa(["verify", "--data", &data]).must(0);
}

#[test]
fn d1_33_one_wrong_row_and_nothing_is_taken() {
    let place = Place::new();
    let data = place.centre("centre");
    let cases = [
        (
            "price",
            format!("{SHEET}C1,Gula,Sembako,kg,12.50,\n"),
            "5 price number",
        ),
        (
            "twice",
            format!("{SHEET}A1,Gula,Sembako,kg,12500,\n"),
            "5 sku repeated",
        ),
        (
            "empty",
            format!("{SHEET}C1,,Sembako,kg,12500,\n"),
            "5 name missing",
        ),
        (
            "taken by another",
            format!("{SHEET}C1,Gula,Sembako,kg,12500,8990000000013\n"),
            "5 barcode master_taken",
        ),
        ("heading", "code,title\nA1,Teh\n".to_owned(), "1 sku column"),
    ];
    for (name, text, row) in cases {
        let told = nusa([
            "import",
            "products",
            &place.file("sheet.csv", &text),
            "--data",
            &data,
        ])
        .must(1)
        .err;
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("nothing was imported") && words.contains(row),
            "{name}: {told}"
        );
        assert_eq!(amounts(&place, "A2"), [0; 0], "{name}: a row was taken");
    }
}

#[test]
fn many_rows_are_one_import() {
    let place = Place::new();
    let data = place.centre("centre");
    let rows = (1..=2_500).map(|n| format!("S{n},Barang {n},Rak {},pcs,{}\n", n % 7, 1_000 + n));
    let text: String = std::iter::once("sku,name,category,unit,price\n".to_owned())
        .chain(rows)
        .collect();
    let file = place.file("sheet.csv", &text);
    let told = nusa(["import", "products", &file, "--data", &data])
        .must(0)
        .out;
    assert!(told.contains("2500 new"), "{told}");
    assert_eq!(amounts(&place, "S2500"), [3_500]);
    let spoilt = place.file(
        "sheet.csv",
        &text
            .replace("Barang 2400,", &format!("{},", "x".repeat(140)))
            .replace("1001\n", "1\n")
            .replace("S2499,", "S 2499,"),
    );
    let told = nusa(["import", "products", &spoilt, "--data", &data])
        .must(1)
        .err;
    assert!(
        told.contains("2500"),
        "the row of the sheet is named: {told}"
    );
    assert_eq!(
        amounts(&place, "S1"),
        [1_001],
        "rows before the wrong one were taken"
    );
}
