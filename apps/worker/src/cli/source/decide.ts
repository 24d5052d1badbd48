import type { Db } from "@talent/db/connect";
import { AlreadyDecided, Superseded } from "@talent/db/errors";
import { heldValues } from "@talent/db/read/ingest/held-values";
import { type DecisionCounts, decideHeld, type QuarantineDecision } from "@talent/db/write/reviews/decide-held";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { EXIT, ExitError } from "../../process/exit.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { operatorName, withStore } from "../with-store.ts";

const USAGE = `usage: source accept HELD... --note TEXT
       source reject HELD... --note TEXT
HELD is a number from the first column of \`source held\`, or exchange:NUMBER for every held value of one document.`;
const MAX_ARGUMENTS = 1_000;

/** Accepts held values; they are known from now on. Exit code 3 for one that is unknown, already decided or replaced by a later document. */
export const accept = (argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => decide("accepted", argv, env);

/** Rejects held values for good. */
export const reject = (argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => decide("rejected", argv, env);

async function decide(decision: QuarantineDecision["decision"], argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, { note: { type: "string" } }, [1, MAX_ARGUMENTS], USAGE);
  const note = values.note?.trim() ?? "";
  if (note === "") throw new UsageError("--note must say why.", USAGE);
  const strange = positionals.find((word) => !/^(?:exchange:)?[1-9]\d{0,17}$/.test(word));
  if (strange !== undefined) throw new UsageError(`"${strange}" is not the number of a held value; "source held" lists them.`, USAGE);
  return await withStore(env, async ({ db }) => {
    const now = new Date();
    const decided = await decideAll(db, { ids: await heldIds(db, positionals), decision, note, by: operatorName(), now });
    await assessLedger(db, now);
    const { newPeriods, revisions, unchanged } = decided;
    const became = decision === "accepted" ? `: ${newPeriods} new, ${revisions} revised, ${unchanged} already known` : "";
    process.stdout.write(`${decision} ${decided.decided}${became}\n`);
    return EXIT.ok;
  });
}

async function decideAll(db: Db, decision: QuarantineDecision): Promise<DecisionCounts> {
  try {
    return await decideHeld(db, decision);
  } catch (error) {
    if (error instanceof AlreadyDecided || error instanceof Superseded) throw new ExitError(`${error.message}.`, EXIT.refused);
    throw error;
  }
}

async function heldIds(db: Db, words: readonly string[]): Promise<string[]> {
  const documents = words.filter((word) => word.startsWith("exchange:")).map((word) => word.slice("exchange:".length));
  if (documents.length === 0) return [...words];
  const waiting = await heldValues(db);
  const none = documents.find((document) => !waiting.some((one) => one.exchange === document));
  if (none !== undefined) throw new ExitError(`exchange:${none} has no held values.`, EXIT.refused);
  const single = words.filter((word) => !word.startsWith("exchange:"));
  return [...single, ...waiting.filter((one) => documents.includes(one.exchange)).map((one) => one.id)];
}
