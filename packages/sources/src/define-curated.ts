import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IndicatorId } from "@talent/catalog/indicators/all";
import type { Capture, Exchange, Refusal } from "@talent/core/capture/capture";
import { DuplicateKey, InvalidRow, LayoutChanged, refusalOf, UnknownCode } from "@talent/core/capture/errors";
import type { Cadence } from "@talent/core/capture/expectation";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { seriesId } from "@talent/core/observation/series";
import { type CsvRow, readCsv } from "@talent/readers/csv/read-csv";
import { CURATED_COLUMNS, type CuratedRow, observationOf } from "./curated-row.ts";
import { perSnapshot, type Source } from "./define-source.ts";

/** A source whose document is a table of ours, one cited number per row, stored in its folder. */
export type CuratedSource = Source & { readonly kind: "curated"; readData(): Promise<Uint8Array> };

/** What a curated family declares. `indicators` gives each one's plausible range. */
export type CuratedFacts<I extends IndicatorId> = Pick<Source, "id" | "title" | "short" | "publisher"> & {
  readonly indicators: Readonly<Record<I, readonly [number, number]>>;
  readonly cadence: Cadence;
  /** Default: single figures, each cited, may be shown. */
  readonly licence?: Source["licence"];
};

const SINGLE_FIGURES: Source["licence"] = { name: "Single figures, each cited with its publisher", republish: "values" };

/** The most rows a hand-maintained table is expected to have. */
const MAX_ROWS = 2_000;

/** A curated source from its facts and its own `import.meta.url`; the table is `data.csv` beside it. */
export function defineCurated<I extends IndicatorId>(facts: CuratedFacts<I>, moduleUrl: string): CuratedSource {
  const { indicators, licence = SINGLE_FIGURES, ...rest } = facts;
  const produces = Object.keys(indicators) as I[];
  const recognise = (exchange: Exchange): boolean => exchange.url === curatedUrl(facts.id) && startsAsTable(exchange.body);
  return {
    ...rest,
    kind: "curated",
    licence,
    requests: [],
    schedule: null,
    produces,
    expect: { observations: [1, MAX_ROWS], values: indicators },
    states: "everything",
    recognise,
    parse: perSnapshot(recognise, (exchange) => readTable(exchange.body, produces)),
    readData: () => readFile(new URL("./data.csv", moduleUrl)),
  };
}

/** Today's table as the one exchange of a run. Throws TypeError for a source that is not curated. */
export async function curatedCapture(source: Source, now: Date): Promise<Capture> {
  if (!isCurated(source)) throw new TypeError(`${source.id} has no table of its own`);
  const body = await source.readData();
  const exchange: Exchange = {
    url: curatedUrl(source.id),
    method: "GET",
    status: 200,
    headers: { "content-type": "text/csv; charset=utf-8" },
    body,
    sha256: createHash("sha256").update(body).digest("hex"),
    capturedAt: now.toISOString(),
    fidelity: "verbatim",
    licence: source.licence.name,
    note: "A table of ours: each row cites the publisher of its number.",
  };
  return { source: source.id, exchanges: [exchange] };
}

/** True for a source made by `defineCurated`. */
export function isCurated(source: Source): source is CuratedSource {
  return source.kind === "curated" && "readData" in source;
}

const curatedUrl = (id: string): string => `curated:${id}/data.csv`;

const startsAsTable = (body: Uint8Array): boolean => new TextDecoder().decode(body.subarray(0, 40)).startsWith("indicator,area,");

function readTable(bytes: Uint8Array, produces: readonly string[]) {
  const table = readCsv(bytes);
  const header = table.header.map((cell) => cell.text);
  if (header.join() !== CURATED_COLUMNS.join()) throw new LayoutChanged(`columns are ${header.join()}`, table.header[0]);
  const observations = new Map<string, ParsedObservation>();
  const refusals: Refusal[] = [];
  for (const line of table.rows) {
    try {
      const observation = observationOf(rowOf(line));
      if (observation !== null) addObservation(observation, observations, produces);
    } catch (error) {
      refusals.push(refusalOf(error, "value"));
    }
  }
  return { observations: [...observations.values()], refusals };
}

function rowOf(line: CsvRow): CuratedRow {
  if (line.cells.length !== CURATED_COLUMNS.length) {
    throw new InvalidRow(`${line.cells.length} cells, expected ${CURATED_COLUMNS.length}`, line.cells[0]);
  }
  return Object.fromEntries(CURATED_COLUMNS.map((name, index) => [name, line.cells[index]])) as CuratedRow;
}

/** Two rows of one series and period are two vintages when they became known at different times, and a mistake when not. */
function addObservation(observation: ParsedObservation, kept: Map<string, ParsedObservation>, produces: readonly string[]): void {
  if (!produces.includes(observation.indicator)) {
    throw new UnknownCode(`"${observation.indicator}" belongs to another family`, observation.locator);
  }
  const key = `${seriesId(observation)}@${observation.period}@${observation.knownFrom?.at}`;
  if (kept.has(key)) throw new DuplicateKey(`a second number for ${key}`, observation.locator);
  kept.set(key, observation);
}
