import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { asOfInstant } from "@talent/core/time/instant";
import type { Source } from "@talent/sources/define-source";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { type DepositedFile, depositedExchanges, depositFetch } from "../../fetch/deposit.ts";
import type { RunReport } from "../../ingest/run-effects.ts";
import { runOnce } from "../../ingest/run-slot.ts";
import { EXIT, ExitError } from "../../process/exit.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { printable } from "../print/table.ts";
import { manualRunner, operatorName, withStore } from "../with-store.ts";

import { requireSource } from "./find-source.ts";
import { reportLines } from "./run-report.ts";

const USAGE = "usage: source deposit ID FILE... [--url URL] [--captured-at ISO]";
const OPTIONS = { url: { type: "string" }, "captured-at": { type: "string" } } as const;

/** Hands in files a person downloaded: kept and read like fetched ones. Exit code 0 read, 3 with what was refused. */
export async function deposit(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS, [2, 100], USAGE);
  const [id = "", ...names] = positionals;
  const source = requireSource(id, USAGE);
  const now = new Date();
  const capturedAt = values["captured-at"] === undefined ? now : capturedInstant(values["captured-at"], now);
  const handedIn = { url: values.url === undefined ? null : parseWebAddress(values.url), capturedAt, depositedBy: operatorName() };
  const files = await Promise.all(names.map(async (name) => ({ ...handedIn, name: basename(name), body: await readBytes(name) })));
  return await withStore(env, async (store) => {
    const runner = await manualRunner(store);
    const report = await depositFiles(source, files, (errand) => runOnce(runner, errand));
    await assessLedger(store.db, runner.clock());
    process.stdout.write(reportLines(source, report));
    return report.refusals.length + report.ended.length === 0 ? EXIT.ok : EXIT.refused;
  });
}

async function depositFiles(
  source: Source,
  files: readonly DepositedFile[],
  run: (errand: Parameters<typeof runOnce>[1]) => Promise<RunReport>,
): Promise<RunReport> {
  const exchanges = depositedExchanges(source, files, new Date());
  const strange = exchanges.filter((exchange) => !source.recognise(exchange));
  if (strange.length > 0) {
    const hint = source.depositHint === undefined ? "" : `\n${source.depositHint}`;
    const names = strange.map((exchange) => printable(exchange.url)).join(", ");
    throw new ExitError(`refused: not_recognised: ${source.id} does not recognise ${names}.${hint}`, EXIT.refused);
  }
  return await run({ source, trigger: "deposit", fetch: depositFetch(exchanges, new Date()) });
}

function capturedInstant(text: string, now: Date): Date {
  const at = parsedInstant(text);
  // The end of today has not come yet; a file downloaded today was downloaded by now.
  const today = text === now.toISOString().slice(0, 10);
  if (at > now && !today) throw new UsageError("--captured-at is in the future.", USAGE);
  return at > now ? now : at;
}

function parsedInstant(text: string): Date {
  try {
    return asOfInstant(text);
  } catch {
    throw new UsageError(`--captured-at must be a date or an ISO instant with its offset, not "${text}".`, USAGE);
  }
}

function parseWebAddress(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(`--url must be an http or https address, not "${text}".`, USAGE);
  return text;
}

async function readBytes(name: string): Promise<Uint8Array> {
  try {
    return await readFile(name);
  } catch (error) {
    throw new UsageError(`${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`, USAGE);
  }
}
