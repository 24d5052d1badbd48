import type { Question } from "../claim/assessment.ts";
import type { Measure } from "../measure/measure.ts";
import type { PeriodKind } from "../time/period.ts";
import type { ReleasePoint } from "./release.ts";

/** Enough to forget the noise of binary fractions, so that a change of exactly −15 % is one. */
const SIGNIFICANT_DIGITS = 12;

/** Whether a value meets a threshold. Of a bound ("at least 1,482") only what it proves: it is never below anything. */
export function meetsThreshold({ op, than }: Threshold, { value, low, high }: Pick<ReleasePoint, "value" | "low" | "high">): boolean {
  const plain = Number(value.toPrecision(SIGNIFICANT_DIGITS));
  const mayBeLower = low === Number.NEGATIVE_INFINITY;
  const mayBeHigher = high === Number.POSITIVE_INFINITY;
  switch (op) {
    case ">=":
      return plain >= than && !mayBeLower;
    case ">":
      return plain > than && !mayBeLower;
    case "<=":
      return plain <= than && !mayBeHigher;
    case "<":
      return plain < than && !mayBeHigher;
    case "moves_by":
      return Math.abs(plain) >= than && !mayBeLower && !mayBeHigher;
  }
}

/** What a notice may be written in. BCP 47. */
export type Locale = "en" | "zh-CN";

/** A name in every language notices are written in. */
export type LocalizedText = Readonly<Record<Locale, string>>;

/** A condition on one value, in the unit of the watch. `moves_by`: the value's size, whatever its sign, is at least `than`. */
export type Threshold = { readonly op: ">=" | ">" | "<=" | "<" | "moves_by"; readonly than: number };

/** What a rule watches. */
export type Watch =
  /** The newest value of an expression over series, held against thresholds. */
  | {
      readonly kind: "measure";
      readonly measure: Measure;
      readonly periodKind: PeriodKind;
      /** Unit of the measured value as shown: "%", "points", "x", "persons", ... */
      readonly unit: string;
      /** Fires when any of these holds. */
      readonly fires: readonly Threshold[];
      /** Is over when all of these hold: further out than `fires`, so that a value hovering at a threshold is reported once. */
      readonly recovers: readonly Threshold[];
      /** `period`: reports every further period that crosses, as for records. Default `crossing`: once until it is over. */
      readonly every?: "crossing" | "period";
      /** Periods before this one (id) are not watched. */
      readonly since?: string;
      /** Forecasts count: only for a series that is nothing else. */
      readonly forecasts?: true;
    }
  /** A source stating a value anew: reported when it moved by at least `by` (in the unit, or in per cent of the value before). */
  | {
      readonly kind: "revision";
      readonly measure: Measure;
      readonly periodKind: PeriodKind;
      readonly unit: string;
      readonly by: number;
      readonly inPercent?: boolean;
    }
  /** The verdict of one reading; every change is reported. */
  | { readonly kind: "verdict"; readonly claim: string; readonly reading: string; readonly questions: readonly Question[] }
  /**
   * A source's health. `theirs`: the publisher is past its due date plus grace (or, with `lateOn`, `--MM-DD` of every year, past that day without the
   * period of that year). `ours`: our fetches fail, `pending` times in a row.
   */
  | { readonly kind: "source"; readonly source: string; readonly side: "theirs" | "ours"; readonly lateOn?: string };

/** What is watched, and when subscribers are notified. Built-in ones are literals of the catalogue; readers' own ones are stored in the same shape. */
export type AlertRule = {
  readonly id: string;
  /** What is watched, as a noun phrase that can begin a subject line: "F-1 visas to mainland China, May to August". */
  readonly name: LocalizedText;
  /** `operator`: about our own fetches; readers are not notified. */
  readonly audience: "readers" | "operator";
  readonly watch: Watch;
  /** Releases in a row that must cross before it fires, and that must have come back before it is over. */
  readonly pending: number;
  readonly recovering: number;
  /** Fewest periods with a value, the newest included, before anything may fire. */
  readonly evidence: number;
  /** When no value can be had any more: `quiet` shows it on the page only, `tell` sends a notice. */
  readonly noData: "quiet" | "tell";
  /** Claims whose subscribers are notified too, besides those of the series' indicators and sources. */
  readonly claims: readonly string[];
};
