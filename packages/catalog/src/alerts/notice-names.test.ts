import { describe, expect, it } from "vitest";
import { ALERTS } from "./all.ts";
import { noticeNames } from "./notice-names.ts";

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
    expect(noticeNames(watch, "en").period(id)).toBe(en);
    expect(noticeNames(watch, "zh-CN").period(id)).toBe(zh);
  });

  it("know the claim or the source of every rule, in both languages", () => {
    for (const { watch } of ALERTS) {
      for (const locale of ["en", "zh-CN"] as const) {
        const { claim, source } = noticeNames(watch, locale);
        expect(claim === "").toBe(watch.kind !== "verdict");
        expect(source === "").toBe(watch.kind !== "source");
        if (locale === "zh-CN" && watch.kind === "verdict") expect(claim).toMatch(/\p{sc=Han}/u);
      }
    }
  });
});
