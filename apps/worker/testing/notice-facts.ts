import type { NoticeFacts } from "@talent/core/text/notice-language";
import { builtInRuleById } from "../src/alerts/built-in-rules.ts";

/** A transition of a built-in rule as it is stored, for tests. Throws for a rule that does not exist. */
export function factsOf(rule: string, more: Partial<NoticeFacts> = {}): NoticeFacts {
  const found = builtInRuleById(rule);
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  const { name, watch } = found;
  return {
    at: "2025-09-12T06:00:00.000Z",
    from: "normal",
    to: "firing",
    tells: "fired",
    cause: "new_period",
    before: null,
    after: null,
    threshold: null,
    verdicts: null,
    broken: null,
    standing: null,
    inputs: [],
    retracts: null,
    rule: { name, watch, unit: "unit" in watch ? watch.unit : null },
    ...more,
  };
}

/** The summer's visas fell by more than its rule requires. */
export const VISAS_FELL: NoticeFacts = factsOf("f1-china-may-to-august", {
  before: { period: "2024-08", value: -3.2 },
  after: { period: "2025-08", value: -18.2 },
  threshold: { op: "<=", than: -15 },
});

/** A verdict that changed. */
export const VERDICT_CHANGED: NoticeFacts = factsOf("verdict-graduate-growth", {
  tells: "changed",
  verdicts: { before: { now: "does_not_hold" }, after: { now: "holds" } },
});

/** The same numbers, stated anew, are no fall any more. */
export const VISAS_RETRACTED: NoticeFacts = {
  ...VISAS_FELL,
  at: "2025-10-10T06:00:00.000Z",
  from: "firing",
  to: "retracted",
  tells: "retracted",
  cause: "revision",
  before: { period: "2025-08", value: -18.2 },
  after: { period: "2025-08", value: -3 },
  retracts: VISAS_FELL.at,
};
