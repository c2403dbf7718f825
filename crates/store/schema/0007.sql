-- The kitchen: which lines of an order are cooked while others are not, and the stations that cook.

-- A list of line numbers as JSON: it is only ever read and written whole.
ALTER TABLE guest_order ADD COLUMN ready TEXT NOT NULL DEFAULT '[]';

CREATE TABLE station (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    categories TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (branch, id)
) WITHOUT ROWID;
