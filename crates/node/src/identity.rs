//! Who this node is: the centre, or one branch with the chain it writes. Kept
//! as notes of the store, outside every projection.

use nusa_facts::{BranchId, CENTRE, ChainId, Head};
use nusa_store::{Error, Look, Tx};

/// What a node is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Owns catalogue, prices, people, branches; receives facts.
    Centre,
    /// Sells.
    Branch,
}

/// Who this node is, once it has been set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What it is for.
    pub role: Role,
    /// The writer of its stream; 0 for the centre.
    pub branch: BranchId,
}

const BRANCH: &str = "identity/branch";
const GENERATION: &str = "identity/generation";
const INCARNATION: &str = "identity/incarnation";

impl Identity {
    /// The centre.
    pub const CENTRE: Self = Self {
        role: Role::Centre,
        branch: CENTRE,
    };

    /// Reads who this store belongs to; none before it was set up.
    pub fn read(look: &impl Look) -> Result<Option<Self>, Error> {
        Ok(
            read_u32(look, BRANCH)?.map(|branch| match BranchId(branch) {
                CENTRE => Self::CENTRE,
                branch => Self {
                    role: Role::Branch,
                    branch,
                },
            }),
        )
    }

    /// Writes who this store belongs to.
    pub fn write(self, tx: &mut impl Tx) -> Result<(), Error> {
        tx.set_note(BRANCH, Some(&self.branch.0.to_be_bytes()))
    }
}

/// The centre's generation as this node knows it: a restored centre has another (R2).
pub fn generation(look: &impl Look) -> Result<u64, Error> {
    let note = look.note(GENERATION)?;
    Ok(note
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_be_bytes))
}

/// Notes the centre's generation.
pub fn set_generation(tx: &mut impl Tx, generation: u64) -> Result<(), Error> {
    tx.set_note(GENERATION, Some(&generation.to_be_bytes()))
}

/// The random mark that must equal the one in the file beside the database (R7).
pub fn incarnation(look: &impl Look) -> Result<Option<[u8; 16]>, Error> {
    Ok(look
        .note(INCARNATION)?
        .and_then(|bytes| bytes.try_into().ok()))
}

/// Sets the incarnation.
pub fn set_incarnation(tx: &mut impl Tx, mark: [u8; 16]) -> Result<(), Error> {
    tx.set_note(INCARNATION, Some(&mark))
}

/// The chain that this node writes now.
pub fn open_chain(look: &impl Look, branch: BranchId) -> Result<Option<ChainId>, Error> {
    Ok(open_head(look, branch)?.map(|head| head.chain))
}

/// The end of the chain that this node writes now.
pub fn open_head(look: &impl Look, branch: BranchId) -> Result<Option<Head>, Error> {
    let chains = look.chains(branch)?;
    Ok(chains.iter().rev().find(|row| row.open).map(|row| row.head))
}

/// Ends whatever chain is open and begins another with the next display number.
pub fn begin_chain(tx: &mut impl Tx, branch: BranchId, chain: ChainId) -> Result<(), Error> {
    let chains = tx.chains(branch)?;
    for row in chains.iter().filter(|row| row.open) {
        tx.close_chain(branch, row.chain)?;
    }
    let epoch = chains.iter().map(|row| row.epoch).max().unwrap_or(0) + 1;
    tx.open_chain(branch, chain, epoch)
}

fn read_u32(look: &impl Look, name: &str) -> Result<Option<u32>, Error> {
    Ok(look
        .note(name)?
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_be_bytes))
}
