import type { Locale } from "@talent/core/alert/rule";
import type { SubscriberSettings } from "@talent/db/write/subscribers/subscriptions";
import { badParameter } from "../http/problem.ts";
import type { BodyFields } from "../http/read-body.ts";

/** A field that people do not see and programs fill in. */
export const HONEYPOT = "website";

/** The members of a body that settings are read from. */
export const SETTINGS_FIELDS = ["cadence", "locale", "time_zone", "quiet_from", "quiet_to"] as const;

/** Every member that a body asking to be told may have. */
export const SUBSCRIPTION_REQUEST_FIELDS = ["address", "scopes", "include_future", "rule", HONEYPOT, ...SETTINGS_FIELDS] as const;

/** What somebody can do with a manage link. */
export const MANAGE_ACTIONS = ["settings", "end", "restart", "renew", "unsubscribe", "erase"] as const;

/** Every member that such an act may have beside its token. */
export const MANAGE_FIELDS = ["act", "subscription", ...SETTINGS_FIELDS] as const;

/** Every time zone of the IANA database that a person may choose, UTC first. */
export const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

const KNOWN_TIME_ZONES: ReadonlySet<string> = new Set(TIME_ZONES);

export const isTimeZone = (text: string): boolean => KNOWN_TIME_ZONES.has(text);

export const CADENCES = ["instant", "daily", "weekly"] as const satisfies readonly SubscriberSettings["cadence"][];
export const LOCALES = ["en", "zh-CN"] as const satisfies readonly Locale[];

/** How somebody wants to be told; what is not given is instant, in English, in UTC, without quiet hours. Throws a Problem 400. */
export function readSettings(fields: BodyFields): SubscriberSettings {
  const timeZone = readText(fields, "time_zone") ?? "UTC";
  if (!isTimeZone(timeZone)) throw badParameter("time_zone", "time_zone must be a name of the IANA database like Europe/Berlin.");
  const [from, to] = [readHour(fields, "quiet_from"), readHour(fields, "quiet_to")];
  if ((from === null) !== (to === null))
    throw badParameter(from === null ? "quiet_from" : "quiet_to", "Quiet hours need a beginning and an end.");
  return {
    cadence: readOneOf(fields, "cadence", CADENCES) ?? "instant",
    locale: readOneOf(fields, "locale", LOCALES) ?? "en",
    timeZone,
    quiet: from === null || to === null || from === to ? null : { from, to },
  };
}

/** The text of a member; null where it is missing or empty. Throws a Problem 400 for anything but a text. */
export function readText(fields: BodyFields, name: string): string | null {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string") throw badParameter(name, `${name} must be one text.`);
  return value;
}

/** One of some texts; null where it is missing. Throws a Problem 400. */
export function readOneOf<T extends string>(fields: BodyFields, name: string, allowed: readonly T[]): T | null {
  const text = readText(fields, name);
  const found = allowed.find((one) => one === text);
  if (text !== null && found === undefined) throw badParameter(name, `${name} must be one of ${allowed.join(", ")}.`);
  return found ?? null;
}

function readHour(fields: BodyFields, name: string): number | null {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return null;
  const hour = typeof value === "string" && /^\d{1,2}$/.test(value) ? Number(value) : value;
  if (typeof hour !== "number" || !Number.isInteger(hour) || hour < 0 || hour > 23)
    throw badParameter(name, `${name} must be a whole hour from 0 to 23.`);
  return hour;
}
