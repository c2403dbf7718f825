-- What lists and reports look up by something other than the key.

-- Sales of a branch by day, for the combinations of filters that no roll-up answers.
CREATE INDEX sale_by_date ON sale (branch, business_date, id);

-- Whether a transfer has arrived, whoever received it.
CREATE INDEX arrival_by_id ON arrival (id);

-- Products of a category by name.
CREATE INDEX product_by_category ON product (category, name);
