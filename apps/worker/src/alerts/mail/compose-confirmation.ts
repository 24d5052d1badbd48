import { escapeText } from "@talent/charts/escape";
import { type Envelope, type Mail, mailOf } from "./compose.ts";
import { link, type MailPart, paragraph, STYLE } from "./layout.ts";
import { type MailSite, PRODUCT } from "./site.ts";
import { mailWords } from "./texts.ts";

/** What somebody asked for on the form, in words of their language. */
export type AskedFor = {
  readonly things: readonly string[];
  readonly includeFuture: boolean;
  readonly cadence: "instant" | "daily" | "weekly";
  /** Of the page with the button. */
  readonly confirm: string;
};

/** The mail that asks whether a wish was meant. It has one link to act on; the other one says never to write again. */
export function composeConfirm(site: MailSite, envelope: Envelope, asked: AskedFor): Mail {
  const { confirm: words, colon } = mailWords(envelope.locale);
  const things = [...asked.things, ...(asked.includeFuture ? [words.future] : []), words.cadence[asked.cadence]];
  const button = `<p style="margin:20px 0"><a class="m-link" href="${escapeText(asked.confirm)}" style="display:inline-block;padding:10px 22px;border:1px solid #1a4f7a;border-radius:3px;color:#1a4f7a;font-weight:600;text-decoration:none">${escapeText(words.press)}</a></p>`;
  const parts: MailPart[] = [
    { html: paragraph(words.lead, STYLE.lead, "h1"), text: words.lead },
    {
      html: things.map((thing) => `<p class="m-ink m-rule" style="${STYLE.line}">${escapeText(thing)}</p>`).join(""),
      text: things.map((thing) => `* ${thing}`).join("\n"),
    },
    {
      html: `${button}${paragraph(words.expires)}${paragraph(words.ignore)}`,
      text: `${words.press}${colon}${asked.confirm}\n\n${words.expires}\n\n${words.ignore}`,
    },
    {
      html: `<div class="m-rule" style="margin-top:28px;padding-top:14px;border-top:1px solid #dedad2"><p class="m-muted" style="${STYLE.small}">${link(envelope.links.unsubscribe, words.never)} · ${link(site.publicUrl, PRODUCT)}</p></div>`,
      text: `-- \n${words.never}${colon}${envelope.links.unsubscribe}\n${PRODUCT}${colon}${site.publicUrl}`,
    },
  ];
  return mailOf(site, envelope, { subject: words.subject, parts, images: [] });
}
