import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHINESE,
  ENGLISH,
  fallNotice,
  LOCALES,
  NAMES,
  NOTICE_CASES,
  type NoticeCase,
  RECORD,
  VISAS,
  verdictNotice,
} from "../../testing/notices.ts";
import { noticeWords } from "./notice.ts";

describe("the subject of a notice", () => {
  it.each(NOTICE_CASES)("states %s", (...row) => {
    const [, given, en, zh, figure] = row as unknown as NoticeCase;
    expect(noticeWords(given, ENGLISH, "en", { figure: figure ?? null }).subject).toBe(en);
    expect(noticeWords(given, CHINESE, "zh-CN", { figure: figure ?? null }).subject).toBe(zh);
  });

  it.each([
    [VISAS, ", year on year", "同比变化", "F-1 visas to mainland China, May to August, fell 18.2 % year on year in 2025"],
    [RECORD, ", against the earlier record", "与此前纪录之比", "New record: applicants for the civil-service exam, in 2025-08"],
  ])("does not say twice what changed", (rule, en, zh, subject) => {
    const named = { ...rule, name: { en: `${rule.name.en}${en}`, "zh-CN": `${rule.name["zh-CN"]}${zh}` } };
    expect(noticeWords({ ...fallNotice, rule: named }, ENGLISH, "en").subject).toBe(subject);
    expect(noticeWords({ ...fallNotice, rule: named }, CHINESE, "zh-CN").subject).not.toContain(zh);
  });

  it("keeps the verdict when a claim is long", () => {
    const claim =
      "The US government, for reasons of national security, put visas further out of reach of Chinese students in some fields, AI among them.";
    const { subject } = noticeWords(verdictNotice, { ...ENGLISH, claim }, "en");
    expect(subject).toMatch(/^Verdict changed: “The US government.*…” now holds$/);
    expect([...subject]).toHaveLength(120);
    expect(noticeWords(verdictNotice, { ...ENGLISH, claim }, "en").fact).toBe(`Verdict changed: “${claim.slice(0, -1)}” now holds`);
  });

  it("never breaks a line, hides a character or grows past 120, whatever names and texts are given", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom("x\r\nBcc: evil@example.org", "\u202ee", "\0", "a\u2028b", "\ud800"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...NOTICE_CASES), hostile, fc.constantFrom(...LOCALES), ([, given], text, locale) => {
        const rule = { ...given.rule, name: { en: text, "zh-CN": text } };
        const names = { ...NAMES[locale], claim: text, source: text, unit: () => text, verdict: () => text };
        const words = noticeWords({ ...given, rule }, names, locale);
        const all = [
          words.subject,
          words.fact,
          words.note,
          words.lead,
          words.why,
          ...words.lines.flatMap((line) => [line.label, line.text]),
        ];
        return [...words.subject].length <= 120 && all.every((one) => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(one));
      }),
      { numRuns: 300 },
    );
  });
});
