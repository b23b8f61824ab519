-- +goose Up
-- What one unit of cost of a buying sector goes to, from a national
-- input–output table: share of total intermediate input, percent.

CREATE TABLE io_share (
  supplier TEXT COLLATE "C" NOT NULL,
  buyer TEXT COLLATE "C" NOT NULL,
  share DOUBLE PRECISION NOT NULL,
  source_id BIGINT NOT NULL REFERENCES source (id),
  PRIMARY KEY (supplier, buyer)
);
