import type { AreaCode } from "@talent/catalog/areas/all";
import type { Exchange } from "@talent/core/capture/capture";
import { ExpectationUnmet } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { calendarYear, periodRange } from "@talent/core/time/period";
import type { CsvRow } from "@talent/readers/csv/read-csv";
import { rowsLocator } from "@talent/readers/table/row-filter";
import { ignored } from "@talent/readers/text/look-up-code";
import { perSnapshot } from "../define-source.ts";
import { isWithoutAddress, refusePage } from "../file-kind.ts";
import { COUNTRIES } from "./countries.ts";
import { type Model, type ModelList, readModels } from "./read-models.ts";

const URL_PATTERN = /^https?:\/\/(www\.)?epoch(\.ai|ai\.org)\/data\/([\w-]+\/)?notable_ai_models\.csv$/i;
/** One object, so that numbers which share it need not spell it out. */
const NO_DIMENSIONS: ParsedObservation["dimensions"] = {};
/** The list had 895 models in its first vintage we hold, and grows: fewer than this is a piece of it. */
const LEAST_MODELS = 600;

/** The list by its address; a file handed in without one by its header. */
export function recognise(exchange: Exchange): boolean {
  if (!isWithoutAddress(exchange)) return URL_PATTERN.test(exchange.url.split(/[?#\s]/)[0] ?? "");
  return /^\uFEFF?"?Model"?,.*Country \((of|from) organi[sz]ation\)/i.test(new TextDecoder().decode(exchange.body.subarray(0, 4096)));
}

/** How many models each country's organisations published in each year: every country seen in the file, every year from first to last. */
export const parse = perSnapshot(recognise, (exchange) => {
  refusePage(exchange, "list");
  const list = readModels(exchange);
  if (list.models.length < LEAST_MODELS)
    throw new ExpectationUnmet(`${list.models.length} models, and the list has not had fewer than ${LEAST_MODELS}`);
  return { observations: countObservations(list), refusals: list.refusals };
});

function countObservations(list: ModelList): ParsedObservation[] {
  const names = countryNames(list.models);
  const years = list.models.flatMap((model) => (model.year === null ? [] : [model.year]));
  const periods = periodRange(calendarYear(Math.min(...years)), calendarYear(Math.max(...years)));
  const counted = rowsByAreaAndYear(list.models);
  const estimated = estimatedCounts(list.models);
  return names.flatMap(([name, area]) =>
    periods.map((period) => {
      const year = Number(period.id);
      const rows = counted.get(`${area} ${year}`) ?? [];
      const filter = [
        { column: list.countryColumn.trim(), op: "has", value: name },
        { column: list.dateColumn.trim(), op: "year", value: year },
      ] as const;
      return {
        indicator: "notable-ai-models",
        area,
        dimensions: NO_DIMENSIONS,
        period: period.id,
        value: rows.length,
        unit: "models",
        status: estimated(area, year) ? "E" : "A",
        locator: rowsLocator(filter, rows),
        raw: String(rows.length),
      };
    }),
  );
}

/** The countries of the file, with the spelling the filter searches for: the table has one for each. */
function countryNames(models: readonly Model[]): [string, AreaCode][] {
  const seen = new Set(models.flatMap((model) => model.areas));
  return Object.entries(COUNTRIES).flatMap(([name, area]): [string, AreaCode][] =>
    area !== ignored && seen.has(area) ? [[name, area]] : [],
  );
}

function rowsByAreaAndYear(models: readonly Model[]): ReadonlyMap<string, readonly CsvRow[]> {
  const rows = new Map<string, CsvRow[]>();
  for (const { row, year, areas } of models) {
    if (year === null) continue;
    for (const area of areas) {
      const key = `${area} ${year}`;
      const group = rows.get(key);
      if (group === undefined) rows.set(key, [row]);
      else group.push(row);
    }
  }
  return rows;
}

/**
 * Which counts a refused row may be missing from. Its year is known: that year of every country. Its country alone is known: every year of
 * that country. Neither: every count of the file.
 */
function estimatedCounts(models: readonly Model[]): (area: AreaCode, year: number) => boolean {
  const refused = models.filter((model) => !model.whole);
  const years = new Set(refused.map((model) => model.year));
  const undated = refused.filter((model) => model.year === null);
  const areas = new Set(undated.flatMap((model) => model.areas));
  const anywhere = undated.some((model) => model.areas.length === 0);
  return (area, year) => anywhere || years.has(year) || areas.has(area);
}
