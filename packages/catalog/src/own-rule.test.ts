import type { AlertRule, Watch } from "@talent/core/alert-rule";
import { evaluate, isMissing } from "@talent/core/evaluate";
import { at, evidenceAt } from "@talent/core/literal-evidence";
import { parsePeriod } from "@talent/core/period";
import { describe, expect, it } from "vitest";
import { firesAt, isOverAt } from "./alert-rule/overlap.ts";
import { InvalidRule, readAlertRule } from "./alert-rule-schema.ts";
import { CLAIMS } from "./claims.ts";
import { type NumbersChoice, type OwnChoice, ownRule } from "./own-rule.ts";
import { series } from "./series.ts";

type Measured = Extract<Watch, { kind: "measure" }>;

const universities: NumbersChoice = {
  watch: "level",
  indicator: "qs-top100-universities",
  area: "CHN",
  dimensions: {},
  op: ">=",
  threshold: 10,
  recovery: 8,
  pending: 1,
  recovering: 2,
  evidence: 3,
  noData: "tell",
};
const visas = { ...series("us-visas-issued-monthly", "CHN", { visa_class: "F1" }) };
const chosen = (change: Partial<NumbersChoice>): NumbersChoice => ({ ...universities, ...change });
const measured = (choice: NumbersChoice): Measured => {
  const { watch } = ownRule(choice);
  if (watch.kind !== "measure") throw new Error("watches no numbers");
  return watch;
};

function refusal(choice: OwnChoice): string {
  try {
    ownRule(choice);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRule);
    return (error as InvalidRule).message;
  }
  throw new Error("was taken for a wish");
}

describe("a reader's own rule", () => {
  it("is the choice in the one shape of all rules, told to nobody else", () => {
    expect(ownRule(universities)).toEqual({
      id: expect.stringMatching(/^own-[0-9a-f]{16}$/),
      name: {
        en: "Universities in the QS top 100, China (mainland): at least 10 universities",
        "zh-CN": "QS排名前100位的大学数，中国：不低于10所高校",
      },
      audience: "readers",
      watch: {
        kind: "measure",
        measure: { op: "value", of: series("qs-top100-universities", "CHN") },
        periodKind: "edition",
        unit: "universities",
        fires: [{ op: ">=", than: 10 }],
        recovers: [{ op: "<=", than: 8 }],
      },
      pending: 1,
      recovering: 2,
      evidence: 3,
      noData: "tell",
      claims: [],
    } satisfies Omit<AlertRule, "id"> & { id: unknown });
  });

  it("has one id for equal wishes, whatever the order of the form's fields, and another for every other wish", () => {
    const reversed = Object.fromEntries(Object.entries(universities).reverse()) as NumbersChoice;
    expect(ownRule(reversed).id).toBe(ownRule(universities).id);
    const others = [chosen({ threshold: 11 }), chosen({ recovery: 7 }), chosen({ area: "USA" }), chosen({ noData: "quiet" })];
    expect(new Set([universities, ...others].map((choice) => ownRule(choice).id)).size).toBe(5);
  });

  it("leaves aside what its kind of watch has no use for", () => {
    const more = chosen({ over: series("qs-top100-universities", "USA"), claim: "stem-ratio", reading: "none" });
    expect(ownRule(more)).toEqual(ownRule(universities));
  });

  it("passes the one schema after a journey through JSON", () => {
    const all: OwnChoice[] = [
      universities,
      chosen({ watch: "record-low", threshold: 1, recovery: 1 }),
      { watch: "source", source: "lmarena" },
    ];
    for (const choice of all) expect(readAlertRule(JSON.parse(JSON.stringify(ownRule(choice))))).toEqual(ownRule(choice));
  });
});

describe("year on year", () => {
  it("is per cent of an amount, points of a share and places of a rank", () => {
    expect(measured(chosen({ watch: "year-on-year", ...visas, op: "<=", threshold: -15, recovery: -5 }))).toMatchObject({
      measure: { op: "year_on_year", of: { op: "value", of: visas } },
      periodKind: "month",
      unit: "%",
      fires: [{ op: "<=", than: -15 }],
      recovers: [{ op: ">=", than: -5 }],
    });
    const share = measured(chosen({ watch: "year-on-year", indicator: "rd-intensity", threshold: 0.2, recovery: 0.1 }));
    expect([share.measure.op, share.unit]).toEqual(["change", "points"]);
    const rank = measured(chosen({ watch: "year-on-year", indicator: "qs-rank", dimensions: { university: "peking" } }));
    expect([rank.measure.op, rank.unit]).toEqual(["change", "places"]);
  });

  it("is named in both languages with what it compares", () => {
    const { name } = ownRule(chosen({ watch: "year-on-year", ...visas, op: "<=", threshold: -15, recovery: -5 }));
    expect(name).toEqual({
      en: "US nonimmigrant visas issued, by month, China (mainland), F-1, change on the year before: at most -15 %",
      "zh-CN": "美国签发的非移民签证（按月），中国，F-1签证，与上年同期相比的变化：不高于-15%",
    });
  });

  it("is not offered of running totals, of days and of rules in force", () => {
    const yearly = { watch: "year-on-year", threshold: 5, recovery: 1 } as const;
    const total = { indicator: "ai-major-approvals-cumulative", dimensions: { major: "artificial-intelligence" } };
    expect(refusal(chosen({ ...yearly, ...total }))).toMatch(/^watch cannot be year-on-year here: .* is a running total/);
    expect(refusal(chosen({ ...yearly, indicator: "unicorns", dimensions: { industry: "all" } }))).toMatch(/is dated by the day/);
    expect(refusal(chosen({ ...yearly, indicator: "policy-in-force", dimensions: { event: "ai-plan-2017" } }))).toMatch(/in force or not/);
  });
});

describe("a level", () => {
  it("of a seasonal series is refused with the reason and the way out", () => {
    expect(refusal(chosen({ ...visas, threshold: 5000, recovery: 4000 }))).toBe(
      "watch cannot be level here: US nonimmigrant visas issued, by month swings with the season, so that only the same months of another year compare: watch its change year on year.",
    );
  });

  it("of forecasts counts them", () => {
    expect(measured(chosen({ indicator: "cn-graduates-forecast", threshold: 13e6, recovery: 12.9e6 }))).toMatchObject({ forecasts: true });
    expect(measured(universities)).not.toHaveProperty("forecasts");
  });

  it("is named by its unit: ranks, shares, scores, and acts in force", () => {
    const named = (change: Partial<NumbersChoice>) => ownRule(chosen(change)).name;
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
  const models = chosen({
    watch: "ratio",
    indicator: "notable-ai-models",
    over: series("notable-ai-models", "USA"),
    threshold: 1,
    recovery: 0.9,
  });

  it("divides the first series by the second", () => {
    expect(measured(models)).toMatchObject({
      measure: { op: "ratio", over: { of: { area: "CHN" } }, under: { of: { area: "USA" } } },
      periodKind: "year",
      unit: "x",
    });
    expect(ownRule(models).name).toEqual({
      en: "Notable AI models, by country of the organisation, China (mainland) divided by United States: at least 1x",
      "zh-CN": "知名人工智能模型（按机构所在国家），中国与美国之比：不低于1倍",
    });
  });

  it("needs another series of the same indicator", () => {
    const { over: _, ...alone } = models;
    expect(refusal(alone)).toBe("over is missing: a ratio needs a second series to divide by.");
    expect(refusal({ ...models, over: series("notable-models-ai-index", "USA") })).toMatch(/^over is of another indicator/);
    expect(refusal({ ...models, over: series("notable-ai-models", "CHN") })).toMatch(/^over is the same series/);
    expect(refusal({ ...models, over: { ...series("notable-ai-models", "USA"), area: "PRC" } })).toMatch(/^over\.area names "PRC"/);
  });

  it("is not offered of ranks and scores", () => {
    const rank = { indicator: "qs-rank", dimensions: { university: "peking" }, over: series("qs-rank", "CHN", { university: "tsinghua" }) };
    expect(refusal({ ...models, ...rank })).toMatch(/place in an order and no amount/);
    expect(refusal({ ...models, indicator: "arena-top-score", over: series("arena-top-score", "USA") })).toMatch(/not on one scale/);
  });
});

describe("a record", () => {
  const high = chosen({ watch: "record-high", threshold: 1, recovery: 1 });
  const low = chosen({ watch: "record-low", threshold: 1, recovery: 1 });
  const KEY = series("qs-top100-universities", "CHN");

  /** The value of a chosen record in the last of these editions, and whether it fires. */
  function inLast(choice: NumbersChoice, values: readonly number[]): readonly [number, boolean, boolean] {
    const { measure, fires, recovers } = measured(choice);
    const points = values.map((value, index) => at(`edition ${2020 + index}`, value));
    const { points: of } = evidenceAt({ series: [[KEY, points]] }, "2026-01-01");
    const result = evaluate(measure, parsePeriod(`edition ${2019 + values.length}`), of);
    if (isMissing(result)) throw new Error("no value");
    return [result.value, firesAt(fires, result.value), isOverAt(recovers, result.value)];
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

  it("is told again of every further period, and knows its own direction", () => {
    expect(measured(high)).toMatchObject({ every: "period", unit: "x the earlier record" });
    expect(measured({ ...low, op: ">=" })).toEqual(measured({ ...low, op: "<=" }));
    expect([ownRule(high).name.en, ownRule(low).name.en].map((name) => name.split(": ")[1])).toEqual(["a new high", "a new low"]);
    expect([ownRule(high).name["zh-CN"], ownRule(low).name["zh-CN"]].map((name) => name.split("：")[1])).toEqual(["创新高", "创新低"]);
  });

  it("needs three periods and a threshold on its own side", () => {
    expect(refusal({ ...high, evidence: 2 })).toMatch(/^evidence must be at least 3/);
    expect(refusal({ ...high, threshold: 0.9 })).toMatch(/^threshold must be 1 or more/);
    expect(refusal({ ...low, threshold: 1.1, recovery: 2 })).toMatch(/^threshold must be 1 or less/);
    expect(refusal({ ...high, recovery: 1.1 })).toMatch(/^recovery must not lie above the threshold/);
    expect(refusal({ ...low, recovery: 0.9 })).toMatch(/^recovery must not lie below the threshold/);
  });

  it("is not offered of running totals, seasons and scores", () => {
    const total = { indicator: "arxiv-papers", area: "WLD", dimensions: { category: "cs.AI" } };
    expect(refusal({ ...high, ...total })).toMatch(/running total/);
    expect(refusal({ ...low, ...visas })).toMatch(/swings with the season/);
    expect(refusal({ ...high, indicator: "arena-top-score" })).toMatch(/not on one scale/);
  });
});

describe("a claim's baseline", () => {
  const graduates = chosen({
    watch: "claim-baseline",
    indicator: "cn-graduates-regular",
    claim: "graduate-growth",
    reading: "regular-twenty-years",
    threshold: 1.5,
    recovery: 1.4,
  });

  it("is the value of the period that the reading speaks of", () => {
    expect(measured(graduates)).toMatchObject({ measure: { op: "growth_since", base: "2020" }, unit: "x" });
    expect(ownRule(graduates).name.en).toBe(
      "Graduates of regular programmes in China, long series, China (mainland), divided by its value for 2020: at least 1.5x",
    );
    expect(ownRule(graduates).name["zh-CN"]).toMatch(/，与2020年之比：不低于1\.5倍$/);
  });

  it("needs a claim, and a reading that takes its numbers from the series", () => {
    const { claim: _, ...without } = graduates;
    expect(refusal(without)).toMatch(/^claim names "", which is no claim/);
    expect(refusal({ ...graduates, reading: "constructor" })).toMatch(/^reading names "constructor"/);
    expect(refusal({ ...graduates, claim: "stem-ratio", reading: "all-levels-2020" })).toMatch(/^reading takes no number from this series/);
    expect(refusal({ ...graduates, claim: "ai-programs", reading: "as-macropolo-counts" })).toMatch(/^reading takes no number/);
    const future = { claim: "more-startups", reading: "newly-funded-companies", indicator: "ai-companies-newly-funded" };
    expect(refusal({ ...graduates, ...future })).toMatch(/^claim is a prediction/);
  });

  it("is not offered of seasons, running totals and ranks", () => {
    expect(refusal({ ...graduates, ...visas, claim: "visas-harder", reading: "f1-may-to-august" })).toMatch(/swings with the season/);
    const rank = { indicator: "the-rank", dimensions: { university: "peking" }, claim: "tsinghua-peking", reading: "the-both-in-top-50" };
    expect(refusal({ ...graduates, ...rank })).toMatch(/place in an order/);
  });
});

describe("a verdict or a source", () => {
  it("is watched by the closest reading, for what happens from now on", () => {
    expect(ownRule({ watch: "verdict", claim: "stem-ratio" })).toMatchObject({
      id: expect.stringMatching(/^own-/),
      name: { en: "Verdict on STEM graduates, China against the US" },
      watch: { kind: "verdict", claim: "stem-ratio", reading: "all-levels-2020", questions: ["withHindsight", "now"] },
      claims: [],
    });
    expect(ownRule({ watch: "source", source: "sevis-mapping" })).toMatchObject({
      name: { en: "SEVIS student records: the next publication", "zh-CN": "美国SEVIS系统在册学生记录（按国籍和层次）：下一次发布" },
      watch: { kind: "source", source: "sevis-mapping", side: "theirs" },
    });
  });

  it("must exist, and a claim must have a verdict", () => {
    expect(refusal({ watch: "verdict", claim: "x" })).toBe('claim names "x", which is no claim.');
    expect(refusal({ watch: "verdict", claim: "hands-off" })).toMatch(/^claim has no verdict that could change/);
    expect(refusal({ watch: "verdict", claim: "stay-and-build" })).toMatch(/^claim has no verdict that could change/);
    expect(refusal({ watch: "source", source: "constructor" })).toMatch(/^watch\.source names "constructor"/);
  });

  it("is offered of every claim that has a rule of the catalogue", () => {
    const offered = CLAIMS.filter(({ id }) => {
      try {
        return ownRule({ watch: "verdict", claim: id }).watch.kind === "verdict";
      } catch {
        return false;
      }
    });
    expect(offered.length).toBe(19);
  });
});

describe("a form", () => {
  it.each<[string, NumbersChoice, RegExp]>([
    ["an indicator that is none", chosen({ indicator: "constructor" }), /^indicator names "constructor", which is no indicator\.$/],
    ["an area that is none", chosen({ area: "PRC" }), /^area names "PRC", which is no area\.$/],
    [
      "a code that is none",
      chosen({ indicator: "qs-rank", dimensions: { university: "x" } }),
      /^dimensions name no series: qs-rank knows no/,
    ],
    ["a recovery at the threshold", chosen({ recovery: 10 }), /^recovery must lie below the threshold of 10, so that hovering/],
    ["a recovery on the wrong side", chosen({ op: "<=", recovery: 8 }), /^recovery must lie above the threshold of 10/],
    ["no threshold", chosen({ threshold: Number.NaN }), /^threshold cannot be read/],
    ["a number beyond all numbers", chosen({ threshold: 1e300, recovery: 1 }), /^watch\.fires\.0\.than cannot be read/],
    ["a hundred releases", chosen({ pending: 100 }), /^pending cannot be read/],
    ["a field of nobody", { ...universities, colour: "red" } as NumbersChoice, /has a field that is not known: "colour"/],
    ["a way of watching of nobody", { ...universities, watch: "median" } as unknown as NumbersChoice, /^watch cannot be read/],
  ])("with %s is refused in a sentence that names the field", (_, choice, sentence) => {
    expect(refusal(choice)).toMatch(sentence);
  });
});
