import type { ParsedObservation } from "@talent/core/observation/observation";
import { implausibleValues } from "@talent/core/quality/implausible";
import { beforeAll, describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { source } from "./source.ts";

const QUARTERS = ["2020-Q1", "2020-Q2", "2023-Q1", "2024-Q1", "2024-Q4"];
const REFERENCE = [
  ["github-developers", "CHN", [5885036, 6281702, 8863326, 9404966, 10167867]],
  ["github-developers", "USA", [9763122, 10434232, 18326730, 22233197, 24759357]],
  ["github-pushes", "CHN", [5567938, 6296259, 2658923, 1869412, 2079440]],
  ["github-pushes", "USA", [21377653, 23736592, 25930264, 27262532, 27999678]],
] as const;
const RELEASES = [
  ["2023-09-21", 2902, "2023-Q1"],
  ["2024-07-18", 3827, "2024-Q1"],
  ["2025-04-17", 4511, "2024-Q4"],
] as const;

const releases = new Map<string, ParsedObservation[]>();
let refused = 0;

beforeAll(async () => {
  for (const { source: id, stamp, folder } of CAPTURES_PRESENT ? sharedCaptures() : []) {
    if (id !== source.id) continue;
    const { snapshots } = await source.parse(await readCapture(folder));
    releases.set(
      stamp.slice(0, 10),
      snapshots.flatMap((snapshot) => snapshot.observations),
    );
    refused += snapshots.reduce((count, snapshot) => count + snapshot.refusals.length, 0);
  }
});

const release = (day: string) => releases.get(day) ?? [];

describe.runIf(CAPTURES_PRESENT)("github-innovation-graph on the publisher's own files", () => {
  it.each(REFERENCE)("has %s of %s", (indicator, area, values) => {
    const found = valuesByPeriod(release("2025-04-17"), indicator, area);
    expect(QUARTERS.map((quarter) => found[quarter])).toEqual(values);
  });

  it.each(RELEASES)("reads every row of the developers of %s and refuses none", (day, rows, last) => {
    const developers = release(day).filter((seen) => seen.indicator === "github-developers");
    expect([
      developers.length,
      developers
        .map((seen) => seen.period)
        .sort()
        .at(-1),
    ]).toEqual([rows, last]);
    expect(refused).toBe(0);
    expect(implausibleValues(source.expect, release(day))).toEqual([]);
    expect(Math.min(...developers.map((seen) => seen.value ?? 0))).toBe(102);
  });

  it("appends from release to release: nothing changes but thirteen quarters of the European Union's developers", () => {
    const keyed = (day: string) => new Map(release(day).map((seen) => [`${seen.indicator} ${seen.area} ${seen.period}`, seen]));
    for (const [earlier, later, last, added] of [
      ["2023-09-21", "2024-07-18", "2023-Q1", 13],
      ["2024-07-18", "2025-04-17", "2024-Q1", 0],
    ] as const) {
      const [before, after] = [keyed(earlier), keyed(later)];
      expect([...before].filter(([key, seen]) => after.get(key)?.value !== seen.value)).toEqual([]);
      const backfilled = [...after.values()].filter(
        (seen) => seen.period <= last && !before.has(`${seen.indicator} ${seen.area} ${seen.period}`),
      );
      expect(backfilled).toHaveLength(added);
      expect(backfilled.every((seen) => seen.area === "XEU" && seen.indicator === "github-developers")).toBe(true);
    }
  });

  it("keeps Namibia, and Hong Kong, Macau and Taiwan apart from the mainland", () => {
    const areas = new Set(release("2025-04-17").map((seen) => seen.area));
    expect(["NAM", "HKG", "MAC", "TWN", "CHN", "XKX", "XEU"].filter((area) => !areas.has(area))).toEqual([]);
  });
});
