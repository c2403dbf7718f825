//! What phones of guests are shown, and what the house sees of them: the menu, a
//! table's drafts, calls. Nothing here tells one table of another.

use nusa_facts::{Millis, order::OrderLine};
use nusa_rules::{Refusal, guest::CallKind, order::WantedDish, rows::TableRow};
use serde::Serialize;
use utoipa::ToSchema;

use super::orders::{OrderView, TableView};

/// A choice by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChoiceView {
    /// The modifier group's number.
    pub group: u32,
    /// The option's number within the group.
    pub option: u32,
}

/// The shop that a guest sits in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShopView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// ISO 4217 code of its money.
    pub currency: String,
    /// Minutes that its clocks are ahead of UTC.
    pub tz_offset_min: i16,
}

/// What anybody may know who stands at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DoorView {
    /// The shop.
    pub branch: ShopView,
    /// Whether a guest may type what stands on its table.
    pub typed_tables: bool,
}

/// A guest at a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GuestView {
    /// The phone.
    pub guest: String,
    /// What the guest is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The table.
    pub table: String,
    /// What stands on it.
    pub label: String,
    /// The part of the house.
    pub area: String,
    /// The sitting.
    pub sitting: u32,
    /// The shop.
    pub branch: ShopView,
    /// Whether a guest may type what stands on its table.
    pub typed_tables: bool,
}

/// A dish of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MenuDishView {
    /// The product's number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: u32,
    /// Its unit.
    pub unit: String,
    /// Minor units for `per_milli`.
    pub price: i64,
    /// The quantity that the price is for, thousandths.
    pub per_milli: i64,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Whether there is none left.
    pub sold_out: bool,
    /// The questions that are asked with it.
    pub groups: Vec<u32>,
    /// What guests gave it of late, hundredths of a star; absent where the shop does not show it, or too few
    /// rated it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stars: Option<i64>,
}

/// A part of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MenuPartView {
    /// The category's number.
    pub id: u32,
    /// Its name.
    pub name: String,
}

/// A line of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftLineView {
    /// The line.
    pub line: String,
    /// The product's number.
    pub product: u32,
    /// Its name; empty for a product that is not sold here any more.
    pub name: String,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
    /// What is chosen with it.
    pub chosen: Vec<ChoiceView>,
    /// The same in words.
    pub chosen_names: Vec<String>,
    /// A note for the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it would come to now, minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross: Option<i64>,
    /// Why it cannot be ordered now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

impl DraftLineView {
    /// A line with what the law says of it.
    pub fn of(line: String, wanted: &WantedDish, priced: Result<&OrderLine, &Refusal>) -> Self {
        Self {
            line,
            product: wanted.product.0,
            name: priced.map(|line| line.name.clone()).unwrap_or_default(),
            quantity_milli: wanted.quantity_milli,
            chosen: Vec::new(),
            chosen_names: priced.map_or(Vec::new(), |line| {
                line.chosen
                    .iter()
                    .map(|chosen| chosen.name.clone())
                    .collect()
            }),
            note: wanted.note.clone(),
            gross: priced.map(|line| line.gross).ok(),
            trouble: priced.err().map(|refusal| refusal.code.word().to_owned()),
        }
    }
}

/// What a guest chose and has not ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftView {
    /// The table.
    pub table: String,
    /// What stands on it.
    pub label: String,
    /// The sitting.
    pub sitting: u32,
    /// The phone.
    pub guest: String,
    /// What the guest is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The lines; none once they are ordered or taken away.
    pub lines: Vec<DraftLineView>,
    /// Sum of the lines that can be ordered, minor units.
    pub gross: i64,
}

/// A call of a guest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CallView {
    /// The call.
    pub call: String,
    /// The table.
    pub table: String,
    /// What stands on it.
    pub label: String,
    /// The sitting.
    pub sitting: u32,
    /// waiter or bill.
    pub kind: String,
    /// Who called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest: Option<String>,
    /// When.
    pub at: i64,
    /// Whether somebody took it up.
    pub answered: bool,
}

impl CallView {
    /// A call at a table.
    pub fn of(call: String, at: &TableRow, sitting: u32, kind: CallKind, when: Millis) -> Self {
        Self {
            call,
            table: at.id.to_string(),
            label: at.label.clone(),
            sitting,
            kind: kind.word().to_owned(),
            guest: None,
            at: when.0,
            answered: false,
        }
    }
}

/// How long the kitchen's last orders took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaitingView {
    /// So many orders were looked at.
    pub of: usize,
    /// A quarter of them was served within so many seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_s: Option<i64>,
    /// Three quarters of them were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_s: Option<i64>,
}

impl WaitingView {
    /// Quartiles of how long orders took, milliseconds each; nothing is said of fewer than five.
    pub fn of(mut took_ms: Vec<i64>) -> Self {
        const LEAST: usize = 5;
        took_ms.sort_unstable();
        let of = took_ms.len();
        let quartile = |n: usize| took_ms.get(of * n / 4).map(|ms| (ms + 999) / 1_000);
        let known = of >= LEAST;
        Self {
            of,
            low_s: quartile(1).filter(|_| known),
            high_s: quartile(3).filter(|_| known),
        }
    }
}

/// Everything of one table, or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardView {
    /// How far this is; the feed goes on from here.
    pub cursor: String,
    /// Orders that somebody waits for and those of running sittings, the oldest first.
    pub orders: Vec<OrderView>,
    /// The tables.
    pub tables: Vec<TableView>,
    /// What is chosen and not ordered.
    pub drafts: Vec<DraftView>,
    /// Calls that nobody took up.
    pub calls: Vec<CallView>,
    /// How long the kitchen's last orders took.
    pub waiting: WaitingView,
}

/// The code of a table's running sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableCodeView {
    /// The table.
    pub table: String,
    /// The part of the house.
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// The sitting that the code is for.
    pub sitting: u32,
    /// What the printed code opens, behind the node's own address.
    pub path: String,
    /// The same whole, under the address by which phones of the house reach the node; none where it listens to
    /// its own machine alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::WaitingView;

    #[test]
    fn of_few_orders_nothing_is_said_and_of_many_their_quartiles() {
        let few = WaitingView::of(vec![60_000; 4]);
        assert_eq!((few.of, few.low_s, few.high_s), (4, None, None));
        let many = WaitingView::of(vec![480_000, 60_000, 120_000, 240_000, 360_000, 300_500]);
        assert_eq!((many.low_s, many.high_s), (Some(120), Some(360)));
    }
}
