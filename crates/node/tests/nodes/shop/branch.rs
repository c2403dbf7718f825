//! One branch's node with its device, and what people do there.

use nusa_facts::{BranchId, ChainId, DocId, ProductId, master::Entity, stock::Location};
use nusa_node::{Answer, Ask, Fault, device::Caller, uplink::Uplink};
use nusa_rules::Command;
use nusa_store::{Look, Store, Tx};
use tempfile::TempDir;

use super::{
    Looking, SqliteNode,
    asks::{amount, ask, sale_of, till},
    copy_of, next, revenue,
    rows::{RICE, RICE_PRICE, TEA},
    sound,
};

/// A branch's node with its device.
pub(crate) struct Branch {
    pub(crate) node: SqliteNode,
    pub(crate) caller: Caller,
    pub(crate) uplink: Uplink,
    pub(crate) dir: TempDir,
    pub(super) commands: u64,
}

impl Branch {
    pub(crate) fn id(&self) -> BranchId {
        self.caller.branch
    }

    pub(crate) fn ask(&mut self, what: Command) -> Ask {
        ask(next(&mut self.commands), what)
    }

    pub(crate) fn execute(&mut self, what: Command) -> Result<Answer, Fault> {
        let ask = self.ask(what);
        self.node.execute(&ask)
    }

    pub(crate) fn register_till(&mut self) {
        self.execute(Command::RegisterTill {
            till: Some(till()),
            name: "Kasir depan".to_owned(),
        })
        .unwrap();
    }

    /// Puts goods on the shelf.
    pub(crate) fn stock_up(&mut self, units: i64) {
        let lines = vec![amount(RICE, units), amount(TEA, units)];
        self.execute(Command::ReceiveStock {
            lines,
            reference: "SJ-1".to_owned(),
        })
        .unwrap();
    }

    /// Sells one unit of rice, paid in cash; tells the sale's document.
    pub(crate) fn sell(&mut self) -> DocId {
        self.try_sell(RICE, RICE_PRICE).unwrap()
    }

    pub(crate) fn try_sell(&mut self, product: ProductId, price: i64) -> Result<DocId, Fault> {
        let sale = sale_of(product, price);
        let answer = self.execute(Command::CompleteSale(sale))?;
        Ok(answer.placed[0].doc.doc.id)
    }

    pub(crate) fn level(&mut self, product: ProductId) -> i64 {
        let here = Location::Branch(self.id());
        self.node.look(|look| look.level(here, product)).unwrap()
    }

    pub(crate) fn revenue(&mut self) -> (usize, i64) {
        let me = self.id();
        self.node
            .look(|look| Ok::<_, Fault>(revenue(look, me)))
            .unwrap()
    }

    pub(crate) fn unsent(&mut self) -> u64 {
        let me = self.id();
        self.node
            .look(|look| nusa_node::link::unsent(look, me))
            .unwrap()
    }

    pub(crate) fn open_chain(&mut self) -> ChainId {
        let me = self.id();
        self.node
            .look(|look| nusa_node::identity::open_chain(look, me))
            .unwrap()
            .unwrap()
    }

    /// What a dishonest branch does with its own database.
    pub(crate) fn write_locally(&mut self, row: Entity) {
        let key = row.key();
        let written = self.node.store().transact(|tx| {
            let scope = tx.streams_of(&key)?[0];
            let change = tx.change(scope)?;
            tx.put(scope, change, &key, Some(&row))
        });
        written.unwrap();
    }

    /// A copy of the database as it is now.
    pub(crate) fn backup(&mut self) -> TempDir {
        copy_of(&mut self.node, &self.dir)
    }

    pub(crate) fn must_be_sound(&mut self) {
        sound(&mut self.node);
    }
}
