-- +goose Up
-- The recycle bin: which claims were withdrawn when a person deleted a record.
CREATE TABLE bin (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  record_pid TEXT NOT NULL,
  region TEXT NOT NULL,
  claims TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  restored_at INTEGER
) STRICT;
CREATE INDEX bin_record ON bin (kind, record_id);
