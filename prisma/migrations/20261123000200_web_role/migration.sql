-- The dashboard's role: reads public evidence, writes nothing. Roles belong to the whole server, so it may exist already, or be
-- created by a neighbour's migration at this very moment.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'talent_web') THEN
    CREATE ROLE "talent_web" LOGIN NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;

-- Which series and periods are held back, since when and until when; never the values.
CREATE VIEW "held_keys" AS
  SELECT q."series_id", q."period_id", q."vintage" AS "held_from", d."decided_at" AS "held_until"
  FROM "quarantine" q
  LEFT JOIN "quarantine_decisions" d ON d."quarantine_id" = q."id";

REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;
GRANT USAGE ON SCHEMA "public" TO "talent_web";
GRANT SELECT ON
  "publishers", "sources", "source_indicators", "slots", "runs", "run_outcomes", "snapshots", "exchanges", "parses",
  "series", "periods", "citations", "locators", "appends", "observations", "assessments", "cited_observations", "changes",
  "store_state", "replayed_stamps", "held_keys"
TO "talent_web";
