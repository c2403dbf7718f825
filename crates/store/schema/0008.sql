-- Bills: which orders are paid together, how each bill stands, and the lines that went to another one.

-- An order of before bills began a bill of its own.
ALTER TABLE guest_order ADD COLUMN bill BLOB;
UPDATE guest_order SET bill = id;
CREATE INDEX guest_order_by_bill ON guest_order (branch, bill, at);

CREATE TABLE bill (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    table_id BLOB,
    sitting INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    parent BLOB,
    split BLOB,
    sale BLOB,
    PRIMARY KEY (branch, id)
) WITHOUT ROWID;

INSERT INTO bill (branch, id, table_id, sitting, business_date, at, version, state)
SELECT branch, id, table_id, sitting, business_date, at,
    CASE state WHEN 'cancelled' THEN 2 ELSE 1 END, 'open'
FROM guest_order;

-- The bills of a table's sitting; those that wait to be paid; the parts of one.
CREATE INDEX bill_by_table ON bill (branch, table_id, sitting, at);
CREATE INDEX bill_by_state ON bill (branch, state, at);
CREATE INDEX bill_by_parent ON bill (branch, parent, at);

-- Lines that are not of the bill that their order came to.
CREATE TABLE moved_line (
    branch INTEGER NOT NULL,
    order_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    bill BLOB NOT NULL,
    PRIMARY KEY (branch, order_id, line)
) WITHOUT ROWID;
CREATE INDEX moved_line_by_bill ON moved_line (branch, bill);
