//! What the law looks at for goods between places: sent, arrived, and decided
//! about when they came short. It finds rows; it decides nothing.

use nusa_facts::{
    CENTRE, Fact, SealedDoc, TransferId,
    stock::{Location, TransferReceived},
};
use nusa_rules::{Actor, Command, Moment, Ruling, transfer};
use nusa_store::{Error as StoreError, Look};

use super::Desk;
use crate::fault::Fault;

impl<L: Look> Desk<'_, L> {
    pub(super) fn dispatch(
        &self,
        actor: &Actor,
        moment: &Moment,
        what: &Command,
    ) -> Result<Ruling, Fault> {
        let Command::DispatchTransfer {
            transfer,
            to,
            lines,
            note,
        } = what
        else {
            return Err(Fault::NotHere("no transfer is asked for"));
        };
        let desk = transfer::DispatchDesk {
            here: self.here,
            products: self.stock_items(lines)?,
            destination_known: self.is_destination(*to)?,
            dispatched: self.look.transfer(*transfer)?.is_some(),
        };
        let sending = transfer::Sending {
            transfer: *transfer,
            to: *to,
            lines,
            note: note.as_deref(),
        };
        Ok(transfer::decide_dispatch(&desk, actor, moment, sending)?)
    }

    pub(super) fn arrival(
        &self,
        actor: &Actor,
        moment: &Moment,
        what: &Command,
    ) -> Result<Ruling, Fault> {
        let Command::ReceiveTransfer {
            transfer,
            lines,
            note,
        } = what
        else {
            return Err(Fault::NotHere("no arrival is asked for"));
        };
        let notice = self.notice(*transfer)?;
        let arrived = self.look.arrival(self.here, *transfer)?.is_some();
        let desk = transfer::ArrivalDesk {
            here: self.here,
            notice: notice.as_ref(),
            arrived,
        };
        let (lines, note) = (lines.as_deref(), note.as_deref());
        Ok(transfer::decide_receive_transfer(
            &desk, actor, moment, *transfer, lines, note,
        )?)
    }

    pub(super) fn settlement(
        &self,
        actor: &Actor,
        moment: &Moment,
        what: &Command,
    ) -> Result<Ruling, Fault> {
        let Command::DecideTransfer {
            transfer,
            decision,
            note,
        } = what
        else {
            return Err(Fault::NotHere("no decision is asked for"));
        };
        let arrival = self.arrived(*transfer)?;
        let desk = transfer::SettlementDesk {
            here: self.here,
            arrival: arrival.as_ref(),
            settled: self.look.settlement(self.here, *transfer)?.is_some(),
        };
        let note = note.as_deref();
        Ok(transfer::decide_settlement(
            &desk, actor, moment, *transfer, *decision, note,
        )?)
    }

    /// The arrival of a transfer that was sent and is known here, by its receiver's document.
    pub(super) fn arrived(
        &self,
        transfer: TransferId,
    ) -> Result<Option<TransferReceived>, StoreError> {
        let Some((_, sent)) = self.look.transfer(transfer)? else {
            return Ok(None);
        };
        let receiver = match sent.to {
            Location::Branch(branch) => branch,
            _ => CENTRE,
        };
        let Some(row) = self.look.arrival(receiver, transfer)? else {
            return Ok(None);
        };
        let Some(bytes) = self.look.doc(receiver, row.doc)? else {
            return Ok(None);
        };
        let doc = SealedDoc::read(bytes).map_err(|error| StoreError::Row(error.to_string()))?;
        Ok(match doc.doc.fact {
            Fact::TransferReceived(received) => Some(received),
            _ => None,
        })
    }
}
