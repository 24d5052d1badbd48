import type { Db } from "@talent/db/connect";
import { acted, leadTo, said } from "../../http/handle-post.ts";
import { badParameter, Problem } from "../../http/problem.ts";
import { type Fields, isBrowser } from "../../http/read-body.ts";
import { database } from "../../store/database.ts";
import { nodePackages } from "../../store/node-packages.ts";
import { MANAGE_ACTS, MANAGE_FIELDS, oneOf, readSettings, textOf } from "../read-settings.ts";
import { subscriberKeyHere } from "../setup.ts";
import { linkPage, noSuchLink, readSent, type Sent } from "./link-token.ts";

type ManageAct = (typeof MANAGE_ACTS)[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** POST to a manage link: one act. Leads a browser to the page that shows what came of it. */
export function manage(request: Request): Promise<Response> {
  let token = "";
  const act = async (): Promise<Response> => {
    const sent = await readSent(request, MANAGE_FIELDS);
    token = sent.token;
    const wanted = oneOf(sent.fields, "act", MANAGE_ACTS);
    if (wanted === null) throw badParameter("act", `act must be one of ${MANAGE_ACTS.join(", ")}.`);
    const next = await ACTS[wanted](await database(), sent, new Date());
    if (isBrowser(request)) return leadTo(next === null ? "/subscriptions/erased" : `${linkPage("manage", next)}&done=${wanted}`);
    return said({ status: "done", ...(next === null || next === token ? {} : { token: next }) });
  };
  return acted(request, act, (problem) => (token === "" ? null : `${linkPage("manage", token)}&problem=${problem.parameter ?? "act"}`));
}

/** Each gives the token that leads to the page from now on; null when none does any more. */
const ACTS: Readonly<Record<ManageAct, (db: Db, sent: Sent, now: Date) => Promise<string | null>>> = {
  async settings(db, { token, fields }, now) {
    const { changeSettings } = await nodePackages.subscriptions();
    return good(await changeSettings(db, token, readSettings(fields), now), token);
  },
  async end(db, { token, fields }, now) {
    const { endSubscription } = await nodePackages.subscriptions();
    return did(await endSubscription(db, token, wishOf(fields), now), token);
  },
  async restart(db, { token, fields }, now) {
    const { restartSubscription } = await nodePackages.subscriptions();
    return did(await restartSubscription(db, token, wishOf(fields), now), token);
  },
  async renew(db, { token }, now) {
    const key = await subscriberKeyHere();
    const [{ manageLink }, { renewLinks }] = await Promise.all([nodePackages.subscriptionsLink(), nodePackages.subscriptions()]);
    if (key === null) throw new Problem(503, "Not set up", "Subscriptions are not set up on this installation.");
    const link = await manageLink(db, key, token, now);
    const fresh = link && (await renewLinks(db, key, { token, subscriber: link.subscriber, generation: link.generation }, now));
    return good(fresh !== null, fresh ?? "");
  },
  async unsubscribe(db, { token }, now) {
    const { unsubscribe } = await nodePackages.subscriptions();
    return good((await unsubscribe(db, token, "manage", now)) !== "unknown", token);
  },
  async erase(db, { token }, now) {
    const { eraseSubscriber } = await nodePackages.subscriptions();
    good(await eraseSubscriber(db, token, now), token);
    return null;
  },
};

function wishOf(fields: Fields): string {
  const id = textOf(fields, "subscription");
  if (id === null || !UUID.test(id)) throw badParameter("subscription", "subscription must be the id of one of yours.");
  return id;
}

function good(done: boolean, token: string): string {
  if (!done) throw noSuchLink();
  return token;
}

/** A second press of the same button finds nothing left to do. */
function did(done: boolean, token: string): string {
  if (!done)
    throw new Problem(409, "Nothing to do", "There is no such subscription behind this link, or it stands so already.", "subscription");
  return token;
}

/** POST to a link for a confirmation: what was asked for counts from now on. Sent again, it says so and does nothing. */
export function confirm(request: Request): Promise<Response> {
  return acted(request, async () => {
    const { token } = await readSent(request, []);
    const { confirmSubscription } = await nodePackages.subscriptions();
    const how = await confirmSubscription(await database(), token, new Date());
    if (isBrowser(request)) return leadTo(linkPage("confirm", token));
    if (how === "unknown") throw noSuchLink();
    if (how === "expired") throw new Problem(410, "Expired", "This link has expired; ask again on the form.");
    if (how === "ended") throw new Problem(410, "Ended", "What this link was for has been ended; ask again on the form.");
    return said({ status: how === "confirmed" ? "confirmed" : "already_confirmed" });
  });
}

/** RFC 8058: the body a mail program sends when somebody presses its own button. */
const ONE_CLICK = "List-Unsubscribe";

/** POST to a link to unsubscribe: everything ends. Needs no cookie and no page of ours; sent again, it is a success and does nothing. */
export function stop(request: Request): Promise<Response> {
  return acted(request, async () => {
    const { token, fields } = await readSent(request, [ONE_CLICK]);
    const isOneClick = fields[ONE_CLICK] === "One-Click";
    const { unsubscribe } = await nodePackages.subscriptions();
    const how = await unsubscribe(await database(), token, isOneClick ? "one_click" : "page", new Date());
    if (isBrowser(request) && !isOneClick) return leadTo(linkPage("unsubscribe", token));
    if (how === "unknown") throw noSuchLink();
    return said({ status: "unsubscribed" });
  });
}
