import { badParameter } from "./problem.ts";

/** A query parameter of a route: how it is described, and how its text is read. `read` throws an Error whose message says what is expected. */
export type Parameter<T> = {
  readonly name: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly required?: boolean;
  /** The name is a prefix: `dim.` reads `dim.level` and `dim.field` into a record. */
  readonly prefix?: boolean;
  readonly read: (text: string) => T;
};

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

type ValueOf<P> =
  P extends Parameter<infer T>
    ? P extends { prefix: true }
      ? Readonly<Record<string, T>>
      : P extends { required: true }
        ? T
        : T | null
    : never;

/** What was asked, by the names of the route's parameter table. */
export type Query<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> };

/** Reads a query strictly: an unknown, repeated, empty or unreadable parameter is a 400 that names it. */
export function readQuery<P extends Parameters>(given: URLSearchParams, parameters: P): Query<P> {
  const known = Object.entries(parameters);
  const names = [...new Set(given.keys())];
  for (const name of names) {
    if (!known.some(([, parameter]) => matchesName(parameter, name)))
      throw badParameter(name.slice(0, 60), `There is no parameter “${name.slice(0, 60)}” here.`);
    if (given.getAll(name).length > 1) throw badParameter(name, `“${name}” is given more than once.`);
  }
  const query = known.map(([key, parameter]) => [
    key,
    parameter.prefix ? readPrefixed(given, names, parameter) : readSingle(given, parameter),
  ]);
  return Object.fromEntries(query) as Query<P>;
}

function matchesName(parameter: Parameter<unknown>, name: string): boolean {
  return parameter.prefix ? name.startsWith(parameter.name) && name.length > parameter.name.length : name === parameter.name;
}

function readSingle(given: URLSearchParams, parameter: Parameter<unknown>): unknown {
  const text = given.get(parameter.name);
  if (text !== null) return readValue(parameter, parameter.name, text);
  if (parameter.required) throw badParameter(parameter.name, `“${parameter.name}” is needed.`);
  return null;
}

function readPrefixed(given: URLSearchParams, names: readonly string[], parameter: Parameter<unknown>): Record<string, unknown> {
  const mine = names.filter((name) => matchesName(parameter, name));
  return Object.assign(
    Object.create(null),
    Object.fromEntries(mine.map((name) => [name.slice(parameter.name.length), readValue(parameter, name, given.get(name) ?? "")])),
  );
}

function readValue(parameter: Parameter<unknown>, name: string, text: string): unknown {
  if (text === "") throw badParameter(name, `“${name}” is empty.`);
  try {
    return parameter.read(text);
  } catch (error) {
    throw badParameter(name, error instanceof Error ? error.message : `“${name}” cannot be read.`);
  }
}
