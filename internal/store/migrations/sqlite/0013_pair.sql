-- +goose Up
-- Pairs of firms that may be one, found when a firm is written, and what people
-- decided. Reasons are codes joined by commas.
CREATE TABLE pair (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  a_id INTEGER NOT NULL,
  b_id INTEGER NOT NULL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'apart', 'merged')),
  actor TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  CHECK (a_id < b_id),
  UNIQUE (a_id, b_id)
) STRICT;
CREATE INDEX pair_state ON pair (state, score);
CREATE INDEX pair_b ON pair (b_id);
