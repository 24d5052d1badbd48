import { OUTCOMES } from "@talent/core/capture/outcome";
import { VERDICTS } from "../../words/verdict-words.ts";
import { INSTANT, listOf, NUMBER, OPEN_OBJECT, object, oneOf, orNull, ref, type Schema, TEXT, YES_NO } from "./description.ts";

const LICENCE = object({ name: TEXT, url: orNull(TEXT), republish: ref("Republish") });
const PUBLISHER = object({ name: TEXT, url: TEXT, country: TEXT });

export const CATALOGUE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Indicator: object({
    id: TEXT,
    title: TEXT,
    description: TEXT,
    definition: TEXT,
    unit: TEXT,
    periodKind: TEXT,
    dimensions: { type: "object", additionalProperties: { anyOf: [listOf(TEXT), { const: "open" }] } },
    status: { ...oneOf("available", "awaiting"), description: "`awaiting`: no registered source produces it yet." },
    source: object({ id: TEXT, title: orNull(TEXT), publisher: orNull(TEXT), licence: orNull(LICENCE) }),
    notes: listOf(TEXT),
  }),
  Area: object({ code: TEXT, name: TEXT, kind: oneOf("country", "former", "assigned", "aggregate") }),
  Source: object({
    id: TEXT,
    title: TEXT,
    kind: oneOf("live", "deposit", "curated"),
    publisher: PUBLISHER,
    licence: LICENCE,
    schedule: orNull(object({ cron: TEXT })),
    cadence: orNull(OPEN_OBJECT),
    produces: listOf(TEXT),
    depositHint: orNull(TEXT),
    ours: object({
      lastLooked: orNull(INSTANT),
      lastChanged: orNull(INSTANT),
      lastOutcome: orNull(oneOf(...OUTCOMES)),
      lastOutcomeAt: orNull(INSTANT),
      held: { type: "integer", description: "Values waiting for a person’s decision." },
      outcomes: listOf(object({ outcome: oneOf(...OUTCOMES), at: INSTANT, trigger: TEXT })),
    }),
    theirs: object({
      state: oneOf("on_time", "due", "late", "lapsed", "orphaned", "unknown"),
      newestPeriod: orNull(TEXT),
      nextDue: orNull(TEXT),
      lapsesOn: orNull(TEXT),
    }),
  }),
  Health: object({ status: { const: "ok" } }),
  Ready: object({ status: oneOf("ready", "not_ready"), checks: object({ database: TEXT, migrations: TEXT, scheduler: TEXT }) }),
  Problem: object({ type: TEXT, title: TEXT, status: { type: "integer" }, detail: TEXT }, { parameter: TEXT }),
};

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

const COUNT: Schema = { type: "integer", minimum: 0 };
const kindSchema = (name: string): Schema => ({ const: name });

const LOCATOR: Schema = {
  oneOf: [
    object({ kind: kindSchema("html"), selector: TEXT, row: COUNT, column: TEXT }),
    object(
      { kind: kindSchema("csv"), line: COUNT, column: COUNT },
      { entry: { ...TEXT, description: "The file, where the snapshot is an archive." } },
    ),
    object({ kind: kindSchema("xlsx"), sheet: TEXT, cell: TEXT }),
    object({ kind: kindSchema("json"), pointer: TEXT }),
    object({ kind: kindSchema("pdf"), page: COUNT, line: COUNT, column: COUNT }),
    object({ kind: kindSchema("rows"), where: TEXT, count: COUNT, lines: listOf(COUNT), digest: TEXT }),
  ],
};

const OBSERVATION = object(
  {
    id: TEXT,
    indicator: TEXT,
    area: TEXT,
    dimensions: { type: "object", additionalProperties: TEXT },
    period: TEXT,
    value: orNull(NUMBER),
    unit: TEXT,
    status: oneOf("A", "P", "E", "F", "B", "D", "M", "L", "Q", "O"),
    vintage: INSTANT,
    publishedOn: orNull({ type: "string", format: "date" }),
    cause: oneOf("new_period", "revision", "withdrawal", "correction", "reparse", "definition_change"),
    source: TEXT,
    exchange: TEXT,
    snapshot: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
    locator: orNull(ref("Locator")),
    raw: { ...TEXT, description: "The printed text, in the original language." },
    provenance: oneOf("official", "research", "reported"),
  },
  {
    low: orNull(NUMBER),
    high: orNull(NUMBER),
    n: orNull(NUMBER),
    bound: orNull(oneOf("lower", "upper")),
    backDated: { const: true, description: "The vintage rests on a reviewed upper bound." },
    withheld: { ...TEXT, description: "Why the value is not shown: what the licence lets us republish." },
  },
);

const EXCERPT = object(
  {
    header: orNull(listOf(TEXT)),
    rows: listOf(object({ label: TEXT, cells: listOf(object({ text: TEXT, highlighted: YES_NO })) })),
    printed: TEXT,
  },
  { note: TEXT },
);

const EVIDENCE = object({
  observation: ref("Observation"),
  exchange: object({
    id: TEXT,
    url: TEXT,
    method: TEXT,
    status: { type: "integer" },
    capturedAt: INSTANT,
    fidelity: oneOf("verbatim", "copy", "derived", "transcribed", "reconstructed"),
    licence: TEXT,
    note: orNull(TEXT),
    depositedBy: orNull(TEXT),
  }),
  source: object({
    id: TEXT,
    title: TEXT,
    publisher: object({ name: TEXT, url: TEXT, country: TEXT }),
    licence: object({ name: TEXT, url: orNull(TEXT) }),
    republish: ref("Republish"),
  }),
  citation: orNull(object({ publisher: TEXT, title: TEXT, url: TEXT, quality: TEXT, note: TEXT })),
  snapshot: TEXT,
  excerpt: orNull(ref("Excerpt")),
  withheld: orNull({ ...TEXT, description: "Why no cells are shown." }),
});

export const OBSERVATION_SCHEMAS: Readonly<Record<string, Schema>> = {
  Locator: LOCATOR,
  Observation: OBSERVATION,
  Excerpt: EXCERPT,
  Evidence: EVIDENCE,
  Republish: oneOf("values", "unmodified", "cited", "counts", "verdict_only"),
  Change: object({
    id: { ...TEXT, description: "Also the cursor with which to ask for what comes after it." },
    kind: TEXT,
    source: orNull(TEXT),
    indicator: orNull(TEXT),
    claim: orNull(TEXT),
    exchange: orNull(TEXT),
    run: orNull(TEXT),
    assessment: orNull(TEXT),
    vintage: orNull(INSTANT),
    at: INSTANT,
    detail: OPEN_OBJECT,
  }),
};
