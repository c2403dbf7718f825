//! A device at a till: a person with an outbox. It asks its branch's node for
//! one thing after another, keeps and resends the exact bytes until it is
//! answered, taps twice, and asks again for what was answered long ago.

mod bills;
mod dine;
mod wish;

use std::collections::{BTreeMap, VecDeque};

use nusa_facts::{
    BranchId, CommandId, Fact, Hash, Millis, ProductId, SaleId, TillNo, uuid7::IdMaker,
};
use nusa_node::Ask;
use nusa_rules::{Actor, Approval, Command, Right, refusal::Code};

use crate::{catalogue, dice::Dice, sea::Port};

/// A device.
#[derive(Debug)]
pub struct Till {
    /// The node it is attached to.
    pub port: Port,
    branch: BranchId,
    number: Option<TillNo>,
    /// The number it had before its node forgot it.
    former: Option<TillNo>,
    shift_open: bool,
    outbox: VecDeque<Ask>,
    answered: Vec<Ask>,
    sales: Vec<Sold>,
    prices: BTreeMap<ProductId, i64>,
    ids: IdMaker,
    dice: Dice,
    /// Its branch has tables.
    serves_guests: bool,
}

/// A sale that the device remembers, so that it can be taken back.
#[derive(Clone, Debug)]
struct Sold {
    sale: SaleId,
    /// What is left of each line, thousandths.
    left: Vec<i64>,
}

/// What a device hears.
#[derive(Clone, Debug)]
pub enum Reply {
    /// It is done; these are the documents.
    Done(Vec<Fact>, Vec<SaleId>),
    /// The shop says no.
    Refused(Code),
    /// Not now: the outbox keeps it.
    NotNow,
}

/// Commands that a device keeps to ask for again; more would only repeat the same test.
const REMEMBERED: usize = 12;

impl Till {
    /// A new device at a node of a branch.
    pub fn new(port: Port, branch: BranchId, dice: Dice, serves_guests: bool) -> Self {
        Self {
            port,
            branch,
            number: None,
            former: None,
            shift_open: false,
            outbox: VecDeque::new(),
            answered: Vec::new(),
            sales: Vec::new(),
            prices: BTreeMap::new(),
            ids: IdMaker::default(),
            dice,
            serves_guests,
        }
    }

    /// A second device that takes the place of this one at a clone of its node: same till, same series.
    pub fn twin(&self, port: Port, dice: Dice) -> Self {
        let mut twin = Self::new(port, self.branch, dice, self.serves_guests);
        twin.former = self.number;
        twin.prices = self.prices.clone();
        twin
    }

    /// The device is attached to another node of its branch.
    pub fn move_to(&mut self, port: Port) {
        self.port = port;
    }

    /// Whether nothing waits for an answer.
    pub fn is_idle(&self) -> bool {
        self.outbox.is_empty()
    }

    /// What waits for an answer, in order.
    pub fn outbox(&self) -> impl Iterator<Item = &Ask> {
        self.outbox.iter()
    }

    /// Something that was answered before, to be asked again.
    pub fn old_question(&mut self) -> Option<Ask> {
        self.dice.pick(&self.answered).cloned()
    }

    /// Puts a command into the outbox.
    fn ask(&mut self, actor: Actor, what: Command, now: Millis) -> Ask {
        let dice = self.dice.roll();
        let ask = Ask {
            command: CommandId(self.ids.next(now, dice)),
            body_hash: Hash::of_command(format!("{what:?}").as_bytes()),
            actor,
            what,
        };
        self.outbox.push_back(ask.clone());
        ask
    }

    /// Hears an answer. An answer to what is not in the outbox any more is no news.
    pub fn hear(&mut self, command: CommandId, reply: &Reply) {
        let at = self.outbox.iter().position(|ask| ask.command == command);
        let Some(at) = at else {
            return;
        };
        match reply {
            Reply::NotNow => {}
            Reply::Refused(code) => {
                self.outbox.remove(at);
                self.refused(*code);
            }
            Reply::Done(facts, docs) => {
                if let Some(ask) = self.outbox.remove(at) {
                    self.answered.push(ask);
                    if self.answered.len() > REMEMBERED {
                        self.answered.remove(0);
                    }
                }
                for (fact, doc) in facts.iter().zip(docs) {
                    self.learn(fact, *doc);
                }
            }
        }
    }

    fn refused(&mut self, code: Code) {
        match code {
            Code::TillUnknown => {
                self.former = self.number.take();
                self.shift_open = false;
            }
            Code::TillTaken => self.former = None,
            Code::ShiftNotOpen => self.shift_open = false,
            Code::ShiftOpen => self.shift_open = true,
            Code::TotalChanged => self.prices.clear(),
            Code::SaleUnknown | Code::SaleVoided | Code::SaleRefunded | Code::VoidTooLate => {
                self.sales.pop();
            }
            _ => {}
        }
    }

    fn learn(&mut self, fact: &Fact, doc: SaleId) {
        match fact {
            Fact::TillRegistered(fact) => {
                self.number = Some(fact.till);
                self.former = None;
            }
            Fact::SeriesClosed(_) => {
                self.number = None;
                self.shift_open = false;
            }
            Fact::ShiftOpened(_) => self.shift_open = true,
            Fact::ShiftClosed(_) => self.shift_open = false,
            Fact::SaleCompleted(fact) => {
                let left = fact.lines.iter().map(|line| line.quantity_milli).collect();
                self.sales.push(Sold { sale: doc, left });
            }
            Fact::SaleVoided(fact) => self.sales.retain(|sold| sold.sale != fact.sale),
            Fact::SaleRefunded(fact) => {
                for sold in self.sales.iter_mut().filter(|sold| sold.sale == fact.sale) {
                    for line in &fact.lines {
                        if let Some(left) = sold.left.get_mut(usize::from(line.line)) {
                            *left -= line.quantity_milli;
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn cashier(&self) -> Actor {
        catalogue::cashier(self.branch)
    }

    /// The cashier, with the manager standing by for one thing.
    fn backed(&self, right: Right) -> Actor {
        let by = self.manager();
        self.cashier().approved(Some(Approval {
            right,
            signer: by.signer,
            grants: by.grants,
        }))
    }

    fn manager(&self) -> Actor {
        catalogue::manager(self.branch)
    }
}
