-- What guests said of their dishes: each word, which lines of orders were spoken of, and how often a dish was
-- given how many stars on a day.

CREATE TABLE rating (
    branch INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    doc BLOB NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bill BLOB NOT NULL,
    label TEXT,
    guest TEXT,
    product INTEGER,
    name TEXT,
    stars INTEGER,
    lacks TEXT NOT NULL,
    comment TEXT,
    PRIMARY KEY (branch, business_date, doc, n)
) WITHOUT ROWID;
CREATE INDEX rating_by_product ON rating (branch, product, business_date, doc, n);

CREATE TABLE rated_line (
    branch INTEGER NOT NULL,
    order_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    doc BLOB NOT NULL,
    PRIMARY KEY (branch, order_id, line)
) WITHOUT ROWID;

CREATE TABLE roll_stars (
    branch INTEGER NOT NULL,
    business_date TEXT NOT NULL,
    product INTEGER NOT NULL,
    stars INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (branch, business_date, product, stars)
) WITHOUT ROWID;
