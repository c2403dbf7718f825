//! What guests say of their dishes: a phone says it, of what it ordered and was served (D2-23); the office
//! reads it. Which orders a phone sent, the drafts remember, also for a while after its guests left.

use std::collections::BTreeMap;

use axum::extract::State;
use nusa_contract::{
    request::{
        Asked,
        lists::SpanQuery,
        ratings::{
            DishAsked, RatingAsked, RatingCursor, RatingOrder, RatingRequest, RatingsAsked,
            RatingsQuery,
        },
    },
    view::{
        Page,
        node::DoneView,
        ratings::{DishStarsPage, DishStarsView, GuestRatingsView, RatingView, StarsView},
    },
};
use nusa_facts::{
    BranchId, ProductId,
    master::{Entity, EntityKey, EntityKind},
};
use nusa_rules::{
    Command,
    rating::{RateDishes, WantedRating},
};
use nusa_store::{Error as StoreError, Look, Period, RatingFilter, SqliteReader};

use super::{reports::of_branch, written::first};
use crate::{
    app::App,
    rated::{OwnDish, own_dishes, shown},
    reply::{Made, Reply, Told},
    route::{Access, Route, get, post},
    sent::{Params, Small},
    who::{
        guest::Rater,
        may::{May, SeeReports},
    },
};

pub(super) fn rows() -> Vec<Route> {
    vec![
        get("/api/v1/guest/ratings", own)
            .access(Access::Guest)
            .gives::<GuestRatingsView>(200)
            .says("Shows a phone the dishes that it ordered and was served, and what it said of them, also a while after its guests left."),
        post("/api/v1/guest/ratings", rate)
            .access(Access::Guest)
            .takes::<RatingRequest>()
            .gives::<DoneView>(201)
            .says("Rates dishes of a bill that this phone ordered and was served, each once."),
        get("/api/v1/ratings", list)
            .may::<SeeReports>()
            .asks::<RatingsQuery>()
            .gives_page::<RatingView>()
            .says("Lists what guests said, the newest first or as asked for."),
        get("/api/v1/ratings/dishes", dishes)
            .may::<SeeReports>()
            .asks::<SpanQuery>()
            .gives::<DishStarsPage>(200)
            .says("Tells what dishes were given in some days, the best first."),
    ]
}

async fn own(State(app): State<App>, who: Rater) -> Reply<Told<GuestRatingsView>> {
    let guests = app.guests()?;
    let (drafts, here) = (guests.beside(), app.me.branch);
    let view = guests.readers.ask(move |look| {
        let dishes = own_dishes(look, &drafts, here, (who.phone, who.at))?;
        shown(look, here, &dishes)
    });
    Ok(Told(view.await?))
}

async fn rate(
    State(app): State<App>,
    who: Rater,
    sent: Small<RatingRequest>,
) -> Reply<Made<DoneView>> {
    let guests = app.guests()?;
    guests.tap(who.at.table, app.clock.elapsed_ms())?;
    let command = sent.value.command;
    let asked = sent.value.parse()?;
    let (drafts, here) = (guests.beside(), app.me.branch);
    let (phone, at) = (who.phone, who.at);
    let found = guests.readers.ask(move |look| {
        let name = drafts.name_of(phone)?;
        Ok((name, own_dishes(look, &drafts, here, (phone, at))?))
    });
    let (name, dishes) = found.await?;
    let what = Command::RateDishes(wanted(asked, name, &dishes));
    let asked = Asked::new(command, what);
    let answer = app.obey(&who.actor(), sent.hash, asked).await?;
    Ok(Made(first(&answer)?.done()))
}

/// What the law is asked: every dish with the lines by which this phone ordered it.
fn wanted(asked: RatingAsked, name: Option<String>, own: &[OwnDish]) -> RateDishes {
    let bill = asked.bill;
    let of_own = |dish: DishAsked| {
        let mine = own
            .iter()
            .find(|own| own.bill == bill && own.product == dish.product);
        WantedRating {
            product: dish.product,
            lines: mine.map(OwnDish::lines).unwrap_or_default(),
            stars: dish.stars,
            lacks: dish.lacks,
            comment: dish.comment,
        }
    };
    RateDishes {
        bill,
        guest: name.filter(|_| asked.named),
        dishes: asked.dishes.into_iter().map(of_own).collect(),
        message: asked.message,
    }
}

async fn list(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<RatingsQuery>,
) -> Reply<Told<Page<RatingView>>> {
    let asked = query.parse()?;
    let branch = of_branch(&app, query.branch);
    let page = app.look(move |look| page(look, branch, &asked));
    Ok(Told(page.await?))
}

/// A word with the group that the order put it into.
type Placed = (u32, RatingView, RatingCursor);

fn page(
    look: &SqliteReader,
    branch: Option<BranchId>,
    asked: &RatingsAsked,
) -> Result<Page<RatingView>, StoreError> {
    let groups = groups(look, branch, asked)?;
    let begin = asked.after.map_or(Some(0), |after| {
        groups.iter().position(|(group, _)| *group == after.group)
    });
    let mut read: Vec<Placed> = Vec::new();
    for (group, filter) in groups.iter().skip(begin.unwrap_or(groups.len())) {
        let after = asked.after.filter(|after| after.group == *group);
        let filter = RatingFilter {
            after: after.map(|after| (after.day, after.doc, after.n)),
            limit: asked.rows + 1 - read.len(),
            ..*filter
        };
        for (branch, row) in look.ratings(&filter)? {
            let place = RatingCursor {
                group: *group,
                day: row.business_date,
                doc: row.doc,
                n: row.n,
            };
            read.push((*group, RatingView::of(branch, &row), place));
        }
        if read.len() > asked.rows {
            break;
        }
    }
    let cut = Page::cut(read, asked.rows, |(_, _, place)| place.to_string());
    Ok(Page {
        items: cut.items.into_iter().map(|(_, view, _)| view).collect(),
        next: cut.next,
    })
}

/// The groups of a list in its order, each with what lets its words through.
fn groups(
    look: &SqliteReader,
    branch: Option<BranchId>,
    asked: &RatingsAsked,
) -> Result<Vec<(u32, RatingFilter)>, StoreError> {
    let all = RatingFilter {
        period: Period {
            branch,
            from: asked.span.from,
            to: asked.span.to,
        },
        product: asked.product,
        stars: asked.stars,
        after: None,
        limit: 0,
    };
    let with_stars = |stars: u8| {
        let wanted = asked.stars.is_none_or(|wanted| wanted == stars);
        let stars = Some(stars);
        wanted.then_some((stars.map_or(0, u32::from), RatingFilter { stars, ..all }))
    };
    Ok(match asked.order {
        RatingOrder::Newest => vec![(0, all)],
        RatingOrder::Worst => (1..=5).filter_map(with_stars).collect(),
        RatingOrder::Best => (1..=5).rev().filter_map(with_stars).collect(),
        RatingOrder::Dish => by_dish(look, &all)?,
        RatingOrder::Branch => by_branch(look, &all)?,
    })
}

fn by_dish(
    look: &SqliteReader,
    all: &RatingFilter,
) -> Result<Vec<(u32, RatingFilter)>, StoreError> {
    let given = look.stars(&all.period)?.into_keys();
    let wanted = given.filter(|product| all.product.is_none_or(|wanted| wanted == *product));
    let mut named = wanted
        .map(|product| Ok((name_of(look, product)?.to_lowercase(), product)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    named.sort();
    let filter = |product| RatingFilter {
        product: Some(product),
        ..*all
    };
    let groups = named.into_iter();
    Ok(groups
        .map(|(_, product)| (product.0, filter(product)))
        .collect())
}

fn by_branch(
    look: &SqliteReader,
    all: &RatingFilter,
) -> Result<Vec<(u32, RatingFilter)>, StoreError> {
    let mut named = Vec::new();
    for branch in look.writers()? {
        let row = look.entity(&EntityKey::numbered(EntityKind::Branch, branch.0))?;
        if let Some(Entity::Branch(row)) = row
            && all.period.branch.is_none_or(|wanted| wanted == branch)
        {
            named.push((row.code, branch));
        }
    }
    named.sort();
    let filter = |branch| RatingFilter {
        period: Period {
            branch: Some(branch),
            ..all.period
        },
        ..*all
    };
    let groups = named.into_iter();
    Ok(groups
        .map(|(_, branch)| (branch.0, filter(branch)))
        .collect())
}

fn name_of(look: &SqliteReader, product: ProductId) -> Result<String, StoreError> {
    let row = look.entity(&EntityKey::numbered(EntityKind::Product, product.0))?;
    Ok(match row {
        Some(Entity::Product(row)) => row.name,
        _ => product.0.to_string(),
    })
}

async fn dishes(
    State(app): State<App>,
    _: May<SeeReports>,
    Params(query): Params<SpanQuery>,
) -> Reply<Told<DishStarsPage>> {
    let span = query.parse()?;
    let branch = of_branch(&app, query.branch);
    let page = app.look(move |look| {
        let period = Period {
            branch,
            from: span.from,
            to: span.to,
        };
        let given = look.stars(&period)?;
        Ok::<_, StoreError>(DishStarsPage {
            from: span.from.to_string(),
            to: span.to.to_string(),
            all: StarsView::from(together(&given)),
            items: best_first(look, given)?,
        })
    });
    Ok(Told(page.await?))
}

pub(super) fn together(given: &BTreeMap<ProductId, [i64; 5]>) -> [i64; 5] {
    let mut sums = [0; 5];
    for counts in given.values() {
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    sums
}

/// The best dishes first; of those that are as good, the one that more people rated.
pub(super) fn best_first(
    look: &SqliteReader,
    given: BTreeMap<ProductId, [i64; 5]>,
) -> Result<Vec<DishStarsView>, StoreError> {
    let view = |(product, counts): (ProductId, [i64; 5])| {
        Ok(DishStarsView {
            product: product.0,
            name: name_of(look, product)?,
            stars: StarsView::from(counts),
        })
    };
    let mut views = given
        .into_iter()
        .map(view)
        .collect::<Result<Vec<_>, StoreError>>()?;
    views.sort_by_key(|view| {
        let stars = &view.stars;
        std::cmp::Reverse((stars.average, stars.times, std::cmp::Reverse(view.product)))
    });
    Ok(views)
}
