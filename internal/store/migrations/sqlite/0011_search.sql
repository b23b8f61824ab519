-- +goose Up
-- Firms found while typing: one token for each character, phrases for fragments.
-- The row number is size and firm in one (see store/search.go), so that the
-- index itself delivers the largest firms first and a broad question stops early.
CREATE VIRTUAL TABLE firm_search USING fts5 (
  name, pinyin, initials, code, region,
  content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'ascii'
);
-- Gather up to 16 MB of an import before a part of the index is written: fewer parts to merge.
INSERT INTO firm_search (firm_search, rank) VALUES ('hashsize', 16777216);

CREATE INDEX firm_name ON firm (name);
CREATE INDEX firm_output ON firm (output);
CREATE INDEX firm_employees ON firm (employees);
CREATE INDEX link_amount ON link (amount);
