import type { Html } from "../components/html.ts";
import { visibleText } from "../words/text.ts";

/** Markup of XML, made by `xml`. */
type Xml = { readonly xml: string };

type XmlPart = Xml | string | null | readonly XmlPart[];

const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * Text made inert for XML 1.0 (section 2.2), as content or between quotes: markup escaped; what no document may hold (controls, half of a surrogate
 * pair, U+FFFE, U+FFFF) and what would turn a line round is replaced by something visible.
 */
export function xmlText(text: string): string {
  return visibleText(text)
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replace(/\r\n?/g, "\n")
    .replace(/[&<>"']/g, (character) => ENTITY[character] as string);
}

/** Markup with every text that is put in escaped; null is left out. */
export function xml(texts: TemplateStringsArray, ...parts: readonly XmlPart[]): Xml {
  return { xml: texts.map((text, index) => (index === 0 ? text : renderXmlPart(parts[index - 1] ?? null) + text)).join("") };
}

function renderXmlPart(part: XmlPart): string {
  if (part === null) return "";
  if (typeof part === "string") return xmlText(part);
  return Array.isArray(part) ? part.map(renderXmlPart).join("") : (part as Xml).xml;
}

/** A link of a feed or an entry. Addresses are absolute. */
export type AtomLink = { readonly rel: string; readonly href: string; readonly type?: string; readonly title?: string };

/** One entry. Instants are ISO. `id` is the same for ever. */
export type AtomEntry = {
  readonly id: string;
  readonly title: string;
  readonly published: string;
  /** What kind of entry it is, as a term a program can filter by, and in words. */
  readonly category: { readonly term: string; readonly label: string };
  readonly summary: string;
  readonly content: Html;
  readonly links: readonly AtomLink[];
};

export type AtomFeed = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly links: readonly AtomLink[];
  readonly entries: readonly AtomEntry[];
};

export const ATOM_TYPE = "application/atom+xml";
const AUTHOR = "China AI Talent Monitor";

/** Of a feed in which nothing has happened yet: RFC 4287 asks for an instant, and this one is that of the article. */
const EMPTY_FEED_UPDATED = "2025-02-10T00:00:00.000Z";

/** The feed as an Atom document (RFC 4287). An entry is never changed once it is out, so it was updated when it was published. */
export function atomDocument({ id, title, subtitle, links, entries }: AtomFeed): string {
  const updated =
    entries
      .map(({ published }) => published)
      .sort()
      .at(-1) ?? EMPTY_FEED_UPDATED;
  const document = xml`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${id}</id>
<title>${title}</title>
<subtitle>${subtitle}</subtitle>
<updated>${updated}</updated>
<author><name>${AUTHOR}</name></author>
${links.map(atomLink)}${entries.map(atomEntry)}</feed>
`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${document.xml}`;
}

function atomEntry({ id, title, published, category, summary, content, links }: AtomEntry): Xml {
  return xml`<entry>
<id>${id}</id>
<title>${title}</title>
<published>${published}</published>
<updated>${published}</updated>
<category term="${category.term}" label="${category.label}"/>
${links.map(atomLink)}<summary>${summary}</summary>
<content type="html">${content.markup}</content>
</entry>
`;
}

function atomLink({ rel, href, type, title }: AtomLink): Xml {
  return xml`<link rel="${rel}" href="${href}"${attribute("type", type)}${attribute("title", title)}/>
`;
}

function attribute(name: string, value: string | undefined): Xml | null {
  return value === undefined ? null : { xml: xml` ${name}="${value}"`.xml };
}
