-- +goose Up
-- Who signs in. Of tokens and tickets only the SHA-256 is kept.

CREATE TABLE account (
  id TEXT COLLATE "C" PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  title TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
  regions TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL CHECK (class IN ('public', 'internal', 'sensitive', 'core')),
  password TEXT COLLATE "C" NOT NULL DEFAULT '',
  disabled BIGINT NOT NULL DEFAULT 0,
  demo BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);

CREATE TABLE session (
  hash TEXT COLLATE "C" PRIMARY KEY,
  account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account);

CREATE TABLE ticket (
  hash TEXT COLLATE "C" PRIMARY KEY,
  purpose TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('setup', 'signin')),
  account TEXT COLLATE "C" REFERENCES account (id),
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE sign_in_failure (
  name TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C" NOT NULL,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (name, address)
);

-- The answer to a POST that carried an Idempotency-Key; status 0 while it runs.
CREATE TABLE idempotency (
  account TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  status BIGINT NOT NULL DEFAULT 0,
  content_type TEXT COLLATE "C" NOT NULL DEFAULT '',
  body TEXT COLLATE "C" NOT NULL DEFAULT '',
  at BIGINT NOT NULL,
  PRIMARY KEY (account, key)
);
