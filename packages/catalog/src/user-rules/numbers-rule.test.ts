import { evaluate, isMissing } from "@talent/core/measure/evaluate";
import { evidenceAt, pointAt } from "@talent/core/testing/evidence-builders";
import { parsePeriod } from "@talent/core/time/period";
import { describe, expect, it } from "vitest";
import { measureWatchOf, numbersChoice, refusalMessage, universitiesChoice, visasSeries } from "../../testing/user-rules.ts";
import { firesAt, recoversAt } from "../alerts/rule/rule-problem.ts";
import { series } from "../series/series.ts";
import type { NumbersChoice } from "./choice.ts";
import { userRule } from "./user-rule.ts";

describe("year on year", () => {
  it("is per cent of an amount, points of a share and positions of a rank", () => {
    expect(measureWatchOf(numbersChoice({ watch: "year-on-year", ...visasSeries, op: "<=", threshold: -15, recovery: -5 }))).toMatchObject({
      measure: { op: "year_on_year", of: { op: "value", of: visasSeries } },
      periodKind: "month",
      unit: "%",
      fires: [{ op: "<=", than: -15 }],
      recovers: [{ op: ">=", than: -5 }],
    });
    const share = measureWatchOf(numbersChoice({ watch: "year-on-year", indicator: "rd-intensity", threshold: 0.2, recovery: 0.1 }));
    expect([share.measure.op, share.unit]).toEqual(["change", "points"]);
    const rank = measureWatchOf(numbersChoice({ watch: "year-on-year", indicator: "qs-rank", dimensions: { university: "peking" } }));
    expect([rank.measure.op, rank.unit]).toEqual(["change", "places"]);
  });

  it("is named in both languages with what it compares", () => {
    const { name } = userRule(numbersChoice({ watch: "year-on-year", ...visasSeries, op: "<=", threshold: -15, recovery: -5 }));
    expect(name).toEqual({
      en: "US nonimmigrant visas issued, by month, China (mainland), F-1, change on the year before: at most -15 %",
      "zh-CN": "美国签发的非移民签证（按月），中国，F-1签证，与上年同期相比的变化：不高于-15%",
    });
  });

  it("is not offered of running totals, of days and of rules in force", () => {
    const yearly = { watch: "year-on-year", threshold: 5, recovery: 1 } as const;
    const total = { indicator: "ai-major-approvals-cumulative", dimensions: { major: "artificial-intelligence" } };
    expect(refusalMessage(numbersChoice({ ...yearly, ...total }))).toMatch(/^watch cannot be year-on-year here: .* is a running total/);
    expect(refusalMessage(numbersChoice({ ...yearly, indicator: "unicorns", dimensions: { industry: "all" } }))).toMatch(
      /is dated by the day/,
    );
    expect(refusalMessage(numbersChoice({ ...yearly, indicator: "policy-in-force", dimensions: { event: "ai-plan-2017" } }))).toMatch(
      /in force or not/,
    );
  });
});

describe("a level", () => {
  it("of a seasonal series is refused with the reason and the way out", () => {
    expect(refusalMessage(numbersChoice({ ...visasSeries, threshold: 5000, recovery: 4000 }))).toBe(
      "watch cannot be level here: US nonimmigrant visas issued, by month swings with the season, so that only the same months of another year compare: watch its change year on year.",
    );
  });

  it("of forecasts counts them", () => {
    expect(measureWatchOf(numbersChoice({ indicator: "cn-graduates-forecast", threshold: 13e6, recovery: 12.9e6 }))).toMatchObject({
      forecasts: true,
    });
    expect(measureWatchOf(universitiesChoice)).not.toHaveProperty("forecasts");
  });

  it("is named by its unit: ranks, shares, scores, and acts in force", () => {
    const named = (change: Partial<NumbersChoice>) => userRule(numbersChoice(change)).name;
    const rank = named({ indicator: "qs-rank", dimensions: { university: "peking" }, op: "<=", threshold: 10, recovery: 15 });
    expect(rank.en).toMatch(/, China \(mainland\), Peking University: at most rank 10$/);
    expect(rank["zh-CN"]).toMatch(/，北京大学：不高于第10位$/);
    const share = named({ indicator: "tertiary-enrolment-rate", threshold: 80, recovery: 78 });
    expect([share.en.slice(-13), share["zh-CN"].slice(-6)]).toEqual(["at least 80 %", "不低于80%"]);
    const score = named({ indicator: "arena-top-score", threshold: 1400, recovery: 1300 });
    expect([score.en.slice(-27), score["zh-CN"].slice(-9)]).toEqual([": at least 1,400 score points".slice(-27), "不低于1,400分"]);
    const act = named({
      indicator: "policy-in-force",
      area: "USA",
      dimensions: { event: "proclamation-10043" },
      op: "<=",
      threshold: 0,
      recovery: 1,
    });
    expect([act.en, act["zh-CN"]]).toEqual([
      "Policies in force, United States, Proclamation 10043: not in force",
      "生效中的政策，美国，第10043号总统公告：未生效",
    ]);
  });
});

describe("a ratio", () => {
  const models = numbersChoice({
    watch: "ratio",
    indicator: "notable-ai-models",
    over: series("notable-ai-models", "USA"),
    threshold: 1,
    recovery: 0.9,
  });

  it("divides the first series by the second", () => {
    expect(measureWatchOf(models)).toMatchObject({
      measure: { op: "ratio", over: { of: { area: "CHN" } }, under: { of: { area: "USA" } } },
      periodKind: "year",
      unit: "x",
    });
    expect(userRule(models).name).toEqual({
      en: "Notable AI models, by country of the organisation, China (mainland) divided by United States: at least 1x",
      "zh-CN": "知名人工智能模型（按机构所在国家），中国与美国之比：不低于1倍",
    });
  });

  it("needs another series of the same indicator", () => {
    const { over: _, ...alone } = models;
    expect(refusalMessage(alone)).toBe("over is missing: a ratio needs a second series to divide by.");
    expect(refusalMessage({ ...models, over: series("notable-models-ai-index", "USA") })).toMatch(/^over is of another indicator/);
    expect(refusalMessage({ ...models, over: series("notable-ai-models", "CHN") })).toMatch(/^over is the same series/);
    expect(refusalMessage({ ...models, over: { ...series("notable-ai-models", "USA"), area: "PRC" } })).toMatch(/^over\.area names "PRC"/);
  });

  it("is not offered of ranks and scores", () => {
    const rank = { indicator: "qs-rank", dimensions: { university: "peking" }, over: series("qs-rank", "CHN", { university: "tsinghua" }) };
    expect(refusalMessage({ ...models, ...rank })).toMatch(/place in an order and no amount/);
    expect(refusalMessage({ ...models, indicator: "arena-top-score", over: series("arena-top-score", "USA") })).toMatch(/not on one scale/);
  });
});

describe("a record", () => {
  const high = numbersChoice({ watch: "record-high", threshold: 1, recovery: 1 });
  const low = numbersChoice({ watch: "record-low", threshold: 1, recovery: 1 });
  const KEY = series("qs-top100-universities", "CHN");

  /** The value of a chosen record in the last of these editions, and whether it fires. */
  function inLast(choice: NumbersChoice, values: readonly number[]): readonly [number, boolean, boolean] {
    const { measure, fires, recovers } = measureWatchOf(choice);
    const points = values.map((value, index) => pointAt(`edition ${2020 + index}`, value));
    const { points: of } = evidenceAt({ series: [[KEY, points]] }, "2026-01-01");
    const result = evaluate(measure, parsePeriod(`edition ${2019 + values.length}`), of);
    if (isMissing(result)) throw new Error("no value");
    return [result.value, firesAt(fires, result.value), recoversAt(recovers, result.value)];
  }

  it("fires above every earlier value, not at one, and is over below", () => {
    expect(inLast(high, [6, 5, 4, 9])).toEqual([1.5, true, false]);
    expect(inLast(high, [6, 5, 4, 6])).toEqual([1, false, false]);
    expect(inLast(high, [6, 5, 4, 3])).toEqual([0.5, false, true]);
  });

  it("of the least fires below every earlier value, not at one, and is over above", () => {
    expect(inLast(low, [6, 5, 4, 3])).toEqual([0.75, true, false]);
    expect(inLast(low, [6, 5, 4, 4])).toEqual([1, false, false]);
    expect(inLast(low, [6, 5, 4, 8])).toEqual([2, false, true]);
  });

  it("by a margin fires at the margin itself", () => {
    expect(inLast({ ...high, threshold: 1.5, recovery: 1 }, [6, 5, 4, 9])).toEqual([1.5, true, false]);
    expect(inLast({ ...high, threshold: 1.6, recovery: 1 }, [6, 5, 4, 9])).toEqual([1.5, false, false]);
    expect(inLast({ ...low, threshold: 0.75, recovery: 1 }, [6, 5, 4, 3])).toEqual([0.75, true, false]);
  });

  it("is reported for every further period, and has its own direction", () => {
    expect(measureWatchOf(high)).toMatchObject({ every: "period", unit: "x the earlier record" });
    expect(measureWatchOf({ ...low, op: ">=" })).toEqual(measureWatchOf({ ...low, op: "<=" }));
    expect([userRule(high).name.en, userRule(low).name.en].map((name) => name.split(": ")[1])).toEqual(["a new high", "a new low"]);
    expect([userRule(high).name["zh-CN"], userRule(low).name["zh-CN"]].map((name) => name.split("：")[1])).toEqual(["创新高", "创新低"]);
  });

  it("needs three periods and a threshold on its own side", () => {
    expect(refusalMessage({ ...high, evidence: 2 })).toMatch(/^evidence must be at least 3/);
    expect(refusalMessage({ ...high, threshold: 0.9 })).toMatch(/^threshold must be 1 or more/);
    expect(refusalMessage({ ...low, threshold: 1.1, recovery: 2 })).toMatch(/^threshold must be 1 or less/);
    expect(refusalMessage({ ...high, recovery: 1.1 })).toMatch(/^recovery must not lie above the threshold/);
    expect(refusalMessage({ ...low, recovery: 0.9 })).toMatch(/^recovery must not lie below the threshold/);
  });

  it("is not offered of running totals, seasons and scores", () => {
    const total = { indicator: "arxiv-papers", area: "WLD", dimensions: { category: "cs.AI" } };
    expect(refusalMessage({ ...high, ...total })).toMatch(/running total/);
    expect(refusalMessage({ ...low, ...visasSeries })).toMatch(/swings with the season/);
    expect(refusalMessage({ ...high, indicator: "arena-top-score" })).toMatch(/not on one scale/);
  });
});

describe("a claim's baseline", () => {
  const graduates = numbersChoice({
    watch: "claim-baseline",
    indicator: "cn-graduates-regular",
    claim: "graduate-growth",
    reading: "regular-twenty-years",
    threshold: 1.5,
    recovery: 1.4,
  });

  it("is the value of the reading's own period", () => {
    expect(measureWatchOf(graduates)).toMatchObject({ measure: { op: "growth_since", base: "2020" }, unit: "x" });
    expect(userRule(graduates).name.en).toBe(
      "Graduates of regular programmes in China, long series, China (mainland), divided by its value for 2020: at least 1.5x",
    );
    expect(userRule(graduates).name["zh-CN"]).toMatch(/，与2020年之比：不低于1\.5倍$/);
  });

  it("needs a claim, and a reading that takes its numbers from the series", () => {
    const { claim: _, ...without } = graduates;
    expect(refusalMessage(without)).toMatch(/^claim names "", which is no claim/);
    expect(refusalMessage({ ...graduates, reading: "constructor" })).toMatch(/^reading names "constructor"/);
    expect(refusalMessage({ ...graduates, claim: "stem-ratio", reading: "all-levels-2020" })).toMatch(
      /^reading takes no number from this series/,
    );
    expect(refusalMessage({ ...graduates, claim: "ai-programs", reading: "as-macropolo-counts" })).toMatch(/^reading takes no number/);
    const future = { claim: "more-startups", reading: "newly-funded-companies", indicator: "ai-companies-newly-funded" };
    expect(refusalMessage({ ...graduates, ...future })).toMatch(/^claim is a prediction/);
  });

  it("is not offered of seasons, running totals and ranks", () => {
    expect(refusalMessage({ ...graduates, ...visasSeries, claim: "visas-harder", reading: "f1-may-to-august" })).toMatch(
      /swings with the season/,
    );
    const rank = { indicator: "the-rank", dimensions: { university: "peking" }, claim: "tsinghua-peking", reading: "the-both-in-top-50" };
    expect(refusalMessage({ ...graduates, ...rank })).toMatch(/place in an order/);
  });
});
