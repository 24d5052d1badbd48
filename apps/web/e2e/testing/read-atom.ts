import { scanXml } from "@talent/readers/xlsx/scan-xml";

/** An element of an XML document with what stands in it. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

/** The root of an XML document. Throws `Unreadable` for one that is not well formed. */
export function readXml(text: string): Element {
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  const inner = (): Element => open.at(-1) ?? top;
  scanXml(new TextEncoder().encode(text), "the feed", {
    open(name, attributes) {
      const element: Element = { name, attributes, children: [], text: "" };
      inner().children.push(element);
      open.push(element);
    },
    text(more) {
      inner().text += more;
    },
    close() {
      open.pop();
    },
  });
  const root = top.children[0];
  if (root === undefined || top.children.length > 1) throw new Error(`${top.children.length} roots`);
  return root;
}

export function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of this name; empty where there is none. */
export function textOf(element: Element, name: string): string {
  return childrenOf(element, name)[0]?.text ?? "";
}

/** Address of the first link of this relation, and of this type where one is named; null where there is none. */
export function linkOf(element: Element, rel: string, type?: string): string | null {
  const links = childrenOf(element, "link").filter(({ attributes }) => attributes.rel === rel && (!type || attributes.type === type));
  return links[0]?.attributes.href ?? null;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const TAG = /^tag:[a-z\d-]+(\.[a-z\d-]+)*,\d{4}(-\d{2}){0,2}:[a-z\d:_-]+$/;

/** What RFC 4287 asks of a feed and is not met, with ids as RFC 4151 writes them; empty for a sound one. */
export function atomProblems(text: string): string[] {
  const feed = readXml(text);
  const entries = childrenOf(feed, "entry");
  const ids = entries.map((entry) => textOf(entry, "id"));
  return [
    ...(feed.name === "feed" && feed.attributes.xmlns === "http://www.w3.org/2005/Atom" ? [] : ["it is no Atom feed"]),
    ...(childrenOf(feed, "author").every((author) => textOf(author, "name") !== "") ? [] : ["an author has no name"]),
    ...(childrenOf(feed, "author").length > 0 ? [] : ["nobody is its author"]),
    ...(linkOf(feed, "self") === null ? ["it does not say its own address"] : []),
    ...(new Set(ids).size === ids.length ? [] : ["two entries have one id"]),
    ...[feed, ...entries].flatMap(partProblems),
    ...entries.flatMap((entry) => (textOf(entry, "content") === "" ? [`${textOf(entry, "id")} says nothing`] : [])),
  ];
}

function partProblems(part: Element): string[] {
  const what = textOf(part, "id") || part.name;
  const once = ["id", "title", "updated"].filter((name) => childrenOf(part, name).length !== 1);
  const instants = [...childrenOf(part, "updated"), ...childrenOf(part, "published")].filter((one) => !INSTANT.test(one.text));
  const links = childrenOf(part, "link").map(({ attributes }) => attributes);
  const alternates = links.filter(({ rel }) => rel === "alternate").map(({ type }) => type);
  return [
    ...once.map((name) => `${what} has not exactly one ${name}`),
    ...instants.map(({ name, text }) => `${what} has “${text}” as ${name}`),
    ...(TAG.test(textOf(part, "id")) ? [] : [`“${what}” is no tag`]),
    ...(textOf(part, "title").trim() === "" ? [`${what} has no words for a title`] : []),
    ...(alternates.length > 0 && new Set(alternates).size === alternates.length ? [] : [`${what} leads to ${alternates.length} pages`]),
    ...links.filter(({ href = "" }) => !URL.canParse(href)).map(({ href }) => `${what} has a link to “${href}”`),
  ];
}
