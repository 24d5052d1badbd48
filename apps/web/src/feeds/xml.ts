import { visibleText } from "../words/visible-text.ts";

/** Markup of XML, made by `xml`. */
export type Xml = { readonly xml: string };

type Part = Xml | string | null | readonly Part[];

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
export function xml(texts: TemplateStringsArray, ...parts: readonly Part[]): Xml {
  return { xml: texts.map((text, index) => (index === 0 ? text : written(parts[index - 1] ?? null) + text)).join("") };
}

function written(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return xmlText(part);
  return Array.isArray(part) ? part.map(written).join("") : (part as Xml).xml;
}
