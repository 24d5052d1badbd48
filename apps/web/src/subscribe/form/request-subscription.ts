import { setTimeout as pause } from "node:timers/promises";
import type { SourceNames } from "@talent/catalog/alerts/source-rules";
import type { AlertRule } from "@talent/core/alert/rule";
import type { SubscriptionRequest } from "@talent/db/write/subscribers/subscriptions";
import { requestSubscription } from "@talent/db/write/subscribers/subscriptions";
import { handlePost, jsonResponse, requireSameOrigin, seeOther } from "../../http/handle-post.ts";
import { badParameter, Problem } from "../../http/problem.ts";
import { enforceRateLimit, type RateLimit } from "../../http/rate-limit.ts";
import { type BodyFields, isFormBody, readFields, wantsHtml } from "../../http/read-body.ts";
import { isOperator } from "../../operator/session.ts";
import { db } from "../../store/database.ts";
import { currentSourceNames, currentSourceTitles } from "../../store/sources.ts";
import { HONEYPOT, REQUEST, readMembers, readSettings, SETTINGS, SUBSCRIPTION_BODY } from "../bodies.ts";
import { readScope } from "../scope.ts";
import { configuredSubscriberKey } from "../setup.ts";
import { choiceOfForm, readUserRule } from "./user-rule-choice.ts";

type RequestInput = {
  readonly fields: BodyFields;
  /** A form has texts only, and its rule is flat. */
  readonly isForm: boolean;
  /** Whether there is such a thing, and whoever asks may be told of it. */
  readonly isKnown: (scope: string) => Promise<boolean>;
  readonly sourceNames: SourceNames;
};

/** What somebody asks for, from a body. Throws a Problem 400 that names the member. */
export async function readSubscriptionRequest({ fields, isForm, isKnown, sourceNames }: RequestInput): Promise<SubscriptionRequest> {
  const { address, scopes: given = [], include_future: includeFuture } = readMembers(fields, REQUEST);
  const rule = ruleOf(fields.rule, isForm, sourceNames);
  const scopes = [...given, ...(rule === null ? [] : [`rule:${rule.id}`])];
  if (scopes.length === 0) throw badParameter("scopes", "scopes must name at least one thing to subscribe to, or a rule must be given.");
  for (const scope of scopes)
    if (scope !== `rule:${rule?.id}` && !(await isKnown(scope)))
      throw badParameter("scopes", `There is no “${scope.slice(0, 80)}” to subscribe to.`);
  return { address, scopes: [...new Set(scopes)], rule, includeFuture, ...readSettings(fields) };
}

function ruleOf(given: unknown, isForm: boolean, names: SourceNames): AlertRule | null {
  if (given === undefined || given === null || given === "") return null;
  return readUserRule(isForm && typeof given === "object" ? choiceOfForm(given as BodyFields) : given, names);
}

const LIMIT: RateLimit = {
  name: "subscribe",
  each: { burst: 20, everyMs: 60_000 },
  all: { burst: 300, everyMs: 3_000 },
};

/** However fast the store was, and whatever it knew, an answer takes this long. */
const MIN_ANSWER_MS = 250;

const ACCEPTED = {
  status: "accepted",
  detail:
    "If a mail can be sent to this address, one is on its way with a link. Nothing counts until somebody opens that link and confirms.",
};

/** Somebody asks to be told. The answer is the same whether the address is known, written to too often, or new. */
export function handleSubscriptionRequest(request: Request): Promise<Response> {
  let fields: BodyFields = {};
  const act = async (): Promise<Response> => {
    const now = new Date();
    requireSameOrigin(request);
    enforceRateLimit(request, LIMIT, now);
    fields = await readFields(request, SUBSCRIPTION_BODY);
    await Promise.all([storeRequest(request, fields, now), pause(MIN_ANSWER_MS)]);
    return wantsHtml(request) ? seeOther("/subscribe/sent") : jsonResponse(ACCEPTED, 202);
  };
  return handlePost(request, act, (problem) => formAddress(fields, problem));
}

async function storeRequest(request: Request, fields: BodyFields, now: Date): Promise<void> {
  const key = configuredSubscriberKey();
  if (key === null) throw new Problem(503, "Not set up", "Subscriptions are not set up on this installation.");
  const [titles, sourceNames] = await Promise.all([currentSourceTitles(), currentSourceNames()]);
  const mayHear = async (text: string) => {
    const scope = await readScope(text, titles);
    return scope !== null && (scope.kind !== "operator" || isOperator(request, now));
  };
  const wish = await readSubscriptionRequest({ fields, isForm: isFormBody(request), isKnown: mayHear, sourceNames });
  if (fields[HONEYPOT] !== undefined && fields[HONEYPOT] !== "") return;
  await requestSubscription(db(), key, wish, now);
}

/** The form again, filled in as it was and with what was wrong. Not the address: it has no business in an address bar. */
function formAddress(fields: BodyFields, problem: Problem): string {
  const query = new URLSearchParams();
  const put = (name: string, value: unknown) => {
    if (typeof value === "string" && value !== "") query.append(name, value.slice(0, 200));
  };
  for (const scope of [fields.scopes].flat().slice(0, 20)) put("scope", scope);
  for (const name of ["include_future", ...Object.keys(SETTINGS)]) put(name, fields[name]);
  if (fields.rule !== null && typeof fields.rule === "object")
    for (const [name, value] of Object.entries(fields.rule)) put(`rule.${name}`, value);
  query.set("problem", problem.parameter ?? problem.title.toLowerCase().replaceAll(" ", "-"));
  return `/subscribe?${query}#subscribe`;
}
