//! The keeper in memory obeys the same contract as the one on SQLite.

use nusa_sim::memory::MemStore;

#[test]
fn the_keeper_in_memory_keeps_the_contract() {
    nusa_store::conformance::run(MemStore::default);
}
