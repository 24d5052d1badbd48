import type { Threshold } from "@talent/core/alert/rule";
import { InvalidRule } from "../alerts/rule/read-rule.ts";
import type { NumbersChoice } from "./user-rule.ts";

/** When a chosen rule fires and when it is over. */
export type Conditions = { readonly fires: readonly Threshold[]; readonly recovers: readonly Threshold[]; readonly every?: "period" };

/** Periods a record has to stand above (or below) before it says anything, the newest included. */
const FEWEST_FOR_A_RECORD = 3;

/** The conditions a reader chose. Throws InvalidRule when recovery does not lie further out than firing. */
export function conditionsOf(choice: NumbersChoice): Conditions {
  if (choice.watch === "record-high") return recordOf(choice, 1);
  if (choice.watch === "record-low") return recordOf(choice, -1);
  const { op, threshold, recovery } = choice;
  const isFurther = op === ">=" ? recovery < threshold : recovery > threshold;
  if (!isFurther)
    throw new InvalidRule({
      field: "recovery",
      why: `must lie ${op === ">=" ? "below" : "above"} the threshold of ${threshold}, so that hovering at it tells once`,
    });
  return { fires: [{ op, than: threshold }], recovers: [{ op: op === ">=" ? "<=" : ">=", than: recovery }] };
}

/** A tie is no record: at 1 the earlier one has to be passed. Every further record is told. */
function recordOf({ threshold, recovery, evidence }: NumbersChoice, sign: 1 | -1): Conditions {
  const [beyond, back] = sign === 1 ? ([">", "<"] as const) : (["<", ">"] as const);
  if (evidence < FEWEST_FOR_A_RECORD)
    throw new InvalidRule({ field: "evidence", why: `must be at least ${FEWEST_FOR_A_RECORD}: a record among fewer periods says nothing` });
  if (sign * (threshold - 1) < 0)
    throw new InvalidRule({ field: "threshold", why: `must be 1 or ${sign === 1 ? "more" : "less"} of the earlier record` });
  if (sign * (threshold - recovery) < 0)
    throw new InvalidRule({ field: "recovery", why: `must not lie ${sign === 1 ? "above" : "below"} the threshold of ${threshold}` });
  const fires: Threshold = { op: threshold === 1 ? beyond : `${beyond}=`, than: threshold };
  return { fires: [fires], recovers: [{ op: back, than: recovery }], every: "period" };
}
