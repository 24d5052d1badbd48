import { describe, expect, it } from "vitest";
import { seriesNames, sharedWords } from "../pick/series-name.ts";
import { newestPoints, type ObservationVersion, stillFilling } from "./points.ts";
import { releasesOf, revisionsOf } from "./vintages.tsx";

const stated = (
  period: string,
  value: number | null,
  vintage: string,
  cause: ObservationVersion["cause"] = "new_period",
): ObservationVersion =>
  ({
    id: `${period}@${vintage}`,
    period,
    value,
    vintage: `${vintage}T06:00:00.000Z`,
    cause,
    status: value === null ? "M" : "A",
  }) as ObservationVersion;

const china = {
  name: "China",
  versions: [
    stated("2022", 10, "2024-01-01"),
    stated("2022", 12, "2025-01-01", "revision"),
    stated("2022", null, "2026-01-01", "withdrawal"),
    stated("2023", 5, "2025-01-01"),
    stated("2023", 6, "2025-06-01", "correction"),
  ],
};

describe("revisions", () => {
  it("lead from each version to the one that replaced it, the newest first", () =>
    expect(revisionsOf([china]).map(({ series, from, to }) => [series, to.period, from.value, to.value, to.cause])).toEqual([
      ["China", "2022", 12, null, "withdrawal"],
      ["China", "2023", 5, 6, "correction"],
      ["China", "2022", 10, 12, "revision"],
    ]));

  it("are counted by the moment they became known, the publisher's apart from ours", () =>
    expect(releasesOf([china])).toEqual([
      { vintage: "2026-01-01T06:00:00.000Z", firsts: 0, revised: 0, withdrawn: 1, ours: 0 },
      { vintage: "2025-06-01T06:00:00.000Z", firsts: 0, revised: 0, withdrawn: 0, ours: 1 },
      { vintage: "2025-01-01T06:00:00.000Z", firsts: 1, revised: 1, withdrawn: 0, ours: 0 },
      { vintage: "2024-01-01T06:00:00.000Z", firsts: 1, revised: 0, withdrawn: 0, ours: 0 },
    ]));
});

describe("the newest points", () => {
  it("are the last version of each period, oldest period first, and a withdrawn one stays as withdrawn", () =>
    expect(
      newestPoints([...china.versions].reverse()).map(({ period, stated: { value }, versions }) => [period.id, value, versions]),
    ).toEqual([
      ["2022", null, 3],
      ["2023", 6, 2],
    ]));

  it("still being filled in are the last stated ones, forecasts and withdrawn ones aside", () => {
    const numbers = [
      stated("2021", 1, "2024-01-01"),
      stated("2022", 2, "2024-01-01"),
      stated("2023", null, "2024-01-01"),
      { ...stated("2024", 9, "2024-01-01"), status: "F" as const },
    ];
    expect([...stillFilling(numbers, 1)]).toEqual(["2022"]);
    expect(stillFilling(numbers, 0).size).toBe(0);
  });
});

describe("the names of series", () => {
  const key = (area: string, dimensions: Record<string, string> = {}) => ({ indicator: "x", area, dimensions });
  it("say only what tells them apart", () => {
    expect(seriesNames([key("CHN", { visa_class: "F1" }), key("IND", { visa_class: "F1" })])).toEqual(["China (mainland)", "India"]);
    expect(seriesNames([key("CHN", { level: "phd" }), key("CHN", { level: "regular-normal" })])).toEqual(["PhD", "regular normal"]);
    expect(seriesNames([key("CHN"), key("CHN", { field: "se" })])).toEqual(["total", "science and engineering"]);
    expect(seriesNames([key("CHN", { level: "phd" })])).toEqual(["China (mainland)"]);
  });
  it("leave to the heading what they share", () => {
    expect(sharedWords([key("CHN", { visa_class: "F1" }), key("IND", { visa_class: "F1" })])).toBe("visa class F1");
    expect(sharedWords([key("CHN", { level: "phd" }), key("CHN", { level: "all" })])).toBe("China (mainland)");
    expect(sharedWords([key("CHN", { level: "phd" })])).toBe("level PhD");
  });
});
