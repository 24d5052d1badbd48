import type { ParsedObservation } from "@talent/core/observation/observation";

const FIRST_YEAR = 1997;
const YEARS = 28;
const CLASSES = 90;

/** As many observations as asked, in the shape and order of the largest real workbook: a sheet per fiscal year, nationalities by visa classes. */
export function madeUpVisas(count: number, indicator: string): ParsedObservation[] {
  const perYear = Math.ceil(count / YEARS);
  return Array.from({ length: count }, (_, at) => {
    const year = FIRST_YEAR + Math.floor(at / perYear);
    const cell = at % perYear;
    const value = (at * 7919) % 10_000;
    return {
      indicator,
      area: `N${Math.floor(cell / CLASSES)}`,
      dimensions: { visa_class: `C${cell % CLASSES}` },
      period: `FY${year}`,
      value,
      unit: "visas",
      status: "A",
      locator: { kind: "xlsx", sheet: `FY${String(year).slice(2)}`, cell: `${column(cell % CLASSES)}${2 + Math.floor(cell / CLASSES)}` },
      raw: String(value),
    };
  });
}

/** A document of about the size such a workbook has once inflated. */
export function madeUpDocument(observations: readonly ParsedObservation[]): Buffer {
  return Buffer.from(observations.map((o) => `${o.period},${o.area},${o.dimensions.visa_class},${o.value}\n`).join(""));
}

function column(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${column(Math.floor(index / 26) - 1)}${column(index % 26)}`;
}
