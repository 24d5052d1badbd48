-- Every column of which the values are a closed list in the code says so itself. A test compares each list here with the one in the code. What is not
-- closed stays text: ids of the catalogue, units, methods of requests, words of publishers.

ALTER TABLE "slots" ADD CHECK ("trigger" IN ('schedule', 'retry', 'replay', 'deposit', 'manual', 'boot', 'reparse'));
ALTER TABLE "runs" ADD CHECK ("trigger" IN ('schedule', 'retry', 'replay', 'deposit', 'manual', 'boot', 'reparse'));
ALTER TABLE "run_outcomes" ADD CHECK ("outcome" IN (
  'not_modified', 'same_bytes', 'same_values', 'new_values', 'withdrawn', 'nothing_published', 'layout_changed', 'implausible',
  'contract_violation', 'blocked_by_robots', 'blocked_by_site', 'unreachable'));
ALTER TABLE "hosts" ADD CHECK ("rest_outcome" IN (
  'not_modified', 'same_bytes', 'same_values', 'new_values', 'withdrawn', 'nothing_published', 'layout_changed', 'implausible',
  'contract_violation', 'blocked_by_robots', 'blocked_by_site', 'unreachable'));
ALTER TABLE "robots_files" ADD CHECK ("problem_outcome" IN (
  'not_modified', 'same_bytes', 'same_values', 'new_values', 'withdrawn', 'nothing_published', 'layout_changed', 'implausible',
  'contract_violation', 'blocked_by_robots', 'blocked_by_site', 'unreachable'));
ALTER TABLE "refusals" ADD CHECK ("code" IN (
  'layout_changed', 'unknown_code', 'unit_changed', 'period_kind_changed', 'not_a_number', 'invalid_row', 'duplicate_key', 'total_mismatch',
  'expectation_unmet', 'stale_copy', 'implausible', 'bytes_differ', 'not_recognised', 'unreadable', 'blocked_by_site'));

ALTER TABLE "periods" ADD CHECK ("kind" IN (
  'year', 'quarter', 'month', 'day', 'fiscal_year', 'academic_year', 'edition', 'exam', 'batch'));
ALTER TABLE "locators" ADD CHECK ("kind" IN ('html', 'csv', 'xlsx', 'json', 'pdf', 'rows'));
ALTER TABLE "observations"
  ADD CHECK ("status" IN ('A', 'P', 'E', 'F', 'B', 'D', 'M', 'L', 'Q', 'O')),
  ADD CHECK ("cause" IN ('n', 'r', 'w', 'c', 'p', 'd')),
  ADD CHECK ("bound" IN ('l', 'u'));
-- 'implausible' was written before each check had a name of its own.
ALTER TABLE "quarantine" ADD CHECK ("reason" IN (
  'implausible', 'out_of_range', 'parts_differ', 'jump', 'rewritten', 'scale_shift', 'mass_rewrite', 'row_collapse'));

ALTER TABLE "assessments"
  ADD CHECK ("verdict" IN (
    'supported', 'contradicted', 'undetermined', 'not_checkable', 'holds', 'does_not_hold', 'no_newer_data', 'lapsed', 'not_assessable',
    'in_line', 'not_in_line', 'open', 'overdue', 'context', 'not_yet_assessed')),
  ADD CHECK ("direction" IN ('widening', 'steady', 'narrowing', 'reversed', 'too_few_points'));
ALTER TABLE "changes" ADD CHECK ("kind" IN (
  'new_period', 'revision', 'withdrawal', 'correction', 'reparse', 'definition_change', 'verdict', 'source_health'));

ALTER TABLE "alert_states" ADD CHECK ("phase" IN (
  'normal', 'pending', 'firing', 'recovering', 'no_data', 'stale', 'suspended', 'retracted'));
ALTER TABLE "alert_transitions"
  ADD CHECK ("from_phase" IN ('normal', 'pending', 'firing', 'recovering', 'no_data', 'stale', 'suspended', 'retracted')),
  ADD CHECK ("to_phase" IN ('normal', 'pending', 'firing', 'recovering', 'no_data', 'stale', 'suspended', 'retracted')),
  ADD CHECK ("tells" IN (
    'fired', 'again', 'recovered', 'retracted', 'changed', 'revised', 'suspended', 'no_data', 'late', 'spoke')),
  ADD CHECK ("cause" IN (
    'new_period', 'revision', 'withdrawal', 'correction', 'reparse', 'definition_change', 'time', 'rule'));

ALTER TABLE "consent_events" ADD CHECK ("event" IN (
  'requested', 'confirmed', 'changed', 'ended', 'restarted', 'links_renewed', 'unsubscribed', 'erased', 'forgotten', 'bounced',
  'set_by_operator'));
ALTER TABLE "messages" ADD CHECK ("reason" IN (
  'pending', 'unsubscribed', 'bounced', 'complained', 'erased', 'forgotten', 'nothing_left', 'undeliverable', 'rejected'));
ALTER TABLE "deliveries" ADD CHECK ("reason" IN (
  'pending', 'unsubscribed', 'bounced', 'complained', 'erased', 'forgotten', 'nothing_left', 'undeliverable', 'rejected',
  'retracted_before_sent', 'original_not_delivered', 'original_on_its_way', 'cap', 'retry'));
