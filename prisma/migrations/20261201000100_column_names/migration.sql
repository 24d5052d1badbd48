-- Names that say what they hold: a column that refers to another table ends in _id; an instant says of what. No value changes. Text of functions does
-- not follow a renamed column, so they are written again, with the same arguments, owner, rights and search path.

ALTER TABLE "source_indicators" RENAME COLUMN "source" TO "source_id";
ALTER TABLE "slots" RENAME COLUMN "source" TO "source_id";
ALTER TABLE "runs" RENAME COLUMN "source" TO "source_id";
ALTER TABLE "exchanges" RENAME COLUMN "source" TO "source_id";
ALTER TABLE "series" RENAME COLUMN "source" TO "source_id";
ALTER TABLE "changes" RENAME COLUMN "source" TO "source_id";
ALTER TABLE "changes" RENAME COLUMN "at" TO "occurred_at";
ALTER TABLE "parses" RENAME COLUMN "same_as" TO "same_as_id";

-- "effective_at" is the vintage or deadline that caused the step; "retracts_id" the step that it takes back.
ALTER TABLE "alert_transitions" RENAME COLUMN "at" TO "effective_at";
ALTER TABLE "alert_transitions" RENAME COLUMN "retracts" TO "retracts_id";
CREATE INDEX "alert_transitions_retracts_id" ON "alert_transitions" ("retracts_id") WHERE "retracts_id" IS NOT NULL;

ALTER TABLE "subscriptions" RENAME COLUMN "subscriber" TO "subscriber_id";
ALTER TABLE "consent_events" RENAME COLUMN "subscriber" TO "subscriber_id";
ALTER TABLE "consent_events" RENAME COLUMN "at" TO "occurred_at";
ALTER TABLE "tokens" RENAME COLUMN "subscriber" TO "subscriber_id";
ALTER TABLE "tokens" RENAME COLUMN "subscriptions" TO "subscription_ids";
ALTER TABLE "messages" RENAME COLUMN "subscriber" TO "subscriber_id";
ALTER TABLE "messages" RENAME COLUMN "in_reply_to" TO "in_reply_to_id";
ALTER TABLE "message_attempts" RENAME COLUMN "at" TO "attempted_at";
ALTER TABLE "deliveries" RENAME COLUMN "subscriber" TO "subscriber_id";
ALTER TABLE "deliveries" RENAME COLUMN "subscription" TO "subscription_id";
ALTER TABLE "deliveries" RENAME COLUMN "message" TO "message_id";

ALTER VIEW "audience_counts" RENAME COLUMN "of" TO "subject";
ALTER VIEW "audience_counts" RENAME COLUMN "what" TO "state";
ALTER VIEW "audience_counts" RENAME COLUMN "why" TO "reason";

-- The names that PostgreSQL itself would give today.
DO $$
DECLARE
  foreign_key record;
BEGIN
  FOR foreign_key IN
    SELECT c.conname AS former, c.conrelid::regclass AS "table", format('%s_%s_fkey', c.conrelid::regclass, a.attname) AS name
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
  LOOP
    IF foreign_key.former <> foreign_key.name THEN
      EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', foreign_key."table", foreign_key.former, foreign_key.name);
    END IF;
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION "record_consent"(_now timestamptz, _person uuid, _event text, _detail jsonb) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO consent_events (subscriber_id, event, detail, occurred_at) VALUES (_person, _event, _detail, _now)
$$;

-- Whose link this is: a token of one of these purposes that is still good.
CREATE OR REPLACE FUNCTION "holder_of"(_now timestamptz, _hash bytea, _purposes text[]) RETURNS uuid LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT subscriber_id FROM tokens WHERE hash = _hash AND purpose = ANY (_purposes) AND (expires_at IS NULL OR expires_at > _now)
$$;

-- Everything of a person ends. What is on the wire at this moment is left to the worker, which asks again before another try.
CREATE OR REPLACE FUNCTION "stop_everything"(_now timestamptz, _person uuid, _reason text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE subscriptions SET ended_at = _now WHERE subscriber_id = _person AND ended_at IS NULL;
  UPDATE messages SET state = 'dropped', reason = _reason WHERE subscriber_id = _person AND state = 'queued';
  UPDATE deliveries SET state = 'suppressed', reason = _reason, settled_at = _now
  WHERE subscriber_id = _person AND state = 'held'
    AND NOT EXISTS (SELECT FROM messages m WHERE m.id = deliveries.message_id AND m.state = 'sending');
END
$$;

-- Nothing that leads to the person is left; what they agreed to and took back stays, and names nobody.
CREATE OR REPLACE FUNCTION "erase_person"(_now timestamptz, _person uuid, _event text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM stop_everything(_now, _person, _event);
  UPDATE subscribers SET state = 'erased', state_since = _now, address_cipher = NULL, address_hash = NULL, secret_cipher = NULL,
    former_secret_cipher = NULL, former_secret_until = NULL, time_zone = 'UTC', quiet_from = NULL, quiet_to = NULL
  WHERE id = _person;
  DELETE FROM tokens WHERE subscriber_id = _person;
  PERFORM record_consent(_now, _person, _event, '{}');
END
$$;

-- An address that somebody typed and nobody confirmed is not kept.
CREATE OR REPLACE FUNCTION "forget_unconfirmed"(_now timestamptz) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limits subscription_limits%ROWTYPE;
  person uuid;
BEGIN
  SELECT * INTO STRICT limits FROM subscription_limits;
  FOR person IN
    SELECT id FROM subscribers
    WHERE state = 'pending' AND confirmed_at IS NULL AND state_since < _now - make_interval(days => limits.unconfirmed_days)
    ORDER BY state_since LIMIT limits.erased_at_once FOR UPDATE SKIP LOCKED
  LOOP
    PERFORM erase_person(_now, person, 'forgotten');
  END LOOP;
END
$$;

-- Whether this address may be asked for a confirmation once more. Never somebody who complained, nor for a while somebody who never confirmed anything
-- and said stop. Without its row of limits nobody is asked.
CREATE OR REPLACE FUNCTION "may_be_asked"(_now timestamptz, _person uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT (SELECT state <> 'complained'
              AND NOT (state = 'unsubscribed' AND confirmed_at IS NULL AND state_since > _now - make_interval(days => l.refused_days))
            FROM subscribers WHERE id = _person)
      AND (SELECT count(*) FILTER (WHERE created_at > _now - interval '1 hour') < l.confirmations_per_hour AND count(*) < l.confirmations_per_day
           FROM messages WHERE subscriber_id = _person AND kind = 'confirm' AND created_at > _now - interval '1 day')
      AND (SELECT count(*) < l.open_subscriptions FROM subscriptions WHERE subscriber_id = _person AND ended_at IS NULL)
    FROM subscription_limits l), false)
$$;

-- Keeps a rule that a reader made. False: too many were made today, and it is not kept.
CREATE OR REPLACE FUNCTION "keep_rule"(_now timestamptz, _rule text, _spec jsonb) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limits subscription_limits%ROWTYPE;
BEGIN
  IF EXISTS (SELECT FROM alert_rules WHERE id = _rule) THEN RETURN true; END IF;
  SELECT * INTO STRICT limits FROM subscription_limits;
  IF (SELECT count(*) FROM alert_rules WHERE created_at > _now - interval '1 day') >= limits.new_rules_per_day THEN RETURN false; END IF;
  INSERT INTO alert_rules (id, spec, created_at) VALUES (_rule, _spec, _now) ON CONFLICT (id) DO NOTHING;
  RETURN true;
END
$$;

-- Somebody asks to be told. Nothing counts before it is confirmed; the settings of somebody who confirmed earlier stay as they are until then.
-- Gives what the links of the mail are made of, or null where no mail is sent; whoever asked on the form is told the same either way.
CREATE OR REPLACE FUNCTION "request_subscription"(
  _now timestamptz, _cipher bytea, _lookup bytea, _scopes text[], _include_future boolean, _cadence text, _locale text, _zone text,
  _quiet_from smallint, _quiet_to smallint, _rule text, _spec jsonb
) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person subscribers%ROWTYPE;
  wishes uuid[];
  letter uuid := gen_random_uuid();
BEGIN
  PERFORM _now AT TIME ZONE _zone;
  PERFORM forget_unconfirmed(_now);
  INSERT INTO subscribers (id, channel, address_cipher, address_hash, state, locale, cadence, time_zone, created_at, state_since)
  VALUES (gen_random_uuid(), 'mail', _cipher, _lookup, 'pending', _locale, _cadence, _zone, _now, _now)
  ON CONFLICT (address_hash) DO NOTHING;
  SELECT * INTO person FROM subscribers WHERE address_hash = _lookup FOR UPDATE;
  IF person.id IS NULL OR NOT may_be_asked(_now, person.id) THEN RETURN NULL; END IF;
  IF _rule IS NOT NULL AND NOT keep_rule(_now, _rule, _spec) THEN RETURN NULL; END IF;
  UPDATE subscribers SET state = 'pending', state_since = _now, locale = _locale, cadence = _cadence, time_zone = _zone,
    quiet_from = _quiet_from, quiet_to = _quiet_to
  WHERE id = person.id AND state <> 'active';
  INSERT INTO subscriptions (id, subscriber_id, scope, include_future, created_at)
  SELECT gen_random_uuid(), person.id, wanted, _include_future, _now FROM (SELECT DISTINCT unnest(_scopes) AS wanted) given
  ON CONFLICT (subscriber_id, scope) WHERE ended_at IS NULL DO UPDATE SET include_future = EXCLUDED.include_future
  WHERE subscriptions.confirmed_at IS NULL;
  SELECT array_agg(id ORDER BY id) INTO wishes FROM subscriptions
  WHERE subscriber_id = person.id AND scope = ANY (_scopes) AND ended_at IS NULL;
  INSERT INTO messages (id, subscriber_id, kind, about, state, due_at, created_at)
  VALUES (letter, person.id, 'confirm', jsonb_build_object('subscriptions', wishes), 'queued', _now, _now);
  PERFORM record_consent(_now, person.id, 'requested', jsonb_build_object(
    'subscriptions', wishes, 'scopes', _scopes, 'includeFuture', _include_future, 'cadence', _cadence, 'locale', _locale,
    'timeZone', _zone, 'quietFrom', _quiet_from, 'quietTo', _quiet_to));
  PERFORM wake_delivery();
  RETURN jsonb_build_object('subscriber', person.id, 'generation', person.generation, 'subscriptions', wishes, 'message', letter);
END
$$;

-- Keeps the hashes of the links that go out with a mail which this same transaction has queued; for any other it does nothing. Wishes asked for
-- again have the same link: it is good again.
CREATE OR REPLACE FUNCTION "keep_links"(_now timestamptz, _message uuid, _confirm bytea, _manage bytea, _unsubscribe bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limits subscription_limits%ROWTYPE;
  person uuid;
  wishes uuid[];
BEGIN
  SELECT * INTO STRICT limits FROM subscription_limits;
  SELECT subscriber_id, ARRAY(SELECT jsonb_array_elements_text(about->'subscriptions'))::uuid[] INTO person, wishes FROM messages
  WHERE id = _message AND kind = 'confirm' AND xmin = pg_current_xact_id()::xid;
  IF person IS NULL THEN RETURN; END IF;
  INSERT INTO tokens (hash, purpose, subscriber_id, subscription_ids, created_at, expires_at)
  VALUES (_confirm, 'confirm', person, wishes, _now, _now + make_interval(hours => limits.confirm_link_hours))
  ON CONFLICT (hash) DO UPDATE SET created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at, used_at = NULL
  WHERE tokens.subscriber_id = EXCLUDED.subscriber_id AND tokens.purpose = 'confirm';
  INSERT INTO tokens (hash, purpose, subscriber_id, created_at)
  VALUES (_manage, 'manage', person, _now), (_unsubscribe, 'unsubscribe', person, _now) ON CONFLICT (hash) DO NOTHING;
END
$$;

-- What was asked for with these wishes last: that is what a confirmation agrees to.
CREATE OR REPLACE FUNCTION "asked_with"(_person uuid, _wishes uuid[]) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT detail FROM consent_events
  WHERE subscriber_id = _person AND event = 'requested' AND detail->'subscriptions' = to_jsonb(_wishes) ORDER BY id DESC LIMIT 1
$$;

-- How a link for a confirmation stands: open, used, ended (its wishes are over) or expired; null for one that we never gave out.
CREATE OR REPLACE FUNCTION "confirmation_state"(_now timestamptz, _hash bytea) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN p.state IN ('erased', 'complained')
      OR NOT EXISTS (SELECT FROM subscriptions s WHERE s.id = ANY (t.subscription_ids) AND s.ended_at IS NULL) THEN 'ended'
    WHEN t.used_at IS NOT NULL THEN 'used'
    WHEN t.expires_at <= _now THEN 'expired'
    ELSE 'open'
  END
  FROM tokens t JOIN subscribers p ON p.id = t.subscriber_id WHERE t.hash = _hash AND t.purpose = 'confirm'
$$;

-- What the page behind a link shows; null for one that is no link of ours. STABLE: PostgreSQL itself refuses a write in here.
CREATE OR REPLACE FUNCTION "read_link"(_now timestamptz, _hash bytea, _purpose text) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person subscribers%ROWTYPE;
  wishes uuid[];
BEGIN
  IF _purpose = 'confirm' THEN
    SELECT p.* INTO person FROM tokens t JOIN subscribers p ON p.id = t.subscriber_id WHERE t.hash = _hash AND t.purpose = 'confirm';
    IF person.id IS NULL THEN RETURN NULL; END IF;
    SELECT subscription_ids INTO wishes FROM tokens WHERE hash = _hash;
    RETURN jsonb_build_object('state', confirmation_state(_now, _hash), 'asked', asked_with(person.id, wishes));
  END IF;
  SELECT * INTO person FROM subscribers WHERE id = holder_of(_now, _hash, ARRAY[_purpose]);
  IF person.id IS NULL THEN RETURN NULL; END IF;
  IF _purpose = 'unsubscribe' THEN
    RETURN jsonb_build_object('state', person.state, 'everConfirmed', person.confirmed_at IS NOT NULL, 'open',
      (SELECT count(*) FROM subscriptions WHERE subscriber_id = person.id AND ended_at IS NULL));
  END IF;
  RETURN jsonb_build_object(
    'state', person.state, 'subscriber', person.id, 'generation', person.generation, 'cipher', encode(person.address_cipher, 'base64'),
    'channel', person.channel, 'locale', person.locale, 'cadence', person.cadence, 'timeZone', person.time_zone,
    'quietFrom', person.quiet_from, 'quietTo', person.quiet_to,
    'subscriptions', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', s.id, 'scope', s.scope, 'includeFuture', s.include_future, 'confirmedAt', s.confirmed_at, 'endedAt', s.ended_at
      ) ORDER BY s.created_at, s.scope, s.id), '[]') FROM subscriptions s WHERE s.subscriber_id = person.id),
    'consents', (SELECT coalesce(jsonb_agg(jsonb_build_object('event', c.event, 'detail', c.detail, 'at', c.occurred_at) ORDER BY c.id DESC), '[]')
      FROM (SELECT * FROM consent_events WHERE subscriber_id = person.id ORDER BY id DESC LIMIT 100) c),
    'held', (SELECT count(*) FROM deliveries WHERE subscriber_id = person.id AND state = 'held'));
END
$$;

-- The second half of the double opt-in. Gives `confirmed`, or how the link stands where nothing is left to do.
CREATE OR REPLACE FUNCTION "confirm_subscription"(_now timestamptz, _hash bytea) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  link tokens%ROWTYPE;
  asked jsonb;
  stands text;
BEGIN
  PERFORM FROM subscribers WHERE id = (SELECT subscriber_id FROM tokens WHERE hash = _hash AND purpose = 'confirm') FOR UPDATE;
  SELECT * INTO link FROM tokens WHERE hash = _hash AND purpose = 'confirm' FOR UPDATE;
  stands := coalesce(confirmation_state(_now, _hash), 'unknown');
  IF stands <> 'open' THEN RETURN stands; END IF;
  asked := asked_with(link.subscriber_id, link.subscription_ids);
  UPDATE subscribers SET state = 'active', soft_bounces = 0,
    state_since = CASE WHEN state = 'active' THEN state_since ELSE _now END,
    confirmed_at = CASE WHEN state = 'active' THEN confirmed_at ELSE _now END,
    cadence = asked->>'cadence', locale = asked->>'locale', time_zone = asked->>'timeZone',
    quiet_from = (asked->>'quietFrom')::smallint, quiet_to = (asked->>'quietTo')::smallint
  WHERE id = link.subscriber_id;
  UPDATE subscriptions SET confirmed_at = coalesce(confirmed_at, _now), include_future = (asked->>'includeFuture')::boolean
  WHERE id = ANY (link.subscription_ids) AND ended_at IS NULL;
  UPDATE tokens SET used_at = _now WHERE hash = _hash;
  PERFORM record_consent(_now, link.subscriber_id, 'confirmed', asked);
  RETURN 'confirmed';
END
$$;

-- New settings, by a manage link; they count for what is held as well. False: no such link.
CREATE OR REPLACE FUNCTION "change_settings"(
  _now timestamptz, _hash bytea, _cadence text, _locale text, _zone text, _quiet_from smallint, _quiet_to smallint
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
BEGIN
  PERFORM _now AT TIME ZONE _zone;
  IF person IS NULL THEN RETURN false; END IF;
  UPDATE subscribers SET cadence = _cadence, locale = _locale, time_zone = _zone, quiet_from = _quiet_from, quiet_to = _quiet_to
  WHERE id = person
    AND (cadence, locale, time_zone, quiet_from, quiet_to) IS DISTINCT FROM (_cadence, _locale, _zone, _quiet_from, _quiet_to);
  IF NOT FOUND THEN RETURN true; END IF;
  UPDATE deliveries SET due_at = delivery_due(_now, _cadence, _zone, _quiet_from, _quiet_to)
  WHERE subscriber_id = person AND state = 'held' AND message_id IS NULL;
  PERFORM record_consent(_now, person, 'changed', jsonb_build_object(
    'cadence', _cadence, 'locale', _locale, 'timeZone', _zone, 'quietFrom', _quiet_from, 'quietTo', _quiet_to));
  PERFORM wake_delivery();
  RETURN true;
END
$$;

-- One wish ends, by a manage link. What is held for it is told for another wish of the same person that covers it, else not at all; what takes back
-- something they were told is told all the same.
CREATE OR REPLACE FUNCTION "end_subscription"(_now timestamptz, _hash bytea, _wish uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
  ended text;
BEGIN
  UPDATE subscriptions SET ended_at = _now WHERE id = _wish AND subscriber_id = person AND ended_at IS NULL RETURNING scope INTO ended;
  IF ended IS NULL THEN RETURN false; END IF;
  WITH waiting AS (
    SELECT t.id, (
      SELECT s.id FROM subscriptions s LEFT JOIN alert_states a ON a.rule = t.rule
      WHERE s.subscriber_id = person AND s.ended_at IS NULL AND s.scope = ANY (t.scopes)
        AND s.confirmed_at <= CASE WHEN t.facts ? 'catchUp' THEN t.evaluated_at ELSE t.effective_at END
        AND (s.include_future OR a.known_since <= s.confirmed_at OR s.scope = 'rule:' || t.rule)
      ORDER BY s.confirmed_at, s.id LIMIT 1
    ) AS instead
    FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id AND t.tells IS DISTINCT FROM 'retracted'
    WHERE d.subscriber_id = person AND d.subscription_id = _wish AND d.state = 'held' AND d.message_id IS NULL
  )
  UPDATE deliveries d SET subscription_id = coalesce(w.instead, d.subscription_id),
    state = CASE WHEN w.instead IS NULL THEN 'suppressed' ELSE d.state END,
    reason = CASE WHEN w.instead IS NULL THEN 'unsubscribed' ELSE d.reason END,
    settled_at = CASE WHEN w.instead IS NULL THEN _now END
  FROM waiting w WHERE d.transition_id = w.id AND d.subscriber_id = person;
  PERFORM record_consent(_now, person, 'ended', jsonb_build_object('subscriptions', ARRAY[_wish], 'scopes', ARRAY[ended]));
  RETURN true;
END
$$;

-- A wish that ended begins again, by a manage link of somebody who has not unsubscribed: the link proves the address, and the wish is new.
CREATE OR REPLACE FUNCTION "restart_subscription"(_now timestamptz, _hash bytea, _wish uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limits subscription_limits%ROWTYPE;
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
  former subscriptions%ROWTYPE;
  fresh uuid := gen_random_uuid();
BEGIN
  SELECT s.* INTO former FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
  WHERE s.id = _wish AND s.subscriber_id = person AND s.ended_at IS NOT NULL AND s.confirmed_at IS NOT NULL AND p.state = 'active' FOR UPDATE OF p;
  IF former.id IS NULL THEN RETURN false; END IF;
  SELECT * INTO STRICT limits FROM subscription_limits;
  IF (SELECT count(*) FROM subscriptions WHERE subscriber_id = person AND ended_at IS NULL) >= limits.open_subscriptions THEN RETURN false; END IF;
  INSERT INTO subscriptions (id, subscriber_id, scope, include_future, created_at, confirmed_at)
  VALUES (fresh, person, former.scope, former.include_future, _now, _now)
  ON CONFLICT (subscriber_id, scope) WHERE ended_at IS NULL DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM record_consent(_now, person, 'restarted', jsonb_build_object('subscriptions', ARRAY[fresh], 'scopes', ARRAY[former.scope]));
  RETURN true;
END
$$;

-- New links in place of those of this generation. A former link to manage is dead at once; one to unsubscribe, in mails that were sent, works
-- for a while.
CREATE OR REPLACE FUNCTION "renew_links"(_now timestamptz, _hash bytea, _generation integer, _manage bytea, _unsubscribe bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limits subscription_limits%ROWTYPE;
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
BEGIN
  SELECT * INTO STRICT limits FROM subscription_limits;
  UPDATE subscribers SET generation = generation + 1 WHERE id = person AND generation = _generation;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM tokens WHERE subscriber_id = person AND purpose = 'manage';
  UPDATE tokens SET expires_at = _now + make_interval(days => limits.former_link_days)
  WHERE subscriber_id = person AND purpose = 'unsubscribe' AND expires_at IS NULL;
  INSERT INTO tokens (hash, purpose, subscriber_id, created_at)
  VALUES (_manage, 'manage', person, _now), (_unsubscribe, 'unsubscribe', person, _now);
  PERFORM record_consent(_now, person, 'links_renewed', '{}');
  RETURN true;
END
$$;

-- Everything ends, by a link to unsubscribe or to manage: `unsubscribed`; `already`, where nothing was left to end; `unknown`.
CREATE OR REPLACE FUNCTION "unsubscribe"(_now timestamptz, _hash bytea, _how text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person subscribers%ROWTYPE;
BEGIN
  SELECT * INTO person FROM subscribers WHERE id = holder_of(_now, _hash, ARRAY['unsubscribe', 'manage']) FOR UPDATE;
  IF person.id IS NULL THEN RETURN 'unknown'; END IF;
  IF person.state IN ('unsubscribed', 'complained') AND NOT EXISTS (
    SELECT FROM subscriptions WHERE subscriber_id = person.id AND ended_at IS NULL
  ) THEN RETURN 'already'; END IF;
  PERFORM stop_everything(_now, person.id, 'unsubscribed');
  UPDATE subscribers SET state = 'unsubscribed', state_since = _now WHERE id = person.id AND state <> 'complained';
  PERFORM record_consent(_now, person.id, 'unsubscribed', jsonb_build_object('how', _how));
  RETURN 'unsubscribed';
END
$$;

-- Erasure on request, by a manage link. False: no such link.
CREATE OR REPLACE FUNCTION "erase_subscriber"(_now timestamptz, _hash bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid;
BEGIN
  SELECT id INTO person FROM subscribers WHERE id = holder_of(_now, _hash, ARRAY['manage']) FOR UPDATE;
  IF person IS NULL THEN RETURN false; END IF;
  PERFORM erase_person(_now, person, 'erased');
  RETURN true;
END
$$;
