import type { RefusalCode } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";

const OUTCOME_BY_CODE: Readonly<Record<RefusalCode, Outcome>> = {
  layout_changed: "layout_changed",
  not_recognised: "layout_changed",
  unreadable: "layout_changed",
  blocked_by_site: "blocked_by_site",
  unknown_code: "contract_violation",
  unit_changed: "contract_violation",
  period_kind_changed: "contract_violation",
  not_a_number: "contract_violation",
  invalid_row: "contract_violation",
  duplicate_key: "contract_violation",
  total_mismatch: "contract_violation",
  expectation_unmet: "contract_violation",
  stale_copy: "contract_violation",
  implausible: "implausible",
  bytes_differ: "contract_violation",
};

/** The outcome a refusal makes of its snapshot. */
export function outcomeOfCode(code: RefusalCode): Outcome {
  return OUTCOME_BY_CODE[code];
}

/** What an append changed, by the counts it returns. */
export type AppendCounts = {
  readonly newPeriods: number;
  readonly revisions: number;
  readonly withdrawals: number;
  readonly corrections: number;
  readonly unchanged: number;
  readonly held: number;
};

/** The outcome of values that were appended: what is held counts as implausible, what vanished as withdrawn. */
export function outcomeOfCounts(counts: AppendCounts): Outcome {
  if (counts.held > 0) return "implausible";
  if (counts.withdrawals > 0) return "withdrawn";
  return counts.newPeriods + counts.revisions + counts.corrections > 0 ? "new_values" : "same_values";
}
