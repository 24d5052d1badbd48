import { describe, expect, it } from "vitest";
import {
  CHINESE,
  ENGLISH,
  fallNotice,
  LOCALES,
  NAMES,
  NOTICE_CASES,
  noticeFacts,
  RATIO,
  verdictNotice,
  visasSeries,
} from "../../testing/notices.ts";
import type { Watch } from "../alert/rule.ts";
import { noticeWords } from "./notice.ts";
import type { NoticeFacts } from "./notice-language.ts";

describe("the body of a notice", () => {
  it("says before and after, threshold and recovery, and since when it is known", () => {
    const words = noticeWords(fallNotice, ENGLISH, "en", { figure: { now: 12_345, before: 15_091, unit: "visas" } });
    expect(words.lead).toBe(
      "F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025. You are notified when it is at or below −15 %.",
    );
    expect(words.why).toBe("Its source published a new period.");
    expect(words.lines).toEqual([
      { label: "Before", text: "−3.2 % in 2024" },
      { label: "Now", text: "−18.2 % in 2025" },
      { label: "Figure", text: "12,345 visas, against 15,091 visas" },
      { label: "Threshold", text: "at or below −15 %" },
      { label: "Over when", text: "at or above −5 %" },
      { label: "Known since", text: "12 September 2025" },
    ]);
  });

  it("says the same in Chinese", () => {
    const words = noticeWords(fallNotice, CHINESE, "zh-CN");
    expect(words.lead).toBe("中国大陆公民F-1签证（5月至8月）：2025年同比下降18.2%。该值不高于−15%时即通知您。");
    expect(words.lines.map(({ label, text }) => `${label} ${text}`)).toEqual([
      "此前 2024年为−3.2%",
      "现在 2025年为−18.2%",
      "通知条件 不高于−15%",
      "恢复条件 不低于−5%",
      "得知日期 2025年9月12日",
    ]);
  });

  it("begins a retraction with what is retracted, and says when it was reported", () => {
    const retraction: NoticeFacts = {
      ...fallNotice,
      tells: "retracted",
      cause: "revision",
      before: fallNotice.after,
      after: { period: "2025-08", value: -3 },
      retracts: "2025-09-12T06:00:00.000Z",
    };
    const words = noticeWords(retraction, ENGLISH, "en");
    expect(words.lead).toContain("The notification of 12 September 2025 no longer stands.");
    expect(words.why).toContain("stated a figure anew");
    expect(words.lines.slice(0, 2).map((line) => line.label)).toEqual(["Reported", "Now"]);
  });

  it("says of a retraction whose number stands that it was reported too early, not that the number changed", () => {
    const told = { tells: "retracted", cause: "new_period", before: fallNotice.after, retracts: "2025-09-12T06:00:00.000Z" } as const;
    const words = noticeWords({ ...fallNotice, ...told }, ENGLISH, "en");
    expect(words.subject).toContain("−18.2 % in 2025 is not confirmed");
    expect(words.lead).toContain("The notification of 12 September 2025 was too early");
    expect(noticeWords({ ...fallNotice, ...told }, CHINESE, "zh-CN").lead).toMatch(/−18.2%尚未得到确认。2025年9月12日通知您的内容为时过早/);
  });

  it("lists both verdicts of every question that changed and of no other", () => {
    const verdicts = {
      before: { now: "holds", withHindsight: "supported" },
      after: { now: "does_not_hold", withHindsight: "supported" },
    } as const;
    const { lines } = noticeWords({ ...verdictNotice, verdicts }, ENGLISH, "en");
    expect(lines).toContainEqual({ label: "On the newest year", text: "holds; now: does not hold" });
    expect(lines.map((line) => line.label)).not.toContain("With all evidence for its year");
  });

  it.each(["new_period", "revision", "withdrawal", "correction", "reparse", "definition_change", "rule", "time"] as const)(
    "says why: %s",
    (cause) => {
      const [en, zh] = LOCALES.map((locale) => noticeWords({ ...fallNotice, cause }, NAMES[locale], locale).why);
      expect(en).toMatch(/^[A-Z].*\.$/);
      expect(zh).toMatch(/。$/);
    },
  );

  it("says all but the numbers where a licence withholds them", () => {
    for (const [, given, , , figure] of NOTICE_CASES) {
      for (const locale of LOCALES) {
        const bare: NoticeFacts = { ...given, threshold: null };
        const words = noticeWords(bare, NAMES[locale], locale, { figure: figure ?? null, withheld: true });
        const said = JSON.stringify(words);
        for (const hidden of ["18.2", "3,718,000", "1.03", "12.3", "2.65", "2.58", "−1 ", "3.2"]) expect(said).not.toContain(hidden);
      }
    }
    expect(noticeWords(fallNotice, ENGLISH, "en", { withheld: true }).subject).toBe(
      "F-1 visas to mainland China, May to August in 2025: at or below −15 %",
    );
  });

  it("never uses exclamation marks", () => {
    for (const [, given] of NOTICE_CASES)
      for (const locale of LOCALES) expect(JSON.stringify(noticeWords(given, NAMES[locale], locale))).not.toMatch(/[!！]/);
  });
});

describe("a number in a notice", () => {
  const said = (number: number, unit = "persons"): string => {
    const rule = { ...RATIO, unit, watch: { ...RATIO.watch, measure: visasSeries } as Watch };
    return noticeWords(noticeFacts(rule, { after: { period: "2025", value: number } }), ENGLISH, "en").lines[1]?.text ?? "";
  };
  it.each([
    [0, "persons", "0 persons in 2025"],
    [0.0004, "x", "0.0004x in 2025"],
    [-0.0004, "x", "−0.0004x in 2025"],
    [1e9, "persons", "1,000,000,000 persons in 2025"],
    [25, "rank", "rank 25 in 2025"],
    [1, "in force", "in force in 2025"],
    [0, "in force", "not in force in 2025"],
    [1.5, "", "1.5 in 2025"],
  ])("%d %s reads %j", (number, unit, text) => expect(said(number, unit)).toBe(text));
});
