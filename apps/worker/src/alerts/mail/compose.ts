import { escapeText } from "@talent/charts/escape";
import type { Locale } from "@talent/core/alert/rule";
import { readMailAddress } from "@talent/core/mail-address";
import { subjectLine } from "@talent/core/text/notice-amounts";
import { footer, htmlDocument, link, type MailPart, paragraph, STYLE, textDocument } from "./layout.ts";
import { fullNotice, listedNotice, type PreparedNotice } from "./notice-section.ts";
import { type MailSite, type PersonLinks, PRODUCT } from "./site.ts";
import { mailTexts } from "./texts.ts";

/** Whom a mail is for, and what makes it this mail and no other. */
export type Envelope = {
  /** Of the stored message: makes the Message-ID, so that a repeated attempt is the same mail. */
  readonly id: string;
  /** Of the stored message; the Date of every attempt. */
  readonly createdAt: Date;
  /** The message that this one answers. */
  readonly inReplyTo: string | null;
  /** Not trusted: read once more before it goes into an envelope. */
  readonly address: string;
  readonly locale: Locale;
  readonly links: PersonLinks;
};

/** A mail as nodemailer takes it; the same envelope and content always give the same bytes. */
export type Mail = {
  readonly messageId: string;
  readonly date: Date;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailImage[];
  readonly headers: Readonly<Record<string, string>>;
  readonly baseBoundary: string;
  /** Text and HTML are our own; nothing in them may name a file or an address to be read. */
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
};

type MailImage = {
  readonly cid: string;
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType: string;
  readonly contentDisposition: "inline";
};

/** The content of a mail of notices. `total` counts those that are not listed too. */
export type NoticesContent = { readonly notices: readonly PreparedNotice[]; readonly total: number };

/** Throws InvalidMailAddress where the stored address is not exactly one. */
export function composeNotices(site: MailSite, envelope: Envelope, { notices, total }: NoticesContent): Mail {
  const words = mailTexts(envelope.locale);
  const [first] = notices;
  if (first === undefined) throw new RangeError("a message tells of nothing");
  const end = footer(words, site, envelope.links);
  if (total === 1) {
    const part = fullNotice(first, words);
    const images = first.chart === null ? [] : [imageOf(first.chart)];
    return buildMail(site, envelope, { subject: first.words.subject, parts: [part, end], images });
  }
  const subject = subjectLine(words.digestSubject(total), first.words.subject, "");
  return buildMail(site, envelope, { subject, parts: [...digestParts(site, envelope.locale, { notices, total }), end], images: [] });
}

function digestParts(site: MailSite, locale: Locale, { notices, total }: NoticesContent): MailPart[] {
  const words = mailTexts(locale);
  const listed = (title: string, some: readonly PreparedNotice[]): MailPart[] =>
    some.length === 0 ? [] : [sectionTitle(title), ...some.map((notice) => listedNotice(notice, words))];
  const back = notices.filter((notice) => notice.isRetraction);
  const others = notices.filter((notice) => !notice.isRetraction);
  const alerts = `${site.publicUrl}/alerts`;
  const left = total - notices.length;
  const more = {
    html: `<p class="m-ink m-rule" style="${STYLE.line}">${link(alerts, words.more(left))}</p>`,
    text: `${words.more(left)}${words.colon}${alerts}`,
  };
  return [
    { html: paragraph(words.notices(total), STYLE.lead, "h1"), text: words.notices(total) },
    ...listed(words.takenBack, back),
    ...(back.length === 0 ? others.map((notice) => listedNotice(notice, words)) : listed(words.others, others)),
    ...(left > 0 ? [more] : []),
  ];
}

const sectionTitle = (title: string): MailPart => ({ html: paragraph(title, STYLE.heading, "h2"), text: title });

const imageOf = ({ png, cid }: NonNullable<PreparedNotice["chart"]>): MailImage => ({
  cid,
  filename: "chart.png",
  content: png,
  contentType: "image/png",
  contentDisposition: "inline",
});

type MailContent = { readonly subject: string; readonly parts: readonly MailPart[]; readonly images: readonly MailImage[] };

/** The mail around its content: one address, one Message-ID, how to stop in one click (RFC 8058), and that a machine wrote it (RFC 3834). */
export function buildMail(site: MailSite, envelope: Envelope, { subject, parts, images }: MailContent): Mail {
  const address = readMailAddress(envelope.address);
  const answered =
    envelope.inReplyTo === null
      ? {}
      : { inReplyTo: `<${envelope.inReplyTo}@${site.host}>`, references: `<${envelope.inReplyTo}@${site.host}>` };
  const safe = subjectLine("", subject, "");
  return {
    messageId: `<${envelope.id}@${site.host}>`,
    date: envelope.createdAt,
    from: { name: PRODUCT, address: site.from },
    to: { name: "", address },
    envelope: { from: site.from, to: [address] },
    ...answered,
    subject: safe,
    text: textDocument(parts.map((part) => part.text)),
    html: htmlDocument(
      safe,
      envelope.locale,
      parts.map((part) => part.html),
    ),
    attachments: images,
    headers: {
      "List-Id": `${PRODUCT} <alerts.${site.host}>`,
      "List-Unsubscribe": `<${envelope.links.oneClick}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
    baseBoundary: envelope.id,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What was requested on the form, in the subscriber's language. */
type ConfirmationContent = {
  readonly things: readonly string[];
  readonly includeFuture: boolean;
  readonly cadence: "instant" | "daily" | "weekly";
  /** Of the page with the button. */
  readonly confirm: string;
};

/** The confirmation mail (double opt-in). One link confirms; the other one blocks all further mails. */
export function composeConfirmation(site: MailSite, envelope: Envelope, asked: ConfirmationContent): Mail {
  const { confirm: words, colon } = mailTexts(envelope.locale);
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
  return buildMail(site, envelope, { subject: words.subject, parts, images: [] });
}
