import type { Assessment } from "./assessment.ts";
import type { Claim } from "./claim.ts";
import type { Headline } from "./headline.ts";

export type ClaimTimes = { readonly lastChecked: string | null; readonly lastChanged: string | null; readonly nextExpected: string | null };

export type ClaimJson = { readonly id: string; readonly headline: Headline } & ClaimTimes & Readonly<Record<string, unknown>>;

/** The claim as `claims --json` and the API print it. */
export function claimJson(claim: Claim, assessments: readonly Assessment[], times: ClaimTimes): ClaimJson {
  throw new Error(`no JSON yet: ${claim.id} ${assessments.length} ${times.lastChecked}`);
}
