//! What kind of day a seed has: how rough the sea is, how often something goes
//! wrong and what, how many branches and tills there are. Drawn once a seed.

use crate::{agenda::Tick, dice::Dice, trouble::Trouble};

/// The conditions of one run.
#[derive(Clone, Debug)]
pub struct Weather {
    /// Branches of the chain.
    pub branches: u32,
    /// Tills of each branch.
    pub tills: u32,
    /// Milliseconds for which people trade and things go wrong.
    pub storm_ms: Tick,
    /// Of a thousand messages between branch and centre, how many are lost.
    pub loss: u64,
    /// Of a thousand, how many arrive twice.
    pub twice: u64,
    /// Of a thousand, how many are long on the road.
    pub stray: u64,
    /// The longest ordinary way, milliseconds.
    pub delay_ms: Tick,
    /// Of a thousand messages between till and branch node, how many are lost or doubled.
    pub shop_loss: u64,
    /// Mean milliseconds between two things that a till does.
    pub till_pause_ms: Tick,
    /// Mean milliseconds between two changes of master data at the centre.
    pub office_pause_ms: Tick,
    /// Mean milliseconds between two troubles.
    pub trouble_pause_ms: Tick,
    /// What can go wrong in this run.
    pub troubles: Vec<Trouble>,
}

impl Weather {
    /// Draws the conditions of a seed.
    pub fn of(dice: &mut Dice) -> Self {
        let rough = dice.below(4);
        Self {
            branches: dice.between(2, 4) as u32,
            tills: dice.between(2, 3) as u32,
            storm_ms: dice.between(60_000, 110_000),
            loss: rough * dice.below(70),
            twice: rough * dice.below(40),
            stray: rough * dice.below(15),
            delay_ms: 20 + dice.below(50 << (2 * rough)),
            shop_loss: dice.below(60),
            till_pause_ms: dice.between(2_500, 6_500),
            office_pause_ms: dice.between(3_000, 9_000),
            trouble_pause_ms: dice.between(3_000, 10_000),
            troubles: troubles(dice),
        }
    }
}

/// Half of the kinds of trouble, so that a run is not always about the worst of them.
fn troubles(dice: &mut Dice) -> Vec<Trouble> {
    let all = Trouble::ALL.iter().copied();
    let mut drawn: Vec<Trouble> = all.filter(|_| dice.chance(500)).collect();
    if drawn.is_empty() {
        drawn.push(Trouble::CrashBranch);
    }
    drawn
}
