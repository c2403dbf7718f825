//! A hash for each projection: BLAKE3 over its rows in order of their keys (I6).
//! Two stores that hold the same facts have the same hashes, whichever way the
//! facts came; cursors, notes and master data are no projections.

use nusa_facts::{BranchId, Hash};
use rusqlite::{Connection, Row, types::ValueRef};

use crate::error::Error;

/// A projection and its key.
pub(crate) struct Projection {
    pub(crate) table: &'static str,
    keys: &'static str,
}

/// Every projection of facts. A new table of that kind has its row here; a test holds the list
/// against the schema.
pub(crate) const PROJECTIONS: &[Projection] = &[
    Projection {
        table: "arrival",
        keys: "branch, id",
    },
    Projection {
        table: "bill",
        keys: "branch, id",
    },
    Projection {
        table: "cash",
        keys: "branch, shift, doc",
    },
    Projection {
        table: "command",
        keys: "branch, id",
    },
    Projection {
        table: "dining_table",
        keys: "branch, id",
    },
    Projection {
        table: "guest_order",
        keys: "branch, id",
    },
    Projection {
        table: "level",
        keys: "branch, place, product",
    },
    Projection {
        table: "local_staff",
        keys: "branch, number",
    },
    Projection {
        table: "movement",
        keys: "branch, product, doc, n",
    },
    Projection {
        table: "moved_line",
        keys: "branch, order_id, line",
    },
    Projection {
        table: "quarantine",
        keys: "branch, doc",
    },
    Projection {
        table: "rated_line",
        keys: "branch, order_id, line",
    },
    Projection {
        table: "rating",
        keys: "branch, business_date, doc, n",
    },
    Projection {
        table: "repeated",
        keys: "branch, mark, till, n",
    },
    Projection {
        table: "reserved",
        keys: "branch, product",
    },
    Projection {
        table: "roll_hour",
        keys: "branch, business_date, hour_no",
    },
    Projection {
        table: "roll_method",
        keys: "branch, business_date, method",
    },
    Projection {
        table: "roll_product",
        keys: "branch, business_date, product",
    },
    Projection {
        table: "roll_staff",
        keys: "branch, business_date, staff",
    },
    Projection {
        table: "roll_stars",
        keys: "branch, business_date, product, stars",
    },
    Projection {
        table: "sale",
        keys: "branch, id",
    },
    Projection {
        table: "sale_return",
        keys: "branch, sale, line",
    },
    Projection {
        table: "seal",
        keys: "branch, chain, seq",
    },
    Projection {
        table: "series",
        keys: "branch, mark, till",
    },
    Projection {
        table: "settlement",
        keys: "branch, id",
    },
    Projection {
        table: "shift",
        keys: "branch, id",
    },
    Projection {
        table: "shift_method",
        keys: "branch, shift, method",
    },
    Projection {
        table: "shift_sum",
        keys: "branch, shift",
    },
    Projection {
        table: "sitting",
        keys: "branch, table_id",
    },
    Projection {
        table: "station",
        keys: "branch, id",
    },
    Projection {
        table: "till",
        keys: "branch, till",
    },
    Projection {
        table: "transfer",
        keys: "branch, id",
    },
];

/// Tables that are no projections: the journal, master data, what the node notes for itself.
#[cfg(test)]
pub(crate) const OTHERS: &[&str] = &[
    "chain", "doc", "entity", "envelope", "head", "note", "number", "price", "product", "received",
    "stream", "writer",
];

/// The hashes of all projections by name; of one branch's rows when a branch is given.
pub(crate) fn digests(
    db: &Connection,
    branch: Option<BranchId>,
) -> Result<Vec<(String, Hash)>, Error> {
    let digest = |projection: &Projection| {
        Ok((projection.table.to_owned(), digest(db, projection, branch)?))
    };
    PROJECTIONS.iter().map(digest).collect()
}

fn digest(
    db: &Connection,
    projection: &Projection,
    branch: Option<BranchId>,
) -> Result<Hash, Error> {
    let (table, keys) = (projection.table, projection.keys);
    let filter = branch.map_or(String::new(), |branch| format!("WHERE branch = {branch}"));
    let mut statement = db.prepare(&format!("SELECT * FROM {table} {filter} ORDER BY {keys}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut hasher = blake3::Hasher::new();
    while let Some(row) = rows.next()? {
        hash_row(&mut hasher, row, columns)?;
    }
    Ok(Hash(*hasher.finalize().as_bytes()))
}

/// Each value goes in as its kind, its length and its bytes, so that no two rows read alike.
fn hash_row(hasher: &mut blake3::Hasher, row: &Row<'_>, columns: usize) -> Result<(), Error> {
    for at in 0..columns {
        let number;
        let (kind, bytes): (u8, &[u8]) = match row.get_ref(at)? {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(value) => {
                number = value.to_be_bytes();
                (1, &number)
            }
            ValueRef::Text(text) => (2, text),
            ValueRef::Blob(bytes) => (3, bytes),
            ValueRef::Real(_) => return Err(Error::Row("a fraction in a projection".to_owned())),
        };
        hasher.update(&[kind]);
        hasher.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(bytes);
    }
    Ok(())
}

/// Empties every projection, so that the facts can be replayed.
pub(crate) fn clear(db: &Connection) -> Result<(), Error> {
    for projection in PROJECTIONS {
        db.execute(&format!("DELETE FROM {}", projection.table), [])?;
    }
    Ok(())
}
