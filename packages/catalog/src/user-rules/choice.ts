import * as z from "zod";
import { seriesShape } from "../alerts/rule/shape.ts";
import type { OwnChoice } from "./user-rule.ts";

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
