import { VERDICTS } from "../../words/verdict-words.ts";
import { INSTANT, listOf, NUMBER, object, oneOf, orNull, ref, type Schema, TEXT, YES_NO } from "./description.ts";

const VERDICT: Schema = ref("Verdict");
const REASON: Schema = { type: "object", properties: { code: TEXT }, required: ["code"] };
const DAY_OR_INSTANT: Schema = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}" };

const ANSWER = object({
  verdict: VERDICT,
  value: orNull(NUMBER),
  low: orNull(NUMBER),
  high: orNull(NUMBER),
  period: orNull(TEXT),
  asOf: orNull(INSTANT),
  validUntil: orNull(INSTANT),
  margin: orNull(ref("Margin")),
  fragile: YES_NO,
  inputs: listOf(TEXT),
  reasons: listOf(REASON),
});

const READING = object({
  id: TEXT,
  says: TEXT,
  primary: YES_NO,
  fit: oneOf("same", "bridged", "proxy", "related"),
  provenance: oneOf("official", "research", "reported"),
  unit: TEXT,
  dataOrigin: TEXT,
  counted: YES_NO,
  sameStudy: YES_NO,
  bridge: orNull(TEXT),
  expected: orNull(object({ low: orNull(NUMBER), high: orNull(NUMBER), lowOpen: YES_NO, highOpen: YES_NO })),
  atPublication: ref("Answer"),
  withHindsight: ref("Answer"),
  now: ref("Answer"),
  direction: orNull(oneOf("widening", "steady", "narrowing", "reversed", "too_few_points")),
  margin: orNull(ref("Margin")),
  fragile: YES_NO,
  inputs: listOf(TEXT),
  reasons: listOf(REASON),
});

const HEADLINE = object({
  primary: object({ atPublication: VERDICT, withHindsight: VERDICT, now: VERDICT }),
  sensitivity: object({ agree: NUMBER, total: NUMBER }),
  dataOrigins: NUMBER,
});

export const CLAIM_SCHEMAS: Readonly<Record<string, Schema>> = {
  Verdict: oneOf(...VERDICTS),
  Margin: object({ flipsAt: NUMBER, distance: NUMBER, standardErrors: orNull(NUMBER) }),
  Answer: ANSWER,
  Reading: READING,
  Claim: object({
    id: TEXT,
    paraphrase: { ...TEXT, description: "In our words, never the article’s." },
    place: object({ paragraph: { type: "integer" }, saidBy: TEXT, sourceNamed: { type: "boolean" }, namedSource: orNull(TEXT) }),
    kind: TEXT,
    asserted: orNull(TEXT),
    headline: HEADLINE,
    readings: listOf(ref("Reading")),
    revisions: listOf(object({ number: NUMBER, on: TEXT, why: TEXT })),
    related: listOf(object({ indicator: TEXT, area: TEXT, dimensions: { type: "object", additionalProperties: TEXT } })),
    prediction: orNull(object({ criteria: TEXT, writtenOn: TEXT, dueOn: TEXT })),
    comparability: listOf(TEXT),
    lastChecked: orNull(DAY_OR_INSTANT),
    lastChanged: orNull(DAY_OR_INSTANT),
    nextExpected: orNull(DAY_OR_INSTANT),
  }),
};
