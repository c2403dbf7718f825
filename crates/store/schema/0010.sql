-- People whom a branch added to its staff by itself.

CREATE TABLE local_staff (
    branch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person BLOB NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    doc BLOB NOT NULL,
    PRIMARY KEY (branch, number)
) WITHOUT ROWID;
