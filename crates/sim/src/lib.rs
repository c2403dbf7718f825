//! Many nodes on one thread under one seed: a centre, branches, tills and the
//! sea between them, with every fault that the rules name, and judges that
//! recompute from the documents what the nodes believe. Knows no real clock, no
//! socket and no chance but the seed's.

pub mod agenda;
pub mod catalogue;
pub mod dice;
pub mod faults;
pub mod finding;
pub mod judges;
pub mod keeper;
pub mod memory;
pub mod office;
pub mod poison;
pub mod run;
pub mod sea;
pub mod senses;
pub mod survey;
pub mod tally;
pub mod till;
pub mod trace;
pub mod trouble;
pub mod weather;
pub mod whole;
pub mod witness;
pub mod world;

pub use run::{Outcome, core, whole};
