import { CLAIMS, claimById } from "@talent/catalog/claims/all";
import { InvalidInstant } from "@talent/core/capture/errors";
import { spokenFor } from "@talent/core/claim/carry-forward";
import type { Claim } from "@talent/core/claim/claim";
import { claimTimes } from "@talent/core/claim/claim-times";
import { type ClaimJson, claimJson } from "@talent/core/claim/ledger-json";
import { asOfInstant } from "@talent/core/time/instant";
import type { Db } from "@talent/db/connect";
import { latestAssessments } from "@talent/db/read/claims/assessments";
import { sourceTimes } from "@talent/db/read/ingest/source-times";
import { gateAssessments } from "@talent/db/read/licence/licence-gate";
import { storeState } from "@talent/db/read/store/store-state";
import { assessedAt } from "../assess/assess-ledger.ts";
import { EXIT, sayWhy } from "../process/exit.ts";
import { readArguments, Usage } from "./arguments.ts";
import { claimText, ledgerTable } from "./print/claim-text.ts";
import { jsonLines, printOut } from "./print/output.ts";
import { withStore } from "./with-store.ts";

const USAGE = "usage: claims [ID] [--as-of DATE] [--json]";
const OPTIONS = { "as-of": { type: "string" }, json: { type: "boolean" } } as const;

/** The `claims` command: the ledger as stored, or worked out anew from what was known by a day. Resolves to the exit code. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { values, positionals } = readArguments(argv, OPTIONS, [0, 1], USAGE);
    const wanted = positionals[0] === undefined ? CLAIMS : [neededClaim(positionals[0])];
    const knownAt = values["as-of"] === undefined ? null : instantOf(values["as-of"], new Date());
    const claims = await withStore(env, (store) => ledger(store.db, wanted, knownAt));
    const [only] = positionals[0] === undefined ? [] : claims;
    await printOut(values.json ? jsonLines({ data: claims, next: null }) : [only === undefined ? ledgerTable(claims) : claimText(only)]);
    return EXIT.good;
  } catch (error) {
    return sayWhy(error);
  }
}

/** The claims with their assessments, the licence gate applied, exactly as the API lists them. */
export async function ledger(db: Db, claims: readonly Claim[], knownAt: Date | null): Promise<ClaimJson[]> {
  const shown = knownAt === null ? await assessedLast(db) : await gateAssessments(db, await assessedAt(db, claims, knownAt));
  const sources = await sourceTimes(db, knownAt ?? new Date());
  return claims.map((claim) => {
    const own = shown.filter((assessment) => assessment.claim === claim.id);
    return claimJson(claim, own, claimTimes(claim, own, sources));
  });
}

async function assessedLast(db: Db) {
  const [stored, state] = await Promise.all([latestAssessments(db), storeState(db)]);
  return spokenFor(stored, state.assessedAt);
}

function neededClaim(id: string): Claim {
  const claim = claimById(id);
  if (claim === undefined) throw new Usage(`There is no claim "${id}"; there are ${CLAIMS.map((one) => one.id).join(", ")}.`, USAGE);
  return claim;
}

/** Nothing is known of the future: a later day means now. */
function instantOf(text: string, now: Date): Date {
  try {
    const at = asOfInstant(text);
    return at < now ? at : now;
  } catch (error) {
    if (error instanceof InvalidInstant) throw new Usage(`--as-of must be a date or an ISO instant with its offset, not "${text}".`, USAGE);
    throw error;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
