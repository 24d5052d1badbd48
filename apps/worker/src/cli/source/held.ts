import { seriesId } from "@talent/core/observation/series";
import { type HeldValue, heldValues } from "@talent/db/read/ingest/held-values";
import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printable, printTable } from "../print/table.ts";
import { withStore } from "../with-store.ts";
import { requireSource } from "./find-source.ts";

const USAGE = "usage: source held [ID] [--all] [--json]";
const OPTIONS = { all: { type: "boolean" }, json: { type: "boolean" } } as const;

/** Held values that await a decision, of one source or of all; with --all also the decided ones, with the decision. */
export async function held(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS, [0, 1], USAGE);
  const source = positionals[0] === undefined ? {} : { source: requireSource(positionals[0], USAGE).id };
  const found = await withStore(env, (store) => heldValues(store.db, { ...source, decided: values.all === true }));
  await printOut(values.json ? jsonLines({ data: found.map(entryOf), next: null }) : lines(found));
  return EXIT.ok;
}

/** As --json prints it: the number as the API would, and why it is not there. */
function entryOf({ observation, ...held }: HeldValue) {
  const { indicator, area, dimensions, period, value, unit, status, locator, raw } = observation;
  return { ...held, indicator, area, dimensions, period, value, unit, status, locator, raw };
}

function* lines(found: readonly HeldValue[]): Generator<string> {
  if (found.length === 0) return yield "no held values\n";
  yield printTable(["held", "source", "document", "series", "period", "value", "previous", "check", "decided"], found.map(rowOf));
  const messages = Map.groupBy(found, (one) => `${one.exchange} ${one.message}`);
  for (const [first, ...others] of messages.values()) {
    if (first !== undefined) yield `${first.id}${others.length > 0 ? ` and ${others.length} more` : ""}: ${printable(first.message)}\n`;
  }
}

function rowOf({ id, source, exchange, observation, previous, reason, decision }: HeldValue): (string | number | null)[] {
  const decided = decision === null ? null : `${decision.decision} by ${decision.by}, ${decision.at.slice(0, 10)}: ${decision.note}`;
  const { period, value } = observation;
  return [id, source, `exchange:${exchange}`, seriesId(observation), period, value ?? "no value", previous, reason, decided];
}
