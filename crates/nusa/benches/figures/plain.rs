//! The rows of a sale of three lines in the plainest tables that hold them: as
//! many as Nusa writes, with keys and bodies of the same size and the same second
//! indexes, by which a document is held once and lists are found. No look, no
//! decision, no savepoint. Knows nothing of Nusa.

use rusqlite::{Connection, Transaction, params};

/// Bytes of the document of a sale of three lines, as the demo's own journal has it.
const BODY: usize = 1_290;

/// The products of the sale: each till of the bench rings up the same three.
const PRODUCTS: [i64; 3] = [32, 34, 35];

/// Rows of a sale: nine of its own, and fifteen in which something is counted.
pub(crate) const ROWS: i64 = 24;

/// Fourteen sums, as hours and people have them.
const FOURTEEN: usize = 14;
/// Twenty-one, as a shift has them.
const TWENTY_ONE: usize = 21;

/// The tables: first those of a sale's own rows, then chain and writer, then what is counted; at last
/// their second indexes.
const TABLES: &str = "
    CREATE TABLE doc (branch INTEGER, ord INTEGER, id BLOB, hash BLOB, chain BLOB, seq INTEGER, bytes BLOB,
        PRIMARY KEY (branch, ord)) STRICT;
    CREATE TABLE envelope (branch INTEGER, chain BLOB, seq INTEGER, prev BLOB, hash BLOB, ord INTEGER,
        PRIMARY KEY (branch, chain, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE command (branch INTEGER, id BLOB, hash BLOB, doc BLOB,
        PRIMARY KEY (branch, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE sale (branch INTEGER, id BLOB, code TEXT, till INTEGER, mark TEXT, n INTEGER, at INTEGER,
        offset_min INTEGER, day TEXT, shift BLOB, staff INTEGER, staff_name TEXT, method TEXT, lines INTEGER,
        total INTEGER, payable INTEGER, change_given INTEGER, state TEXT, refunded INTEGER, short TEXT,
        PRIMARY KEY (branch, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE movement (branch INTEGER, product INTEGER, doc BLOB, n INTEGER, line INTEGER,
        from_place TEXT, to_place TEXT, milli INTEGER, at INTEGER,
        PRIMARY KEY (branch, product, doc, n)) STRICT, WITHOUT ROWID;
    CREATE TABLE chain (branch INTEGER, chain BLOB, seq INTEGER, hash BLOB,
        PRIMARY KEY (branch, chain)) STRICT, WITHOUT ROWID;
    CREATE TABLE writer (branch INTEGER PRIMARY KEY, ord INTEGER, newest BLOB, at INTEGER) STRICT;
    CREATE TABLE level (branch INTEGER, place TEXT, product INTEGER, milli INTEGER,
        PRIMARY KEY (branch, place, product)) STRICT, WITHOUT ROWID;
    CREATE TABLE series (branch INTEGER, chain BLOB, till INTEGER, last INTEGER,
        PRIMARY KEY (branch, chain, till)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX doc_by_id ON doc (branch, id);
    CREATE INDEX sale_by_number ON sale (branch, mark, till, n, code);
    CREATE INDEX sale_by_date ON sale (branch, day, id);
    CREATE INDEX level_by_place ON level (place, product);
    CREATE INDEX level_by_product ON level (product, place);
    CREATE INDEX level_by_level ON level (place, milli, product) WHERE place <> 'customer';
";

/// A table in which columns of sums stand behind a key of three parts.
struct Counted {
    name: &'static str,
    sums: usize,
}

const HOURS: Counted = Counted {
    name: "hours",
    sums: FOURTEEN,
};
const PEOPLE: Counted = Counted {
    name: "people",
    sums: FOURTEEN,
};
const SHIFTS: Counted = Counted {
    name: "shifts",
    sums: TWENTY_ONE,
};
const PRODUCT_SUMS: Counted = Counted {
    name: "products",
    sums: 5,
};
const METHODS: Counted = Counted {
    name: "methods",
    sums: 2,
};
const SHIFT_METHODS: Counted = Counted {
    name: "shift_methods",
    sums: 2,
};

impl Counted {
    fn table(&self) -> String {
        let sums: String = (0..self.sums).map(|n| format!("s{n} INTEGER, ")).collect();
        format!(
            "CREATE TABLE {} (branch INTEGER, part ANY, of ANY, {sums}PRIMARY KEY (branch, part, of)) \
             STRICT, WITHOUT ROWID;",
            self.name
        )
    }

    fn adding(&self) -> String {
        let (values, added): (Vec<_>, Vec<_>) = (0..self.sums)
            .map(|n| ("?3".to_owned(), format!("s{n} = s{n} + ?3")))
            .unzip();
        format!(
            "INSERT INTO {} VALUES (1, ?1, ?2, {}) ON CONFLICT DO UPDATE SET {}",
            self.name,
            values.join(", "),
            added.join(", ")
        )
    }
}

/// A sale by its number: what is different from one to the next.
struct Row {
    n: i64,
    id: [u8; 16],
    hash: [u8; 32],
}

/// The orders, written once, so that the engine's cache of statements is all that is looked up.
pub(crate) struct Plain {
    hours: String,
    people: String,
    shifts: String,
    products: String,
    methods: String,
    shift_methods: String,
}

impl Plain {
    /// Makes the tables in an empty database.
    ///
    /// # Errors
    /// SQLite refuses.
    pub(crate) fn lay(db: &Connection) -> rusqlite::Result<Self> {
        db.set_prepared_statement_cache_capacity(64);
        db.execute_batch(TABLES)?;
        for counted in [HOURS, PEOPLE, SHIFTS, PRODUCT_SUMS, METHODS, SHIFT_METHODS] {
            db.execute_batch(&counted.table())?;
        }
        db.execute_batch(
            "INSERT INTO chain VALUES (1, zeroblob(16), 0, zeroblob(32)); \
             INSERT INTO writer VALUES (1, 0, NULL, 0);",
        )?;
        Ok(Self {
            hours: HOURS.adding(),
            people: PEOPLE.adding(),
            shifts: SHIFTS.adding(),
            products: PRODUCT_SUMS.adding(),
            methods: METHODS.adding(),
            shift_methods: SHIFT_METHODS.adding(),
        })
    }

    /// One sale: its own rows, and what is counted of it.
    ///
    /// # Errors
    /// SQLite refuses.
    pub(crate) fn sell(&self, tx: &Transaction<'_>, n: i64) -> rusqlite::Result<()> {
        own(tx, n)?;
        self.count(tx, n, 1)?;
        let shift = id(n % 4);
        tx.prepare_cached(&self.shifts)?
            .execute(params![shift, "", 30_000])?;
        tx.prepare_cached(&self.shift_methods)?
            .execute(params![shift, "cash", 30_000])?;
        Ok(())
    }

    /// What is counted of so many sales, but for a shift: six levels and seven sums.
    ///
    /// # Errors
    /// SQLite refuses.
    pub(crate) fn count(&self, tx: &Transaction<'_>, n: i64, sales: i64) -> rusqlite::Result<()> {
        for product in PRODUCTS {
            for (place, milli) in [("branch:1", -1_000), ("customer", 1_000)] {
                tx.prepare_cached(
                    "INSERT INTO level VALUES (1, ?1, ?2, ?3) \
                     ON CONFLICT DO UPDATE SET milli = milli + ?3",
                )?
                .execute(params![place, product, milli * sales])?;
            }
            tx.prepare_cached(&self.products)?.execute(params![
                "2026-11-24",
                product,
                10_000 * sales
            ])?;
        }
        let sums = [
            (&self.hours, params!["2026-11-24", 14, 30_000 * sales]),
            (&self.people, params!["2026-11-24", 3, 30_000 * sales]),
            (&self.methods, params!["2026-11-24", "cash", 30_000 * sales]),
        ];
        for (order, values) in sums {
            tx.prepare_cached(order)?.execute(values)?;
        }
        tx.prepare_cached(
            "INSERT INTO series VALUES (1, ?1, ?2, ?3) ON CONFLICT DO UPDATE SET last = ?3",
        )?
        .execute(params![[0_u8; 16], n % 4, n])?;
        Ok(())
    }
}

/// The rows that are a sale's own: document, place, command, list row and three movements, and the ends
/// of chain and writer that it moves.
///
/// # Errors
/// SQLite refuses.
pub(crate) fn own(tx: &Transaction<'_>, n: i64) -> rusqlite::Result<()> {
    let row = Row {
        n,
        id: id(n),
        hash: hash(n),
    };
    journal(tx, &row)?;
    tx.prepare_cached("INSERT INTO command VALUES (1, ?1, ?2, ?3)")?
        .execute(params![row.id, row.hash, row.id])?;
    tx.prepare_cached(
        "INSERT INTO sale VALUES (1, ?1, 'JKT01', ?2, '1H09', ?3, ?4, 420, '2026-11-24', ?5, 3, \
         'Dewi Lestari', 'cash', 3, 30000, 30000, 0, 'completed', 0, '43a908473d8f')",
    )?
    .execute(params![row.id, n % 4, n, 1_795_515_655_268 + n, id(n % 4)])?;
    for (line, product) in (0_i64..).zip(PRODUCTS) {
        tx.prepare_cached(
            "INSERT INTO movement VALUES (1, ?1, ?2, ?3, ?3, 'branch:1', 'customer', 1000, ?4)",
        )?
        .execute(params![product, row.id, line, 1_795_515_655_268 + n])?;
    }
    Ok(())
}

fn journal(tx: &Transaction<'_>, row: &Row) -> rusqlite::Result<()> {
    let chain = [0_u8; 16];
    tx.prepare_cached("UPDATE chain SET seq = ?1, hash = ?2 WHERE branch = 1 AND chain = ?3")?
        .execute(params![row.n, row.hash, chain])?;
    tx.prepare_cached("UPDATE writer SET ord = ?1, newest = ?2, at = ?1 WHERE branch = 1")?
        .execute(params![row.n, row.id])?;
    tx.prepare_cached("INSERT INTO doc VALUES (1, ?1, ?2, ?3, ?4, ?1, ?5)")?
        .execute(params![row.n, row.id, row.hash, chain, [b'x'; BODY]])?;
    tx.prepare_cached("INSERT INTO envelope VALUES (1, ?1, ?2, ?3, ?4, ?2)")?
        .execute(params![chain, row.n, hash(row.n - 1), row.hash])?;
    Ok(())
}

/// Sixteen bytes that rise with the number, as ids of documents do.
fn id(n: i64) -> [u8; 16] {
    let mut id = [0x5a; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    id
}

fn hash(n: i64) -> [u8; 32] {
    let mut hash = [0xc3; 32];
    hash[..8].copy_from_slice(
        &n.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed())
            .to_be_bytes(),
    );
    hash
}
