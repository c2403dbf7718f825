//! A small generator of repeatable chance (SplitMix64), so that the demo's
//! baskets are the same on every machine. Not for keys or tokens.

/// A stream of numbers that a seed decides.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A stream from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

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
        let wide = u128::from(self.roll()) * limit as u128;
        usize::try_from(wide >> 64).expect("a number below a usize is a usize")
    }

    /// The index of one of the weights, each as likely as it is heavy. The sum is above zero.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let sum: usize = weights.iter().map(|&weight| weight as usize).sum();
        let mut mark = self.below(sum);
        for (index, &weight) in weights.iter().enumerate() {
            if mark < weight as usize {
                return index;
            }
            mark -= weight as usize;
        }
        unreachable!("the mark is below the sum of the weights")
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_rolls_the_same_and_stays_in_bounds() {
        let (mut one, mut two) = (Dice::new(7), Dice::new(7));
        let rolls: Vec<_> = (0..100).map(|_| one.below(6)).collect();
        assert!(rolls.iter().all(|&roll| roll < 6));
        assert!((0..6).all(|face| rolls.contains(&face)));
        assert_eq!(rolls, (0..100).map(|_| two.below(6)).collect::<Vec<_>>());
        assert!((0..100).all(|_| one.weighted(&[0, 3, 0]) == 1));
    }
}
