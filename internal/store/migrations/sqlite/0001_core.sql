-- +goose Up
-- The core: sources, claims, and one typed table for each kind of record.
-- Text sorts by code point on both databases. Instants are UTC milliseconds, dates are text.

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
INSERT INTO counter (name, value) VALUES ('data_version', 0);

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  publisher TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  licence TEXT NOT NULL DEFAULT '',
  rank INTEGER NOT NULL DEFAULT 50,
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A claim is never changed; it can only be withdrawn or moved to another subject.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  given_by TEXT NOT NULL DEFAULT '',
  import_id INTEGER NOT NULL DEFAULT 0,
  sheet TEXT NOT NULL DEFAULT '',
  row_no INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX claim_subject ON claim (kind, subject_id);
CREATE INDEX claim_import ON claim (import_id);

-- Every act, in the same transaction as the change.
CREATE TABLE act (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX act_subject ON act (subject);

CREATE TABLE dependence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  chain TEXT,
  node TEXT,
  "year" INTEGER,
  imports INTEGER,
  exports INTEGER,
  import_hhi REAL,
  world_hhi REAL,
  dependence REAL,
  main_source TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX dependence_region ON dependence (region, id);
CREATE INDEX dependence_node ON dependence (chain, node);

CREATE TABLE establishment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  firm TEXT,
  name TEXT,
  establishment_kind TEXT,
  address TEXT,
  "from" TEXT,
  "until" TEXT,
  counted_in TEXT,
  output INTEGER,
  "year" INTEGER,
  reason TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX establishment_region ON establishment (region, id);
CREATE INDEX establishment_firm ON establishment (firm);

CREATE TABLE firm (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  name TEXT,
  uscc TEXT,
  short_name TEXT,
  former_names TEXT,
  legal_kind TEXT,
  status TEXT,
  park TEXT,
  address TEXT,
  industry TEXT,
  products TEXT,
  scope TEXT,
  founded TEXT,
  "year" INTEGER,
  revenue INTEGER,
  output INTEGER,
  value_added INTEGER,
  profit INTEGER,
  tax INTEGER,
  export INTEGER,
  rd INTEGER,
  assets INTEGER,
  employees INTEGER,
  patents INTEGER,
  above_scale INTEGER,
  listed TEXT,
  role TEXT,
  statistic_scope TEXT,
  contact TEXT,
  phone TEXT,
  name_key TEXT NOT NULL DEFAULT '',
  pinyin TEXT NOT NULL DEFAULT '',
  initials TEXT NOT NULL DEFAULT '',
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX firm_region ON firm (region, id);
CREATE UNIQUE INDEX firm_uscc ON firm (uscc) WHERE uscc IS NOT NULL AND deleted = 0;
CREATE INDEX firm_name_key ON firm (name_key);
CREATE INDEX firm_industry ON firm (industry);
CREATE INDEX firm_revenue ON firm (revenue);
CREATE INDEX firm_listed ON firm (listed) WHERE listed IS NOT NULL;

CREATE TABLE fund (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  name TEXT,
  manager TEXT,
  fund_kind TEXT,
  "size" INTEGER,
  stage TEXT,
  chain TEXT,
  intention TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX fund_region ON fund (region, id);

CREATE TABLE honour (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  firm TEXT,
  rung TEXT,
  granted TEXT,
  expires TEXT,
  batch TEXT,
  authority TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX honour_region ON honour (region, id);
CREATE INDEX honour_firm ON honour (firm);

CREATE TABLE institute (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  name TEXT,
  institute_kind TEXT,
  host TEXT,
  field TEXT,
  since INTEGER,
  chain TEXT,
  node TEXT,
  services TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX institute_region ON institute (region, id);
CREATE INDEX institute_node ON institute (chain, node);

CREATE TABLE link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  supplier TEXT,
  buyer TEXT,
  product TEXT,
  chain TEXT,
  node TEXT,
  "year" INTEGER,
  amount INTEGER,
  "share" REAL,
  tier INTEGER,
  grade TEXT,
  internal INTEGER,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX link_region ON link (region, id);
CREATE INDEX link_node ON link (chain, node);
CREATE INDEX link_supplier ON link (supplier);
CREATE INDEX link_buyer ON link (buyer);

CREATE TABLE node (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  chain TEXT,
  code TEXT,
  name TEXT,
  stage TEXT,
  parent TEXT,
  inputs TEXT,
  industries TEXT,
  words TEXT,
  hs TEXT,
  grade TEXT,
  dropped INTEGER,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX node_region ON node (region, id);
CREATE INDEX node_code ON node (chain, code);

CREATE TABLE park (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  code TEXT,
  name TEXT,
  level TEXT,
  park_kind TEXT,
  positioning TEXT,
  area REAL,
  free_area REAL,
  area_unit TEXT,
  "from" TEXT,
  "until" TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX park_region ON park (region, id);
CREATE INDEX park_code ON park (code);

CREATE TABLE policy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  title TEXT,
  "number" TEXT,
  issuer TEXT,
  written TEXT,
  published TEXT,
  chain TEXT,
  url TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX policy_region ON policy (region, id);

CREATE TABLE product (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  firm TEXT,
  name TEXT,
  chain TEXT,
  node TEXT,
  grade TEXT,
  market_share REAL,
  "year" INTEGER,
  output INTEGER,
  capacity REAL,
  capacity_unit TEXT,
  used REAL,
  hs TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX product_region ON product (region, id);
CREATE INDEX product_firm ON product (firm);
CREATE INDEX product_node ON product (chain, node);

CREATE TABLE project (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  name TEXT,
  "number" TEXT,
  chain TEXT,
  node TEXT,
  owner TEXT,
  lead TEXT,
  project_kind TEXT,
  stage TEXT,
  investment INTEGER,
  invested INTEGER,
  signed_on TEXT,
  started_on TEXT,
  finished_on TEXT,
  due TEXT,
  problem TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX project_region ON project (region, id);
CREATE INDEX project_node ON project (chain, node);

CREATE TABLE statistic (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  indicator TEXT,
  "year" INTEGER,
  "value" TEXT,
  unit TEXT,
  statistic_scope TEXT,
  "set" TEXT,
  break_reason TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX statistic_region ON statistic (region, id);
CREATE INDEX statistic_key ON statistic (indicator, "year", region);

CREATE TABLE survey (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL DEFAULT '',
  chain TEXT,
  node TEXT,
  searched_on TEXT,
  searched_by TEXT,
  coverage REAL,
  method TEXT,
  found INTEGER,
  finding TEXT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  as_of TEXT NOT NULL DEFAULT '',
  demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER
) STRICT;
CREATE INDEX survey_region ON survey (region, id);
CREATE INDEX survey_node ON survey (chain, node);
