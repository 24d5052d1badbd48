import { plain, printTable } from "../print/table.ts";
import type { ParsedJson } from "./parse-output.ts";
import { refusalLines } from "./run-report.ts";

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
  for (const url of parsed.unrecognised) yield `not recognised: ${plain(url)}\n`;
}
