//! Master data as streams of state: which row stands where, and at which change
//! number it last changed there. A row is kept once, however many streams it
//! stands in, and goes when the last of them lets it go.

use std::collections::HashMap;

use nusa_facts::{
    PriceId, ProductId,
    master::{Entity, EntityKey, EntityKind, Scope, Tax},
};
use rusqlite::Connection;

use crate::{
    dialect::{Merge, Table},
    error::Error,
    ledger::Changed,
    limits, price, product,
    sql::{self, Cells},
};

static STREAM: Table = Table::new(
    "stream",
    &["scope"],
    &[("last", Merge::Greatest), ("horizon", Merge::Greatest)],
);

static HEAD: Table = Table::new(
    "head",
    &["scope", "kind", "id"],
    &[("stamp", Merge::Set), ("gone", Merge::Set)],
);

static ENTITY: Table = Table::new("entity", &["kind", "id"], &[("body", Merge::Set)]);

static NUMBER: Table = Table::new("number", &["kind"], &[("last", Merge::Add)]);

pub(crate) fn entity(db: &Connection, key: &EntityKey) -> Result<Option<Entity>, Error> {
    match key.kind {
        EntityKind::Product => match number(key) {
            Some(id) => Ok(product::product(db, ProductId(id))?.map(Entity::Product)),
            None => Ok(None),
        },
        EntityKind::Price => match number(key) {
            Some(id) => Ok(price::price(db, PriceId(id))?.map(Entity::Price)),
            None => Ok(None),
        },
        kind => {
            let question = "SELECT body FROM entity WHERE kind = ? AND id = ?";
            let body = sql::first(db, question, &[&kind, &key.id], sql::one::<String>)?;
            body.map(|body| parse(kind, &body)).transpose()
        }
    }
}

/// The number of a key; none for text that is no number as this house writes it.
fn number(key: &EntityKey) -> Option<u32> {
    let number: u32 = key.id.parse().ok()?;
    (number.to_string() == key.id).then_some(number)
}

/// The kind stands in a column of its own: asked for it, the text need not be gone through twice to
/// learn from within what it is.
fn parse(kind: EntityKind, body: &str) -> Result<Entity, Error> {
    let row = match kind {
        EntityKind::Product => serde_json::from_str(body).map(Entity::Product),
        EntityKind::Category => serde_json::from_str(body).map(Entity::Category),
        EntityKind::Price => serde_json::from_str(body).map(Entity::Price),
        EntityKind::Tax => serde_json::from_str(body).map(Entity::Tax),
        EntityKind::Region => serde_json::from_str(body).map(Entity::Region),
        EntityKind::Branch => serde_json::from_str(body).map(Entity::Branch),
        EntityKind::Place => serde_json::from_str(body).map(Entity::Place),
        EntityKind::Staff => serde_json::from_str(body).map(Entity::Staff),
        EntityKind::Transfer => serde_json::from_str(body).map(Entity::Transfer),
        EntityKind::ModifierGroup => serde_json::from_str(body).map(Entity::ModifierGroup),
        EntityKind::Table => serde_json::from_str(body).map(Entity::Table),
    };
    row.map_err(|error| Error::Row(format!("a row of master data: {error}")))
}

pub(crate) fn entities(db: &Connection, kind: EntityKind) -> Result<Vec<Entity>, Error> {
    match kind {
        EntityKind::Product => return product::products(db),
        EntityKind::Price => return price::all(db),
        _ => {}
    }
    let question = "SELECT id, body FROM entity WHERE kind = ? ORDER BY id";
    let mut rows = sql::all(db, question, &[&kind], |cells| {
        Ok((cells.next::<String>()?, cells.next::<String>()?))
    })?;
    // Numbers lie as text; transfers have no number and keep the order of their ids.
    rows.sort_by_key(|(id, _)| id.parse::<u32>().unwrap_or(u32::MAX));
    rows.iter().map(|(_, body)| parse(kind, body)).collect()
}

pub(crate) fn taxes(db: &Connection) -> Result<Vec<Tax>, Error> {
    let taxes = entities(db, EntityKind::Tax)?
        .into_iter()
        .filter_map(|entity| match entity {
            Entity::Tax(tax) => Some(tax),
            _ => None,
        });
    Ok(taxes.collect())
}

pub(crate) fn change(db: &Connection, scope: Scope) -> Result<u64, Error> {
    let question = "SELECT last FROM stream WHERE scope = ?";
    Ok(sql::first(db, question, &[&scope], sql::one)?.unwrap_or(0))
}

pub(crate) fn horizon(db: &Connection, scope: Scope) -> Result<u64, Error> {
    let question = "SELECT horizon FROM stream WHERE scope = ?";
    Ok(sql::first(db, question, &[&scope], sql::one)?.unwrap_or(0))
}

pub(crate) fn changes(
    db: &Connection,
    scope: Scope,
    after: u64,
    limit: usize,
) -> Result<Vec<Changed>, Error> {
    let question = "SELECT stamp, kind, id, gone FROM head WHERE scope = ? AND stamp > ? \
                    ORDER BY stamp, kind, id LIMIT ?";
    let mut heads = sql::all(db, question, &[&scope, &after, &limit], stand)?;
    // A page never ends between two rows of one change: its reader goes on from that number.
    if heads.len() == limit
        && let Some((last, _, _)) = heads.last().cloned()
    {
        let question = "SELECT stamp, kind, id, gone FROM head WHERE scope = ? AND stamp = ? \
                        ORDER BY kind, id";
        heads.retain(|(change, _, _)| *change < last);
        heads.extend(sql::all(db, question, &[&scope, &last], stand)?);
    }
    let mut products = together(db, EntityKind::Product, &heads)?;
    let mut prices = together(db, EntityKind::Price, &heads)?;
    let with_row = |(change, key, gone): Stand| {
        let near = match key.kind {
            EntityKind::Product => products.remove(&number(&key).unwrap_or(0)),
            EntityKind::Price => prices.remove(&number(&key).unwrap_or(0)),
            _ => None,
        };
        let now = match (gone, near) {
            (true, _) => None,
            (false, None) => Some(standing(db, &key)?),
            (false, near) => near,
        };
        Ok(Changed { change, key, now })
    };
    heads.into_iter().map(with_row).collect()
}

/// Rows of a kind whose numbers lie close together, read in one walk: a whole catalogue is not ten
/// thousand searches. Empty when they lie far apart.
fn together(
    db: &Connection,
    kind: EntityKind,
    heads: &[Stand],
) -> Result<HashMap<u32, Entity>, Error> {
    let of_kind = heads
        .iter()
        .filter(|(_, key, gone)| !gone && key.kind == kind);
    let ids: Vec<u32> = of_kind.filter_map(|(_, key, _)| number(key)).collect();
    let (Some(&first), Some(&last)) = (ids.iter().min(), ids.iter().max()) else {
        return Ok(HashMap::new());
    };
    if ids.len().saturating_mul(limits::CLOSE_TOGETHER) < (last - first) as usize {
        return Ok(HashMap::new());
    }
    match kind {
        EntityKind::Product => product::between(db, ProductId(first), ProductId(last)),
        EntityKind::Price => price::between(db, PriceId(first), PriceId(last)),
        _ => Ok(HashMap::new()),
    }
}

/// Change number, key, and whether the row is gone.
type Stand = (u64, EntityKey, bool);

fn stand(cells: &mut Cells<'_>) -> rusqlite::Result<Stand> {
    let change = cells.next()?;
    let key = EntityKey {
        kind: cells.next()?,
        id: cells.next()?,
    };
    Ok((change, key, cells.next()?))
}

fn standing(db: &Connection, key: &EntityKey) -> Result<Entity, Error> {
    entity(db, key)?.ok_or_else(|| Error::Row(format!("{key:?} stands in a stream without a row")))
}

pub(crate) fn streams_of(db: &Connection, key: &EntityKey) -> Result<Vec<Scope>, Error> {
    let question = "SELECT scope FROM head WHERE kind = ? AND id = ? AND gone = 0";
    let mut scopes = sql::all(db, question, &[&key.kind, &key.id], sql::one)?;
    scopes.sort();
    Ok(scopes)
}

pub(crate) fn next_change(db: &Connection, scope: Scope) -> Result<u64, Error> {
    sql::upsert(db, &STREAM, [scope], |scope, pen| {
        pen.put_all(&[scope, &0_u64, &0_u64])
    })?;
    sql::run(
        db,
        "UPDATE stream SET last = last + 1 WHERE scope = ?",
        &[&scope],
    )?;
    change(db, scope)
}

pub(crate) fn next_number(db: &Connection, kind: EntityKind) -> Result<u32, Error> {
    sql::upsert(db, &NUMBER, [kind], |kind, pen| {
        pen.put_all(&[kind, &1_u32])
    })?;
    let last = sql::first(
        db,
        "SELECT last FROM number WHERE kind = ?",
        &[&kind],
        sql::one,
    )?;
    last.ok_or_else(|| Error::Row(format!("no number for a {}", kind.word())))
}

pub(crate) fn put(
    db: &Connection,
    scope: Scope,
    change: u64,
    key: &EntityKey,
    now: Option<&Entity>,
) -> Result<(), Error> {
    sql::upsert(db, &STREAM, [scope], |scope, pen| {
        pen.put_all(&[scope, &change, &0_u64])
    })?;
    let gone = now.is_none();
    sql::upsert(db, &HEAD, [key], |key, pen| {
        pen.put_all(&[&scope, &key.kind, &key.id, &change, &gone])
    })?;
    match now {
        Some(entity) if entity.key() == *key => write(db, key, entity),
        Some(_) => Err(Error::Row(format!("{key:?} is not the key of its row"))),
        None => let_go(db, key),
    }
}

fn write(db: &Connection, key: &EntityKey, entity: &Entity) -> Result<(), Error> {
    match entity {
        Entity::Product(row) => product::write(db, row),
        Entity::Price(row) => price::write(db, row),
        other => {
            let body =
                serde_json::to_string(other).map_err(|error| Error::Row(error.to_string()))?;
            sql::upsert(db, &ENTITY, [body], |body, pen| {
                pen.put_all(&[&key.kind, &key.id, body])
            })
        }
    }
}

/// Erases a row that stands in no stream any more.
fn let_go(db: &Connection, key: &EntityKey) -> Result<(), Error> {
    if !streams_of(db, key)?.is_empty() {
        return Ok(());
    }
    match (key.kind, number(key)) {
        (EntityKind::Product, Some(id)) => sql::run(db, "DELETE FROM product WHERE id = ?", &[&id]),
        (EntityKind::Price, Some(id)) => sql::run(db, "DELETE FROM price WHERE id = ?", &[&id]),
        (kind, _) => {
            let order = "DELETE FROM entity WHERE kind = ? AND id = ?";
            sql::run(db, order, &[&kind, &key.id])
        }
    }
    .map(|_| ())
}

pub(crate) fn drop_stream(db: &Connection, scope: Scope) -> Result<(), Error> {
    let question = "SELECT kind, id FROM head WHERE scope = ?";
    let keys = sql::all(db, question, &[&scope], |cells| {
        Ok(EntityKey {
            kind: cells.next()?,
            id: cells.next()?,
        })
    })?;
    sql::run(db, "DELETE FROM head WHERE scope = ?", &[&scope])?;
    sql::run(db, "DELETE FROM stream WHERE scope = ?", &[&scope])?;
    keys.iter().try_for_each(|key| let_go(db, key))
}

pub(crate) fn compact(db: &Connection, scope: Scope, upto: u64) -> Result<(), Error> {
    let order = "DELETE FROM head WHERE scope = ? AND gone = 1 AND stamp <= ?";
    sql::run(db, order, &[&scope, &upto])?;
    sql::upsert(db, &STREAM, [scope], |scope, pen| {
        pen.put_all(&[scope, &0_u64, &upto])
    })
}
