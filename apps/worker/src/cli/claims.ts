import { CLAIMS, claimById } from "@talent/catalog/claims/all";
import { InvalidInstant } from "@talent/core/capture/errors";
import { carryForward } from "@talent/core/claim/assessment";
import type { Claim } from "@talent/core/claim/claim";
import { claimTimes } from "@talent/core/claim/claim-times";
import { type ClaimJson, claimJson, type QuestionJson } from "@talent/core/claim/ledger-json";
import { reasonWords, verdictWord } from "@talent/core/text/verdict-text";
import { asOfInstant } from "@talent/core/time/instant";
import type { Db } from "@talent/db/connect";
import { latestAssessments } from "@talent/db/read/claims/assessments";
import { sourceTimes } from "@talent/db/read/ingest/freshness-inputs";
import { gateAssessments } from "@talent/db/read/licence/licence-gate";
import { storeState } from "@talent/db/read/store/store-state";
import { assessAsOf } from "../assess/assess-ledger.ts";
import { EXIT, reportError } from "../process/exit.ts";
import { readArguments, UsageError } from "./arguments.ts";
import { jsonLines, printOut } from "./print/output.ts";
import { printable, printTable, type Row } from "./print/table.ts";
import { withStore } from "./with-store.ts";

const USAGE = "usage: claims [ID] [--as-of DATE] [--json]";
const OPTIONS = { "as-of": { type: "string" }, json: { type: "boolean" } } as const;

/** The `claims` command: the ledger as stored, or worked out anew from what was known by a day. Resolves to the exit code. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { values, positionals } = readArguments(argv, OPTIONS, [0, 1], USAGE);
    const wanted = positionals[0] === undefined ? CLAIMS : [requireClaim(positionals[0])];
    const knownAt = values["as-of"] === undefined ? null : parseAsOf(values["as-of"], new Date());
    const claims = await withStore(env, (store) => ledger(store.db, wanted, knownAt));
    const [only] = positionals[0] === undefined ? [] : claims;
    await printOut(values.json ? jsonLines({ data: claims, next: null }) : [only === undefined ? ledgerTable(claims) : claimText(only)]);
    return EXIT.ok;
  } catch (error) {
    return reportError(error);
  }
}

/** The claims with their assessments, the licence gate applied, exactly as the API lists them. */
export async function ledger(db: Db, claims: readonly Claim[], knownAt: Date | null): Promise<ClaimJson[]> {
  const shown = knownAt === null ? await latestStored(db) : await gateAssessments(db, await assessAsOf(db, claims, knownAt));
  const sources = await sourceTimes(db, knownAt ?? new Date());
  return claims.map((claim) => {
    const own = shown.filter((assessment) => assessment.claim === claim.id);
    return claimJson(claim, own, claimTimes(claim, own, sources));
  });
}

async function latestStored(db: Db) {
  const [stored, state] = await Promise.all([latestAssessments(db), storeState(db)]);
  return carryForward(stored, state.assessedAt);
}

function requireClaim(id: string): Claim {
  const claim = claimById(id);
  if (claim === undefined) throw new UsageError(`There is no claim "${id}"; there are ${CLAIMS.map((one) => one.id).join(", ")}.`, USAGE);
  return claim;
}

/** Nothing is known of the future: a later day means now. */
function parseAsOf(text: string, now: Date): Date {
  try {
    const at = asOfInstant(text);
    return at < now ? at : now;
  } catch (error) {
    if (error instanceof InvalidInstant)
      throw new UsageError(`--as-of must be a date or an ISO instant with its offset, not "${text}".`, USAGE);
    throw error;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);

/** The ledger, a claim per line: the closest reading's three answers, then how many of the others agree. */
function ledgerTable(claims: readonly ClaimJson[]): string {
  const rows = claims.map(({ id, place, headline }): Row => {
    const { atPublication, withHindsight, now } = headline.primary;
    const { agree, total } = headline.sensitivity;
    return [
      String(place.paragraph),
      id,
      verdictWord(atPublication),
      verdictWord(withHindsight),
      verdictWord(now),
      total === 0 ? "" : `${agree} of ${total} agree`,
    ];
  });
  return printTable(["par.", "claim", "by publication", "with hindsight", "now", "variants"], rows);
}

/** One claim with each of its readings. */
function claimText(claim: ClaimJson): string {
  const head = [
    printable(claim.paraphrase),
    `Paragraph ${claim.place.paragraph}, said by ${printable(claim.place.saidBy)}. Last checked ${claim.lastChecked ?? "never"}; next figure ${claim.nextExpected ?? "not expected"}.`,
  ];
  const readings = claim.readings.map((reading) => {
    const rows = [
      answerRow("by publication", reading.atPublication),
      answerRow("with hindsight", reading.withHindsight),
      answerRow("now", reading.now),
    ];
    const title = `${reading.primary ? "closest reading" : reading.counted ? "variant" : "not counted"}: ${reading.id} (${reading.fit}, ${reading.provenance}, in ${reading.unit})`;
    const reasons = reading.reasons.map((reason) => `  ${reasonWords(reason)}\n`).join("");
    return `\n${title}\n${printable(reading.says)}\n${printTable(["question", "verdict", "value", "low", "high", "period"], rows)}${reasons}`;
  });
  return `${head.join("\n")}\n${readings.join("")}`;
}

function answerRow(question: string, answer: QuestionJson): Row {
  return [question, verdictWord(answer.verdict), answer.value, answer.low, answer.high, answer.period ?? ""];
}
