-- Tables of a restaurant and what is ordered at them, before anybody pays.

CREATE TABLE dining_table (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    area TEXT NOT NULL,
    label TEXT NOT NULL,
    seats INTEGER NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (branch, id)
) WITHOUT ROWID;

-- Sittings that ended: the one that runs is the next one. A table may be closed before it is known here.
CREATE TABLE sitting (
    branch INTEGER NOT NULL,
    table_id BLOB NOT NULL,
    ended INTEGER NOT NULL,
    PRIMARY KEY (branch, table_id)
) WITHOUT ROWID;

CREATE TABLE guest_order (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    business_date TEXT NOT NULL,
    n INTEGER NOT NULL,
    table_id BLOB,
    sitting INTEGER NOT NULL,
    at INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    state TEXT NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    PRIMARY KEY (branch, id)
) WITHOUT ROWID;

-- The last number of a day; the board of orders that somebody waits for; the orders of a table's sitting.
CREATE INDEX guest_order_by_day ON guest_order (branch, business_date, n);
CREATE INDEX guest_order_by_state ON guest_order (branch, state, at);
CREATE INDEX guest_order_by_table ON guest_order (branch, table_id, sitting, at);

-- What open orders hold of each product.
CREATE TABLE reserved (
    branch INTEGER NOT NULL,
    product INTEGER NOT NULL,
    milli INTEGER NOT NULL,
    PRIMARY KEY (branch, product)
) WITHOUT ROWID;
