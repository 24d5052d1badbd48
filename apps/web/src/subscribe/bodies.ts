import type { Locale } from "@talent/core/alert/rule";
import { InvalidMailAddress, readMailAddress } from "@talent/core/mail-address";
import type { SubscriberSettings } from "@talent/db/write/subscribers/subscriptions";
import * as z from "zod";
import { badParameter } from "../http/problem.ts";
import type { BodyFields } from "../http/read-body.ts";

/** A field that people do not see and programs fill in. */
export const HONEYPOT = "website";

/** What somebody can do with a manage link. */
export const MANAGE_ACTIONS = ["settings", "end", "restart", "renew", "unsubscribe", "erase"] as const;

/** Every time zone of the IANA database that a person may choose, UTC first. */
export const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

const KNOWN_TIME_ZONES: ReadonlySet<string> = new Set(TIME_ZONES);

export const isTimeZone = (text: string): boolean => KNOWN_TIME_ZONES.has(text);

export const CADENCES = ["instant", "daily", "weekly"] as const satisfies readonly SubscriberSettings["cadence"][];
export const LOCALES = ["en", "zh-CN"] as const satisfies readonly Locale[];

// A form sends empty texts for what was not filled in.
const blankAsMissing = (given: unknown): unknown => (given === "" || given === null ? undefined : given);
const member = <S extends z.ZodType>(schema: S) => z.preprocess(blankAsMissing, schema);
const oneOf = <const T extends readonly string[]>(name: string, values: T) =>
  z.enum(values, `${name} must be one of ${values.join(", ")}.`);

const hour = (name: string, description: string) => {
  const problem = `${name} must be a whole hour from 0 to 23.`;
  return z.preprocess(
    (given) => (typeof given === "string" && /^\d{1,2}$/.test(given) ? Number(given) : blankAsMissing(given)),
    z.int(problem).min(0, problem).max(23, problem).nullable().optional().describe(description),
  );
};

/** The members of a body that settings are read from. */
export const SETTINGS = {
  cadence: member(oneOf("cadence", CADENCES).default("instant")),
  locale: member(oneOf("locale", LOCALES).default("en")),
  time_zone: member(
    z
      .string("time_zone must be one text.")
      .refine(isTimeZone, "time_zone must be a name of the IANA database like Europe/Berlin.")
      .default("UTC")
      .describe("A name of the IANA database."),
  ),
  quiet_from: hour("quiet_from", "No mail from this hour on, in the time zone."),
  quiet_to: hour("quiet_to", "Until this hour."),
};

const ADDRESS = z
  .string({ error: ({ input }) => (input === undefined ? "address is missing." : "address must be one text.") })
  .transform((text, context) => {
    try {
      return readMailAddress(text);
    } catch (error) {
      if (!(error instanceof InvalidMailAddress)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });

const MAX_SCOPES = 20;
const SCOPE_PROBLEM = "scopes must be texts like everything, claim:ID, indicator:ID, source:ID or rule:ID.";
const SCOPE = z.string(SCOPE_PROBLEM).refine((text) => text.length <= 200 && !/\p{C}/u.test(text), SCOPE_PROBLEM);

const truth = (given: unknown): unknown =>
  given === "yes" || given === "true" ? true : given === "no" || given === "false" ? false : blankAsMissing(given);

/** What asking to be told is read from, beside a rule of the reader's own. */
export const REQUEST = {
  address: member(ADDRESS.meta({ maxLength: 320, description: "One bare mail address." })),
  scopes: z.preprocess(
    (given) => (given === undefined || given === null || given === "" ? [] : [given].flat()),
    z
      .array(SCOPE)
      .max(MAX_SCOPES, `At most ${MAX_SCOPES} scopes can be asked for at once.`)
      .optional()
      .describe("What to subscribe to: everything, claim:ID, indicator:ID, source:ID or rule:ID. A form repeats the member."),
  ),
  include_future: z.preprocess(
    truth,
    z.boolean("include_future must be true or false.").default(true).describe("Rules that come later count too."),
  ),
  ...SETTINGS,
};

/** The body of somebody who asks to be told. */
export const SUBSCRIPTION_BODY = z.strictObject({
  ...REQUEST,
  rule: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("A rule of the reader’s own, as the form makes it; instead of or beside scopes."),
  [HONEYPOT]: z.string().optional().describe("Must stay empty."),
});

/** RFC 8058: the member a mail program sends when somebody presses its own button. */
export const ONE_CLICK = "List-Unsubscribe";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SUBSCRIPTION_PROBLEM = "subscription must be the id of one of yours.";

export const ACT = { act: member(oneOf("act", MANAGE_ACTIONS)) };
export const SUBSCRIPTION = {
  subscription: member(
    z
      .string(SUBSCRIPTION_PROBLEM)
      .refine((text) => UUID.test(text), SUBSCRIPTION_PROBLEM)
      .meta({ format: "uuid", description: "Which one to end or begin again." }),
  ),
};

/** The bodies of what is sent to a link: confirm, unsubscribe and manage. */
export const SESSION_BODY = z.strictObject({ token: z.string() });
export const TOKEN_BODY = z.strictObject({
  token: z.string().optional().describe("The token of a link, where it is not in the address."),
});
export const UNSUBSCRIBE_BODY = TOKEN_BODY.extend({ [ONE_CLICK]: z.literal("One-Click").optional() });
export const MANAGE_BODY = TOKEN_BODY.extend({ ...ACT, subscription: SUBSCRIPTION.subscription.optional(), ...SETTINGS });

/** Some members of a body. Throws a Problem 400 that names the first that is wrong. */
export function readMembers<S extends z.ZodRawShape>(fields: BodyFields, shape: S): z.output<z.ZodObject<S>> {
  const { success, data, error } = z.object(shape).safeParse(fields);
  if (success) return data;
  const name = String(error.issues[0]?.path[0]);
  throw badParameter(name, error.issues[0]?.message ?? `${name} cannot be read.`);
}

/** How somebody wants to be told; what is not given is instant, in English, in UTC, without quiet hours. Throws a Problem 400. */
export function readSettings(fields: BodyFields): SubscriberSettings {
  const { cadence, locale, time_zone: timeZone, quiet_from: from = null, quiet_to: to = null } = readMembers(fields, SETTINGS);
  if ((from === null) !== (to === null))
    throw badParameter(from === null ? "quiet_from" : "quiet_to", "Quiet hours need a beginning and an end.");
  return { cadence, locale, timeZone, quiet: from === null || to === null || from === to ? null : { from, to } };
}
