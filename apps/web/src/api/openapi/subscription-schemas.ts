import { INSTANT, listOf, NUMBER, OPEN_OBJECT, object, oneOf, orNull, ref, type Schema, TEXT, YES_NO } from "./description.ts";

const HOUR: Schema = { type: "integer", minimum: 0, maximum: 23 };

/** The members that bodies of subscriptions may have. */
const MEMBERS: Readonly<Record<string, Schema>> = {
  address: { ...TEXT, maxLength: 320, description: "One bare mail address." },
  scopes: {
    ...listOf(TEXT),
    maxItems: 20,
    description: "What to be told of: everything, claim:ID, indicator:ID, source:ID or rule:ID. A form repeats the member.",
  },
  rule: { ...OPEN_OBJECT, description: "A rule of the reader’s own, as the form makes it; instead of or beside scopes." },
  include_future: { ...YES_NO, default: true, description: "Rules that come later count too." },
  cadence: { ...oneOf("instant", "daily", "weekly"), default: "instant" },
  locale: { ...oneOf("en", "zh-CN"), default: "en" },
  time_zone: { ...TEXT, default: "UTC", description: "A name of the IANA database." },
  quiet_from: { ...orNull(HOUR), description: "No mail from this hour on, in the time zone." },
  quiet_to: { ...orNull(HOUR), description: "Until this hour." },
  website: { ...TEXT, description: "Must stay empty." },
  token: { ...TEXT, description: "The token of a link, where it is not in the address." },
  "List-Unsubscribe": { const: "One-Click" },
  act: oneOf("settings", "end", "restart", "renew", "unsubscribe", "erase"),
  subscription: { ...TEXT, format: "uuid", description: "Which one to end or begin again." },
};

/** A body of some of the members, none of which is needed by the schema alone. */
export function members(names: readonly string[]): Schema {
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, MEMBERS[name] ?? TEXT])),
    additionalProperties: false,
  };
}

const MESSAGE = object({
  id: TEXT,
  kind: oneOf("confirm", "notices"),
  channel: oneOf("mail", "webhook"),
  state: oneOf("queued", "sending", "sent", "dead", "dropped"),
  reason: orNull(TEXT),
  attempts: NUMBER,
  createdAt: INSTANT,
  dueAt: INSTANT,
  sentAt: orNull(INSTANT),
  subscriber: { ...TEXT, description: "A pseudonym." },
  notices: NUMBER,
  last: orNull(object({ at: INSTANT, outcome: oneOf("accepted", "deferred", "rejected"), code: orNull(NUMBER), reply: TEXT })),
});

export const SUBSCRIPTION_SCHEMAS: Readonly<Record<string, Schema>> = {
  Message: MESSAGE,
  DeliveryLog: object({
    data: listOf(ref("Message")),
    next: { type: "null" },
    counts: listOf(object({ of: TEXT, what: TEXT, why: orNull(TEXT), count: NUMBER })),
    conservation: object({ told: NUMBER, delivered: NUMBER, held: NUMBER, suppressed: NUMBER }),
  }),
};

/** How the operator shows who they are. */
export const OPERATOR_SECURITY: Readonly<Record<string, Schema>> = {
  operatorToken: { type: "http", scheme: "bearer" },
  operatorSession: { type: "apiKey", in: "cookie", name: "talent_operator" },
};
