-- +goose Up
-- The sectors of the input–output table: intermediate input for one unit of
-- output, imports for one unit of what is used at home, and what is sold at home
-- in a year, in yuan.

CREATE TABLE io_sector (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  intermediate REAL NOT NULL CHECK (intermediate >= 0),
  imported REAL NOT NULL CHECK (imported BETWEEN 0 AND 1),
  sold REAL NOT NULL CHECK (sold >= 0)
) STRICT;
