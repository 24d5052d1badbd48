import { readManageLink } from "@talent/db/read/subscribers/subscriber-links";
import {
  changeSettings,
  confirmSubscription,
  endSubscription,
  eraseSubscriber,
  renewLinks,
  restartSubscription,
  unsubscribe,
} from "@talent/db/write/subscribers/subscriptions";
import { handlePost, jsonResponse, seeOther } from "../../http/handle-post.ts";
import { Problem } from "../../http/problem.ts";
import { type BodyFields, wantsHtml } from "../../http/read-body.ts";
import { db } from "../../store/database.ts";
import {
  ACT,
  type MANAGE_ACTIONS,
  MANAGE_BODY,
  ONE_CLICK,
  readMembers,
  readSettings,
  SUBSCRIPTION,
  TOKEN_BODY,
  UNSUBSCRIBE_BODY,
} from "../bodies.ts";
import { configuredSubscriberKey } from "../setup.ts";
import { type LinkRequest, linkPageAddress, noSuchLinkProblem, readLinkRequest } from "./link-token.ts";

type ManageAction = (typeof MANAGE_ACTIONS)[number];

/** POST to a manage link: one act. Leads a browser to the page that shows what came of it. */
export function manageByLink(request: Request): Promise<Response> {
  let token = "";
  const act = async (): Promise<Response> => {
    const sent = await readLinkRequest(request, MANAGE_BODY);
    token = sent.token;
    const { act: wanted } = readMembers(sent.fields, ACT);
    const next = await ACTIONS[wanted](sent, new Date());
    if (wantsHtml(request)) return seeOther(next === null ? "/subscriptions/erased" : `${linkPageAddress("manage", next)}&done=${wanted}`);
    return jsonResponse({ status: "done", ...(next === null || next === token ? {} : { token: next }) });
  };
  return handlePost(request, act, (problem) =>
    token === "" ? null : `${linkPageAddress("manage", token)}&problem=${problem.parameter ?? "act"}`,
  );
}

/** Each gives the token that leads to the page from now on; null when none does any more. */
const ACTIONS: Readonly<Record<ManageAction, (sent: LinkRequest, now: Date) => Promise<string | null>>> = {
  async settings({ token, fields }, now) {
    return requireFound(await changeSettings(db(), token, readSettings(fields), now), token);
  },
  async end({ token, fields }, now) {
    return requireChanged(await endSubscription(db(), token, subscriptionIdOf(fields), now), token);
  },
  async restart({ token, fields }, now) {
    return requireChanged(await restartSubscription(db(), token, subscriptionIdOf(fields), now), token);
  },
  async renew({ token }, now) {
    const key = configuredSubscriberKey();
    if (key === null) throw new Problem(503, "Not set up", "Subscriptions are not set up on this installation.");
    const link = await readManageLink(db(), key, token, now);
    const fresh = link && (await renewLinks(db(), key, { token, subscriber: link.subscriber, generation: link.generation }, now));
    return requireFound(fresh !== null, fresh ?? "");
  },
  async unsubscribe({ token }, now) {
    return requireFound((await unsubscribe(db(), token, "manage", now)) !== "unknown", token);
  },
  async erase({ token }, now) {
    requireFound(await eraseSubscriber(db(), token, now), token);
    return null;
  },
};

function subscriptionIdOf(fields: BodyFields): string {
  return readMembers(fields, SUBSCRIPTION).subscription;
}

function requireFound(done: boolean, token: string): string {
  if (!done) throw noSuchLinkProblem();
  return token;
}

/** A second press of the same button finds nothing left to do. */
function requireChanged(done: boolean, token: string): string {
  if (!done)
    throw new Problem(409, "Nothing to do", "There is no such subscription behind this link, or it stands so already.", "subscription");
  return token;
}

/** POST to a link for a confirmation: what was asked for counts from now on. Sent again, it says so and does nothing. */
export function confirmByLink(request: Request): Promise<Response> {
  return handlePost(request, async () => {
    const { token } = await readLinkRequest(request, TOKEN_BODY);
    const how = await confirmSubscription(db(), token, new Date());
    if (wantsHtml(request)) return seeOther(linkPageAddress("confirm", token));
    if (how === "unknown") throw noSuchLinkProblem();
    if (how === "expired") throw new Problem(410, "Expired", "This link has expired; ask again on the form.");
    if (how === "ended") throw new Problem(410, "Ended", "What this link was for has been ended; ask again on the form.");
    return jsonResponse({ status: how === "confirmed" ? "confirmed" : "already_confirmed" });
  });
}

/** POST to a link to unsubscribe: everything ends. Needs no cookie and no page of ours; sent again, it is a success and does nothing. */
export function unsubscribeByLink(request: Request): Promise<Response> {
  return handlePost(request, async () => {
    const { token, fields } = await readLinkRequest(request, UNSUBSCRIBE_BODY);
    const isOneClick = fields[ONE_CLICK] === "One-Click";
    const how = await unsubscribe(db(), token, isOneClick ? "one_click" : "page", new Date());
    if (wantsHtml(request) && !isOneClick) return seeOther(linkPageAddress("unsubscribe", token));
    if (how === "unknown") throw noSuchLinkProblem();
    return jsonResponse({ status: "unsubscribed" });
  });
}
