import { Unreadable } from "@talent/core/capture/errors";
import { type Element, isElement, walk } from "./tree.ts";

const MAX_TABLES = 2000;
const SIMPLE_ID = /^[A-Za-z][\w-]*$/;

/**
 * Every table of a page in document order, with what gives a selector that matches it alone: its id where the page uses it once, else the path
 * from the root. Throws `Unreadable` past a limit.
 */
export function tablePaths(root: Element): Map<Element, () => string> {
  const tables: Element[] = [];
  const ids = new Map<string, number>();
  walk(root, (element) => {
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
  const known = steps.get(parent) ?? stepsInto(parent);
  steps.set(parent, known);
  const step = known.get(element) ?? "";
  return parent === root ? `${step}:root` : `${pathTo(parent, root, steps)} > ${step}`;
}

/** How a selector tells each child of an element from its siblings. */
function stepsInto(parent: Element): ReadonlyMap<Element, string> {
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
