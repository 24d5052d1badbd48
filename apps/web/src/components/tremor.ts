import type { ComponentProps, ElementType, ReactNode } from "react";
import { type Html, trustedHtml } from "./html.ts";

// Loaded by Node itself, beside the bundle: seen by Next, a file marked "use client" sends its script to every page that shows it.
const { createElement } = await import(/* turbopackIgnore: true */ "react");
const { renderToStaticMarkup } = await import(/* turbopackIgnore: true */ "react-dom/server");

/** Markup around something that is put in later. */
export type Frame = readonly [before: string, after: string];

const SLOT = "\uE000";

/**
 * What a component of Tremor draws at first, without script. Classes for a dark theme go, because our colours turn by themselves; the
 * security policy lets no style attribute work, so what needs one is ours.
 */
export function tremorMarkup<C extends ElementType>(component: C, props: ComponentProps<C>, ...children: ReactNode[]): Html {
  const markup = renderToStaticMarkup(createElement(component as ElementType, props, ...children));
  return trustedHtml(markup.replace(/ class="([^"]*)"/g, (_, classes) => ` class="${classes.replace(/ ?\S*dark:\S+/g, "").trim()}"`));
}

/** What it draws around its content: rendered once, for lists of any length. */
export function tremorFrame<C extends ElementType>(component: C, props: ComponentProps<C>): Frame {
  const [before, after] = tremorMarkup(component, props, SLOT).markup.split(SLOT);
  if (before === undefined || after === undefined) throw new Error("A component of Tremor shows its content not exactly once.");
  return [before, after];
}

/** The classes of each element it draws, in the order of the document: for elements that Tremor makes otherwise, or makes work by script alone. */
export function tremorClasses<C extends ElementType>(component: C, props: ComponentProps<C>, ...children: ReactNode[]): string[] {
  return [...tremorMarkup(component, props, ...children).markup.matchAll(/ class="([^"]*)"/g)].map(([, classes]) =>
    unescapeText(classes as string),
  );
}

const unescapeText = (text: string) =>
  text.replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
