import type { AlertRule, Named, Watch } from "@talent/core/alert/rule";
import { bindingsOf } from "@talent/core/measure/measure";
import type { SeriesKey } from "@talent/core/observation/observation";
import { ONLY_FORECASTS } from "../alerts/rule/forecast-series.ts";
import { quoted } from "../alerts/rule/problem.ts";
import { InvalidRule, readAlertRule, readShape } from "../alerts/rule/read-rule.ts";
import { publicationName } from "../alerts/sources.ts";
import { decidingReading, verdictName } from "../alerts/verdicts.ts";
import { claimById } from "../claims/all.ts";
import { indicatorById } from "../indicators/all.ts";
import { kindOfSeries } from "../series/period-kind.ts";
import { choiceShape } from "./choice.ts";
import { seriesOf } from "./chosen-series.ts";
import { conditionsOf } from "./conditions.ts";
import { ownId, type Wish } from "./id.ts";
import { measureOf } from "./measure.ts";
import { ownName } from "./rule-name.ts";
import { whyNot } from "./unsupported-reason.ts";

/** What a reader can watch of one series. */
export type NumbersWatch = "level" | "year-on-year" | "ratio" | "record-high" | "record-low" | "claim-baseline";

/**
 * A reader's wish about numbers, as a form has it: flat, and every field filled. A kind of watch leaves aside what it has no use for: only a ratio
 * has `over`, the series it divides by; only a baseline has `claim` and `reading`, whose own period it divides by; a record knows its own direction
 * and takes `threshold` and `recovery` as multiples of the earlier record (1: every new one).
 */
export type NumbersChoice = SeriesKey & {
  readonly watch: NumbersWatch;
  readonly over?: SeriesKey;
  readonly claim?: string;
  readonly reading?: string;
  readonly op: ">=" | "<=";
  readonly threshold: number;
  readonly recovery: number;
  readonly pending: number;
  readonly recovering: number;
  readonly evidence: number;
  readonly noData: "quiet" | "tell";
};

/** A reader's wish. */
export type OwnChoice =
  | NumbersChoice
  | { readonly watch: "verdict"; readonly claim: string }
  | { readonly watch: "source"; readonly source: string };

/** What every rule of a reader has in common: only who asked for it is told, never those who follow the same claim or indicator. */
const OWN = { audience: "readers", claims: [] } as const;
const AT_ONCE = { ...OWN, pending: 1, recovering: 1, evidence: 1, noData: "quiet" } as const;

/** The rule a reader asks for by a form. Equal wishes give one rule with one id. Throws InvalidRule with a sentence for the reader. */
export function ownRule(choice: OwnChoice): AlertRule {
  const read = readShape(choiceShape, choice);
  switch (read.watch) {
    case "verdict":
      return named({ ...AT_ONCE, watch: verdictWatch(read.claim) }, verdictName(read.claim));
    case "source":
      return named({ ...AT_ONCE, watch: { kind: "source", source: read.source, side: "theirs" } }, publicationName(read.source));
    default:
      return numbersRule(read);
  }
}

function numbersRule(choice: NumbersChoice): AlertRule {
  const key = seriesOf(choice);
  const indicator = indicatorById(key.indicator);
  const why = indicator === undefined ? null : whyNot(choice.watch, indicator);
  if (why !== null) throw new InvalidRule({ field: "watch", why: `cannot be ${choice.watch} here: ${indicator?.title} ${why}` });
  const { measure, unit } = measureOf(choice);
  const forecasts = bindingsOf(measure).every((binding) => ONLY_FORECASTS.has(binding.indicator));
  const watch: Watch = {
    kind: "measure",
    measure,
    periodKind: kindOfSeries(key),
    unit,
    ...conditionsOf(choice),
    ...(forecasts ? { forecasts } : {}),
  };
  const { pending, recovering, evidence, noData } = choice;
  return named({ ...OWN, watch, pending, recovering, evidence, noData }, ownName(choice, unit));
}

function verdictWatch(id: string): Watch {
  const claim = claimById(id);
  if (claim === undefined) throw new InvalidRule({ field: "claim", why: `names ${quoted(id)}, which is no claim` });
  const reading = decidingReading(claim);
  if (reading === null) throw new InvalidRule({ field: "claim", why: "has no verdict that could change: nothing measured can decide it" });
  return { kind: "verdict", claim: id, reading: reading.id, questions: ["withHindsight", "now"] };
}

const named = (wish: Wish, name: Named): AlertRule => readAlertRule({ id: ownId(wish), name, ...wish });
