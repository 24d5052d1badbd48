import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { asOfInstant } from "@talent/core/time/instant";
import type { Source } from "@talent/sources/define-source";
import { assessLedger } from "../../assess/assess-ledger.ts";
import { depositedExchanges, depositFetch, type HandedIn } from "../../fetch/deposit.ts";
import { runOnce } from "../../ingest/run-slot.ts";
import type { RunReport } from "../../ingest/run-source.ts";
import { EXIT, Halt } from "../../process/exit.ts";
import { readArguments, Usage } from "../arguments.ts";
import { plain } from "../print/table.ts";
import { runnerByHand, whoAmI, withStore } from "../with-store.ts";

import { neededSource } from "./find-source.ts";
import { reportLines } from "./run-report.ts";

const USAGE = "usage: source deposit ID FILE... [--url URL] [--captured-at ISO]";
const OPTIONS = { url: { type: "string" }, "captured-at": { type: "string" } } as const;

/** Hands in files a person downloaded: kept and read like fetched ones. Exit code 0 read, 3 with what was refused. */
export async function deposit(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS, [2, 100], USAGE);
  const [id = "", ...names] = positionals;
  const source = neededSource(id, USAGE);
  const now = new Date();
  const capturedAt = values["captured-at"] === undefined ? now : capturedInstant(values["captured-at"], now);
  const handedIn = { url: values.url === undefined ? null : webAddress(values.url), capturedAt, depositedBy: whoAmI() };
  const files = await Promise.all(names.map(async (name) => ({ ...handedIn, name: basename(name), body: await bytesOf(name) })));
  return await withStore(env, async (store) => {
    const runner = await runnerByHand(store);
    const report = await handIn(source, files, (errand) => runOnce(runner, errand));
    await assessLedger(store.db, runner.clock());
    process.stdout.write(reportLines(source, report));
    return report.refusals.length + report.ended.length === 0 ? EXIT.good : EXIT.refused;
  });
}

async function handIn(
  source: Source,
  files: readonly HandedIn[],
  run: (errand: Parameters<typeof runOnce>[1]) => Promise<RunReport>,
): Promise<RunReport> {
  const exchanges = depositedExchanges(source, files, new Date());
  const strange = exchanges.filter((exchange) => !source.recognise(exchange));
  if (strange.length > 0) {
    const hint = source.depositHint === undefined ? "" : `\n${source.depositHint}`;
    const names = strange.map((exchange) => plain(exchange.url)).join(", ");
    throw new Halt(`refused: not_recognised: ${source.id} does not recognise ${names}.${hint}`, EXIT.refused);
  }
  return await run({ source, trigger: "deposit", fetch: depositFetch(exchanges, new Date()) });
}

function capturedInstant(text: string, now: Date): Date {
  const at = parsedInstant(text);
  // The end of today has not come yet; a file downloaded today was downloaded by now.
  const today = text === now.toISOString().slice(0, 10);
  if (at > now && !today) throw new Usage("--captured-at lies in the future.", USAGE);
  return at > now ? now : at;
}

function parsedInstant(text: string): Date {
  try {
    return asOfInstant(text);
  } catch {
    throw new Usage(`--captured-at must be a date or an ISO instant with its offset, not "${text}".`, USAGE);
  }
}

function webAddress(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new Usage(`--url must be an http or https address, not "${text}".`, USAGE);
  return text;
}

async function bytesOf(name: string): Promise<Uint8Array> {
  try {
    return await readFile(name);
  } catch (error) {
    throw new Usage(`${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`, USAGE);
  }
}
