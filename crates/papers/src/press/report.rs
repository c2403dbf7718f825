//! What a sales report on pages says. Every figure is the answer that the office's screens get; here they
//! only have their places. Adds up nothing.

use serde::Serialize;

use super::Shop;

/// The sales report of some days.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SalesReport {
    /// Whose it is; without a name where it is of a whole company.
    pub shop: Shop,
    /// The branches that it adds up, by name; none where it is of all.
    pub places: Vec<String>,
    /// How many branches that are.
    pub place_count: usize,
    /// What the days are.
    pub kind: Kind,
    /// The first business date, YYYY-MM-DD.
    pub from: String,
    /// The last one.
    pub to: String,
    /// When it was made, with the zone.
    pub made_at: String,
    /// What stands above everything.
    pub figures: Figures,
    /// From gross to revenue, each with its word, those without an amount left out.
    pub sums: Vec<Sum>,
    /// Minor units of one unit of money: what a scale divides by.
    pub unit: i64,
    /// Payments by method, the largest first.
    pub methods: Vec<Method>,
    /// Revenue by hour of the local day: every hour between the first and the last with trade.
    pub hours: Vec<Bar>,
    /// Trade by business day, the empty ones too.
    pub days: Vec<Trade>,
    /// Trade by month where the days lie in several; the key is YYYY-MM.
    pub months: Vec<Trade>,
    /// Trade by branch where there are several.
    pub branches: Vec<Trade>,
    /// What was sold most.
    pub best: Vec<Sold>,
    /// What was sold least, of everything that is on sale.
    pub least: Vec<Sold>,
    /// Of everything on sale how much was not sold at all.
    pub unsold: usize,
    /// What guests said; none where nobody did.
    pub rated: Option<Rated>,
    /// Shelves that are empty or nearly so, the lowest first.
    pub low: Vec<Low>,
    /// Who sold, the most first.
    pub staff: Vec<Trade>,
    /// Receipts, the newest first.
    pub history: Vec<Receipt>,
    /// Older receipts that are not on it; none where it has all.
    pub older: Option<String>,
}

/// What the days of a report are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One day.
    Day,
    /// From the first to the last of a month.
    Month,
    /// Any others.
    #[default]
    Range,
}

/// What stands above everything.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Revenue less what was given back.
    pub revenue: String,
    /// How many sales.
    pub sales: String,
    /// Revenue of a sale on average; none without sales.
    pub average: Option<String>,
    /// What was given back.
    pub refunds: String,
}

/// One of the sums.
#[derive(Clone, Debug, Serialize)]
pub struct Sum {
    /// The word of money.md for it: `gross`, `discount`, ...
    pub word: &'static str,
    /// How much.
    pub amount: String,
}

/// What a method brought.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// The method as people read it.
    pub name: &'static str,
    /// How many payments.
    pub count: String,
    /// How much.
    pub amount: String,
}

/// A bar of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// The hour, 0 to 23.
    pub key: String,
    /// How high: minor units.
    pub value: i64,
}

/// Trade of a day, a month, a branch or a person.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Trade {
    /// The day, the month or the name.
    pub key: String,
    /// How many sales.
    pub sales: String,
    /// Revenue of sales.
    pub total: String,
    /// What was given back; none where nothing was.
    pub refunds: Option<String>,
    /// Revenue less what was given back.
    pub revenue: String,
    /// The same in minor units, for a chart.
    pub value: i64,
}

/// How much of something was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sold {
    /// What.
    pub name: String,
    /// What was sold and kept, in its unit.
    pub sold: String,
    /// What it brought.
    pub revenue: String,
}

/// What guests said of dishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rated {
    /// The average of all: `4,3`.
    pub average: String,
    /// How many ratings.
    pub times: String,
    /// Ratings below which a dish is left out: one guest alone is no average.
    pub least: i64,
    /// The best, the best first.
    pub best: Vec<Stars>,
    /// The worst, the worst first. No dish is both.
    pub worst: Vec<Stars>,
}

/// How a dish was rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stars {
    /// Which.
    pub name: String,
    /// Its average: `4,3`.
    pub average: String,
    /// How many rated it.
    pub times: String,
}

/// A shelf that is low.
#[derive(Clone, Debug, Serialize)]
pub struct Low {
    /// What.
    pub name: String,
    /// Where; none for the warehouse.
    pub place: Option<String>,
    /// How much is left, with its unit.
    pub level: String,
    /// Nothing is left.
    pub empty: bool,
}

/// A receipt of the history.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// When, local, without the zone.
    pub at: String,
    /// Its number.
    pub number: String,
    /// The branch, where there are several.
    pub place: Option<String>,
    /// Who sold.
    pub cashier: String,
    /// The method of its largest payment.
    pub method: &'static str,
    /// How much.
    pub total: String,
    /// What became of it since; none where nothing did.
    pub state: Option<&'static str>,
    /// It was undone.
    pub voided: bool,
}
