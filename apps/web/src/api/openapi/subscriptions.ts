import { MESSAGE_STATE } from "../../operator/message-state.ts";
import { TOKEN } from "../../subscribe/links/link-token.ts";
import { MANAGE_FIELDS, SUBSCRIPTION_REQUEST_FIELDS } from "../../subscribe/read-settings.ts";
import {
  type GetRoute,
  INSTANT,
  listOf,
  NUMBER,
  OPEN_OBJECT,
  object,
  oneOf,
  orNull,
  type PostRoute,
  type Route,
  ref,
  type Schema,
  TEXT,
  YES_NO,
} from "./description.ts";

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
function memberSchema(names: readonly string[]): Schema {
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

/** The page behind a link: looking at it changes nothing, however often and by whom. */
const linkPageRoute = (what: string, post: PostRoute): Route => ({
  summary: `A page that shows ${what}; changes nothing`,
  query: { TOKEN },
  gives: TEXT,
  media: "text/html",
  post,
});

const linkAction = (summary: string, takes: Schema, gives: Schema): PostRoute => ({
  summary,
  query: { TOKEN: { ...TOKEN, required: false } },
  takes,
  gives,
  status: 200,
});

const statusSchema = (...words: readonly string[]): Schema => object({ status: oneOf(...words) });

/** What people can do about being told. */
export const SUBSCRIPTION_ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/subscriptions": {
    post: {
      summary: "Asks to be told by mail; the answer is the same whether the address is known. Nothing counts before it is confirmed",
      takes: memberSchema(SUBSCRIPTION_REQUEST_FIELDS),
      gives: object({ status: { const: "accepted" }, detail: TEXT }),
      status: 202,
    },
  },
  "/api/v1/subscriptions/confirm": linkPageRoute(
    "what a link asks to confirm",
    linkAction(
      "Confirms what the link is for; a second time does nothing",
      memberSchema(["token"]),
      statusSchema("confirmed", "already_confirmed"),
    ),
  ),
  "/api/v1/subscriptions/unsubscribe": linkPageRoute(
    "what a link would end",
    linkAction(
      "Ends everything of the person the link is for (RFC 8058); a second time does nothing",
      memberSchema(["token", "List-Unsubscribe"]),
      statusSchema("unsubscribed"),
    ),
  ),
  "/api/v1/subscriptions/manage": {
    post: linkAction(
      "One act of somebody with a manage link",
      memberSchema(["token", ...MANAGE_FIELDS]),
      object({ status: { const: "done" } }, { token: TEXT }),
    ),
  },
};

const deliveriesRoute: GetRoute = {
  summary: "Messages and what became of them, by pseudonym",
  query: { MESSAGE_STATE },
  gives: ref("DeliveryLog"),
  operator: true,
};

/** What the operator can do. */
export const OPERATOR_ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/operator/session": {
    post: { summary: "Signs the operator in, by a cookie", takes: object({ token: TEXT }), gives: statusSchema("signed_in"), status: 200 },
  },
  "/api/v1/operator/sign-out": {
    post: { summary: "Ends the session of the cookie", takes: null, gives: statusSchema("signed_out"), status: 200 },
  },
  "/api/v1/operator/deliveries": deliveriesRoute,
};
