-- Who publishes, what we read, and when we look.

CREATE TABLE "publishers" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "name" text NOT NULL UNIQUE,
  "url" text NOT NULL,
  "country" text NOT NULL
);

CREATE TABLE "sources" (
  "id" text PRIMARY KEY,
  "publisher_id" integer NOT NULL REFERENCES "publishers" ("id"),
  "title" text NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('live', 'deposit', 'curated')),
  "republish" text NOT NULL CHECK ("republish" IN ('values', 'unmodified', 'cited', 'counts', 'verdict_only')),
  "licence_name" text NOT NULL,
  "licence_url" text,
  "parser_fingerprint" text NOT NULL,
  "record" jsonb NOT NULL,
  "registered_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  "retired_at" timestamptz(3)
);

-- An indicator has exactly one source: the key says so.
CREATE TABLE "source_indicators" (
  "indicator" text PRIMARY KEY,
  "source" text NOT NULL REFERENCES "sources" ("id")
);

CREATE TABLE "slots" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "source" text NOT NULL REFERENCES "sources" ("id"),
  "scheduled_for" timestamptz(3) NOT NULL,
  "trigger" text NOT NULL,
  "state" text NOT NULL DEFAULT 'due' CHECK ("state" IN ('due', 'running', 'done', 'skipped')),
  "fence" bigint NOT NULL DEFAULT 0,
  "worker" text,
  "lease_until" timestamptz(3),
  "reason" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  UNIQUE ("source", "scheduled_for")
);
CREATE INDEX "slots_open" ON "slots" ("source", "scheduled_for") WHERE "state" IN ('due', 'running');

CREATE TABLE "runs" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "source" text NOT NULL REFERENCES "sources" ("id"),
  "slot_id" bigint REFERENCES "slots" ("id"),
  "fence" bigint,
  "trigger" text NOT NULL,
  "parser_fingerprint" text NOT NULL,
  "started_at" timestamptz(3) NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "runs_by_source" ON "runs" ("source", "id" DESC);

-- A run without a row here has not ended. Finishing twice is refused by the key.
CREATE TABLE "run_outcomes" (
  "run_id" bigint PRIMARY KEY REFERENCES "runs" ("id"),
  "outcome" text NOT NULL,
  "detail" jsonb NOT NULL,
  "finished_at" timestamptz(3) NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- Bytes and the exchanges that brought them.

CREATE TABLE "snapshots" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "sha256" bytea NOT NULL UNIQUE CHECK (octet_length("sha256") = 32),
  "size" integer NOT NULL,
  "encoding" text NOT NULL CHECK ("encoding" IN ('identity', 'zstd')),
  "body" bytea NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
-- Bodies arrive compressed; a second attempt by the server only costs time.
ALTER TABLE "snapshots" ALTER COLUMN "body" SET STORAGE EXTERNAL;

CREATE TABLE "exchanges" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "source" text NOT NULL REFERENCES "sources" ("id"),
  "run_id" bigint REFERENCES "runs" ("id"),
  "snapshot_id" integer NOT NULL REFERENCES "snapshots" ("id"),
  "url" text NOT NULL,
  "method" text NOT NULL,
  "request_sha256" text NOT NULL DEFAULT '',
  "status" integer NOT NULL,
  "headers" jsonb NOT NULL,
  "captured_at" timestamptz(3) NOT NULL,
  "fidelity" text NOT NULL CHECK ("fidelity" IN ('verbatim', 'copy', 'derived', 'transcribed', 'reconstructed')),
  "licence" text NOT NULL,
  "note" text,
  "deposited_by" text,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX "exchanges_same" ON "exchanges" ("source", "captured_at", md5("url"), "method", "request_sha256", "snapshot_id");
CREATE INDEX "exchanges_of_url" ON "exchanges" ("source", md5("url"), "captured_at" DESC);

-- A snapshot is parsed once per parser. "same_as": not read again, because the answer before it brought the same bytes; that reading stands.
-- "reapply": its stored bytes are to be read again, because an older capture arrived late.
CREATE TABLE "parses" (
  "exchange_id" integer NOT NULL REFERENCES "exchanges" ("id"),
  "parser_fingerprint" text NOT NULL,
  "run_id" bigint REFERENCES "runs" ("id"),
  "observations" integer NOT NULL,
  "refusals" integer NOT NULL,
  "same_as" integer REFERENCES "exchanges" ("id"),
  "reapply" boolean NOT NULL DEFAULT false,
  "parsed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("exchange_id", "parser_fingerprint")
);
CREATE INDEX "parses_to_reapply" ON "parses" ("exchange_id") WHERE "reapply";

CREATE TABLE "refusals" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "exchange_id" integer NOT NULL REFERENCES "exchanges" ("id"),
  "run_id" bigint REFERENCES "runs" ("id"),
  "parser_fingerprint" text NOT NULL,
  "code" text NOT NULL,
  "message" text NOT NULL,
  "scope" text NOT NULL CHECK ("scope" IN ('value', 'snapshot')),
  "locator" jsonb,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "refusals_of_run" ON "refusals" ("run_id");

-- Interned words: each series, period, citation and locator head is written once.

CREATE TABLE "series" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "key" text COLLATE "C" NOT NULL UNIQUE,
  "source" text NOT NULL,
  "indicator" text COLLATE "C" NOT NULL,
  "area" text COLLATE "C" NOT NULL,
  "dimensions" jsonb NOT NULL,
  "unit" text NOT NULL
);
CREATE INDEX "series_of_indicator" ON "series" ("indicator", "area", "id");

CREATE TABLE "periods" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "label" text COLLATE "C" NOT NULL UNIQUE,
  "kind" text NOT NULL,
  "starts" date NOT NULL,
  "ends" date NOT NULL
);

CREATE TABLE "citations" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "hash" uuid NOT NULL UNIQUE,
  "publisher" text NOT NULL,
  "title" text NOT NULL,
  "url" text NOT NULL,
  "quality" text NOT NULL CHECK ("quality" IN ('official_primary', 'primary_research', 'secondary')),
  "note" text NOT NULL
);

CREATE TABLE "locators" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "hash" uuid NOT NULL UNIQUE,
  "kind" text NOT NULL,
  "head" text NOT NULL
);

-- One act of writing observations of one exchange: by a capture, a reparse, a correction of ours, or an accepted quarantine.
CREATE TABLE "appends" (
  "id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "exchange_id" integer NOT NULL REFERENCES "exchanges" ("id"),
  "run_id" bigint REFERENCES "runs" ("id"),
  "parser_fingerprint" text NOT NULL,
  "act" text NOT NULL CHECK ("act" IN ('capture', 'reparse', 'correction', 'accepted')),
  "note" text,
  "vintage" timestamptz(3) NOT NULL,
  "acted_at" timestamptz(3) NOT NULL,
  "rows_written" integer NOT NULL,
  "newest_period_id" integer NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "appends_of_exchange" ON "appends" ("exchange_id");

-- The versions. Codes are one letter: cause n new_period, r revision, w withdrawal, c correction, p reparse, d definition_change;
-- bound l lower, u upper. "raw" is null when it is the plain print of the value; a withdrawal has no locator. Exchange, recorded_at and run
-- hang on the append.
-- No foreign keys: every id was interned in the writing transaction from a table that refuses deletion, and the check would halve the speed.
CREATE TABLE "observations" (
  "vintage" timestamptz(3) NOT NULL,
  "value" double precision,
  "series_id" integer NOT NULL,
  "period_id" integer NOT NULL,
  "append_id" integer NOT NULL,
  "locator_id" integer,
  "row_no" integer,
  "col_no" integer,
  "status" char(1) NOT NULL,
  "cause" char(1) NOT NULL,
  "bound" char(1),
  "back_dated" boolean NOT NULL,
  "published_on" date,
  "citation_id" integer,
  "low" double precision,
  "high" double precision,
  "n" double precision,
  "raw" text,
  PRIMARY KEY ("series_id", "period_id", "vintage")
    INCLUDE ("value", "append_id", "status", "cause", "bound", "published_on", "citation_id", "low", "high", "n", "raw")
);

-- What was held back, and what an operator later said about it.

CREATE TABLE "quarantine" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "exchange_id" integer NOT NULL REFERENCES "exchanges" ("id"),
  "run_id" bigint REFERENCES "runs" ("id"),
  "parser_fingerprint" text NOT NULL,
  "series_id" integer NOT NULL REFERENCES "series" ("id"),
  "period_id" integer NOT NULL REFERENCES "periods" ("id"),
  "vintage" timestamptz(3) NOT NULL,
  "candidate" jsonb NOT NULL,
  "reason" text NOT NULL,
  "message" text NOT NULL,
  "previous" double precision,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  UNIQUE ("exchange_id", "series_id", "period_id")
);
CREATE INDEX "quarantine_of_series" ON "quarantine" ("series_id", "period_id");

CREATE TABLE "quarantine_decisions" (
  "quarantine_id" bigint PRIMARY KEY REFERENCES "quarantine" ("id"),
  "decision" text NOT NULL CHECK ("decision" IN ('accepted', 'rejected')),
  "reason" text NOT NULL,
  "decided_by" text NOT NULL,
  "decided_at" timestamptz(3) NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- Verdicts, and the feed everything else hangs on.

CREATE TABLE "assessments" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "claim" text NOT NULL,
  "reading" text NOT NULL,
  "question" text NOT NULL CHECK ("question" IN ('atPublication', 'withHindsight', 'now')),
  "verdict" text NOT NULL,
  "value" double precision,
  "low" double precision,
  "high" double precision,
  "period" text,
  "as_of" timestamptz(3) NOT NULL,
  "known_at" timestamptz(3) NOT NULL,
  "valid_until" timestamptz(3),
  "inputs" text[] NOT NULL,
  "reasons" jsonb NOT NULL,
  "direction" text,
  "margin" jsonb,
  "fragile" boolean NOT NULL,
  "reading_fingerprint" text NOT NULL,
  "inputs_hash" text NOT NULL,
  "cause" text NOT NULL CHECK ("cause" IN ('inputs', 'rule', 'time')),
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "assessments_newest" ON "assessments" ("claim", "reading", "question", "id" DESC);

-- Versions some stored assessment rests on: what a licence of "cited" lets out.
CREATE TABLE "cited_observations" (
  "series_id" integer NOT NULL,
  "period_id" integer NOT NULL,
  "vintage" timestamptz(3) NOT NULL,
  PRIMARY KEY ("series_id", "period_id", "vintage")
);

CREATE TABLE "changes" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "kind" text NOT NULL,
  "source" text,
  "indicator" text,
  "claim" text,
  "exchange_id" integer REFERENCES "exchanges" ("id"),
  "run_id" bigint REFERENCES "runs" ("id"),
  "assessment_id" bigint REFERENCES "assessments" ("id"),
  "vintage" timestamptz(3),
  "at" timestamptz(3) NOT NULL,
  "detail" jsonb NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "changes_of_claim" ON "changes" ("claim", "id" DESC) WHERE "claim" IS NOT NULL;

CREATE TABLE "store_state" (
  "id" integer PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
  "mode" text NOT NULL CHECK ("mode" IN ('live', 'replay')),
  "claimed_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  "scheduler_beat" timestamptz(3),
  "assessed_at" timestamptz(3)
);

CREATE TABLE "replayed_stamps" (
  "stamp" text PRIMARY KEY,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
