-- +goose Up
-- Reviewed maps that an administrator installed; the body is GeoJSON as given, compressed with gzip.

CREATE TABLE outline (
  place TEXT PRIMARY KEY,
  review_number TEXT NOT NULL,
  source TEXT NOT NULL,
  as_of TEXT NOT NULL,
  body BLOB NOT NULL,
  installed_by TEXT NOT NULL,
  installed_at INTEGER NOT NULL
) STRICT;
