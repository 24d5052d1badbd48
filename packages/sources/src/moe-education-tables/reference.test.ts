import type { ParsedObservation } from "@talent/core/observation/observation";
import { implausibleValues } from "@talent/core/quality/implausible";
import { beforeAll, describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, sharedCaptures } from "../../testing/captures.ts";
import { valuesByPeriod } from "../../testing/exchanges.ts";
import { readCapture } from "../parse/read-capture.ts";
import { source } from "./source.ts";

const LEVELS = ["postgraduate", "phd", "master", "regular", "regular-normal", "regular-short-cycle"];
/** Graduates by data year, in the order of the levels above. */
const REFERENCE = {
  "2015": [551522, 53778, 497744, 6808866, 3585940, 3222926],
  "2016": [563938, 55011, 508927, 7041800, 3743680, 3298120],
  "2017": [578045, 58032, 520013, 7358287, 3841839, 3516448],
  "2019": [639666, 62578, 577088, 7585298, 3947157, 3638141],
  "2020": [728627, 66176, 662451, 7971991, 4205097, 3766894],
};
const PUBLISHED = { "2015": "2016-10-12", "2016": "2017-08-23", "2017": "2018-08-08", "2019": "2020-06-11", "2020": "2021-08-31" };

const observations: ParsedObservation[] = [];
let refused = 0;

beforeAll(async () => {
  for (const { source: id, folder } of CAPTURES_PRESENT ? sharedCaptures() : []) {
    if (id !== source.id) continue;
    for (const snapshot of (await source.parse(await readCapture(folder))).snapshots) {
      observations.push(...snapshot.observations);
      refused += snapshot.refusals.length;
    }
  }
});

describe.runIf(CAPTURES_PRESENT)("moe-education-tables on the tables recorded", () => {
  const of = (indicator: string, level: string) => valuesByPeriod(observations, indicator, "CHN", { level });

  it.each(Object.entries(REFERENCE))("has the graduates of %s", (year, values) => {
    expect(LEVELS.map((level) => of("cn-graduates", level)[year])).toEqual(values);
  });

  it("refuses nothing and states adult and web-based programmes apart", () => {
    expect(refused).toBe(0);
    expect(implausibleValues(source.expect, observations)).toEqual([]);
    expect([of("cn-graduates", "adult")["2020"], of("cn-graduates", "web-based")["2020"]]).toEqual([2469562, 2722497]);
    expect(Object.keys(of("cn-graduates", "web-based"))).toEqual(["2017", "2019", "2020"]);
    expect(Object.keys(of("cn-graduates", "web-based-normal"))).toEqual(["2019", "2020"]);
  });

  it("shows the wider definition of 2017 in enrolment, marked, and never takes the pupils of secondary schools", () => {
    expect([of("cn-enrolment", "postgraduate")["2016"], of("cn-enrolment", "postgraduate")["2017"]]).toEqual([1981051, 2639561]);
    const broken = observations
      .filter((seen) => seen.status === "B")
      .map((seen) => `${seen.indicator} ${seen.dimensions.level} ${seen.period}`);
    const levels = ["postgraduate", "phd", "master"];
    expect(broken.sort()).toEqual(["cn-enrolment", "cn-entrants"].flatMap((id) => levels.map((level) => `${id} ${level} 2017`)).sort());
    expect(observations.some((seen) => seen.value === 27509216 || seen.value === 28159684)).toBe(false);
  });

  it("knows when each table came out, by its address", () => {
    const days = Object.fromEntries(observations.map((seen) => [seen.period, seen.publishedOn]));
    expect(days).toEqual(PUBLISHED);
  });
});
