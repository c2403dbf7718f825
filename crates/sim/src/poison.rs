//! Documents that no sound program of today writes: facts that cannot be
//! applied, kinds that nobody knows yet, bytes that are no fact at all.

use nusa_facts::{
    BranchId, BusinessDate, CommandId, Doc, DocId, Fact, Hash, Millis, ProductId, SealedDoc,
    sale::{ReceiptNo, SaleVoided},
    stock::{Goods, Location, StockReceived},
    sync_facts::{ForkFound, NumbersRepeated},
};

use crate::dice::Dice;

/// A document that is sealed soundly and cannot be applied (R4).
pub fn unfit(dice: &mut Dice, branch: BranchId, at: Millis) -> Option<SealedDoc> {
    let number = ReceiptNo {
        branch: "CB01".to_owned(),
        till: nusa_facts::TillNo::new(1)?,
        mark: "0000".to_owned(),
        n: 1,
    };
    let id = DocId::from_bytes(dice.bytes16());
    let fact = match dice.below(4) {
        0 => Fact::SaleVoided(SaleVoided {
            sale: id,
            number,
            reason: "tidak ada".to_owned(),
            total: 1,
            payable: 1,
        }),
        1 => Fact::NumbersRepeated(NumbersRepeated {
            branch,
            number,
            docs: vec![id],
        }),
        2 => Fact::ForkFound(ForkFound {
            branch,
            chain: nusa_facts::ChainId(dice.bytes16()),
            common_seq: 1,
            common_hash: Hash::ZERO,
        }),
        _ => Fact::StockReceived(StockReceived {
            into: Location::Warehouse,
            lines: vec![Goods {
                product: ProductId(1),
                name: "Barang".to_owned(),
                quantity_milli: 1_000_000,
            }],
            reference: "palsu".to_owned(),
        }),
    };
    doc(dice, at, fact)?.seal().ok()
}

/// A document of a kind that this program does not know (R22).
pub fn newer(dice: &mut Dice, at: Millis) -> Option<SealedDoc> {
    let fact = Fact::ForkFound(ForkFound {
        branch: BranchId(1),
        chain: nusa_facts::ChainId(dice.bytes16()),
        common_seq: 1,
        common_hash: Hash::ZERO,
    });
    let bytes = doc(dice, at, fact)?.seal().ok()?.bytes;
    let text = String::from_utf8(bytes).ok()?;
    SealedDoc::read(text.replace("fork_found", "points_given").into_bytes()).ok()
}

/// Bytes that are no document.
pub fn garbage(dice: &mut Dice) -> Option<SealedDoc> {
    let text = format!("{{\"sampah\":\"{}\"}}", dice.roll());
    SealedDoc::read_any(text.into_bytes()).ok()
}

fn doc(dice: &mut Dice, at: Millis, fact: Fact) -> Option<Doc> {
    let id = DocId::from_bytes(dice.bytes16());
    Some(Doc {
        id,
        at,
        tz_offset_min: 420,
        business_date: BusinessDate::of(at, 420, 240)?,
        till: None,
        shift: None,
        staff: None,
        approved_by: None,
        command: CommandId(id.0),
        command_hash: Hash::ZERO,
        clock_suspect: false,
        fact,
    })
}
