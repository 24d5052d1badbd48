import { OUTCOMES } from "@talent/core/capture/outcome";
import { MESSAGE_STATES } from "@talent/db/read/subscribers/delivery-log";
import * as z from "zod";
import { VERDICTS } from "../words/verdict-words.ts";

// What the routes answer, as the OpenAPI document names it and the tests parse it: strict, so that no member is left undescribed.

const object = z.strictObject;
const text = z.string();
const number = z.number();
const yesNo = z.boolean();
const count = z.int().min(0);
const instant = z.iso.datetime();
const open = z.record(z.string(), z.unknown());
const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** Members of one kind. */
const each = <S extends z.ZodType, N extends string>(schema: S, ...names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, schema])) as Record<N, S>;

export const Republish = z.enum(["values", "unmodified", "cited", "counts", "verdict_only"]);
const PROVENANCE = z.enum(["official", "research", "reported"]);
const PUBLISHER = object({ name: text, url: text, country: text });
const LICENCE = object({ name: text, url: text.nullable(), republish: Republish });

export const Indicator = object({
  ...each(text, "id", "title", "description", "definition", "unit", "periodKind"),
  dimensions: z.record(z.string(), z.union([listOf(text), z.literal("open")])),
  status: z.enum(["available", "awaiting"]).describe("`awaiting`: no registered source produces it yet."),
  source: object({ id: text, title: text.nullable(), publisher: text.nullable(), licence: LICENCE.nullable() }),
  notes: listOf(text),
});

export const Area = object({ code: text, name: text, kind: z.enum(["country", "former", "assigned", "aggregate"]) });

export const Source = object({
  ...each(text, "id", "title"),
  kind: z.enum(["live", "deposit", "curated"]),
  publisher: PUBLISHER,
  licence: LICENCE,
  schedule: object({ cron: text }).nullable(),
  cadence: open.nullable(),
  produces: listOf(text),
  depositHint: text.nullable(),
  ours: object({
    ...each(instant.nullable(), "lastLooked", "lastChanged"),
    lastOutcome: z.enum(OUTCOMES).nullable(),
    lastOutcomeAt: instant.nullable(),
    held: z.int().describe("Values waiting for a person’s decision."),
    outcomes: listOf(object({ outcome: z.enum(OUTCOMES), at: instant, trigger: text })),
  }),
  theirs: object({
    state: z.enum(["on_time", "due", "late", "lapsed", "orphaned", "unknown"]),
    ...each(text.nullable(), "newestPeriod", "nextDue", "lapsesOn"),
  }),
});

export const Health = object({ status: z.literal("ok") });
export const Ready = object({
  status: z.enum(["ready", "not_ready"]),
  checks: object({ database: text, migrations: text, scheduler: text }),
});
export const Problem = object({ type: text, title: text, status: z.int(), detail: text, parameter: text.optional() });

export const Verdict = z.enum(VERDICTS);
export const Margin = object({ flipsAt: number, distance: number, standardErrors: number.nullable() });
const REASONS = listOf(z.looseObject({ code: text }));
const DAY_OR_INSTANT = text.regex(/^\d{4}-\d{2}-\d{2}/).nullable();

export const Answer = object({
  verdict: Verdict,
  ...each(number.nullable(), "value", "low", "high"),
  period: text.nullable(),
  ...each(instant.nullable(), "asOf", "validUntil"),
  margin: Margin.nullable(),
  fragile: yesNo,
  inputs: listOf(text),
  reasons: REASONS,
});

export const Reading = object({
  ...each(text, "id", "says"),
  primary: yesNo,
  fit: z.enum(["same", "bridged", "proxy", "related"]),
  provenance: PROVENANCE,
  ...each(text, "unit", "dataOrigin"),
  ...each(yesNo, "counted", "sameStudy"),
  bridge: text.nullable(),
  expected: object({ low: number.nullable(), high: number.nullable(), lowOpen: yesNo, highOpen: yesNo }).nullable(),
  ...each(Answer, "atPublication", "withHindsight", "now"),
  direction: z.enum(["widening", "steady", "narrowing", "reversed", "too_few_points"]).nullable(),
  margin: Margin.nullable(),
  fragile: yesNo,
  inputs: listOf(text),
  reasons: REASONS,
});

export const Claim = object({
  id: text,
  paraphrase: text.describe("In our words, never the article’s."),
  place: object({ paragraph: z.int(), saidBy: text, sourceNamed: yesNo, namedSource: text.nullable() }),
  kind: text,
  asserted: text.nullable(),
  headline: object({
    primary: object({ atPublication: Verdict, withHindsight: Verdict, now: Verdict }),
    sensitivity: object({ ...each(number, "agree", "total", "unanswered") }),
    dataOrigins: number,
  }),
  readings: listOf(Reading),
  revisions: listOf(object({ number, on: text, why: text })),
  related: listOf(object({ indicator: text, area: text, dimensions: z.record(z.string(), z.string()) })),
  prediction: object({ criteria: text, writtenOn: text, dueOn: text }).nullable(),
  comparability: listOf(text),
  ...each(DAY_OR_INSTANT, "lastChecked", "lastChanged", "nextExpected"),
});

export const Locator = z.union([
  object({ kind: z.literal("html"), selector: text, row: count, column: text }),
  object({
    kind: z.literal("csv"),
    ...each(count, "line", "column"),
    entry: text.optional().describe("The file, where the snapshot is an archive."),
  }),
  object({ kind: z.literal("xlsx"), sheet: text, cell: text }),
  object({ kind: z.literal("json"), pointer: text }),
  object({ kind: z.literal("pdf"), page: count, line: count, column: count }),
  object({ kind: z.literal("rows"), where: text, count, lines: listOf(count), digest: text }),
]);

export const Observation = object({
  ...each(text, "id", "indicator", "area"),
  dimensions: z.record(z.string(), z.string()),
  period: text,
  value: number.nullable(),
  unit: text,
  status: z.enum(["A", "P", "E", "F", "B", "D", "M", "L", "Q", "O"]),
  vintage: instant,
  publishedOn: z.iso.date().nullable(),
  cause: z.enum(["new_period", "revision", "withdrawal", "correction", "reparse", "definition_change"]),
  ...each(text, "source", "exchange"),
  snapshot: text.regex(/^sha256:[0-9a-f]{64}$/),
  locator: Locator.nullable(),
  raw: text.describe("The printed text, in the original language."),
  provenance: PROVENANCE,
  ...each(number.nullable().optional(), "low", "high", "n"),
  bound: z.enum(["lower", "upper"]).nullable().optional(),
  backDated: z.literal(true).optional().describe("The vintage rests on a reviewed upper bound."),
  withheld: text.optional().describe("Why the value is not shown: what the licence lets us republish."),
});

export const Excerpt = object({
  header: listOf(text).nullable(),
  rows: listOf(object({ label: text, cells: listOf(object({ text, highlighted: yesNo })) })),
  printed: text,
  note: text.optional(),
});

export const Evidence = object({
  observation: Observation,
  exchange: object({
    ...each(text, "id", "url", "method"),
    status: z.int(),
    capturedAt: instant,
    fidelity: z.enum(["verbatim", "copy", "derived", "transcribed", "reconstructed"]),
    licence: text,
    ...each(text.nullable(), "note", "depositedBy"),
  }),
  source: object({
    ...each(text, "id", "title"),
    publisher: PUBLISHER,
    licence: object({ name: text, url: text.nullable() }),
    republish: Republish,
  }),
  citation: object({ publisher: text, title: text, url: text, quality: text, note: text }).nullable(),
  snapshot: text,
  excerpt: Excerpt.nullable(),
  withheld: text.nullable().describe("Why no cells are shown."),
});

export const Change = object({
  id: text.describe("Also the cursor with which to ask for what comes after it."),
  kind: text,
  ...each(text.nullable(), "source", "indicator", "claim", "exchange", "run", "assessment"),
  vintage: instant.nullable(),
  at: instant,
  detail: open,
});

export const AlertPhase = z.enum(["normal", "pending", "firing", "recovering", "no_data", "stale", "suspended", "retracted"]);
const PERIOD_VALUE = object({ period: text, value: number.nullable() });

export const AlertRule = object({
  id: text,
  name: object({ en: text, "zh-CN": text }),
  told: text.describe("When somebody is told, in a sentence."),
  watch: z.looseObject({}).describe("What it looks at: a measure over series, revisions, a verdict, or a source."),
  ...each(count, "pending", "recovering", "evidence"),
  noData: z.enum(["quiet", "tell"]),
  scopes: listOf(text),
  phase: AlertPhase.nullable(),
  since: instant.nullable(),
  lastNotice: object({ id: text, at: instant }).nullable(),
  newest: object({ period: text, value: number, unit: text }).nullable(),
});

export const Alert = object({
  ...each(text, "id", "rule", "subject"),
  at: instant.describe("When it could be known."),
  evaluatedAt: instant,
  ...each(AlertPhase, "from", "to"),
  tells: z.enum(["fired", "again", "recovered", "retracted", "changed", "revised", "suspended", "no_data", "late", "spoke"]),
  cause: text,
  ...each(PERIOD_VALUE.nullable(), "before", "after"),
  unit: text.nullable(),
  threshold: object({ op: text, than: number }).nullable(),
  verdicts: object({ before: z.looseObject({}), after: z.looseObject({}) }).nullable(),
  broken: object({ period: text, note: text.nullable() }).nullable(),
  standing: object({ word: text, due: text.nullable() }).nullable(),
  ...each(listOf(text), "inputs", "scopes"),
  ...each(text.nullable(), "retracts", "retractedBy"),
  audience: count.nullable().describe("How many subscribers were to be notified; null: it only stands in the history."),
  withheld: text.nullable().describe("Why no value is shown."),
});

// The database writes these itself, with its offset in place of Z.
const rowInstant = z.iso.datetime({ offset: true });

export const Message = object({
  id: text,
  kind: z.enum(["confirm", "notices"]),
  channel: z.enum(["mail", "webhook"]),
  state: z.enum(MESSAGE_STATES),
  reason: text.nullable(),
  attempts: number,
  ...each(rowInstant, "createdAt", "dueAt"),
  sentAt: rowInstant.nullable(),
  subscriber: text.describe("A pseudonym."),
  notices: number,
  last: object({ at: rowInstant, outcome: z.enum(["accepted", "deferred", "rejected"]), code: number.nullable(), reply: text }).nullable(),
});

export const DeliveryLog = object({
  data: listOf(Message),
  next: z.null(),
  counts: listOf(object({ of: text, what: text, why: text.nullable(), count: number })),
  conservation: object({ told: number, delivered: number, held: number, suppressed: number }),
});
