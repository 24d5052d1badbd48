import { INSTANT, listOf, NUMBER, OPEN_OBJECT, object, oneOf, orNull, ref, type Schema, TEXT, YES_NO } from "./description.ts";

const count: Schema = { type: "integer", minimum: 0 };
const kind = (name: string): Schema => ({ const: name });

const LOCATOR: Schema = {
  oneOf: [
    object({ kind: kind("html"), selector: TEXT, row: count, column: TEXT }),
    object(
      { kind: kind("csv"), line: count, column: count },
      { entry: { ...TEXT, description: "The file, where the snapshot is an archive." } },
    ),
    object({ kind: kind("xlsx"), sheet: TEXT, cell: TEXT }),
    object({ kind: kind("json"), pointer: TEXT }),
    object({ kind: kind("pdf"), page: count, line: count, column: count }),
    object({ kind: kind("rows"), where: TEXT, count, lines: listOf(count), digest: TEXT }),
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
