-- +goose Up
-- Imports: a file, what was found in it, and what became of it.

CREATE TABLE import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('uploaded', 'previewed', 'committing', 'done', 'cancelled', 'failed', 'undone')),
  account TEXT NOT NULL,
  options TEXT NOT NULL DEFAULT '{}',
  report TEXT NOT NULL DEFAULT '{}',
  rows INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  source_id INTEGER NOT NULL DEFAULT 0,
  job TEXT NOT NULL DEFAULT '',
  undone TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX import_account ON import (account, id);
CREATE INDEX import_sha ON import (sha256);

-- What was noticed, in the order of the file, up to a bound.
CREATE TABLE import_finding (
  import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  severity TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (import_id, seq)
) STRICT, WITHOUT ROWID;

-- Which field a column title stood for, as people said.
CREATE TABLE header_memory (
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  field TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account, kind, title)
) STRICT, WITHOUT ROWID;
