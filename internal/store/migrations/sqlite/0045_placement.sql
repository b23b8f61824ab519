-- +goose Up
-- Which firm sits on which node of which chain, how sure that is and who said so.
-- region is copied from the firm, so that a chain in a place is one range of the index.
CREATE TABLE placement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  firm TEXT NOT NULL,
  chain TEXT NOT NULL,
  node TEXT NOT NULL,
  region TEXT NOT NULL DEFAULT '',
  confidence REAL NOT NULL CHECK (confidence >= 0 AND confidence <= 1),
  words TEXT NOT NULL DEFAULT '',
  method TEXT NOT NULL CHECK (method IN ('auto', 'person', 'import')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'rejected')),
  role TEXT,
  value_grade TEXT CHECK (value_grade IN ('high', 'middle', 'low')),
  share_of_output REAL CHECK (share_of_output >= 0 AND share_of_output <= 1),
  source_id INTEGER REFERENCES source (id),
  template_version TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL DEFAULT '',
  decided_at INTEGER,
  taught TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 0,
  demo INTEGER NOT NULL DEFAULT 0,
  UNIQUE (firm, chain, node)
) STRICT;
CREATE INDEX placement_node ON placement (chain, node, region);

-- What decisions taught: in how many of them a word spoke for or against a node.
CREATE TABLE placement_word (
  chain TEXT NOT NULL,
  word TEXT NOT NULL,
  node TEXT NOT NULL,
  confirmed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (chain, word, node)
) STRICT;
