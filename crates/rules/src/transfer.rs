//! Goods sent from one place to another. They leave the sender's shelf at the
//! dispatch, are on the road until the receiver books them, and arrive once.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, CENTRE, Fact, Hash, Millis, ProductId, TransferId,
    master::TransferNotice,
    stock::{Arrived, Goods, Location, TransferDispatched, TransferReceived},
};

use crate::{
    Actor, Moment, Refusal, Right, Ruling,
    command::{Amount, ArrivedLine, Destination},
    refusal::Code,
    stock::{Sign, StockItem, goods, holds, place_of},
    text,
};

/// What the law looks at when goods leave.
#[derive(Clone, Debug)]
pub struct DispatchDesk {
    /// Who sends; the centre sends from the warehouse.
    pub here: BranchId,
    /// The products that are named, with their levels here.
    pub products: BTreeMap<ProductId, StockItem>,
    /// The receiving branch exists. Only the centre can look it up: a branch, which is told of no
    /// other branch, says true and the centre reports a receiver that does not exist.
    pub destination_known: bool,
    /// A transfer of this id was sent before.
    pub dispatched: bool,
}

/// Goods that are to leave.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'a> {
    /// The transfer's id, made by the device.
    pub transfer: TransferId,
    /// Whither.
    pub to: Destination,
    /// What.
    pub lines: &'a [Amount],
    /// A note.
    pub note: Option<&'a str>,
}

/// What the law looks at when goods arrive.
#[derive(Clone, Debug)]
pub struct ArrivalDesk<'a> {
    /// Who receives; the centre receives into the warehouse.
    pub here: BranchId,
    /// What is known of the transfer; `to` is the centre for goods that go back to the warehouse.
    pub notice: Option<&'a TransferNotice>,
    /// It was received before.
    pub arrived: bool,
}

/// Sends goods. Nobody sends what is not there, under any policy (D1-14).
///
/// # Errors
/// `Forbidden`, `TransferTaken`, `DestinationInvalid`, those of the lines, `StockShort`,
/// `TextInvalid`.
pub fn decide_dispatch(
    desk: &DispatchDesk,
    actor: &Actor,
    moment: &Moment,
    sending: Sending<'_>,
) -> Result<Ruling, Refusal> {
    actor.must(Right::DispatchGoods, desk.here)?;
    if desk.dispatched {
        let detail = "this transfer was sent before";
        return Err(Refusal::at(Code::TransferTaken, "transfer", detail));
    }
    let to = destination(desk, sending.to)?;
    let lines = goods(&desk.products, sending.lines, Sign::Positive)?;
    for (index, line) in lines.iter().enumerate() {
        holds(&desk.products, index, line.product, line.quantity_milli)?;
    }
    let fact = TransferDispatched {
        transfer: sending.transfer,
        from: place_of(desk.here),
        to,
        lines,
        note: text::optional("note", sending.note)?,
    };
    Ok(Ruling::at_branch(moment, Fact::TransferDispatched(fact)))
}

fn destination(desk: &DispatchDesk, to: Destination) -> Result<Location, Refusal> {
    let place = match to {
        Destination::Warehouse => Location::Warehouse,
        Destination::Branch(branch) => Location::Branch(branch),
    };
    let exists = match to {
        Destination::Warehouse => true,
        Destination::Branch(branch) => branch != CENTRE && desk.destination_known,
    };
    if place == place_of(desk.here) || !exists {
        let detail = "goods go to another place that exists";
        return Err(Refusal::at(Code::DestinationInvalid, "to", detail));
    }
    Ok(place)
}

/// Books an arrival. No lines means that all came whole; otherwise every product that was sent must
/// be answered, and what is neither good nor damaged is short.
///
/// # Errors
/// `Forbidden`, `TransferUnknown`, `TransferReceived`, `ProductUnknown`, `LineRepeated`,
/// `LinesMissing`, `QuantityInvalid`, `ArrivalTooMuch`, `TextInvalid`.
pub fn decide_receive_transfer(
    desk: &ArrivalDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    transfer: TransferId,
    lines: Option<&[ArrivedLine]>,
    note: Option<&str>,
) -> Result<Ruling, Refusal> {
    actor.must(Right::ReceiveGoods, desk.here)?;
    if desk.arrived {
        let detail = "this transfer was received before";
        return Err(Refusal::at(Code::TransferReceived, "transfer", detail));
    }
    let addressed = |notice: &&TransferNotice| notice.id == transfer && notice.to == desk.here;
    let notice = desk.notice.filter(addressed).ok_or_else(|| {
        let detail = "no such transfer is addressed here";
        Refusal::at(Code::TransferUnknown, "transfer", detail)
    })?;
    let lines = match lines {
        None => notice.lines.iter().map(whole).collect(),
        Some(given) => arrived(notice, given)?,
    };
    let fact = TransferReceived {
        transfer,
        dispatch: notice.dispatch,
        into: place_of(desk.here),
        lines,
        note: text::optional("note", note)?,
    };
    Ok(Ruling::at_branch(moment, Fact::TransferReceived(fact)))
}

fn whole(sent: &Goods) -> Arrived {
    Arrived {
        product: sent.product,
        name: sent.name.clone(),
        sent_milli: sent.quantity_milli,
        good_milli: sent.quantity_milli,
        damaged_milli: 0,
    }
}

fn arrived(notice: &TransferNotice, given: &[ArrivedLine]) -> Result<Vec<Arrived>, Refusal> {
    let mut seen = BTreeSet::new();
    for (index, line) in given.iter().enumerate() {
        let refuse = |code, name: &str, detail: &str| {
            Err(Refusal::at(code, format!("lines[{index}].{name}"), detail))
        };
        if !notice.lines.iter().any(|sent| sent.product == line.product) {
            let detail = "the product is not in the transfer";
            return refuse(Code::ProductUnknown, "product", detail);
        }
        if !seen.insert(line.product) {
            return refuse(Code::LineRepeated, "product", "the product is named twice");
        }
        for (name, milli) in [
            ("good_milli", line.good_milli),
            ("damaged_milli", line.damaged_milli),
        ] {
            if milli < 0 {
                return refuse(Code::QuantityInvalid, name, "a quantity below zero");
            }
        }
    }
    let numbered = given.iter().enumerate();
    let by_product: BTreeMap<ProductId, (usize, &ArrivedLine)> =
        numbered.map(|at| (at.1.product, at)).collect();
    notice
        .lines
        .iter()
        .map(|sent| arrived_line(sent, by_product.get(&sent.product)))
        .collect()
}

fn arrived_line(sent: &Goods, given: Option<&(usize, &ArrivedLine)>) -> Result<Arrived, Refusal> {
    let Some((index, line)) = given else {
        let detail = format!("{} was sent; say how much of it came", sent.name);
        return Err(Refusal::at(Code::LinesMissing, "lines", detail));
    };
    let came = line.good_milli.saturating_add(line.damaged_milli);
    if came > sent.quantity_milli {
        let field = format!("lines[{index}].good_milli");
        let detail = format!("{}: more came than was sent", sent.name);
        return Err(Refusal::at(Code::ArrivalTooMuch, field, detail)
            .with("sent_milli", sent.quantity_milli));
    }
    Ok(Arrived {
        good_milli: line.good_milli,
        damaged_milli: line.damaged_milli,
        ..whole(sent)
    })
}

/// What the receiver of a dispatch is told; `from` is the sender's name as printed. None when the
/// goods go to no place that receives.
pub fn notice_of(
    sent: &TransferDispatched,
    dispatch: Hash,
    at: Millis,
    from: &str,
) -> Option<TransferNotice> {
    let to = match sent.to {
        Location::Branch(branch) => branch,
        Location::Warehouse => CENTRE,
        _ => return None,
    };
    Some(TransferNotice {
        id: sent.transfer,
        from: from.to_owned(),
        to,
        dispatch,
        at,
        lines: sent.lines.clone(),
    })
}
