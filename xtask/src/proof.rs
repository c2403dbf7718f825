//! Proofs on the release program from outside: power cuts and failing disks. They
//! know the program by its command line and its answers, and nothing of its
//! inside.

pub mod disk;
pub mod failing;
pub mod nodes;
pub mod power_cut;
pub mod record;
pub mod trade;

/// A small stream of repeatable chance (SplitMix64), so that a proof that fails fails again.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `limit`, which is above zero.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from((u128::from(self.roll()) * limit as u128) >> 64).unwrap_or(0)
    }
}
