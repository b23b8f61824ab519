-- +goose Up
-- The sectors of the input–output table: intermediate input for one unit of
-- output, imports for one unit of what is used at home, and what is sold at home
-- in a year, in yuan.

CREATE TABLE io_sector (
  code TEXT COLLATE "C" PRIMARY KEY,
  name TEXT NOT NULL,
  intermediate DOUBLE PRECISION NOT NULL CHECK (intermediate >= 0),
  imported DOUBLE PRECISION NOT NULL CHECK (imported BETWEEN 0 AND 1),
  sold DOUBLE PRECISION NOT NULL CHECK (sold >= 0)
);
