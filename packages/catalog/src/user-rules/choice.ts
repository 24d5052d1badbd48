import * as z from "zod";
import { SEASONAL_REASON } from "../alerts/rule/measure-problem.ts";
import { seriesShape } from "../alerts/rule/shape.ts";
import type { Indicator } from "../indicators/indicator.ts";

const BINARY_REASON = "is a rule that is in force or not: only its level can be watched";
const DAILY_SCORES_REASON = "is scored anew every day, so that scores of two days are not on one scale";
const RUNNING_TOTAL_REASON = "is a running total that can only grow, so that its growth and its records say nothing";
const DAILY_REASON = "is dated by the day, and hardly any day has a partner exactly one year before";
const RANK_REASON = "is a place in an order and no amount, so that it is not divided";

/** Why a way of watching would mislead for an indicator, as a sentence goes on after its title; null when it is offered. */
export function unsupportedReason(watch: NumbersWatch, indicator: Indicator): string | null {
  const { unit, seasonal, cumulative, periodKind } = indicator;
  if (watch === "level") return seasonal ? SEASONAL_REASON : null;
  if (unit === "in force") return BINARY_REASON;
  if (watch === "year-on-year") return cumulative ? RUNNING_TOTAL_REASON : periodKind === "day" ? DAILY_REASON : null;
  if (seasonal) return SEASONAL_REASON;
  if (unit === "points") return DAILY_SCORES_REASON;
  if (watch === "ratio") return unit === "rank" ? RANK_REASON : null;
  if (cumulative) return RUNNING_TOTAL_REASON;
  return watch === "claim-baseline" && unit === "rank" ? RANK_REASON : null;
}

const idShape = z.string().max(120);

const numbersShape = z.strictObject({
  watch: z.enum(["level", "year-on-year", "ratio", "record-high", "record-low", "claim-baseline"]),
  ...seriesShape.shape,
  over: z.exactOptional(seriesShape),
  claim: z.exactOptional(idShape),
  reading: z.exactOptional(idShape),
  op: z.enum([">=", "<="]),
  threshold: z.number(),
  recovery: z.number(),
  pending: z.number(),
  recovering: z.number(),
  evidence: z.number(),
  noData: z.enum(["quiet", "tell"]),
});

/** What a form may send. */
export const choiceShape = z.discriminatedUnion("watch", [
  numbersShape,
  z.strictObject({ watch: z.literal("verdict"), claim: idShape }),
  z.strictObject({ watch: z.literal("source"), source: idShape }),
]);

/** What a reader requests to watch. */
export type UserRuleChoice = z.infer<typeof choiceShape>;

/**
 * A request about numbers, as a form has it: flat, and every field filled. A kind of watch leaves aside what it has no use for: only a ratio
 * has `over`, the series it divides by; only a baseline has `claim` and `reading`, whose own period it divides by; a record knows its own direction
 * and takes `threshold` and `recovery` as multiples of the earlier record (1: every new one).
 */
export type NumbersChoice = z.infer<typeof numbersShape>;

/** What a reader can watch of one series. */
export type NumbersWatch = NumbersChoice["watch"];
