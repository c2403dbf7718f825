//! Customers: who they are and when they came, kept with their consent at the branch
//! that knows them, as notes beside the journal, because a fact holds no contact
//! (I13). Erased, they are gone, and the facts stay as they were. Never exported.
//! Knows no screen and adds nothing up.

use nusa_facts::{CustomerId, Millis, OrderId, SaleId};
use nusa_store::{Error as StoreError, Look, Tx};
use serde::{Deserialize, Serialize};

use crate::{
    limits::{MAX_CUSTOMERS, MAX_VISITS},
    note,
};

const CUSTOMER: &str = "customer/";
const VISIT: &str = "visit/";

/// How a customer is called and reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The number of a phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// An e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The contact.
    pub contact: Contact,
    /// Whether the customer said it by an own phone; else somebody of the staff wrote it down.
    pub by_phone: bool,
    /// When the consent was given.
    pub since: Millis,
}

/// What a customer had, of which no name or contact is a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// When it was paid.
    pub at: Millis,
    /// The orders of the sale that are this customer's own; none where all of it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderId>,
}

/// Why something was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// A branch keeps no more customers.
    Full,
    /// There is no such customer.
    Unknown,
}

/// A customer; none of whom nothing is kept.
///
/// # Errors
/// `Store` when the note cannot be read.
pub fn customer(look: &impl Look, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    note::read(look, &name_of(id))
}

/// Every customer of this branch.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn customers(look: &impl Look) -> Result<Vec<(CustomerId, Customer)>, StoreError> {
    let kept = note::read_all(look, CUSTOMER)?.into_iter();
    let named = kept.filter_map(|(id, customer)| Some((CustomerId::parse(&id)?, customer)));
    Ok(named.collect())
}

/// The visits of a customer, the newest first.
///
/// # Errors
/// `Store` when a note cannot be read.
pub fn visits(look: &impl Look, id: CustomerId) -> Result<Vec<(SaleId, Visit)>, StoreError> {
    let kept = note::read_all(look, &visits_of(id))?.into_iter();
    let named =
        kept.filter_map(|(sale, visit): (String, Visit)| Some((SaleId::parse(&sale)?, visit)));
    let mut visits: Vec<_> = named.collect();
    visits.sort_by_key(|(sale, visit)| std::cmp::Reverse((visit.at, *sale)));
    Ok(visits)
}

/// Keeps a contact; of a customer who is known, the day of the consent stays.
///
/// # Errors
/// The inner error when it is not kept; `Store` when the disk refuses.
pub fn keep(
    tx: &mut impl Tx,
    id: CustomerId,
    contact: Contact,
    by_phone: bool,
    now: Millis,
) -> Result<Result<Customer, Declined>, StoreError> {
    let known = customer(tx, id)?;
    if known.is_none() && tx.notes(CUSTOMER)?.len() >= MAX_CUSTOMERS {
        return Ok(Err(Declined::Full));
    }
    let kept = Customer {
        contact,
        by_phone: known.as_ref().map_or(by_phone, |known| known.by_phone),
        since: known.map_or(now, |known| known.since),
    };
    note::write(tx, &name_of(id), &kept)?;
    Ok(Ok(kept))
}

/// Keeps that a customer came; the same sale twice is one visit, and the oldest makes room.
///
/// # Errors
/// The inner error when there is no such customer; `Store` when the disk refuses.
pub fn remember(
    tx: &mut impl Tx,
    id: CustomerId,
    sale: SaleId,
    visit: &Visit,
) -> Result<Result<(), Declined>, StoreError> {
    if customer(tx, id)?.is_none() {
        return Ok(Err(Declined::Unknown));
    }
    let kept = visits(tx, id)?;
    if !kept.iter().any(|(known, _)| *known == sale) {
        for (old, _) in kept.iter().skip(MAX_VISITS - 1) {
            note::erase(tx, &visit_of(id, *old))?;
        }
    }
    note::write(tx, &visit_of(id, sale), visit)?;
    Ok(Ok(()))
}

/// Erases a customer with every visit; gives who it was, if there was one.
///
/// # Errors
/// `Store` when the disk refuses.
pub fn erase(tx: &mut impl Tx, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let known = customer(tx, id)?;
    for (name, _) in tx.notes(&visits_of(id))? {
        note::erase(tx, &name)?;
    }
    note::erase(tx, &name_of(id))?;
    Ok(known)
}

fn name_of(id: CustomerId) -> String {
    format!("{CUSTOMER}{id}")
}

fn visits_of(id: CustomerId) -> String {
    format!("{VISIT}{id}/")
}

fn visit_of(id: CustomerId, sale: SaleId) -> String {
    format!("{VISIT}{id}/{sale}")
}

#[cfg(test)]
mod tests {
    use nusa_store::{Options, SqliteStore, Store};

    use super::*;

    fn sale(n: usize) -> SaleId {
        SaleId::from_bytes(u128::try_from(n).unwrap_or(0).to_be_bytes())
    }

    fn at(at: usize) -> Visit {
        Visit {
            at: Millis(i64::try_from(at).unwrap_or(0)),
            orders: Vec::new(),
        }
    }

    fn called(name: &str) -> Contact {
        Contact {
            name: name.to_owned(),
            phone: Some("0812 3456".to_owned()),
            email: None,
        }
    }

    #[test]
    fn s2_031_a_customer_is_kept_with_visits_and_gone_when_erased() {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            ballast_bytes: 0,
            ..Options::default()
        };
        let mut store = SqliteStore::open(directory.path(), &options).unwrap();
        let (ani, budi) = (
            CustomerId::from_bytes([1; 16]),
            CustomerId::from_bytes([2; 16]),
        );
        let done: Result<(), StoreError> = store.transact(|tx| {
            let unknown = remember(tx, ani, sale(1), &at(1))?;
            assert_eq!(unknown, Err(Declined::Unknown));
            keep(tx, ani, called("Ani"), true, Millis(5))?.unwrap();
            keep(tx, budi, called("Budi"), false, Millis(6))?.unwrap();
            let changed = keep(tx, ani, called("Ani S."), false, Millis(9))?.unwrap();
            assert_eq!((changed.since, changed.by_phone), (Millis(5), true));
            for n in 1..=MAX_VISITS + 1 {
                remember(tx, ani, sale(n), &at(n))?.unwrap();
                remember(tx, ani, sale(n), &at(n))?.unwrap();
            }
            remember(tx, budi, sale(1), &at(1))?.unwrap();
            let kept = visits(tx, ani)?;
            assert_eq!(kept.len(), MAX_VISITS);
            assert_eq!(kept[0].0, sale(MAX_VISITS + 1), "the newest first");
            assert!(!kept.iter().any(|(old, _)| *old == sale(1)));
            assert_eq!(erase(tx, ani)?, Some(changed));
            assert_eq!(erase(tx, ani)?, None);
            assert!(visits(tx, ani)?.is_empty());
            assert_eq!(visits(tx, budi)?.len(), 1, "nobody else's go");
            assert_eq!(customers(tx)?.len(), 1);
            Ok(())
        });
        done.unwrap();
    }
}
