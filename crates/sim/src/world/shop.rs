//! Between the people and their nodes: tills ask over the shop's own network,
//! nodes commit what lies on their desk as a group and answer, the office asks
//! the centre. Every answer passes the judges who look at answers.

use nusa_facts::{BranchId, CommandId, Fact};
use nusa_node::{Answer, Ask, Fault, Node};
use nusa_store::Error;

use super::{CENTRE_PORT, Happening, World};
use crate::{
    finding::{is_grave, is_grave_disk},
    judges::{answers, prices},
    keeper::Keeper,
    sea::Port,
    till::Reply,
};

impl<K: Keeper> World<K> {
    pub(crate) fn till_turn(&mut self, till: usize) {
        if self.is_calm {
            return;
        }
        let pause = self.pause(self.weather.till_pause_ms);
        self.plan(pause, Happening::TillTurn(till));
        let now = self.wall();
        let device = &mut self.tills[till];
        let node = self.sites[device.port].node();
        let wish = device.wish(node, self.weather.branches, now);
        let again = if self.dice.chance(60) {
            device.old_question()
        } else {
            None
        };
        for ask in wish.into_iter().chain(again) {
            self.send_to_desk(till, &ask);
            if self.dice.chance(40) {
                // A finger that taps twice.
                self.send_to_desk(till, &ask);
            }
        }
    }

    /// Sends again whatever was not answered: the exact same bytes.
    pub(crate) fn till_resend(&mut self, till: usize) {
        let pause = self.dice.between(2_000, 5_000);
        self.plan(pause, Happening::TillResend(till));
        let waiting: Vec<Ask> = self.tills[till].outbox().cloned().collect();
        for ask in waiting {
            self.send_to_desk(till, &ask);
        }
    }

    fn send_to_desk(&mut self, till: usize, ask: &Ask) {
        let port = self.tills[till].port;
        for wait in self.shop_ways() {
            self.plan(wait, Happening::AtDesk(port, till, Box::new(ask.clone())));
        }
    }

    /// How long each copy of a message is on its way through the shop.
    fn shop_ways(&mut self) -> Vec<u64> {
        if !self.is_calm && self.dice.chance(self.weather.shop_loss) {
            return Vec::new();
        }
        let first = self.dice.between(1, 12);
        if !self.is_calm && self.dice.chance(self.weather.shop_loss / 2) {
            return vec![first, first + self.dice.between(0, 40)];
        }
        vec![first]
    }

    pub(crate) fn at_desk(&mut self, port: Port, till: usize, ask: Ask) {
        let site = &mut self.sites[port];
        if !site.is_awake() || site.is_outcast {
            return;
        }
        site.desk.push((till, ask));
        if site.desk.len() == 1 {
            let life = site.life;
            let wait = self.dice.between(1, 6);
            self.plan(wait, Happening::Commit(port, life));
        }
    }

    /// One transaction for everything on the desk (R24).
    pub(crate) fn commit(&mut self, port: Port, life: u64) {
        let site = &mut self.sites[port];
        if site.life != life {
            return;
        }
        let desk = std::mem::take(&mut site.desk);
        let Some(node) = site.node().filter(|_| !desk.is_empty()) else {
            return;
        };
        let (tills, asks): (Vec<usize>, Vec<Ask>) = desk.into_iter().unzip();
        match node.execute_group(&asks) {
            Ok(results) => {
                for ((till, ask), result) in tills.into_iter().zip(&asks).zip(results) {
                    let reply = self.hear_result(port, ask, result);
                    self.reply(till, ask.command, &reply);
                }
                self.committed(port);
            }
            Err(error) => self.disk_said_no(port, &error),
        }
    }

    fn disk_said_no(&mut self, port: Port, error: &Error) {
        if is_grave_disk(error) {
            self.find("soundness", format!("commit at {port}: {error}"));
        } else {
            self.say(format_args!("{port}: {error}"));
        }
    }

    fn reply(&mut self, till: usize, command: CommandId, reply: &Reply) {
        for wait in self.shop_ways() {
            self.plan(wait, Happening::AtTill(till, command, reply.clone()));
        }
    }

    /// What a result means to whoever asked, after the judges have looked at it.
    fn hear_result(&mut self, port: Port, ask: &Ask, result: Result<Answer, Fault>) -> Reply {
        match result {
            Ok(answer) => {
                self.look_at(port, ask, &answer);
                let docs = answer.placed.iter().map(|placed| &placed.doc.doc);
                let (facts, ids) = docs.map(|doc| (doc.fact.clone(), doc.id)).unzip();
                Reply::Done(facts, ids)
            }
            Err(Fault::Refused(refusal)) => {
                self.tally.refusals += 1;
                self.say(format_args!("{port} refuses {}: {refusal}", ask.command));
                Reply::Refused(refusal.code)
            }
            Err(fault) => {
                if is_grave(&fault) {
                    self.find("soundness", format!("{port}, {:?}: {fault}", ask.what));
                }
                Reply::NotNow
            }
        }
    }

    fn look_at(&mut self, port: Port, ask: &Ask, answer: &Answer) {
        let branch = self.sites[port].branch;
        if let Some(what) = answers::judge(&mut self.answers, port, ask, answer) {
            self.find("answers", what);
        }
        if answer.replayed {
            self.tally.repeats += 1;
            return;
        }
        self.tally.commands += 1;
        for placed in &answer.placed {
            let doc = &placed.doc;
            self.witness.acknowledge(branch, doc.hash, &doc.bytes);
            let (at, kind) = (placed.envelope.seq, doc.doc.fact.kind());
            self.say(format_args!("{port} {kind} seq {at} {}", doc.hash.short()));
            if let Fact::SaleCompleted(sale) = &doc.doc.fact {
                self.tally.sales += 1;
                self.look_at_prices(port, branch, &doc.doc, sale);
            }
        }
    }

    fn look_at_prices(
        &mut self,
        port: Port,
        branch: BranchId,
        doc: &nusa_facts::Doc,
        sale: &nusa_facts::sale::SaleCompleted,
    ) {
        let Some(node) = self.sites[port].node() else {
            return;
        };
        match prices::judge(node.store(), branch, doc.at, sale) {
            Ok(None) => {}
            Ok(Some(what)) => self.find("prices", what),
            Err(error) => self.find("prices", error.to_string()),
        }
    }

    /// Facts were written at a node: its link pushes them soon.
    pub(crate) fn committed(&mut self, port: Port) {
        let told = match self.sites[port].linked() {
            Some((node, link)) => link.uplink.committed(node),
            None => return,
        };
        if let Err(fault) = told
            && is_grave(&fault)
        {
            self.find("soundness", format!("{port}: {fault}"));
        }
        self.pump(port);
    }

    pub(crate) fn office_turn(&mut self) {
        if self.is_calm && self.office.is_idle() {
            return;
        }
        let pause = self.pause(self.weather.office_pause_ms);
        self.plan(pause, Happening::OfficeTurn);
        let now = self.wall();
        let branches = self.weather.branches;
        let Some(node) = self.sites[CENTRE_PORT].node() else {
            return;
        };
        let Some(ask) = self.office.wish(node, branches, now) else {
            return;
        };
        let result = Node::execute(node, &ask);
        match self.hear_result(CENTRE_PORT, &ask, result) {
            Reply::NotNow => {}
            Reply::Done(..) | Reply::Refused(_) => self.office.hear(ask.command),
        }
    }
}
