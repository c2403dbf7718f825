-- The first schema: the journal, the projections of its facts, master data, notes.
-- Every key of what a branch writes begins with the branch. No foreign keys, no triggers,
-- no counters but those in rows. Times are milliseconds since 1970, money minor units,
-- quantities thousandths; ids of devices are 16 bytes, hashes 32.

-- The journal ---------------------------------------------------------------------------

-- One row a writer: the last place in its order of arrival, its newest id and trusted time.
CREATE TABLE writer (
    branch INTEGER NOT NULL,
    ord INTEGER NOT NULL,
    newest BLOB,
    trusted_at INTEGER,
    PRIMARY KEY (branch)
) STRICT;

-- Documents as they came, never changed. `chain` and `seq` are the place where each was first put.
CREATE TABLE doc (
    branch INTEGER NOT NULL,
    ord INTEGER NOT NULL,
    id BLOB NOT NULL,
    hash BLOB NOT NULL,
    chain BLOB NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (branch, ord)
) STRICT;
CREATE UNIQUE INDEX doc_by_id ON doc (branch, id);

CREATE TABLE chain (
    branch INTEGER NOT NULL,
    chain BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    is_open INTEGER NOT NULL,
    PRIMARY KEY (branch, chain)
) STRICT, WITHOUT ROWID;

-- Places. `ord` names the document that lies there.
CREATE TABLE envelope (
    branch INTEGER NOT NULL,
    chain BLOB NOT NULL,
    seq INTEGER NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    ord INTEGER NOT NULL,
    PRIMARY KEY (branch, chain, seq)
) STRICT, WITHOUT ROWID;

-- Projections of facts ------------------------------------------------------------------

CREATE TABLE command (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    hash BLOB NOT NULL,
    doc BLOB NOT NULL,
    PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE till (
    branch INTEGER NOT NULL,
    till INTEGER NOT NULL,
    name TEXT NOT NULL,
    retired INTEGER NOT NULL,
    PRIMARY KEY (branch, till)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
    branch INTEGER NOT NULL,
    chain BLOB NOT NULL,
    till INTEGER NOT NULL,
    last INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (branch, chain, till)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    till INTEGER NOT NULL,
    n INTEGER NOT NULL,
    staff INTEGER,
    business_date TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    opening INTEGER NOT NULL,
    closed_doc BLOB,
    closed_at INTEGER,
    counted INTEGER,
    expected INTEGER,
    PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_by_till ON shift (branch, till, n);

CREATE TABLE shift_sum (
    branch INTEGER NOT NULL,
    shift BLOB NOT NULL,
    sales INTEGER NOT NULL,
    voids INTEGER NOT NULL,
    refunds INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    net INTEGER NOT NULL,
    service INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    total INTEGER NOT NULL,
    tip INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    refund_total INTEGER NOT NULL,
    refund_paid INTEGER NOT NULL,
    cash_received INTEGER NOT NULL,
    change_given INTEGER NOT NULL,
    cash_refunds INTEGER NOT NULL,
    cash_in INTEGER NOT NULL,
    cash_out INTEGER NOT NULL,
    cash_drops INTEGER NOT NULL,
    tips_paid INTEGER NOT NULL,
    PRIMARY KEY (branch, shift)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_method (
    branch INTEGER NOT NULL,
    shift BLOB NOT NULL,
    method TEXT NOT NULL,
    payments INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (branch, shift, method)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash (
    branch INTEGER NOT NULL,
    shift BLOB NOT NULL,
    doc BLOB NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, shift, doc)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    code TEXT NOT NULL,
    till INTEGER NOT NULL,
    mark TEXT NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    tz_offset_min INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    shift BLOB,
    staff INTEGER,
    staff_name TEXT NOT NULL,
    method TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    total INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    change_given INTEGER NOT NULL,
    state TEXT NOT NULL,
    refunded INTEGER NOT NULL,
    doc_short TEXT NOT NULL,
    PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
-- With `code` it answers by itself; otherwise an engine without statistics walks the branch's sales.
CREATE INDEX sale_by_number ON sale (branch, mark, till, n, code);

CREATE TABLE sale_return (
    branch INTEGER NOT NULL,
    sale BLOB NOT NULL,
    line INTEGER NOT NULL,
    milli INTEGER NOT NULL,
    PRIMARY KEY (branch, sale, line)
) STRICT, WITHOUT ROWID;

-- A document may move a product more than once (whole, damaged, short): `n` counts within it.
CREATE TABLE movement (
    branch INTEGER NOT NULL,
    product INTEGER NOT NULL,
    doc BLOB NOT NULL,
    n INTEGER NOT NULL,
    line INTEGER NOT NULL,
    from_place TEXT NOT NULL,
    to_place TEXT NOT NULL,
    milli INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, product, doc, n)
) STRICT, WITHOUT ROWID;

-- Keyed by the writer of the facts that moved the goods; a level is the sum over all writers.
CREATE TABLE level (
    branch INTEGER NOT NULL,
    place TEXT NOT NULL,
    product INTEGER NOT NULL,
    milli INTEGER NOT NULL,
    PRIMARY KEY (branch, place, product)
) STRICT, WITHOUT ROWID;
CREATE INDEX level_by_place ON level (place, product);

CREATE TABLE roll_hour (
    branch INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    hour_no INTEGER NOT NULL,
    sales INTEGER NOT NULL,
    voids INTEGER NOT NULL,
    refunds INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    net INTEGER NOT NULL,
    service INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    total INTEGER NOT NULL,
    tip INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    refund_total INTEGER NOT NULL,
    refund_paid INTEGER NOT NULL,
    PRIMARY KEY (branch, business_date, hour_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE roll_staff (
    branch INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    staff INTEGER NOT NULL,
    sales INTEGER NOT NULL,
    voids INTEGER NOT NULL,
    refunds INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    net INTEGER NOT NULL,
    service INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    total INTEGER NOT NULL,
    tip INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    refund_total INTEGER NOT NULL,
    refund_paid INTEGER NOT NULL,
    PRIMARY KEY (branch, business_date, staff)
) STRICT, WITHOUT ROWID;

CREATE TABLE roll_product (
    branch INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    product INTEGER NOT NULL,
    sold_milli INTEGER NOT NULL,
    returned_milli INTEGER NOT NULL,
    net INTEGER NOT NULL,
    total INTEGER NOT NULL,
    refund_total INTEGER NOT NULL,
    PRIMARY KEY (branch, business_date, product)
) STRICT, WITHOUT ROWID;

CREATE TABLE roll_method (
    branch INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    method TEXT NOT NULL,
    payments INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (branch, business_date, method)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    doc BLOB NOT NULL,
    dispatch BLOB NOT NULL,
    from_place TEXT NOT NULL,
    to_place TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_by_id ON transfer (id);

CREATE TABLE arrival (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    doc BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE seal (
    branch INTEGER NOT NULL,
    chain BLOB NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    signature TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, chain, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    branch INTEGER NOT NULL,
    doc BLOB NOT NULL,
    chain BLOB NOT NULL,
    seq INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, doc)
) STRICT, WITHOUT ROWID;

-- `docs` is the ids of the documents, 16 bytes each, in order.
CREATE TABLE repeated (
    branch INTEGER NOT NULL,
    mark TEXT NOT NULL,
    till INTEGER NOT NULL,
    n INTEGER NOT NULL,
    code TEXT NOT NULL,
    docs BLOB NOT NULL,
    PRIMARY KEY (branch, mark, till, n)
) STRICT, WITHOUT ROWID;

-- Master data ---------------------------------------------------------------------------

CREATE TABLE stream (
    scope TEXT NOT NULL,
    last INTEGER NOT NULL,
    horizon INTEGER NOT NULL,
    PRIMARY KEY (scope)
) STRICT, WITHOUT ROWID;

-- Where each row of master data stands, and at which change number it last changed there.
CREATE TABLE head (
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    stamp INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX head_by_stamp ON head (scope, stamp);
CREATE INDEX head_by_key ON head (kind, id);

CREATE TABLE product (
    id INTEGER NOT NULL,
    sku TEXT NOT NULL,
    barcode TEXT NOT NULL,
    name TEXT NOT NULL,
    category INTEGER NOT NULL,
    unit TEXT NOT NULL,
    taxes TEXT NOT NULL,
    stocked INTEGER NOT NULL,
    fractional INTEGER NOT NULL,
    service INTEGER NOT NULL,
    discountable INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    picture BLOB,
    folded TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX product_by_sku ON product (sku);
CREATE INDEX product_by_barcode ON product (barcode);

CREATE TABLE price (
    id INTEGER NOT NULL,
    product INTEGER NOT NULL,
    scope TEXT NOT NULL,
    amount INTEGER NOT NULL,
    per_milli INTEGER NOT NULL,
    min_milli INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX price_by_product ON price (product, id);

-- Every other kind of row, as JSON.
CREATE TABLE entity (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE number (
    kind TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind)
) STRICT, WITHOUT ROWID;

-- Notes of the node itself: keys, cursors, sessions. Not a projection.
CREATE TABLE note (
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
