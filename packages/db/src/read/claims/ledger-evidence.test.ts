import type { Claim } from "@talent/core/claim/claim";
import { ratio, value } from "@talent/core/measure/measure";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { testSource } from "../../../testing/source-builder.ts";
import { observationEvidence } from "../observations/evidence.ts";
import { type CatalogueFacts, ledgerEvidence } from "./ledger-evidence.ts";

const china = { indicator: "models-count", area: "CHN", dimensions: { kind: "notable" } };
const states = { ...china, area: "USA" };
const held = { indicator: "models-count", area: "HKG", dimensions: {} };
const awaited = { indicator: "awaited-count", area: "CHN", dimensions: {} };

const claim = {
  id: "a-claim",
  readings: [
    { id: "a", measure: ratio(value(china), value(states)) },
    { id: "none", measure: null },
  ],
  related: [held, awaited],
} as unknown as Claim;

const factsOf = (): CatalogueFacts => ({ unit: "models", periodKind: "year" });

describe("the evidence of a ledger", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    const source = await testSource(test.db, "models");
    const kind = { dimensions: { kind: "notable" } };
    await source.capture("2024-01-01", [
      ["CHN", "2023", 20, kind],
      ["USA", "2023", 60, kind],
      ["GBR", "2023", 5, kind],
    ]);
    const observation = source.input("", "2025-01-01", [["HKG", "2023", 900]]).observations[0];
    if (observation === undefined) throw new Error("no candidate");
    const waiting = [{ observation, reason: "implausible" as const, message: "too many", previous: null }];
    await source.capture(
      "2025-01-01",
      [
        ["CHN", "2023", 22, kind],
        ["USA", "2023", 60, kind],
        ["GBR", "2023", 5, kind],
      ],
      { held: waiting },
    );
  });
  afterAll(() => test.drop());

  it("is what was known at the instant, of the series that claims bind and no other", async () => {
    const then = await ledgerEvidence(test.db, [claim], new Date("2024-06-01"), factsOf);
    const now = await ledgerEvidence(test.db, [claim], new Date("2026-01-01"), factsOf);
    expect([then, now].map((evidence) => evidence.points(china).map((point) => point.value))).toEqual([[20], [22]]);
    expect(now.points(states).map((point) => [point.period, point.value])).toEqual([["2023", 60]]);
    expect(now.points({ ...china, area: "GBR" })).toEqual([]);
  });

  it("knows which indicators are built and how often their source publishes", async () => {
    const evidence = await ledgerEvidence(test.db, [claim], new Date("2026-01-01"), factsOf);
    expect(evidence.facts("models-count")).toEqual({
      unit: "models",
      periodKind: "year",
      built: true,
      cadence: { every: "P1Y", lag: "P2M", grace: "P45D" },
    });
    expect(evidence.facts("awaited-count")).toMatchObject({ built: false, cadence: null });
  });

  it("knows what waits in quarantine, from the day it was held back", async () => {
    const then = await ledgerEvidence(test.db, [claim], new Date("2024-06-01"), factsOf);
    const now = await ledgerEvidence(test.db, [claim], new Date("2026-01-01"), factsOf);
    expect([then.held(held, "2023"), now.held(held, "2023"), now.held(held, "2024"), now.held(china, "2023")]).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(now.points(held)).toEqual([]);
  });

  it("leads from a point down to the bytes it was read from", async () => {
    const evidence = await ledgerEvidence(test.db, [claim], new Date("2024-06-01"), factsOf);
    const record = await observationEvidence(test.db, evidence.points(china)[0]?.id ?? "");
    expect(JSON.parse(Buffer.from(record?.bytes ?? []).toString())[0]).toEqual(["CHN", "2023", 20, { dimensions: { kind: "notable" } }]);
    expect(record).toMatchObject({
      observation: { value: 20, locator: { kind: "csv", line: 2, column: 3 } },
      exchange: {
        url: "https://example.org/models",
        status: 200,
        capturedAt: "2024-01-01T00:00:00.000Z",
        fidelity: "verbatim",
        depositedBy: null,
      },
      source: { id: "models", republish: "values", publisher: { name: "Example Observatory", country: "USA" } },
      citation: null,
    });
    expect(`sha256:${record?.sha256}`).toBe(record?.observation.snapshot);
    expect(await observationEvidence(test.db, "1-1-1")).toBeNull();
  });
});
