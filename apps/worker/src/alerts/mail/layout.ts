import { escapeText } from "@talent/charts/escape";
import type { Locale } from "@talent/core/alert/rule";
import { type MailSite, type PersonLinks, PRODUCT } from "./site.ts";
import type { MailTexts } from "./texts.ts";

/** One part of a mail in both of its forms. */
export type MailPart = { readonly html: string; readonly text: string };

const FONT = "'Source Sans 3','Source Sans Pro','Helvetica Neue',Arial,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";
const INK = "#16181b";
const MUTED = "#565e66";
const LINK = "#1a4f7a";

// Clients that honour it get a dark mail; all others keep the inline colours. Nothing is loaded from anywhere.
const DARK = `@media (prefers-color-scheme: dark){.m-body{background:#121417!important}.m-ink{color:#eceae6!important}.m-muted{color:#a7aeb6!important}a.m-link{color:#9fcdf0!important}.m-rule{border-color:#30353b!important}}`;

export const STYLE = {
  lead: `margin:0 0 12px;font-size:21px;line-height:1.35;font-weight:600;color:${INK}`,
  heading: `margin:24px 0 8px;font-size:15px;line-height:1.4;font-weight:600;color:${MUTED}`,
  paragraph: `margin:0 0 12px;color:${INK}`,
  line: `margin:0;padding:7px 0;border-top:1px solid #dedad2;color:${INK}`,
  label: `display:inline-block;box-sizing:border-box;width:34%;padding-right:10px;vertical-align:top;color:${MUTED}`,
  value: "display:inline-block;width:65%;vertical-align:top",
  aside: `font-size:14px;color:${MUTED}`,
  small: `margin:0 0 8px;font-size:14px;line-height:1.45;color:${MUTED}`,
  link: `color:${LINK};text-decoration:underline`,
} as const;

/** A link with its text; the address is ours and escaped all the same. */
export const link = (url: string, words: string): string =>
  `<a class="m-link" href="${escapeText(url)}" style="${STYLE.link}">${escapeText(words)}</a>`;

export const paragraph = (words: string, style: string = STYLE.paragraph, tag = "p"): string =>
  `<${tag} class="${style === STYLE.small || style === STYLE.heading ? "m-muted" : "m-ink"}" style="${style}">${escapeText(words)}</${tag}>`;

/** The whole HTML document around the parts of a mail. */
export function htmlDocument(subject: string, locale: Locale, parts: readonly string[]): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeText(subject)}</title><style>:root{color-scheme:light dark}${DARK}</style>`;
  const inside = `<div style="box-sizing:border-box;max-width:640px;margin:0 auto;padding:24px 16px;font-family:${FONT};font-size:16px;line-height:1.5;color:${INK};overflow-wrap:anywhere">${parts.join("")}</div>`;
  return `<!doctype html><html lang="${locale}"><head>${head}</head><body class="m-body" style="margin:0;padding:0;background:#fdfcfa;-webkit-text-size-adjust:100%">${inside}</body></html>`;
}

/** The same in plain text. */
export const textDocument = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join("\n\n")}\n`;

/** Why this mail was sent and how to unsubscribe. */
export function footer(words: MailTexts, site: MailSite, links: PersonLinks): MailPart {
  return {
    html: `<div class="m-rule" style="margin-top:28px;padding-top:14px;border-top:1px solid #dedad2">${paragraph(words.because, STYLE.small)}<p class="m-muted" style="${STYLE.small}">${link(links.manage, words.manage)} · ${link(links.unsubscribe, words.stop)} · ${link(site.publicUrl, PRODUCT)}</p></div>`,
    text: `-- \n${words.because}\n${words.manage}${words.colon}${links.manage}\n${words.stop}${words.colon}${links.unsubscribe}\n${PRODUCT}${words.colon}${site.publicUrl}`,
  };
}
