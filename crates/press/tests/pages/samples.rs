//! What the server would send: a month of a café, a bill, tables and labels, in the shapes of the server.

use nusa_facts::{BusinessDate, Fact, Letterhead, SealedDoc};
use nusa_papers::{
    Language, Style,
    figures::{Money, day},
    press::{
        Job, Page, Shop, Slip,
        barcode::Bars,
        codes::{TableCode, TableCodes},
        labels::{Label, LabelSheet, Labels},
        report::{
            Bar, Figures, Kind, Low, Method, Rated, Receipt, SalesReport, Sold, Stars, Sum, Trade,
        },
    },
    receipt::receipt,
};

pub(crate) const LANGUAGES: [Language; 2] = [Language::Indonesian, Language::English];

fn shop() -> Shop {
    Shop::of(&letterhead())
}

fn letterhead() -> Letterhead {
    Letterhead {
        name: "Kafe Nusa Ubud".to_owned(),
        address: "Jl. Raya Ubud No. 12, Gianyar, Bali".to_owned(),
        npwp: "0000000000000000".to_owned(),
        header: vec!["Telp 0361-000000".to_owned()],
        footer: vec!["Terima kasih, sampai jumpa lagi".to_owned()],
    }
}

fn rupiah(minor: i64) -> String {
    Money::of("IDR").plain(minor)
}

/// A trade that looks like one: weekends are better than weekdays.
fn trade(key: String, n: i64) -> Trade {
    let value = 4_150_000 + (n * 7_919 % 13) * 310_500 + if n % 7 > 4 { 2_875_000 } else { 0 };
    let refund = if n % 9 == 4 { 86_500 } else { 0 };
    Trade {
        key,
        sales: (value / 87_300).to_string(),
        total: rupiah(value),
        refunds: (refund > 0).then(|| rupiah(refund)),
        revenue: rupiah(value - refund),
        value: value - refund,
    }
}

fn sold(rows: &[(&str, &str, i64)]) -> Vec<Sold> {
    let row = |(name, sold, revenue): &(&str, &str, i64)| Sold {
        name: (*name).to_owned(),
        sold: (*sold).to_owned(),
        revenue: rupiah(*revenue),
    };
    rows.iter().map(row).collect()
}

fn stars(rows: &[(&str, &str, i64)]) -> Vec<Stars> {
    let row = |(name, average, times): &(&str, &str, i64)| Stars {
        name: (*name).to_owned(),
        average: (*average).to_owned(),
        times: times.to_string(),
    };
    rows.iter().map(row).collect()
}

fn history(rows: i64) -> Vec<Receipt> {
    let row = |n: i64| Receipt {
        at: format!("30/11/2026 {:02}:{:02}", 21 - n / 12 % 12, 59 - n * 5 % 60),
        number: format!("UBD01/1/7K3Q/{:06}", 4_211 - n),
        place: None,
        cashier: ["Sari", "Made", "Wayan"][usize::try_from(n % 3).unwrap()].to_owned(),
        method: ["Tunai", "QRIS", "Kartu debit"][usize::try_from(n % 3).unwrap()],
        total: rupiah(38_500 + n * 1_733 % 190 * 1_000),
        state: (n == 4).then_some("Batal"),
        voided: n == 4,
    };
    (0..rows).map(row).collect()
}

fn days() -> Vec<Trade> {
    let first = BusinessDate::parse("2026-11-01").unwrap().date();
    let day = |n: i64| {
        let date = first.checked_add(jiff::Span::new().days(n)).unwrap();
        trade(date.to_string(), n)
    };
    (0..30).map(day).collect()
}

fn sums() -> Vec<Sum> {
    [
        ("gross", 168_203_000),
        ("discount", -2_410_000),
        ("net", 165_793_000),
        ("service", 8_289_650),
        ("tax", 12_589_350),
        ("total", 186_672_000),
        ("refund_total", -259_500),
        ("revenue", 186_412_500),
    ]
    .map(|(word, amount)| Sum {
        word,
        amount: rupiah(amount),
    })
    .to_vec()
}

fn methods() -> Vec<Method> {
    [
        ("QRIS", 1_204, 104_300_000),
        ("Tunai", 712, 58_212_500),
        ("Kartu debit", 219, 23_900_000),
    ]
    .map(|(name, count, amount)| Method {
        name,
        count: count.to_string(),
        amount: rupiah(amount),
    })
    .to_vec()
}

fn hours() -> Vec<Bar> {
    (8..23)
        .map(|hour: i64| Bar {
            key: hour.to_string(),
            value: 2_400_000
                + (hour * 37 % 11) * 610_000
                + if (18..21).contains(&hour) {
                    9_800_000
                } else {
                    0
                },
        })
        .collect()
}

fn rated() -> Rated {
    Rated {
        average: "4,3".to_owned(),
        times: "318".to_owned(),
        least: 3,
        best: stars(&[
            ("Ayam betutu", "4,9", 61),
            ("Sate lilit", "4,8", 40),
            ("Es kopi susu gula aren", "4,7", 52),
        ]),
        worst: stars(&[
            ("Pisang goreng keju", "2,6", 5),
            ("Mie kuah", "3,1", 9),
            ("Jus alpukat", "3,4", 14),
        ]),
    }
}

fn low() -> Vec<Low> {
    [
        ("Susu segar", "0 l", true),
        ("Gula aren", "1,25 kg", false),
        ("Cup plastik 16 oz", "8 pcs", false),
    ]
    .map(|(name, level, empty)| Low {
        name: name.to_owned(),
        place: Some("Kafe Nusa Ubud".to_owned()),
        level: level.to_owned(),
        empty,
    })
    .to_vec()
}

/// November of a café, with so many receipts.
pub(crate) fn month(receipts: i64) -> SalesReport {
    SalesReport {
        shop: shop(),
        place_count: 1,
        kind: Kind::Month,
        from: "2026-11-01".to_owned(),
        to: "2026-11-30".to_owned(),
        made_at: "30/11/2026 22:05 WITA".to_owned(),
        figures: Figures {
            revenue: "Rp 186.412.500".to_owned(),
            sales: "2.135".to_owned(),
            average: Some("Rp 87.312".to_owned()),
            refunds: "Rp 259.500".to_owned(),
        },
        unit: 1,
        sums: sums(),
        methods: methods(),
        hours: hours(),
        days: days(),
        best: sold(&[
            ("Nasi goreng kampung", "412", 14_420_000),
            ("Es kopi susu gula aren", "398", 9_552_000),
            ("Ayam betutu", "265", 15_900_000),
            ("Sate lilit", "244", 10_980_000),
            ("Es teh manis", "231", 1_848_000),
        ]),
        least: sold(&[
            ("Wedang jahe", "0", 0),
            ("Jus terung belanda", "2", 50_000),
            ("Kopi tubruk", "5", 75_000),
            ("Pisang goreng keju", "9", 225_000),
            ("Daging sapi segar", "9,375", 1_218_750),
        ]),
        unsold: 1,
        rated: Some(rated()),
        low: low(),
        staff: [("Sari", 3), ("Made", 9), ("Wayan", 1)]
            .map(|(name, n)| trade(name.to_owned(), n))
            .to_vec(),
        history: history(receipts),
        older: Some(rupiah(2_135 - receipts)),
        ..SalesReport::default()
    }
}

/// One day of two branches on which nothing was sold.
pub(crate) fn empty_day() -> SalesReport {
    SalesReport {
        places: vec!["Kafe Nusa Ubud".to_owned(), "Warung Nusa Tebet".to_owned()],
        place_count: 2,
        kind: Kind::Day,
        from: "2026-11-30".to_owned(),
        to: "2026-11-30".to_owned(),
        made_at: format!(
            "{} 09:00 WIB",
            day(BusinessDate::parse("2026-11-30").unwrap())
        ),
        figures: Figures {
            revenue: "Rp 0".to_owned(),
            sales: "0".to_owned(),
            average: None,
            refunds: "Rp 0".to_owned(),
        },
        unit: 1,
        least: sold(&[("Wedang jahe", "0", 0)]),
        unsold: 1,
        ..SalesReport::default()
    }
}

const SALE: &str = include_str!("sale.json");

fn slip(language: Language) -> Slip {
    let sealed = SealedDoc::read(SALE.trim_end().as_bytes().to_vec()).unwrap();
    let style = Style {
        columns: 32,
        language,
        copy: 0,
    };
    match &sealed.doc.fact {
        Fact::SaleCompleted(sale) => receipt(&sealed, sale, &letterhead(), false, style).into(),
        other => panic!("not a sale: {}", other.kind()),
    }
}

/// Squares with the three eyes of a code and something like content.
fn squares(seed: usize) -> Vec<String> {
    let eye = |x: usize, y: usize| {
        let ring = x.abs_diff(3).max(y.abs_diff(3));
        (ring <= 3).then_some(ring != 2)
    };
    let square = |x: usize, y: usize| {
        let eyes = [eye(x, y), eye(24 - x, y), eye(x, 24 - y)];
        let noise = (x * 7 + y * 13 + x * y * seed) % 5 < 2;
        eyes.into_iter().flatten().next().unwrap_or(noise)
    };
    let row = |y: usize| {
        (0..25)
            .map(|x| if square(x, y) { '1' } else { '0' })
            .collect()
    };
    (0..25).map(row).collect()
}

fn codes() -> TableCodes {
    let table = |n: usize| TableCode {
        label: n.to_string(),
        area: if n < 5 { "Teras" } else { "" }.to_owned(),
        code: squares(n),
    };
    TableCodes {
        shop: shop(),
        tables: (1..=8).map(table).collect(),
    }
}

/// Labels on a sheet, the first places left empty.
pub(crate) fn labels(sheet: &str, skip: usize) -> Labels {
    let goods = [
        (
            "Beras pandan wangi kemasan 5 kg kualitas premium pulen",
            Some("Rp 75.000"),
            None,
            "8991234567891",
        ),
        ("Daging sapi", Some("Rp 130.000"), Some("kg"), "DS-01"),
        ("Teh celup", None, None, "96385074"),
        ("Telur ayam", Some("Rp 2.500"), None, "\u{e9}"),
    ];
    let label = |(name, price, unit, code): (&str, Option<&str>, Option<&str>, &str)| Label {
        name: name.to_owned(),
        price: price.map(str::to_owned),
        unit: unit.map(str::to_owned),
        bars: Bars::of(code),
    };
    Labels {
        sheet: LabelSheet::parse(sheet).unwrap(),
        skip,
        labels: goods.into_iter().cycle().take(26).map(label).collect(),
    }
}

/// Everything that can be set, with the name of its picture.
pub(crate) fn all(language: Language) -> Vec<(&'static str, Job)> {
    let pages = [
        ("report", Page::Report(Box::new(month(40)))),
        ("empty", Page::Report(Box::new(empty_day()))),
        ("slip", Page::Slip(slip(language))),
        ("codes", Page::Codes(codes())),
        ("labels", Page::Labels(labels("24", 2))),
    ];
    pages
        .map(|(name, page)| (name, Job::new(page, language)))
        .into()
}
