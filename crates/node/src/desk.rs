//! What the law looks at, gathered from the ledger within the command's own
//! transaction. This file finds rows; it decides nothing.

mod transfers;

use std::collections::BTreeMap;

use nusa_facts::{
    BranchId, CENTRE, ChainId, Fact, ProductId, SaleId, SealedDoc, TillNo, TransferId,
    master::{Branch, Entity, EntityKey, EntityKind, Product, TransferNotice},
    shift::TillStanding,
    stock::Location,
};
use nusa_rules::{
    Actor, Command, Moment, Ruling, cash, command,
    command::{Amount, Destination},
    refund, repair, rows, sale, shift, stock, till, transfer, void,
};
use nusa_store::{Error as StoreError, Look};

use crate::{
    billing, dining, execute::writing_chain, fault::Fault, journal, letterhead, moment::branch_row,
    places::place_row, rating, staff,
};

/// Looks up what a command needs and lets the law decide it, at a branch (or the centre) with its row.
///
/// # Errors
/// The law's refusal; `NotHere` before the branch knows its settings; `Store`.
pub fn decide(
    look: &impl Look,
    (here, branch): (BranchId, Option<Branch>),
    actor: &Actor,
    moment: &Moment,
    what: &Command,
) -> Result<Ruling, Fault> {
    let desk = Desk { look, here, branch };
    match what {
        Command::CompleteSale(wanted) => desk.sale(actor, moment, wanted),
        Command::VoidSale { sale, reason } => desk.void(actor, moment, *sale, reason),
        Command::RefundSale(wanted) => desk.refund(actor, moment, wanted),
        Command::RegisterTill { till, name } => desk.register(actor, moment, *till, name),
        Command::RetireTill { till, reason } => desk.retire(actor, moment, *till, reason),
        Command::OpenShift { till, float } => desk.open_shift(actor, moment, *till, *float),
        Command::MoveCash { .. } | Command::OpenDrawer { .. } | Command::CloseShift { .. } => {
            desk.drawer(actor, what)
        }
        Command::ReceiveStock { .. } | Command::CountStock { .. } | Command::AdjustStock { .. } => {
            desk.shelf(actor, moment, what)
        }
        Command::DispatchTransfer { .. } => desk.dispatch(actor, moment, what),
        Command::ReceiveTransfer { .. } => desk.arrival(actor, moment, what),
        Command::DecideTransfer { .. } => desk.settlement(actor, moment, what),
        Command::SetLocalStaff(wanted) => staff::decide(look, here, actor, moment, wanted),
        Command::SetTable(_)
        | Command::SetStation(_)
        | Command::CloseTable { .. }
        | Command::PlaceOrder(_)
        | Command::StepOrder { .. }
        | Command::ReadyDishes { .. }
        | Command::RecallDishes { .. }
        | Command::CancelOrder { .. } => {
            dining::decide(look, desk.settings()?, actor, moment, what)
        }
        Command::PayBill(_)
        | Command::SplitBill(_)
        | Command::RejoinBill { .. }
        | Command::MoveLines(_)
        | Command::MoveGuests(_) => billing::decide(look, desk.settings()?, actor, moment, what),
        Command::RateDishes(wanted) => {
            rating::decide(look, desk.settings()?, actor, moment, wanted)
        }
        Command::ReapplyFact { branch, doc } => desk.repair(actor, moment, *branch, *doc),
        Command::ChangeMaster { .. } => Err(Fault::NotHere("master data has a desk of its own")),
    }
}

const UNTOLD: Fault = Fault::NotHere("this branch has not been told its settings yet");

struct Desk<'a, L> {
    look: &'a L,
    here: BranchId,
    /// None before a branch was told, and at the centre: it has a warehouse and no till.
    branch: Option<Branch>,
}

impl<L: Look> Desk<'_, L> {
    /// What is sold, counted in a drawer or given a number needs the settings of a branch.
    fn settings(&self) -> Result<&Branch, Fault> {
        self.branch.as_ref().ok_or(UNTOLD)
    }

    fn sale(
        &self,
        actor: &Actor,
        moment: &Moment,
        wanted: &command::CompleteSale,
    ) -> Result<Ruling, Fault> {
        let till = self.till(wanted.till)?;
        let shift = self.look.open_shift(self.here, wanted.till)?;
        let taxes = self.look.taxes()?;
        let chain = writing_chain(self.look, self.here)?;
        let letterhead = match &shift {
            Some(shift) => letterhead::of_shift(self.look, self.here, shift.id)?,
            None => None,
        };
        let desk = sale::SaleDesk {
            branch: self.settings()?,
            chain,
            till: till.as_ref(),
            shift: shift.as_ref(),
            series_last: self.series_last(chain, wanted.till)?,
            products: shelf_items(
                self.look,
                self.here,
                wanted.lines.iter().map(|line| line.product),
            )?,
            taxes: &taxes,
            letterhead: letterhead.as_ref(),
        };
        Ok(sale::decide_sale(&desk, actor, moment, wanted)?)
    }

    fn void(
        &self,
        actor: &Actor,
        moment: &Moment,
        sale: SaleId,
        reason: &str,
    ) -> Result<Ruling, Fault> {
        let found = journal::sale_of(self.look, self.here, sale)?;
        let shift = match found.as_ref().and_then(|(row, _)| row.shift) {
            Some(id) => self.look.shift(self.here, id)?,
            None => None,
        };
        let elsewhere = found.is_none() && self.is_elsewhere(sale)?;
        let desk = void::VoidDesk {
            branch: self.settings()?,
            sale: found,
            elsewhere,
            shift: shift.as_ref(),
        };
        Ok(void::decide_void(&desk, actor, moment, sale, reason)?)
    }

    fn refund(
        &self,
        actor: &Actor,
        moment: &Moment,
        wanted: &command::RefundSale,
    ) -> Result<Ruling, Fault> {
        let found = journal::sale_of(self.look, self.here, wanted.sale)?;
        let till = self.till(wanted.till)?;
        let shift = self.look.open_shift(self.here, wanted.till)?;
        let chain = writing_chain(self.look, self.here)?;
        let elsewhere = found.is_none() && self.is_elsewhere(wanted.sale)?;
        let desk = refund::RefundDesk {
            branch: self.settings()?,
            chain,
            till: till.as_ref(),
            shift: shift.as_ref(),
            series_last: self.series_last(chain, wanted.till)?,
            sale: found,
            elsewhere,
            returned: self.look.returned(self.here, wanted.sale)?,
        };
        Ok(refund::decide_refund(&desk, actor, moment, wanted)?)
    }

    fn register(
        &self,
        actor: &Actor,
        moment: &Moment,
        till: Option<TillNo>,
        name: &str,
    ) -> Result<Ruling, Fault> {
        let tills = self.look.tills(self.here)?;
        let desk = till::TillDesk {
            branch: self.settings()?,
            tills: &tills,
        };
        Ok(till::decide_register_till(
            &desk, actor, moment, till, name,
        )?)
    }

    fn retire(
        &self,
        actor: &Actor,
        moment: &Moment,
        till: TillNo,
        reason: &str,
    ) -> Result<Ruling, Fault> {
        let row = self.till(till)?;
        let shift = self.look.open_shift(self.here, till)?;
        let chain = writing_chain(self.look, self.here)?;
        let desk = till::RetireDesk {
            branch: self.settings()?,
            till: row.as_ref(),
            shift: shift.as_ref(),
            chain,
            series_last: self.series_last(chain, till)?,
        };
        Ok(till::decide_retire_till(
            &desk, actor, moment, till, reason,
        )?)
    }

    fn open_shift(
        &self,
        actor: &Actor,
        moment: &Moment,
        till: TillNo,
        float: i64,
    ) -> Result<Ruling, Fault> {
        let row = self.till(till)?;
        let open = self.look.open_shift(self.here, till)?;
        let last_n = self.look.last_shift(self.here, till)?;
        let desk = shift::OpenDesk {
            branch: self.settings()?,
            till: row.as_ref(),
            open: open.as_ref(),
            last_n,
        };
        Ok(shift::decide_open_shift(&desk, actor, moment, till, float)?)
    }

    fn drawer(&self, actor: &Actor, what: &Command) -> Result<Ruling, Fault> {
        let (Command::MoveCash { till, .. }
        | Command::OpenDrawer { till, .. }
        | Command::CloseShift { till, .. }) = what
        else {
            return Err(Fault::NotHere("no drawer is asked for"));
        };
        let row = self.till(*till)?;
        let shift = self.look.open_shift(self.here, *till)?;
        let desk = cash::CashDesk {
            branch: self.settings()?,
            till: row.as_ref(),
            shift: shift.as_ref(),
        };
        match what {
            Command::MoveCash {
                till,
                kind,
                amount,
                reason,
            } => Ok(cash::decide_move_cash(
                &desk, actor, *till, *kind, *amount, reason,
            )?),
            Command::OpenDrawer { till, reason } => {
                Ok(cash::decide_open_drawer(&desk, actor, *till, reason)?)
            }
            Command::CloseShift {
                till,
                denominations,
            } => {
                let (sums, drawer, methods) = match &shift {
                    Some(shift) => self.look.shift_sums(self.here, shift.id)?,
                    None => Default::default(),
                };
                let (till_row, shift) = (row.as_ref(), shift.as_ref());
                let desk = shift::CloseDesk {
                    branch: self.settings()?,
                    till: till_row,
                    shift,
                    sums,
                    drawer,
                    methods: &methods,
                    tills: self.standings()?,
                };
                Ok(shift::decide_close_shift(
                    &desk,
                    actor,
                    *till,
                    denominations,
                )?)
            }
            _ => Err(Fault::NotHere("no drawer is asked for")),
        }
    }

    fn shelf(&self, actor: &Actor, moment: &Moment, what: &Command) -> Result<Ruling, Fault> {
        let desk = |lines| {
            Ok::<_, StoreError>(stock::StockDesk {
                here: self.here,
                products: self.stock_items(lines)?,
            })
        };
        Ok(match what {
            Command::ReceiveStock { lines, reference } => {
                stock::decide_receive_stock(&desk(lines)?, actor, moment, lines, reference)?
            }
            Command::CountStock { lines, note } => {
                stock::decide_count_stock(&desk(lines)?, actor, moment, lines, note.as_deref())?
            }
            Command::AdjustStock { lines, reason } => {
                stock::decide_adjust_stock(&desk(lines)?, actor, moment, lines, reason)?
            }
            _ => return Err(Fault::NotHere("no shelf is asked for")),
        })
    }

    fn repair(
        &self,
        actor: &Actor,
        moment: &Moment,
        branch: BranchId,
        doc: nusa_facts::DocId,
    ) -> Result<Ruling, Fault> {
        let rows = self.look.quarantined(Some(branch))?;
        let desk = repair::RepairDesk {
            put_aside: rows.iter().find(|row| row.doc == doc),
            last: self.look.last_arrival(branch)?,
        };
        Ok(repair::decide_reapply(&desk, actor, moment, branch, doc)?)
    }

    fn till(&self, no: TillNo) -> Result<Option<rows::TillRow>, StoreError> {
        till_row(self.look, self.here, no)
    }

    fn standings(&self) -> Result<Vec<TillStanding>, Fault> {
        let chain = writing_chain(self.look, self.here)?;
        let standing = |row: rows::TillRow| {
            Ok(TillStanding {
                till: row.till,
                last: self.series_last(chain, row.till)?,
                open: self.look.open_shift(self.here, row.till)?.is_some(),
            })
        };
        let tills = self.look.tills(self.here)?.into_iter();
        tills.filter(|row| !row.retired).map(standing).collect()
    }

    fn series_last(&self, chain: ChainId, till: TillNo) -> Result<u64, StoreError> {
        series_last(self.look, self.here, chain, till)
    }

    /// Only the branch that made a sale takes it back; a node that knows others' sales can say so.
    fn is_elsewhere(&self, sale: SaleId) -> Result<bool, StoreError> {
        for branch in self.look.writers()? {
            if branch != self.here && self.look.sale(branch, sale)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn stock_items(
        &self,
        lines: &[Amount],
    ) -> Result<BTreeMap<ProductId, stock::StockItem>, StoreError> {
        let shelf = stock::place_of(self.here);
        let mut items = BTreeMap::new();
        for line in lines {
            if let Some(product) = product(self.look, line.product)? {
                let level_milli = self.look.level(shelf, line.product)?;
                items.insert(
                    line.product,
                    stock::StockItem {
                        product,
                        level_milli,
                    },
                );
            }
        }
        Ok(items)
    }

    /// A branch may not have been told of a new one yet, so there the centre judges an address that is
    /// not known when it takes the fact in.
    fn is_destination(&self, to: Destination) -> Result<bool, StoreError> {
        let Destination::Branch(branch) = to else {
            return Ok(true);
        };
        if self.here == CENTRE {
            return Ok(branch_row(self.look, branch)?.is_some_and(|row| row.active));
        }
        Ok(place_row(self.look, branch)?.is_none_or(|row| row.active))
    }

    /// A branch is told of a transfer by its stream; the centre holds the dispatch itself.
    fn notice(&self, transfer: TransferId) -> Result<Option<TransferNotice>, StoreError> {
        if self.here == CENTRE {
            return dispatched(self.look, transfer);
        }
        let key = EntityKey {
            kind: EntityKind::Transfer,
            id: transfer.to_string(),
        };
        Ok(match self.look.entity(&key)? {
            Some(Entity::Transfer(notice)) => Some(notice),
            _ => None,
        })
    }
}

/// A till of a branch.
pub(crate) fn till_row(
    look: &impl Look,
    here: BranchId,
    till: TillNo,
) -> Result<Option<rows::TillRow>, StoreError> {
    let mut rows = look.tills(here)?.into_iter();
    Ok(rows.find(|row| row.till == till))
}

/// The last number of a till's series in a chain, 0 before the first.
pub(crate) fn series_last(
    look: &impl Look,
    here: BranchId,
    chain: ChainId,
    till: TillNo,
) -> Result<u64, StoreError> {
    let series = look.series(here, &chain.mark(), till)?;
    Ok(series.map_or(0, |row| row.last))
}

/// The notice that a dispatch held here gives.
pub fn dispatched(
    look: &impl Look,
    transfer: TransferId,
) -> Result<Option<TransferNotice>, StoreError> {
    let Some((sender, row)) = look.transfer(transfer)? else {
        return Ok(None);
    };
    let Some(bytes) = look.doc(sender, row.doc)? else {
        return Ok(None);
    };
    let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
    let Fact::TransferDispatched(sent) = &doc.doc.fact else {
        return Ok(None);
    };
    let from = place_name(look, sent.from)?;
    Ok(transfer::notice_of(sent, doc.hash, doc.doc.at, &from))
}

/// What people call a place that goods leave from or come to.
pub fn place_name(look: &impl Look, place: Location) -> Result<String, StoreError> {
    let branch = match place {
        Location::Branch(branch) => branch,
        _ => CENTRE,
    };
    Ok(place_row(look, branch)?.map_or_else(|| place.to_string(), |row| row.name))
}

/// Products as a branch's shelf knows them: what open orders hold is sold already (R33).
pub fn shelf_items(
    look: &impl Look,
    here: BranchId,
    products: impl Iterator<Item = ProductId>,
) -> Result<BTreeMap<ProductId, sale::ShelfItem>, StoreError> {
    let shelf = stock::place_of(here);
    let mut items = BTreeMap::new();
    for id in products {
        if items.contains_key(&id) {
            continue;
        }
        if let Some(product) = product(look, id)? {
            let prices = look.prices(id)?;
            let level_milli = if product.stocked {
                look.level(shelf, id)? - look.reserved(here, id)?
            } else {
                0
            };
            items.insert(
                id,
                sale::ShelfItem {
                    product,
                    prices,
                    level_milli,
                },
            );
        }
    }
    Ok(items)
}

fn product(look: &impl Look, id: ProductId) -> Result<Option<Product>, StoreError> {
    let key = EntityKey::numbered(EntityKind::Product, id.0);
    Ok(look.entity(&key)?.and_then(|entity| match entity {
        Entity::Product(product) => Some(product),
        _ => None,
    }))
}
