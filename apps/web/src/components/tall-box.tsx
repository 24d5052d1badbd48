import type { Html } from "./html.ts";
import "./tall-box.css";

/** A long table of our own markup that scrolls inside a box of limited height, under a heading row that stays; reachable by keyboard (WCAG 2.1.1). */
export function TallBox({ label, of }: { label: string; of: Html }) {
  return (
    <section
      className="scroll-box tall-box"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: every text in it went through the one escaping function
      dangerouslySetInnerHTML={{ __html: of.markup }}
    />
  );
}
