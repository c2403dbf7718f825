//! Goods sent from one place to another. They leave the sender's shelf at the
//! dispatch, are on the road until the receiver books them, and arrive once.

use std::collections::{BTreeMap, BTreeSet};

use nusa_facts::{
    BranchId, CENTRE, Fact, Hash, Millis, ProductId, TransferId,
    master::{Branch, TransferNotice},
    stock::{
        Arrived, Decision, Goods, Location, TransferDecided, TransferDispatched, TransferReceived,
    },
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
    /// The receiving branch exists and trades. A branch, which may not have been told of a new one yet,
    /// says true of what it does not know, and the centre reports a receiver that does not exist.
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
        from: notice.place,
        into: place_of(desk.here),
        lines,
        note: text::optional("note", note)?,
    };
    Ok(Ruling::at_branch(moment, Fact::TransferReceived(fact)))
}

/// Books a transfer that is addressed here as arrived, all whole, as the branch's settings say it
/// (*terima otomatis*). None when the settings do not say so, or when it is addressed elsewhere.
pub fn arrival_by_itself(
    branch: &Branch,
    moment: &Moment,
    notice: &TransferNotice,
) -> Option<Ruling> {
    if !branch.auto_receive || notice.to != branch.id {
        return None;
    }
    let fact = TransferReceived {
        transfer: notice.id,
        dispatch: notice.dispatch,
        from: notice.place,
        into: place_of(branch.id),
        lines: notice.lines.iter().map(whole).collect(),
        note: None,
    };
    Some(Ruling::at_branch(moment, Fact::TransferReceived(fact)))
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

/// What the law looks at when it is decided about goods that did not arrive.
#[derive(Clone, Debug)]
pub struct SettlementDesk<'a> {
    /// Who decides; only the centre does.
    pub here: BranchId,
    /// The arrival, where it is known.
    pub arrival: Option<&'a TransferReceived>,
    /// It was decided before.
    pub settled: bool,
}

/// Decides about everything of a transfer that was sent and did not arrive.
///
/// # Errors
/// `Forbidden`, `TransferUnknown` (nothing has arrived), `NothingToDecide`, `TextInvalid`.
pub fn decide_settlement(
    desk: &SettlementDesk<'_>,
    actor: &Actor,
    moment: &Moment,
    transfer: TransferId,
    decision: Decision,
    note: Option<&str>,
) -> Result<Ruling, Refusal> {
    actor.must(Right::DispatchGoods, CENTRE)?;
    if desk.here != CENTRE {
        let detail = "the centre decides about goods that did not arrive";
        return Err(Refusal::new(Code::Forbidden, detail));
    }
    let arrival = desk.arrival.ok_or_else(|| {
        let detail = "nothing of such a transfer has arrived";
        Refusal::at(Code::TransferUnknown, "transfer", detail)
    })?;
    let lines: Vec<Goods> = arrival.lines.iter().filter_map(short).collect();
    if desk.settled || lines.is_empty() {
        let detail = "nothing of this transfer waits for a decision";
        return Err(Refusal::at(Code::NothingToDecide, "transfer", detail));
    }
    let fact = TransferDecided {
        transfer,
        decision,
        lines,
        note: text::optional("note", note)?,
    };
    Ok(Ruling::at_branch(moment, Fact::TransferDecided(fact)))
}

/// What of a line did not arrive, neither whole nor damaged.
fn short(line: &Arrived) -> Option<Goods> {
    let milli = line.sent_milli - line.good_milli - line.damaged_milli;
    (milli > 0).then(|| Goods {
        product: line.product,
        name: line.name.clone(),
        quantity_milli: milli,
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
        place: Some(sent.from),
        to,
        dispatch,
        at,
        lines: sent.lines.clone(),
    })
}
