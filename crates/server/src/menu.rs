//! The menu that phones are shown, made once for all of them: when something was
//! sold or changed it is made again, and only another menu is told. Knows no phone.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use nusa_contract::{
    Problem,
    view::{
        guests::{MenuDishView, MenuPartView, ShopView},
        modifiers::ModifierGroupView,
        ratings::StarsView,
    },
};
use nusa_facts::{
    BranchId, Millis, ProductId,
    master::{Branch, Entity, EntityKind},
    modifier::ModifierGroup,
};
use nusa_node::menu::{Offer, here_and_now, offers, questions};
use nusa_store::{Error as StoreError, Look, Period, SqliteReader};
use serde::Serialize;
use tokio::sync::watch;

use crate::{
    app::App,
    days::days_before,
    limits::{MENU_MS, POPULAR, POPULAR_DAYS, STARS_DAYS, STARS_FROM},
    live::Topic,
};

/// The menu as it goes out.
#[derive(Serialize)]
struct MenuView {
    branch: ShopView,
    categories: Vec<MenuPartView>,
    products: Vec<MenuDishView>,
    /// The questions that are asked with dishes.
    groups: Vec<ModifierGroupView>,
    /// What is ordered most, the most first.
    popular: Vec<u32>,
}

/// A menu that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The tag of its bytes.
    pub tag: String,
    /// Its JSON.
    pub body: Bytes,
}

#[derive(Debug, Default)]
struct Kept {
    made: Option<Arc<Made>>,
    /// What the topics said when it was made.
    seen: [u64; 2],
    at_ms: u64,
}

/// The menu of a branch.
#[derive(Debug, Default)]
pub struct Menu {
    kept: Mutex<Kept>,
    told: watch::Sender<u64>,
}

impl Menu {
    /// Says when there is another menu.
    pub fn reader(&self) -> watch::Receiver<u64> {
        self.told.subscribe()
    }

    /// The menu as it is now.
    ///
    /// # Errors
    /// `busy`, or what the disk says.
    pub async fn now(&self, app: &App) -> Result<Arc<Made>, Problem> {
        let tops = *app.live.reader().borrow();
        let seen = [tops[Topic::Catalogue as usize], tops[Topic::Stock as usize]];
        let now_ms = app.clock.elapsed_ms();
        {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(made) = &kept.made
                && kept.seen == seen
                && now_ms < kept.at_ms + MENU_MS
            {
                return Ok(Arc::clone(made));
            }
        }
        let (here, at) = (app.me.branch, app.now());
        let readers = &app.guests()?.readers;
        let body = readers.ask(move |look| menu(look, here, at)).await?;
        let made = Arc::new(Made {
            tag: format!("\"{}\"", &blake3::hash(&body).to_hex()[..32]),
            body,
        });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let other = kept
            .made
            .as_ref()
            .is_some_and(|before| before.tag != made.tag);
        *kept = Kept {
            made: Some(Arc::clone(&made)),
            seen,
            at_ms: now_ms,
        };
        drop(kept);
        if other {
            self.told.send_modify(|n| *n += 1);
        }
        Ok(made)
    }

    /// Looks now and then whether there is another menu, while somebody would be told.
    pub async fn watch(app: App, mut stop: watch::Receiver<bool>) {
        let Ok(guests) = app.guests() else { return };
        let mut look = tokio::time::interval(std::time::Duration::from_millis(500));
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
            if guests.menu.told.receiver_count() > 0
                && let Err(problem) = guests.menu.now(&app).await
            {
                tracing::debug!(
                    ?problem,
                    "the menu was not looked at; it is looked at again"
                );
            }
        }
    }
}

/// A shop as its guests see it.
pub fn shop(branch: &Branch) -> ShopView {
    ShopView {
        code: branch.code.clone(),
        name: branch.name.clone(),
        address: branch.address.clone(),
        currency: branch.currency.clone(),
        tz_offset_min: branch.tz_offset_min,
    }
}

fn menu(look: &SqliteReader, here: BranchId, at: Millis) -> Result<Bytes, StoreError> {
    let told = here_and_now(look, here, at)?;
    let not_yet = || StoreError::Row("this branch has not been told its settings yet".to_owned());
    let (branch, moment) = told.ok_or_else(not_yet)?;
    let offers = offers(look, &branch, &moment)?;
    let groups = questions(look)?;
    let given = match branch.stars_on_menu {
        true => look.stars(&Period {
            branch: Some(here),
            from: days_before(moment.business_date, STARS_DAYS - 1),
            to: moment.business_date,
        })?,
        false => BTreeMap::new(),
    };
    let view = MenuView {
        branch: shop(&branch),
        categories: parts(look, &offers)?,
        popular: popular(look, here, moment.business_date, &offers)?,
        products: offers
            .iter()
            .map(|offer| MenuDishView {
                stars: average(given.get(&offer.product.id)),
                ..dish(offer, &groups)
            })
            .collect(),
        groups: groups.iter().map(asked).collect(),
    };
    let bytes = serde_json::to_vec(&view).map_err(|error| StoreError::Row(error.to_string()))?;
    Ok(Bytes::from(bytes))
}

/// The categories that offer something, in the shop's own order.
fn parts(look: &SqliteReader, offers: &[Offer]) -> Result<Vec<MenuPartView>, StoreError> {
    let mut rows: Vec<_> = look
        .entities(EntityKind::Category)?
        .into_iter()
        .filter_map(|row| match row {
            Entity::Category(row) => Some(row),
            _ => None,
        })
        .filter(|row| offers.iter().any(|offer| offer.product.category == row.id))
        .collect();
    rows.sort_by(|a, b| (a.position, &a.name).cmp(&(b.position, &b.name)));
    Ok(rows
        .into_iter()
        .map(|row| MenuPartView {
            id: row.id.0,
            name: row.name,
        })
        .collect())
}

/// A question with the answers that may be chosen now.
fn asked(group: &ModifierGroup) -> ModifierGroupView {
    let mut view = ModifierGroupView::from(group);
    view.options.retain(|option| option.active);
    view
}

fn dish(offer: &Offer, groups: &[ModifierGroup]) -> MenuDishView {
    let product = &offer.product;
    MenuDishView {
        id: product.id.0,
        name: product.name.clone(),
        category: product.category.0,
        unit: product.unit.clone(),
        price: offer.price.amount,
        per_milli: offer.price.per_milli,
        picture: product.picture.map(|hash| hash.to_string()),
        sold_out: offer.sold_out,
        groups: groups
            .iter()
            .filter(|group| group.products.contains(&product.id))
            .map(|group| group.id.0)
            .collect(),
        stars: None,
    }
}

/// What guests gave a dish on average, where enough of them said so.
fn average(given: Option<&[i64; 5]>) -> Option<i64> {
    let stars = StarsView::from(*given?);
    stars.average.filter(|_| stars.times >= STARS_FROM)
}

/// What guests of the last weeks had most, as the roll-ups know it.
fn popular(
    look: &SqliteReader,
    here: BranchId,
    today: nusa_facts::BusinessDate,
    offers: &[Offer],
) -> Result<Vec<u32>, StoreError> {
    let mut sold: BTreeMap<ProductId, i64> = BTreeMap::new();
    for back in 0..POPULAR_DAYS {
        for (product, _, sums) in look.sold_on(Some(here), days_before(today, back))? {
            *sold.entry(product).or_default() += sums.sold_milli - sums.returned_milli;
        }
    }
    let mut most: Vec<_> = offers
        .iter()
        .filter_map(|offer| Some((*sold.get(&offer.product.id)?, offer.product.id)))
        .filter(|(milli, _)| *milli > 0)
        .collect();
    most.sort_by_key(|(milli, id)| (-milli, *id));
    Ok(most.into_iter().take(POPULAR).map(|(_, id)| id.0).collect())
}
