import type { ParsedObservation } from "@talent/core/observation/observation";
import { beforeAll, describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { source } from "./source.ts";

const VISAS = "us-visas-issued-annual";
const SLOW = 60_000;

type Read = { readonly observations: readonly ParsedObservation[]; readonly refused: number };

const read = new Map<string, Read>();
const at = (stamp: "2019-04-01" | "2025-08-01"): Read => read.get(stamp) ?? { observations: [], refused: -1 };
const series = (area: string, visaClass: string, stamp: "2019-04-01" | "2025-08-01" = "2025-08-01") =>
  valuesByPeriod(at(stamp).observations, VISAS, area, { visa_class: visaClass });

/** Reference rows for the mainland, by fiscal year. */
const YEARS = [1997, 2010, 2014, 2015, 2016, 2018, 2019, 2020, 2021, 2022, 2023, 2024];
const MAINLAND = {
  F1: [11909, 113772, 244927, 274460, 148016, 98904, 105775, 14436, 90310, 61894, 85950, 82654],
  J1: [5206, 27711, 38024, 38928, 38606, 39010, 39920, 8356, 3048, 6818, 10609, 14297],
  H1B: [3206, 11242, 14871, 18306, 21657, 27482, 28483, 14600, 2357, 6070, 23482, 31735],
};

describe.runIf(CAPTURES_PRESENT)("state-niv-annual on the publisher's own workbooks", () => {
  beforeAll(async () => {
    for (const { source: id, stamp, folder } of sharedCaptures()) {
      if (id !== source.id) continue;
      const { snapshots } = await source.parse(await readCapture(folder));
      read.set(stamp.slice(0, 10), {
        observations: snapshots.flatMap((snapshot) => snapshot.observations),
        refused: snapshots.reduce((count, snapshot) => count + snapshot.refusals.length, 0),
      });
    }
  }, SLOW);

  it.each(Object.entries(MAINLAND))("has %s of the mainland as the reference has it", (visaClass, values) => {
    const found = series("CHN", visaClass);
    expect(YEARS.map((year) => found[`FY${year}`])).toEqual(values);
  });

  it("has students of India and of the world as the reference has them", () => {
    const india = series("IND", "F1");
    expect([india.FY2015, india.FY2023, india.FY2024]).toEqual([74831, 130730, 86067]);
    const world = series("WLD", "F1");
    expect([world.FY2014, world.FY2015, world.FY2019, world.FY2024]).toEqual([595569, 644233, 364204, 400737]);
    expect(series("WLD", "all").FY2015).toBe(10891745.24);
  });

  it("refuses nothing and reads every nationality and class of every year", () => {
    expect([at("2019-04-01").refused, at("2025-08-01").refused]).toEqual([0, 0]);
    expect([at("2019-04-01").observations.length, at("2025-08-01").observations.length]).toEqual([383754, 479429]);
    expect(new Set(at("2025-08-01").observations.map((seen) => seen.area)).size).toBe(202);
    expect(Object.keys(series("CHN", "F1"))).toHaveLength(28);
  });

  it("adds up: nationalities to the printed grand total for F1, in every year", () => {
    const sums = new Map<string, number>();
    for (const { area, dimensions, period, value } of at("2025-08-01").observations) {
      if (dimensions.visa_class === "F1" && area !== "WLD") sums.set(period, (sums.get(period) ?? 0) + (value ?? 0));
    }
    expect(Object.fromEntries(sums)).toEqual(series("WLD", "F1"));
  });

  it("agrees between the two workbooks in every number of FY1997 to FY2018", () => {
    const numbers = (list: readonly ParsedObservation[]) =>
      new Map(
        list.map((seen) => [`${seen.area} ${seen.dimensions.visa_class} ${seen.period}`, `${seen.value} ${seen.status} ${seen.raw}`]),
      );
    const late = numbers(at("2025-08-01").observations);
    const changed = [...numbers(at("2019-04-01").observations)].filter(([key, number]) => late.get(key) !== number);
    expect(changed).toEqual([]);
  });

  it("keeps what the publisher printed oddly, and gives blank cells no number", () => {
    expect(series("GEO", "M2").FY2015).toBe(0.24);
    expect([series("CHE", "A3").FY2010, series("SUR", "B2").FY2010]).toEqual([-1, -6]);
    expect([series("COD", "all").FY1998, series("COG", "all").FY1998]).toEqual([652, 2804]);
    expect(series("LVA", "H3")).not.toHaveProperty("FY2020");
    expect(series("XUN", "P4")).not.toHaveProperty("FY2003");
  });

  it("reads the texts '0' of FY2021 as zeros", () => {
    for (const cell of ["AK17", "BN103", "V162"]) {
      const found = at("2025-08-01").observations.find(
        (seen) => seen.locator.kind === "xlsx" && seen.locator.sheet === "FY21" && seen.locator.cell === cell,
      );
      if (cell === "AK17") expect(found).toMatchObject({ value: 0, raw: "0" });
      else expect(found).toBeUndefined(); // regional totals: reconciled, never given
    }
  });

  it("holds Serbia, Montenegro, Kosovo and their former union apart, and no area twice in a year", () => {
    const areas = ["SCG", "SRB", "MNE", "XKX"].map((area) => Object.keys(series(area, "F1")).sort());
    expect(areas.map((years) => [years[0], years.at(-1)])).toEqual([
      ["FY1997", "FY2012"],
      ["FY2006", "FY2024"],
      ["FY2008", "FY2024"],
      ["FY2008", "FY2024"],
    ]);
  });
});
