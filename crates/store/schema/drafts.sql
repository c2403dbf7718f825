-- What the guests of a table do before anything is ordered: who sits there, what they choose, whom
-- they call. No fact, no projection: it may be lost, and then nothing was sold and nobody is charged.
CREATE TABLE IF NOT EXISTS phone (
    table_id BLOB NOT NULL,
    sitting INTEGER NOT NULL,
    guest BLOB NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (table_id, sitting, guest)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_line (
    table_id BLOB NOT NULL,
    sitting INTEGER NOT NULL,
    guest BLOB NOT NULL,
    line BLOB NOT NULL,
    product INTEGER NOT NULL,
    quantity_milli INTEGER NOT NULL,
    chosen TEXT NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (table_id, sitting, guest, line)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS call (
    id BLOB NOT NULL PRIMARY KEY,
    table_id BLOB NOT NULL,
    sitting INTEGER NOT NULL,
    guest BLOB NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    answered_at INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sent (
    command BLOB NOT NULL PRIMARY KEY,
    table_id BLOB NOT NULL,
    sitting INTEGER NOT NULL,
    guest BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS left_sitting (
    table_id BLOB NOT NULL,
    sitting INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (table_id, sitting)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS moved_sitting (
    table_id BLOB NOT NULL,
    sitting INTEGER NOT NULL,
    to_table BLOB NOT NULL,
    to_sitting INTEGER NOT NULL,
    PRIMARY KEY (table_id, sitting)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sent_of_guest ON sent (guest);
CREATE INDEX IF NOT EXISTS sent_of_table ON sent (table_id, sitting);
CREATE INDEX IF NOT EXISTS call_of_table ON call (table_id, sitting);
