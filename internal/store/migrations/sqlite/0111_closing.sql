-- +goose Up
-- Periods of statistics that were closed, and opened again.
CREATE TABLE closing (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  period TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  closed_at INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  reopened_by TEXT NOT NULL DEFAULT '',
  reopened_at INTEGER,
  reopened_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX closing_period ON closing (period) WHERE reopened_at IS NULL;
