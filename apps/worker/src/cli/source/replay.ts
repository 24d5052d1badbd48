import { InvalidInstant } from "@talent/core/capture/errors";
import { startOfDay } from "@talent/core/time/instant";
import { exchangesSince } from "@talent/db/read/ingest/stored-answers";
import { storedExchange } from "@talent/db/read/ingest/stored-exchanges";
import type { Source } from "@talent/sources/define-source";
import { SOURCES } from "@talent/sources/registry";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { type Difference, reparseDifferences } from "../../ingest/reparse.ts";
import { runOnce } from "../../ingest/run-slot.ts";
import type { Runner } from "../../ingest/runner.ts";
import { EXIT } from "../../process/exit.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { printTable } from "../print/table.ts";
import { manualRunner, withStore } from "../with-store.ts";
import { requireSource } from "./find-source.ts";
import { reportLines } from "./run-report.ts";

const USAGE = "usage: source replay [ID] [--since DATE] [--write REASON]";
const OPTIONS = { since: { type: "string" }, write: { type: "string" } } as const;
const MOST_SHOWN = 40;

/** Reads stored snapshots with today's parser and shows what comes out differently; with --write appends it as our reparse, known from now on. */
export async function replay(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS, [0, 1], USAGE);
  const sources =
    positionals[0] === undefined ? SOURCES.filter((source) => source.kind !== "curated") : [requireSource(positionals[0], USAGE)];
  const since = values.since === undefined ? new Date(0) : parseSince(values.since);
  const reason = values.write?.trim();
  if (reason === "") throw new UsageError("--write needs a reason.", USAGE);
  return await withStore(env, async (store) => {
    const runner = await manualRunner(store);
    for (const source of sources) await reparseSource(runner, source, since, reason);
    if (reason !== undefined) await assessLedger(store.db, runner.clock());
    return EXIT.ok;
  });
}

async function reparseSource(runner: Runner, source: Source, since: Date, reason: string | undefined): Promise<void> {
  const exchangeIds = await exchangesSince(runner.db, source.id, since);
  const differences = await reparseDifferences(runner.db, source, runner.parser, exchangeIds, runner.clock());
  process.stdout.write(`${source.id}: ${exchangeIds.length} stored documents, ${differences.length} numbers read differently\n`);
  if (differences.length > 0) process.stdout.write(table(differences));
  if (reason !== undefined) await appendReparse(runner, source, exchangeIds, reason);
}

/** One run per document, oldest first; values that a later document states stay as it states them. */
async function appendReparse(runner: Runner, source: Source, exchangeIds: readonly string[], note: string): Promise<void> {
  for (const id of exchangeIds) {
    const fetch = async () => ({ exchanges: [await storedExchange(runner.db, id)], ended: [] });
    const report = await runOnce(runner, { source, trigger: "reparse", fetch, as: { cause: "reparse", note } });
    process.stdout.write(reportLines(source, report));
  }
}

function table(differences: readonly Difference[]): string {
  const rows = differences
    .slice(0, MOST_SHOWN)
    .map(({ series, period, stored, reread }) => [series, period, valueText(stored), valueText(reread)]);
  const rest = differences.length - rows.length;
  return `${printTable(["series", "period", "stored", "read now"], rows)}${rest > 0 ? `and ${rest} more\n` : ""}`;
}

function valueText(stated: Difference["stored"]): string {
  if (stated === null) return "none";
  return `${stated.value ?? "withdrawn"} ${stated.status}`;
}

function parseSince(text: string): Date {
  try {
    return startOfDay(text);
  } catch (error) {
    if (error instanceof InvalidInstant) throw new UsageError(`--since must be a date, not "${text}".`, USAGE);
    throw error;
  }
}
