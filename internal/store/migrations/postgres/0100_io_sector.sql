-- +goose Up
-- The sectors of the input–output table: intermediate input for one unit of
-- output, and imports for one unit of what is used at home.

CREATE TABLE io_sector (
  code TEXT COLLATE "C" PRIMARY KEY,
  name TEXT NOT NULL,
  intermediate DOUBLE PRECISION NOT NULL CHECK (intermediate >= 0),
  imported DOUBLE PRECISION NOT NULL CHECK (imported BETWEEN 0 AND 1)
);
