import type { Verdict } from "@talent/core/claim/assessment";
import { describe, expect, it } from "vitest";
import { noticeNames, periodZh } from "./notice-names.ts";
import { builtInRules, sourceNames } from "./source-rules.ts";

const names = sourceNames([]);

describe("the names in a notice", () => {
  it.each([
    ["2025-08", "August 2025", "2025年8月"],
    ["2025-Q3", "the third quarter of 2025", "2025年第三季度"],
    ["2025-08-15", "15 August 2025", "2025年8月15日"],
    ["FY2025", "FY2025", "2025财年"],
    ["exam 2026", "exam 2026", "2026年度国考"],
    ["2025", "2025", "2025年"],
  ])("say %s in words", (id, en, zh) => {
    const watch = { kind: "source", source: "world-bank", side: "theirs" } as const;
    expect(noticeNames(watch, "en", names).period(id)).toBe(en);
    expect(noticeNames(watch, "zh-CN", names).period(id)).toBe(zh);
  });

  it("know the claim or the source of every rule, in both languages", () => {
    for (const { watch } of builtInRules([])) {
      for (const locale of ["en", "zh-CN"] as const) {
        const { claim, source } = noticeNames(watch, locale, names);
        expect(claim === "").toBe(watch.kind !== "verdict");
        expect(source === "").toBe(watch.kind !== "source");
        if (locale === "zh-CN" && watch.kind === "verdict") expect(claim).toMatch(/\p{sc=Han}/u);
      }
    }
  });

  it.each([
    ["2024", "2024年"],
    ["2024-Q3", "2024年第三季度"],
    ["2024-05", "2024年5月"],
    ["2024-12-09", "2024年12月9日"],
    ["FY2024", "2024财年"],
    ["AY2023-24", "2023-24学年"],
    ["AY1999-00", "1999-00学年"],
    ["edition 2026", "2026年版"],
    ["exam 2026", "2026年度国考"],
    ["batch 2024", "2024年度批次"],
  ])("say the period %s as %s in Chinese", (id, name) => {
    expect(periodZh(id)).toBe(name);
  });

  it("have words for every verdict in Chinese, each its own, and never a bare true or false", () => {
    const { verdict } = noticeNames({ kind: "source", source: "arxiv", side: "theirs" }, "zh-CN", names);
    const verdicts: readonly Verdict[] = [
      "supported",
      "contradicted",
      "undetermined",
      "not_checkable",
      "holds",
      "does_not_hold",
      "no_newer_data",
      "lapsed",
      "not_assessable",
      "in_line",
      "not_in_line",
      "open",
      "overdue",
      "context",
      "not_yet_assessed",
    ];
    const words = verdicts.map(verdict);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).not.toMatch(/^(真|假|属实|不实|正确|错误)$/);
  });
});
