-- +goose Up
-- The size of every place is one pass over this index instead of over the firms.
CREATE INDEX firm_size ON firm (region, status, revenue, output, changed_at) WHERE deleted = 0;
