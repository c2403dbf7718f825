//! Waking up: who am I, is this still the same disk, which chain do I write.
//! A clone or a restored copy is noticed by the mark outside the database (R7)
//! and goes on in a chain of its own, so that no number is given twice.

use nusa_facts::{BranchId, CENTRE, ChainId, uuid7::IdMaker};
use nusa_store::{Error as StoreError, Look, Store, Tx};

use crate::{
    Node,
    fault::Fault,
    identity::{self, Identity, Role},
    moment,
    senses::Senses,
};

/// A node that is awake, and the mark that must now stand outside its database.
pub struct Awake<S> {
    /// The node.
    pub node: Node<S>,
    /// To be written beside the database before anything is answered.
    pub mark: [u8; 16],
    /// The mark outside was another: a new chain was begun (R7).
    pub was_copied: bool,
}

/// Founds a centre in an empty store.
///
/// # Errors
/// `NotHere` when the store belongs to a node already; `Store` when the disk refuses.
pub fn found_centre<S: Store>(store: &mut S, senses: &mut dyn Senses) -> Result<(), Fault> {
    let generation = senses.dice() >> 1 | 1;
    let mark = senses.bytes16();
    store.transact(|tx| {
        if Identity::read(tx)?.is_some() {
            return Err(Fault::NotHere("this directory belongs to a node already"));
        }
        Identity::CENTRE.write(tx)?;
        identity::set_generation(tx, generation)?;
        Ok(identity::set_incarnation(tx, mark)?)
    })
}

impl<S: Store> Node<S> {
    /// Wakes a node that was founded or enrolled. `mark` is what the file outside the database says.
    ///
    /// # Errors
    /// `NotHere` when the store was never set up; `Store` when the disk refuses.
    pub fn wake(
        mut store: S,
        mut senses: Box<dyn Senses>,
        mark: Option<[u8; 16]>,
    ) -> Result<Awake<S>, Fault> {
        let chain = ChainId(senses.bytes16());
        let fresh = senses.bytes16();
        let (me, was_copied, now_mark) = store.transact(|tx| settle(tx, chain, fresh, mark))?;
        let (newest, clock) = store.transact(|tx| {
            let newest = tx.newest(me.branch)?;
            let clock = moment::wake_clock(tx, newest.map(|(_, at)| at))?;
            Ok::<_, StoreError>((newest, clock))
        })?;
        let ids = IdMaker::after(newest.map(|(doc, _)| doc.0));
        Ok(Awake {
            node: Self {
                store,
                me,
                ids,
                senses,
                clock,
                key: None,
                load: nusa_sync::load::Load::default(),
            },
            mark: now_mark,
            was_copied,
        })
    }
}

/// Reads who we are and opens the chain to write: the centre's anew each life, a branch's when it was copied.
fn settle<T: Tx>(
    tx: &mut T,
    chain: ChainId,
    fresh: [u8; 16],
    outside: Option<[u8; 16]>,
) -> Result<(Identity, bool, [u8; 16]), Fault> {
    let me = Identity::read(tx)?.ok_or(Fault::NotHere("this directory was never set up"))?;
    let inside = identity::incarnation(tx)?;
    let copied = inside.is_some() && inside != outside;
    let mark = match inside {
        Some(mark) if !copied => mark,
        _ => fresh,
    };
    identity::set_incarnation(tx, mark)?;
    if me.role == Role::Centre || copied {
        begin(tx, me.branch, chain)?;
    }
    Ok((me, copied, mark))
}

fn begin<T: Tx>(tx: &mut T, branch: BranchId, chain: ChainId) -> Result<(), StoreError> {
    // An empty chain that nobody has heard of is as good as a new one, so restarts do not pile up chains.
    let unused = tx
        .chains(branch)?
        .into_iter()
        .find(|row| row.open && row.head.seq == 0 && branch == CENTRE);
    match unused {
        Some(_) => Ok(()),
        None => identity::begin_chain(tx, branch, chain),
    }
}
