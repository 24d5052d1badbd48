import { MESSAGE_STATE } from "../../operator/message-state.ts";
import { TOKEN } from "../../subscribe/links/link-token.ts";
import { MANAGE_FIELDS, WISH_FIELDS } from "../../subscribe/member-names.ts";
import { object, oneOf, ref, type Schema, TEXT } from "./description.ts";
import type { Asked, Posted, Route } from "./route-description.ts";
import { members } from "./subscription-schemas.ts";

/** The page behind a link: looking at it changes nothing, however often and by whom. */
const linkPage = (what: string, post: Posted): Route => ({
  summary: `A page that shows ${what}; changes nothing`,
  query: { TOKEN },
  gives: TEXT,
  media: "text/html",
  post,
});

const acts = (summary: string, takes: Schema, gives: Schema): Posted => ({
  summary,
  query: { TOKEN: { ...TOKEN, required: false } },
  takes,
  gives,
  status: 200,
});

const status = (...words: readonly string[]): Schema => object({ status: oneOf(...words) });

/** What people can do about being told. */
export const SUBSCRIPTION_ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/subscriptions": {
    post: {
      summary: "Asks to be told by mail; the answer is the same whether the address is known. Nothing counts before it is confirmed",
      takes: members(WISH_FIELDS),
      gives: object({ status: { const: "accepted" }, detail: TEXT }),
      status: 202,
    },
  },
  "/api/v1/subscriptions/confirm": linkPage(
    "what a link asks to confirm",
    acts("Confirms what the link is for; a second time does nothing", members(["token"]), status("confirmed", "already_confirmed")),
  ),
  "/api/v1/subscriptions/unsubscribe": linkPage(
    "what a link would end",
    acts(
      "Ends everything of the person the link is for (RFC 8058); a second time does nothing",
      members(["token", "List-Unsubscribe"]),
      status("unsubscribed"),
    ),
  ),
  "/api/v1/subscriptions/manage": {
    post: acts(
      "One act of somebody with a manage link",
      members(["token", ...MANAGE_FIELDS]),
      object({ status: { const: "done" } }, { token: TEXT }),
    ),
  },
};

const log: Asked = {
  summary: "Messages and what became of them, by pseudonym",
  query: { MESSAGE_STATE },
  gives: ref("DeliveryLog"),
  operator: true,
};

/** What the operator can do. */
export const OPERATOR_ROUTES: Readonly<Record<string, Route>> = {
  "/api/v1/operator/session": {
    post: { summary: "Signs the operator in, by a cookie", takes: object({ token: TEXT }), gives: status("signed_in"), status: 200 },
  },
  "/api/v1/operator/sign-out": {
    post: { summary: "Ends the session of the cookie", takes: null, gives: status("signed_out"), status: 200 },
  },
  "/api/v1/operator/deliveries": log,
};
