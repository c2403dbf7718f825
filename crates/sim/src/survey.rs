//! Everything that lies in a node's journal, read once for all judges, and a
//! library in which every document is parsed once however many nodes hold it.

use std::collections::{BTreeMap, HashMap};

use nusa_facts::{BranchId, DocId, Envelope, Hash, SealedDoc};
use nusa_node::{Fault, Node, Role};
use nusa_store::{ChainRow, Error, Look, Store};

/// Documents by the hash of their bytes.
#[derive(Debug, Default)]
pub struct Library {
    docs: HashMap<Hash, SealedDoc>,
}

impl Library {
    fn keep(&mut self, bytes: Vec<u8>) -> Result<Hash, Error> {
        let hash = Hash::of_doc(&bytes);
        if let std::collections::hash_map::Entry::Vacant(place) = self.docs.entry(hash) {
            let doc = SealedDoc::read_any(bytes).map_err(|error| Error::Row(error.to_string()))?;
            place.insert(doc);
        }
        Ok(hash)
    }

    /// A document that some survey has found.
    pub fn doc(&self, hash: &Hash) -> &SealedDoc {
        &self.docs[hash]
    }
}

/// One chain with its envelopes and the hashes of the bytes that lie under them.
#[derive(Clone, Debug)]
pub struct SurveyedChain {
    /// Whose chain it is.
    pub branch: BranchId,
    /// What the node says of it.
    pub row: ChainRow,
    /// What lies in it.
    pub envelopes: Vec<(Envelope, Hash)>,
}

/// The journal of one node.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Every chain of every writer.
    pub chains: Vec<SurveyedChain>,
    /// Every document by writer, in the order of arrival.
    pub docs: BTreeMap<BranchId, Vec<Hash>>,
    /// What is put aside now, with its reason.
    pub aside: Vec<(BranchId, DocId, String)>,
    /// Documents of a branch whose command another document answered.
    doubtful: Vec<(BranchId, Hash)>,
}

impl Survey {
    /// What is put aside of a branch.
    pub fn aside_of(&self, branch: BranchId) -> impl Iterator<Item = DocId> {
        let own = self.aside.iter().filter(move |(of, _, _)| *of == branch);
        own.map(|(_, doc, _)| *doc)
    }
}

/// Documents read at once.
const STEP: usize = 1_000;

/// Reads a node's journal.
///
/// # Errors
/// What the store says.
pub fn survey<S: Store>(node: &mut Node<S>, library: &mut Library) -> Result<Survey, Fault> {
    let mut survey = journal_of(node, library)?;
    let doubtful: Vec<(BranchId, Hash)> = std::mem::take(&mut survey.doubtful);
    if doubtful.is_empty() {
        return Ok(survey);
    }
    let replayed = node.verify(|_| ())?.aside;
    for (branch, hash) in doubtful {
        if replayed.contains(&(branch, hash)) {
            let doc = library.doc(&hash).doc.id;
            survey
                .aside
                .push((branch, doc, "answered by another".to_owned()));
        }
    }
    Ok(survey)
}

fn journal_of<S: Store>(node: &mut Node<S>, library: &mut Library) -> Result<Survey, Error> {
    let role = node.identity().role;
    node.store().transact(|tx| {
        let mut survey = Survey::default();
        for branch in tx.writers()? {
            for row in tx.chains(branch)? {
                let envelopes = envelopes(tx, branch, &row)?;
                survey.chains.push(SurveyedChain {
                    branch,
                    row,
                    envelopes,
                });
            }
            let docs = arrivals(tx, branch, library)?;
            survey.docs.insert(branch, docs);
        }
        match role {
            Role::Centre => survey.aside = quarantined(tx)?,
            Role::Branch => note_unanswered(tx, &mut survey, library)?,
        }
        Ok(survey)
    })
}

fn quarantined(look: &impl Look) -> Result<Vec<(BranchId, DocId, String)>, Error> {
    let rows = look.quarantined(None)?.into_iter();
    Ok(rows.map(|row| (row.branch, row.doc, row.reason)).collect())
}

/// A branch notes nowhere what it has put aside: the command of such a document is not answered by it.
/// Where clones carried one command out twice, only a replay can tell whether both fit.
fn note_unanswered(look: &impl Look, survey: &mut Survey, library: &Library) -> Result<(), Error> {
    for (&branch, docs) in &survey.docs {
        for &hash in docs {
            let doc = &library.doc(&hash).doc;
            match look.command(branch, doc.command)? {
                None => survey.aside.push((branch, doc.id, "unanswered".to_owned())),
                Some(row) if row.doc == doc.id => {}
                Some(_) => survey.doubtful.push((branch, hash)),
            }
        }
    }
    Ok(())
}

fn envelopes(
    look: &impl Look,
    branch: BranchId,
    row: &ChainRow,
) -> Result<Vec<(Envelope, Hash)>, Error> {
    let mut envelopes = Vec::new();
    let mut after = 0;
    loop {
        let page = look.page(branch, row.chain, after, STEP, usize::MAX)?;
        let Some((last, _)) = page.last() else {
            return Ok(envelopes);
        };
        after = last.seq;
        envelopes.extend(
            page.into_iter()
                .map(|(envelope, bytes)| (envelope, Hash::of_doc(&bytes))),
        );
    }
}

fn arrivals(look: &impl Look, branch: BranchId, library: &mut Library) -> Result<Vec<Hash>, Error> {
    let mut docs = Vec::new();
    let mut after = 0;
    loop {
        let step = look.arrivals(branch, after, STEP)?;
        let Some(&(last, _)) = step.last() else {
            return Ok(docs);
        };
        after = last;
        for (_, bytes) in step {
            docs.push(library.keep(bytes)?);
        }
    }
}
