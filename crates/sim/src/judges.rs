//! Those who say whether a run kept its promises. Each judge has a file, looks
//! at documents and answers only, and recomputes by itself what the nodes
//! believe: none calls the code that it judges.

pub mod answers;
pub mod bills;
pub mod goods;
pub mod loss;
pub mod master;
pub mod money;
pub mod orders;
pub mod prices;
pub mod receipts;
pub mod seals;
pub mod shifts;
pub mod together;

mod trade;

use std::collections::BTreeSet;

use nusa_facts::{BranchId, CENTRE, DocId, Fact, Hash, SealedDoc};

use crate::{
    finding::is_grave,
    keeper::Keeper,
    sea::Port,
    survey::{Library, Survey, survey},
    world::{CENTRE_PORT, World},
};

/// Documents of a branch that are applied where a survey was made, in the order of arrival.
pub(crate) fn applied<'a>(
    library: &'a Library,
    survey: &'a Survey,
    branch: BranchId,
) -> impl Iterator<Item = &'a SealedDoc> {
    let docs = survey.docs.get(&branch).into_iter().flatten();
    let aside: BTreeSet<DocId> = survey.aside_of(branch).collect();
    docs.map(|hash| library.doc(hash))
        .filter(move |doc| !aside.contains(&doc.doc.id))
}

/// The same in the order in which they were applied: what was put aside and let out again counts where
/// that was done, not where it arrived. Needed where who comes first holds.
pub(crate) fn as_applied<'a>(
    library: &'a Library,
    survey: &'a Survey,
    branch: BranchId,
) -> Vec<&'a SealedDoc> {
    let late = let_out(library, survey, branch);
    let all: Vec<&SealedDoc> = applied(library, survey, branch).collect();
    let hashes: BTreeSet<Hash> = all.iter().map(|doc| doc.hash).collect();
    let is_late = |doc: &SealedDoc| late.iter().any(|(_, id)| *id == doc.doc.id);
    let let_out_at = |place: Option<Hash>| {
        let due = late.iter().filter(move |(after, _)| *after == place);
        due.filter_map(|(_, id)| all.iter().find(|doc| doc.doc.id == *id).copied())
    };
    let mut docs = Vec::with_capacity(all.len());
    for hash in survey.docs.get(&branch).into_iter().flatten() {
        let doc = library.doc(hash);
        if hashes.contains(hash) && !is_late(doc) {
            docs.push(doc);
        }
        docs.extend(let_out_at(Some(*hash)));
    }
    docs.extend(let_out_at(None));
    docs
}

/// What the centre let out of quarantine, after which document of the branch.
fn let_out(library: &Library, survey: &Survey, branch: BranchId) -> Vec<(Option<Hash>, DocId)> {
    let facts = applied(library, survey, CENTRE).map(|doc| &doc.doc.fact);
    let again = facts.filter_map(|fact| match fact {
        Fact::FactReapplied(again) if again.branch == branch => Some((again.after, again.doc)),
        _ => None,
    });
    again.collect()
}

impl<K: Keeper> World<K> {
    /// Calls every judge after the end. Nothing is called where a run was stopped by a finding.
    pub fn judge(&mut self) {
        if !self.findings.is_empty() {
            return;
        }
        let mut library = Library::default();
        let Some(centre) = self.survey(CENTRE_PORT, &mut library) else {
            return;
        };
        self.judge_everywhere(&centre, &mut library);
        self.judge_centre(&centre, &library);
        let branches: Vec<Port> = (1..self.sites.len())
            .filter(|&port| !self.sites[port].is_outcast)
            .collect();
        for port in branches {
            if let Some(own) = self.survey(port, &mut library) {
                self.judge_branch(port, &own, &centre, &library);
            }
        }
    }

    fn survey(&mut self, port: Port, library: &mut Library) -> Option<Survey> {
        let Some(node) = self.sites[port].node() else {
            self.find("end", format!("{port} does not run"));
            return None;
        };
        match survey(node, library) {
            Ok(survey) => Some(survey),
            Err(error) => {
                self.find("end", format!("{port} cannot be read: {error}"));
                None
            }
        }
    }

    fn all(&mut self, judge: &'static str, findings: impl IntoIterator<Item = String>) {
        for what in findings {
            self.find(judge, what);
        }
    }

    /// What must hold wherever a machine runs.
    fn judge_everywhere(&mut self, centre: &Survey, library: &mut Library) {
        for port in 0..self.sites.len() {
            if self.sites[port].is_outcast || !self.sites[port].is_awake() {
                continue;
            }
            let own = if port == CENTRE_PORT {
                None
            } else {
                self.survey(port, library)
            };
            let survey = own.as_ref().unwrap_or(centre);
            let broken = seals::judge(port, survey, library);
            self.all("seals", broken);
            let twice = bills::judge(port, survey, library);
            self.all("bills", twice);
            self.judge_rebuild(port);
        }
    }

    fn judge_rebuild(&mut self, port: Port) {
        let Some(node) = self.sites[port].node() else {
            return;
        };
        match node.verify(|_| ()) {
            Ok(verdict) => {
                let named = verdict
                    .differences
                    .into_iter()
                    .map(|what| format!("{port}: {what}"));
                self.all("rebuild", named);
            }
            Err(fault) => {
                let grave = is_grave(&fault);
                self.find(
                    "rebuild",
                    format!("{port} cannot be verified (grave: {grave}): {fault}"),
                );
            }
        }
    }

    fn judge_centre(&mut self, centre: &Survey, library: &Library) {
        let lost = loss::judge(&self.witness, centre);
        self.all("loss", lost);
        for branch in 1..=self.weather.branches {
            let branch = BranchId(branch);
            let (gaps, repeated) = receipts::judge(branch, centre, library, &self.witness);
            self.tally.repeated_numbers += repeated;
            self.all("receipts", gaps);
            self.judge_sums(CENTRE_PORT, branch, centre, library);
        }
        self.judge_goods(CENTRE_PORT, centre, library);
        self.judge_orders(CENTRE_PORT, centre, library);
    }

    /// Sums of one branch at one place.
    fn judge_sums(&mut self, port: Port, branch: BranchId, survey: &Survey, library: &Library) {
        let Some(node) = self.sites[port].node() else {
            return;
        };
        let rollups = node.store().rollups(branch);
        let shifts = shifts::judge(node.store(), branch, survey, library);
        match rollups {
            Ok(rollups) => {
                let wrong = money::judge(port, branch, survey, library, &rollups);
                self.all("money", wrong);
            }
            Err(error) => self.find("money", format!("{port}: {error}")),
        }
        match shifts {
            Ok(wrong) => self.all(
                "shifts",
                wrong.into_iter().map(|what| format!("{port}: {what}")),
            ),
            Err(error) => self.find("shifts", format!("{port}: {error}")),
        }
    }

    fn judge_goods(&mut self, port: Port, survey: &Survey, library: &Library) {
        let Some(node) = self.sites[port].node() else {
            return;
        };
        match goods::judge(node.store(), survey, library) {
            Ok(wrong) => self.all(
                "goods",
                wrong.into_iter().map(|what| format!("{port}: {what}")),
            ),
            Err(error) => self.find("goods", format!("{port}: {error}")),
        }
    }

    fn judge_orders(&mut self, port: Port, survey: &Survey, library: &Library) {
        let Some(node) = self.sites[port].node() else {
            return;
        };
        match orders::judge(node.store(), survey, library) {
            Ok(wrong) => self.all(
                "orders",
                wrong.into_iter().map(|what| format!("{port}: {what}")),
            ),
            Err(error) => self.find("orders", format!("{port}: {error}")),
        }
    }

    fn judge_branch(&mut self, port: Port, own: &Survey, centre: &Survey, library: &Library) {
        let branch = self.sites[port].branch;
        let apart = together::judge(port, branch, own, centre, library);
        self.all("together", apart);
        // Where clones contradicted each other, each applied what it heard first: every place is judged by
        // what it has applied itself.
        self.judge_sums(port, branch, own, library);
        self.judge_goods(port, own, library);
        self.judge_orders(port, own, library);
        self.judge_master(port);
    }

    /// The master data of one branch against the centre's.
    pub(crate) fn judge_master(&mut self, port: Port) {
        let branch = self.sites[port].branch;
        let told = self
            .centre()
            .map(|node| master::at_centre(node.store(), branch));
        let known = self.sites[port]
            .node()
            .map(|node| master::at_branch(node.store()));
        match (told, known) {
            (Some(Ok(told)), Some(Ok(known))) => {
                let wrong = master::judge(port, &told, &known);
                self.all("master", wrong);
            }
            (Some(Err(error)), _) | (_, Some(Err(error))) => self.find("master", error.to_string()),
            _ => self.find("master", format!("{port} or the centre does not run")),
        }
    }
}
