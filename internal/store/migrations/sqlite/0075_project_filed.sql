-- +goose Up
-- The day on which a project was filed, apart from that on which it was signed.
ALTER TABLE project ADD COLUMN filed_on TEXT;
