//! Guests of the café who come again and let it keep who they are, so that the demo
//! knows some customers. They are nobody's: numbers and addresses belong to no one.

use nusa_facts::{CustomerId, OrderId, SealedDoc};
use nusa_node::customer::{self, Contact, Visit};
use nusa_store::{Error as StoreError, Store};

use super::shop::Shop;
use crate::{chance, exit::Failure};

/// Who comes again, with what they said.
const REGULARS: [(&str, &str, &str); 5] = [
    ("Ani", "Ani Lestari", "+62 800-0000-0001"),
    ("Citra", "Citra Wijaya", "+62 800-0000-0002"),
    ("Eko", "Eko Saputra", ""),
    ("Fitri", "Fitri Handayani", "+62 800-0000-0004"),
    ("Hana", "Hana Puspita", "+62 800-0000-0005"),
];

impl Shop {
    /// Keeps that somebody who comes again was there and what they had.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn know(
        &mut self,
        guest: &str,
        order: OrderId,
        sale: &SealedDoc,
    ) -> Result<(), Failure> {
        let known = REGULARS.iter().find(|(name, ..)| *name == guest);
        let Some(&(name, whole, phone)) = known else {
            return Ok(());
        };
        let fresh = || CustomerId::from_bytes(*chance::command().bytes());
        let id = *self.regulars.entry(name).or_insert_with(fresh);
        let contact = Contact {
            name: whole.to_owned(),
            phone: Some(phone.to_owned()).filter(|phone| !phone.is_empty()),
            email: Some(format!("{}@example.com", name.to_lowercase())),
        };
        let at = sale.doc.at;
        let visit = Visit {
            at,
            orders: vec![order],
        };
        let id_of_sale = sale.doc.id;
        self.node.store().transact(|tx| {
            let kept = customer::keep(tx, id, contact, !phone.is_empty(), at)?;
            if kept.is_ok() {
                // Somebody who is kept is known.
                let _ = customer::remember(tx, id, id_of_sale, &visit)?;
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }
}
