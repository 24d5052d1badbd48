import * as z from "zod";
import { badParameter } from "./problem.ts";

/** Query parameters of a route by their names. A name that ends in a dot is a prefix: `dim.` reads `dim.level` and `dim.field` into a record. */
export type Parameters = Readonly<Record<string, z.ZodType>>;

/** What was asked for. */
export type Query<P extends Parameters> = {
  readonly [K in keyof P]: K extends `${string}.` ? Readonly<Record<string, z.output<P[K]>>> : z.output<P[K]>;
};

/** The schema of a text that `parse` reads. `parse` throws an Error whose message says what is expected; `about` is what the text is described by. */
export function textReadBy<T>(about: z.GlobalMeta, parse: (text: string) => T) {
  const text = z.string().meta(about);
  return text.transform((given, context): T => {
    try {
      return parse(given);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : "It cannot be read.");
      return z.NEVER;
    }
  });
}

/** Reads a query strictly: an unknown, repeated, empty or unreadable parameter is a 400 that names it. */
export function readQuery<P extends Parameters>(given: URLSearchParams, parameters: P): Query<P> {
  const names = [...new Set(given.keys())];
  for (const name of names) {
    if (!Object.keys(parameters).some((known) => matchesName(known, name)))
      throw badParameter(name.slice(0, 60), `There is no parameter “${name.slice(0, 60)}” here.`);
    if (given.getAll(name).length > 1) throw badParameter(name, `“${name}” is given more than once.`);
  }
  const query = Object.entries(parameters).map(([known, schema]) => {
    if (!isPrefix(known)) return [known, readValue(schema, known, given.get(known))];
    const mine = names.filter((name) => matchesName(known, name));
    const values = mine.map((name) => [name.slice(known.length), readValue(schema, name, given.get(name))]);
    return [known, Object.assign(Object.create(null), Object.fromEntries(values))];
  });
  return Object.fromEntries(query) as Query<P>;
}

/** Whether a name of a parameter stands for all names that begin with it. */
export const isPrefix = (known: string): boolean => known.endsWith(".");

function matchesName(known: string, name: string): boolean {
  return isPrefix(known) ? name.startsWith(known) && name.length > known.length : name === known;
}

function readValue(schema: z.ZodType, name: string, text: string | null): unknown {
  if (text === "") throw badParameter(name, `“${name}” is empty.`);
  const { success, data, error } = schema.safeParse(text ?? undefined);
  if (success) return data;
  throw badParameter(name, text === null ? `“${name}” is needed.` : (error.issues[0]?.message ?? `“${name}” cannot be read.`));
}
