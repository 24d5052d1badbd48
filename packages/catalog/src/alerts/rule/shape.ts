import type { AlertRule, Watch } from "@talent/core/alert/rule";
import type { Measure } from "@talent/core/measure/measure";
import * as z from "zod";

const PERIOD_KINDS = ["year", "quarter", "month", "day", "fiscal_year", "academic_year", "edition", "exam", "batch"] as const;
const MAX_PARTS = 12;

/** One line that can stand in a mail's subject: no line breaks, no control or direction marks, nothing half a character. */
export const singleLine = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text) && text.trim() === text, "must be one line of plain text");

const number = z.number().min(-1e15).max(1e15);
const positiveInteger = (most: number) => z.int().min(1).max(most);
const id = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case letters and digits with hyphens");
const period = z.string().max(20);
const comparabilityNote = { comparability: z.exactOptional(singleLine(400)) };

/** A publisher may print any code, but none that a series id could not hold. */
const code = singleLine(120).refine((text) => !/[|;=]/.test(text), "must hold none of | ; =");

export const seriesShape = z.strictObject({ indicator: code, area: code, dimensions: z.record(code, code) });

/** Getters would make the type inferred and circular; the annotation is held to core's by the compiler. */
const measureShape: z.ZodType<Measure> = z.lazy(() =>
  z.discriminatedUnion("op", [
    z.strictObject({ op: z.literal("value"), of: seriesShape }),
    z.strictObject({ op: z.literal("ratio"), over: measureShape, under: measureShape, ...comparabilityNote }),
    z.strictObject({ op: z.literal("difference"), left: measureShape, right: measureShape, ...comparabilityNote }),
    z.strictObject({ op: z.literal("sum"), of: measureParts, ...comparabilityNote }),
    z.strictObject({ op: z.literal("max"), of: measureParts }),
    z.strictObject({
      op: z.literal("growth"),
      of: measureShape,
      years: positiveInteger(60),
      base: z.exactOptional(measureShape),
      ...comparabilityNote,
    }),
    z.strictObject({
      op: z.literal("growth_since"),
      of: measureShape,
      base: period,
      baseOf: z.exactOptional(measureShape),
      ...comparabilityNote,
    }),
    z.strictObject({ op: z.literal("year_on_year"), of: measureShape }),
    z.strictObject({
      op: z.literal("change"),
      of: measureShape,
      since: z.exactOptional(period),
      years: z.exactOptional(positiveInteger(60)),
    }),
    z.strictObject({ op: z.literal("record"), of: measureShape }),
    z.strictObject({ op: z.literal("cumulative"), of: measureShape, since: period }),
    z.strictObject({ op: z.literal("season"), of: measureShape, from: positiveInteger(12), to: positiveInteger(12) }),
    z.strictObject({ op: z.literal("rate"), of: measureShape, days: positiveInteger(366) }),
  ]),
);

const measureParts = z.lazy(() => z.array(measureShape).min(1).max(MAX_PARTS));

const thresholds = z
  .array(z.strictObject({ op: z.enum([">=", ">", "<=", "<", "moves_by"]), than: number }))
  .min(1)
  .max(4);

const numericWatch = { measure: measureShape, periodKind: z.enum(PERIOD_KINDS), unit: singleLine(60) };

const watchShape = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("measure"),
    ...numericWatch,
    fires: thresholds,
    recovers: thresholds,
    every: z.exactOptional(z.enum(["crossing", "period"])),
    since: z.exactOptional(period),
    forecasts: z.exactOptional(z.literal(true)),
  }),
  z.strictObject({ kind: z.literal("revision"), ...numericWatch, by: number.positive(), inPercent: z.exactOptional(z.boolean()) }),
  z.strictObject({
    kind: z.literal("verdict"),
    claim: z.string().max(120),
    reading: z.string().max(120),
    questions: z
      .array(z.enum(["atPublication", "withHindsight", "now"]))
      .min(1)
      .max(3),
  }),
  z.strictObject({
    kind: z.literal("source"),
    source: z.string().max(120),
    side: z.enum(["theirs", "ours"]),
    lateOn: z.exactOptional(z.string().regex(/^--\d{2}-\d{2}$/, "must be a day of the year as --MM-DD")),
  }),
]) satisfies z.ZodType<Watch>;

/** A rule's whole shape: every member, and no other. */
export const ruleShape: z.ZodType<AlertRule> = z.strictObject({
  id,
  name: z.strictObject({ en: singleLine(240), "zh-CN": singleLine(240) }),
  audience: z.enum(["readers", "operator"]),
  watch: watchShape,
  pending: positiveInteger(12),
  recovering: positiveInteger(12),
  evidence: positiveInteger(30),
  noData: z.enum(["quiet", "tell"]),
  claims: z.array(z.string().max(120)).max(50),
});
