import { acted, leadTo, said } from "../../http/handle-post.ts";
import { Problem } from "../../http/problem.ts";
import { isBrowser } from "../../http/read-body.ts";
import { database } from "../../store/database.ts";
import { nodePackages } from "../../store/node-packages.ts";
import { linkPage, noSuchLink } from "./link-address.ts";
import { readSent } from "./read-token.ts";

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
