-- +goose Up
-- What one unit of cost of a buying sector goes to, from a national
-- input–output table: share of total intermediate input, percent.

CREATE TABLE io_share (
  supplier TEXT NOT NULL,
  buyer TEXT NOT NULL,
  share REAL NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source (id),
  PRIMARY KEY (supplier, buyer)
) STRICT;
