//! Nothing that was ordered is paid twice by one writer: within a chain, the sales
//! that stand never sell more of an order's line than was ordered. Clones may each
//! have taken money for the same bill; that is no fault of either.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{DocId, Fact, bill::OrderedLine, sale::SaleCompleted};

use crate::{
    sea::Port,
    survey::{Library, Survey, SurveyedChain},
};

/// What the chains of a journal say.
pub fn judge(port: Port, survey: &Survey, library: &Library) -> Vec<String> {
    let chains = survey.chains.iter();
    chains
        .flat_map(|chain| wrong(port, chain, library))
        .collect()
}

fn wrong(port: Port, chain: &SurveyedChain, library: &Library) -> Vec<String> {
    let docs = chain.envelopes.iter();
    let docs: Vec<_> = docs.map(|(_, hash)| library.doc(hash)).collect();
    let voided: BTreeSet<DocId> = docs
        .iter()
        .filter_map(|doc| match &doc.doc.fact {
            Fact::SaleVoided(void) => Some(void.sale),
            _ => None,
        })
        .collect();
    let mut sold: BTreeMap<OrderedLine, (i64, i64)> = BTreeMap::new();
    for doc in &docs {
        if let Fact::SaleCompleted(sale) = &doc.doc.fact
            && !voided.contains(&doc.doc.id)
        {
            add(&mut sold, sale);
        }
    }
    let twice = sold.into_iter().filter(|(_, (sum, whole))| sum > whole);
    let said = twice.map(|(line, (sum, whole))| {
        let branch = chain.branch;
        format!("{port}, branch {branch}: {sum} of {line:?} is sold of {whole}")
    });
    said.collect()
}

fn add(sold: &mut BTreeMap<OrderedLine, (i64, i64)>, sale: &SaleCompleted) {
    for line in &sale.lines {
        if let Some(ordered) = line.ordered {
            let sum = sold.entry(ordered).or_default();
            sum.0 += line.quantity_milli;
            sum.1 = line.of_milli.unwrap_or(line.quantity_milli);
        }
    }
}
