//! Master data at the centre: rows are numbered, judged, written to their
//! streams under change numbers of the same transaction (R13), and noted as
//! facts, so that history and audit exist for them too.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, CENTRE, CategoryId, Fact, ModifierGroupId, PriceId, ProductId, RegionId, StaffId,
    TaxId,
    master::{Entity, EntityKey, EntityKind, MasterChanged, Scope, Staff},
};
use nusa_rules::{
    Moment,
    command::PROVISIONAL,
    master::{self as law, MasterDesk, RowChange},
};
use nusa_store::{Error as StoreError, Look, Tx};

use crate::{
    desk,
    execute::{Ask, Office},
    fault::Fault,
    journal::{self, Draft, Placed},
    pass, planned, staff,
};

/// Writes rows of master data for somebody.
pub(crate) fn change<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    ask: &Ask,
    moment: Moment,
    rows: &[Entity],
) -> Result<Vec<Placed>, Fault> {
    only_centre(office)?;
    let mut rows = numbered(tx, rows)?;
    for row in &mut rows {
        if let Entity::Staff(written) = row {
            *written = staff::as_known(tx, written.clone())?;
        }
    }
    let desk = master_desk(tx, &rows)?;
    let changes = law::decide_master(&desk, &ask.actor, &moment, &rows)?;
    let mut drafts = Vec::with_capacity(changes.len());
    for change in changes {
        for fact in put(tx, change)? {
            let signed = Draft::own(fact);
            drafts.push(Draft {
                staff: ask.actor.signature(),
                command: Some((ask.command, ask.body_hash)),
                ..signed
            });
        }
    }
    for row in &rows {
        if let Entity::Staff(staff) = row
            && !staff.active
        {
            pass::end(tx, staff.id)?;
        }
    }
    journal::record(tx, &mut office.pen, office.branch, moment, drafts)
}

/// Tells the receiver of a dispatch from the centre, in its own stream.
pub(crate) fn announce<T: Tx>(
    office: &mut Office<'_>,
    tx: &mut T,
    moment: Moment,
    placed: &[Placed],
) -> Result<(), Fault> {
    for Placed { doc, .. } in placed {
        let Fact::TransferDispatched(sent) = &doc.doc.fact else {
            continue;
        };
        let Some(notice) = desk::dispatched(tx, sent.transfer)?.filter(|_| office.branch == CENTRE)
        else {
            continue;
        };
        if notice.to != CENTRE {
            let drafts = stand(tx, Scope::Branch(notice.to), &Entity::Transfer(notice))?;
            journal::record(tx, &mut office.pen, office.branch, moment, vec![drafts])?;
        }
    }
    Ok(())
}

/// Puts one row into one stream and gives the fact that says so.
pub(crate) fn stand(tx: &mut impl Tx, scope: Scope, row: &Entity) -> Result<Draft, StoreError> {
    Ok(Draft::own(note(tx, scope, &row.key(), Some(row))?))
}

/// Takes one row out of one stream and gives the fact that says so.
pub(crate) fn leave(tx: &mut impl Tx, scope: Scope, key: &EntityKey) -> Result<Draft, StoreError> {
    Ok(Draft::own(note(tx, scope, key, None)?))
}

fn only_centre(office: &Office<'_>) -> Result<(), Fault> {
    if office.branch == CENTRE {
        Ok(())
    } else {
        Err(Fault::NotHere("only the centre changes master data"))
    }
}

fn put(tx: &mut impl Tx, change: RowChange) -> Result<Vec<Fact>, StoreError> {
    let key = change.row.key();
    let mut facts = Vec::new();
    for scope in change.plan.leaves {
        facts.push(note(tx, scope, &key, None)?);
    }
    for scope in change.plan.puts {
        facts.push(note(tx, scope, &key, Some(&change.row))?);
    }
    Ok(facts)
}

fn note(
    tx: &mut impl Tx,
    scope: Scope,
    key: &EntityKey,
    now: Option<&Entity>,
) -> Result<Fact, StoreError> {
    let change = tx.next_change(scope)?;
    tx.put(scope, change, key, now)?;
    Ok(Fact::MasterChanged(MasterChanged {
        scope,
        change,
        key: key.clone(),
        now: now.cloned(),
    }))
}

fn master_desk(look: &impl Look, rows: &[Entity]) -> Result<MasterDesk, StoreError> {
    let mut desk = MasterDesk::default();
    for key in law::lookups(rows) {
        if let Some(entity) = look.entity(&key)? {
            desk.known.insert(key, entity);
        }
    }
    for (kind, code) in law::codes(rows) {
        if let Some(holder) = holder(look, kind, &code, rows)? {
            desk.holders.insert((kind, code), holder);
        }
    }
    let is_group = |row: &Entity| matches!(row, Entity::ModifierGroup(_));
    if rows.iter().any(is_group) {
        desk.modifier_groups = look.entities(EntityKind::ModifierGroup)?.len();
    }
    for row in rows {
        if let Entity::Table(plan) = row {
            let standing = planned::tables(look, plan.branch)?.into_iter();
            let tables = standing.map(|table| table.row).collect();
            desk.tables.insert(plan.branch, tables);
        }
    }
    for row in rows {
        if let Entity::Staff(written) = row
            && written.id.local_branch().is_some()
            && let Some(was) = staff::person(look, written.id)?
        {
            desk.added.insert(was.id, was);
        }
    }
    let branches = look.entities(EntityKind::Branch)?;
    desk.ppn_allowed = branches
        .iter()
        .any(|row| matches!(row, Entity::Branch(branch) if branch.is_pkp));
    Ok(desk)
}

fn holder(
    look: &impl Look,
    kind: EntityKind,
    code: &str,
    rows: &[Entity],
) -> Result<Option<EntityKey>, StoreError> {
    if kind == EntityKind::Product {
        return Ok(look
            .product_by_code(code)?
            .map(|row| Entity::Product(row).key()));
    }
    if kind == EntityKind::Staff {
        let written: BTreeSet<EntityKey> = rows.iter().map(Entity::key).collect();
        let people = staff::people(look)?.into_iter().map(|person| person.staff);
        let holds = |staff: &Staff| staff.active || staff.id.local_branch().is_none();
        let mut keys = people
            .filter(|staff| staff.login == code && holds(staff))
            .map(|staff| EntityKey::numbered(EntityKind::Staff, staff.id.0));
        return Ok(keys.find(|key| !written.contains(key)));
    }
    let is_holder = |row: &Entity| matches!(row, Entity::Branch(branch) if branch.code == code);
    Ok(look
        .entities(kind)?
        .iter()
        .find(|row| is_holder(row))
        .map(Entity::key))
}

/// Numbers that take the place of provisional ones, the same one wherever it is named.
struct Numbers<'a, T> {
    tx: &'a mut T,
    given: BTreeMap<(EntityKind, u32), u32>,
}

fn numbered<T: Tx>(tx: &mut T, rows: &[Entity]) -> Result<Vec<Entity>, StoreError> {
    let mut numbers = Numbers {
        tx,
        given: BTreeMap::new(),
    };
    rows.iter().map(|row| numbers.row(row.clone())).collect()
}

impl<T: Tx> Numbers<'_, T> {
    fn number(&mut self, kind: EntityKind, id: u32) -> Result<u32, StoreError> {
        if id < PROVISIONAL {
            return Ok(id);
        }
        if let Some(&number) = self.given.get(&(kind, id)) {
            return Ok(number);
        }
        let mut number = self.tx.next_number(kind)?;
        // A centre that was restored counts anew from where it was, and somebody may have named a row by then.
        while self
            .tx
            .entity(&EntityKey::numbered(kind, number))?
            .is_some()
        {
            number = self.tx.next_number(kind)?;
        }
        self.given.insert((kind, id), number);
        Ok(number)
    }

    fn scope(&mut self, scope: Scope) -> Result<Scope, StoreError> {
        Ok(match scope {
            Scope::Company => Scope::Company,
            Scope::Region(id) => Scope::Region(RegionId(self.number(EntityKind::Region, id.0)?)),
            Scope::Branch(id) => Scope::Branch(BranchId(self.number(EntityKind::Branch, id.0)?)),
        })
    }

    fn row(&mut self, mut row: Entity) -> Result<Entity, StoreError> {
        match &mut row {
            Entity::Product(product) => {
                product.id = ProductId(self.number(EntityKind::Product, product.id.0)?);
                product.category =
                    CategoryId(self.number(EntityKind::Category, product.category.0)?);
            }
            Entity::Category(category) => {
                category.id = CategoryId(self.number(EntityKind::Category, category.id.0)?);
            }
            Entity::Price(price) => {
                price.id = PriceId(self.number(EntityKind::Price, price.id.0)?);
                price.product = ProductId(self.number(EntityKind::Product, price.product.0)?);
                price.scope = self.scope(price.scope)?;
            }
            Entity::Tax(tax) => tax.id = TaxId(self.number(EntityKind::Tax, tax.id.0)?),
            Entity::Region(region) => {
                region.id = RegionId(self.number(EntityKind::Region, region.id.0)?)
            }
            Entity::Branch(branch) => {
                branch.id = BranchId(self.number(EntityKind::Branch, branch.id.0)?);
                branch.region = RegionId(self.number(EntityKind::Region, branch.region.0)?);
            }
            Entity::Staff(staff) => {
                staff.id = StaffId(self.number(EntityKind::Staff, staff.id.0)?);
                for grant in &mut staff.grants {
                    if let Some(branch) = grant.branch {
                        grant.branch = Some(BranchId(self.number(EntityKind::Branch, branch.0)?));
                    }
                }
            }
            Entity::ModifierGroup(group) => {
                group.id = ModifierGroupId(self.number(EntityKind::ModifierGroup, group.id.0)?);
                for product in &mut group.products {
                    *product = ProductId(self.number(EntityKind::Product, product.0)?);
                }
            }
            Entity::Place(_) | Entity::Transfer(_) | Entity::Table(_) => {}
        }
        Ok(row)
    }
}
