//! Things go wrong, by what the weather of the seed allows, and come right
//! again. The ones that touch disks, clones, chains and strangers have files of
//! their own.

use super::{CENTRE_PORT, Happening, Relief, World};
use crate::{keeper::Keeper, sea::Port, trouble::Trouble};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// By how much a clock may be wrong, milliseconds.
const WRONG: [i64; 8] = [
    2 * MINUTE,
    -3 * MINUTE,
    7 * 60 * MINUTE,
    -5 * 60 * MINUTE,
    2 * DAY,
    -2 * DAY,
    400 * DAY,
    -9_000 * DAY,
];

impl<K: Keeper> World<K> {
    /// The next trouble comes.
    pub(crate) fn trouble(&mut self) {
        if self.is_calm {
            return;
        }
        let pause = self.pause(self.weather.trouble_pause_ms);
        self.plan(pause, Happening::Trouble);
        self.sometimes_back_up();
        let Some(trouble) = self.draw_trouble() else {
            return;
        };
        self.say(format_args!("trouble: {trouble:?}"));
        if self.strike(trouble) {
            *self.tally.troubles.entry(trouble).or_default() += 1;
        }
    }

    /// Does it; says whether there was somebody to whom it could happen.
    fn strike(&mut self, trouble: Trouble) -> bool {
        let awake = self.awake_branches();
        let branch = self.dice.pick(&awake).copied();
        match (trouble, branch) {
            (Trouble::CrashCentre, _) => self.crash(CENTRE_PORT),
            (Trouble::FullCentre, _) => self.fill(CENTRE_PORT),
            (Trouble::Rollback, _) => self.roll_back(),
            (Trouble::RestoreCentre, _) => self.restore_centre(),
            (Trouble::Stranger, _) => self.knock(),
            (Trouble::CrashBranch, Some(port)) => self.crash(port),
            (Trouble::CutLink, Some(port)) => self.cut(port),
            (Trouble::FullBranch, Some(port)) => self.fill(port),
            (Trouble::WrongClock, Some(port)) => self.wrong_clock(port),
            (Trouble::OldDisk, Some(port)) => self.old_disk(port),
            (Trouble::Restore, Some(port)) => self.restore(port),
            (Trouble::Clone, Some(port)) => self.clone_site(port),
            (Trouble::Stolen, Some(port)) => self.stolen(port),
            (Trouble::Poison, Some(port)) => self.poison(port),
            (Trouble::Newer, Some(port)) => self.newer(port),
            (_, None) => false,
        }
    }

    fn crash(&mut self, port: Port) -> bool {
        if !self.sites[port].is_awake() {
            return false;
        }
        self.stop(port);
        self.start_later(port, 15_000);
        true
    }

    /// The machine starts again within so many milliseconds.
    pub(crate) fn start_later(&mut self, port: Port, most: u64) {
        let wait = self.dice.between(100, most);
        self.plan(wait, Happening::Relief(Relief::Start(port)));
    }

    fn cut(&mut self, port: Port) -> bool {
        let cut = self.draw_cut();
        self.sea.set_cut(port, Some(cut));
        let wait = self.dice.between(2_000, 40_000);
        self.plan(wait, Happening::Relief(Relief::Mend(port)));
        true
    }

    /// A disk fills up by what is written to it, so only that of a machine that runs.
    fn fill(&mut self, port: Port) -> bool {
        if !self.sites[port].is_awake() || !self.set_full(port, true) {
            return false;
        }
        let wait = self.dice.between(3_000, 20_000);
        self.plan(wait, Happening::Relief(Relief::Room(port)));
        true
    }

    /// Says whether the keeper took it; a machine that does not run finds its disk so when it starts.
    fn set_full(&mut self, port: Port, full: bool) -> bool {
        let site = &mut self.sites[port];
        site.is_full = full;
        let Some(node) = site.node() else {
            return true;
        };
        match node.store().set_full(full) {
            Ok(()) => true,
            Err(error) => {
                self.find("disk", format!("{port}: {error}"));
                false
            }
        }
    }

    fn wrong_clock(&mut self, port: Port) -> bool {
        let wrong = WRONG[self.dice.index(WRONG.len())];
        self.sites[port].skew.set(wrong);
        self.say(format_args!("the clock of {port} is wrong by {wrong} ms"));
        if self.dice.chance(500) {
            let wait = self.dice.between(5_000, 60_000);
            self.plan(wait, Happening::Relief(Relief::Clock(port)));
        }
        true
    }

    /// A trouble ends.
    pub(crate) fn relieve(&mut self, relief: Relief) {
        match relief {
            Relief::Start(port) => self.start(port),
            Relief::Mend(port) => self.sea.set_cut(port, None),
            Relief::Room(port) => {
                self.set_full(port, false);
            }
            Relief::Clock(port) => self.sites[port].skew.set(0),
        }
    }
}
