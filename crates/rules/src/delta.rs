//! What a fact changes in the projections, one variant a table. The store adds
//! and writes what it is told and decides nothing (I2).

use nusa_facts::{
    BillId, BusinessDate, ChainId, DocId, Hash, Millis, OrderId, ProductId, SaleId, ShiftId,
    StaffId, TableId, TillNo, bill::OrderedLine, sale::Method, stock::Location,
};

use crate::rows::{
    ArrivalRow, BillRow, CashRow, CommandRow, DrawerSums, LocalStaffRow, MethodSums, Movement,
    OrderRow, OrderState, ProductSums, QuarantineRow, RatingRow, RepeatedRow, SaleRow, SaleState,
    SettlementRow, ShiftEnd, ShiftRow, StationRow, Sums, TableRow, TillRow, TransferRow,
};

/// One change of one projection of the branch whose fact it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delta {
    /// A command was answered; a second document of the same command changes nothing here.
    Answered(CommandRow),
    /// A till is now so.
    Till(TillRow),
    /// A series gave this number (the greatest wins), or was closed.
    Series {
        /// The mark in the number.
        mark: String,
        /// The till.
        till: TillNo,
        /// The number.
        last: u64,
        /// Nothing more comes.
        closed: bool,
    },
    /// A shift began.
    ShiftOpened(ShiftRow),
    /// A shift ended.
    ShiftClosed {
        /// The shift.
        shift: ShiftId,
        /// How.
        end: ShiftEnd,
    },
    /// Trade of a shift.
    ShiftSums {
        /// The shift.
        shift: ShiftId,
        /// What is added.
        add: Sums,
    },
    /// A drawer's sums.
    Drawer {
        /// The shift.
        shift: ShiftId,
        /// What is added.
        add: DrawerSums,
    },
    /// What a method brought in a shift, net of change.
    ShiftMethod {
        /// The shift.
        shift: ShiftId,
        /// The method.
        method: Method,
        /// What is added.
        add: MethodSums,
    },
    /// Cash moved.
    Cash(CashRow),
    /// A sale was completed.
    Sale(SaleRow),
    /// A sale changed its state; `refunded` is added.
    SaleState {
        /// The sale.
        sale: SaleId,
        /// What it now is.
        state: SaleState,
        /// Money handed back now.
        refunded: i64,
    },
    /// A line of a sale came back, in part or whole; added to what came before.
    Returned {
        /// The sale.
        sale: SaleId,
        /// The line.
        line: u16,
        /// Thousandths.
        milli: i64,
    },
    /// Goods moved: the store writes the movement, takes from one level and adds to the other.
    Moved(Movement),
    /// Trade of an hour.
    Hour {
        /// Business date.
        date: BusinessDate,
        /// Local hour, 0 to 23.
        hour: u8,
        /// What is added.
        add: Sums,
    },
    /// Trade of a member of staff on a day.
    Staff {
        /// Business date.
        date: BusinessDate,
        /// The person.
        staff: StaffId,
        /// What is added.
        add: Sums,
    },
    /// Trade of a product on a day.
    Product {
        /// Business date.
        date: BusinessDate,
        /// The product.
        product: ProductId,
        /// What is added.
        add: ProductSums,
    },
    /// What a method brought on a day.
    Method {
        /// Business date.
        date: BusinessDate,
        /// The method.
        method: Method,
        /// What is added.
        add: MethodSums,
    },
    /// A table is now so.
    Table(TableRow),
    /// A station of the kitchen is now so.
    Station(StationRow),
    /// Somebody whom the branch added to its staff is now so.
    LocalStaff(LocalStaffRow),
    /// A sitting of a table ended; the greatest wins.
    Sitting {
        /// The table.
        table: TableId,
        /// The sitting that ended.
        ended: u32,
    },
    /// An order was placed.
    Order(OrderRow),
    /// An order changed its state.
    OrderState {
        /// The order.
        order: OrderId,
        /// What it now is.
        state: OrderState,
        /// When.
        at: Millis,
    },
    /// The lines of an order that are cooked while others are not are now these.
    DishesReady {
        /// The order.
        order: OrderId,
        /// Indexes of its lines, in order.
        ready: Vec<u16>,
    },
    /// An order that was served stands started again.
    OrderReopened {
        /// The order.
        order: OrderId,
    },
    /// Orders that are open hold so much more of a product, or less.
    Reserved {
        /// The product.
        product: ProductId,
        /// Thousandths, added.
        milli: i64,
    },
    /// A bill began; one that is there already stays.
    Bill(BillRow),
    /// Something happened to a bill.
    BillTouched {
        /// The bill.
        bill: BillId,
    },
    /// A sale paid a bill; the first one stays.
    BillPaid {
        /// The bill.
        bill: BillId,
        /// The sale.
        sale: SaleId,
    },
    /// The sale that paid a bill was undone.
    BillUnpaid {
        /// The bill.
        bill: BillId,
        /// The sale.
        sale: SaleId,
    },
    /// A guest said something of a dish, or to the shop.
    Rating(RatingRow),
    /// A line of an order was rated; the first document that did stays.
    LineRated {
        /// The line.
        ordered: OrderedLine,
        /// The document that rated it.
        doc: DocId,
    },
    /// A dish was given so many stars once more on a day.
    Starred {
        /// Business date.
        date: BusinessDate,
        /// The product.
        product: ProductId,
        /// 1 to 5.
        stars: u8,
    },
    /// Something that reaches over several bills or orders: applied alone, in its turn.
    Across(Across),
    /// Goods left.
    Dispatched(TransferRow),
    /// Goods arrived.
    Arrived(ArrivalRow),
    /// It was decided about goods that did not arrive.
    Settled(SettlementRow),
    /// A chain's head was signed.
    Sealed {
        /// The chain.
        chain: ChainId,
        /// The sequence.
        seq: u64,
        /// The hash there.
        hash: Hash,
        /// The signature, hex.
        signature: String,
        /// When.
        at: Millis,
    },
    /// The centre put a branch's fact aside.
    Quarantined(QuarantineRow),
    /// The centre applied it after all.
    Reapplied {
        /// Whose fact.
        branch: nusa_facts::BranchId,
        /// The document.
        doc: DocId,
    },
    /// The centre found a number on two receipts.
    Repeated(RepeatedRow),
}

/// A change of many rows at once, by what stands there in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// A bill was divided; its parts begin by deltas of their own.
    Split {
        /// The bill.
        bill: BillId,
    },
    /// The parts of a bill that are not paid are gone, and it is open again.
    Rejoined {
        /// The bill.
        bill: BillId,
    },
    /// A line of an order is of this bill now.
    Line {
        /// The line.
        ordered: OrderedLine,
        /// The bill.
        to: BillId,
    },
    /// All of an open bill is of another one now.
    Joined {
        /// The bill that ends.
        from: BillId,
        /// The one that goes on.
        to: BillId,
    },
    /// The orders and bills of a sitting are another one's.
    Guests {
        /// The table and its sitting before.
        from: (TableId, u32),
        /// The table and its sitting now.
        to: (TableId, u32),
    },
}

/// What the store must look up before the deltas of a fact can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing but the fact.
    Nothing,
    /// A sale with its document and what has come back of it.
    Sale(SaleId),
    /// A shift.
    Shift(ShiftId),
    /// Whether a transfer has been received by this branch.
    Arrival(nusa_facts::TransferId),
    /// Whether a transfer has been sent by this branch.
    Dispatch(nusa_facts::TransferId),
    /// An order with its document.
    Order(OrderId),
    /// A bill, and another one where two are spoken of.
    Bill(BillId, Option<BillId>),
    /// A till.
    Till(TillNo),
    /// Who has a number that the branch gave.
    LocalStaff(StaffId),
    /// Whether it was decided about a transfer by this writer.
    Settlement(nusa_facts::TransferId),
}

/// A location as a level's key: the owner of the fact that moved the goods keys it too.
pub type Level = (Location, ProductId);
