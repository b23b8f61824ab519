-- +goose Up
-- Files that hang on a record; the bytes lie in the data folder under the public ID.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  sha256 TEXT NOT NULL,
  class INTEGER NOT NULL DEFAULT 1,
  verdict TEXT NOT NULL DEFAULT '',
  account TEXT NOT NULL,
  at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX attachment_subject ON attachment (kind, subject, id);

-- What a virus scanner said of a file that was uploaded.
ALTER TABLE import ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
