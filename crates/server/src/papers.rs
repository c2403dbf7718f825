//! From facts on the disk to a paper: finds the documents that a paper shows and
//! the letterhead of their day. Knows no printer and no browser.

use nusa_facts::{
    BillId, BranchId, CENTRE, Doc, DocId, Fact, Letterhead, Millis, SealedDoc, ShiftId,
    bill::PaidBill, master::Branch, sale::SaleCompleted,
};
use nusa_node::{
    Fault, after_sale::after_sale, letterhead, menu::here_and_now, moment::branch_row,
    print::Paper, quote::BillNow,
};
use nusa_papers::{
    Language, Sheet, Style,
    bill::{Owed, bill},
    cash::{cash_slip, drawer_slip},
    letter::{Letter, receipt_letter},
    receipt::receipt,
    refund::refund_slip,
    report::{ShiftHead, x_report, z_report},
    test_page::test_page,
    void::void_slip,
};
use nusa_rules::{
    bill::Reductions,
    rows::{BillState, SaleState, ShiftRow},
    shift::shift_totals,
};
use nusa_store::{Error as StoreError, Look};

/// A document whose paper is asked for.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Whose.
    pub branch: BranchId,
    /// What is made of it.
    pub paper: Paper,
    /// The document; of a shift the one that opened it. A test shows none.
    pub doc: Option<DocId>,
    /// What is about to be taken off, of a bill before it is paid.
    pub off: Reductions,
}

/// The paper of a document; none when there is no such document here.
///
/// # Errors
/// What the disk says.
pub fn sheet(
    look: &impl Look,
    shown: Shown,
    now: Millis,
    style: Style,
) -> Result<Option<Sheet>, StoreError> {
    let Some(doc) = shown.doc else {
        let settings = branch_row(look, shown.branch)?;
        let shop = settings.as_ref().map(Letterhead::of).unwrap_or_default();
        let code = settings.map_or_else(String::new, |row| row.code);
        return Ok(Some(test_page(&shop, &code, style)));
    };
    if shown.paper == Paper::Bill {
        return unpaid(look, (shown.branch, doc), &shown.off, now, style);
    }
    let Some(sealed) = sealed(look, shown.branch, doc)? else {
        return Ok(None);
    };
    let desk = Desk {
        look,
        branch: shown.branch,
        style,
    };
    match shown.paper {
        Paper::Receipt => desk.receipt(&sealed),
        Paper::Void => desk.void(&sealed),
        Paper::Refund => desk.refund(&sealed),
        Paper::Cash | Paper::Drawer => desk.drawer(&sealed),
        Paper::X => desk.x(&sealed, now),
        Paper::Z => desk.z(&sealed),
        Paper::Bill | Paper::Test => Ok(None),
    }
}

/// The receipt of a sale as a letter; none when there is no such sale here.
///
/// # Errors
/// What the disk says.
pub fn letter(
    look: &impl Look,
    branch: BranchId,
    sale: DocId,
    language: Language,
) -> Result<Option<Letter>, StoreError> {
    let Some(doc) = sealed(look, branch, sale)? else {
        return Ok(None);
    };
    let style = Style {
        columns: 0,
        language,
        copy: 0,
    };
    let desk = Desk {
        look,
        branch,
        style,
    };
    let Some((sold, shop, voided)) = desk.sold(&doc)? else {
        return Ok(None);
    };
    Ok(Some(receipt_letter(&doc, sold, &shop, voided, language)))
}

/// A bill as it stands, less what is about to be taken off; none for one that is not here, of which nothing is to
/// be paid, or off which that cannot be taken any more.
fn unpaid(
    look: &impl Look,
    (here, id): (BranchId, BillId),
    off: &Reductions,
    now: Millis,
    style: Style,
) -> Result<Option<Sheet>, StoreError> {
    let Some((branch, moment)) = here_and_now(look, here, now)? else {
        return Ok(None);
    };
    let now = match BillNow::less(look, &branch, &moment, id, off) {
        Ok(now) => now,
        Err(Fault::Store(error)) => return Err(error),
        Err(_) => return Ok(None),
    };
    let waits = now.row.state == BillState::Open;
    let Some((quote, service)) = now.quote.zip(now.service).filter(|_| waits) else {
        return Ok(None);
    };
    let mut orders: Vec<u32> = now.lines.iter().map(|line| line.n).collect();
    orders.sort_unstable();
    orders.dedup();
    let mut guests: Vec<String> = now.payer.into_iter().collect();
    if now.row.split.is_none() {
        for guest in now.lines.into_iter().filter_map(|line| line.guest) {
            if !guests.contains(&guest) {
                guests.push(guest);
            }
        }
    }
    let owed = Owed {
        bill: PaidBill {
            bill: id,
            service,
            orders,
            guests,
        },
        currency: quote.currency,
        lines: quote.lines,
        net: quote.net,
        service: quote.service,
        taxes: quote.taxes,
        total: quote.total,
        priced_by: quote.priced_by,
        at: moment.at,
        tz_offset_min: branch.tz_offset_min,
    };
    Ok(Some(bill(&owed, &Letterhead::of(&branch), style)))
}

/// Characters of a line by the branch's setting.
///
/// # Errors
/// What the disk says.
pub fn columns(look: &impl Look, branch: BranchId) -> Result<u8, StoreError> {
    let settings = branch_row(look, branch)?.map(|row| row.till);
    Ok(settings.unwrap_or_default().columns)
}

/// Whose document it is: the asked branch's; at the centre, asked without a branch, anybody's.
///
/// # Errors
/// What the disk says.
pub fn whose(
    look: &impl Look,
    asked: BranchId,
    doc: DocId,
) -> Result<Option<BranchId>, StoreError> {
    let branches = if asked == CENTRE {
        look.writers()?
    } else {
        vec![asked]
    };
    for branch in branches {
        if look.place(branch, doc)?.is_some() {
            return Ok(Some(branch));
        }
    }
    Ok(None)
}

/// A document as it lies in the journal.
///
/// # Errors
/// What the disk says.
pub fn sealed(
    look: &impl Look,
    branch: BranchId,
    doc: DocId,
) -> Result<Option<SealedDoc>, StoreError> {
    let bytes = look.doc(branch, doc)?;
    let read = bytes.map(SealedDoc::read_any).transpose();
    read.map_err(|error| StoreError::Row(error.to_string()))
}

struct Desk<'a, L> {
    look: &'a L,
    branch: BranchId,
    style: Style,
}

impl<L: Look> Desk<'_, L> {
    fn settings(&self) -> Result<Option<Branch>, StoreError> {
        branch_row(self.look, self.branch)
    }

    /// The letterhead of a document: its own, its shift's, and only for facts that have neither the one
    /// of today.
    fn shop(&self, doc: &Doc, own: Option<&Letterhead>) -> Result<Letterhead, StoreError> {
        if let Some(own) = own {
            return Ok(own.clone());
        }
        if let Some(shift) = doc.shift
            && let Some(of_shift) = letterhead::of_shift(self.look, self.branch, shift)?
        {
            return Ok(of_shift);
        }
        let settings = self.settings()?;
        Ok(settings.as_ref().map(Letterhead::of).unwrap_or_default())
    }

    fn currency(&self) -> Result<String, StoreError> {
        let settings = self.settings()?;
        Ok(settings.map_or_else(|| "IDR".to_owned(), |row| row.currency))
    }

    fn sale(&self, sale: DocId) -> Result<Option<(SealedDoc, SaleCompleted)>, StoreError> {
        let found = sealed(self.look, self.branch, sale)?;
        Ok(found.and_then(|doc| match doc.doc.fact.clone() {
            Fact::SaleCompleted(sale) => Some((doc, sale)),
            _ => None,
        }))
    }

    /// A sale with the letterhead of its day, and whether it was undone since.
    fn sold<'d>(
        &self,
        doc: &'d SealedDoc,
    ) -> Result<Option<(&'d SaleCompleted, Letterhead, bool)>, StoreError> {
        let Fact::SaleCompleted(sale) = &doc.doc.fact else {
            return Ok(None);
        };
        let row = self.look.sale(self.branch, doc.doc.id)?;
        let voided = row.is_some_and(|row| row.state == SaleState::Voided);
        let shop = self.shop(&doc.doc, sale.letterhead.as_ref())?;
        Ok(Some((sale, shop, voided)))
    }

    fn receipt(&self, doc: &SealedDoc) -> Result<Option<Sheet>, StoreError> {
        let sold = self.sold(doc)?;
        Ok(sold.map(|(sale, shop, voided)| receipt(doc, sale, &shop, voided, self.style)))
    }

    /// The slip of a void, asked for by its own document or by the sale's.
    fn void(&self, doc: &SealedDoc) -> Result<Option<Sheet>, StoreError> {
        if let Fact::SaleCompleted(_) = &doc.doc.fact {
            let Some(row) = self.look.sale(self.branch, doc.doc.id)? else {
                return Ok(None);
            };
            let after = after_sale(self.look, self.branch, &row)?;
            let void = after
                .iter()
                .find(|doc| matches!(doc.doc.fact, Fact::SaleVoided(_)));
            return match void {
                Some(void) => self.void(void),
                None => Ok(None),
            };
        }
        let Fact::SaleVoided(void) = &doc.doc.fact else {
            return Ok(None);
        };
        let Some((of, sale)) = self.sale(void.sale)? else {
            return Ok(None);
        };
        let shop = self.shop(&of.doc, sale.letterhead.as_ref())?;
        Ok(Some(void_slip(
            doc,
            void,
            &sale.currency,
            &shop,
            self.style,
        )))
    }

    fn refund(&self, doc: &SealedDoc) -> Result<Option<Sheet>, StoreError> {
        let Fact::SaleRefunded(refund) = &doc.doc.fact else {
            return Ok(None);
        };
        let Some((of, sale)) = self.sale(refund.sale)? else {
            return Ok(None);
        };
        let shop = match doc.doc.shift {
            Some(_) => self.shop(&doc.doc, None)?,
            None => self.shop(&of.doc, sale.letterhead.as_ref())?,
        };
        Ok(Some(refund_slip(doc, refund, &sale, &shop, self.style)))
    }

    fn drawer(&self, doc: &SealedDoc) -> Result<Option<Sheet>, StoreError> {
        let shop = self.shop(&doc.doc, None)?;
        Ok(match &doc.doc.fact {
            Fact::CashMoved(moved) => {
                let currency = self.currency()?;
                Some(cash_slip(doc, moved, &currency, &shop, self.style))
            }
            Fact::DrawerOpened(opened) => Some(drawer_slip(doc, opened, &shop, self.style)),
            _ => None,
        })
    }

    fn x(&self, doc: &SealedDoc, now: Millis) -> Result<Option<Sheet>, StoreError> {
        let Some((row, head)) = self.shift(doc)? else {
            return Ok(None);
        };
        let (sums, drawer, methods) = self.look.shift_sums(self.branch, row.id)?;
        let totals = shift_totals(&sums, &drawer, &methods);
        let shop = self.shop_of_shift(row.id, &doc.doc)?;
        Ok(Some(x_report(&head, &totals, now, &shop, self.style)))
    }

    fn z(&self, doc: &SealedDoc) -> Result<Option<Sheet>, StoreError> {
        let Some((row, head)) = self.shift(doc)? else {
            return Ok(None);
        };
        let Some(end) = &row.closed else {
            return Ok(None);
        };
        let Some(close) = sealed(self.look, self.branch, end.doc)? else {
            return Ok(None);
        };
        let Fact::ShiftClosed(closed) = &close.doc.fact else {
            return Ok(None);
        };
        let shop = self.shop_of_shift(row.id, &doc.doc)?;
        Ok(Some(z_report(&head, &close, closed, &shop, self.style)))
    }

    fn shop_of_shift(&self, shift: ShiftId, opened: &Doc) -> Result<Letterhead, StoreError> {
        let own = letterhead::of_shift(self.look, self.branch, shift)?;
        self.shop(opened, own.as_ref())
    }

    fn shift(&self, doc: &SealedDoc) -> Result<Option<(ShiftRow, ShiftHead)>, StoreError> {
        let Some(row) = self.look.shift(self.branch, doc.doc.id)? else {
            return Ok(None);
        };
        let opened_by = doc.doc.staff.as_ref().map(|staff| staff.name.clone());
        let head = ShiftHead {
            till: row.till,
            n: row.n,
            business_date: row.business_date,
            opened_at: row.opened_at,
            opened_by: opened_by.unwrap_or_default(),
            float: row.float,
            tz_offset_min: doc.doc.tz_offset_min,
            currency: self.currency()?,
        };
        Ok(Some((row, head)))
    }
}
