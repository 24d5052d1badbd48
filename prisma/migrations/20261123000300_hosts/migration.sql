-- What is known of the hosts we ask. Bookkeeping, not evidence: which robots.txt let a request through stands in the detail of its run.

-- One request at a time per host, whichever worker makes it; times are the server's own, so that no worker's clock matters.
CREATE TABLE "hosts" (
  "host" text PRIMARY KEY,
  "holder" text,
  "lease_until" timestamptz(3),
  "ended_at" timestamptz(3),
  "rest_until" timestamptz(3),
  "rest_outcome" text,
  "rest_reason" text
);

-- The newest look at the robots.txt of an origin: its bytes after a 2xx, else why there are none.
CREATE TABLE "robots_files" (
  "origin" text PRIMARY KEY,
  "fetched_at" timestamptz(3) NOT NULL,
  "status" integer,
  "body" bytea,
  "problem_outcome" text,
  "problem_message" text
);
