import { amountWords } from "@talent/core/measure/format";
import { typeset } from "./text.ts";

type Shown = {
  readonly value: number | null;
  readonly unit: string;
  readonly bound?: "lower" | "upper" | null | undefined;
  readonly withheld?: string | undefined;
};

/** A stated number with its unit: withheld where its licence says so, withdrawn where the source took it back. */
export function observationValue({ value, unit, bound, withheld }: Shown): string {
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
