//! The network between branches and the centre: messages are lost, late, doubled
//! and overtake one another, and links are cut in one direction or both. It
//! carries whatever it is given and reads none of it.

use std::collections::BTreeMap;

use crate::{agenda::Tick, dice::Dice, weather::Weather};

/// The place of a node or of a stranger, as the network numbers them.
pub type Port = usize;

/// Which way a link is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Nothing reaches the centre.
    Up,
    /// No answer comes back.
    Down,
    /// Neither.
    Both,
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the centre.
    Up,
    /// To a branch.
    Down,
}

/// The water between the islands.
#[derive(Debug)]
pub struct Sea {
    dice: Dice,
    cuts: BTreeMap<Port, Cut>,
    calm: bool,
    /// Messages that were lost, doubled and late.
    pub lost: u64,
    /// Messages that arrived twice.
    pub doubled: u64,
}

impl Sea {
    /// The sea of a seed.
    pub fn new(dice: Dice) -> Self {
        Self {
            dice,
            cuts: BTreeMap::new(),
            calm: false,
            lost: 0,
            doubled: 0,
        }
    }

    /// Cuts a link, or mends it.
    pub fn set_cut(&mut self, port: Port, cut: Option<Cut>) {
        match cut {
            Some(cut) => self.cuts.insert(port, cut),
            None => self.cuts.remove(&port),
        };
    }

    /// The storm is over: every link is whole, and nothing is lost any more.
    pub fn calm(&mut self) {
        self.calm = true;
        self.cuts.clear();
    }

    /// After how many milliseconds each copy of a message arrives; nothing when it is lost.
    pub fn carry(&mut self, weather: &Weather, port: Port, way: Way) -> Vec<Tick> {
        if self.calm {
            return vec![self.dice.between(5, 40)];
        }
        if self.is_cut(port, way) || self.dice.chance(weather.loss) {
            self.lost += 1;
            return Vec::new();
        }
        let mut copies = vec![self.delay(weather)];
        if self.dice.chance(weather.twice) {
            self.doubled += 1;
            copies.push(self.delay(weather));
        }
        copies
    }

    fn delay(&mut self, weather: &Weather) -> Tick {
        if self.dice.chance(weather.stray) {
            // Longer than any request is waited for, so that answers come to nobody.
            return self.dice.between(5_000, 60_000);
        }
        self.dice.between(1, weather.delay_ms)
    }

    fn is_cut(&self, port: Port, way: Way) -> bool {
        match self.cuts.get(&port) {
            None => false,
            Some(Cut::Both) => true,
            Some(Cut::Up) => way == Way::Up,
            Some(Cut::Down) => way == Way::Down,
        }
    }
}
