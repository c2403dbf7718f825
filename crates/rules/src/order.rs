//! Orders: what guests and waiters ask for, at the branch's own prices, and how an
//! order goes on to the table. Each *Pesan* is an order of its own, so two devices
//! that add to one table never lose a line (D2-08). Knows no payment: of a bill it
//! asks only whether its lines may still change.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BillId, BranchId, CategoryId, Fact, ProductId, TableId,
    limits::MAX_LINES,
    master::{Branch, Price, StockPolicy},
    modifier::ModifierGroup,
    order::{OrderCancelled, OrderFinished, OrderLine, OrderPlaced, OrderStarted, Service},
};
use nusa_money::{self as money, Amount, Quantity, amount::MAX_QUANTITY};

use crate::{
    Actor, Moment, Refusal, Right, Ruling, bill, guest,
    limits::MAX_NAME_CHARS,
    modifier::{self, WantedModifier},
    refusal::Code,
    rows::{BillRow, OrderRow, OrderState, TableRow},
    sale::{ShelfItem, on_sale, price_for, settings_of},
    shift, table, text,
};

/// Where an order is to be brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedService {
    /// To a table, in its sitting.
    Table {
        /// The table.
        table: TableId,
        /// The sitting that whoever orders belongs to.
        sitting: u32,
    },
    /// Over the counter.
    TakeAway,
    /// To a door.
    Delivery,
}

/// A line that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedDish {
    /// The product.
    pub product: ProductId,
    /// Thousandths of its unit.
    pub quantity_milli: i64,
    /// What is chosen with it.
    pub chosen: Vec<WantedModifier>,
    /// A note for the kitchen.
    pub note: Option<String>,
}

/// An order that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOrder {
    /// Where to.
    pub service: WantedService,
    /// Who it is for.
    pub guest: Option<String>,
    /// What.
    pub lines: Vec<WantedDish>,
    /// The sum that whoever orders saw; another one is refused, so that nobody eats at a price that he
    /// was not told (D2-12).
    pub expected_gross: Option<i64>,
}

/// What the law looks at when something is ordered.
#[derive(Clone, Debug)]
pub struct OrderDesk<'a> {
    /// The branch and its settings.
    pub branch: &'a Branch,
    /// The table that is named, if it is known, with its running sitting.
    pub table: Option<(&'a TableRow, u32)>,
    /// The open bill of the table that is named, if it has one: what is ordered comes to it.
    pub bill: Option<BillId>,
    /// The products that are named; `level_milli` is what no open order holds.
    pub products: BTreeMap<ProductId, ShelfItem>,
    /// The questions that are asked with products, all of them, in the order in which they are asked.
    pub modifiers: &'a [ModifierGroup],
    /// The last number of the business day, 0 before the first.
    pub last_n: u32,
    /// What the table ordered in its sitting; read when a guest orders.
    pub at_table: Vec<OrderRow>,
    /// Categories that are kept off the guests' menu; read when a guest orders.
    pub off_menu: BTreeSet<CategoryId>,
}

/// Places an order. Prices are the branch's own (D2-12); a guest orders for the sitting of its own
/// table and for no other (D2-13).
///
/// # Errors
/// `Forbidden`, `BranchClosed`, `TableUnknown`, `SittingOver`, those of the lines (`NotOnMenu` for a
/// guest), `StockShort` at a strict branch, `TotalChanged`, `TextInvalid`.
pub fn decide_place(
    desk: &OrderDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &PlaceOrder,
) -> Result<Ruling, Refusal> {
    may_order(desk, actor, wanted.service)?;
    shift::trading(desk.branch)?;
    let service = service(desk, wanted.service)?;
    if actor.guest.is_some()
        && let Some((row, _)) = desk.table
    {
        guest::may_order_again(&desk.at_table, row.seats, moment)?;
    }
    let lines = dishes(desk, moment, &wanted.lines)?;
    let gross = lines.iter().map(|line| line.gross).sum();
    if let Some(expected) = wanted.expected_gross.filter(|expected| *expected != gross) {
        let detail = "the sum is not the one that was shown";
        return Err(Refusal::at(Code::TotalChanged, "expected_gross", detail)
            .with("gross", gross)
            .with("expected", expected));
    }
    let guest = match &wanted.guest {
        Some(name) => Some(text::bounded("guest", name, MAX_NAME_CHARS)?),
        None => None,
    };
    let n = desk.last_n.saturating_add(1);
    let fact = OrderPlaced {
        n,
        service,
        guest,
        lines,
        gross,
        bill: desk.bill,
    };
    Ok(Ruling::at_branch(moment, Fact::OrderPlaced(fact)))
}

fn may_order(desk: &OrderDesk<'_>, actor: &Actor, service: WantedService) -> Result<(), Refusal> {
    let Some(guest) = actor.guest else {
        return actor.must(Right::TakeOrders, desk.branch.id);
    };
    let own = matches!(service, WantedService::Table { table, sitting }
        if (table, sitting) == (guest.table, guest.sitting));
    if own {
        Ok(())
    } else {
        let detail = "a guest orders for its own table";
        Err(Refusal::at(Code::Forbidden, "service", detail))
    }
}

fn service(desk: &OrderDesk<'_>, wanted: WantedService) -> Result<Service, Refusal> {
    match wanted {
        WantedService::TakeAway => Ok(Service::TakeAway),
        WantedService::Delivery => Ok(Service::Delivery),
        WantedService::Table { table, sitting } => {
            let known = desk.table.filter(|(row, _)| row.id == table && row.active);
            let (row, running) = known.ok_or_else(table::unknown)?;
            if running != sitting {
                return Err(table::over("service"));
            }
            Ok(Service::Table {
                table,
                label: row.label.clone(),
                sitting,
            })
        }
    }
}

/// What dishes come to here and now, and whether they are there.
///
/// # Errors
/// Those of the lines; `StockShort` at a strict branch.
pub fn dishes(
    desk: &OrderDesk<'_>,
    moment: &Moment,
    wanted: &[WantedDish],
) -> Result<Vec<OrderLine>, Refusal> {
    let lines = lines(desk, moment, wanted)?;
    if desk.branch.stock_policy == StockPolicy::Strict {
        on_shelf(desk, &lines)?;
    }
    Ok(lines)
}

fn lines(
    desk: &OrderDesk<'_>,
    moment: &Moment,
    wanted: &[WantedDish],
) -> Result<Vec<OrderLine>, Refusal> {
    if wanted.is_empty() {
        return Err(Refusal::at(
            Code::LinesMissing,
            "lines",
            "nothing is ordered",
        ));
    }
    if wanted.len() > MAX_LINES {
        let detail = format!("an order has at most {MAX_LINES} lines");
        return Err(Refusal::at(Code::LinesTooMany, "lines", detail));
    }
    let together = together(desk, wanted)?;
    let mut found = Vec::with_capacity(wanted.len());
    let mut cart = money::Cart::default();
    for (index, line) in wanted.iter().enumerate() {
        let item = on_sale(&desk.products, index, line.product)?;
        let quantity = together.get(&line.product).copied().unwrap_or(0);
        let price = price_for(desk.branch, moment, index, item, quantity)?;
        let field = format!("lines[{index}].chosen");
        let chosen = modifier::choose(desk.modifiers, line.product, &field, &line.chosen)?;
        cart.lines.push(money::Line {
            per: Quantity(price.per_milli),
            modifiers: chosen.iter().map(|chosen| Amount(chosen.price)).collect(),
            ..money::Line::new(Amount(price.amount), Quantity(line.quantity_milli))
        });
        found.push((item, price, chosen));
    }
    // Taxes and charges are the bill's; what a dish costs is the engine's word all the same.
    let bill = money::quote_bill(&settings_of(desk.branch, Vec::new())?, &cart)?;
    let numbered = wanted.iter().zip(found).zip(&bill.lines).enumerate();
    let dishes = numbered.map(|(index, ((line, (item, price, chosen)), done))| {
        let field = format!("lines[{index}].note");
        Ok(OrderLine {
            chosen,
            gross: done.gross.0,
            note: text::optional(&field, line.note.as_deref())?,
            ..dish(line, item, price)
        })
    });
    dishes.collect()
}

/// How much of each product all lines are for.
fn together(
    desk: &OrderDesk<'_>,
    wanted: &[WantedDish],
) -> Result<BTreeMap<ProductId, i64>, Refusal> {
    let mut together = BTreeMap::new();
    for (index, line) in wanted.iter().enumerate() {
        check(desk, index, line)?;
        // At most MAX_LINES quantities of at most MAX_QUANTITY stay far below the type's end.
        *together.entry(line.product).or_default() += line.quantity_milli;
    }
    Ok(together)
}

fn check(desk: &OrderDesk<'_>, index: usize, line: &WantedDish) -> Result<(), Refusal> {
    let product = &on_sale(&desk.products, index, line.product)?.product;
    if desk.off_menu.contains(&product.category) {
        let detail = format!("{}: guests are not offered this", product.name);
        return Err(Refusal::at(
            Code::NotOnMenu,
            format!("lines[{index}].product"),
            detail,
        ));
    }
    let whole = product.fractional || line.quantity_milli % 1000 == 0;
    if (1..=MAX_QUANTITY).contains(&line.quantity_milli) && whole {
        return Ok(());
    }
    let field = format!("lines[{index}].quantity_milli");
    let detail = format!("{}: not a quantity that can be ordered", product.name);
    Err(Refusal::at(Code::QuantityInvalid, field, detail))
}

/// A line before anything is chosen with it and before the engine has priced it.
fn dish(line: &WantedDish, item: &ShelfItem, price: &Price) -> OrderLine {
    let product = &item.product;
    OrderLine {
        product: product.id,
        name: product.name.clone(),
        sku: product.sku.clone(),
        unit: product.unit.clone(),
        category: product.category,
        quantity_milli: line.quantity_milli,
        price: price.amount,
        per_milli: price.per_milli,
        price_version: price.id,
        chosen: Vec::new(),
        gross: 0,
        stocked: product.stocked,
        note: None,
    }
}

/// What a product's lines take together must lie on the shelf beside what open orders hold (R33).
fn on_shelf(desk: &OrderDesk<'_>, lines: &[OrderLine]) -> Result<(), Refusal> {
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.stocked) {
        let alike = lines.iter().filter(|other| other.product == line.product);
        let wanted: i64 = alike.map(|other| other.quantity_milli).sum();
        let item = desk.products.get(&line.product);
        let level = item.map_or(0, |item| item.level_milli);
        if level < wanted {
            let field = format!("lines[{index}].quantity_milli");
            let detail = format!("{}: there is not so much left", line.name);
            return Err(Refusal::at(Code::StockShort, field, detail)
                .with("level_milli", level)
                .with("wanted_milli", wanted));
        }
    }
    Ok(())
}

/// How an order goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// *Proses*: the kitchen begins.
    Start,
    /// *Selesai*: it is served.
    Finish,
}

/// What the law looks at when an order goes on.
#[derive(Clone, Copy, Debug)]
pub struct StepDesk<'a> {
    /// The branch.
    pub here: BranchId,
    /// The order, if it is known.
    pub order: Option<&'a OrderRow>,
    /// Whether it waits until somebody pays it.
    pub waits: bool,
}

/// Whether an order is paid before the kitchen begins with it: what is taken away, where the branch wants
/// that. What was begun goes on, whatever the branch says since.
pub fn is_paid_first(branch: &Branch, row: &OrderRow, service: &Service) -> bool {
    branch.take_away_paid_first && *service == Service::TakeAway && row.state == OrderState::Placed
}

/// Takes an order one step on. Finishing always succeeds, whatever the shelf says: the guest has eaten.
///
/// # Errors
/// `Forbidden`, `OrderUnknown`, `NoSuchStep` with the order as it stands, `BillUnpaid` for one that waits
/// until it is paid.
pub fn decide_step(
    desk: StepDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    step: Step,
) -> Result<Ruling, Refusal> {
    actor.must(Right::CookOrders, desk.here)?;
    let row = desk.order.ok_or_else(unknown)?;
    let fact = match (step, row.state) {
        (Step::Start, OrderState::Placed) if desk.waits => return Err(unpaid()),
        (Step::Start, OrderState::Placed) => Fact::OrderStarted(OrderStarted { order: row.id }),
        (Step::Finish, OrderState::Started) => Fact::OrderFinished(OrderFinished { order: row.id }),
        _ => return Err(no_such_step(row)),
    };
    Ok(Ruling::at_branch(moment, fact))
}

/// Calls an order off: before the kitchen began by whoever takes orders, after that by whoever sells,
/// and when it was served by whoever may void.
///
/// # Errors
/// `Forbidden`, `ApprovalNeeded`, `OrderUnknown`, `BillPaid` (its sale is refunded instead), `BillDivided`,
/// `NoSuchStep`, `TextInvalid`.
pub fn decide_cancel(
    here: BranchId,
    order: Option<&OrderRow>,
    bill: Option<&BillRow>,
    actor: &Actor,
    moment: &Moment,
    reason: &str,
    restock: bool,
) -> Result<Ruling, Refusal> {
    actor.must(Right::TakeOrders, here)?;
    let row = order.ok_or_else(unknown)?;
    bill::may_change(bill)?;
    let approved_by = match row.state {
        OrderState::Placed => None,
        OrderState::Started => {
            actor.must(Right::Sell, here)?;
            None
        }
        OrderState::Finished => actor.must_or_ask(Right::VoidSale, here)?,
        OrderState::Cancelled => return Err(no_such_step(row)),
    };
    let fact = OrderCancelled {
        order: row.id,
        reason: text::required("reason", reason)?,
        restock: restock && row.state == OrderState::Finished,
    };
    Ok(Ruling {
        approved_by,
        ..Ruling::at_branch(moment, Fact::OrderCancelled(fact))
    })
}

/// The kitchen does not begin with what nobody has paid.
pub(crate) fn unpaid() -> Refusal {
    let detail = "what is taken away is paid before the kitchen begins";
    Refusal::at(Code::BillUnpaid, "order", detail)
}

/// The order that a command names is not one of this branch.
pub(crate) fn unknown() -> Refusal {
    Refusal::at(Code::OrderUnknown, "order", "no such order here")
}

/// The order stands where it cannot go that way.
pub(crate) fn no_such_step(row: &OrderRow) -> Refusal {
    let detail = format!("an order that is {} does not go there", row.state.word());
    Refusal::at(Code::NoSuchStep, "order", detail)
}
