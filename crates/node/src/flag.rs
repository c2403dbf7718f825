//! What the centre checks and flags and never rewrites (I8, R10, R16): prices
//! that no version of the price book gives, arrivals that no dispatch explains.
//! A flag refuses nothing, moves nothing and is no projection.

use std::collections::{BTreeMap, btree_map::Entry};

use nusa_facts::{
    BranchId, DocId, Fact, PriceId, ProductId, SealedDoc, TransferId,
    master::{Entity, EntityKey, EntityKind},
    sale::SaleLine,
    stock::{Location, TransferReceived},
};
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::note;

const FLAG: &str = "flag/";

/// Something that an auditor should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "flag", rename_all = "snake_case")]
pub enum Flag {
    /// A line was sold at a price that its version does not say.
    Price {
        /// Whose sale.
        branch: BranchId,
        /// The sale.
        doc: DocId,
        /// The line's index.
        line: u16,
        /// The version that it names.
        version: PriceId,
        /// The price that was taken, minor units.
        price: i64,
        /// The price of that version; none when there is no such version for the product.
        listed: Option<i64>,
    },
    /// Goods arrived that were not sent there, or were not sent like that.
    Arrival {
        /// Who received them.
        branch: BranchId,
        /// The arrival.
        doc: DocId,
        /// The transfer that it names.
        transfer: TransferId,
    },
    /// Goods were sent to a branch that does not exist.
    Receiver {
        /// Who sent them.
        branch: BranchId,
        /// The transfer.
        transfer: TransferId,
    },
}

/// Every flag, in the order of branches and documents.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn flags(look: &impl Look) -> Result<Vec<Flag>, StoreError> {
    Ok(note::read_all(look, FLAG)?
        .into_iter()
        .map(|(_, flag)| flag)
        .collect())
}

/// Raises a flag, once.
pub(crate) fn raise(tx: &mut impl Tx, flag: &Flag) -> Result<(), StoreError> {
    let name = match flag {
        Flag::Price {
            branch, doc, line, ..
        } => format!("{FLAG}price/{branch}/{doc}/{line}"),
        Flag::Arrival { branch, doc, .. } => format!("{FLAG}arrival/{branch}/{doc}"),
        Flag::Receiver { branch, transfer } => format!("{FLAG}receiver/{branch}/{transfer}"),
    };
    note::write(tx, &name, flag)
}

/// What a version of the price book says.
struct Listed {
    product: ProductId,
    amount: i64,
    per_milli: i64,
}

/// Compares the price of every sold line with the version that it names. Each version is read once a page.
pub(crate) fn check_prices<T: Tx>(
    tx: &mut T,
    branch: BranchId,
    applied: &[&SealedDoc],
) -> Result<(), StoreError> {
    let mut book: BTreeMap<PriceId, Option<Listed>> = BTreeMap::new();
    for doc in applied {
        let Fact::SaleCompleted(sale) = &doc.doc.fact else {
            continue;
        };
        for (line, sold) in (0_u16..).zip(&sale.lines) {
            let version = sold.price_version;
            let read = match book.entry(version) {
                Entry::Occupied(read) => read.into_mut(),
                Entry::Vacant(empty) => empty.insert(listed(tx, version)?),
            };
            let listed = read
                .as_ref()
                .filter(|listed| listed.product == sold.product);
            if !listed.is_some_and(|listed| is_so(listed, sold)) {
                let listed = listed.map(|listed| listed.amount);
                let (doc, price) = (doc.doc.id, sold.price);
                raise(
                    tx,
                    &Flag::Price {
                        branch,
                        doc,
                        line,
                        version,
                        price,
                        listed,
                    },
                )?;
            }
        }
    }
    Ok(())
}

fn is_so(listed: &Listed, sold: &SaleLine) -> bool {
    listed.amount == sold.price && listed.per_milli == sold.per_milli
}

fn listed(look: &impl Look, version: PriceId) -> Result<Option<Listed>, StoreError> {
    let row = look.entity(&EntityKey::numbered(EntityKind::Price, version.0))?;
    Ok(match row {
        Some(Entity::Price(price)) => Some(Listed {
            product: price.product,
            amount: price.amount,
            per_milli: price.per_milli,
        }),
        _ => None,
    })
}

/// Flags an arrival whose dispatch is not known, or was sent elsewhere or otherwise. It is applied all the
/// same: a centre that went back may hear of the arrival before the dispatch (R2).
pub(crate) fn check_arrival(
    tx: &mut impl Tx,
    branch: BranchId,
    doc: DocId,
    arrived: &TransferReceived,
) -> Result<(), StoreError> {
    let sent = tx.transfer(arrived.transfer)?.map(|(_, row)| row);
    let is_so = sent
        .is_some_and(|row| row.dispatch == arrived.dispatch && row.to == Location::Branch(branch));
    if is_so {
        return Ok(());
    }
    raise(
        tx,
        &Flag::Arrival {
            branch,
            doc,
            transfer: arrived.transfer,
        },
    )
}
