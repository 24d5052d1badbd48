import { noticeNames } from "@talent/catalog/alerts/notice-names";
import { lineChart } from "@talent/charts/line-chart";
import { watchChart } from "@talent/charts/watch-chart";
import type { Locale } from "@talent/core/alert/rule";
import { noticeWords } from "@talent/core/text/notice";
import type { NoticeFacts, NoticeFigure } from "@talent/core/text/notice-language";
import { sourceName } from "../src/alerts/built-in-rules.ts";
import { chartPng } from "../src/alerts/mail/chart-png.ts";
import type { Envelope } from "../src/alerts/mail/compose.ts";
import type { PreparedNotice } from "../src/alerts/mail/notice-section.ts";
import { mailSite, personLinks } from "../src/alerts/mail/site.ts";

export const SITE = mailSite("https://monitor.example.org", null);

const TOKEN = "q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80";

export const testEnvelope = (more: Partial<Envelope> = {}): Envelope => ({
  id: "0b5c1f8e-52a4-4c63-9a3e-7a1f6c1d2e3f",
  createdAt: new Date("2025-09-12T06:01:00Z"),
  inReplyTo: null,
  address: "reader@example.org",
  locale: "en",
  links: personLinks(SITE, { manage: TOKEN, unsubscribe: TOKEN }),
  ...more,
});

/** A notice ready to be shown, without a store. */
export function preparedNotice(
  facts: NoticeFacts,
  locale: Locale = "en",
  more: Partial<PreparedNotice> & { figure?: NoticeFigure; id?: string } = {},
): PreparedNotice {
  const { figure = null, id = "7", ...rest } = more;
  return {
    transition: { id, rule: "a-rule", at: facts.at, facts, retracts: null },
    isRetraction: facts.tells === "retracted",
    withheld: false,
    words: noticeWords(facts, noticeNames(facts.rule.watch, locale, sourceName), locale, { figure }),
    page: `${SITE.publicUrl}/alerts/${id}`,
    evidence: `${SITE.publicUrl}/evidence/1a-2b-3c`,
    chart: null,
    ...rest,
  };
}

/** A picture of six summers, the last of them below its threshold. */
export async function testChart(): Promise<NonNullable<PreparedNotice["chart"]>> {
  const points = [-3, 8, 12, -5, -3.2, -18.2].map((value, index) => ({ at: `${2020 + index}-08-15`, label: String(2020 + index), value }));
  const input = watchChart({
    id: "x",
    title: "F-1",
    description: "F-1",
    unit: "%",
    points,
    threshold: { op: "<=", than: -15 },
    told: ["2024", "2025"],
  });
  if (input === null) throw new Error("nothing was drawn");
  return { png: await chartPng(lineChart(input)), cid: "chart-7@monitor.example.org", alt: "F-1 visas fell" };
}
