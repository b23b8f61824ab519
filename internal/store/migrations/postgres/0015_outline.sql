-- +goose Up
-- Reviewed maps that an administrator installed; the body is GeoJSON as given, compressed with gzip.

CREATE TABLE outline (
  place TEXT COLLATE "C" PRIMARY KEY,
  review_number TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  as_of TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  installed_by TEXT COLLATE "C" NOT NULL,
  installed_at BIGINT NOT NULL
);
