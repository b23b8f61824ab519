-- +goose Up
-- Chains that regions have taken up, the catalogues they come from, clusters, and published maps.

CREATE TABLE chain (
  id TEXT PRIMARY KEY,
  region TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL DEFAULT '',
  base TEXT NOT NULL DEFAULT '',
  class TEXT NOT NULL DEFAULT '',
  factor TEXT NOT NULL DEFAULT '',
  carrier TEXT NOT NULL DEFAULT 'chain',
  size INTEGER,
  size_as_of TEXT NOT NULL DEFAULT '',
  size_source TEXT NOT NULL DEFAULT '',
  green INTEGER NOT NULL DEFAULT 0,
  dual INTEGER NOT NULL DEFAULT 0,
  whole_cycle INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CHECK (status IN ('proposed', 'active', 'retired')),
  from_date TEXT NOT NULL DEFAULT '',
  until_date TEXT NOT NULL DEFAULT '',
  catalogue TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  changed_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX chain_region ON chain (region, id);

-- One row for each chain of each edition of a catalogue: what was added and removed stays visible.
CREATE TABLE chain_catalogue (
  catalogue TEXT NOT NULL,
  edition TEXT NOT NULL,
  chain TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  edition_date TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  stated INTEGER NOT NULL,
  PRIMARY KEY (catalogue, edition, chain)
) STRICT;

-- Clusters and chains belong to one another many-to-many.
CREATE TABLE chain_cluster (
  chain TEXT NOT NULL,
  cluster TEXT NOT NULL,
  PRIMARY KEY (chain, cluster)
) STRICT;
CREATE INDEX chain_cluster_cluster ON chain_cluster (cluster, chain);

-- Published maps: a row is never changed.
CREATE TABLE chain_edition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  chain TEXT NOT NULL,
  region TEXT NOT NULL,
  version TEXT NOT NULL,
  published_on TEXT NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  nodes INTEGER NOT NULL,
  edges INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (chain, region, version)
) STRICT;
