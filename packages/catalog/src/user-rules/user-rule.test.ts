import type { AlertRule } from "@talent/core/alert/rule";
import { describe, expect, it } from "vitest";
import { numbersChoice, refusalMessage, universitiesChoice } from "../../testing/user-rules.ts";
import { ALERTS } from "../alerts/all.ts";
import { readAlertRule } from "../alerts/rule/read-rule.ts";
import { sourceNames } from "../alerts/source-rules.ts";
import { CLAIMS } from "../claims/all.ts";
import { series } from "../series/series.ts";
import type { NumbersChoice, UserRuleChoice } from "./choice.ts";
import { userRule } from "./user-rule.ts";

describe("a reader's own rule", () => {
  it("is the choice in the one shape of all rules, with no other audience", () => {
    expect(userRule(universitiesChoice)).toEqual({
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

  it("has one id for equal requests, whatever the order of the form's fields, and another for every other request", () => {
    const reversed = Object.fromEntries(Object.entries(universitiesChoice).reverse()) as NumbersChoice;
    expect(userRule(reversed).id).toBe(userRule(universitiesChoice).id);
    const others = [
      numbersChoice({ threshold: 11 }),
      numbersChoice({ recovery: 7 }),
      numbersChoice({ area: "USA" }),
      numbersChoice({ noData: "quiet" }),
    ];
    expect(new Set([universitiesChoice, ...others].map((choice) => userRule(choice).id)).size).toBe(5);
  });

  it("leaves aside what its kind of watch has no use for", () => {
    const more = numbersChoice({ over: series("qs-top100-universities", "USA"), claim: "stem-ratio", reading: "none" });
    expect(userRule(more)).toEqual(userRule(universitiesChoice));
  });

  it("passes the one schema after a journey through JSON", () => {
    const all: UserRuleChoice[] = [
      universitiesChoice,
      numbersChoice({ watch: "record-low", threshold: 1, recovery: 1 }),
      { watch: "source", source: "lmarena" },
    ];
    for (const choice of all) expect(readAlertRule(JSON.parse(JSON.stringify(userRule(choice))))).toEqual(userRule(choice));
  });
});

describe("a verdict or a source", () => {
  it("is watched by the closest reading, for what happens from now on", () => {
    expect(userRule({ watch: "verdict", claim: "stem-ratio" })).toMatchObject({
      id: expect.stringMatching(/^own-/),
      name: { en: "Verdict on STEM graduates, China against the US" },
      watch: { kind: "verdict", claim: "stem-ratio", reading: "all-levels-2020", questions: ["withHindsight", "now"] },
      claims: [],
    });
    const names = sourceNames([
      { id: "sevis-mapping", title: "Active student records", kind: "live", short: { en: "SEVIS student records", zh: "美国SEVIS系统" } },
    ]);
    expect(userRule({ watch: "source", source: "sevis-mapping" }, names)).toMatchObject({
      name: { en: "SEVIS student records: the next publication", "zh-CN": "美国SEVIS系统：下一次发布" },
      watch: { kind: "source", source: "sevis-mapping", side: "theirs" },
    });
  });

  it("must exist, and a claim must have a verdict", () => {
    expect(refusalMessage({ watch: "verdict", claim: "x" })).toBe('claim names "x", which is no claim.');
    expect(refusalMessage({ watch: "verdict", claim: "hands-off" })).toMatch(/^claim has no verdict that could change/);
    expect(refusalMessage({ watch: "verdict", claim: "stay-and-build" })).toMatch(/^claim has no verdict that could change/);
    expect(refusalMessage({ watch: "source", source: "constructor" })).toMatch(/^watch\.source names "constructor"/);
  });

  it("is offered of every claim that has a rule of the catalogue", () => {
    const offered = CLAIMS.filter(({ id }) => {
      try {
        return userRule({ watch: "verdict", claim: id }).watch.kind === "verdict";
      } catch {
        return false;
      }
    });
    const ruled = ALERTS.flatMap(({ watch }) => (watch.kind === "verdict" ? [watch.claim] : []));
    expect(offered.map(({ id }) => id)).toEqual(ruled);
  });
});

describe("a form", () => {
  it.each<[string, NumbersChoice, RegExp]>([
    ["an indicator that is none", numbersChoice({ indicator: "constructor" }), /^indicator names "constructor", which is no indicator\.$/],
    ["an area that is none", numbersChoice({ area: "PRC" }), /^area names "PRC", which is no area\.$/],
    [
      "a code that is none",
      numbersChoice({ indicator: "qs-rank", dimensions: { university: "x" } }),
      /^dimensions name no series: qs-rank knows no/,
    ],
    ["a recovery at the threshold", numbersChoice({ recovery: 10 }), /^recovery must lie below the threshold of 10, so that hovering/],
    ["a recovery on the wrong side", numbersChoice({ op: "<=", recovery: 8 }), /^recovery must lie above the threshold of 10/],
    ["no threshold", numbersChoice({ threshold: Number.NaN }), /^threshold cannot be read/],
    ["a number beyond all numbers", numbersChoice({ threshold: 1e300, recovery: 1 }), /^watch\.fires\.0\.than cannot be read/],
    ["a hundred releases", numbersChoice({ pending: 100 }), /^pending cannot be read/],
    ["a field of nobody", { ...universitiesChoice, colour: "red" } as NumbersChoice, /has a field that is not known: "colour"/],
    ["a way of watching of nobody", { ...universitiesChoice, watch: "median" } as unknown as NumbersChoice, /^watch cannot be read/],
  ])("with %s is refused in a sentence that names the field", (_, choice, sentence) => {
    expect(refusalMessage(choice)).toMatch(sentence);
  });
});
