//! What tells screens to look again: a number a topic, which grows with every
//! commit that concerns it. Nothing is sent but "topic X is at n"; a screen that
//! was away reads on from its own cursor (R40). Only the newest numbers are kept,
//! so a slow reader costs nothing and misses nothing.

use nusa_facts::{BranchId, Fact};
use nusa_node::Answer;
use nusa_rules::{Actor, Right};
use tokio::sync::watch;

macro_rules! topics {
    ($($name:ident = $word:literal, $right:expr;)*) => {
        /// What a screen may look at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is the topic of the same name")]
        pub enum Topic { $($name,)* }

        impl Topic {
            /// Every topic.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word on the wire.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The right that its readers hold; none where everybody who signed in may know.
            fn right(self) -> Option<Right> {
                match self { $(Self::$name => $right,)* }
            }
        }
    };
}

topics! {
    Sale = "sale", Some(Right::SeeSales);
    Stock = "stock", Some(Right::SeeStock);
    Catalogue = "catalogue", Some(Right::SeeStock);
    Shift = "shift", Some(Right::RunShift);
    Link = "link", None;
    Print = "print", Some(Right::Sell);
    Order = "order", Some(Right::CookOrders);
    Mail = "mail", Some(Right::SeeSales);
}

const COUNT: usize = Topic::ALL.len();

/// How far each topic is, in the order of `Topic::ALL`.
pub type Tops = [u64; COUNT];

/// The topics of a node.
#[derive(Clone, Debug)]
pub struct Live(watch::Sender<Tops>);

impl Default for Live {
    fn default() -> Self {
        Self(watch::Sender::new([0; COUNT]))
    }
}

impl Topic {
    /// Whether somebody may know of it at a node. Whoever holds the right at some branch is told at the
    /// centre too that something moved; what moved, the lists tell by their own rights.
    pub fn is_for(self, actor: &Actor, here: BranchId) -> bool {
        let Some(right) = self.right() else {
            return true;
        };
        let somewhere = || {
            let grants = actor.grants.iter();
            here == nusa_facts::CENTRE && grants.clone().any(|grant| right.is_of(grant.role))
        };
        actor.may(right, here) || somewhere()
    }
}

impl Live {
    /// Something that concerns a topic was committed.
    pub fn poke(&self, topic: Topic) {
        self.0.send_modify(|tops| tops[topic as usize] += 1);
    }

    /// A reader of the numbers.
    pub fn reader(&self) -> watch::Receiver<Tops> {
        self.0.subscribe()
    }

    /// What a command wrote.
    pub fn answered(&self, answer: &Answer) {
        if answer.replayed {
            return;
        }
        let touched = answer.placed.iter().map(|placed| of(&placed.doc.doc.fact));
        let touched = touched.fold([false; COUNT], |mut all, one| {
            one.iter().for_each(|topic| all[*topic as usize] = true);
            all
        });
        for topic in Topic::ALL {
            if touched[*topic as usize] {
                self.poke(*topic);
            }
        }
    }

    /// Facts of a branch were taken in: which ones, the lists tell.
    pub fn taken_in(&self) {
        for topic in [
            Topic::Sale,
            Topic::Stock,
            Topic::Shift,
            Topic::Link,
            Topic::Order,
        ] {
            self.poke(topic);
        }
    }

    /// Master data came down.
    pub fn told(&self) {
        self.poke(Topic::Catalogue);
        self.poke(Topic::Stock);
    }
}

/// What a fact concerns.
fn of(fact: &Fact) -> &'static [Topic] {
    match fact {
        // What pays a bill, or takes that back, concerns whoever looks at its table.
        Fact::SaleCompleted(sale) if sale.bill.is_some() => {
            &[Topic::Sale, Topic::Stock, Topic::Shift, Topic::Order]
        }
        Fact::SaleVoided(_) => &[Topic::Sale, Topic::Stock, Topic::Shift, Topic::Order],
        Fact::SaleCompleted(_) | Fact::SaleRefunded(_) => {
            &[Topic::Sale, Topic::Stock, Topic::Shift]
        }
        Fact::TillRegistered(_)
        | Fact::SeriesClosed(_)
        | Fact::ShiftOpened(_)
        | Fact::CashMoved(_)
        | Fact::DrawerOpened(_)
        | Fact::ShiftClosed(_) => &[Topic::Shift],
        Fact::StockReceived(_)
        | Fact::StockCounted(_)
        | Fact::StockAdjusted(_)
        | Fact::TransferDispatched(_)
        | Fact::TransferReceived(_)
        | Fact::TransferDecided(_) => &[Topic::Stock],
        Fact::TableSet(_)
        | Fact::TableClosed(_)
        | Fact::StationSet(_)
        | Fact::OrderStarted(_)
        | Fact::DishesReady(_)
        | Fact::BillSplit(_)
        | Fact::BillRejoined(_)
        | Fact::LinesMoved(_)
        | Fact::GuestsMoved(_)
        | Fact::DishesRated(_) => &[Topic::Order],
        // An order holds goods, and its end frees or moves them, and a recall takes that back.
        Fact::OrderPlaced(_)
        | Fact::OrderFinished(_)
        | Fact::DishesRecalled(_)
        | Fact::OrderCancelled(_) => &[Topic::Order, Topic::Stock],
        Fact::MasterChanged(_) | Fact::LocalStaffSet(_) => &[Topic::Catalogue],
        Fact::BranchEnrolled(_) | Fact::KeyRevoked(_) | Fact::ForkFound(_) => &[Topic::Link],
        Fact::ChainSealed(_)
        | Fact::NumbersRepeated(_)
        | Fact::FactQuarantined(_)
        | Fact::FactReapplied(_)
        | Fact::Unknown { .. } => &[],
    }
}
