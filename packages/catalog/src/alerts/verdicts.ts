import type { AlertRule, LocalizedText } from "@talent/core/alert/rule";
import type { Claim, Reading } from "@talent/core/claim/claim";
import { localized } from "@talent/core/text/name";
import { CLAIMS } from "../claims/all.ts";
import { readersRule } from "./define-rule.ts";

/** The reading whose verdict is the claim's; null where nothing can decide: an opinion, a proxy or mere context. */
export function decidingReading({ readings }: Claim): Reading | null {
  return readings.find(({ primary, fit }) => primary && (fit === "same" || fit === "bridged")) ?? null;
}

/** The verdict on a claim as a subject line names it. Throws RangeError for a claim that has none. */
export function verdictName({ id, topic }: Pick<Claim, "id" | "topic">): LocalizedText {
  if (topic === undefined) throw new RangeError(`no words for a verdict on ${JSON.stringify(id)}`);
  const { en, "zh-CN": zh } = localized(topic);
  return { en: `Verdict on ${en}`, "zh-CN": `对“${zh}”的判定` };
}

/** The verdict of a claim by its closest reading. */
function verdictRule(claim: Claim): AlertRule[] {
  const reading = decidingReading(claim);
  if (reading === null) return [];
  const about = { id: `verdict-${claim.id}`, name: verdictName(claim) };
  return [readersRule(about, { kind: "verdict", claim: claim.id, reading: reading.id, questions: ["withHindsight", "now"] }, [claim.id])];
}

/** One for each claim that can be decided. What was known on the article's day changes by our corrections only and is not watched. */
export const VERDICTS: readonly AlertRule[] = CLAIMS.flatMap(verdictRule);
