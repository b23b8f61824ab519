-- +goose Up
-- Firms found while typing. rank is size and firm in one (see store/search.go):
-- a broad question reads it in order and stops early, a narrow one uses grams.
CREATE TABLE firm_search (
  id BIGINT PRIMARY KEY,
  rank BIGINT NOT NULL,
  names TEXT COLLATE "C" NOT NULL,
  pinyin TEXT COLLATE "C" NOT NULL,
  initials TEXT COLLATE "C" NOT NULL,
  codes TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL,
  grams TEXT[] COLLATE "C" NOT NULL
);
CREATE INDEX firm_search_rank ON firm_search (rank);
CREATE INDEX firm_search_grams ON firm_search USING GIN (grams);

CREATE INDEX firm_name ON firm (name);
CREATE INDEX firm_output ON firm (output);
CREATE INDEX firm_employees ON firm (employees);
CREATE INDEX link_amount ON link (amount);
