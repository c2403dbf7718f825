//! What the replay sells: baskets from a file of real ones or from a fixed
//! seed, and the sums they must come to, computed from the baskets alone before
//! anything is sold. Knows no node and no network.

use std::collections::BTreeMap;

use super::dice::Dice;

/// Items bought together, each with how many; in the order in which they were first named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basket {
    /// Item names and counts.
    pub items: Vec<(String, i64)>,
}

impl Basket {
    fn add(&mut self, item: &str) {
        match self.items.iter_mut().find(|(name, _)| name == item) {
            Some((_, count)) => *count += 1,
            None => self.items.push((item.to_owned(), 1)),
        }
    }
}

/// What a replay must come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Baskets: each is a sale, or an order at a table.
    pub count: i64,
    /// Lines: distinct items, basket by basket.
    pub lines: i64,
    /// Rupiah.
    pub revenue: i64,
}

impl Expected {
    /// What came on top of what was there before.
    #[must_use]
    pub fn since(self, before: Self) -> Self {
        Self {
            count: self.count - before.count,
            lines: self.lines - before.lines,
            revenue: self.revenue - before.revenue,
        }
    }
}

/// Why a file of baskets cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or is no CSV.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// There is nothing in it.
    #[error("the file holds no basket")]
    Empty,
}

/// Reads one basket a line, item names with commas between.
///
/// # Errors
/// `Csv` when the file is none, `Empty` when it holds nothing.
pub fn read_groceries(text: &[u8]) -> Result<Vec<Basket>, ReadError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let mut baskets = Vec::new();
    for row in reader.records() {
        let mut basket = Basket::default();
        row?.iter()
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .for_each(|item| basket.add(item));
        baskets.extend(Some(basket).filter(|basket| !basket.items.is_empty()));
    }
    if baskets.is_empty() {
        Err(ReadError::Empty)
    } else {
        Ok(baskets)
    }
}

/// Reads tickets of the columns Date, Time, Transaction, Item; an item NONE is skipped.
///
/// # Errors
/// `Csv` when the file is none, `Empty` when it holds nothing.
pub fn read_tickets(text: &[u8]) -> Result<Vec<Basket>, ReadError> {
    let mut reader = csv::Reader::from_reader(text);
    let mut tickets: BTreeMap<u64, Basket> = BTreeMap::new();
    for row in reader.records() {
        let row = row?;
        let ticket = row.get(2).and_then(|number| number.trim().parse().ok());
        let item = row
            .get(3)
            .map(str::trim)
            .filter(|item| !item.is_empty() && *item != "NONE");
        if let (Some(ticket), Some(item)) = (ticket, item) {
            tickets.entry(ticket).or_default().add(item);
        }
    }
    if tickets.is_empty() {
        Err(ReadError::Empty)
    } else {
        Ok(tickets.into_values().collect())
    }
}

/// Whether the text is of tickets rather than of plain baskets.
pub fn is_tickets(text: &[u8]) -> bool {
    text.starts_with(b"Date,Time,Transaction,Item")
}

/// The price of an item of a file: 1,000 + 500 × (CRC32 of its name mod 190) rupiah.
pub fn file_price(item: &str) -> i64 {
    1_000 + 500 * i64::from(crc32fast::hash(item.as_bytes()) % 190)
}

/// Every item of the baskets, once, by name.
pub fn items(baskets: &[Basket]) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = baskets
        .iter()
        .flat_map(|basket| &basket.items)
        .map(|(name, _)| name.clone())
        .collect();
    names.into_iter().collect()
}

/// The sums of the baskets under a price each.
pub fn expected(baskets: &[Basket], price: impl Fn(&str) -> i64) -> Expected {
    let mut sums = Expected::default();
    for basket in baskets {
        sums.count += 1;
        for (item, count) in &basket.items {
            sums.lines += 1;
            sums.revenue += count * price(item);
        }
    }
    sums
}

/// Baskets of 1 to 8 items from a fixed seed, popular items first.
pub fn generated(names: &[String], count: usize, seed: u64) -> Vec<Basket> {
    const SIZES: [u32; 8] = [22, 25, 20, 13, 9, 6, 3, 2];
    const PIECES: [u32; 4] = [75, 17, 6, 2];
    let mut dice = Dice::new(seed);
    let popularity: Vec<u32> = (0..names.len())
        .map(|rank| 100_000 / (rank as u32 + 4))
        .collect();
    let mut basket = || {
        let mut basket = Basket::default();
        for _ in 0..=dice.weighted(&SIZES) {
            let name = &names[dice.weighted(&popularity)];
            for _ in 0..=dice.weighted(&PIECES) {
                basket.add(name);
            }
        }
        basket
    };
    (0..count).map(|_| basket()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baskets_count_repeated_items_and_skip_nothing_else() {
        let baskets = read_groceries(b"milk,bread,milk\n\nrolls/buns\n cream cheese ,\n").unwrap();
        let shown: Vec<_> = baskets.iter().map(|basket| basket.items.clone()).collect();
        let item = |name: &str, count| (name.to_owned(), count);
        assert_eq!(
            shown,
            [
                vec![item("milk", 2), item("bread", 1)],
                vec![item("rolls/buns", 1)],
                vec![item("cream cheese", 1)]
            ]
        );
        assert!(matches!(read_groceries(b""), Err(ReadError::Empty)));
    }

    #[test]
    fn tickets_gather_by_number_without_none() {
        let text = b"Date,Time,Transaction,Item\n2016-10-30,09:58:11,1,Bread\n2016-10-30,10:05:34,2,NONE\n2016-10-30,10:05:34,3,Tea\n2016-10-30,10:05:34,3,Tea\n";
        let baskets = read_tickets(text).unwrap();
        assert!(is_tickets(text));
        assert_eq!(
            expected(&baskets, |_| 10),
            Expected {
                count: 2,
                lines: 2,
                revenue: 30
            }
        );
    }

    #[test]
    fn the_price_of_an_item_follows_from_its_name() {
        assert_eq!(
            file_price("Bread"),
            1_000 + 500 * i64::from(crc32fast::hash(b"Bread") % 190)
        );
        assert!((1_000..=95_500).contains(&file_price("whole milk")));
    }

    #[test]
    fn generated_baskets_are_the_same_each_time() {
        let names: Vec<_> = (0..50).map(|n| format!("ware {n}")).collect();
        let one = generated(&names, 200, 5);
        assert_eq!(one, generated(&names, 200, 5));
        assert_ne!(one, generated(&names, 200, 6));
        assert!(
            one.iter()
                .all(|basket| (1..=8).contains(&basket.items.len()))
        );
    }
}
