import { CADENCES, isTimeZone, LOCALES } from "../bodies.ts";
import type { GivenSettings } from "../settings-fields.tsx";

type FormParameters = Readonly<Record<string, string | string[] | undefined>>;

/** All that the address of the form says: what to be told of, a rule of the reader's own by its members, and settings already chosen. */
export type FormQuery = {
  readonly scopes: readonly string[];
  readonly members: Readonly<Record<string, string>>;
  readonly given: GivenSettings & { readonly includeFuture: boolean };
  /** What a change of theme keeps. */
  readonly kept: Readonly<Record<string, string>>;
};

const MAX_SCOPES = 20;
const MAX_MEMBERS = 40;
const MAX_LENGTH = 200;

/** Reads the address of the form; what it does not know it leaves out. */
export function readFormQuery(given: FormParameters): FormQuery {
  const one = (name: string) => [given[name]].flat()[0]?.slice(0, MAX_LENGTH) ?? "";
  const scopes = [...new Set([given.scope].flat().filter((scope): scope is string => Boolean(scope)))].slice(0, MAX_SCOPES);
  const rule = Object.keys(given).filter((name) => /^rule\.[\w.-]{1,60}$/.test(name));
  const members = Object.fromEntries(rule.slice(0, MAX_MEMBERS).map((name) => [name.slice(5), one(name)]));
  const hour = (name: string) => (/^([01]?\d|2[0-3])$/.test(one(name)) ? Number(one(name)) : null);
  return {
    scopes,
    members,
    given: {
      cadence: CADENCES.find((known) => known === one("cadence")) ?? "instant",
      locale: LOCALES.find((known) => known === one("locale")) ?? "en",
      timeZone: isTimeZone(one("time_zone")) ? one("time_zone") : "UTC",
      quietFrom: hour("quiet_from"),
      quietTo: hour("quiet_to"),
      includeFuture: one("include_future") !== "no",
    },
    kept: {
      ...(scopes[0] ? { scope: scopes[0] } : {}),
      ...Object.fromEntries(rule.slice(0, MAX_MEMBERS).map((name) => [name, one(name)])),
    },
  };
}
