import { escapeText } from "@talent/charts/escape";

/** Markup that is safe to insert as it is: made by `html`, or drawn by `@talent/charts`. */
export type Html = { readonly markup: string };

type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

/**
 * Markup with every interpolated text escaped, for content and quoted attributes. Long lists are made with it: as elements of React
 * they would be built three times for each reader, as one text they are built once.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  // Line ends of the template are for whoever reads it; those of the texts put in stay.
  const between = texts.map((text) => text.replace(/\n\s*/g, ""));
  return { markup: between.map((text, index) => (index === 0 ? text : renderPart(parts[index - 1]) + text)).join("") };
}

/** Markup whose text another module has escaped already. */
export function trustedHtml(svg: string): Html {
  return { markup: svg };
}

function renderPart(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  if (Array.isArray(part)) return part.map(renderPart).join("");
  return (part as Html).markup;
}
