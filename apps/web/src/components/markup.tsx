import type { Html } from "./html.ts";

/** Inserts markup made by `html`, inside an element of its own. */
export function Markup({ of, as: Element = "div", className }: { of: Html; as?: "div" | "ol" | "ul" | "tbody"; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: every text in it went through the one escaping function
  return <Element className={className} dangerouslySetInnerHTML={{ __html: of.markup }} />;
}
