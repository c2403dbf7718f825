//! The world of these tests: one centre, its branches, clocks and dice that a
//! test sets, and the hands that carry requests between them.

mod asks;
mod branch;
mod rows;

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
};

use nusa_facts::{BranchId, Millis, ProductId, master::Entity, stock::Location};
use nusa_node::{
    Ask, Fault, Node, Senses,
    boot::found_centre,
    device::Caller,
    door::Door,
    enrol::become_branch,
    pull::{self, Served},
    push::PushRefusal,
    uplink::{Incoming, Outgoing, Turn, Uplink},
};
use nusa_rules::Command;
use nusa_store::{Durability, Look, Options, SqliteStore, Store, Tx};
use nusa_sync::{backoff::Asked, clock::Mono, sign::DeviceKey, uplink::Failure};
use tempfile::TempDir;

use self::{asks::ask, rows::first_rows};
pub(crate) use self::{
    asks::{amount, dispatch, enrol_ask, sale_of, till},
    branch::Branch,
    rows::{JKT, RICE, RICE_PRICE, SBY, TEA, TEA_PRICE, branch_row, price, product, region},
};

/// 2026-03-02T03:00:00Z, a Monday morning in Jakarta.
pub(crate) const START: i64 = 1_772_420_400_000;

/// Clocks that every node of a test shares.
#[derive(Clone)]
pub(crate) struct Clock {
    wall: Arc<AtomicI64>,
    mono: Arc<AtomicU64>,
}

impl Clock {
    pub(crate) fn pass(&self, ms: u64) {
        self.wall.fetch_add(i64::try_from(ms).unwrap(), Relaxed);
        self.mono.fetch_add(ms, Relaxed);
    }

    pub(crate) fn now(&self) -> Mono {
        Mono(self.mono.load(Relaxed))
    }
}

struct Feel {
    clock: Clock,
    dice: u64,
}

impl Senses for Feel {
    fn wall(&mut self) -> Millis {
        Millis(self.clock.wall.load(Relaxed))
    }

    fn elapsed(&mut self) -> Mono {
        self.clock.now()
    }

    fn dice(&mut self) -> u64 {
        next(&mut self.dice)
    }
}

/// SplitMix64: enough for ids that never meet.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

pub(crate) type SqliteNode = Node<SqliteStore>;

/// The centre with everything that tests need beside it.
pub(crate) struct Shop {
    pub(crate) centre: SqliteNode,
    pub(crate) clock: Clock,
    dir: TempDir,
    dice: u64,
}

/// Tests prove what is in the database, not what a power cut leaves: `nusa` and the store prove that.
fn options() -> Options {
    Options {
        durability: Durability::LosesSalesForProof,
        ballast_bytes: 0,
        tail: None,
    }
}

impl Shop {
    /// A centre with a region, two branches, two products and one owner.
    pub(crate) fn open() -> Self {
        let clock = Clock {
            wall: Arc::new(AtomicI64::new(START)),
            mono: Arc::new(AtomicU64::new(1_000)),
        };
        let dir = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(dir.path(), &options()).unwrap();
        found_centre(
            &mut store,
            &mut Feel {
                clock: clock.clone(),
                dice: 7,
            },
        )
        .unwrap();
        let senses = Box::new(Feel {
            clock: clock.clone(),
            dice: 11,
        });
        let centre = Node::wake(store, senses, None).unwrap().node;
        let mut shop = Self {
            centre,
            clock,
            dir,
            dice: 13,
        };
        shop.write(first_rows());
        shop
    }

    pub(crate) fn dice(&mut self) -> u64 {
        next(&mut self.dice)
    }

    /// Writes master data as the owner.
    pub(crate) fn write(&mut self, rows: Vec<Entity>) {
        let ask = self.ask(Command::ChangeMaster { rows });
        self.centre.execute(&ask).unwrap();
    }

    pub(crate) fn ask(&mut self, what: Command) -> Ask {
        let dice = self.dice();
        ask(dice, what)
    }

    /// The centre starts again: another process, the same disk.
    pub(crate) fn restart(self) -> Self {
        let Self {
            centre,
            clock,
            dir,
            dice,
        } = self;
        drop(centre);
        let store = SqliteStore::open(dir.path(), &options()).unwrap();
        let senses = Box::new(Feel {
            clock: clock.clone(),
            dice: dice ^ 0xC0FFEE,
        });
        let centre = Node::wake(store, senses, None).unwrap().node;
        Self {
            centre,
            clock,
            dir,
            dice,
        }
    }

    /// A copy of the centre's database as it is now.
    pub(crate) fn backup(&mut self) -> TempDir {
        copy_of(&mut self.centre, &self.dir)
    }

    /// The centre comes back from a backup, as `nusa restore` brings it back.
    pub(crate) fn restore(self, backup: &TempDir) -> Self {
        let Self {
            centre,
            clock,
            dir,
            dice,
        } = self;
        drop(centre);
        copy_files(backup, &dir);
        let mut shop = Self::reopen(clock, dir, dice.wrapping_add(99));
        shop.centre.restored().unwrap();
        shop
    }

    /// The centre's machine comes back from an earlier copy of its disk, and nobody tells it so (R2).
    pub(crate) fn rolled_back_unknowingly(self, copy: &TempDir) -> Self {
        let Self {
            centre,
            clock,
            dir,
            dice,
        } = self;
        drop(centre);
        copy_files(copy, &dir);
        Self::reopen(clock, dir, dice.wrapping_add(99))
    }

    fn reopen(clock: Clock, dir: TempDir, dice: u64) -> Self {
        let store = SqliteStore::open(dir.path(), &options()).unwrap();
        let senses = Box::new(Feel {
            clock: clock.clone(),
            dice,
        });
        let centre = Node::wake(store, senses, None).unwrap().node;
        Self {
            centre,
            clock,
            dir,
            dice,
        }
    }

    /// Enrols a new device as the node of a branch.
    pub(crate) fn enrol(&mut self, branch: BranchId) -> Branch {
        let code = self.centre.create_enrol_code(branch).unwrap().code;
        let key = self.new_key();
        let ask = enrol_ask(&code, &key);
        let door = Door::new(5);
        let enrolled = self.centre.enrol(&ask, door.next_nonce(&ask.key)).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(dir.path(), &options()).unwrap();
        become_branch(&mut store, &enrolled).unwrap();
        let caller = self.caller(&ask.key);
        let mut branch = self.wake_branch(store, caller, dir);
        branch.node.hold_key(key);
        branch
    }

    fn wake_branch(&mut self, store: SqliteStore, caller: Caller, dir: TempDir) -> Branch {
        let senses = Box::new(Feel {
            clock: self.clock.clone(),
            dice: self.dice(),
        });
        let mark = std::fs::read(dir.path().join("incarnation")).ok();
        let awake = Node::wake(store, senses, mark.and_then(|mark| mark.try_into().ok())).unwrap();
        std::fs::write(dir.path().join("incarnation"), awake.mark).unwrap();
        let mut node = awake.node;
        let uplink = Uplink::new(&mut node);
        let commands = self.dice();
        Branch {
            node,
            caller,
            uplink,
            dir,
            commands,
        }
    }

    pub(crate) fn new_key(&mut self) -> DeviceKey {
        let mut dice = [0; 32];
        dice[..8].copy_from_slice(&self.dice().to_be_bytes());
        DeviceKey::from_dice(dice)
    }

    /// The device as the centre knows it now.
    pub(crate) fn caller(&mut self, key: &str) -> Caller {
        self.centre
            .look(|look| nusa_node::device::device(look, key))
            .unwrap()
            .unwrap()
    }

    /// A clone of a branch's machine: database and file, the same key (R5).
    pub(crate) fn clone_of(&mut self, branch: &mut Branch) -> Branch {
        let dir = copy_of(&mut branch.node, &branch.dir);
        std::fs::copy(
            branch.dir.path().join("incarnation"),
            dir.path().join("incarnation"),
        )
        .unwrap();
        let store = SqliteStore::open(dir.path(), &options()).unwrap();
        self.wake_branch(store, branch.caller.clone(), dir)
    }

    /// A machine that begins with a copied database and nothing beside it (R7).
    pub(crate) fn copied(&mut self, branch: &Branch, copy: TempDir) -> Branch {
        let store = SqliteStore::open(copy.path(), &options()).unwrap();
        self.wake_branch(store, branch.caller.clone(), copy)
    }

    /// The branch's machine comes back from an earlier copy of its database, without the command that
    /// would have told it so; the file beside the database is of that time too (R6).
    pub(crate) fn rolled_back(&mut self, branch: Branch, copy: TempDir) -> Branch {
        let Branch {
            node, caller, dir, ..
        } = branch;
        drop(node);
        std::fs::copy(
            dir.path().join("incarnation"),
            copy.path().join("incarnation"),
        )
        .unwrap();
        let store = SqliteStore::open(copy.path(), &options()).unwrap();
        self.wake_branch(store, caller, copy)
    }

    /// Carries one request to the centre and the answer back.
    pub(crate) fn carry(
        &mut self,
        caller: &Caller,
        outgoing: Outgoing,
    ) -> Result<Incoming, Failure> {
        let caller = self.caller(&caller.key);
        let refused = |_: Fault| Failure::Refused;
        match outgoing {
            Outgoing::Hello(hello) => self
                .centre
                .hello(&caller, &hello)
                .map(Incoming::Hello)
                .map_err(refused),
            Outgoing::Push(page) => match self.centre.push(&caller, page) {
                Ok(answer) => Ok(Incoming::Pushed(answer)),
                Err(PushRefusal::Fork(fork)) => Ok(Incoming::Forked(fork)),
                Err(_) => Err(Failure::Refused),
            },
            Outgoing::Tail { chain, after } => {
                let tail = self
                    .centre
                    .look(|look| pull::tail(look, &caller, chain, after));
                tail.map(Incoming::Tail).map_err(refused)
            }
            Outgoing::Pull(query) => {
                match self.centre.look(|look| pull::pull(look, &caller, &query)) {
                    Ok(Served::Page(page)) => Ok(Incoming::Pulled(page)),
                    Ok(Served::Elsewhere) => Err(Failure::Busy(Asked::default())),
                    Err(fault) => Err(refused(fault)),
                }
            }
        }
    }

    /// Lets the link of a branch work until it has nothing to do before its next hello.
    pub(crate) fn sync(&mut self, branch: &mut Branch) {
        branch.uplink.hint(&mut branch.node);
        branch.uplink.committed(&mut branch.node).unwrap();
        self.clock.pass(6_000);
        for _ in 0..1_000 {
            match branch.uplink.next(&mut branch.node).unwrap() {
                Turn::Wait { until } => {
                    let wait = until.since(self.clock.now());
                    if wait > 1_500 {
                        return;
                    }
                    self.clock.pass(wait.max(1));
                }
                Turn::Send { ticket, outgoing } => {
                    match self.carry(&branch.caller.clone(), *outgoing) {
                        Ok(incoming) => branch
                            .uplink
                            .answered(&mut branch.node, ticket, incoming)
                            .unwrap(),
                        Err(failure) => branch.uplink.failed(&mut branch.node, ticket, failure),
                    }
                }
            }
        }
        panic!("the link never comes to rest");
    }

    pub(crate) fn level(&mut self, location: Location, product: ProductId) -> i64 {
        self.centre
            .look(|look| look.level(location, product))
            .unwrap()
    }

    /// A branch that has its goods and prices, a till and a full shelf.
    pub(crate) fn trading(&mut self, id: BranchId) -> Branch {
        let mut branch = self.enrol(id);
        self.sync(&mut branch);
        branch.register_till();
        branch.stock_up(100);
        self.sync(&mut branch);
        branch
    }

    /// Sales of a branch and their revenue, as the centre has them.
    pub(crate) fn revenue(&mut self, branch: BranchId) -> (usize, i64) {
        self.centre
            .look(|look| Ok::<_, Fault>(revenue(look, branch)))
            .unwrap()
    }

    /// What a former life of the centre left on the disk.
    pub(crate) fn write_note(&mut self, name: &str, body: &[u8]) {
        self.centre
            .store()
            .transact(|tx| tx.set_note(name, Some(body)))
            .unwrap();
    }

    /// The centre's projections are what its facts give, and its chains are whole.
    pub(crate) fn must_be_sound(&mut self) {
        sound(&mut self.centre);
    }
}

/// Looking inside one transaction, for tests that look at a node's books.
pub(crate) trait Looking {
    fn look<T, E: From<nusa_store::Error>>(
        &mut self,
        work: impl FnOnce(&<SqliteStore as Store>::Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E>;
}

impl Looking for SqliteNode {
    fn look<T, E: From<nusa_store::Error>>(
        &mut self,
        work: impl FnOnce(&<SqliteStore as Store>::Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store().transact(|tx| work(tx))
    }
}

pub(crate) fn sound(node: &mut SqliteNode) {
    let verdict = node.verify(|_| {}).unwrap();
    assert_eq!(verdict.differences, Vec::<String>::new());
}

/// Sales and their revenue, voided ones left out, as the roll-ups have them.
pub(crate) fn revenue(look: &impl Look, branch: BranchId) -> (usize, i64) {
    let mut sales = std::collections::BTreeMap::new();
    let mut after = 0;
    loop {
        let step = look.arrivals(branch, after, 500).unwrap();
        let Some(&(last, _)) = step.last() else {
            return (sales.len(), sales.values().sum());
        };
        after = last;
        for (_, bytes) in step {
            let doc = nusa_facts::SealedDoc::read_any(bytes).unwrap();
            if let Some(row) = look.sale(branch, doc.doc.id).unwrap() {
                sales.insert(row.id, row.total);
            }
        }
    }
}

/// Copies a database while nobody writes to it.
fn copy_of(node: &mut SqliteNode, dir: &TempDir) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    node.look(|_| {
        copy_files(dir, &copy);
        Ok::<_, Fault>(())
    })
    .unwrap();
    copy
}

fn copy_files(from: &TempDir, to: &TempDir) {
    for name in ["nusa.db", "nusa.db-wal"] {
        let target = to.path().join(name);
        let _ = std::fs::remove_file(&target);
        if from.path().join(name).exists() {
            std::fs::copy(from.path().join(name), target).unwrap();
        }
    }
    let _ = std::fs::remove_file(to.path().join("nusa.db-shm"));
}
