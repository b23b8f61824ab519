-- +goose Up
-- How claims find their record, merges and splits, saved views.

-- Keys of live records: hash of kind, key and its values; see store/key.go.
CREATE TABLE record_key (
  hash INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (hash, record_id)
) STRICT, WITHOUT ROWID;

-- A merge moves the claims of one record to another, a split moves some to a
-- new record; both remember which, so that they can be taken back.
CREATE TABLE merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  deed TEXT NOT NULL CHECK (deed IN ('merge', 'split')),
  kind TEXT NOT NULL,
  kept_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  kept_pid TEXT NOT NULL,
  other_pid TEXT NOT NULL,
  claims TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  undone_at INTEGER,
  undone_by TEXT NOT NULL DEFAULT '',
  undone_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX merge_kept ON merge (kind, kept_id);
CREATE INDEX merge_other ON merge (kind, other_id);

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (account, kind, name)
) STRICT;
