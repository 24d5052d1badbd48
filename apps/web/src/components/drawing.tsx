import { drawn } from "./html.ts";
import { Markup } from "./markup.tsx";

/** A picture from `@talent/charts`, whose text is already escaped. Nothing for an empty one. */
export function Drawing({ svg, className }: { svg: string; className?: string }) {
  return svg ? <Markup of={drawn(svg)} {...(className ? { className } : {})} /> : null;
}
