-- What a list or a stream asks for stands in its index, and nothing else does.

-- What every sale pays for in the index of the shelves is only what a list asks for. Nobody looks for the
-- lowest level of what customers took, and a level of one product is found by its key and read there.
DROP INDEX level_by_level;
CREATE INDEX level_by_level ON level (place, milli, product) WHERE place <> 'customer';
DROP INDEX level_by_place;
CREATE INDEX level_by_place ON level (place, product);

-- A stream is followed by this index alone: it holds everything that is asked of a head, in its order.
DROP INDEX head_by_stamp;
CREATE INDEX head_by_stamp ON head (scope, stamp, kind, id, gone);
