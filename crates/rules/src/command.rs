//! What people and devices ask for, after the door has parsed it: ids, bounded
//! texts and whole numbers, nothing left to check for shape.

use nusa_facts::{
    BillId, BranchId, DocId, OrderId, ProductId, SaleId, TableId, TillNo, TransferId,
    master::Entity,
    sale::{Method, Payment},
    shift::{CashKind, Denomination},
    stock::Decision,
};
use serde::{Deserialize, Serialize};

use crate::{
    bill::{MoveGuests, MoveLines, PayBill, SplitBill},
    kitchen::WantedStation,
    local_staff::WantedLocalStaff,
    order::{PlaceOrder, Step},
    rating::RateDishes,
    table::WantedTable,
};

/// Numbers from here up are provisional: a request gives one to each new row of master data and names
/// it in the rows that refer to it; the centre puts the next free number of the kind in its place.
pub const PROVISIONAL: u32 = 0xF000_0000;

/// A percentage or an amount taken off. A print job keeps it as these words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discount {
    /// Parts per million.
    Percent(i64),
    /// Minor units.
    Amount(i64),
}

/// How much of a product a line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HowMuch {
    /// Thousandths of its unit.
    Milli(i64),
    /// What a label of the shop's scale says: 13 digits (money.md § 7).
    Label(String),
}

/// A line of a sale that is asked for. The node prices it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedLine {
    /// The product.
    pub product: ProductId,
    /// How much of it.
    pub how_much: HowMuch,
    /// A note.
    pub note: Option<String>,
    /// Something off this line.
    pub discount: Option<Discount>,
}

/// A sale that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteSale {
    /// At which till.
    pub till: TillNo,
    /// What.
    pub lines: Vec<WantedLine>,
    /// Something off the whole.
    pub bill_discount: Option<Discount>,
    /// How it is paid.
    pub payments: Vec<Payment>,
    /// The total that the cashier saw.
    pub expected_total: i64,
}

/// A line that comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackLine {
    /// Index of the sale's line.
    pub line: u16,
    /// Thousandths.
    pub quantity_milli: i64,
    /// Back on the shelf, or waste.
    pub restock: bool,
}

/// A refund that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundSale {
    /// At which till.
    pub till: TillNo,
    /// Of which sale.
    pub sale: SaleId,
    /// What comes back.
    pub lines: Vec<BackLine>,
    /// How the money goes back.
    pub method: Method,
    /// Why.
    pub reason: String,
}

/// A product and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The product.
    pub product: ProductId,
    /// Thousandths; signed only in an adjustment.
    pub milli: i64,
}

/// A line of an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrivedLine {
    /// The product.
    pub product: ProductId,
    /// Whole, thousandths.
    pub good_milli: i64,
    /// Damaged, thousandths.
    pub damaged_milli: i64,
}

/// Where goods are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A branch.
    Branch(BranchId),
    /// Back to the warehouse.
    Warehouse,
}

/// Everything that can be asked of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ring up a sale.
    CompleteSale(CompleteSale),
    /// Undo a whole sale of the open shift.
    VoidSale {
        /// The sale.
        sale: SaleId,
        /// Why.
        reason: String,
    },
    /// Take goods back.
    RefundSale(RefundSale),
    /// Make a device a till, or attach a wiped one again.
    RegisterTill {
        /// A number, or the next free one.
        till: Option<TillNo>,
        /// What people call it.
        name: String,
    },
    /// Take a till out of use.
    RetireTill {
        /// The till.
        till: TillNo,
        /// Why.
        reason: String,
    },
    /// Begin a shift.
    OpenShift {
        /// The till.
        till: TillNo,
        /// Cash in the drawer.
        float: i64,
    },
    /// Move cash without a sale.
    MoveCash {
        /// The till.
        till: TillNo,
        /// Which way.
        kind: CashKind,
        /// Minor units.
        amount: i64,
        /// Why.
        reason: String,
    },
    /// Open a drawer without a sale.
    OpenDrawer {
        /// The till.
        till: TillNo,
        /// Why.
        reason: String,
    },
    /// End a shift with a blind count.
    CloseShift {
        /// The till.
        till: TillNo,
        /// The count.
        denominations: Vec<Denomination>,
    },
    /// Set a table up or change it.
    SetTable(WantedTable),
    /// Add somebody to the branch's own staff or change them.
    SetLocalStaff(WantedLocalStaff),
    /// Set a station of the kitchen up or change it.
    SetStation(WantedStation),
    /// The guests of a table left.
    CloseTable {
        /// The table.
        table: TableId,
        /// The sitting that ends.
        sitting: u32,
    },
    /// Order.
    PlaceOrder(PlaceOrder),
    /// Take an order one step on.
    StepOrder {
        /// The order.
        order: OrderId,
        /// Which step.
        step: Step,
    },
    /// Say that lines of an order are cooked.
    ReadyDishes {
        /// The order.
        order: OrderId,
        /// Indexes of its lines.
        lines: Vec<u16>,
    },
    /// Call lines of an order back that were said to be cooked.
    RecallDishes {
        /// The order.
        order: OrderId,
        /// Indexes of its lines.
        lines: Vec<u16>,
    },
    /// Call an order off.
    CancelOrder {
        /// The order.
        order: OrderId,
        /// Why.
        reason: String,
        /// What was served goes back on the shelf.
        restock: bool,
    },
    /// Take the payment of a bill.
    PayBill(PayBill),
    /// Divide a bill among several payers.
    SplitBill(SplitBill),
    /// Put the parts of a bill together again.
    RejoinBill {
        /// The bill.
        bill: BillId,
    },
    /// Move lines to another bill.
    MoveLines(MoveLines),
    /// Take the guests of a table to another one.
    MoveGuests(MoveGuests),
    /// Say how dishes were.
    RateDishes(RateDishes),
    /// Book goods from a supplier.
    ReceiveStock {
        /// What.
        lines: Vec<Amount>,
        /// The delivery note.
        reference: String,
    },
    /// Book a stocktake: what was counted.
    CountStock {
        /// What.
        lines: Vec<Amount>,
        /// A note.
        note: Option<String>,
    },
    /// Put goods right by hand.
    AdjustStock {
        /// What, signed.
        lines: Vec<Amount>,
        /// Why.
        reason: String,
    },
    /// Send goods.
    DispatchTransfer {
        /// The transfer's id, made by the device.
        transfer: TransferId,
        /// Whither.
        to: Destination,
        /// What.
        lines: Vec<Amount>,
        /// A note.
        note: Option<String>,
    },
    /// Book an arrival; no lines means that all came whole.
    ReceiveTransfer {
        /// The transfer.
        transfer: TransferId,
        /// What came.
        lines: Option<Vec<ArrivedLine>>,
        /// A note.
        note: Option<String>,
    },
    /// Decide about goods of a transfer that did not arrive.
    DecideTransfer {
        /// The transfer.
        transfer: TransferId,
        /// What becomes of them.
        decision: Decision,
        /// A note.
        note: Option<String>,
    },
    /// Write rows of master data; ids of new rows are given by the node before the law sees them.
    ChangeMaster {
        /// The rows as they shall be.
        rows: Vec<Entity>,
    },
    /// Apply a quarantined fact again.
    ReapplyFact {
        /// Whose.
        branch: BranchId,
        /// Which.
        doc: DocId,
    },
}
