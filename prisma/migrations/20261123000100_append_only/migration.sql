-- Evidence is added, never changed: UPDATE, DELETE and TRUNCATE fail for every role, the superuser and replication included.

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table "%" is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

DO $$
DECLARE evidence text;
BEGIN
  FOREACH evidence IN ARRAY ARRAY[
    'runs', 'run_outcomes', 'snapshots', 'exchanges', 'refusals', 'series', 'periods', 'citations', 'locators', 'appends',
    'observations', 'quarantine', 'quarantine_decisions', 'assessments', 'cited_observations', 'changes'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()', evidence);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "append_only"', evidence);
  END LOOP;
END
$$;
