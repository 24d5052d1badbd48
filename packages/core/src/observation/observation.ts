import type { Locator } from "./locator.ts";

/** SDMX CL_OBS_STATUS: A normal, P provisional, E estimated, F forecast, B break, D definition differs, M/L/Q/O missing. */
export type ObservationStatus = "A" | "P" | "E" | "F" | "B" | "D" | "M" | "L" | "Q" | "O";

/** Why a row was written. `correction` and `reparse` are ours; the others are the publisher's. */
export type ObservationCause = "new_period" | "revision" | "withdrawal" | "correction" | "reparse" | "definition_change";

/** indicator x area x dimensions. */
export type SeriesKey = { readonly indicator: string; readonly area: string; readonly dimensions: Readonly<Record<string, string>> };

/** Reviewed grade of a curated number. `recalled` is never published. */
export type Quality = "official_primary" | "primary_research" | "secondary";

/** Who said a curated number, and where it can be read. Absent for numbers read from the publisher's own bytes. */
export type Citation = {
  readonly publisher: string;
  readonly title: string;
  readonly url: string;
  readonly quality: Quality;
  readonly note: string;
};

/** One number a source stated for one series and period, as a parser returns it. Null values are withdrawn or missing and carry a status that says so. */
export type ParsedObservation = SeriesKey & {
  readonly period: string;
  readonly value: number | null;
  readonly unit: string;
  readonly status: ObservationStatus;
  readonly low?: number;
  readonly high?: number;
  readonly n?: number;
  readonly bound?: "lower" | "upper";
  /** ISO date, only if the source states one. */
  readonly publishedOn?: string;
  /** Only curated facts set this: from when the number could be known. `backDated` when it comes from `knownBy`. Else the exchange's capture time counts. */
  readonly knownFrom?: { readonly at: string; readonly backDated: boolean };
  readonly citation?: Citation;
  readonly locator: Locator;
  /** The printed text, original language. */
  readonly raw: string;
};

/** The newest value of one period known at an as-of instant. `value` null: withdrawn or missing. */
export type SeriesPoint = {
  readonly id: string;
  readonly period: string;
  readonly value: number | null;
  readonly status: ObservationStatus;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly bound: "lower" | "upper" | null;
  /** ISO instant. */
  readonly vintage: string;
  readonly publishedOn: string | null;
  readonly cause: ObservationCause;
  /** Provenance of this very number: by its citation's quality, at most `reported` for re-typed pages. */
  readonly provenance: Provenance;
  /** Read from the source's own rows and not quoted: a whole number counts exactly, whoever the source is. Left out where `provenance` says so already. */
  readonly firstHand?: true;
  /** Printed text; decimal places in it give the rounding interval of a rounded figure. */
  readonly raw: string;
};

export type Provenance = "official" | "research" | "reported";
