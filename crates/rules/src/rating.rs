//! What a guest may say of dishes: of those that the guest ordered and was served, each once a bill. Knows no
//! phone; which orders came from one is told by whoever asks.

use std::collections::BTreeSet;

use nusa_facts::{
    BillId, Fact, OrderId, ProductId,
    bill::OrderedLine,
    limits::MAX_LINES,
    order::{OrderPlaced, Service},
    rating::{DishesRated, Lack, MOST_STARS, RatedDish},
};

use crate::{
    Actor, Moment, Refusal, Ruling,
    actor::Guest,
    limits::MAX_NAME_CHARS,
    order,
    refusal::Code,
    rows::{OrderRow, OrderState},
    text,
};

/// What a guest wants to say of a dish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedRating {
    /// The product.
    pub product: ProductId,
    /// Every line by which this guest ordered it for the bill, also those that were rated.
    pub lines: Vec<OrderedLine>,
    /// 1 to 5.
    pub stars: u8,
    /// What was amiss.
    pub lacks: Vec<Lack>,
    /// In the guest's own words.
    pub comment: Option<String>,
}

/// What a guest wants to say of the dishes of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateDishes {
    /// The bill.
    pub bill: BillId,
    /// The guest's name, if it shall come along.
    pub guest: Option<String>,
    /// The dishes.
    pub dishes: Vec<WantedRating>,
    /// A word to the shop.
    pub message: Option<String>,
}

/// An order of which something may be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// How it stands.
    pub row: OrderRow,
    /// What it says.
    pub order: OrderPlaced,
    /// Indexes of its lines that were rated.
    pub rated: Vec<u16>,
}

/// What the law looks at when dishes are rated.
#[derive(Clone, Copy, Debug)]
pub struct RateDesk<'a> {
    /// The orders that are named, as far as they are known.
    pub orders: &'a [Served],
}

/// Takes what a guest says. Only a guest rates, and only what was brought to its own sitting.
///
/// # Errors
/// `Forbidden` (not a guest, or another table's order), `LinesMissing`, `LinesTooMany`, `LineRepeated`,
/// `AmountInvalid` (stars), `OrderUnknown` (also of another bill), `NotServed`, `DishRated`,
/// `ProductUnknown` (the line is of another product), `TextInvalid`.
pub fn decide_rate(
    desk: RateDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    wanted: &RateDishes,
) -> Result<Ruling, Refusal> {
    let nobody = || Refusal::new(Code::Forbidden, "only a guest says how it was");
    let guest = actor.guest.ok_or_else(nobody)?;
    counted(&wanted.dishes)?;
    let mut service = None;
    let mut dishes = Vec::with_capacity(wanted.dishes.len());
    for (index, dish) in wanted.dishes.iter().enumerate() {
        let field = format!("dishes[{index}]");
        let brought = brought(desk, guest, wanted.bill, dish, &field)?;
        service.get_or_insert_with(|| brought.service.clone());
        dishes.push(said(dish, brought.name, &field)?);
    }
    let name = wanted.guest.as_deref();
    let fact = DishesRated {
        bill: wanted.bill,
        service: service.ok_or_else(nothing)?,
        guest: name
            .map(|name| text::bounded("guest", name, MAX_NAME_CHARS))
            .transpose()?,
        dishes,
        message: text::optional("message", wanted.message.as_deref())?,
    };
    Ok(Ruling::at_branch(moment, Fact::DishesRated(fact)))
}

fn nothing() -> Refusal {
    Refusal::at(Code::LinesMissing, "dishes", "no dish is rated")
}

fn counted(dishes: &[WantedRating]) -> Result<(), Refusal> {
    if dishes.is_empty() {
        return Err(nothing());
    }
    if dishes.len() > MAX_LINES {
        let detail = format!("at most {MAX_LINES} dishes are rated at once");
        return Err(Refusal::at(Code::LinesTooMany, "dishes", detail));
    }
    let mut seen = BTreeSet::new();
    match dishes.iter().position(|dish| !seen.insert(dish.product)) {
        Some(index) => {
            let (field, detail) = (format!("dishes[{index}].product"), "a dish is rated once");
            Err(Refusal::at(Code::LineRepeated, field, detail))
        }
        None => Ok(()),
    }
}

/// What a dish was called and where it was brought.
struct Brought<'a> {
    name: &'a str,
    service: &'a Service,
}

fn brought<'a>(
    desk: RateDesk<'a>,
    guest: Guest,
    bill: BillId,
    dish: &WantedRating,
    field: &str,
) -> Result<Brought<'a>, Refusal> {
    let mut found = None;
    for line in &dish.lines {
        let served = served(desk, guest, bill, line.order)?;
        let known = served.order.lines.get(usize::from(line.line));
        let known = known.filter(|known| known.product == dish.product);
        let Some(known) = known else {
            let (field, detail) = (format!("{field}.product"), "the order holds no such dish");
            return Err(Refusal::at(Code::ProductUnknown, field, detail));
        };
        if served.rated.contains(&line.line) {
            let detail = format!("{}: it was rated already", known.name);
            return Err(Refusal::at(Code::DishRated, field, detail));
        }
        found.get_or_insert(Brought {
            name: &known.name,
            service: &served.order.service,
        });
    }
    found.ok_or_else(|| Refusal::at(Code::LinesMissing, field, "nobody ordered this dish"))
}

fn served<'a>(
    desk: RateDesk<'a>,
    guest: Guest,
    bill: BillId,
    order: OrderId,
) -> Result<&'a Served, Refusal> {
    let of_bill = |known: &&Served| known.row.id == order && known.row.bill == bill;
    let known = desk
        .orders
        .iter()
        .find(of_bill)
        .ok_or_else(order::unknown)?;
    if !is_of(guest, known) {
        let detail = "a guest speaks of what came to its own table";
        return Err(Refusal::new(Code::Forbidden, detail));
    }
    if known.row.state != OrderState::Finished {
        let detail = "what was not served cannot be rated";
        return Err(Refusal::new(Code::NotServed, detail));
    }
    Ok(known)
}

/// Whether an order was placed for a guest's sitting, or is of it since guests went to another table.
pub fn is_of(guest: Guest, served: &Served) -> bool {
    let placed = matches!(served.order.service, Service::Table { table, sitting, .. }
        if (table, sitting) == (guest.table, guest.sitting));
    placed || (served.row.table, served.row.sitting) == (Some(guest.table), guest.sitting)
}

fn said(dish: &WantedRating, name: &str, field: &str) -> Result<RatedDish, Refusal> {
    if !(1..=MOST_STARS).contains(&dish.stars) {
        let detail = format!("a dish has 1 to {MOST_STARS} stars");
        let field = format!("{field}.stars");
        return Err(Refusal::at(Code::AmountInvalid, field, detail));
    }
    let lacks: BTreeSet<Lack> = dish.lacks.iter().copied().collect();
    Ok(RatedDish {
        product: dish.product,
        name: name.to_owned(),
        lines: dish.lines.clone(),
        stars: dish.stars,
        lacks: lacks.into_iter().collect(),
        comment: text::optional(&format!("{field}.comment"), dish.comment.as_deref())?,
    })
}
