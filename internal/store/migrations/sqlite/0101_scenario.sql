-- +goose Up
-- Questions of what would happen if, and their answers. A question is never
-- changed; its answer is written once.

CREATE TABLE scenario (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('what_if', 'systemic')),
  chain TEXT NOT NULL,
  region TEXT NOT NULL,
  ask TEXT NOT NULL,
  job TEXT NOT NULL DEFAULT '',
  data_version INTEGER NOT NULL DEFAULT 0,
  program TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX scenario_of ON scenario (chain, region, id);
