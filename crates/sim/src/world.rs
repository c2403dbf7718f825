//! One run: the centre, the branches, their tills, the sea, and what happens
//! next. Everything is on one thread and decided by the seed. What each thing
//! does is in the files of this folder.

mod calm;
mod clones;
mod disks;
mod founding;
mod harm;
mod intruder;
mod shop;
mod site;
mod spoil;
mod wire;

use nusa_facts::{BranchId, CommandId, Millis};
use nusa_node::Ask;
use nusa_sync::uplink::Ticket;

pub use site::Site;
pub(crate) use wire::{Back, Parcel};

use crate::{
    agenda::{Agenda, Tick},
    dice::Dice,
    finding::Finding,
    judges::answers::AnswerBook,
    keeper::Keeper,
    office::Office,
    sea::{Cut, Port, Sea},
    senses::Sun,
    tally::Tally,
    till::{Reply, Till},
    trace::{Tail, Trace},
    trouble::Trouble,
    weather::Weather,
    witness::Witness,
};

/// The centre's place in the network.
pub const CENTRE_PORT: Port = 0;

/// What happens at one moment.
#[derive(Debug)]
pub(crate) enum Happening {
    /// A person at a till looks for something to do.
    TillTurn(usize),
    /// A till sends again what was not answered.
    TillResend(usize),
    /// A question of a till arrives at a node.
    AtDesk(Port, usize, Box<Ask>),
    /// A node commits what lies on its desk.
    Commit(Port, u64),
    /// An answer arrives at a till.
    AtTill(usize, CommandId, Reply),
    /// The people at the centre look for something to do.
    OfficeTurn,
    /// A request arrives at the centre.
    Request(Box<Parcel>),
    /// An answer arrives at a branch.
    Answer(Port, u64, Ticket, Box<Back>),
    /// A link has something to do.
    Pump(Port, u64),
    /// A node does what it does from time to time.
    Chores(Port),
    /// Something goes wrong.
    Trouble,
    /// And comes right again.
    Relief(Relief),
    /// The storm is over.
    Calm,
    /// The night is skipped.
    Night,
    /// Is everything in step?
    Check,
}

/// The end of a trouble.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Relief {
    /// A machine starts again.
    Start(Port),
    /// A link is mended.
    Mend(Port),
    /// A disk has room again.
    Room(Port),
    /// A clock is set right.
    Clock(Port),
}

/// One run of one seed.
pub struct World<K: Keeper> {
    pub(crate) agenda: Agenda<Happening>,
    pub(crate) sun: Sun,
    pub(crate) dice: Dice,
    pub(crate) weather: Weather,
    pub(crate) sea: Sea,
    pub(crate) trace: Trace,
    pub(crate) yard: K::Yard,
    pub(crate) sites: Vec<Site<K>>,
    pub(crate) tills: Vec<Till>,
    pub(crate) office: Office,
    pub(crate) witness: Witness,
    pub(crate) answers: AnswerBook,
    pub(crate) tally: Tally,
    pub(crate) findings: Vec<Finding>,
    /// A request that went by on the wire, for whoever listens.
    pub(crate) overheard: Vec<Parcel>,
    /// Looks in a row at which everything was in step.
    pub(crate) steady: u32,
    /// Its branches have tables: those of every second hundred of seeds.
    pub(crate) serves_guests: bool,
    pub(crate) is_calm: bool,
    pub(crate) is_over: bool,
}

impl<K: Keeper> World<K> {
    /// A chain on its first day: founded, enrolled, and about to trade.
    pub fn new(seed: u64, tail: Tail) -> Self {
        let mut dice = Dice::new(seed);
        let weather = Weather::of(&mut dice.split());
        let serves_guests = seed / 100 % 2 == 1;
        let mut world = Self {
            agenda: Agenda::default(),
            sun: Sun::default(),
            sea: Sea::new(dice.split()),
            office: Office::new(dice.split(), serves_guests),
            dice,
            weather,
            trace: Trace::new(tail),
            yard: K::Yard::default(),
            sites: Vec::new(),
            tills: Vec::new(),
            witness: Witness::default(),
            answers: AnswerBook::default(),
            tally: Tally::default(),
            findings: Vec::new(),
            overheard: Vec::new(),
            steady: 0,
            serves_guests,
            is_calm: false,
            is_over: false,
        };
        world.found();
        world
    }

    /// Lets everything happen until the storm is over and all is in step, or too much time has gone
    /// by, or something is found to be wrong.
    pub fn play(&mut self) {
        while !self.is_over && self.findings.is_empty() {
            let Some(what) = self.agenda.take_next() else {
                return;
            };
            self.sun.set(self.agenda.now());
            self.tally.steps += 1;
            self.happen(what);
        }
    }

    fn happen(&mut self, what: Happening) {
        match what {
            Happening::TillTurn(till) => self.till_turn(till),
            Happening::TillResend(till) => self.till_resend(till),
            Happening::AtDesk(port, till, ask) => self.at_desk(port, till, *ask),
            Happening::Commit(port, life) => self.commit(port, life),
            Happening::AtTill(till, command, reply) => self.tills[till].hear(command, &reply),
            Happening::OfficeTurn => self.office_turn(),
            Happening::Request(parcel) => self.request(*parcel),
            Happening::Answer(port, life, ticket, back) => self.answer(port, life, ticket, *back),
            Happening::Pump(port, life) => self.pump_due(port, life),
            Happening::Chores(port) => self.chores(port),
            Happening::Trouble => self.trouble(),
            Happening::Relief(relief) => self.relieve(relief),
            Happening::Calm => self.calm(),
            Happening::Night => self.night(),
            Happening::Check => self.check(),
        }
    }

    /// The true time.
    pub(crate) fn wall(&self) -> Millis {
        self.sun.wall()
    }

    pub(crate) fn say(&mut self, line: std::fmt::Arguments<'_>) {
        self.trace.say(self.agenda.now(), line);
    }

    pub(crate) fn find(&mut self, judge: &'static str, what: impl Into<String>) {
        let at = self.agenda.now();
        let what = what.into();
        self.say(format_args!("FINDING {judge}: {what}"));
        self.findings.push(Finding { judge, at, what });
    }

    /// The places of branches whose machines run.
    pub(crate) fn awake_branches(&self) -> Vec<Port> {
        let branches = self.sites.iter().enumerate().skip(1);
        branches
            .filter(|(_, site)| site.is_awake() && !site.is_outcast)
            .map(|(port, _)| port)
            .collect()
    }

    /// The places of a branch that still belong to it.
    pub(crate) fn places_of(&self, branch: BranchId) -> Vec<Port> {
        let sites = self.sites.iter().enumerate();
        let own = sites.filter(|(_, site)| site.branch == branch && !site.is_outcast);
        own.map(|(port, _)| port).collect()
    }

    pub(crate) fn plan(&mut self, wait: Tick, what: Happening) {
        self.agenda.plan(wait, what);
    }

    /// The next trouble, and how long until then.
    pub(crate) fn draw_trouble(&mut self) -> Option<Trouble> {
        self.dice.pick(&self.weather.troubles).copied()
    }

    pub(crate) fn draw_cut(&mut self) -> Cut {
        [Cut::Up, Cut::Down, Cut::Both][self.dice.index(3)]
    }

    /// A pause around a mean, never short of a third of it.
    pub(crate) fn pause(&mut self, mean: Tick) -> Tick {
        self.dice.between(mean / 3, mean * 5 / 3)
    }
}
