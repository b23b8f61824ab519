-- +goose Up
-- Editions of lists. The body of a published edition is never changed.

CREATE TABLE list_edition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  list TEXT NOT NULL,
  chain TEXT NOT NULL,
  region TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'signed', 'published', 'superseded', 'withdrawn')),
  number INTEGER NOT NULL DEFAULT 0,
  previous TEXT NOT NULL DEFAULT '',
  data_version INTEGER NOT NULL,
  definition TEXT NOT NULL,
  decisions TEXT NOT NULL DEFAULT '[]',
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL DEFAULT '',
  rows INTEGER NOT NULL,
  aside INTEGER NOT NULL,
  demo INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX list_edition_of ON list_edition (list, chain, region, id);
CREATE INDEX list_edition_region ON list_edition (region, id);
-- One published edition of a list for a chain and a region at a time.
CREATE UNIQUE INDEX list_edition_in_force ON list_edition (list, chain, region) WHERE state = 'published';

-- Every step an edition took, by whom and why.
CREATE TABLE list_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edition_id INTEGER NOT NULL REFERENCES list_edition (id),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL DEFAULT '',
  step TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX list_step_edition ON list_step (edition_id);
