import { type Html, trustedHtml } from "./html.ts";

/** Inserts markup made by `html`, inside an element of its own. */
export function Markup({ of, as: Element = "div", className }: { of: Html; as?: "div" | "ol" | "ul" | "tbody"; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: every text in it went through the one escaping function
  return <Element className={className} dangerouslySetInnerHTML={{ __html: of.markup }} />;
}

/** A picture from `@talent/charts`, whose text is already escaped. Nothing for an empty one. */
export function Drawing({ svg, className }: { svg: string; className?: string }) {
  return svg ? <Markup of={trustedHtml(svg)} {...(className ? { className } : {})} /> : null;
}
