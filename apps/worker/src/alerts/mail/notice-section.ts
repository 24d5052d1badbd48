import { escapeText } from "@talent/charts/escape";
import type { NoticeWords } from "@talent/core/text/notice-language";
import type { NoticeTransition } from "@talent/db/read/subscribers/messages";
import { link, type MailPart, paragraph, STYLE } from "./layout.ts";
import type { MailTexts } from "./texts.ts";

/** A notice in one language, with all that a mail shows of it. */
export type PreparedNotice = {
  readonly transition: NoticeTransition;
  /** It retracts an earlier one. */
  readonly isRetraction: boolean;
  /** A licence withholds its numbers: none is in the text. */
  readonly withheld: boolean;
  readonly words: NoticeWords;
  /** Of the notice on the dashboard, and of its evidence. */
  readonly page: string;
  readonly evidence: string | null;
  readonly chart: { readonly png: Buffer; readonly cid: string; readonly alt: string } | null;
};

const CHART_WIDTH = 460;

// Of one notice many thousand mails may be written: what is the same in all of them is made once.
const renderedNotices = new WeakMap<PreparedNotice, MailPart>();

/** A notice that has the mail to itself: the fact, why, before and after, the chart, the evidence. */
export function fullNotice(notice: PreparedNotice, words: MailTexts): MailPart {
  const part = renderedNotices.get(notice) ?? renderFullNotice(notice, words);
  renderedNotices.set(notice, part);
  return part;
}

function renderFullNotice(notice: PreparedNotice, words: MailTexts): MailPart {
  const { fact, note, why, lines } = notice.words;
  const said = note === "" ? why : `${note}${words.gap}${why}`;
  const rows = lines.map(
    ({ label, text }) =>
      `<p class="m-ink m-rule" style="${STYLE.line}"><span class="m-muted" style="${STYLE.label}">${escapeText(label)}</span><span style="${STYLE.value}">${escapeText(text)}</span></p>`,
  );
  const picture =
    notice.chart === null
      ? ""
      : `<p style="margin:16px 0"><img src="cid:${notice.chart.cid}" width="${CHART_WIDTH}" alt="${escapeText(notice.chart.alt)}" style="display:block;width:100%;max-width:${CHART_WIDTH}px;height:auto;border:0"></p>`;
  const links = linksOf(notice, words);
  return {
    html: `${paragraph(fact, STYLE.lead, "h1")}${paragraph(said)}${rows.join("")}${picture}<p class="m-ink" style="margin:16px 0 0">${links.map(({ url, label }) => link(url, label)).join("<br>")}</p>`,
    text: [
      fact,
      said,
      lines.map(({ label, text }) => `${label}${words.colon}${text}`).join("\n"),
      links.map(({ url, label }) => `${label}${words.colon}${url}`).join("\n"),
    ].join("\n\n"),
  };
}

/** A notice among others: the fact as a link, why, and the evidence. */
export function listedNotice(notice: PreparedNotice, words: MailTexts): MailPart {
  const { fact, why } = notice.words;
  const evidence = notice.evidence === null ? "" : `${words.gap}${link(notice.evidence, words.evidence)}`;
  return {
    html: `<p class="m-ink m-rule" style="${STYLE.line}">${link(notice.page, fact)}<br><span class="m-muted" style="${STYLE.aside}">${escapeText(why)}${evidence}</span></p>`,
    text: [
      `* ${fact}`,
      `  ${why}`,
      `  ${notice.page}`,
      ...(notice.evidence === null ? [] : [`  ${words.evidence}${words.colon}${notice.evidence}`]),
    ].join("\n"),
  };
}

function linksOf({ evidence, page }: PreparedNotice, words: MailTexts): { url: string; label: string }[] {
  return [...(evidence === null ? [] : [{ url: evidence, label: words.evidence }]), { url: page, label: words.page }];
}
