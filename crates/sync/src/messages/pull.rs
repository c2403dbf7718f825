//! Master data on its way down: one page of a stream. Products and prices
//! travel by columns, the rest as rows; what left the stream as its key.
//! Credentials travel beside the rows and are never part of a fact (I13).

use nusa_facts::{
    StaffId,
    master::{Entity, EntityKey, Scope},
};
use serde::{Deserialize, Serialize};

use crate::{
    limits::{MAX_PAGE_BYTES, MAX_PULL_ROWS},
    messages::{
        columns::{ColumnError, PriceColumns, ProductColumns},
        push::escaped_len,
    },
};

/// What a branch asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullQuery {
    /// The stream.
    pub stream: Scope,
    /// Everything up to this change number is known.
    pub after: u64,
    /// The generation that counted so, 0 for none.
    pub generation: u64,
    /// While a snapshot is being read: the change number at which it began.
    pub snapshot: Option<u64>,
}

/// How one person signs in. Goes only to branches of the person's grants.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialRow {
    /// The person.
    pub staff: StaffId,
    /// Rises with every change; a lower one never replaces a higher one.
    pub version: u64,
    /// The argon2id text.
    pub password_hash: String,
    /// The argon2id text of the PIN, peppered where it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin_hash: Option<String>,
}

impl std::fmt::Debug for CredentialRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CredentialRow({} v{})", self.staff, self.version)
    }
}

/// What a change number did to a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The row is now so.
    Row(Box<Entity>),
    /// The row left the stream.
    Gone(EntityKey),
    /// A person signs in so.
    Credential(CredentialRow),
}

/// One row of a stream with the change number at which it last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The change number.
    pub change: u64,
    /// What it did.
    pub what: Changed,
}

/// What a page says about itself before its rows are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullHead {
    /// The centre's generation.
    pub generation: u64,
    /// The stream.
    pub stream: Scope,
    /// Rows above this change number follow.
    pub after: u64,
    /// The stream's change number when the page was read.
    pub as_of: u64,
    /// The page belongs to a snapshot that replaces the stream (R14).
    pub reset: bool,
}

/// One page of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullPage {
    /// The centre's generation: a cursor is worth nothing under another.
    pub generation: u64,
    /// The stream.
    pub stream: Scope,
    /// Rows above this change number.
    pub after: u64,
    /// The stream's change number when the page was read (R18).
    pub as_of: u64,
    /// Rows up to this change number: the next cursor.
    pub upto: u64,
    /// Whether another page follows.
    pub more: bool,
    /// The page belongs to a snapshot: its rows are set aside, and with the last page they replace
    /// the whole stream in one transaction (R14, R17).
    pub reset: bool,
    /// Products, by columns.
    #[serde(default, skip_serializing_if = "ProductColumns::is_empty")]
    pub products: ProductColumns,
    /// Prices, by columns.
    #[serde(default, skip_serializing_if = "PriceColumns::is_empty")]
    pub prices: PriceColumns,
    /// All other rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Entity>,
    /// What left the stream.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<EntityKey>,
    /// How people sign in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<CredentialRow>,
}

/// A page's content as rows again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PulledRows {
    /// Rows to put.
    pub rows: Vec<Entity>,
    /// Rows to take away.
    pub gone: Vec<EntityKey>,
    /// Credentials to put.
    pub credentials: Vec<CredentialRow>,
}

impl PullPage {
    /// Fills a page with changes in rising order of their numbers, as many as its bounds allow.
    /// Rows of one change number stay on one page, since the cursor cannot stand between them.
    pub fn fill(head: PullHead, changes: impl IntoIterator<Item = Change>) -> Self {
        let mut page = Self::empty(head);
        let mut rows = PageRows::default();
        for Change { change, what } in changes {
            if rows.is_full(&what) && change > page.upto {
                page.more = true;
                break;
            }
            page.upto = change;
            rows.put(what);
        }
        if !page.more {
            page.upto = page.upto.max(head.as_of);
        }
        page.products = ProductColumns::of(&rows.products);
        page.prices = PriceColumns::of(&rows.prices);
        page.others = rows.others;
        page.gone = rows.gone;
        page.credentials = rows.credentials;
        page
    }

    fn empty(head: PullHead) -> Self {
        Self {
            generation: head.generation,
            stream: head.stream,
            after: head.after,
            as_of: head.as_of,
            upto: head.after,
            more: false,
            reset: head.reset,
            products: ProductColumns::default(),
            prices: PriceColumns::default(),
            others: Vec::new(),
            gone: Vec::new(),
            credentials: Vec::new(),
        }
    }

    /// The page's rows, checked against its bounds.
    ///
    /// # Errors
    /// Columns that do not fit together, or more rows than a page may hold.
    pub fn into_rows(self) -> Result<PulledRows, ColumnError> {
        let count = self.products.len()
            + self.prices.len()
            + self.others.len()
            + self.gone.len()
            + self.credentials.len();
        if count > MAX_PULL_ROWS {
            return Err(ColumnError::TooMany(count));
        }
        let mut rows = self.others;
        rows.extend(self.products.rows()?.into_iter().map(Entity::Product));
        rows.extend(self.prices.rows()?.into_iter().map(Entity::Price));
        Ok(PulledRows {
            rows,
            gone: self.gone,
            credentials: self.credentials,
        })
    }
}

#[derive(Default)]
struct PageRows {
    count: usize,
    bytes: usize,
    products: Vec<nusa_facts::master::Product>,
    prices: Vec<nusa_facts::master::Price>,
    others: Vec<Entity>,
    gone: Vec<EntityKey>,
    credentials: Vec<CredentialRow>,
}

impl PageRows {
    fn is_full(&self, next: &Changed) -> bool {
        self.count == MAX_PULL_ROWS
            || (self.count > 0 && self.bytes + wire_bytes(next) > MAX_PAGE_BYTES)
    }

    fn put(&mut self, what: Changed) {
        self.count += 1;
        self.bytes += wire_bytes(&what);
        match what {
            Changed::Row(row) => match *row {
                Entity::Product(row) => self.products.push(row),
                Entity::Price(row) => self.prices.push(row),
                row => self.others.push(row),
            },
            Changed::Gone(key) => self.gone.push(key),
            Changed::Credential(row) => self.credentials.push(row),
        }
    }
}

/// Bytes of a change on the wire, at most but for the dictionaries' first words.
fn wire_bytes(what: &Changed) -> usize {
    match what {
        Changed::Row(row) => row_bytes(row),
        Changed::Gone(key) => 32 + escaped_len(&key.id),
        Changed::Credential(row) => {
            let pin = row.pin_hash.as_deref().map_or(0, escaped_len);
            96 + escaped_len(&row.password_hash) + pin
        }
    }
}

fn row_bytes(row: &Entity) -> usize {
    match row {
        Entity::Product(row) => {
            let picture = row.picture.map_or(0, |_| 80);
            let texts = [&row.sku, &row.barcode, &row.name];
            let texts: usize = texts.into_iter().map(|text| escaped_len(text) + 1).sum();
            PRODUCT_BYTES + picture + texts
        }
        Entity::Price(row) => PRICE_BYTES + row.valid_to.map_or(0, |_| 32),
        row => serde_json::to_vec(row).map_or(0, |bytes| bytes.len() + 1),
    }
}

/// Numbers of one product in columns: steps, indexes and flags, as the centre gives them.
const PRODUCT_BYTES: usize = 40;

/// Numbers of one price in columns, with an amount of ten digits.
const PRICE_BYTES: usize = 80;
