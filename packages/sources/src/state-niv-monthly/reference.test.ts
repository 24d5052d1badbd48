import { isArea } from "@talent/catalog/areas/all";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { PdfDocument } from "@talent/readers/pdf/read-pdf";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { contractFaults, digestOf } from "../../testing/contract-faults.ts";
import { refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { source } from "./source.ts";

const VISAS = "us-visas-issued-monthly";
/** Twenty-nine tables, each read and looked up number by number, on a machine shared with others. */
const SLOW = 600_000;

/**
 * Tables read whole, by their bytes. A locator is looked up in what was read of its table, because reading all of them again takes half a minute; those of
 * the first capture are read anew.
 */
const tables = vi.hoisted(() => new Map<Uint8Array, PdfDocument>());
vi.mock("@talent/readers/pdf/read-pdf", async (original) => {
  const real = await original<typeof import("@talent/readers/pdf/read-pdf")>();
  const readPdf: typeof real.readPdf = async (bytes, options = {}) => {
    const table = options.only === undefined ? undefined : tables.get(bytes);
    if (table !== undefined) return { ...table, pages: table.pages.filter(({ page }) => options.only?.has(page)) };
    const read = await real.readPdf(bytes, options);
    if (options.only === undefined) tables.set(bytes, read);
    return read;
  };
  return { ...real, readPdf };
});

/** Reference values of the mainland's students, by month. */
const STUDENTS = {
  "2017-03": 1569,
  "2017-12": 5663,
  "2019-05": 20871,
  "2019-10": 1150,
  "2020-04": 17,
  "2020-06": 8,
  "2020-09": 268,
  "2021-05": 23066,
  "2023-05": 13405,
  "2023-06": 21955,
  "2023-07": 20899,
  "2023-08": 13408,
  "2023-10": 1328,
  "2023-11": 1662,
  "2023-12": 5964,
  "2024-01": 2771,
  "2024-02": 1179,
  "2024-03": 1805,
  "2024-04": 5637,
  "2024-05": 16987,
  "2024-06": 20572,
  "2024-07": 17981,
  "2024-08": 5535,
  "2024-09": 1261,
  "2024-10": 1109,
  "2024-11": 2132,
  "2024-12": 3581,
  "2025-01": 1401,
  "2025-02": 1117,
};

const read: ParsedObservation[] = [];
const refused: string[] = [];
const unrecognised: string[] = [];
const faults: string[] = [];
let again: string[] = [];
const issued = (area: string, visa_class: string) => valuesByPeriod(read, VISAS, area, { visa_class });
const rowsIn = (period: string) => read.filter((seen) => seen.period === period && seen.area !== "WLD");

describe.runIf(CAPTURES_PRESENT)("state-niv-monthly on the publisher's own tables", () => {
  beforeAll(async () => {
    for (const { source: id, folder } of sharedCaptures()) {
      if (id !== source.id) continue;
      const capture = await readCapture(folder);
      const result = await source.parse(capture);
      if (read.length === 0) tables.clear();
      faults.push(...(await contractFaults(source.id, capture, result)));
      if (read.length === 0) again = [digestOf(result), digestOf(await source.parse(capture))];
      read.push(...result.snapshots.flatMap((snapshot) => snapshot.observations));
      refused.push(...result.snapshots.flatMap((snapshot) => refusalTexts(snapshot.refusals)));
      unrecognised.push(...result.unrecognised.map((index) => capture.exchanges[index]?.url ?? ""));
    }
  }, SLOW);

  it("leads from every number to its text in the bytes, states what the catalogue knows, and reads the same a second time", () => {
    expect(faults).toEqual([]);
    expect(again).toEqual([again[0], again[0]]);
  });

  it("has the mainland's students of all 29 months as the reference has them", () => {
    expect(issued("CHN", "F1")).toEqual(STUDENTS);
  });

  it("has the printed totals, scholars and workers of the reference", () => {
    expect(issued("WLD", "all")).toMatchObject({
      "2017-03": 907166,
      "2017-12": 650066,
      "2019-05": 857242,
      "2020-04": 46855,
      "2024-05": 1070656,
      "2025-02": 914989,
    });
    expect([issued("CHN", "J1")["2024-05"], issued("CHN", "H1B")["2024-05"]]).toEqual([2204, 2147]);
  });

  it("reads every row: as many as were counted, and to the printed total in 27 of 29 months", () => {
    expect(["2017-03", "2020-04", "2025-02"].map((period) => rowsIn(period).length)).toEqual([3699, 663, 3444]);
    const excess = Object.entries(issued("WLD", "all")).map(
      ([period, total]) => [period, rowsIn(period).reduce((sum, seen) => sum + (seen.value ?? 0), -(total ?? 0))] as const,
    );
    expect(excess).toHaveLength(29);
    expect(excess.filter(([, more]) => more !== 0)).toEqual([
      ["2017-12", 37],
      ["2019-05", 14],
    ]);
    expect(read.filter((seen) => seen.status !== "A").map((seen) => `${seen.area} ${seen.period} ${seen.status}`)).toEqual([
      "WLD 2017-12 E",
      "WLD 2019-05 E",
    ]);
  });

  it("refuses nothing, and recognises all but the immigrant visas", () => {
    expect(refused).toEqual([]);
    expect(unrecognised).toEqual([expect.stringMatching(/\/Immigrant-Statistics\/MonthlyIVIssuances\/.*\.pdf$/)]);
  });

  it("has 210 areas of ours, and printed zeros in October 2019 only", () => {
    const areas = new Set(read.map((seen) => seen.area));
    expect([areas.size, [...areas].filter((area) => !isArea(area))]).toEqual([211, []]);
    expect(["CHN", "HKG", "MAC", "TWN", "XHB", "XNN", "XXX", "XKX"].filter((area) => !areas.has(area))).toEqual([]);
    const zeros = read.filter((seen) => seen.value === 0);
    expect([zeros.length, new Set(zeros.map((seen) => seen.period))]).toEqual([247, new Set(["2019-10"])]);
  });

  it("has no number for September 2023, and none for a pair that a month leaves out", () => {
    expect(issued("CHN", "F1")).not.toHaveProperty("2023-09");
    expect(Object.keys(issued("PCN", "J1")).length + Object.keys(issued("PCN", "B1/B2")).length).toBeLessThan(3);
  });
});
