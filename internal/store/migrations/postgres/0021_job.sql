-- +goose Up
-- Background work. A running job is held by one runner until lease_until.

CREATE TABLE job (
  id TEXT COLLATE "C" PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  args TEXT COLLATE "C" NOT NULL,
  account TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  attempts BIGINT NOT NULL DEFAULT 0,
  run_at BIGINT NOT NULL,
  holder TEXT COLLATE "C" NOT NULL DEFAULT '',
  lease_until BIGINT NOT NULL DEFAULT 0,
  cancel BIGINT NOT NULL DEFAULT 0,
  steps_done BIGINT NOT NULL DEFAULT 0,
  steps_total BIGINT NOT NULL DEFAULT 0,
  note TEXT COLLATE "C" NOT NULL DEFAULT '',
  result TEXT COLLATE "C" NOT NULL DEFAULT '',
  error_code TEXT COLLATE "C" NOT NULL DEFAULT '',
  error_params TEXT COLLATE "C" NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX job_waiting ON job (run_at) WHERE state IN ('queued', 'running');
CREATE INDEX job_account ON job (account, created_at);
