//! The deltas of what guests say of their dishes. A rating of a bill that this branch does not have, or with
//! stars that cannot be, is unfit (D2-23).

use std::collections::BTreeSet;

use nusa_facts::{
    order::Service,
    rating::{DishesRated, MOST_STARS, RatedDish},
};

use super::{Placed, at_a_branch, bills, soundness};
use crate::{
    Delta, Unfit,
    rows::{RatingRow, Stars},
};

/// A guest rated dishes.
pub(super) fn rated(
    placed: Placed<'_>,
    fact: &DishesRated,
    out: &mut Vec<Delta>,
) -> Result<(), Unfit> {
    at_a_branch(placed)?;
    bills::known(placed, 0, fact.bill)?;
    soundness::line_count(fact.dishes.len())?;
    let products: BTreeSet<_> = fact.dishes.iter().map(|dish| dish.product).collect();
    if products.len() != fact.dishes.len() {
        return Err(Unfit::new("rating_invalid", "a dish is rated twice"));
    }
    for (n, dish) in (0..).zip(&fact.dishes) {
        out.push(Delta::Rating(of_dish(placed, fact, n, dish)?));
        out.push(Delta::Starred {
            date: placed.doc().business_date,
            product: dish.product,
            stars: dish.stars,
        });
        let doc = placed.doc().id;
        let lines = dish.lines.iter();
        out.extend(lines.map(|&ordered| Delta::LineRated { ordered, doc }));
    }
    if let Some(message) = &fact.message {
        let n = u16::try_from(fact.dishes.len()).unwrap_or(u16::MAX);
        out.push(Delta::Rating(RatingRow {
            comment: Some(message.clone()),
            ..row(placed, fact, n)
        }));
    }
    Ok(())
}

fn of_dish(
    placed: Placed<'_>,
    fact: &DishesRated,
    n: u16,
    dish: &RatedDish,
) -> Result<RatingRow, Unfit> {
    if !(1..=MOST_STARS).contains(&dish.stars) {
        let detail = format!("{}: {} stars", dish.name, dish.stars);
        return Err(Unfit::new("rating_invalid", detail));
    }
    if dish.lines.is_empty() {
        let detail = format!("{}: nobody ordered it", dish.name);
        return Err(Unfit::new("rating_invalid", detail));
    }
    Ok(RatingRow {
        dish: Some(Stars {
            product: dish.product,
            name: dish.name.clone(),
            stars: dish.stars,
        }),
        lacks: dish.lacks.clone(),
        comment: dish.comment.clone(),
        ..row(placed, fact, n)
    })
}

fn row(placed: Placed<'_>, fact: &DishesRated, n: u16) -> RatingRow {
    let doc = placed.doc();
    RatingRow {
        doc: doc.id,
        n,
        business_date: doc.business_date,
        at: doc.at,
        bill: fact.bill,
        label: match &fact.service {
            Service::Table { label, .. } => Some(label.clone()),
            Service::TakeAway | Service::Delivery => None,
        },
        guest: fact.guest.clone(),
        dish: None,
        lacks: Vec::new(),
        comment: None,
    }
}
