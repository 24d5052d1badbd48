import { LayoutChanged, Unreadable } from "@talent/core/capture/errors";
import { load } from "cheerio/slim";
import { type HtmlTable, labelledTable } from "./labelled-table.ts";
import { type Element, type HtmlLimits, htmlTree, isElement, printedText, walkElements } from "./tree.ts";

const MAX_TABLES = 2000;
const SIMPLE_ID = /^[A-Za-z][\w-]*$/;

/**
 * Every table of a page in document order, with what gives a selector that matches it alone: its id where the page uses it once, else the path
 * from the root. Throws `Unreadable` past a limit.
 */
function tablePaths(root: Element): Map<Element, () => string> {
  const tables: Element[] = [];
  const ids = new Map<string, number>();
  walkElements(root, (element) => {
    const { id } = element.attribs;
    if (id !== undefined) ids.set(id, (ids.get(id) ?? 0) + 1);
    if (element.name === "table") tables.push(element);
    return true;
  });
  if (tables.length > MAX_TABLES) throw new Unreadable(`the page has more than ${MAX_TABLES} tables`);
  const steps = new Map<Element, ReadonlyMap<Element, string>>();
  return new Map(
    tables.map((table) => {
      const { id = "" } = table.attribs;
      return [table, () => (SIMPLE_ID.test(id) && ids.get(id) === 1 ? `table#${id}` : pathTo(table, root, steps))];
    }),
  );
}

function pathTo(element: Element, root: Element, steps: Map<Element, ReadonlyMap<Element, string>>): string {
  const { parent } = element;
  if (parent === null || parent === undefined) return "";
  const known = steps.get(parent) ?? childSteps(parent);
  steps.set(parent, known);
  const step = known.get(element) ?? "";
  return parent === root ? `${step}:root` : `${pathTo(parent, root, steps)} > ${step}`;
}

/** How a selector distinguishes each child of an element from its siblings. */
function childSteps(parent: Element): ReadonlyMap<Element, string> {
  const children = parent.children.filter(isElement);
  const siblings = new Map<string, number>();
  for (const { name } of children) siblings.set(name, (siblings.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return new Map(
    children.map((child) => {
      const position = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, position);
      const name = child.name.replace(/[^\w-]/gu, "\\$&");
      return [child, siblings.get(child.name) === 1 ? name : `${name}:nth-of-type(${position})`];
    }),
  );
}

export type HtmlOptions = HtmlLimits & {
  /** Only the tables this CSS selector matches. Default: every table of the page. */
  readonly selector?: string;
  /** The Content-Type header, for its charset. */
  readonly contentType?: string;
};

/** A page parsed once, however often it is read. */
export type HtmlPage = {
  readonly root: Element;
  /** The tables this CSS selector matches, in document order; without one, all. Nested tables stand for themselves. */
  tables(selector?: string): readonly HtmlTable[];
};

/** Parses a page. Throws `Unreadable` past a limit. */
export function readHtmlPage(bytes: Uint8Array, options: Omit<HtmlOptions, "selector"> = {}): HtmlPage {
  const root = htmlTree(bytes, options.contentType, options);
  return { root, tables: (selector) => selectTables(root, selector) };
}

/** Reads the tables of a page in document order; nested tables stand for themselves. Throws `Unreadable` past a limit. */
export function readHtmlTables(bytes: Uint8Array, options: HtmlOptions = {}): readonly HtmlTable[] {
  return readHtmlPage(bytes, options).tables(options.selector);
}

function selectTables(root: Element, selector: string | undefined): readonly HtmlTable[] {
  const tables = tablePaths(root);
  if (selector === undefined) {
    const only = tables.size === 1;
    return [...tables].map(([table, path]) => labelledTable(table, only ? "table" : path()));
  }
  const chosen = (load(root as never)(selector).toArray() as unknown as Element[]).flatMap((table) => {
    const path = tables.get(table);
    return path === undefined ? [] : [{ table, path }];
  });
  return chosen.map(({ table, path }) => labelledTable(table, chosen.length === 1 ? selector : path()));
}

/** The one table a selector matches. Throws `LayoutChanged` when there is none or more. */
export function readHtmlTable(bytes: Uint8Array, options: HtmlOptions = {}): HtmlTable {
  const tables = readHtmlTables(bytes, options);
  const [table] = tables;
  if (table === undefined || tables.length > 1)
    throw new LayoutChanged(`the page has ${tables.length} tables "${options.selector ?? "table"}", not one`);
  return table;
}

/** The page's links to http and https addresses, resolved against its base, with their printed text. */
export function readLinks(
  bytes: Uint8Array,
  baseUrl: string,
  options: HtmlLimits & { readonly contentType?: string } = {},
): { href: string; text: string }[] {
  const links: { href: string; text: string }[] = [];
  let base = baseUrl;
  walkElements(htmlTree(bytes, options.contentType, options), (element) => {
    const target = element.attribs.href;
    if (element.name === "base" && base === baseUrl && target !== undefined) base = resolveWebAddress(target, baseUrl) ?? baseUrl;
    if (element.name === "a" && target !== undefined) {
      const href = resolveWebAddress(target, base);
      if (href !== null) links.push({ href, text: printedText(element) });
    }
    return true;
  });
  return links;
}

function resolveWebAddress(target: string, base: string): string | null {
  const url = URL.parse(target, base);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

/** Headers that only a bot wall's own response has. One that is set on every page it lets through (`x-datadome`) proves nothing. */
const WALL_HEADERS: readonly (readonly [string, RegExp])[] = [
  ["cf-mitigated", /challenge/i],
  ["x-amzn-waf-action", /./],
];
const WALL_WORDS =
  /just a moment\.\.\.|attention required!|checking your browser|enable javascript and cookies to continue|cf-chl-|challenge-platform|_incapsula_resource|incapsula incident|pardon our interruption|px-captcha|captcha-delivery\.com|awswaf|errors\.edgesuite\.net|verify(?:ing)? (?:that )?you are (?:a )?human|g-recaptcha|h-captcha|reason:urlacl/i;
/** A request for data is answered with JSON: the address of the captcha. */
const WALL_DATA = /^\s*\{\s*"url"\s*:\s*"https?:\/\/[^"]*captcha-delivery\.com\//i;
const WALL_PAGE_BYTES = 64 * 1024;

/**
 * Whether a response is a bot wall's or empty, and so says nothing about the document: 403, a bot wall's header, an empty 200,
 * or a short page without a table that has a bot wall's wording. A long page that mentions a captcha is a page.
 */
export function isBotWall(status: number, headers: Readonly<Record<string, string>>, bytes: Uint8Array): boolean {
  if (status === 403) return true;
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (WALL_HEADERS.some(([name, words]) => words.test(lower.get(name) ?? ""))) return true;
  if (bytes.length > WALL_PAGE_BYTES) return false;
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") return status === 200;
  if (WALL_DATA.test(text)) return true;
  return text.trimStart().startsWith("<") && !/<table[\s>]/i.test(text) && WALL_WORDS.test(text);
}
