import type { Capture, ParseResult, Refusal } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { implausibleValues } from "@talent/core/quality/implausible";
import type { Source } from "@talent/sources/define-source";
import { printable, printTable } from "../print/table.ts";
import { refusalLines } from "./run-report.ts";

export type ParsedJson = {
  readonly source: string;
  readonly observations: readonly Readonly<Record<string, unknown>>[];
  readonly refusals: readonly Omit<Refusal, "scope">[];
  readonly unrecognised: readonly string[];
};

/** A parsed capture as `source parse --json` prints it: what needs a database is left out. Values a run would hold back are refusals here. */
export function parsedJson(source: Source, capture: Capture, result: ParseResult): ParsedJson {
  const held = result.snapshots.flatMap((snapshot) => implausibleValues(source.expect, snapshot.observations));
  const heldBack = new Set(held.map((item) => item.observation));
  const observations = result.snapshots.flatMap((snapshot) => {
    const exchange = capture.exchanges[snapshot.exchange];
    if (exchange === undefined) return [];
    return snapshot.observations
      .filter((observation) => !heldBack.has(observation))
      .map((observation) => observationJson(observation, source.id, exchange.sha256, exchange.capturedAt));
  });
  const refusals = result.snapshots.flatMap((snapshot) => snapshot.refusals.map(({ scope: _, ...refusal }) => refusal));
  const implausibles = held.map(
    ({ observation, reason }) => ({ code: "implausible", message: reason, locator: observation.locator }) as const,
  );
  const nothing = { code: "not_recognised", message: `${source.id} recognises nothing in this capture` } as const;
  return {
    source: source.id,
    observations,
    refusals: [...refusals, ...implausibles, ...(result.snapshots.length === 0 ? [nothing] : [])],
    unrecognised: result.unrecognised.flatMap((index) => capture.exchanges[index]?.url ?? []),
  };
}

function observationJson(observation: ParsedObservation, source: string, sha256: string, capturedAt: string): Record<string, unknown> {
  const { indicator, area, dimensions, period, value, unit, status, low, high, n, bound, publishedOn, knownFrom, citation, locator, raw } =
    observation;
  return {
    indicator,
    area,
    dimensions,
    period,
    value,
    unit,
    status,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(n === undefined ? {} : { n }),
    ...(bound === undefined ? {} : { bound }),
    vintage: knownFrom?.at ?? capturedAt,
    publishedOn: publishedOn ?? null,
    source,
    snapshot: `sha256:${sha256}`,
    locator,
    raw,
    ...(citation === undefined ? {} : { citation }),
  };
}

/** What was read, by indicator, and what was not, for a person at a terminal. */
export function* parsedSummary(parsed: ParsedJson): Generator<string> {
  const groups = Map.groupBy(parsed.observations, (observation) => String(observation.indicator));
  const rows = [...groups].map(([indicator, observations]) => {
    const periods = observations.map((observation) => String(observation.period)).sort();
    const areas = new Set(observations.map((observation) => observation.area));
    return [indicator, observations.length, areas.size, `${periods[0]} to ${periods.at(-1)}`];
  });
  yield printTable(["indicator", "numbers", "areas", "periods"], rows);
  for (const line of refusalLines(parsed.refusals)) yield `${line}\n`;
  for (const url of parsed.unrecognised) yield `not recognised: ${printable(url)}\n`;
}
