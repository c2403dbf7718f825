//! Changes of master data: who may write which row, what a row may say, and which
//! streams are told. Knows no change numbers: the node draws them under a lock.

mod branch;
mod catalogue;
mod modifiers;
mod people;
mod row;
pub mod streams;
mod tables;
mod till_settings;

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, StaffId,
    master::{Entity, EntityKey, EntityKind, Place, Scope, Staff},
};

use crate::{
    Actor, Moment, Refusal, Right, limits::MAX_MASTER_ROWS, refusal::Code, rows::TableRow,
};
use row::RowAt;
pub use streams::{Plan, plan_change, streams};

/// A code that only one row of its kind may have: a product's SKU or barcode, a branch's code, a
/// sign-in name.
pub type CodeKey = (EntityKind, String);

/// What the law looks at when rows are written.
#[derive(Clone, Debug, Default)]
pub struct MasterDesk {
    /// The rows that [`lookups`] names, as they stand; what does not exist is left out.
    pub known: BTreeMap<EntityKey, Entity>,
    /// Who has the codes that [`codes`] names; a code that nobody has is left out.
    pub holders: BTreeMap<CodeKey, EntityKey>,
    /// Some branch may collect PPN, or there is no branch yet.
    pub ppn_allowed: bool,
    /// How many questions about products there are; counted where such a question is written.
    pub modifier_groups: usize,
    /// The tables of the branches whose tables are written, as they stand with what is planned of them.
    pub tables: BTreeMap<BranchId, Vec<TableRow>>,
    /// The people among those written whom a branch added by itself, as it did.
    pub added: BTreeMap<StaffId, Staff>,
}

/// A row that changes, and who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The row as it shall be, its texts trimmed.
    pub row: Entity,
    /// The streams that get it and those that get a tombstone (R15).
    pub plan: Plan,
}

/// The rows to look up before rows are decided: what they were, and what they refer to.
pub fn lookups(rows: &[Entity]) -> BTreeSet<EntityKey> {
    let mut keys: BTreeSet<EntityKey> = rows.iter().map(Entity::key).collect();
    keys.extend(rows.iter().flat_map(references));
    keys.extend(rows.iter().filter_map(place_of).map(|place| place.key()));
    keys
}

/// The codes whose holders are to be looked up before rows are decided.
pub fn codes(rows: &[Entity]) -> BTreeSet<CodeKey> {
    rows.iter().flat_map(codes_of).collect()
}

/// Decides a change of master data: all rows or none. Rows that stay as they are, are left out; a
/// branch that changes changes the place as which the others know it.
///
/// # Errors
/// `LinesMissing`, `LinesTooMany`, `LineRepeated`, `Forbidden`, `MasterInvalid`, `TextInvalid`,
/// `MasterUnknown` (a row refers to nothing), `MasterTaken`, `TableTaken`, `NothingChanges`.
pub fn decide_master(
    desk: &MasterDesk,
    actor: &Actor,
    moment: &Moment,
    rows: &[Entity],
) -> Result<Vec<RowChange>, Refusal> {
    check_count(rows)?;
    let ppn = desk.ppn_allowed || rows.iter().any(collects_ppn);
    let written: BTreeSet<EntityKey> = rows.iter().map(Entity::key).collect();
    let mut changes = Vec::with_capacity(rows.len());
    let mut kept = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let at = RowAt(index);
        let before = desk.known.get(&row.key());
        let mut row = row.clone();
        may_write(desk, actor, &row, before)?;
        check(at, &mut row, before, moment, ppn)?;
        exists(at, desk, &written, &row)?;
        kept.push(row.clone());
        if before != Some(&row) && !tables::is_so(desk, &row, before) {
            let place = place_of(&row);
            changes.push(told(row, before));
            changes.extend(place.and_then(|place| place_changes(desk, place)));
        }
    }
    free(desk, &kept)?;
    modifiers::room(desk, &kept)?;
    tables::fit(desk, &kept)?;
    if changes.is_empty() {
        let detail = "the rows are so already";
        return Err(Refusal::at(Code::NothingChanges, "rows", detail));
    }
    Ok(changes)
}

fn told(row: Entity, before: Option<&Entity>) -> RowChange {
    let was = before.map_or_else(Vec::new, streams);
    let plan = plan_change(&was, &streams(&row));
    RowChange { row, plan }
}

/// The place that a branch is to the others; none for what is no branch.
fn place_of(row: &Entity) -> Option<Entity> {
    match row {
        Entity::Branch(branch) => Some(Entity::Place(Place::from(branch))),
        _ => None,
    }
}

fn place_changes(desk: &MasterDesk, place: Entity) -> Option<RowChange> {
    let before = desk.known.get(&place.key());
    (before != Some(&place)).then(|| told(place, before))
}

/// The places that branches should be and are not yet, for a company whose branches were written
/// before they were told of each other.
pub fn missing_places(branches: &[Entity], places: &[Entity]) -> Vec<Entity> {
    let wanted = branches.iter().filter_map(place_of);
    wanted.filter(|place| !places.contains(place)).collect()
}

fn check_count(rows: &[Entity]) -> Result<(), Refusal> {
    if rows.is_empty() {
        return Err(Refusal::at(Code::LinesMissing, "rows", "no rows are named"));
    }
    if rows.len() > MAX_MASTER_ROWS {
        let detail = format!("at most {MAX_MASTER_ROWS} rows at once");
        return Err(Refusal::at(Code::LinesTooMany, "rows", detail));
    }
    let mut seen = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        if !seen.insert(row.key()) {
            let field = format!("rows[{index}].id");
            let detail = "the row is named twice";
            return Err(Refusal::at(Code::LineRepeated, field, detail));
        }
    }
    Ok(())
}

fn check(
    at: RowAt,
    row: &mut Entity,
    before: Option<&Entity>,
    moment: &Moment,
    ppn: bool,
) -> Result<(), Refusal> {
    match (row, before) {
        (Entity::Product(row), _) => catalogue::product(at, row, ppn),
        (Entity::Category(row), _) => at.text("name", &mut row.name),
        (Entity::Price(row), Some(Entity::Price(was))) => {
            catalogue::price(at, row)?;
            catalogue::price_stays(at, row, was, moment)
        }
        (Entity::Price(row), _) => catalogue::price(at, row),
        (Entity::Tax(row), _) => catalogue::tax(at, row),
        (Entity::Region(row), _) => at.text("name", &mut row.name),
        (Entity::Branch(row), Some(Entity::Branch(was))) => {
            branch::settings(at, row)?;
            branch::code_stays(at, row, was)?;
            branch::currency_stays(at, row, was)
        }
        (Entity::Branch(row), _) => branch::settings(at, row),
        (Entity::Staff(row), _) => people::staff(at, row),
        (Entity::ModifierGroup(row), Some(Entity::ModifierGroup(was))) => {
            modifiers::group(at, row, Some(was))
        }
        (Entity::ModifierGroup(row), _) => modifiers::group(at, row, None),
        (Entity::Table(row), Some(Entity::Table(was))) => tables::plan(at, row, Some(was), moment),
        (Entity::Table(row), _) => tables::plan(at, row, None, moment),
        (Entity::Place(_), _) => Err(at.invalid("entity", "a place follows its branch")),
        (Entity::Transfer(_), _) => Err(at.invalid("entity", "transfers are sent, not written")),
    }
}

fn collects_ppn(row: &Entity) -> bool {
    matches!(row, Entity::Branch(branch) if branch.is_pkp)
}

/// The catalogue and the branches are the company's; a price for a branch and a person of a branch
/// may be written by who manages that branch.
fn may_write(
    desk: &MasterDesk,
    actor: &Actor,
    row: &Entity,
    before: Option<&Entity>,
) -> Result<(), Refusal> {
    match row {
        Entity::Product(_) | Entity::Category(_) | Entity::Tax(_) | Entity::ModifierGroup(_) => {
            actor.must_everywhere(Right::ManageCatalogue)
        }
        Entity::Region(_) | Entity::Branch(_) | Entity::Place(_) | Entity::Transfer(_) => {
            actor.must_everywhere(Right::ManageBranches)
        }
        Entity::Price(price) => {
            if let Some(Entity::Price(was)) = before {
                may_price(actor, was.scope)?;
            }
            may_price(actor, price.scope)
        }
        Entity::Table(plan) => actor.must(Right::ManageTables, plan.branch),
        Entity::Staff(staff) => {
            let was = people::grants_before(desk, staff, before);
            people::may_grant(actor, was, &staff.grants)
        }
    }
}

fn may_price(actor: &Actor, scope: Scope) -> Result<(), Refusal> {
    match scope {
        Scope::Company | Scope::Region(_) => actor.must_everywhere(Right::ManagePrices),
        Scope::Branch(branch) => actor.must(Right::ManagePrices, branch),
    }
}

/// The rows that a row cannot do without, each with the field that names it.
fn references(row: &Entity) -> Vec<EntityKey> {
    let key = EntityKey::numbered;
    let branch = |id: BranchId| key(EntityKind::Branch, id.0);
    match row {
        Entity::Product(product) => vec![key(EntityKind::Category, product.category.0)],
        Entity::Price(price) => {
            let mut keys = vec![key(EntityKind::Product, price.product.0)];
            match price.scope {
                Scope::Company => {}
                Scope::Region(region) => keys.push(key(EntityKind::Region, region.0)),
                Scope::Branch(id) => keys.push(branch(id)),
            }
            keys
        }
        Entity::Branch(branch) => vec![key(EntityKind::Region, branch.region.0)],
        Entity::Staff(staff) => staff
            .grants
            .iter()
            .filter_map(|grant| grant.branch.map(branch))
            .collect(),
        Entity::ModifierGroup(group) => {
            let products = group.products.iter();
            products
                .map(|product| key(EntityKind::Product, product.0))
                .collect()
        }
        Entity::Table(plan) => vec![branch(plan.branch)],
        Entity::Category(_)
        | Entity::Tax(_)
        | Entity::Region(_)
        | Entity::Place(_)
        | Entity::Transfer(_) => Vec::new(),
    }
}

fn exists(
    at: RowAt,
    desk: &MasterDesk,
    written: &BTreeSet<EntityKey>,
    row: &Entity,
) -> Result<(), Refusal> {
    for key in references(row) {
        if !written.contains(&key) && !desk.known.contains_key(&key) {
            let word = key.kind.word();
            let detail = format!("{word} {} does not exist", key.id);
            return Err(Refusal::at(Code::MasterUnknown, at.field(word), detail));
        }
    }
    Ok(())
}

fn codes_of(row: &Entity) -> Vec<CodeKey> {
    let code = |kind, code: &str| (kind, code.trim().to_owned());
    match row {
        Entity::Product(product) => {
            let mut codes = vec![code(EntityKind::Product, &product.sku)];
            let barcode = code(EntityKind::Product, &product.barcode);
            if !barcode.1.is_empty() && !codes.contains(&barcode) {
                codes.push(barcode);
            }
            codes
        }
        Entity::Branch(branch) => vec![code(EntityKind::Branch, &branch.code)],
        // Whom a branch added and who may sign in no more gives the name up.
        Entity::Staff(staff) if !staff.active && staff.id.local_branch().is_some() => Vec::new(),
        Entity::Staff(staff) => vec![code(EntityKind::Staff, &staff.login)],
        _ => Vec::new(),
    }
}

/// Refuses a code that another row has, or that two of these rows would have. A row of this change
/// gives up what it had.
fn free(desk: &MasterDesk, rows: &[Entity]) -> Result<(), Refusal> {
    let changing: BTreeSet<EntityKey> = rows.iter().map(Entity::key).collect();
    let mut holders: BTreeMap<CodeKey, EntityKey> = desk
        .holders
        .iter()
        .filter(|(_, holder)| !changing.contains(holder))
        .map(|(code, holder)| (code.clone(), holder.clone()))
        .collect();
    for (index, row) in rows.iter().enumerate() {
        for code in codes_of(row) {
            let detail = format!("the code {} belongs to another row", code.1);
            if holders.insert(code, row.key()).is_some() {
                return Err(Refusal::at(
                    Code::MasterTaken,
                    RowAt(index).field("code"),
                    detail,
                ));
            }
        }
    }
    Ok(())
}
