import type { ParsedSnapshot } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { implausibleValues } from "@talent/core/quality/implausible";
import { beforeAll, describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { source } from "./source.ts";

let snapshots: readonly ParsedSnapshot[] = [];
let observations: readonly ParsedObservation[] = [];

beforeAll(async () => {
  for (const { source: id, folder } of CAPTURES_PRESENT ? sharedCaptures() : [])
    if (id === source.id) snapshots = (await source.parse(await readCapture(folder))).snapshots;
  observations = snapshots.flatMap((snapshot) => snapshot.observations);
});

const rounded = (indicator: string, area: string) =>
  Object.fromEntries(
    Object.entries(valuesByPeriod(observations, indicator, area)).map(([year, value]) => [year, Number(value?.toFixed(5))]),
  );

describe.runIf(CAPTURES_PRESENT)("world-bank on the answers recorded", () => {
  it("has spending on research of China and the United States", () => {
    expect(rounded("rd-intensity", "CHN")).toMatchObject({ 2015: 2.01703, 2018: 2.10232, 2020: 2.35712, 2022: 2.4945, 2023: 2.57729 });
    expect(rounded("rd-intensity", "USA")).toMatchObject({ 2015: 2.77328, 2018: 2.98956, 2020: 3.41788, 2022: 3.48736, 2023: 3.44716 });
    expect(Object.keys(rounded("rd-intensity", "CHN")).at(-1)).toBe("2023");
  });

  it("has researchers per million", () => {
    expect(rounded("researchers-per-million", "CHN")).toMatchObject({
      2000: 549.57477,
      2008: 1197.58885,
      2009: 861.24883,
      2015: 1162.7108,
      2018: 1317.48914,
      2020: 1600.30633,
      2022: 1849.23669,
      2023: 2107.27003,
    });
    expect(rounded("researchers-per-million", "USA")).toMatchObject({ 2020: 4567.79267, 2022: 4937.49441 });
    expect(rounded("researchers-per-million", "USA")).not.toHaveProperty("2023");
  });

  it("has tertiary enrolment", () => {
    const four = (area: string) =>
      Object.fromEntries(Object.entries(rounded("tertiary-enrolment-rate", area)).map(([year, value]) => [year, Number(value.toFixed(4))]));
    expect(four("CHN")).toMatchObject({ 2000: 7.5778, 2008: 21.8667, 2009: 23.2886, 2015: 47.1193, 2018: 53.3988, 2020: 61.6125 });
    expect(four("CHN")).toMatchObject({ 2013: 32.7192, 2014: 43.711, 2022: 71.5799, 2023: 74.5933, 2024: 76.8758 });
    expect(four("USA")).toMatchObject({ 2020: 87.5677, 2022: 79.3619 });
    expect(Object.keys(four("USA")).filter((year) => year < "2013")).toEqual(["2005"]);
  });

  it("marks the two breaks the publisher does not, and nothing else", () => {
    const broken = observations.filter((seen) => seen.status !== "A").map((seen) => `${seen.indicator} ${seen.area} ${seen.period}`);
    expect(broken.sort()).toEqual(["researchers-per-million CHN 2009", "tertiary-enrolment-rate CHN 2014"]);
  });

  it("holds nothing back as implausible, a small country full of researchers included", () => {
    expect(implausibleValues(source.expect, observations)).toEqual([]);
    expect(Math.max(...Object.values(rounded("researchers-per-million", "LIE")))).toBe(20047.04652);
  });

  it("refuses nothing, and says which documents are of a few countries only", () => {
    expect(snapshots.map((snapshot) => [snapshot.refusals.length, snapshot.states])).toEqual([
      [0, "listed"],
      [0, "listed"],
      [0, undefined],
    ]);
    const areas = new Set(observations.map((seen) => seen.area));
    expect(["XEU", "WLD", "HKG", "MAC"].filter((area) => areas.has(area))).toEqual(["XEU", "WLD", "HKG", "MAC"]);
  });
});
