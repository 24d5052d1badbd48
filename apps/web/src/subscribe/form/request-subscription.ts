import { setTimeout as pause } from "node:timers/promises";
import { acted, leadTo, said } from "../../http/handle-post.ts";
import { Problem } from "../../http/problem.ts";
import { type ClientLimit, takeTurn } from "../../http/rate-limit.ts";
import { type Fields, isBrowser, isForm, readFields } from "../../http/read-body.ts";
import { assertOwnOrigin } from "../../http/same-origin.ts";
import { isOperator } from "../../operator/session.ts";
import { database } from "../../store/database.ts";
import { nodePackages } from "../../store/node-packages.ts";
import { sourceTitles } from "../../store/source-titles.ts";
import { HONEYPOT, SETTINGS_FIELDS, WISH_FIELDS } from "../member-names.ts";
import { readScope } from "../scope.ts";
import { subscriberKeyHere } from "../setup.ts";
import { readWish } from "./read-subscription-request.ts";

const LIMIT: ClientLimit = {
  name: "subscribe",
  each: { burst: 20, everyMs: 60_000 },
  all: { burst: 300, everyMs: 3_000 },
};

/** However fast the store was, and whatever it knew, an answer takes this long. */
const LEAST_MS = 250;

const ACCEPTED = {
  status: "accepted",
  detail:
    "If a mail can be sent to this address, one is on its way with a link. Nothing counts until somebody opens that link and confirms.",
};

/** Somebody asks to be told. The answer is the same whether the address is known, written to too often, or new. */
export function ask(request: Request): Promise<Response> {
  let fields: Fields = {};
  const act = async (): Promise<Response> => {
    const now = new Date();
    assertOwnOrigin(request);
    takeTurn(request, LIMIT, now);
    fields = await readFields(request, WISH_FIELDS);
    await Promise.all([keep(request, fields, now), pause(LEAST_MS)]);
    return isBrowser(request) ? leadTo("/subscribe/sent") : said(ACCEPTED, 202);
  };
  return acted(request, act, (problem) => backTo(fields, problem));
}

async function keep(request: Request, fields: Fields, now: Date): Promise<void> {
  const key = await subscriberKeyHere();
  if (key === null) throw new Problem(503, "Not set up", "Subscriptions are not set up on this installation.");
  const titles = await sourceTitles();
  const mayHear = async (text: string) => {
    const scope = await readScope(text, titles);
    return scope !== null && (scope.kind !== "operator" || isOperator(request, now));
  };
  const wish = await readWish({ fields, isForm: isForm(request), isKnown: mayHear });
  if (fields[HONEYPOT] !== undefined && fields[HONEYPOT] !== "") return;
  const { requestSubscription } = await nodePackages.subscriptions();
  await requestSubscription(await database(), key, wish, now);
}

/** The form again, filled in as it was and with what was wrong. Not the address: it has no business in an address bar. */
function backTo(fields: Fields, problem: Problem): string {
  const query = new URLSearchParams();
  const put = (name: string, value: unknown) => {
    if (typeof value === "string" && value !== "") query.append(name, value.slice(0, 200));
  };
  for (const scope of [fields.scopes].flat().slice(0, 20)) put("scope", scope);
  for (const name of ["include_future", ...SETTINGS_FIELDS]) put(name, fields[name]);
  if (fields.rule !== null && typeof fields.rule === "object")
    for (const [name, value] of Object.entries(fields.rule)) put(`rule.${name}`, value);
  query.set("problem", problem.parameter ?? problem.title.toLowerCase().replaceAll(" ", "-"));
  return `/subscribe?${query}#subscribe`;
}
