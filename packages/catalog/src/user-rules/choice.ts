import * as z from "zod";
import { SEASONAL } from "../alerts/rule/measure-problem.ts";
import { seriesShape } from "../alerts/rule/shape.ts";
import type { Indicator } from "../indicators/indicator.ts";
import type { NumbersWatch, OwnChoice } from "./user-rule.ts";

const IN_FORCE = "is a rule that is in force or not: only its level can be watched";
const SCORES = "is scored anew every day, so that scores of two days are not on one scale";
const TOTAL = "is a running total that can only grow, so that its growth and its records say nothing";
const DAYS = "is dated by the day, and hardly any day has a partner exactly one year before";
const RANK = "is a place in an order and no amount, so that it is not divided";

/** Why a way of watching would mislead for an indicator, as a sentence goes on after its title; null when it is offered. */
export function whyNot(watch: NumbersWatch, indicator: Indicator): string | null {
  const { unit, seasonal, cumulative, periodKind } = indicator;
  if (watch === "level") return seasonal ? SEASONAL : null;
  if (unit === "in force") return IN_FORCE;
  if (watch === "year-on-year") return cumulative ? TOTAL : periodKind === "day" ? DAYS : null;
  if (seasonal) return SEASONAL;
  if (unit === "points") return SCORES;
  if (watch === "ratio") return unit === "rank" ? RANK : null;
  if (cumulative) return TOTAL;
  return watch === "claim-baseline" && unit === "rank" ? RANK : null;
}

const id = z.string().max(120);

/** What a form may send. */
export const choiceShape: z.ZodType<OwnChoice> = z.discriminatedUnion("watch", [
  z.strictObject({
    watch: z.enum(["level", "year-on-year", "ratio", "record-high", "record-low", "claim-baseline"]),
    ...seriesShape.shape,
    over: z.exactOptional(seriesShape),
    claim: z.exactOptional(id),
    reading: z.exactOptional(id),
    op: z.enum([">=", "<="]),
    threshold: z.number(),
    recovery: z.number(),
    pending: z.number(),
    recovering: z.number(),
    evidence: z.number(),
    noData: z.enum(["quiet", "tell"]),
  }),
  z.strictObject({ watch: z.literal("verdict"), claim: id }),
  z.strictObject({ watch: z.literal("source"), source: id }),
]);
