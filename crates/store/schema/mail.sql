-- What this node sends by mail, and by which server. No fact, no projection, in no backup and in no export:
-- addresses vanish when they are not needed any more, and the secret of the server is nobody else's.
CREATE TABLE IF NOT EXISTS server (
    one INTEGER NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    login TEXT NOT NULL,
    secret TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    automatic INTEGER NOT NULL,
    language TEXT NOT NULL,
    office TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS mail (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    recipient TEXT,
    branch INTEGER NOT NULL,
    sale BLOB,
    language TEXT NOT NULL,
    guest BLOB,
    staff_name TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    round INTEGER NOT NULL,
    code TEXT,
    words TEXT,
    created_at INTEGER NOT NULL,
    since INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    next_at INTEGER,
    staff INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mail_by_time ON mail (created_at, id);
CREATE INDEX IF NOT EXISTS mail_by_state ON mail (state, created_at, id);
CREATE INDEX IF NOT EXISTS mail_of_sale ON mail (sale);
-- Sales whose guests were thought of, so that no sale is mailed by itself twice.
CREATE TABLE IF NOT EXISTS thought_of (
    sale BLOB NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) WITHOUT ROWID;
