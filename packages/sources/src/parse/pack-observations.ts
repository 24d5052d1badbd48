import type { ParsedObservation } from "@talent/core/observation/observation";

/**
 * Observations as columns of numbers and a table of texts: half a million of them cross to another process in a fifth of the time. What does
 * not fit the columns (another locator than a cell's, a bound, a citation) crosses as it is, by its position.
 */
export type PackedObservations = {
  readonly length: number;
  readonly texts: readonly string[];
  readonly heads: readonly ObservationHead[];
  readonly columns: Uint32Array;
  readonly values: Float64Array;
  readonly others: ReadonlyMap<number, ParsedObservation>;
};

type ObservationHead = Pick<ParsedObservation, "indicator" | "dimensions" | "period" | "unit" | "status">;

/** Columns of a row: head, area, sheet, cell, printed text. */
const COLUMNS_PER_ROW = 5;
const PLAIN_KEY_COUNT = 9;

/** The same observations, ready to cross. */
export function packObservations(observations: readonly ParsedObservation[]): PackedObservations {
  const texts = internTable<string>((text) => text);
  const dimensions = internTable<ParsedObservation["dimensions"]>((codes) => codes);
  const heads = internTable<ObservationHead>(
    (head) => `${head.indicator}|${dimensions.index(head.dimensions)}|${head.period}|${head.unit}|${head.status}`,
  );
  const columns = new Uint32Array(observations.length * COLUMNS_PER_ROW);
  const values = new Float64Array(observations.length);
  const others = new Map<number, ParsedObservation>();
  for (const [at, observation] of observations.entries()) {
    const { locator, area, value, raw, indicator, period, unit, status } = observation;
    if (locator.kind !== "xlsx" || value === null || Object.keys(observation).length !== PLAIN_KEY_COUNT) others.set(at, observation);
    else {
      const head = heads.index({ indicator, dimensions: observation.dimensions, period, unit, status });
      columns.set([head, texts.index(area), texts.index(locator.sheet), texts.index(locator.cell), texts.index(raw)], at * COLUMNS_PER_ROW);
      values[at] = value;
    }
  }
  return { length: observations.length, texts: texts.all, heads: heads.all, columns, values, others };
}

/** The observations that were packed, in their order. */
export function unpackObservations(packed: PackedObservations): ParsedObservation[] {
  const { texts, heads, columns, values, others } = packed;
  const text = (at: number): string => texts[columns[at] ?? 0] ?? "";
  return Array.from({ length: packed.length }, (_, at) => {
    const row = at * COLUMNS_PER_ROW;
    const head = heads[columns[row] ?? 0];
    const other = others.get(at);
    if (other !== undefined || head === undefined) return other as ParsedObservation;
    return {
      indicator: head.indicator,
      area: text(row + 1),
      dimensions: head.dimensions,
      period: head.period,
      value: values[at] ?? null,
      unit: head.unit,
      status: head.status,
      locator: { kind: "xlsx", sheet: text(row + 2), cell: text(row + 3) },
      raw: text(row + 4),
    };
  });
}

function internTable<T>(keyOf: (item: T) => unknown): { readonly all: T[]; index(item: T): number } {
  const all: T[] = [];
  const known = new Map<unknown, number>();
  return {
    all,
    index(item) {
      const key = keyOf(item);
      const found = known.get(key) ?? all.push(item) - 1;
      known.set(key, found);
      return found;
    },
  };
}
