import type { Capture, ParsedSnapshot } from "@talent/core/capture/capture";
import { implausibleValues } from "@talent/core/quality/implausible";
import { beforeAll, describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { source } from "./source.ts";

/** Month; records of all countries together; of China; of China for a doctorate; of India. */
const REFERENCE = [
  ["2017-12", 1212121, 382908, 51678, 212288],
  ["2020-01", 1146012, 368800, 55142, 194556],
  ["2020-12", 873810, 265908, 52314, 152062],
  ["2021-10", 964401, 257764, 55154, 189268],
  ["2022-11", 1096209, 265980, 54068, 254828],
  ["2023-05", 1086510, 246094, 52282, 275009],
  ["2023-09", 1214800, 265387, 56669, 338353],
  ["2024-09", 1294231, 260555, 58977, 386960],
  ["2025-01", 1269297, 253762, 56696, 371934],
  ["2025-03", 1280066, 247582, 55985, 377698],
  ["2025-05", 1259012, 239570, 55320, 374198],
] as const;

let capture: Capture;
let snapshots: readonly ParsedSnapshot[] = [];

/** All months as one capture, so that each is held against the others. */
beforeAll(async () => {
  if (!CAPTURES_PRESENT) return;
  const folders = sharedCaptures().filter((one) => one.source === source.id);
  const captures = await Promise.all(folders.map((one) => readCapture(one.folder)));
  capture = { source: source.id, exchanges: captures.flatMap((one) => one.exchanges) };
  snapshots = (await source.parse(capture)).snapshots;
}, 60_000);

const readIn = (month: string) => snapshots.find((snapshot) => snapshot.observations[0]?.period === month)?.observations ?? [];

describe.runIf(CAPTURES_PRESENT)("sevis-mapping on the months recorded", () => {
  it.each(REFERENCE)("has the reference values of %s, 228 countries and nothing refused", (month, all, china, doctorates, india) => {
    const observations = readIn(month);
    const of = (area: string, level: string) => valuesByPeriod(observations, "us-active-students", area, { level })[month];
    expect([of("CHN", "all"), of("CHN", "doctorate"), of("IND", "all")]).toEqual([china, doctorates, india]);
    const totals = observations.filter((seen) => seen.dimensions.level === "all");
    expect(totals.reduce((sum, seen) => sum + (seen.value ?? 0), 0)).toBe(all);
    expect([totals.length, observations.length]).toEqual([228, 228 * 12]);
    expect(snapshots.find((snapshot) => snapshot.observations === observations)?.refusals).toEqual([]);
    expect(implausibleValues(source.expect, observations)).toEqual([]);
  });

  it("refuses November 2023, which carries the table of May 2023, and no other", () => {
    const refused = snapshots.filter((snapshot) => snapshot.refusals.length > 0);
    expect(refused.map((snapshot) => capture.exchanges[snapshot.exchange]?.capturedAt)).toEqual(["2023-12-08T06:00:00Z"]);
    expect(refused[0]?.observations).toEqual([]);
    expect(refusalTexts(refused[0]?.refusals ?? [])).toEqual([
      "stale_copy (snapshot): the page of 2023-11 repeats the table of 2023-05 cell for cell",
    ]);
  });

  it("keeps the pupils of China apart from a column that counts hardly any", () => {
    for (const [month] of REFERENCE) {
      const pupils = valuesByPeriod(readIn(month), "us-active-students", "CHN", { level: "high-school" })[month];
      expect(pupils).toBeLessThanOrEqual(2);
    }
  });
});
