import type { ChartPoint } from "@talent/charts/chart-input";
import { sparkline } from "@talent/charts/sparkline";
import type { Assessment } from "@talent/core/claim/assessment";
import type { Claim, Reading } from "@talent/core/claim/claim";
import { briefingParts } from "@talent/core/text/verdict-text";
import { valueWords } from "../words/observation-words.ts";
import { typeset } from "../words/text.ts";
import { primaryAssessments } from "./filters.ts";
import type { LedgerEntry, LedgerView, ShownAssessment } from "./load.ts";
import { readingTrajectory } from "./trajectory.ts";

/** One line of a claim's row: a question, its verdict, and what was measured. */
export type RowLine = { readonly assessment: Assessment; readonly value: string | null; readonly period: string | null };

/** All that the ledger shows of a claim, made once for a state of the store. */
export type ClaimRowModel = {
  readonly entry: LedgerEntry;
  readonly primary: Reading | null;
  /** The quote-safe sentence in two parts: the claim in quotation marks, and how it stands. */
  readonly claimed: string;
  readonly verdict: string;
  readonly lines: readonly RowLine[];
  readonly spark: string;
  /** The newest period that is no forecast. */
  readonly evidenceEnds: string | null;
  /** ISO instant the view speaks for. */
  readonly knownAt: string;
};

const ARTICLE_DAY = "2025-02-10";
const modelCache = new WeakMap<LedgerView, readonly ClaimRowModel[]>();

/** A row for every claim of a view, in the article's order. */
export function rowModels(view: LedgerView): readonly ClaimRowModel[] {
  const known = modelCache.get(view);
  if (known) return known;
  const made = view.entries.map((entry) => rowModel(entry, view));
  modelCache.set(view, made);
  return made;
}

function rowModel(entry: LedgerEntry, view: LedgerView): ClaimRowModel {
  const { claim, assessments } = entry;
  const primary = claim.readings.find((reading) => reading.primary) ?? null;
  const points = primary ? readingTrajectory(primary, view.shown) : [];
  return {
    entry,
    primary,
    ...claimSentence(claim, assessments, view.checkedAt),
    lines: primary ? primaryAssessments(entry).map((assessment) => toRowLine(assessment, primary)) : [],
    spark: primary && primary.unit !== "in force" ? sparklineOf(claim, primary, points) : "",
    evidenceEnds: points.findLast((point) => point.status !== "F")?.label ?? null,
    knownAt: view.knownAt.toISOString(),
  };
}

function sparklineOf(claim: Claim, { expected }: Reading, points: readonly ChartPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  const end = last && last !== first ? `${last.label}${last.status === "F" ? ", forecast" : ""}` : null;
  const ends = [first?.label ?? null, end] as const;
  return sparkline({ label: sparklineLabel(claim, points), points, expected, articleDay: ARTICLE_DAY, ends, width: 476, height: 82 });
}

/** The briefing sentence with its claim as the heading; both still read as one. */
export function claimSentence(
  claim: Claim,
  assessments: readonly Assessment[],
  checkedAt: string | null,
): { claimed: string; verdict: string } {
  const { claimed, verdict } = briefingParts(claim, assessments, checkedAt ?? undefined);
  return { claimed: typeset(`${claimed}:`), verdict: typeset(verdict) };
}

function toRowLine(assessment: ShownAssessment, reading: Reading): RowLine {
  if (assessment.withheld) return { assessment, value: "withheld by licence", period: null };
  if (assessment.value === null) return { assessment, value: null, period: null };
  return { assessment, value: valueWords(assessment, reading.unit), period: assessment.period };
}

function sparklineLabel(claim: Claim, points: readonly { readonly label: string; readonly value: number }[]): string {
  const unit = claim.readings.find((reading) => reading.primary)?.unit ?? "";
  const said = (point: { label: string; value: number } | undefined) =>
    point ? `${valueWords({ value: point.value, low: point.value, high: point.value }, unit)} in ${point.label}` : "";
  const last = points.length > 1 ? `, ${said(points.at(-1))}` : "";
  return `Values by period: ${said(points[0])}${last}. The upright rule is the day of the article.`;
}
