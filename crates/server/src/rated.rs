//! The dishes that a phone ordered and was served, by bill, and what it said of them. The drafts know which
//! orders came from a phone; the journal knows the rest.

use nusa_contract::view::ratings::{
    GuestBillRatingsView, GuestDishRatingView, GuestRatingsView, SaidView,
};
use nusa_facts::{
    BillId, BranchId, DocId, Fact, GuestId, ProductId, SealedDoc, bill::OrderedLine,
    order::OrderLine, rating::RatedDish,
};
use nusa_node::rating::served;
use nusa_rules::{
    actor::Guest,
    rating::{Served, is_of},
    rows::OrderState,
};
use nusa_store::{Error as StoreError, Look, SqliteReader, drafts::Drafts};

/// A dish of a bill as one phone ordered it.
#[derive(Clone, Debug)]
pub(crate) struct OwnDish {
    /// The bill.
    pub(crate) bill: BillId,
    /// The product.
    pub(crate) product: ProductId,
    name: String,
    /// The numbers of the orders that were served.
    orders: Vec<u32>,
    served: Vec<OrderedLine>,
    waiting: Vec<OrderedLine>,
    /// The document that rated it.
    rated: Option<DocId>,
}

impl OwnDish {
    /// The lines that are spoken of: those that were served, else those that were not, so that the law says so.
    pub(crate) fn lines(&self) -> Vec<OrderedLine> {
        let lines = if self.served.is_empty() {
            &self.waiting
        } else {
            &self.served
        };
        lines.clone()
    }
}

/// Every dish that a phone ordered at its table and that was not called off, the oldest first.
///
/// # Errors
/// What the disk says.
pub(crate) fn own_dishes(
    look: &SqliteReader,
    drafts: &Drafts,
    here: BranchId,
    (phone, at): (GuestId, Guest),
) -> Result<Vec<OwnDish>, StoreError> {
    let mut dishes: Vec<OwnDish> = Vec::new();
    for command in drafts.sent_by(phone)? {
        // A command that was refused wrote nothing.
        let Some(answered) = look.command(here, command)? else {
            continue;
        };
        let found = served(look, here, answered.doc)?;
        let own = found.filter(|own| is_of(at, own) && own.row.state != OrderState::Cancelled);
        if let Some(own) = own {
            let rated = look.rated(here, own.row.id)?;
            add(&mut dishes, &own, &rated);
        }
    }
    Ok(dishes)
}

fn add(dishes: &mut Vec<OwnDish>, own: &Served, rated: &[(u16, DocId)]) {
    for (line, ordered) in (0..).zip(&own.order.lines) {
        let dish = dish_of(dishes, own, ordered);
        let said = rated.iter().find(|(known, _)| *known == line);
        dish.rated = dish.rated.or(said.map(|(_, doc)| *doc));
        let line = OrderedLine {
            order: own.row.id,
            line,
        };
        if own.row.state == OrderState::Finished {
            dish.served.push(line);
            dish.orders.push(own.row.n);
        } else {
            dish.waiting.push(line);
        }
    }
}

fn dish_of<'d>(dishes: &'d mut Vec<OwnDish>, own: &Served, ordered: &OrderLine) -> &'d mut OwnDish {
    let same = |dish: &OwnDish| (dish.bill, dish.product) == (own.row.bill, ordered.product);
    let at = dishes.iter().position(same).unwrap_or_else(|| {
        dishes.push(OwnDish {
            bill: own.row.bill,
            product: ordered.product,
            name: ordered.name.clone(),
            orders: Vec::new(),
            served: Vec::new(),
            waiting: Vec::new(),
            rated: None,
        });
        dishes.len() - 1
    });
    &mut dishes[at]
}

/// What was served, with what was said of it, the newest bill first.
///
/// # Errors
/// What the disk says.
pub(crate) fn shown(
    look: &SqliteReader,
    here: BranchId,
    dishes: &[OwnDish],
) -> Result<GuestRatingsView, StoreError> {
    let mut bills: Vec<GuestBillRatingsView> = Vec::new();
    for dish in dishes.iter().filter(|dish| !dish.served.is_empty()) {
        let view = GuestDishRatingView {
            product: dish.product.0,
            name: dish.name.clone(),
            said: said(look, here, dish)?,
        };
        let bill = bill_of(&mut bills, dish.bill);
        bill.orders.extend(&dish.orders);
        bill.orders.sort_unstable();
        bill.orders.dedup();
        bill.dishes.push(view);
    }
    bills.reverse();
    Ok(GuestRatingsView { bills })
}

fn bill_of(bills: &mut Vec<GuestBillRatingsView>, id: BillId) -> &mut GuestBillRatingsView {
    let bill = id.to_string();
    let known = bills.iter().position(|known| known.bill == bill);
    let at = known.unwrap_or_else(|| {
        bills.push(GuestBillRatingsView {
            bill,
            orders: Vec::new(),
            dishes: Vec::new(),
        });
        bills.len() - 1
    });
    &mut bills[at]
}

fn said(
    look: &SqliteReader,
    here: BranchId,
    dish: &OwnDish,
) -> Result<Option<SaidView>, StoreError> {
    let Some(doc) = dish.rated else {
        return Ok(None);
    };
    let lost = || StoreError::Row(format!("the document {doc} of a rating is gone"));
    let bytes = look.doc(here, doc)?.ok_or_else(lost)?;
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    let Fact::DishesRated(fact) = &doc.doc.fact else {
        return Err(lost());
    };
    let of_dish = |rated: &&RatedDish| rated.product == dish.product;
    Ok(fact.dishes.iter().find(of_dish).map(SaidView::from))
}
