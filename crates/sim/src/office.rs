//! The people at the centre: prices of every scope, products that come, go and
//! are renamed, what is asked with them, branches that change region and settings, staff who move, goods
//! for the warehouse and out of it, quarantined facts tried again.

use nusa_facts::{
    BranchId, CENTRE, CommandId, Hash, Millis, PriceId, ProductId, RegionId, TableId, TransferId,
    master::{Branch, Entity, EntityKind, Grant, Price, Product, Scope, Staff, StockPolicy},
    order::TablePlan,
    people::Role,
    uuid7::IdMaker,
};
use nusa_node::{Ask, Node, staff};
use nusa_rules::{
    Command,
    command::{Amount, Destination},
};
use nusa_store::{Error, Look, Store};

use crate::{catalogue, dice::Dice};

/// The desk at the centre.
#[derive(Debug)]
pub struct Office {
    waiting: Vec<Ask>,
    products: u32,
    serves_guests: bool,
    ids: IdMaker,
    dice: Dice,
}

impl Office {
    /// An office of a new chain, with tables or without.
    pub fn new(dice: Dice, serves_guests: bool) -> Self {
        Self {
            waiting: Vec::new(),
            products: catalogue::PRODUCTS,
            serves_guests,
            ids: IdMaker::default(),
            dice,
        }
    }

    /// Whether nothing waits for an answer.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What waits for an answer, or something new.
    pub fn wish<S: Store>(
        &mut self,
        node: &mut Node<S>,
        branches: u32,
        now: Millis,
    ) -> Option<Ask> {
        if let Some(ask) = self.waiting.first() {
            return Some(ask.clone());
        }
        let what = self.idea(node, branches, now)?;
        Some(self.ask(what, now))
    }

    /// Writes a command down, to be asked until it is answered.
    pub fn ask(&mut self, what: Command, now: Millis) -> Ask {
        let dice = self.dice.roll();
        let ask = Ask {
            command: CommandId(self.ids.next(now, dice)),
            body_hash: Hash::of_command(format!("{what:?}").as_bytes()),
            actor: catalogue::owner(),
            what,
        };
        self.waiting.push(ask.clone());
        ask
    }

    /// The command was answered, or refused for good.
    pub fn hear(&mut self, command: CommandId) {
        self.waiting.retain(|ask| ask.command != command);
    }

    fn idea<S: Store>(
        &mut self,
        node: &mut Node<S>,
        branches: u32,
        now: Millis,
    ) -> Option<Command> {
        let rows = match self.dice.below(100) {
            0..30 => vec![self.new_price(branches, now)],
            30..36 => vec![self.ended_price(node, now)?],
            36..40 => vec![self.moved_price(node, branches, now)?],
            44..48 if self.serves_guests => vec![self.planned_table(branches)],
            48..52 if self.serves_guests => vec![self.changed_question(node)?],
            40..52 => vec![self.changed_product(node)?],
            52..57 => self.new_product(now),
            57..64 => vec![self.moved_branch(node, branches)?],
            64..70 => vec![self.settled_branch(node, branches)?],
            70..75 => vec![self.moved_person(node, branches)?],
            75..82 => return self.delivery(node),
            82..96 => return self.dispatch(node, branches),
            _ => return self.repair(node),
        };
        Some(Command::ChangeMaster { rows })
    }

    fn scope(&mut self, branches: u32) -> Scope {
        match self.dice.below(3) {
            0 => Scope::Company,
            1 => Scope::Region(self.region()),
            _ => Scope::Branch(self.branch(branches)),
        }
    }

    fn region(&mut self) -> RegionId {
        RegionId(self.dice.between(1, u64::from(catalogue::REGIONS)) as u32)
    }

    fn branch(&mut self, branches: u32) -> BranchId {
        BranchId(self.dice.between(1, u64::from(branches)) as u32)
    }

    fn price(&mut self, product: ProductId, scope: Scope, valid_from: Millis) -> Price {
        let ends = self.dice.chance(250);
        let lasts = self.dice.between(5_000, 60_000) as i64;
        Price {
            id: PriceId(catalogue::new(1)),
            product,
            scope,
            amount: catalogue::amount(&mut self.dice),
            per_milli: 1_000,
            min_milli: if self.dice.chance(200) { 2_000 } else { 0 },
            valid_from,
            valid_to: ends.then_some(Millis(valid_from.0 + lasts)),
        }
    }

    fn new_price(&mut self, branches: u32, now: Millis) -> Entity {
        let product = ProductId(self.dice.between(1, u64::from(self.products)) as u32);
        let scope = self.scope(branches);
        let ahead = if self.dice.chance(500) {
            0
        } else {
            self.dice.between(1, 40_000) as i64
        };
        Entity::Price(self.price(product, scope, Millis(now.0 + ahead)))
    }

    fn ended_price<S: Store>(&mut self, node: &mut Node<S>, now: Millis) -> Option<Entity> {
        let open = |price: &Price| price.valid_to.is_none() && price.scope != Scope::Company;
        let price = self.some_price(node, open)?;
        let valid_to = Some(Millis(now.0.max(price.valid_from.0) + 1_000));
        Some(Entity::Price(Price { valid_to, ..price }))
    }

    /// A price that has not begun may still be meant for somebody else.
    fn moved_price<S: Store>(
        &mut self,
        node: &mut Node<S>,
        branches: u32,
        now: Millis,
    ) -> Option<Entity> {
        let price = self.some_price(node, |price| price.valid_from.0 > now.0 + 1_000)?;
        let scope = self.scope(branches);
        Some(Entity::Price(Price { scope, ..price }))
    }

    fn some_price<S: Store>(
        &mut self,
        node: &mut Node<S>,
        wanted: impl Fn(&Price) -> bool,
    ) -> Option<Price> {
        let prices = rows(node, EntityKind::Price)
            .ok()?
            .into_iter()
            .filter_map(|row| match row {
                Entity::Price(price) if wanted(&price) => Some(price),
                _ => None,
            });
        let prices: Vec<Price> = prices.collect();
        self.dice.pick(&prices).cloned()
    }

    fn changed_product<S: Store>(&mut self, node: &mut Node<S>) -> Option<Entity> {
        let products = rows(node, EntityKind::Product)
            .ok()?
            .into_iter()
            .filter_map(|row| match row {
                Entity::Product(product) => Some(product),
                _ => None,
            });
        let products: Vec<Product> = products.collect();
        let mut product = self.dice.pick(&products)?.clone();
        let sold = products.iter().filter(|product| !product.retired).count();
        if product.retired {
            product.retired = false;
        } else if sold > 4 && self.dice.chance(400) {
            product.retired = true;
        } else {
            product.name = format!("Barang {} {}", product.id, self.dice.below(1_000));
            product.stocked ^= self.dice.chance(200);
        }
        Some(Entity::Product(product))
    }

    /// An answer gets another price or name, or the question is asked no more for a while.
    fn changed_question<S: Store>(&mut self, node: &mut Node<S>) -> Option<Entity> {
        let groups = rows(node, EntityKind::ModifierGroup).ok()?;
        let Entity::ModifierGroup(mut group) = self.dice.pick(&groups)?.clone() else {
            return None;
        };
        if !group.active || self.dice.chance(200) {
            group.active ^= true;
        } else {
            let index = self.dice.index(group.options.len());
            let option = group.options.get_mut(index)?;
            option.price = catalogue::amount(&mut self.dice);
            option.name = format!("Pilihan {}", self.dice.below(1_000));
        }
        Some(Entity::ModifierGroup(group))
    }

    /// One of a few tables, under a label that the branch may have given away meanwhile.
    fn planned_table(&mut self, branches: u32) -> Entity {
        let branch = self.branch(branches);
        let n = self.dice.below(3) as u8;
        Entity::Table(TablePlan {
            // A table stays at its branch.
            table: TableId::from_bytes([n * 16 + branch.0 as u8; 16]),
            branch,
            area: String::new(),
            label: format!("M{}", self.dice.below(6)),
            seats: 2,
            active: self.dice.chance(800),
            at: Millis(0),
        })
    }

    fn new_product(&mut self, now: Millis) -> Vec<Entity> {
        self.products += 1;
        let n = self.products;
        let id = ProductId(catalogue::new(n));
        let price = self.price(id, Scope::Company, now);
        vec![
            catalogue::product(n),
            Entity::Price(Price {
                valid_to: None,
                ..price
            }),
        ]
    }

    fn some_branch<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<Branch> {
        let id = self.branch(branches);
        let all = rows(node, EntityKind::Branch).ok()?;
        all.into_iter().find_map(|row| match row {
            Entity::Branch(branch) if branch.id == id => Some(branch),
            _ => None,
        })
    }

    fn moved_branch<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<Entity> {
        let branch = self.some_branch(node, branches)?;
        let region = self.region();
        Some(Entity::Branch(Branch { region, ..branch }))
    }

    fn settled_branch<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<Entity> {
        let mut branch = self.some_branch(node, branches)?;
        match self.dice.below(3) {
            0 => branch.tax_inclusive ^= true,
            1 => branch.service = None,
            _ => {
                branch.stock_policy = match branch.stock_policy {
                    StockPolicy::Strict => StockPolicy::Lenient,
                    StockPolicy::Lenient => StockPolicy::Strict,
                };
            }
        }
        Some(Entity::Branch(branch))
    }

    /// Somebody works elsewhere from now on; whom a branch added by itself is taken over by that.
    fn moved_person<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<Entity> {
        let known = node.store().transact(|tx| staff::people(tx)).ok()?;
        let people = known.into_iter().map(|person| person.staff);
        let owns = |staff: &Staff| staff.grants.iter().any(|grant| grant.role == Role::Owner);
        let people: Vec<_> = people.filter(|staff| !owns(staff)).collect();
        let mut staff = self.dice.pick(&people)?.clone();
        let role = staff.grants.first()?.role;
        let branch = Some(self.branch(branches));
        let company = self.dice.chance(150);
        staff.grants = vec![Grant {
            role,
            branch: branch.filter(|_| !company),
        }];
        Some(Entity::Staff(staff))
    }

    fn goods<S: Store>(&mut self, node: &mut Node<S>, most: u64) -> Option<Vec<Amount>> {
        let products = rows(node, EntityKind::Product).ok()?;
        let mut lines: Vec<Amount> = Vec::new();
        for _ in 0..self.dice.between(1, 3) {
            let Entity::Product(product) = self.dice.pick(&products)? else {
                continue;
            };
            let milli = 1_000 * self.dice.between(1, most) as i64;
            if lines.iter().all(|line| line.product != product.id) {
                lines.push(Amount {
                    product: product.id,
                    milli,
                });
            }
        }
        (!lines.is_empty()).then_some(lines)
    }

    fn delivery<S: Store>(&mut self, node: &mut Node<S>) -> Option<Command> {
        let lines = self.goods(node, 200)?;
        let reference = "PO-1".to_owned();
        Some(Command::ReceiveStock { lines, reference })
    }

    fn dispatch<S: Store>(&mut self, node: &mut Node<S>, branches: u32) -> Option<Command> {
        Some(Command::DispatchTransfer {
            transfer: TransferId::from_bytes(self.dice.bytes16()),
            to: Destination::Branch(self.branch(branches)),
            lines: self.goods(node, 8)?,
            note: None,
        })
    }

    fn repair<S: Store>(&mut self, node: &mut Node<S>) -> Option<Command> {
        let aside = node.store().transact(|tx| tx.quarantined(None)).ok()?;
        let of_branch: Vec<_> = aside
            .into_iter()
            .filter(|row| row.branch != CENTRE)
            .collect();
        let row = self.dice.pick(&of_branch)?;
        Some(Command::ReapplyFact {
            branch: row.branch,
            doc: row.doc,
        })
    }
}

fn rows<S: Store>(node: &mut Node<S>, kind: EntityKind) -> Result<Vec<Entity>, Error> {
    node.store().transact(|tx| tx.entities(kind))
}
