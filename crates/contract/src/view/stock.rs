//! Stock as the office shows it: levels of a place, where a product lies, how each
//! level came to be, stocktakes, and transfers with what became of them.

use serde::Serialize;
use utoipa::ToSchema;

/// How much of a product lies at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StockRow {
    /// The product's number; also the cursor of the list.
    pub product: u32,
    /// The shop's own code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its category's number.
    pub category: u32,
    /// Its picture's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Thousandths of the unit; negative when more was sold than was booked.
    pub level_milli: i64,
    /// habis (0 or less), menipis (up to 10 units) or aman.
    pub state: String,
    /// What all branches hold together; for the warehouse alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branches_milli: Option<i64>,
    /// What is on the road; for the warehouse alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_road_milli: Option<i64>,
}

/// Goods by where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct StockSummary {
    /// In the warehouse; at a branch on its shelf.
    pub warehouse_milli: i64,
    /// Products of which ten units or fewer are there.
    pub warehouse_low: usize,
    /// On the road.
    pub road_milli: i64,
    /// Transfers on the road.
    pub road_transfers: usize,
    /// When the oldest of them left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub road_oldest_at: Option<i64>,
    /// In all branches.
    pub branches_milli: i64,
    /// Neither whole nor damaged among what arrived, with nobody having decided.
    pub short_milli: i64,
    /// Transfers that this is about.
    pub to_decide: usize,
}

/// Where a product lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpreadView {
    /// In the warehouse.
    pub warehouse_milli: i64,
    /// On the road, transfer by transfer.
    pub on_road: Vec<RoadView>,
    /// In branches, the most first.
    pub branches: Vec<ShelfView>,
}

/// Goods on the road.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoadView {
    /// The transfer.
    pub transfer: String,
    /// Whither: `branch:3` or `warehouse`.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// Thousandths.
    pub milli: i64,
    /// When it left.
    pub at: i64,
}

/// A branch's shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShelfView {
    /// The branch.
    pub branch: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Thousandths.
    pub level_milli: i64,
    /// habis, menipis or aman.
    pub state: String,
    /// When the branch was heard last: what it sold since is not in the level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<i64>,
}

/// One line of a level's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MovementView {
    /// When.
    pub at: i64,
    /// The document.
    pub doc: String,
    /// sold, voided, returned, received, counted, adjusted, dispatched, arrived, decided, served, recalled,
    /// called_off or other.
    pub kind: String,
    /// Thousandths that came (above zero) or went.
    pub change_milli: i64,
    /// The level after it.
    pub level_milli: i64,
    /// Whence.
    pub from: String,
    /// Whither.
    pub to: String,
    /// The receipt of a sale, a void or a refund.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt_no: Option<String>,
    /// The transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer: Option<String>,
    /// The delivery note, the reason or the note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
}

/// A page of a level's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MovementsView {
    /// The lines, the newest first.
    pub items: Vec<MovementView>,
    /// The cursor for the page after this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The level now.
    pub level_milli: i64,
}

/// A stocktake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StocktakeView {
    /// The document.
    pub doc: String,
    /// Whose shelf; 0 is the warehouse.
    pub branch: u32,
    /// When.
    pub at: i64,
    /// Who counted.
    pub staff_name: String,
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Products counted.
    pub lines: usize,
    /// Products that differed.
    pub variance_lines: usize,
    /// Found more, thousandths.
    pub found_milli: i64,
    /// Missing, thousandths.
    pub missing_milli: i64,
    /// What was counted; a list of many leaves it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CountedView>,
}

/// One product of a stocktake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountedView {
    /// The product's number.
    pub product: u32,
    /// Its name at the time.
    pub name: String,
    /// The level at that moment.
    pub expected_milli: i64,
    /// What was counted.
    pub counted_milli: i64,
    /// Counted less expected; this moved.
    pub variance_milli: i64,
}

/// Goods that were received from a supplier, or put right by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryView {
    /// The document.
    pub doc: String,
    /// Whose place; 0 is the warehouse.
    pub branch: u32,
    /// When.
    pub at: i64,
    /// receipt or adjustment.
    pub kind: String,
    /// Who did it.
    pub staff_name: String,
    /// The delivery note, or the reason.
    pub reason: String,
    /// What, signed in an adjustment.
    pub lines: Vec<super::goods::GoodsView>,
}

/// A transfer with what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferRowView {
    /// The transfer.
    pub transfer: String,
    /// The last eight characters of its id, for people.
    pub no: String,
    /// Whence: `warehouse` or `branch:3`; the name that a branch was told.
    pub from: String,
    /// Its name.
    pub from_name: String,
    /// Whither.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// When it left.
    pub at: i64,
    /// Who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// The sender's note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// road, received, short or decided.
    pub state: String,
    /// When it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<i64>,
    /// Who received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_by: Option<String>,
    /// The receiver's note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival_note: Option<String>,
    /// What was sent in all, thousandths.
    pub sent_milli: i64,
    /// What came whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good_milli: Option<i64>,
    /// What came damaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damaged_milli: Option<i64>,
    /// What did not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_milli: Option<i64>,
    /// Product by product.
    pub lines: Vec<TransferLineView>,
    /// What was decided about what did not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionView>,
}

/// One product of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TransferLineView {
    /// The product's number.
    pub product: u32,
    /// Its name at the time.
    pub name: String,
    /// What was sent, thousandths.
    pub quantity_milli: i64,
    /// What came whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good_milli: Option<i64>,
    /// What came damaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damaged_milli: Option<i64>,
    /// What did not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_milli: Option<i64>,
}

/// What was decided about goods that did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecisionView {
    /// When.
    pub at: i64,
    /// Who decided.
    pub staff_name: String,
    /// return or write_off.
    pub action: String,
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
