import type { Fidelity } from "@talent/core/capture/capture";
import type { Interval } from "@talent/core/measure/interval";
import type { Locator } from "@talent/core/observation/locator";
import type { Quality } from "@talent/core/observation/observation";
import { amountWords, expectedWords, numberWords } from "@talent/core/text/format";
import { typeset, visibleText } from "./text.ts";

/** How close the stored bytes are to the publisher's, in a sentence. */
export function fidelityWords(fidelity: string): string {
  return FIDELITY_WORDS[fidelity as Fidelity] ?? fidelity;
}

const FIDELITY_WORDS: Readonly<Record<Fidelity, string>> = {
  verbatim: "The publisher’s own bytes",
  copy: "A copy of the publisher’s bytes, from an archive or mirror",
  derived: "Derived from the publisher’s file by someone else",
  transcribed: "Transcribed by hand",
  reconstructed: "The publisher’s numbers, markup of ours",
};

export const QUALITY_WORDS: Readonly<Record<Quality, string>> = {
  official_primary: "Official: read in the publisher’s own table or notice",
  primary_research: "Research: read on the research group’s own page",
  secondary: "Reported: press or a third party quoting the publisher",
};

/** What the licence lets us republish, in words. */
export const REPUBLISH_WORDS: Readonly<Record<string, string>> = {
  values: "values may be republished",
  unmodified: "values may be republished as printed",
  cited: "only values that a verdict rests on are republished",
  counts: "only our counts are republished, never rows",
  verdict_only: "no values are republished; the verdict, citation and link stay",
};

type StatedValue = {
  readonly value: number | null;
  readonly unit: string;
  readonly bound?: "lower" | "upper" | null | undefined;
  readonly withheld?: string | undefined;
};

/** A stated number with its unit: withheld where its licence says so, withdrawn where the source took it back. */
export function observationWords({ value, unit, bound, withheld }: StatedValue): string {
  if (withheld) return "withheld by licence";
  if (value === null) return "withdrawn or missing";
  const text = typeset(amountWords(value, unit));
  return bound === "lower" ? `at least ${text}` : bound === "upper" ? `at most ${text}` : text;
}

/** SDMX observation status, CL_OBS_STATUS. */
export const STATUS_WORDS: Readonly<Record<string, string>> = {
  A: "normal",
  P: "provisional",
  E: "estimated",
  F: "forecast",
  B: "break in the series",
  D: "definition differs",
  M: "missing",
  L: "missing: no data collected",
  Q: "missing: suppressed",
  O: "missing",
};

export const CAUSE_WORDS: Readonly<Record<string, string>> = {
  new_period: "first stated",
  revision: "revised by the source",
  withdrawal: "withdrawn by the source",
  correction: "corrected by us",
  reparse: "read again by us",
  definition_change: "definition changed",
  inputs: "its numbers changed",
  rule: "the reading changed",
  time: "time passed",
};

/** Where a number is printed, in words a reader can follow by hand. Counts from 1. */
export function locatorWords(locator: Locator): string {
  return visibleText(locatorText(locator));
}

function locatorText(locator: Locator): string {
  switch (locator.kind) {
    case "html":
      return `table “${locator.selector}”, row ${locator.row}, column “${locator.column}”`;
    case "csv":
      return `${locator.entry === undefined ? "" : `file “${locator.entry}” of the archive, `}line ${locator.line}, column ${locator.column}`;
    case "xlsx":
      return `sheet “${locator.sheet}”, cell ${locator.cell}`;
    case "json":
      return `JSON pointer ${locator.pointer || "(the document)"}`;
    case "pdf":
      return `page ${locator.page}, line ${locator.line}, column ${locator.column}`;
    case "rows":
      return `${locator.count} rows counted where ${locator.where}`;
  }
}

type MeasuredValue = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

/** A measured value with its unit, "at least" where only one end is known, an en rule where there is none. */
export function valueWords({ value, low, high }: MeasuredValue, unit: string): string {
  if (value === null) return "–";
  if (unit === "in force") return value === 1 ? "in force" : value === 0 ? "not in force" : numberWords(value);
  const text = typeset(amountWords(value, unit));
  if (high === null && low !== null) return `at least ${text}`;
  if (low === null && high !== null) return `at most ${text}`;
  return text;
}

/** The interval of a value, as "43.7% to 50.3%"; null for a bound, and where both ends print as the value does. */
export function intervalWords({ low, high }: MeasuredValue, unit: string): string | null {
  if (low === null || high === null) return null;
  const attached = unit === "x" || unit === "%" ? unit : "";
  const [from, to] = [amountWords(low, attached), amountWords(high, attached)];
  return from === to ? null : typeset(`${from} to ${to}`);
}

/** What a claim needs, in words: "more than 14×", "at least 45% and under 50%". */
export function neededWords(expected: Interval, unit: string): string {
  if (unit === "in force") return "the act to be in force";
  return typeset(expectedWords(expected, unit));
}
