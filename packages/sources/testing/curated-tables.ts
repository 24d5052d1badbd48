import { createHash } from "node:crypto";
import type { ParsedSnapshot } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { type CuratedSource, curatedCapture } from "../src/define-curated.ts";
import type { Source } from "../src/define-source.ts";

const NOW = new Date("2026-11-23T12:00:00Z");

/** For tests: the table of a curated source as committed, or an edited copy of it, read like any capture. */
export async function readCurated(source: Source, edit: (table: string) => string = (table) => table): Promise<ParsedSnapshot> {
  const capture = await curatedCapture(source, NOW);
  const exchanges = capture.exchanges.map((exchange) => {
    const body = new TextEncoder().encode(edit(new TextDecoder().decode(exchange.body)));
    return { ...exchange, body, sha256: createHash("sha256").update(body).digest("hex") };
  });
  const { snapshots } = await source.parse({ ...capture, exchanges });
  const [snapshot] = snapshots;
  if (snapshot === undefined) throw new Error(`${source.id} does not recognise its own table`);
  return snapshot;
}

/** For tests: `indicator area codes period = value`, one line per observation. */
export function observationLines(observations: readonly ParsedObservation[]): string[] {
  return observations.map(({ indicator, area, dimensions, period, value, bound }) => {
    const codes = Object.values(dimensions).join(" ");
    return `${[indicator, area, codes, period].filter((part) => part !== "").join(" ")} = ${bound === "lower" ? ">= " : ""}${value}`;
  });
}

/** For tests: rows of the table by grade. */
export async function countRowsOfQuality(source: CuratedSource, grade: string): Promise<number> {
  const table = new TextDecoder().decode(await source.readData());
  return table.split("\n").filter((line) => line.includes(`,${grade},`)).length;
}
