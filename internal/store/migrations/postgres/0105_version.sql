-- +goose Up
-- What changed since a data version is found by these: pictures of a chain are carried forward, not read anew.
CREATE INDEX firm_version ON firm (version);
CREATE INDEX placement_version ON placement (version);
CREATE INDEX link_version ON link (version);
CREATE INDEX honour_version ON honour (version);
CREATE INDEX establishment_version ON establishment (version);
CREATE INDEX product_version ON product (version);
