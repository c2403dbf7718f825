//! The demo's own goods: some hundred generated groceries and a café's dishes
//! and drinks, so that a fresh clone needs no file from elsewhere.

use super::dice::Dice;

/// One thing the demo sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ware {
    /// Its code.
    pub sku: String,
    /// Its barcode, EAN-13; empty for dishes.
    pub barcode: String,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Rupiah.
    pub price: i64,
}

struct Shelf {
    category: &'static str,
    kinds: &'static [(&'static str, i64)],
}

const SHELVES: &[Shelf] = &[
    Shelf {
        category: "Sembako",
        kinds: &[
            ("Beras", 14_500),
            ("Gula pasir", 17_500),
            ("Minyak goreng", 19_000),
            ("Tepung terigu", 12_500),
            ("Garam", 4_000),
            ("Telur ayam", 28_000),
        ],
    },
    Shelf {
        category: "Minuman kemasan",
        kinds: &[
            ("Air mineral", 3_500),
            ("Teh botol", 5_000),
            ("Kopi susu", 8_500),
            ("Susu UHT", 7_500),
            ("Jus jambu", 9_000),
            ("Minuman isotonik", 7_000),
        ],
    },
    Shelf {
        category: "Makanan ringan",
        kinds: &[
            ("Keripik singkong", 9_500),
            ("Biskuit kelapa", 8_000),
            ("Wafer cokelat", 6_500),
            ("Kacang sangrai", 11_000),
            ("Kerupuk udang", 12_000),
        ],
    },
    Shelf {
        category: "Mi dan bumbu",
        kinds: &[
            ("Mi goreng", 3_200),
            ("Mi kuah soto", 3_100),
            ("Kecap manis", 13_500),
            ("Sambal botol", 14_000),
            ("Kaldu jamur", 5_500),
        ],
    },
    Shelf {
        category: "Kebersihan",
        kinds: &[
            ("Sabun mandi", 4_500),
            ("Sampo", 18_000),
            ("Pasta gigi", 13_000),
            ("Deterjen", 21_000),
            ("Tisu", 12_500),
            ("Sabun cuci piring", 10_500),
        ],
    },
    Shelf {
        category: "Segar",
        kinds: &[
            ("Bawang merah", 38_000),
            ("Cabai rawit", 52_000),
            ("Tomat", 14_000),
            ("Pisang", 22_000),
            ("Tempe", 6_000),
            ("Tahu", 5_000),
        ],
    },
];

const MAKERS: &[&str] = &[
    "Sinar Desa",
    "Laut Biru",
    "Tiga Perahu",
    "Padi Emas",
    "Bukit Hijau",
];
const SIZES: &[(&str, i64)] = &[("kecil", 60), ("sedang", 100), ("besar", 180)];

const DISHES: &[(&str, &str, i64)] = &[
    ("Lumpia semarang", "Pembuka", 22_000),
    ("Tahu isi", "Pembuka", 15_000),
    ("Bakwan jagung", "Pembuka", 16_000),
    ("Sate lilit", "Pembuka", 28_000),
    ("Asinan betawi", "Pembuka", 24_000),
    ("Nasi goreng kampung", "Utama", 34_000),
    ("Mi goreng jawa", "Utama", 33_000),
    ("Soto ayam", "Utama", 30_000),
    ("Rawon", "Utama", 42_000),
    ("Rendang", "Utama", 48_000),
    ("Ayam bakar taliwang", "Utama", 45_000),
    ("Gado-gado", "Utama", 29_000),
    ("Ikan bakar jimbaran", "Utama", 56_000),
    ("Nasi uduk komplet", "Utama", 36_000),
    ("Bubur ayam", "Utama", 25_000),
    ("Roti bakar cokelat", "Penutup", 21_000),
    ("Pisang goreng madu", "Penutup", 19_000),
    ("Klepon", "Penutup", 14_000),
    ("Es campur", "Penutup", 23_000),
    ("Serabi solo", "Penutup", 17_000),
    ("Kue lapis", "Penutup", 13_000),
    ("Kopi tubruk", "Minuman", 15_000),
    ("Kopi susu gula aren", "Minuman", 24_000),
    ("Es teh manis", "Minuman", 8_000),
    ("Teh poci", "Minuman", 12_000),
    ("Es jeruk", "Minuman", 14_000),
    ("Jus alpukat", "Minuman", 23_000),
    ("Wedang jahe", "Minuman", 13_000),
    ("Bandrek", "Minuman", 15_000),
    ("Air mineral botol", "Minuman", 7_000),
];

/// Where a course of the café stands: each where its first dish stands in the menu.
pub fn course(category: &str) -> Option<u32> {
    let place = DISHES.iter().position(|(_, own, _)| *own == category)?;
    u32::try_from(place).ok()
}

/// Whether a category stands on the shop's shelf: no guest of the café is offered it.
pub fn is_of_the_shop(category: &str) -> bool {
    SHELVES.iter().any(|shelf| shelf.category == category)
}

/// The shop's shelf: each kind by each maker in some sizes, in a fixed order.
pub fn groceries() -> Vec<Ware> {
    let mut dice = Dice::new(2026);
    let mut wares = Vec::new();
    for shelf in SHELVES {
        for &(kind, base) in shelf.kinds {
            for maker in MAKERS {
                let (size, percent) = SIZES[dice.below(SIZES.len())];
                let number = wares.len() + 1;
                let price = round_up(base * percent / 100 + dice.below(9) as i64 * 250);
                wares.push(Ware {
                    sku: format!("G{number:04}"),
                    barcode: barcode(number as u64 * 7_919),
                    name: format!("{kind} {maker} {size}"),
                    category: shelf.category,
                    unit: "pcs",
                    price,
                });
            }
        }
    }
    wares
}

/// The café's menu.
pub fn menu() -> Vec<Ware> {
    let dish = |(index, &(name, category, price)): (usize, &(&str, &'static str, i64))| Ware {
        sku: format!("M{:03}", index + 1),
        barcode: String::new(),
        name: name.to_owned(),
        category,
        unit: "porsi",
        price,
    };
    DISHES.iter().enumerate().map(dish).collect()
}

/// Shops price in steps of Rp 100.
fn round_up(price: i64) -> i64 {
    (price + 99) / 100 * 100
}

/// An EAN-13 with Indonesia's prefix and its check digit.
fn barcode(number: u64) -> String {
    let body = format!("899{:09}", number % 1_000_000_000);
    let sum: u32 = body
        .bytes()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{barcode, groceries, menu};

    #[test]
    fn codes_and_names_stand_once_and_prices_are_coins() {
        let wares: Vec<_> = groceries().into_iter().chain(menu()).collect();
        assert!(groceries().len() >= 150 && menu().len() == 30);
        let skus: BTreeSet<_> = wares.iter().map(|ware| &ware.sku).collect();
        let names: BTreeSet<_> = wares.iter().map(|ware| &ware.name).collect();
        assert_eq!((skus.len(), names.len()), (wares.len(), wares.len()));
        assert!(
            wares
                .iter()
                .all(|ware| ware.price > 0 && ware.price % 100 == 0)
        );
    }

    #[test]
    fn barcodes_carry_their_check_digit() {
        assert_eq!(barcode(0), "8990000000006");
        assert_eq!(barcode(1), "8990000000013");
    }
}
