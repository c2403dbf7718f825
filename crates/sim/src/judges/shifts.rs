//! What a shift adds up to is the sum of its documents: trade, drawer and
//! methods, for every shift that a branch opened.

use std::collections::BTreeMap;

use nusa_facts::{BranchId, Fact, SealedDoc, ShiftId, sale::Method, shift::CashKind};
use nusa_rules::rows::{DrawerSums, MethodSums, Sums};
use nusa_store::{Error, Look, Store};

use super::{
    applied,
    trade::{add_drawer, add_method, add_sums, trades},
};
use crate::survey::{Library, Survey};

type ShiftSums = (Sums, DrawerSums, BTreeMap<Method, MethodSums>);

/// Compares every shift of a branch at a node with its documents.
///
/// # Errors
/// What the store says.
pub fn judge<S: Store>(
    store: &mut S,
    branch: BranchId,
    survey: &Survey,
    library: &Library,
) -> Result<Vec<String>, Error> {
    let docs: Vec<&SealedDoc> = applied(library, survey, branch).collect();
    let mut wrong = Vec::new();
    for (shift, (sums, drawer, methods)) in sums_of(&docs) {
        let kept = store.transact(|tx| tx.shift_sums(branch, shift))?;
        let kept_methods: BTreeMap<_, _> = kept
            .2
            .into_iter()
            .filter(|row| !is_nothing(&row.1))
            .collect();
        let methods: BTreeMap<_, _> = methods
            .into_iter()
            .filter(|row| !is_nothing(&row.1))
            .collect();
        if (kept.0, kept.1) != (sums, drawer) || kept_methods != methods {
            wrong.push(format!(
                "shift {shift} of branch {branch} is not the sum of its documents"
            ));
        }
    }
    Ok(wrong)
}

fn is_nothing(sums: &MethodSums) -> bool {
    *sums == MethodSums::default()
}

fn sums_of(docs: &[&SealedDoc]) -> BTreeMap<ShiftId, ShiftSums> {
    let mut shifts: BTreeMap<ShiftId, ShiftSums> = BTreeMap::new();
    for trade in trades(docs) {
        let Some(shift) = trade.booked.doc.shift else {
            continue;
        };
        let (sums, drawer, methods) = shifts.entry(shift).or_default();
        add_sums(sums, trade.sums);
        add_drawer(drawer, trade.drawer);
        for (method, add) in trade.methods {
            add_method(methods.entry(method).or_default(), add);
        }
    }
    for doc in docs {
        if let (Fact::CashMoved(cash), Some(shift)) = (&doc.doc.fact, doc.doc.shift) {
            let mut add = DrawerSums::default();
            match cash.direction {
                CashKind::In => add.cash_in = cash.amount,
                CashKind::Out => add.cash_out = cash.amount,
                CashKind::Drop => add.drops = cash.amount,
                CashKind::Tips => add.tips = cash.amount,
            }
            add_drawer(&mut shifts.entry(shift).or_default().1, add);
        }
    }
    shifts
}
