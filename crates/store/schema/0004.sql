-- What the office looks up: the catalogue as a list, shelves by how little is on them, where
-- one product lies, prices by whom they are for, transfers by time, and when facts came in.

-- The catalogue by name with everything that a filter asks of it, so that a search of a hundred
-- thousand products reads this and nothing else.
CREATE INDEX product_list ON product (name, id, retired, category, stocked, folded);

-- The same by the shop's own code.
CREATE INDEX product_codes ON product (sku, id, retired, category, stocked, folded);

-- How many products each category has.
CREATE INDEX product_kind ON product (category, retired);

-- Shelves by level, the lowest first. The index by place holds the level, too, or an engine
-- without statistics would look for one product's level through the whole place.
CREATE INDEX level_by_level ON level (place, milli, product);
DROP INDEX level_by_place;
CREATE INDEX level_by_place ON level (place, product, milli);

-- Where one product lies.
CREATE INDEX level_by_product ON level (product, place);

-- Prices of one scope.
CREATE INDEX price_by_scope ON price (scope, product, id);

-- Transfers, the newest first.
CREATE INDEX transfer_by_time ON transfer (at, id);

-- Up to which document of a branch's order the centre had taken in at a moment. Not a
-- projection: when something came in is no fact of whoever sent it.
CREATE TABLE received (
    branch INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, upto)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_by_time ON received (at);

-- What the centre decided about goods that were sent and did not arrive.
CREATE TABLE settlement (
    branch INTEGER NOT NULL,
    id BLOB NOT NULL,
    doc BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch, id)
) STRICT, WITHOUT ROWID;
