//! Why the shop says no. Each refusal has a stable code, the field it is about
//! where there is one, and a sentence for people; it never changes anything.

use nusa_facts::DocError;
use nusa_money::MoneyError;

use crate::Right;

/// The law's answer to a command that it will not obey.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Refusal {
    /// The stable code.
    pub code: Code,
    /// The field it is about, as a path: `lines[2].quantity_milli`.
    pub field: Option<String>,
    /// What is wrong, in a sentence.
    pub detail: String,
    /// What goes with the code: a new quote's total, a level, a version.
    pub facts: Vec<(&'static str, i64)>,
    /// The right of somebody whose approval would let it through.
    pub approval: Option<Right>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:literal;)*) => {
        /// The stable codes of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, for the snapshot of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word on the wire.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The kind of refusal, as HTTP would number it; kept here so that a code has one home.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
        }
    };
}

codes! {
    /// The person may not do this here.
    Forbidden = "forbidden", 403;
    /// The person may do this only when somebody who may approves it.
    ApprovalNeeded = "approval_needed", 403;
    /// The branch has not compared its people with the centre's for too long.
    PeopleStale = "people_stale", 409;
    /// No such till, or it is retired.
    TillUnknown = "till_unknown", 404;
    /// All 99 numbers are taken, or this one is.
    TillTaken = "till_taken", 409;
    /// The branch does not trade any more.
    BranchClosed = "branch_closed", 409;
    /// A shift must be opened first.
    ShiftNotOpen = "shift_not_open", 409;
    /// A shift is open at this till already.
    ShiftOpen = "shift_open", 409;
    /// No such product in this branch.
    ProductUnknown = "product_unknown", 404;
    /// The product was retired.
    ProductRetired = "product_retired", 409;
    /// The product is sold without keeping stock of it.
    ProductNotStocked = "product_not_stocked", 422;
    /// No price is valid now.
    PriceMissing = "price_missing", 409;
    /// The shelf does not hold so much and the branch is strict.
    StockShort = "stock_short", 409;
    /// A quantity that cannot be.
    QuantityInvalid = "quantity_invalid", 422;
    /// A label of a scale that this branch cannot read, or of another product.
    LabelInvalid = "label_invalid", 422;
    /// The guests of a table ordered so much that they wait a little (R39).
    GuestOrdersMany = "guest_orders_many", 429;
    /// An amount that cannot be.
    AmountInvalid = "amount_invalid", 422;
    /// A discount above what the role may give.
    DiscountTooHigh = "discount_too_high", 403;
    /// A sale or count without lines.
    LinesMissing = "lines_missing", 422;
    /// More lines than a document holds.
    LinesTooMany = "lines_too_many", 422;
    /// The same product or line twice where it may stand once.
    LineRepeated = "line_repeated", 422;
    /// A text that is empty or too long.
    TextInvalid = "text_invalid", 422;
    /// The total is not the one the cashier saw.
    TotalChanged = "total_changed", 409;
    /// Too little was paid.
    PaymentShort = "payment_short", 422;
    /// More was paid without cash than is due.
    PaymentOver = "payment_over", 422;
    /// A method that this branch does not take.
    MethodNotTaken = "method_not_taken", 422;
    /// A method that needs a reference has none.
    ReferenceMissing = "reference_missing", 422;
    /// No such table is in use here.
    TableUnknown = "table_unknown", 404;
    /// Another table that is in use has this label.
    TableTaken = "table_taken", 409;
    /// The guests of that sitting left.
    SittingOver = "sitting_over", 409;
    /// An order of the table is not finished.
    OrdersOpen = "orders_open", 409;
    /// No such order here.
    OrderUnknown = "order_unknown", 404;
    /// An order goes one step at a time, and not back.
    NoSuchStep = "no_such_step", 409;
    /// No such bill here.
    BillUnknown = "bill_unknown", 404;
    /// Something happened to the bill since it was shown.
    BillChanged = "bill_changed", 409;
    /// What a table's guests had is not paid.
    BillUnpaid = "bill_unpaid", 409;
    /// A sale paid the bill.
    BillPaid = "bill_paid", 409;
    /// The bill was divided: its parts are paid.
    BillDivided = "bill_divided", 409;
    /// The bill is a part of another one now.
    BillJoined = "bill_joined", 409;
    /// The amounts of a part were fixed when its bill was divided.
    BillFixed = "bill_fixed", 409;
    /// What was not served cannot be rated.
    NotServed = "not_served", 409;
    /// The guest rated the dish already.
    DishRated = "dish_rated", 409;
    /// Guests are not offered the product.
    NotOnMenu = "not_on_menu", 422;
    /// Something is chosen that is not asked for with the product.
    ModifierUnknown = "modifier_unknown", 422;
    /// Too few or too many are chosen, or one twice.
    ModifierCount = "modifier_count", 422;
    /// No such sale here.
    SaleUnknown = "sale_unknown", 404;
    /// The sale was made by another branch.
    RefundAtOrigin = "refund_at_origin", 409;
    /// The sale was voided.
    SaleVoided = "sale_voided", 409;
    /// Something of the sale came back already.
    SaleRefunded = "sale_refunded", 409;
    /// The sale's shift is closed: refund instead.
    VoidTooLate = "void_too_late", 409;
    /// More comes back than was sold.
    ReturnTooMuch = "return_too_much", 409;
    /// No such transfer, or it is not addressed here.
    TransferUnknown = "transfer_unknown", 404;
    /// The transfer was received already.
    TransferReceived = "transfer_received", 409;
    /// Nothing of the transfer waits for a decision.
    NothingToDecide = "nothing_to_decide", 409;
    /// The transfer's id was used for other goods.
    TransferTaken = "transfer_taken", 409;
    /// More arrives than was sent.
    ArrivalTooMuch = "arrival_too_much", 422;
    /// A destination that cannot be.
    DestinationInvalid = "destination_invalid", 422;
    /// Nothing changes.
    NothingChanges = "nothing_changes", 422;
    /// A row of master data breaks a rule.
    MasterInvalid = "master_invalid", 422;
    /// A code or SKU that another row has.
    MasterTaken = "master_taken", 409;
    /// The centre took the person over, whom a branch had added.
    PersonOfCentre = "person_of_centre", 409;
    /// A branch has added as many people as it may.
    PeopleTooMany = "people_too_many", 409;
    /// No such row.
    MasterUnknown = "master_unknown", 404;
    /// No such fact is put aside.
    FactUnknown = "fact_unknown", 404;
    /// The money engine refuses; its own code is in the detail.
    MoneyRefused = "money_refused", 422;
    /// The sale would not fit into one document.
    DocTooLarge = "doc_too_large", 422;
    /// The command's id was used for another body.
    CommandReused = "command_reused", 422;
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl Refusal {
    /// A refusal about nothing in particular.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            field: None,
            detail: detail.into(),
            facts: Vec::new(),
            approval: None,
        }
    }

    /// A refusal about a field.
    pub fn at(code: Code, field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            ..Self::new(code, detail)
        }
    }

    /// The same, which somebody with this right could approve.
    pub fn approvable(mut self, right: Right) -> Self {
        self.approval = Some(right);
        self
    }

    /// The same with a number that goes along.
    pub fn with(mut self, name: &'static str, value: i64) -> Self {
        self.facts.push((name, value));
        self
    }
}

impl From<MoneyError> for Refusal {
    fn from(error: MoneyError) -> Self {
        Self::new(Code::MoneyRefused, error.code())
    }
}

impl From<DocError> for Refusal {
    fn from(error: DocError) -> Self {
        Self::new(Code::DocTooLarge, error.to_string())
    }
}

/// Why an intact fact cannot be applied: it goes into quarantine and blocks nothing (R4).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Unfit {
    /// A stable code.
    pub code: &'static str,
    /// What is wrong.
    pub detail: String,
}

impl Unfit {
    /// A reason with its code.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}
