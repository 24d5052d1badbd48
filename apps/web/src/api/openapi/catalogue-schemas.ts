import { OUTCOMES } from "@talent/core/capture/outcome";
import { INSTANT, listOf, OPEN_OBJECT, object, oneOf, orNull, ref, type Schema, TEXT } from "./description.ts";

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
