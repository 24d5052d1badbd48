import type { SeriesKey } from "@talent/core/observation/observation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type StatedRow, type TestSource, testSource } from "../../../testing/source-builder.ts";
import { finishRun, startRun } from "../../write/ingest/runs.ts";
import { decideHeld } from "../../write/reviews/decide-held.ts";
import { ledgerEvidence } from "../claims/ledger-evidence.ts";
import { changesSince } from "../feeds/changes.ts";
import { newestFeedChanges } from "../feeds/feed-entries.ts";
import { observationEvidence } from "../observations/evidence.ts";
import { indicatorAsOf, pointsAsOf, shownPoints } from "../observations/points.ts";

import { seriesCsv, seriesSdmxCsv } from "../observations/series-csv.ts";
import { seriesPage, vintagesPage } from "../observations/series-page.ts";

import { heldValues } from "./held-values.ts";
import { sourceStates } from "./sources.ts";

const NOW = new Date("2026-01-01");
/** Two values no one may see: a revision and a new period, and a printed text of theirs. */
const SECRETS = /7654321|87654321|printed secret/;

describe("a value held back", () => {
  let test: TestDatabase;
  let source: TestSource;
  beforeAll(async () => {
    test = await testDatabase();
    source = await testSource(test.db, "holding");
    await source.capture("2024-01-01", [
      ["CHN", "2022", 11],
      ["CHN", "2023", 12],
    ]);
    const secrets: StatedRow[] = [
      ["CHN", "2023", 7_654_321, { raw: "printed secret" }],
      ["CHN", "2024", 87_654_321],
      ["FRA", "2024", 7_654_321],
    ];
    const observations = source.input("", "2024-02-01", secrets).observations;
    const held = observations.map((observation) => ({
      observation,
      reason: "jump" as const,
      message: `${observation.value} is 7654321`,
      previous: 12,
    }));
    const now = new Date("2024-02-01");
    const runId = await startRun(test.db, {
      source: source.id,
      slotId: null,
      fence: null,
      trigger: "manual",
      parserFingerprint: "reader-1",
      now,
    });
    const counts = await source.capture("2024-02-01", [["CHN", "2022", 11]], { held, runId });
    await finishRun(test.db, runId, { outcome: "implausible", detail: { counts }, now });
  });
  afterAll(() => test.drop());

  const textOf = async (pieces: AsyncIterable<string>) => {
    let text = "";
    for await (const piece of pieces) text += piece;
    return text;
  };
  const everythingPublic = async (): Promise<Record<string, unknown>> => {
    const { db } = test;
    const query = { indicator: source.indicator, asOf: NOW };
    const keys: SeriesKey[] = ["CHN", "FRA"].map((area) => ({ indicator: source.indicator, area, dimensions: {} }));
    const vintages = (await vintagesPage(db, { ...query, limit: 100 })).data;
    const claim = { readings: [], related: keys } as never;
    const evidence = await ledgerEvidence(db, [claim], NOW, () => ({ unit: "persons", periodKind: "year" }));
    return {
      page: await seriesPage(db, { ...query, limit: 100 }),
      vintages,
      csv: await textOf(seriesCsv(db, { ...query, columns: [] })),
      sdmx: await textOf(seriesSdmxCsv(db, { ...query, columns: [] })),
      charts: [...(await shownPoints(db, keys, NOW))],
      assessed: [
        [...(await pointsAsOf(db, keys, NOW))],
        await indicatorAsOf(db, source.indicator, NOW),
        keys.map((key) => evidence.points(key)),
      ],
      feed: [await changesSince(db, null, 1000), await newestFeedChanges(db, {}, { before: null, limit: 100 })],
      sources: await sourceStates(db),
      evidence: (await Promise.all(vintages.map(({ id }) => observationEvidence(db, id)))).map((found) => ({ ...found, bytes: null })),
    };
  };

  it("is in no result of the read layer: pages, exports, charts, verdicts, feed, health", async () => {
    for (const [way, answer] of Object.entries(await everythingPublic())) expect(JSON.stringify(answer), way).not.toMatch(SECRETS);
  });

  it("is only known to wait", async () => {
    const { sources, feed } = (await everythingPublic()) as {
      sources: { id: string; held: number; lastOutcome: string }[];
      feed: [{ data: unknown[] }];
    };
    expect(sources.find((one) => one.id === source.id)).toMatchObject({ held: 3, lastOutcome: "implausible" });
    expect(feed[0].data).toMatchObject([
      { kind: "new_period", detail: { count: 2 } },
      { kind: "source_health", detail: { to: "implausible" } },
    ]);
  });

  it("is everywhere once it is accepted, and still nowhere before that instant", async () => {
    const [first] = await heldValues(test.db, { source: source.id });
    await decideHeld(test.db, { ids: [first?.id ?? ""], decision: "accepted", note: "true", by: "ann", now: new Date("2025-01-01") });
    const { page, csv, charts, assessed } = await everythingPublic();
    for (const answer of [page, csv, charts, assessed]) expect(JSON.stringify(answer)).toMatch(/7654321/);
    const before = await seriesPage(test.db, { indicator: source.indicator, asOf: new Date("2024-12-31"), limit: 100 });
    expect(before.data.map((one) => one.value)).toEqual([11, 12]);
  });
});
