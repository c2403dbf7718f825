//! The rows of the projections, as the law writes them and the store keeps
//! them. Everything here can be thrown away and rebuilt from facts.

mod local_staff;
mod rating;

use nusa_facts::{
    BillId, BranchId, BusinessDate, CategoryId, ChainId, CommandId, DocId, Hash, Millis, OrderId,
    ProductId, SaleId, ShiftId, StaffId, StationId, TableId, TillNo, TransferId,
    order::TablePlan,
    sale::{Method, ReceiptNo},
    shift::CashKind,
    stock::Location,
};

pub use local_staff::LocalStaffRow;
pub use rating::{RatingRow, Stars};

/// An answered command: the index that makes twice equal to once (I7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandRow {
    /// The device's id.
    pub id: CommandId,
    /// BLAKE3 of the raw body.
    pub hash: Hash,
    /// The first document that answered it.
    pub doc: DocId,
}

/// A till of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TillRow {
    /// Its number.
    pub till: TillNo,
    /// What people call it.
    pub name: String,
    /// No longer in use.
    pub retired: bool,
}

/// A receipt series: one per (mark, till), the mark being that of the chain which gave its numbers. The
/// mark stands in each number and the chain does not, so the series of a number is known from its fact
/// alone, wherever a fork has put that fact and whatever else a node has heard of yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesRow {
    /// The mark in its numbers.
    pub mark: String,
    /// The till.
    pub till: TillNo,
    /// The last number given.
    pub last: u64,
    /// Nothing more comes.
    pub closed: bool,
}

/// What trade adds up to, minor units and counts; the same columns serve hours, staff and shifts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Completed sales, voided ones taken off.
    pub sales: i64,
    /// Voided sales.
    pub voids: i64,
    /// Refunds.
    pub refunds: i64,
    /// Gross of sales.
    pub gross: i64,
    /// Discounts.
    pub discount: i64,
    /// Net.
    pub net: i64,
    /// Service charge.
    pub service: i64,
    /// Taxes.
    pub tax: i64,
    /// Revenue of sales.
    pub total: i64,
    /// Tips.
    pub tip: i64,
    /// Coin rounding.
    pub rounding: i64,
    /// What was to pay.
    pub payable: i64,
    /// Revenue given back by refunds.
    pub refund_total: i64,
    /// Money handed back by refunds.
    pub refund_paid: i64,
}

/// What moved in a drawer, minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DrawerSums {
    /// Cash received for sales.
    pub received: i64,
    /// Change given.
    pub change: i64,
    /// Cash handed back by refunds and voids.
    pub refunds: i64,
    /// Cash put in.
    pub cash_in: i64,
    /// Cash taken out.
    pub cash_out: i64,
    /// Cash taken to the safe.
    pub drops: i64,
    /// Tips paid out.
    pub tips: i64,
}

/// A till's cash period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftRow {
    /// The document that opened it.
    pub id: ShiftId,
    /// Its till.
    pub till: TillNo,
    /// Running number at its till.
    pub n: u64,
    /// Who opened it.
    pub staff: Option<StaffId>,
    /// The business date of everything in it.
    pub business_date: BusinessDate,
    /// When it was opened.
    pub opened_at: Millis,
    /// Cash at the start.
    pub float: i64,
    /// When it was closed, with what was counted and what was expected.
    pub closed: Option<ShiftEnd>,
}

/// How a shift ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftEnd {
    /// The document that closed it.
    pub doc: DocId,
    /// When.
    pub at: Millis,
    /// Sum of the count.
    pub counted: i64,
    /// What should have been there.
    pub expected: i64,
}

/// What became of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaleState {
    /// Paid.
    Completed,
    /// Undone as a whole.
    Voided,
    /// Some of it came back.
    PartlyRefunded,
    /// All of it came back.
    Refunded,
}

/// A sale as lists show it; its full content is its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleRow {
    /// The document that completed it.
    pub id: SaleId,
    /// Its receipt number.
    pub number: ReceiptNo,
    /// When.
    pub at: Millis,
    /// Minutes east of UTC.
    pub tz_offset_min: i16,
    /// The day it is booked on.
    pub business_date: BusinessDate,
    /// Its shift.
    pub shift: Option<ShiftId>,
    /// Who rang it up.
    pub staff: Option<StaffId>,
    /// That person's printed name.
    pub staff_name: String,
    /// The method of its largest payment.
    pub method: Method,
    /// How many lines.
    pub lines: u16,
    /// Revenue.
    pub total: i64,
    /// What was to pay.
    pub payable: i64,
    /// Change given.
    pub change: i64,
    /// What became of it.
    pub state: SaleState,
    /// Money handed back so far.
    pub refunded: i64,
    /// The first eight hex digits of its document's hash, as printed.
    pub doc_short: String,
}

/// A table of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The table.
    pub id: TableId,
    /// The part of the house it stands in; may be empty.
    pub area: String,
    /// What stands on it.
    pub label: String,
    /// How many people sit there.
    pub seats: u16,
    /// Whether guests may sit there.
    pub active: bool,
}

impl From<&TablePlan> for TableRow {
    fn from(plan: &TablePlan) -> Self {
        Self {
            id: plan.table,
            area: plan.area.clone(),
            label: plan.label.clone(),
            seats: plan.seats,
            active: plan.active,
        }
    }
}

/// A station of a branch's kitchen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationRow {
    /// The station.
    pub id: StationId,
    /// What people call it.
    pub name: String,
    /// The categories that are cooked there.
    pub categories: Vec<CategoryId>,
    /// Whether anything is cooked there.
    pub active: bool,
}

/// What became of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// *Menunggu*: nobody cooks it yet.
    Placed,
    /// *Diproses*: the kitchen began.
    Started,
    /// *Selesai*: it was served and left the shelf.
    Finished,
    /// *Dibatalkan*.
    Cancelled,
}

impl OrderState {
    /// Every state, in order.
    pub const ALL: [Self; 4] = [Self::Placed, Self::Started, Self::Finished, Self::Cancelled];

    /// The word on the wire and in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Started => "started",
            Self::Finished => "finished",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody still waits for it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Placed | Self::Started)
    }
}

/// An order as lists show it; its full content is its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The document that placed it.
    pub id: OrderId,
    /// The day it is booked on.
    pub business_date: BusinessDate,
    /// Its running number of that day.
    pub n: u32,
    /// The table it is brought to; none over the counter and to a door.
    pub table: Option<TableId>,
    /// The sitting of that table; 0 for none.
    pub sitting: u32,
    /// When it was placed.
    pub at: Millis,
    /// Sum of its lines' gross.
    pub gross: i64,
    /// What became of it.
    pub state: OrderState,
    /// When the kitchen began.
    pub started_at: Option<Millis>,
    /// When it was served or called off.
    pub ended_at: Option<Millis>,
    /// The lines that were cooked while others were not, by their indexes, in order.
    pub ready: Vec<u16>,
    /// The bill that it comes to.
    pub bill: BillId,
}

impl OrderRow {
    /// The lines of an order that are cooked, of so many: all of one that was served.
    pub fn cooked(&self, lines: usize) -> Vec<u16> {
        if self.state == OrderState::Finished {
            (0..).take(lines).collect()
        } else {
            self.ready.clone()
        }
    }
}

/// How a bill stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillState {
    /// Somebody has to pay it; it may still grow.
    Open,
    /// It was divided: its parts are paid instead.
    Split,
    /// It is a part of another bill now.
    Joined,
    /// A sale paid it.
    Paid,
}

impl BillState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Split, Self::Joined, Self::Paid];

    /// The word on the wire and in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Split => "split",
            Self::Joined => "joined",
            Self::Paid => "paid",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A bill; what it comes to is the law's to say, from its orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// The document of its first order, or the id of the part.
    pub id: BillId,
    /// The table whose guests pay it; none over the counter and to a door.
    pub table: Option<TableId>,
    /// The sitting of that table; 0 for none.
    pub sitting: u32,
    /// The day of its first order.
    pub business_date: BusinessDate,
    /// When it began.
    pub at: Millis,
    /// Rises with whatever happens to it, from 1: whoever pays or divides names it.
    pub version: u32,
    /// How it stands.
    pub state: BillState,
    /// The bill that it is a part of, or that it was joined to.
    pub parent: Option<BillId>,
    /// Of a part, the document that divided the bill: its amounts stand there.
    pub split: Option<DocId>,
    /// The sale that paid it.
    pub sale: Option<SaleId>,
}

/// Goods went from one location to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The document that moved them.
    pub doc: DocId,
    /// Its line.
    pub line: u16,
    /// Whence.
    pub from: Location,
    /// Whither.
    pub to: Location,
    /// What.
    pub product: ProductId,
    /// How much, thousandths, above zero.
    pub milli: i64,
    /// When.
    pub at: Millis,
}

/// What a product did on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProductSums {
    /// Sold, thousandths, voids taken off.
    pub sold_milli: i64,
    /// Brought back, thousandths.
    pub returned_milli: i64,
    /// Net of the sold lines.
    pub net: i64,
    /// Revenue of the sold lines.
    pub total: i64,
    /// Revenue given back.
    pub refund_total: i64,
}

/// What a method brought on a day, net of change; refunds are taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MethodSums {
    /// Payments.
    pub count: i64,
    /// Minor units.
    pub amount: i64,
}

/// Cash that moved without a sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashRow {
    /// The document.
    pub doc: DocId,
    /// Its shift.
    pub shift: ShiftId,
    /// Which way.
    pub kind: CashKind,
    /// Minor units.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Millis,
}

/// A transfer as its sender knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferRow {
    /// The transfer.
    pub id: TransferId,
    /// The document that sent it.
    pub doc: DocId,
    /// Its hash.
    pub dispatch: Hash,
    /// Whence.
    pub from: Location,
    /// Whither.
    pub to: Location,
    /// When it left.
    pub at: Millis,
}

/// A transfer as its receiver booked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivalRow {
    /// The transfer.
    pub id: TransferId,
    /// The document that received it.
    pub doc: DocId,
    /// When.
    pub at: Millis,
}

/// What the centre decided about goods of a transfer that did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementRow {
    /// The transfer.
    pub id: TransferId,
    /// The document that decided.
    pub doc: DocId,
    /// When.
    pub at: Millis,
}

/// A fact that was put aside, kept by the centre's facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantineRow {
    /// Whose fact.
    pub branch: BranchId,
    /// The document.
    pub doc: DocId,
    /// Its chain.
    pub chain: ChainId,
    /// Its sequence.
    pub seq: u64,
    /// Why.
    pub reason: String,
    /// When it was put aside.
    pub at: Millis,
}

/// A receipt number that stands on two receipts of clones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedRow {
    /// Whose number.
    pub branch: BranchId,
    /// The number.
    pub number: ReceiptNo,
    /// The documents that carry it, in order of id.
    pub docs: Vec<DocId>,
}
