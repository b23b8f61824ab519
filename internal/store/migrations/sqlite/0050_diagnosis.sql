-- +goose Up
-- Sets of thresholds as they were when first used; never changed afterwards.
CREATE TABLE threshold_set (
  version TEXT PRIMARY KEY,
  dated TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  first_used INTEGER NOT NULL,
  first_used_at INTEGER NOT NULL
) STRICT;

-- Diagnoses kept to be compared: the result as it was, and what stood behind each node.
CREATE TABLE diagnosis (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  chain TEXT NOT NULL,
  region TEXT NOT NULL,
  scope TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  day TEXT NOT NULL,
  thresholds TEXT NOT NULL REFERENCES threshold_set (version),
  template_version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  result TEXT NOT NULL,
  evidence TEXT NOT NULL,
  made_by TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  UNIQUE (chain, region, scope, data_version, thresholds, template_version)
) STRICT;
CREATE INDEX diagnosis_chain ON diagnosis (chain, region, id);

-- Answers to warnings that must be answered before a result is used.
CREATE TABLE warning_answer (
  chain TEXT NOT NULL,
  region TEXT NOT NULL,
  code TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (chain, region, code)
) STRICT;
