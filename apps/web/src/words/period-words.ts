import type { PeriodKind } from "@talent/core/time/period";

/** What span a period is, in words. */
export const PERIOD_KIND_WORDS: Readonly<Record<PeriodKind, string>> = {
  year: "calendar year",
  quarter: "quarter",
  month: "month",
  day: "day",
  fiscal_year: "US fiscal year, October to September",
  academic_year: "academic year",
  edition: "edition; its year is a name, not when it came out",
  exam: "exam; its year is a name, registration is in the autumn before",
  batch: "batch; its year is a name, publication is in the spring after",
};
