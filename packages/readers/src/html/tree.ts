import { Unreadable } from "@talent/core/capture/errors";
import { DomHandler, Parser } from "htmlparser2";
import { wellFormed } from "../table/cell.ts";
import { decodePage, withinBytes } from "../text/decode.ts";

/** The part of a parsed page our readers use. */
export type Element = {
  readonly type: string;
  readonly name: string;
  readonly attribs: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly parent?: Element | null;
};
export type Node = Element | { readonly type: string; readonly data?: string };

export type HtmlLimits = {
  readonly maxBytes?: number;
  readonly maxDepth?: number;
  readonly maxElements?: number;
  readonly maxAttributes?: number;
};

const DEFAULT_LIMITS: Required<HtmlLimits> = { maxBytes: 16 * 1024 * 1024, maxDepth: 512, maxElements: 1_000_000, maxAttributes: 1000 };

/** Elements whose edges part words where a page prints them. */
const BLOCK_ELEMENTS = new Set(
  "address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead title tr ul".split(
    " ",
  ),
);
const UNPRINTED_ELEMENTS = new Set(["script", "style", "template", "noscript", "head"]);

/** What inside a cell is not of that cell: a nested table, or what an omitted end tag left there. */
const OUTSIDE_CELL = new Set(["table", "thead", "tbody", "tfoot", "tr", "td", "th"]);

/**
 * Parses a page into a tree, refusing as it goes what would exhaust us: nesting, elements or attributes past a limit. Throws
 * `Unreadable`.
 */
export function htmlTree(bytes: Uint8Array, contentType: string | undefined, limits: HtmlLimits = {}): Element {
  const caps = { ...DEFAULT_LIMITS, ...limits };
  withinBytes(bytes, caps.maxBytes, "page");
  const handler = new LimitedHandler(caps);
  const parser = new Parser(handler);
  parser.end(decodePage(bytes, contentType));
  return handler.root as unknown as Element;
}

class LimitedHandler extends DomHandler {
  readonly #caps: Required<HtmlLimits>;
  #depth = 0;
  #elements = 0;
  #attributes = 0;

  constructor(caps: Required<HtmlLimits>) {
    super();
    this.#caps = caps;
  }

  onattribute(): void {
    this.#attributes += 1;
    if (this.#attributes > this.#caps.maxAttributes)
      throw new Unreadable(`an element of the page has more than ${this.#caps.maxAttributes} attributes`);
  }

  override onopentag(name: string, attribs: Record<string, string>): void {
    this.#attributes = 0;
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > this.#caps.maxDepth) throw new Unreadable(`the page is nested deeper than ${this.#caps.maxDepth} elements`);
    if (this.#elements > this.#caps.maxElements) throw new Unreadable(`the page has more than ${this.#caps.maxElements} elements`);
    super.onopentag(name, attribs);
  }

  override onclosetag(): void {
    this.#depth -= 1;
    super.onclosetag();
  }
}

export function isElement(node: Node): node is Element {
  return "name" in node && "children" in node;
}

/** Every descendant element, in document order; `enter` returning false leaves out what is inside it. */
export function walkElements(element: Element, enter: (element: Element) => boolean): void {
  for (const child of element.children) {
    if (isElement(child) && enter(child)) walkElements(child, enter);
  }
}

/** The text a page prints for an element: ASCII white space collapsed, a space where blocks or `<br>` part words, nested tables left out. */
export function printedText(element: Element): string {
  const [only, second] = element.children;
  if (only !== undefined && second === undefined && !isElement(only))
    return only.type === "text" ? collapseWhiteSpace(only.data ?? "") : "";
  const pieces: string[] = [];
  collectText(element, pieces);
  return collapseWhiteSpace(pieces.join(""));
}

function collapseWhiteSpace(text: string): string {
  return wellFormed(/[ \t\n\r\f]/.test(text) ? text.replace(/[ \t\n\r\f]+/g, " ").replace(/^ | $/g, "") : text);
}

function collectText(element: Element, pieces: string[]): void {
  for (const child of element.children) {
    if (!isElement(child)) {
      if (child.type === "text" && child.data !== undefined) pieces.push(child.data);
    } else if (!UNPRINTED_ELEMENTS.has(child.name)) {
      const parts = BLOCK_ELEMENTS.has(child.name);
      if (parts) pieces.push(" ");
      if (!OUTSIDE_CELL.has(child.name)) collectText(child, pieces);
      if (parts) pieces.push(" ");
    }
  }
}
