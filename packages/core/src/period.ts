/** What kind of span a period is. Two kinds never compare unless a reading declares a bridge. */
export type PeriodKind = "year" | "quarter" | "month" | "day" | "fiscal_year" | "academic_year" | "edition" | "exam" | "batch";

/**
 * The span a number is about. `id` is the printed form (`2024`, `2024-Q3`, `2024-07`, `2024-07-15`, `FY2024`, `AY2023-24`,
 * `edition 2026`, `exam 2026`, `batch 2024`); `start` and `end` are ISO dates, half-open. Labels (edition, exam, batch) store their calendar year.
 */
export type Period = { readonly kind: PeriodKind; readonly id: string; readonly start: string; readonly end: string };
