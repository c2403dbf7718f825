//! Sales are their lines, their payments and the roll-ups: every sale's sums
//! hold by themselves, and the roll-ups of a branch are the sums of its
//! documents, each counted once.

use std::collections::BTreeMap;

use nusa_facts::{BranchId, Fact, SealedDoc, sale::SaleCompleted, time::local_hour};

use super::{
    applied,
    trade::{add_method, add_product, add_sums, trades},
};
use crate::{
    keeper::Rollups,
    sea::Port,
    survey::{Library, Survey},
};

/// Compares what a node keeps of a branch with its documents.
pub fn judge(
    port: Port,
    branch: BranchId,
    survey: &Survey,
    library: &Library,
    kept: &Rollups,
) -> Vec<String> {
    let docs: Vec<&SealedDoc> = applied(library, survey, branch).collect();
    let mut wrong: Vec<String> = docs.iter().filter_map(|doc| sale_wrong(doc)).collect();
    let sums = rollups(&docs);
    differ(&mut wrong, "hour", &sums.hours, &kept.hours);
    differ(&mut wrong, "staff", &sums.staff, &kept.staff);
    differ(&mut wrong, "product", &sums.products, &kept.products);
    differ(&mut wrong, "method", &sums.methods, &kept.methods);
    wrong
        .into_iter()
        .map(|what| format!("{port}, branch {branch}: {what}"))
        .collect()
}

fn sale_wrong(doc: &SealedDoc) -> Option<String> {
    let Fact::SaleCompleted(sale) = &doc.doc.fact else {
        return None;
    };
    let SaleCompleted {
        total,
        payable,
        change,
        ..
    } = *sale;
    let lines: i64 = sale.lines.iter().map(|line| line.total).sum();
    let paid: i64 = sale.payments.iter().map(|payment| payment.amount).sum();
    let number = &sale.number;
    if lines != total {
        return Some(format!(
            "{number}: the lines add up to {lines}, the total is {total}"
        ));
    }
    if payable != total + sale.tip + sale.rounding {
        return Some(format!(
            "{number}: {payable} is to pay for a total of {total}"
        ));
    }
    let kept = paid - change - sale.voucher_forfeited;
    (kept != payable).then(|| format!("{number}: {kept} was kept where {payable} was to pay"))
}

fn rollups(docs: &[&SealedDoc]) -> Rollups {
    let mut sums = Rollups::default();
    for trade in trades(docs) {
        let doc = &trade.booked.doc;
        let date = doc.business_date;
        let hour = local_hour(doc.at, doc.tz_offset_min);
        add_sums(sums.hours.entry((date, hour)).or_default(), trade.sums);
        if let Some(staff) = &doc.staff {
            add_sums(sums.staff.entry((date, staff.id)).or_default(), trade.sums);
        }
        for (product, add) in trade.products {
            add_product(sums.products.entry((date, product)).or_default(), add);
        }
        for (method, add) in trade.methods {
            add_method(sums.methods.entry((date, method)).or_default(), add);
        }
    }
    sums
}

/// Rows of nothing are as good as no rows.
fn differ<K, V>(wrong: &mut Vec<String>, name: &str, sums: &BTreeMap<K, V>, kept: &BTreeMap<K, V>)
where
    K: Ord + std::fmt::Debug,
    V: Default + PartialEq + Copy + std::fmt::Debug,
{
    let at = |rows: &BTreeMap<K, V>, key: &K| rows.get(key).copied().unwrap_or_default();
    for key in sums
        .keys()
        .chain(kept.keys().filter(|key| !sums.contains_key(key)))
    {
        let (should, is) = (at(sums, key), at(kept, key));
        if should != is {
            wrong.push(format!(
                "the {name} {key:?} should be {should:?} and is {is:?}"
            ));
        }
    }
}
