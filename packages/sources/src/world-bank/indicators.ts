import type { ParsedObservation } from "@talent/core/observation/observation";

/** One of the publisher's series: our name for it, the text its unit stands in, and what the United States' values can be. */
export type Series = {
  readonly code: string;
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  /** Every US value of every year lies well inside; a share printed as a fraction, or persons in place of a rate, does not. */
  readonly plausibleInUsa: readonly [number, number];
};

export const SERIES: readonly Series[] = [
  {
    code: "GB.XPD.RSDV.GD.ZS",
    indicator: "rd-intensity",
    name: "Research and development expenditure (% of GDP)",
    unit: "percent of GDP",
    plausibleInUsa: [1.5, 8],
  },
  {
    code: "SE.TER.ENRR",
    indicator: "tertiary-enrolment-rate",
    name: "School enrollment, tertiary (% gross)",
    unit: "percent",
    plausibleInUsa: [35, 150],
  },
  {
    code: "SP.POP.SCIE.RD.P6",
    indicator: "researchers-per-million",
    name: "Researchers in R&D (per million people)",
    unit: "per million people",
    plausibleInUsa: [1_500, 15_000],
  },
];

/** The series of that code, or undefined. */
export function seriesOfCode(code: string): Series | undefined {
  return SERIES.find((series) => series.code === code);
}

/** None of the series has any; one object, so that numbers which share it need not spell it out. */
export const NO_DIMENSIONS: ParsedObservation["dimensions"] = {};

/** First years of a new definition or method: researchers counted anew, and an enrolment rate eleven points higher. */
const BREAKS: ReadonlyMap<string, string> = new Map([
  ["researchers-per-million CHN", "2009"],
  ["tertiary-enrolment-rate CHN", "2014"],
]);

/** The status of each year of a series: B for the first value after a break. The publisher marks none of them. */
export function statusesOf({ indicator }: Series, area: string): (year: string) => ParsedObservation["status"] {
  const broken = BREAKS.get(`${indicator} ${area}`);
  return (year) => (year === broken ? "B" : "A");
}
