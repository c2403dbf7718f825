-- A receipt series is known by the mark that stands in its numbers, no longer by the chain that gave the
-- mark: a number tells its series by itself then, wherever a fork has put its fact.

CREATE TABLE series_by_mark (
    branch INTEGER NOT NULL,
    mark TEXT NOT NULL,
    till INTEGER NOT NULL,
    last INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (branch, mark, till)
) STRICT, WITHOUT ROWID;

-- A mark is the first 20 bits of a chain, in four Crockford characters of five bits each.
INSERT INTO series_by_mark (branch, mark, till, last, closed)
SELECT branch, mark, till, MAX(last), MAX(closed) FROM (
    SELECT branch,
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((bits >> 15) & 31), 1)
        || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((bits >> 10) & 31), 1)
        || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((bits >> 5) & 31), 1)
        || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (bits & 31), 1) AS mark,
        till, last, closed
    FROM (
        SELECT branch, till, last, closed,
            (instr('0123456789ABCDEF', substr(hex(chain), 1, 1)) - 1) * 65536
            + (instr('0123456789ABCDEF', substr(hex(chain), 2, 1)) - 1) * 4096
            + (instr('0123456789ABCDEF', substr(hex(chain), 3, 1)) - 1) * 256
            + (instr('0123456789ABCDEF', substr(hex(chain), 4, 1)) - 1) * 16
            + (instr('0123456789ABCDEF', substr(hex(chain), 5, 1)) - 1) AS bits
        FROM series
    )
    UNION ALL
    SELECT branch, mark, till, n, 0 FROM sale
)
GROUP BY branch, mark, till;

DROP TABLE series;

ALTER TABLE series_by_mark RENAME TO series;
