//! Tables that the centre planned for a branch: the branch sets each up once, by itself, in a fact of its
//! own; the fact tells the centre that the plan is done. A plan that does not fit is not tried again, and
//! the centre sees that it stands. Decides nothing itself.

use nusa_facts::{
    BranchId, Millis, TableId,
    master::{Entity, EntityKind, Scope},
    order::{TablePlan, TableSet},
};
use nusa_rules::{
    rows::TableRow,
    table::{TableDesk, follow_plan},
};
use nusa_store::{Error as StoreError, Look, Store, Tx};

use crate::{
    Node,
    execute::Office,
    fault::Fault,
    journal::{self, Draft},
    master, note,
};

/// Notes of the plans that were looked at, by table: the moment of the last.
const SEEN: &str = "planned/";

/// A table as an office sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The table, as it is planned where something is planned of it.
    pub row: TableRow,
    /// The sitting that runs.
    pub sitting: u32,
    /// The branch has not set it up so yet.
    pub is_planned: bool,
}

/// The tables of a branch as it has them, by their ids.
///
/// # Errors
/// What the disk says.
pub fn standing(look: &impl Look, branch: BranchId) -> Result<Vec<Standing>, StoreError> {
    let tables = look.tables(branch)?.into_iter();
    let standing = tables.map(|(row, sitting)| Standing {
        row,
        sitting,
        is_planned: false,
    });
    Ok(standing.collect())
}

/// The tables of a branch with what the centre plans of them, by their ids.
///
/// # Errors
/// What the disk says.
pub fn tables(look: &impl Look, branch: BranchId) -> Result<Vec<Standing>, StoreError> {
    let mut standing = standing(look, branch)?;
    for plan in plans(look)? {
        if plan.branch != branch {
            continue;
        }
        let known = standing.iter().position(|table| table.row.id == plan.table);
        let sitting = known.map_or(1, |at| standing.swap_remove(at).sitting);
        standing.push(Standing {
            row: TableRow::from(&plan),
            sitting,
            is_planned: true,
        });
    }
    standing.sort_by_key(|table| table.row.id);
    Ok(standing)
}

/// The plans that stand at this node.
///
/// # Errors
/// What the disk says.
pub fn plans(look: &impl Look) -> Result<Vec<TablePlan>, StoreError> {
    let rows = look.entities(EntityKind::Table)?.into_iter();
    let plans = rows.filter_map(|row| match row {
        Entity::Table(plan) => Some(plan),
        _ => None,
    });
    Ok(plans.collect())
}

impl<S: Store> Node<S> {
    /// Sets up what the centre planned and this branch has not looked at; tells how many plans that were.
    ///
    /// # Errors
    /// `NotHere` at the centre; `Store` when the disk refuses.
    pub fn follow_plans(&mut self) -> Result<usize, Fault> {
        self.only_branch()?;
        let (store, mut office) = self.at_work();
        store.transact(|tx| {
            let mut waiting = plans(tx)?;
            waiting.sort_by_key(|plan| (plan.at, plan.table));
            let mut followed = 0;
            for plan in waiting {
                if !is_seen(tx, &plan)? {
                    follow(&mut office, tx, &plan)?;
                    followed += 1;
                }
            }
            Ok(followed)
        })
    }
}

/// Whether this branch looked at a plan already.
pub(crate) fn is_seen(look: &impl Look, plan: &TablePlan) -> Result<bool, StoreError> {
    let seen: Option<Millis> = note::read(look, &seen_name(plan.table))?;
    Ok(seen.is_some_and(|seen| seen >= plan.at))
}

fn seen_name(table: TableId) -> String {
    format!("{SEEN}{table}")
}

fn follow<T: Tx>(office: &mut Office<'_>, tx: &mut T, plan: &TablePlan) -> Result<(), Fault> {
    let here = office.branch;
    let tables: Vec<TableRow> = tx.tables(here)?.into_iter().map(|(row, _)| row).collect();
    let desk = TableDesk {
        here,
        tables: &tables,
    };
    let moment = office.moment(tx)?;
    if let Some(ruling) = follow_plan(desk, &moment, plan) {
        let draft = Draft {
            business_date: Some(ruling.business_date),
            ..Draft::own(ruling.fact)
        };
        journal::record(tx, &mut office.pen, here, moment, vec![draft])?;
    }
    Ok(note::write(tx, &seen_name(plan.table), &plan.at)?)
}

/// A branch set a table up. Was it planned so, its stream need not tell of it any more; gives the fact that
/// says so.
pub(crate) fn finish<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    set: &TableSet,
) -> Result<Option<Draft>, StoreError> {
    let key = TablePlan::key(set.table);
    let Some(Entity::Table(plan)) = tx.entity(&key)? else {
        return Ok(None);
    };
    if plan.branch != branch || set.planned_at != Some(plan.at) {
        return Ok(None);
    }
    master::leave(tx, Scope::Branch(branch), &key).map(Some)
}
