-- The dashboard's door to subscribers. Its role has no right on any of their tables; it may call these functions, which run as the owner of the
-- tables and do one act each. The instant of an act is an argument: no clock is read here. `pg_temp` stands last in every search path, so that
-- a table of the caller's own is never taken for ours.

CREATE INDEX "subscribers_pending" ON "subscribers" ("state_since") WHERE "state" = 'pending';
CREATE INDEX "messages_confirming" ON "messages" ("subscriber", "created_at") WHERE "kind" = 'confirm';
CREATE INDEX "messages_by_age" ON "messages" ("created_at");

-- Wakes the queue in this very transaction, where there is a queue: a store that no worker has served yet has none.
CREATE FUNCTION "wake_delivery"() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF to_regnamespace('graphile_worker') IS NOT NULL THEN
    EXECUTE $job$SELECT graphile_worker.add_job('deliver', job_key => 'deliver')$job$;
  END IF;
END
$$;

CREATE FUNCTION "record_consent"(_now timestamptz, _person uuid, _event text, _detail jsonb) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO consent_events (subscriber, event, detail, at) VALUES (_person, _event, _detail, _now)
$$;

-- Whose link this is: a token of one of these purposes that is still good.
CREATE FUNCTION "holder_of"(_now timestamptz, _hash bytea, _purposes text[]) RETURNS uuid LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT subscriber FROM tokens WHERE hash = _hash AND purpose = ANY (_purposes) AND (expires_at IS NULL OR expires_at > _now)
$$;

-- Everything of a person ends. What is on the wire at this moment is left to the worker, which asks again before another try.
CREATE FUNCTION "stop_everything"(_now timestamptz, _person uuid, _reason text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE subscriptions SET ended_at = _now WHERE subscriber = _person AND ended_at IS NULL;
  UPDATE messages SET state = 'dropped', reason = _reason WHERE subscriber = _person AND state = 'queued';
  UPDATE deliveries SET state = 'suppressed', reason = _reason, settled_at = _now
  WHERE subscriber = _person AND state = 'held'
    AND NOT EXISTS (SELECT FROM messages m WHERE m.id = deliveries.message AND m.state = 'sending');
END
$$;

-- Nothing that leads to the person is left; what they agreed to and took back stays, and names nobody.
CREATE FUNCTION "erase_person"(_now timestamptz, _person uuid, _event text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM stop_everything(_now, _person, _event);
  UPDATE subscribers SET state = 'erased', state_since = _now, address_cipher = NULL, address_hash = NULL, secret_cipher = NULL,
    former_secret_cipher = NULL, former_secret_until = NULL, time_zone = 'UTC', quiet_from = NULL, quiet_to = NULL
  WHERE id = _person;
  DELETE FROM tokens WHERE subscriber = _person;
  PERFORM record_consent(_now, _person, _event, '{}');
END
$$;

-- An address that somebody typed and nobody confirmed is not kept.
CREATE FUNCTION "forget_unconfirmed"(_now timestamptz) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid;
BEGIN
  FOR person IN
    SELECT id FROM subscribers WHERE state = 'pending' AND confirmed_at IS NULL AND state_since < _now - interval '7 days'
    ORDER BY state_since LIMIT 20 FOR UPDATE SKIP LOCKED
  LOOP
    PERFORM erase_person(_now, person, 'forgotten');
  END LOOP;
END
$$;

-- Whether this address may be written to once more: at most 3 mails an hour and 6 a day ask for a confirmation; none to somebody who complained, nor
-- for 180 days to somebody who never confirmed anything and said stop, because others sign them up; and one person has at most 100 wishes.
CREATE FUNCTION "may_be_asked"(_now timestamptz, _person uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (SELECT state <> 'complained' AND NOT (state = 'unsubscribed' AND confirmed_at IS NULL AND state_since > _now - interval '180 days')
          FROM subscribers WHERE id = _person)
    AND (SELECT count(*) FILTER (WHERE created_at > _now - interval '1 hour') < 3 AND count(*) < 6 FROM messages
         WHERE subscriber = _person AND kind = 'confirm' AND created_at > _now - interval '1 day')
    AND (SELECT count(*) < 100 FROM subscriptions WHERE subscriber = _person AND ended_at IS NULL)
$$;

-- Keeps a rule that a reader made. At most 500 new ones a day: they stay for good. False: it is not kept.
CREATE FUNCTION "keep_rule"(_now timestamptz, _rule text, _spec jsonb) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM alert_rules WHERE id = _rule) THEN RETURN true; END IF;
  IF (SELECT count(*) FROM alert_rules WHERE created_at > _now - interval '1 day') >= 500 THEN RETURN false; END IF;
  INSERT INTO alert_rules (id, spec, created_at) VALUES (_rule, _spec, _now) ON CONFLICT (id) DO NOTHING;
  RETURN true;
END
$$;

-- Somebody asks to be told. Nothing counts before it is confirmed; the settings of somebody who confirmed earlier stay as they are until then.
-- Gives what the links of the mail are made of, or null where no mail is sent; whoever asked on the form is told the same either way.
CREATE FUNCTION "request_subscription"(
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
  INSERT INTO subscriptions (id, subscriber, scope, include_future, created_at)
  SELECT gen_random_uuid(), person.id, wanted, _include_future, _now FROM (SELECT DISTINCT unnest(_scopes) AS wanted) given
  ON CONFLICT (subscriber, scope) WHERE ended_at IS NULL DO UPDATE SET include_future = EXCLUDED.include_future
  WHERE subscriptions.confirmed_at IS NULL;
  SELECT array_agg(id ORDER BY id) INTO wishes FROM subscriptions
  WHERE subscriber = person.id AND scope = ANY (_scopes) AND ended_at IS NULL;
  INSERT INTO messages (id, subscriber, kind, about, state, due_at, created_at)
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
CREATE FUNCTION "keep_links"(_now timestamptz, _message uuid, _confirm bytea, _manage bytea, _unsubscribe bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid;
  wishes uuid[];
BEGIN
  SELECT subscriber, ARRAY(SELECT jsonb_array_elements_text(about->'subscriptions'))::uuid[] INTO person, wishes FROM messages
  WHERE id = _message AND kind = 'confirm' AND xmin = pg_current_xact_id()::xid;
  IF person IS NULL THEN RETURN; END IF;
  INSERT INTO tokens (hash, purpose, subscriber, subscriptions, created_at, expires_at)
  VALUES (_confirm, 'confirm', person, wishes, _now, _now + interval '48 hours')
  ON CONFLICT (hash) DO UPDATE SET created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at, used_at = NULL
  WHERE tokens.subscriber = EXCLUDED.subscriber AND tokens.purpose = 'confirm';
  INSERT INTO tokens (hash, purpose, subscriber, created_at)
  VALUES (_manage, 'manage', person, _now), (_unsubscribe, 'unsubscribe', person, _now) ON CONFLICT (hash) DO NOTHING;
END
$$;

-- What was asked for with these wishes last: that is what a confirmation agrees to.
CREATE FUNCTION "asked_with"(_person uuid, _wishes uuid[]) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT detail FROM consent_events
  WHERE subscriber = _person AND event = 'requested' AND detail->'subscriptions' = to_jsonb(_wishes) ORDER BY id DESC LIMIT 1
$$;

-- How a link for a confirmation stands: open, used, ended (its wishes are over) or expired; null for one that we never gave out.
CREATE FUNCTION "confirmation_state"(_now timestamptz, _hash bytea) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN p.state IN ('erased', 'complained')
      OR NOT EXISTS (SELECT FROM subscriptions s WHERE s.id = ANY (t.subscriptions) AND s.ended_at IS NULL) THEN 'ended'
    WHEN t.used_at IS NOT NULL THEN 'used'
    WHEN t.expires_at <= _now THEN 'expired'
    ELSE 'open'
  END
  FROM tokens t JOIN subscribers p ON p.id = t.subscriber WHERE t.hash = _hash AND t.purpose = 'confirm'
$$;

-- What the page behind a link shows; null for one that is no link of ours. STABLE: PostgreSQL itself refuses a write in here.
CREATE FUNCTION "read_link"(_now timestamptz, _hash bytea, _purpose text) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person subscribers%ROWTYPE;
  wishes uuid[];
BEGIN
  IF _purpose = 'confirm' THEN
    SELECT p.* INTO person FROM tokens t JOIN subscribers p ON p.id = t.subscriber WHERE t.hash = _hash AND t.purpose = 'confirm';
    IF person.id IS NULL THEN RETURN NULL; END IF;
    SELECT subscriptions INTO wishes FROM tokens WHERE hash = _hash;
    RETURN jsonb_build_object('state', confirmation_state(_now, _hash), 'asked', asked_with(person.id, wishes));
  END IF;
  SELECT * INTO person FROM subscribers WHERE id = holder_of(_now, _hash, ARRAY[_purpose]);
  IF person.id IS NULL THEN RETURN NULL; END IF;
  IF _purpose = 'unsubscribe' THEN
    RETURN jsonb_build_object('state', person.state, 'everConfirmed', person.confirmed_at IS NOT NULL, 'open',
      (SELECT count(*) FROM subscriptions WHERE subscriber = person.id AND ended_at IS NULL));
  END IF;
  RETURN jsonb_build_object(
    'state', person.state, 'subscriber', person.id, 'generation', person.generation, 'cipher', encode(person.address_cipher, 'base64'),
    'channel', person.channel, 'locale', person.locale, 'cadence', person.cadence, 'timeZone', person.time_zone,
    'quietFrom', person.quiet_from, 'quietTo', person.quiet_to,
    'subscriptions', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', s.id, 'scope', s.scope, 'includeFuture', s.include_future, 'confirmedAt', s.confirmed_at, 'endedAt', s.ended_at
      ) ORDER BY s.created_at, s.scope, s.id), '[]') FROM subscriptions s WHERE s.subscriber = person.id),
    'consents', (SELECT coalesce(jsonb_agg(jsonb_build_object('event', c.event, 'detail', c.detail, 'at', c.at) ORDER BY c.id DESC), '[]')
      FROM (SELECT * FROM consent_events WHERE subscriber = person.id ORDER BY id DESC LIMIT 100) c),
    'held', (SELECT count(*) FROM deliveries WHERE subscriber = person.id AND state = 'held'));
END
$$;

-- The second half of the double opt-in. Gives `confirmed`, or how the link stands where nothing is left to do.
CREATE FUNCTION "confirm_subscription"(_now timestamptz, _hash bytea) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  link tokens%ROWTYPE;
  asked jsonb;
  stands text;
BEGIN
  PERFORM FROM subscribers WHERE id = (SELECT subscriber FROM tokens WHERE hash = _hash AND purpose = 'confirm') FOR UPDATE;
  SELECT * INTO link FROM tokens WHERE hash = _hash AND purpose = 'confirm' FOR UPDATE;
  stands := coalesce(confirmation_state(_now, _hash), 'unknown');
  IF stands <> 'open' THEN RETURN stands; END IF;
  asked := asked_with(link.subscriber, link.subscriptions);
  UPDATE subscribers SET state = 'active', soft_bounces = 0,
    state_since = CASE WHEN state = 'active' THEN state_since ELSE _now END,
    confirmed_at = CASE WHEN state = 'active' THEN confirmed_at ELSE _now END,
    cadence = asked->>'cadence', locale = asked->>'locale', time_zone = asked->>'timeZone',
    quiet_from = (asked->>'quietFrom')::smallint, quiet_to = (asked->>'quietTo')::smallint
  WHERE id = link.subscriber;
  UPDATE subscriptions SET confirmed_at = coalesce(confirmed_at, _now), include_future = (asked->>'includeFuture')::boolean
  WHERE id = ANY (link.subscriptions) AND ended_at IS NULL;
  UPDATE tokens SET used_at = _now WHERE hash = _hash;
  PERFORM record_consent(_now, link.subscriber, 'confirmed', asked);
  RETURN 'confirmed';
END
$$;

-- New settings, by a manage link; they count for what is held as well. False: no such link.
CREATE FUNCTION "change_settings"(
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
  WHERE subscriber = person AND state = 'held' AND message IS NULL;
  PERFORM record_consent(_now, person, 'changed', jsonb_build_object(
    'cadence', _cadence, 'locale', _locale, 'timeZone', _zone, 'quietFrom', _quiet_from, 'quietTo', _quiet_to));
  PERFORM wake_delivery();
  RETURN true;
END
$$;

-- One wish ends, by a manage link. What is held for it is told for another wish of the same person that covers it, else not at all; what takes back
-- something they were told is told all the same.
CREATE FUNCTION "end_subscription"(_now timestamptz, _hash bytea, _wish uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
  ended text;
BEGIN
  UPDATE subscriptions SET ended_at = _now WHERE id = _wish AND subscriber = person AND ended_at IS NULL RETURNING scope INTO ended;
  IF ended IS NULL THEN RETURN false; END IF;
  WITH waiting AS (
    SELECT t.id, (
      SELECT s.id FROM subscriptions s LEFT JOIN alert_states a ON a.rule = t.rule
      WHERE s.subscriber = person AND s.ended_at IS NULL AND s.scope = ANY (t.scopes)
        AND s.confirmed_at <= CASE WHEN t.facts ? 'catchUp' THEN t.evaluated_at ELSE t.at END
        AND (s.include_future OR a.known_since <= s.confirmed_at OR s.scope = 'rule:' || t.rule)
      ORDER BY s.confirmed_at, s.id LIMIT 1
    ) AS instead
    FROM deliveries d JOIN alert_transitions t ON t.id = d.transition_id AND t.tells IS DISTINCT FROM 'retracted'
    WHERE d.subscriber = person AND d.subscription = _wish AND d.state = 'held' AND d.message IS NULL
  )
  UPDATE deliveries d SET subscription = coalesce(w.instead, d.subscription),
    state = CASE WHEN w.instead IS NULL THEN 'suppressed' ELSE d.state END,
    reason = CASE WHEN w.instead IS NULL THEN 'unsubscribed' ELSE d.reason END,
    settled_at = CASE WHEN w.instead IS NULL THEN _now END
  FROM waiting w WHERE d.transition_id = w.id AND d.subscriber = person;
  PERFORM record_consent(_now, person, 'ended', jsonb_build_object('subscriptions', ARRAY[_wish], 'scopes', ARRAY[ended]));
  RETURN true;
END
$$;

-- A wish that ended begins again, by a manage link of somebody who has not unsubscribed: the link proves the address, and the wish is new.
CREATE FUNCTION "restart_subscription"(_now timestamptz, _hash bytea, _wish uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
  former subscriptions%ROWTYPE;
  fresh uuid := gen_random_uuid();
BEGIN
  SELECT s.* INTO former FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber
  WHERE s.id = _wish AND s.subscriber = person AND s.ended_at IS NOT NULL AND s.confirmed_at IS NOT NULL AND p.state = 'active' FOR UPDATE OF p;
  IF former.id IS NULL OR (SELECT count(*) FROM subscriptions WHERE subscriber = person AND ended_at IS NULL) >= 100 THEN RETURN false; END IF;
  INSERT INTO subscriptions (id, subscriber, scope, include_future, created_at, confirmed_at)
  VALUES (fresh, person, former.scope, former.include_future, _now, _now)
  ON CONFLICT (subscriber, scope) WHERE ended_at IS NULL DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM record_consent(_now, person, 'restarted', jsonb_build_object('subscriptions', ARRAY[fresh], 'scopes', ARRAY[former.scope]));
  RETURN true;
END
$$;

-- New links in place of those of this generation. A former link to manage is dead at once; one to unsubscribe, in mails that were sent, works
-- for 30 days more.
CREATE FUNCTION "renew_links"(_now timestamptz, _hash bytea, _generation integer, _manage bytea, _unsubscribe bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person uuid := holder_of(_now, _hash, ARRAY['manage']);
BEGIN
  UPDATE subscribers SET generation = generation + 1 WHERE id = person AND generation = _generation;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM tokens WHERE subscriber = person AND purpose = 'manage';
  UPDATE tokens SET expires_at = _now + interval '30 days' WHERE subscriber = person AND purpose = 'unsubscribe' AND expires_at IS NULL;
  INSERT INTO tokens (hash, purpose, subscriber, created_at)
  VALUES (_manage, 'manage', person, _now), (_unsubscribe, 'unsubscribe', person, _now);
  PERFORM record_consent(_now, person, 'links_renewed', '{}');
  RETURN true;
END
$$;

-- Everything ends, by a link to unsubscribe or to manage: `unsubscribed`; `already`, where nothing was left to end; `unknown`.
CREATE FUNCTION "unsubscribe"(_now timestamptz, _hash bytea, _how text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person subscribers%ROWTYPE;
BEGIN
  SELECT * INTO person FROM subscribers WHERE id = holder_of(_now, _hash, ARRAY['unsubscribe', 'manage']) FOR UPDATE;
  IF person.id IS NULL THEN RETURN 'unknown'; END IF;
  IF person.state IN ('unsubscribed', 'complained') AND NOT EXISTS (
    SELECT FROM subscriptions WHERE subscriber = person.id AND ended_at IS NULL
  ) THEN RETURN 'already'; END IF;
  PERFORM stop_everything(_now, person.id, 'unsubscribed');
  UPDATE subscribers SET state = 'unsubscribed', state_since = _now WHERE id = person.id AND state <> 'complained';
  PERFORM record_consent(_now, person.id, 'unsubscribed', jsonb_build_object('how', _how));
  RETURN 'unsubscribed';
END
$$;

-- Erasure on request, by a manage link. False: no such link.
CREATE FUNCTION "erase_subscriber"(_now timestamptz, _hash bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
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

-- For the operator: every message and how it fared; people by a short pseudonym. A server may repeat an address in its reply.
CREATE VIEW "delivery_log" AS
  SELECT m."id", m."kind", p."channel", m."state", m."reason", m."attempts", m."created_at", m."due_at", m."sent_at",
    left(encode(sha256(convert_to(m."subscriber"::text, 'UTF8')), 'hex'), 8) AS "subscriber",
    (SELECT count(*)::integer FROM "deliveries" d WHERE d."message" = m."id") AS "notices",
    (SELECT jsonb_build_object('at', a."at", 'outcome', a."outcome", 'code', a."code",
       'reply', left(regexp_replace(a."reply", '[^[:space:]<>"]+@[^[:space:]<>"]+', '(address)', 'g'), 500))
     FROM "message_attempts" a WHERE a."message_id" = m."id" ORDER BY a."id" DESC LIMIT 1) AS "last"
  FROM "messages" m JOIN "subscribers" p ON p."id" = m."subscriber";

-- How many there are of what. Told is delivered, held and suppressed together, always.
CREATE VIEW "audience_counts" AS
  SELECT 'subscribers' AS "of", "state" AS "what", NULL::text AS "why", count(*) AS "count" FROM "subscribers" GROUP BY "state"
  UNION ALL
  SELECT 'subscriptions', CASE WHEN "ended_at" IS NOT NULL THEN 'ended' WHEN "confirmed_at" IS NULL THEN 'waiting' ELSE 'open' END, NULL, count(*)
  FROM "subscriptions" GROUP BY 2
  UNION ALL
  SELECT 'messages', "state", "reason", count(*) FROM "messages" GROUP BY "state", "reason"
  UNION ALL
  SELECT 'deliveries', "state", "reason", count(*) FROM "deliveries" GROUP BY "state", "reason"
  UNION ALL
  SELECT 'notices', 'told', NULL, coalesce(sum("audience"), 0) FROM "notices";

GRANT SELECT ON "delivery_log", "audience_counts" TO "talent_web";

DO $$
DECLARE
  made regprocedure;
BEGIN
  FOR made IN
    SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY (ARRAY[
      'wake_delivery', 'record_consent', 'holder_of', 'stop_everything', 'erase_person', 'forget_unconfirmed', 'may_be_asked', 'keep_rule',
      'asked_with', 'confirmation_state', 'request_subscription', 'keep_links', 'read_link', 'confirm_subscription', 'change_settings',
      'end_subscription', 'restart_subscription', 'renew_links', 'unsubscribe', 'erase_subscriber'])
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
  END LOOP;
  FOR made IN
    SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY (ARRAY[
      'request_subscription', 'keep_links', 'read_link', 'confirm_subscription', 'change_settings', 'end_subscription', 'restart_subscription',
      'renew_links', 'unsubscribe', 'erase_subscriber'])
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO "talent_web"', made);
  END LOOP;
END
$$;
