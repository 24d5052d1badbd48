-- Rules, what became of them, who wants to know, and what was sent.

-- Rules that readers made on a form, beside the literals of the catalogue. The id is made of the rule: equal wishes are one rule.
CREATE TABLE "alert_rules" (
  "id" text PRIMARY KEY,
  "spec" jsonb NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- How far each rule has been folded. Bookkeeping: folding again from the vintages gives the same.
CREATE TABLE "alert_states" (
  "rule" text PRIMARY KEY,
  "fingerprint" text NOT NULL,
  "phase" text NOT NULL,
  "state" jsonb NOT NULL,
  "evaluated_to" timestamptz(3) NOT NULL,
  "change_seen" bigint NOT NULL,
  "known_since" timestamptz(3) NOT NULL,
  -- When the clock alone may move the rule on: a deadline that passes, a fact that is dated ahead. NULL: never.
  "next_look" timestamptz(3)
);

-- "at" is the vintage or deadline that caused the step, "evaluated_at" the instant we spoke for when we found it. "scopes" are the subscriptions
-- it concerns: rule:ID, claim:ID, indicator:ID, source:ID, everything, operator.
CREATE TABLE "alert_transitions" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "rule" text NOT NULL,
  "rule_fingerprint" text NOT NULL,
  "at" timestamptz(3) NOT NULL,
  "evaluated_at" timestamptz(3) NOT NULL,
  "from_phase" text NOT NULL,
  "to_phase" text NOT NULL,
  "tells" text,
  "cause" text NOT NULL,
  "facts" jsonb NOT NULL,
  "scopes" text[] NOT NULL,
  "retracts" bigint REFERENCES "alert_transitions" ("id"),
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "alert_transitions_of_rule" ON "alert_transitions" ("rule", "id" DESC);

-- A transition that people are told of, and how many it was meant for when it was written: what was delivered, is held and was suppressed add
-- up to that.
CREATE TABLE "notices" (
  "transition_id" bigint PRIMARY KEY REFERENCES "alert_transitions" ("id"),
  "audience" integer NOT NULL CHECK ("audience" >= 0),
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- Addresses are encrypted; "address_hash" (keyed) finds one again. Both are gone once erased.
CREATE TABLE "subscribers" (
  "id" uuid PRIMARY KEY,
  "channel" text NOT NULL CHECK ("channel" IN ('mail', 'webhook')),
  "address_cipher" bytea,
  "address_hash" bytea UNIQUE,
  "secret_cipher" bytea,
  "former_secret_cipher" bytea,
  "former_secret_until" timestamptz(3),
  "state" text NOT NULL CHECK ("state" IN ('pending', 'active', 'unsubscribed', 'bounced', 'complained', 'erased')),
  "locale" text NOT NULL CHECK ("locale" IN ('en', 'zh-CN')),
  "cadence" text NOT NULL CHECK ("cadence" IN ('instant', 'daily', 'weekly')),
  "time_zone" text NOT NULL DEFAULT 'UTC',
  "quiet_from" smallint CHECK ("quiet_from" BETWEEN 0 AND 23),
  "quiet_to" smallint CHECK ("quiet_to" BETWEEN 0 AND 23),
  "generation" integer NOT NULL DEFAULT 1,
  "soft_bounces" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL,
  "confirmed_at" timestamptz(3),
  "state_since" timestamptz(3) NOT NULL,
  CHECK (("quiet_from" IS NULL) = ("quiet_to" IS NULL)),
  CHECK ("state" = 'erased' OR ("address_cipher" IS NOT NULL AND "address_hash" IS NOT NULL))
);

-- One wish of one person. It counts from its confirmation to its end.
CREATE TABLE "subscriptions" (
  "id" uuid PRIMARY KEY,
  "subscriber" uuid NOT NULL REFERENCES "subscribers" ("id"),
  "scope" text NOT NULL CHECK ("scope" ~ '^((rule|claim|indicator|source):.+|everything|operator)$'),
  "include_future" boolean NOT NULL DEFAULT true,
  "created_at" timestamptz(3) NOT NULL,
  "confirmed_at" timestamptz(3),
  "ended_at" timestamptz(3)
);
CREATE UNIQUE INDEX "subscriptions_open" ON "subscriptions" ("subscriber", "scope") WHERE "ended_at" IS NULL;
CREATE INDEX "subscriptions_of_scope" ON "subscriptions" ("scope") WHERE "confirmed_at" IS NOT NULL AND "ended_at" IS NULL;

-- What somebody agreed to or took back, and when. Kept after erasure, when it names nobody any more.
CREATE TABLE "consent_events" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "subscriber" uuid NOT NULL REFERENCES "subscribers" ("id"),
  "event" text NOT NULL,
  "detail" jsonb NOT NULL,
  "at" timestamptz(3) NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "consent_events_of" ON "consent_events" ("subscriber", "id");

-- Only the sha-256 of a token is here; the worker derives the token again when it writes a mail.
CREATE TABLE "tokens" (
  "hash" bytea PRIMARY KEY CHECK (octet_length("hash") = 32),
  "purpose" text NOT NULL CHECK ("purpose" IN ('confirm', 'manage', 'unsubscribe')),
  "subscriber" uuid NOT NULL REFERENCES "subscribers" ("id"),
  "subscriptions" uuid[] NOT NULL DEFAULT '{}',
  "created_at" timestamptz(3) NOT NULL,
  "expires_at" timestamptz(3),
  "used_at" timestamptz(3)
);
CREATE INDEX "tokens_of" ON "tokens" ("subscriber");

-- One mail or webhook call; "id" is its idempotency key and makes its Message-ID, so that a repeated attempt is the same message.
CREATE TABLE "messages" (
  "id" uuid PRIMARY KEY,
  "subscriber" uuid NOT NULL REFERENCES "subscribers" ("id"),
  "kind" text NOT NULL CHECK ("kind" IN ('confirm', 'notices')),
  "about" jsonb NOT NULL DEFAULT '{}',
  "in_reply_to" uuid REFERENCES "messages" ("id"),
  "state" text NOT NULL CHECK ("state" IN ('queued', 'sending', 'sent', 'dead', 'dropped')),
  "attempts" integer NOT NULL DEFAULT 0,
  "due_at" timestamptz(3) NOT NULL,
  "lease_until" timestamptz(3),
  "reason" text,
  "created_at" timestamptz(3) NOT NULL,
  "sent_at" timestamptz(3)
);
CREATE INDEX "messages_open" ON "messages" ("due_at") WHERE "state" IN ('queued', 'sending');
CREATE INDEX "messages_sent_to" ON "messages" ("subscriber", "sent_at") WHERE "state" = 'sent';

CREATE TABLE "message_attempts" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "message_id" uuid NOT NULL REFERENCES "messages" ("id"),
  "attempt" integer NOT NULL,
  "at" timestamptz(3) NOT NULL,
  "outcome" text NOT NULL CHECK ("outcome" IN ('accepted', 'deferred', 'rejected')),
  "code" integer,
  "reply" text NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "message_attempts_of" ON "message_attempts" ("message_id");

-- What one person is to be told of one transition: once, whatever they subscribed to. "held" waits (for its due time, a digest, quiet hours, the
-- cap, another try); "delivered" was accepted by the other side; "suppressed" says why nothing was sent.
-- Written many at a time by the one statement that has just read the subscriptions and written the notices, of which nobody deletes either: foreign
-- keys to them would take two thirds of the time. A message is set later, and stays checked.
CREATE TABLE "deliveries" (
  "transition_id" bigint NOT NULL,
  "subscriber" uuid NOT NULL,
  "subscription" uuid NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('held', 'delivered', 'suppressed')),
  "reason" text,
  "due_at" timestamptz(3) NOT NULL,
  "message" uuid REFERENCES "messages" ("id"),
  "settled_at" timestamptz(3),
  PRIMARY KEY ("transition_id", "subscriber"),
  CHECK (("state" = 'held') = ("settled_at" IS NULL)),
  CHECK ("state" <> 'suppressed' OR "reason" IS NOT NULL),
  CHECK ("state" <> 'delivered' OR "message" IS NOT NULL)
);
CREATE INDEX "deliveries_due" ON "deliveries" ("due_at", "subscriber") WHERE "state" = 'held' AND "message" IS NULL;
CREATE INDEX "deliveries_of_message" ON "deliveries" ("message") WHERE "message" IS NOT NULL;

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['alert_rules', 'alert_transitions', 'notices', 'consent_events', 'message_attempts'] LOOP
    EXECUTE format(
      'CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()', kept);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "append_only"', kept);
  END LOOP;
END
$$;

-- What anybody may see: rules, phases, transitions and how many were told; never who.
GRANT SELECT ON "alert_rules", "alert_states", "alert_transitions", "notices" TO "talent_web";

-- The first instant after `moment` at which a person may be told: at once, or when their quiet hours end; a digest at seven in the morning of
-- the next day or Monday, in their own time zone.
CREATE FUNCTION "delivery_due"("moment" timestamptz, "cadence" text, "zone" text, "quiet_from" smallint, "quiet_to" smallint)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  WITH local AS (SELECT "moment" AT TIME ZONE "zone" AS at),
  wanted AS (
    SELECT CASE "cadence"
      WHEN 'daily' THEN date_trunc('day', at - interval '7 hours') + interval '1 day 7 hours'
      WHEN 'weekly' THEN date_trunc('week', at - interval '7 hours') + interval '7 days 7 hours'
      ELSE at
    END AS at FROM local
  ),
  hours AS (SELECT at, extract(hour FROM at)::integer AS hour FROM wanted),
  settled AS (
    SELECT CASE
      WHEN "quiet_from" IS NULL OR "quiet_from" = "quiet_to" THEN at
      WHEN "quiet_from" < "quiet_to" AND hour >= "quiet_from" AND hour < "quiet_to" THEN date_trunc('day', at) + make_interval(hours => "quiet_to")
      WHEN "quiet_from" > "quiet_to" AND hour >= "quiet_from" THEN date_trunc('day', at) + make_interval(days => 1, hours => "quiet_to")
      WHEN "quiet_from" > "quiet_to" AND hour < "quiet_to" THEN date_trunc('day', at) + make_interval(hours => "quiet_to")
      ELSE at
    END AS at FROM hours
  )
  -- At once is the moment itself: by way of local time it would be an hour off where clocks go back.
  SELECT CASE WHEN settled.at = local.at THEN "moment" ELSE settled.at AT TIME ZONE "zone" END FROM settled, local
$$;
