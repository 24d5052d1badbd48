-- A store as the release of 28 November 2026 wrote it: rows in every table, under the names that its columns had then.

INSERT INTO publishers (name, url, country) VALUES ('Example Observatory', 'https://example.org', 'USA');
INSERT INTO sources (id, publisher_id, title, kind, republish, licence_name, licence_url, parser_fingerprint, record, registered_at, updated_at, retired_at) VALUES
  ('released', 1, 'Numbers of released', 'live', 'values', 'CC BY 4.0', NULL, 'reader-1', '{
    "id": "released", "title": "Numbers of released", "kind": "live",
    "publisher": {"name": "Example Observatory", "url": "https://example.org", "country": "USA"},
    "licence": {"name": "CC BY 4.0", "republish": "values"}, "requests": [], "schedule": null,
    "cadence": {"every": "P1Y", "lag": "P2M", "grace": "P45D"}, "produces": ["released-count"],
    "expect": {"observations": [0, 1000000], "values": {}}, "states": "everything", "parserFingerprint": "reader-1"}',
   '2024-01-01Z', '2024-01-01Z', NULL),
  ('gone', 1, 'Numbers nobody publishes any more', 'deposit', 'cited', 'unknown', 'https://example.org/terms', 'reader-1', '{}', '2024-01-01Z', '2024-01-01Z', '2024-06-01Z');
INSERT INTO source_indicators (indicator, source) VALUES ('released-count', 'released');
INSERT INTO slots (source, scheduled_for, trigger, state, fence, worker, lease_until, reason, created_at) VALUES
  ('released', '2024-01-01 06:00Z', 'schedule', 'done', 1, 'worker-1', NULL, NULL, '2024-01-01 06:00Z'),
  ('released', '2024-01-02 06:00Z', 'retry', 'skipped', 0, NULL, NULL, 'a newer one takes its place', '2024-01-02 06:00Z'),
  ('released', '2024-02-01 06:00Z', 'replay', 'running', 2, 'worker-2', '2024-02-01 06:15Z', NULL, '2024-02-01 06:00Z');
INSERT INTO runs (source, slot_id, fence, trigger, parser_fingerprint, started_at, recorded_at) VALUES
  ('released', 1, 1, 'schedule', 'reader-1', '2024-01-01 06:00Z', '2024-01-01 06:00Z'),
  ('gone', NULL, NULL, 'deposit', 'reader-1', '2024-01-05Z', '2024-01-05Z'),
  ('released', 3, 2, 'replay', 'reader-1', '2024-02-01 06:00Z', '2024-02-01 06:00Z');
INSERT INTO run_outcomes (run_id, outcome, detail, finished_at, recorded_at) VALUES
  (1, 'new_values', '{"newPeriods": 2}', '2024-01-01 06:01Z', '2024-01-01 06:01Z'),
  (2, 'layout_changed', '{}', '2024-01-05 00:01Z', '2024-01-05 00:01Z');

INSERT INTO snapshots (sha256, size, encoding, body, recorded_at) VALUES
  (sha256('[["CHN","2022",1],["CHN","2023",2]]'), 35, 'identity', '[["CHN","2022",1],["CHN","2023",2]]', '2024-01-01Z'),
  (sha256('[["CHN","2022",1],["CHN","2023",3]]'), 35, 'identity', '[["CHN","2022",1],["CHN","2023",3]]', '2024-02-01Z');
INSERT INTO exchanges (source, run_id, snapshot_id, url, method, request_sha256, status, headers, captured_at, fidelity, licence, note, deposited_by, recorded_at) VALUES
  ('released', 1, 1, 'https://example.org/released', 'GET', '', 200, '{"content-type": "application/json"}', '2024-01-01Z', 'verbatim', 'CC BY 4.0', NULL, NULL, '2024-01-01Z'),
  ('released', 1, 1, 'https://example.org/released', 'GET', '', 200, '{}', '2024-01-15Z', 'copy', 'CC BY 4.0', 'the same bytes', NULL, '2024-01-15Z'),
  ('released', NULL, 2, 'https://example.org/released', 'GET', '', 200, '{}', '2024-02-01Z', 'verbatim', 'CC BY 4.0', NULL, 'ann', '2024-02-01Z');
INSERT INTO parses (exchange_id, parser_fingerprint, run_id, observations, refusals, same_as, reapply, parsed_at) VALUES
  (1, 'reader-1', 1, 2, 0, NULL, false, '2024-01-01Z'),
  (2, 'reader-1', 1, 2, 0, 1, false, '2024-01-15Z'),
  (3, 'reader-1', NULL, 2, 1, NULL, false, '2024-02-01Z');
INSERT INTO refusals (exchange_id, run_id, parser_fingerprint, code, message, scope, locator, recorded_at) VALUES
  (3, NULL, 'reader-1', 'not_a_number', 'line 9 holds no number', 'value', '{"kind": "csv", "line": 9, "column": 3}', '2024-02-01Z');

INSERT INTO series (key, source, indicator, area, dimensions, unit) VALUES
  ('released-count|CHN|', 'released', 'released-count', 'CHN', '{}', 'persons');
INSERT INTO periods (label, kind, starts, ends) VALUES ('2022', 'year', '2022-01-01', '2023-01-01'), ('2023', 'year', '2023-01-01', '2024-01-01');
INSERT INTO citations (hash, publisher, title, url, quality, note) VALUES
  (md5('c')::uuid, 'Example Observatory', 'Yearbook', 'https://example.org/yearbook', 'official_primary', '');
INSERT INTO locators (hash, kind, head) VALUES (md5('l')::uuid, 'csv', '');
INSERT INTO appends (exchange_id, run_id, parser_fingerprint, act, note, vintage, acted_at, rows_written, newest_period_id, recorded_at) VALUES
  (1, 1, 'reader-1', 'capture', NULL, '2024-01-01Z', '2024-01-01Z', 2, 2, '2024-01-01Z'),
  (3, NULL, 'reader-1', 'capture', NULL, '2024-02-01Z', '2024-02-01Z', 1, 2, '2024-02-01Z');
INSERT INTO observations (vintage, value, series_id, period_id, append_id, locator_id, row_no, col_no, status, cause, bound, back_dated, published_on,
  citation_id, low, high, n, raw) VALUES
  ('2024-01-01Z', 1, 1, 1, 1, 1, 2, 3, 'A', 'n', NULL, false, '2023-12-31', 1, 0.5, 1.5, 100, '1.0'),
  ('2024-01-01Z', 2, 1, 2, 1, 1, 3, 3, 'P', 'n', 'l', false, NULL, NULL, NULL, NULL, NULL, NULL),
  ('2024-02-01Z', 3, 1, 2, 2, 1, 3, 3, 'A', 'r', 'u', true, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO quarantine (exchange_id, run_id, parser_fingerprint, series_id, period_id, vintage, candidate, reason, message, previous, recorded_at) VALUES
  (3, NULL, 'reader-1', 1, 1, '2024-02-01Z', '{"indicator": "released-count", "area": "CHN", "dimensions": {}, "period": "2022", "value": 1000, "unit": "persons",
     "status": "A", "locator": {"kind": "csv", "line": 2, "column": 3}, "raw": "1000"}', 'jump', 'a thousandfold', 1, '2024-02-01Z'),
  (1, 1, 'reader-1', 1, 2, '2024-01-01Z', '{"value": 9}', 'implausible', 'too many', NULL, '2024-01-01Z');
INSERT INTO quarantine_decisions (quarantine_id, decision, reason, decided_by, decided_at, recorded_at) VALUES
  (2, 'rejected', 'a typing error of theirs', 'ann', '2024-01-02Z', '2024-01-02Z');

INSERT INTO assessments (claim, reading, question, verdict, value, low, high, period, as_of, known_at, valid_until, inputs, reasons, direction, margin, fragile,
  reading_fingerprint, inputs_hash, cause, recorded_at) VALUES
  ('a-claim', 'a-reading', 'now', 'holds', 2, 2, 2, '2023', '2024-01-02Z', '2024-01-02Z', '2025-01-01Z', '{1-2-lqu5m2o0}', '[{"code": "sample"}]', 'widening',
   '{"flipsAt": 1, "distance": 1, "standardErrors": null}', false, 'f1', 'h1', 'inputs', '2024-01-02Z'),
  ('a-claim', 'a-reading', 'now', 'does_not_hold', 3, 3, 3, '2023', '2024-02-02Z', '2024-02-02Z', NULL, '{1-2-ls2g9hc0}', '[]', NULL, NULL, true, 'f1', 'h2',
   'inputs', '2024-02-02Z');
INSERT INTO cited_observations (series_id, period_id, vintage) VALUES (1, 2, '2024-01-01Z');
INSERT INTO changes (kind, source, indicator, claim, exchange_id, run_id, assessment_id, vintage, at, detail, recorded_at) VALUES
  ('new_period', 'released', 'released-count', NULL, 1, 1, NULL, '2024-01-01Z', '2024-01-01Z', '{"count": 2, "periods": {"first": "2022", "last": "2023"}, "observations": []}', '2024-01-01Z'),
  ('revision', 'released', 'released-count', NULL, 3, NULL, NULL, '2024-02-01Z', '2024-02-01Z', '{"count": 1, "periods": {"first": "2023", "last": "2023"}, "observations": []}', '2024-02-01Z'),
  ('source_health', 'gone', NULL, NULL, NULL, 2, NULL, NULL, '2024-01-05 00:01Z', '{"from": null, "to": "layout_changed"}', '2024-01-05Z'),
  ('verdict', NULL, NULL, 'a-claim', NULL, NULL, 2, NULL, '2024-02-02Z', '{"reading": "a-reading", "question": "now", "from": "holds", "to": "does_not_hold", "before": "1"}', '2024-02-02Z');
INSERT INTO store_state (mode, claimed_at, scheduler_beat, assessed_at) VALUES ('live', '2024-01-01Z', '2024-02-02Z', '2024-02-02Z');
INSERT INTO replayed_stamps (stamp, recorded_at) VALUES ('2024-01-01T06-00-00Z', '2024-01-01Z');
INSERT INTO hosts (host, holder, lease_until, ended_at, rest_until, rest_outcome, rest_reason) VALUES
  ('example.org', 'worker-1', '2024-02-01Z', '2024-01-31Z', '2024-02-02Z', 'blocked_by_site', 'it asked us to wait'),
  ('example.com', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO robots_files (origin, fetched_at, status, body, problem_outcome, problem_message) VALUES
  ('https://example.org', '2024-01-01Z', 200, 'User-agent: *', NULL, NULL),
  ('https://example.com', '2024-01-01Z', NULL, NULL, 'unreachable', 'no answer');

INSERT INTO alert_rules (id, spec, created_at) VALUES ('own-0123456789abcdef', '{"id": "own-0123456789abcdef", "name": {"en": "Mine", "zh-CN": "我的"}}', '2024-01-01Z');
INSERT INTO alert_states (rule, fingerprint, phase, state, evaluated_to, change_seen, known_since, next_look) VALUES
  ('released-falls', 'f1', 'normal', '{"phase": "normal", "at": "2024-02-01T00:00:00.000Z"}', '2024-02-02Z', 4, '2024-01-01Z', '2025-01-01Z');
INSERT INTO alert_transitions (rule, rule_fingerprint, at, evaluated_at, from_phase, to_phase, tells, cause, facts, scopes, retracts, recorded_at) VALUES
  ('released-falls', 'f1', '2024-01-01Z', '2024-01-02Z', 'normal', 'firing', 'fired', 'new_period', '{"at": "2024-01-01T00:00:00.000Z", "from": "normal", "to": "firing",
    "tells": "fired", "cause": "new_period", "before": null, "after": {"period": "2023", "value": 2}, "threshold": null, "verdicts": null, "broken": null,
    "standing": null, "inputs": ["1-2-lqu5m2o0"], "retracts": null, "rule": {"name": {"en": "Falls", "zh-CN": "下降"}, "unit": "persons", "watch": {"kind": "source", "source": "released", "side": "ours"}}}',
   '{rule:released-falls,source:released,everything}', NULL, '2024-01-02Z'),
  ('released-falls', 'f1', '2024-02-01Z', '2024-02-02Z', 'firing', 'retracted', 'retracted', 'revision', '{"at": "2024-02-01T00:00:00.000Z", "from": "firing", "to": "retracted",
    "tells": "retracted", "cause": "revision", "before": {"period": "2023", "value": 2}, "after": {"period": "2023", "value": 3}, "threshold": null, "verdicts": null,
    "broken": null, "standing": null, "inputs": ["1-2-ls2g9hc0"], "retracts": "2024-01-01T00:00:00.000Z", "rule": {"name": {"en": "Falls", "zh-CN": "下降"}, "unit": "persons", "watch": {"kind": "source", "source": "released", "side": "ours"}}}',
   '{rule:released-falls,source:released,everything}', 1, '2024-02-02Z'),
  ('released-falls', 'f1', '2024-02-01Z', '2024-02-02Z', 'retracted', 'normal', NULL, 'time', '{}', '{operator}', NULL, '2024-02-02Z');
INSERT INTO notices (transition_id, audience, recorded_at) VALUES (1, 3, '2024-01-02Z'), (2, 1, '2024-02-02Z');

INSERT INTO subscribers (id, channel, address_cipher, address_hash, secret_cipher, former_secret_cipher, former_secret_until, state, locale, cadence, time_zone, quiet_from,
  quiet_to, generation, soft_bounces, created_at, confirmed_at, state_since) VALUES
  ('00000000-0000-4000-8000-000000000001', 'mail', 'sealed 1', 'hashed 1', NULL, NULL, NULL, 'active', 'zh-CN', 'daily', 'Asia/Shanghai', 22, 7, 2, 1, '2024-01-01Z', '2024-01-01Z', '2024-01-01Z'),
  ('00000000-0000-4000-8000-000000000002', 'webhook', 'sealed 2', 'hashed 2', 'secret', 'former', '2024-01-02Z', 'active', 'en', 'instant', 'UTC', NULL, NULL, 1, 0, '2024-01-01Z', '2024-01-01Z', '2024-01-01Z'),
  ('00000000-0000-4000-8000-000000000003', 'mail', NULL, NULL, NULL, NULL, NULL, 'erased', 'en', 'weekly', 'UTC', NULL, NULL, 1, 0, '2024-01-01Z', '2024-01-01Z', '2024-01-20Z'),
  ('00000000-0000-4000-8000-000000000004', 'mail', 'sealed 4', 'hashed 4', NULL, NULL, NULL, 'pending', 'en', 'instant', 'UTC', NULL, NULL, 1, 0, '2026-11-30Z', NULL, '2026-11-30Z');
INSERT INTO subscriptions (id, subscriber, scope, include_future, created_at, confirmed_at, ended_at) VALUES
  ('00000000-0000-4000-9000-000000000001', '00000000-0000-4000-8000-000000000001', 'everything', true, '2024-01-01Z', '2024-01-01Z', NULL),
  ('00000000-0000-4000-9000-000000000002', '00000000-0000-4000-8000-000000000002', 'source:released', false, '2024-01-01Z', '2024-01-01Z', NULL),
  ('00000000-0000-4000-9000-000000000003', '00000000-0000-4000-8000-000000000003', 'everything', true, '2024-01-01Z', '2024-01-01Z', '2024-01-20Z'),
  ('00000000-0000-4000-9000-000000000004', '00000000-0000-4000-8000-000000000004', 'claim:a-claim', true, '2026-11-30Z', NULL, NULL);
INSERT INTO consent_events (subscriber, event, detail, at, recorded_at) VALUES
  ('00000000-0000-4000-8000-000000000001', 'requested', '{"scopes": ["everything"], "subscriptions": ["00000000-0000-4000-9000-000000000001"]}', '2024-01-01Z', '2024-01-01Z'),
  ('00000000-0000-4000-8000-000000000001', 'confirmed', '{"scopes": ["everything"]}', '2024-01-01 01:00Z', '2024-01-01Z'),
  ('00000000-0000-4000-8000-000000000003', 'erased', '{}', '2024-01-20Z', '2024-01-20Z'),
  ('00000000-0000-4000-8000-000000000004', 'requested', '{"scopes": ["claim:a-claim"], "subscriptions": ["00000000-0000-4000-9000-000000000004"], "includeFuture": true,
    "cadence": "weekly", "locale": "en", "timeZone": "UTC", "quietFrom": null, "quietTo": null}', '2026-11-30Z', '2026-11-30Z');
INSERT INTO tokens (hash, purpose, subscriber, subscriptions, created_at, expires_at, used_at) VALUES
  (sha256('manage of the first'), 'manage', '00000000-0000-4000-8000-000000000001', '{}', '2024-01-01Z', NULL, NULL),
  (sha256('unsubscribe of the first'), 'unsubscribe', '00000000-0000-4000-8000-000000000001', '{}', '2024-01-01Z', NULL, NULL),
  (sha256('confirm of the first'), 'confirm', '00000000-0000-4000-8000-000000000001', '{00000000-0000-4000-9000-000000000001}', '2024-01-01Z', '2024-01-03Z', '2024-01-01 01:00Z'),
  (sha256('confirm of the fourth'), 'confirm', '00000000-0000-4000-8000-000000000004', '{00000000-0000-4000-9000-000000000004}', '2026-11-30Z', '2026-12-02Z', NULL);
INSERT INTO messages (id, subscriber, kind, about, in_reply_to, state, attempts, due_at, lease_until, reason, created_at, sent_at) VALUES
  ('00000000-0000-4000-a000-000000000001', '00000000-0000-4000-8000-000000000001', 'confirm', '{"subscriptions": ["00000000-0000-4000-9000-000000000001"]}', NULL, 'sent', 1, '2024-01-01Z', NULL, NULL, '2024-01-01Z', '2024-01-01Z'),
  ('00000000-0000-4000-a000-000000000002', '00000000-0000-4000-8000-000000000002', 'notices', '{}', NULL, 'sent', 2, '2024-01-02Z', NULL, NULL, '2024-01-02Z', '2024-01-02Z'),
  ('00000000-0000-4000-a000-000000000003', '00000000-0000-4000-8000-000000000002', 'notices', '{}', '00000000-0000-4000-a000-000000000002', 'sending', 0, '2024-02-02Z', '2024-02-02 00:05Z', NULL, '2024-02-02Z', NULL),
  ('00000000-0000-4000-a000-000000000004', '00000000-0000-4000-8000-000000000003', 'notices', '{}', NULL, 'dropped', 0, '2024-01-02Z', NULL, 'erased', '2024-01-02Z', NULL);
INSERT INTO message_attempts (message_id, attempt, at, outcome, code, reply, recorded_at) VALUES
  ('00000000-0000-4000-a000-000000000001', 1, '2024-01-01Z', 'accepted', 250, 'ok', '2024-01-01Z'),
  ('00000000-0000-4000-a000-000000000002', 1, '2024-01-02Z', 'deferred', 503, 'busy', '2024-01-02Z'),
  ('00000000-0000-4000-a000-000000000002', 2, '2024-01-02 00:05Z', 'accepted', 200, '', '2024-01-02Z');
INSERT INTO deliveries (transition_id, subscriber, subscription, state, reason, due_at, message, settled_at) VALUES
  (1, '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-9000-000000000001', 'held', 'cap', '2024-01-03Z', NULL, NULL),
  (1, '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-9000-000000000002', 'delivered', NULL, '2024-01-02Z', '00000000-0000-4000-a000-000000000002', '2024-01-02 00:05Z'),
  (1, '00000000-0000-4000-8000-000000000003', '00000000-0000-4000-9000-000000000003', 'suppressed', 'erased', '2024-01-02Z', '00000000-0000-4000-a000-000000000004', '2024-01-20Z'),
  (2, '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-9000-000000000002', 'held', NULL, '2024-02-02Z', '00000000-0000-4000-a000-000000000003', NULL);
