import type { Republish } from "@talent/core/capture/source";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { type StatedRow, testSource } from "@talent/db/testing/source-builder";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addNotice } from "../../../testing/deliveries.ts";
import { SITE } from "../../../testing/mails.ts";
import { factsOf } from "../../../testing/notice-facts.ts";
import { createNoticeCache } from "./prepare-notices.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const DIMENSIONS = { stage: "passed-review" };
const APPLICANTS: readonly (readonly [string, number])[] = [
  ["exam 2023", 2_597_700],
  ["exam 2024", 3_033_000],
  ["exam 2025", 3_410_000],
  ["exam 2026", 3_718_000],
];

let store: TestDatabase;
beforeEach(async () => {
  store = await testDatabase();
});
afterEach(() => store.drop());

/** Four exams as a source of this licence states them in October 2025; returns the observation ids by exam. */
async function applicants(republish: Republish): Promise<Map<string, string>> {
  const source = await testSource(store.db, "exam", { indicator: "civil-service-applicants", republish });
  await source.capture(
    "2025-10-17T06:00:00Z",
    APPLICANTS.map(([exam, value]): StatedRow => ["CHN", exam, value, { dimensions: DIMENSIONS }]),
  );
  const { pointsAsOf } = await import("@talent/db/read/observations/points");
  const points = await pointsAsOf(
    store.db,
    [{ indicator: "civil-service-applicants", area: "CHN", dimensions: DIMENSIONS }],
    new Date("2026-01-01"),
  );
  return new Map([...points.values()].flat().map((point) => [point.period, point.id]));
}

/** A record of exam 2026 based on all four. */
const recordOf = (ids: ReadonlyMap<string, string>) =>
  factsOf("civil-service-applicants-record", {
    at: "2025-10-17T06:00:00.000Z",
    tells: "again",
    after: { period: "exam 2026", value: 3_718_000 / 3_410_000 },
    threshold: { op: ">", than: 1 },
    inputs: [...ids.values()].sort(),
  });

describe("a notice made from the store", () => {
  it("states the figure itself, shows it over time, and links to the number of the notified period", async () => {
    const ids = await applicants("values");
    const id = await addNotice(store.db, [], { facts: recordOf(ids) });
    const desk = createNoticeCache(store.db, SITE);
    const made = (await desk.prepare([id], "en", true)).get(id);
    expect(made?.words.subject).toBe("New record: Applicants for China's civil-service exam, 3,718,000 persons in exam 2026");
    expect(made?.words.lines).toContainEqual({ label: "Figure", text: "3,718,000 persons, against 3,410,000 persons" });
    expect(made?.evidence).toBe(`${SITE.publicUrl}/evidence/${ids.get("exam 2026")}`);
    expect(made?.chart?.png.subarray(1, 4).toString()).toBe("PNG");
    expect((await desk.prepare([id], "zh-CN", false)).get(id)).toMatchObject({
      chart: null,
      words: { subject: "新纪录：国考报名过审人数，2026年度国考为3,718,000人" },
    });
  });

  it("reads the same after its source has stated more and other numbers", async () => {
    const ids = await applicants("values");
    const id = await addNotice(store.db, [], { facts: recordOf(ids) });
    const before = (await createNoticeCache(store.db, SITE).prepare([id], "en", true)).get(id);
    const source = await testSource(store.db, "exam", { indicator: "civil-service-applicants" });
    const later = [...APPLICANTS.map(([exam, value]) => [exam, value + 5] as const), ["exam 2027", 4_000_000] as const];
    await source.capture(
      "2026-10-17T06:00:00Z",
      later.map(([exam, value]): StatedRow => ["CHN", exam, value, { dimensions: DIMENSIONS }]),
    );
    const after = (await createNoticeCache(store.db, SITE).prepare([id], "en", true)).get(id);
    expect(after?.words).toEqual(before?.words);
    expect(after?.chart?.png.equals(before?.chart?.png ?? Buffer.alloc(0))).toBe(true);
  });

  it.each(["verdict_only", "counts", "cited"] as const)("withholds every number where the licence is %s", async (republish) => {
    const ids = await applicants(republish);
    const id = await addNotice(store.db, [], { facts: recordOf(ids) });
    const made = (await createNoticeCache(store.db, SITE).prepare([id], "en", true)).get(id);
    expect(made).toMatchObject({ withheld: true, chart: null });
    expect(JSON.stringify(made?.words)).not.toMatch(/3,718|3,410|1\.09/);
    expect(made?.words.subject).toMatch(/^New record: /);
  });

  it("is refused for an unknown transition", async () => {
    await expect(createNoticeCache(store.db, SITE).prepare(["999"], "en", false)).rejects.toThrow(RangeError);
  });
});
