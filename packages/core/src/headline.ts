import type { Assessment, Verdict } from "./assessment.ts";
import type { Claim } from "./claim.ts";

/** A claim in one line: its primary verdicts, how many sensitivity readings agree, and on how many independent origins all rests. */
export type Headline = {
  readonly primary: { readonly atPublication: Verdict; readonly withHindsight: Verdict; readonly now: Verdict };
  readonly sensitivity: { readonly agree: number; readonly total: number };
  readonly dataOrigins: number;
};

export function headline(claim: Claim, assessments: readonly Assessment[]): Headline {
  throw new Error(`no headline yet: ${claim.id} ${assessments.length}`);
}
