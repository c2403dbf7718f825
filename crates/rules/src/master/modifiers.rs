//! What a question that is asked with products may say. An answer that was given
//! once stays in history under its number: it may be put out of use, not taken away.

use std::collections::BTreeSet;

use nusa_facts::{
    ModifierId,
    master::{Entity, EntityKey},
    modifier::{Modifier, ModifierGroup},
};
use nusa_money::amount::MAX_PRICE;

use super::{MasterDesk, row::RowAt};
use crate::{
    Refusal,
    limits::{MAX_MODIFIED_PRODUCTS, MAX_MODIFIER_GROUPS, MAX_MODIFIERS},
    refusal::Code,
};

/// A question; answers without a number get the next ones.
pub(super) fn group(
    at: RowAt,
    row: &mut ModifierGroup,
    was: Option<&ModifierGroup>,
) -> Result<(), Refusal> {
    at.ensure(row.id.0 > 0, "id", "modifier groups number from 1")?;
    at.text("name", &mut row.name)?;
    if row.options.len() > MAX_MODIFIERS {
        let detail = format!("at most {MAX_MODIFIERS} options a group");
        return Err(at.invalid("options", detail));
    }
    for (index, option) in row.options.iter_mut().enumerate() {
        says(at, index, option)?;
    }
    let before = was.map_or(&[][..], |was| &was.options);
    stay(at, &row.options, before)?;
    number(&mut row.options, before);
    counts(at, row)?;
    products(at, row)
}

fn says(at: RowAt, index: usize, option: &mut Modifier) -> Result<(), Refusal> {
    at.text(&format!("options[{index}].name"), &mut option.name)?;
    let price = (0..=MAX_PRICE).contains(&option.price);
    at.ensure(price, &format!("options[{index}].price"), "not a price")
}

/// Whoever writes a group brings all that it ever had, each once, and no number of its own making.
fn stay(at: RowAt, options: &[Modifier], before: &[Modifier]) -> Result<(), Refusal> {
    let mut ids: BTreeSet<ModifierId> = before.iter().map(|option| option.id).collect();
    for (index, option) in options.iter().enumerate().filter(|(_, row)| row.id.0 > 0) {
        let field = format!("options[{index}].option");
        at.ensure(
            ids.remove(&option.id),
            &field,
            "not an option of this group, or named twice",
        )?;
    }
    let detail = "an option stays: put it out of use instead";
    at.ensure(ids.is_empty(), "options", detail)
}

/// All that a group ever had are still there, so the next number was never given.
fn number(options: &mut [Modifier], before: &[Modifier]) {
    let highest = before.iter().map(|option| option.id.0).max().unwrap_or(0);
    let fresh = options.iter_mut().filter(|option| option.id.0 == 0);
    for (option, id) in fresh.zip(highest + 1..) {
        option.id = ModifierId(id);
    }
}

/// A question that nobody could answer would let nobody order.
fn counts(at: RowAt, row: &ModifierGroup) -> Result<(), Refusal> {
    let given = row.options.iter().filter(|option| option.active).count();
    let reachable = usize::from(row.most) <= given;
    at.ensure(reachable, "most", "more than there are active options")?;
    at.ensure(row.least <= row.most, "least", "more than the most")
}

fn products(at: RowAt, row: &ModifierGroup) -> Result<(), Refusal> {
    if row.products.len() > MAX_MODIFIED_PRODUCTS {
        let detail = format!("at most {MAX_MODIFIED_PRODUCTS} products a group");
        return Err(at.invalid("products", detail));
    }
    let once: BTreeSet<_> = row.products.iter().collect();
    let detail = "a product is named twice";
    at.ensure(once.len() == row.products.len(), "products", detail)
}

/// Refuses groups beyond what a till is told of.
pub(super) fn room(desk: &MasterDesk, rows: &[Entity]) -> Result<(), Refusal> {
    let is_new = |key: &EntityKey| !desk.known.contains_key(key);
    let groups = rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| match row {
            Entity::ModifierGroup(_) if is_new(&row.key()) => Some(index),
            _ => None,
        });
    let free = MAX_MODIFIER_GROUPS.saturating_sub(desk.modifier_groups);
    groups.skip(free).take(1).try_for_each(|index| {
        let detail = format!("at most {MAX_MODIFIER_GROUPS} modifier groups");
        Err(Refusal::at(
            Code::LinesTooMany,
            RowAt(index).field("id"),
            detail,
        ))
    })
}
