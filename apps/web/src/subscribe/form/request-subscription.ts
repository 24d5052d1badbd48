import { setTimeout as pause } from "node:timers/promises";
import type { SourceNames } from "@talent/catalog/alerts/source-rules";
import type { AlertRule } from "@talent/core/alert/rule";
import { InvalidMailAddress, readMailAddress } from "@talent/core/mail-address";
import type { SubscriptionRequest } from "@talent/db/write/subscribers/subscriptions";
import { requestSubscription } from "@talent/db/write/subscribers/subscriptions";
import { handlePost, jsonResponse, requireSameOrigin, seeOther } from "../../http/handle-post.ts";
import { badParameter, Problem } from "../../http/problem.ts";
import { enforceRateLimit, type RateLimit } from "../../http/rate-limit.ts";
import { type BodyFields, isFormBody, readFields, wantsHtml } from "../../http/read-body.ts";
import { isOperator } from "../../operator/session.ts";
import { db } from "../../store/database.ts";
import { currentSourceNames, currentSourceTitles } from "../../store/sources.ts";
import { HONEYPOT, readSettings, readText, SETTINGS_FIELDS, SUBSCRIPTION_REQUEST_FIELDS } from "../read-settings.ts";
import { readScope } from "../scope.ts";
import { configuredSubscriberKey } from "../setup.ts";
import { choiceOfForm, readUserRule } from "./user-rule-choice.ts";

const MAX_SCOPES = 20;

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
  const address = readAddress(fields);
  const rule = ruleOf(fields.rule, isForm, sourceNames);
  const scopes = [...scopesOf(fields.scopes), ...(rule === null ? [] : [`rule:${rule.id}`])];
  if (scopes.length === 0) throw badParameter("scopes", "scopes must name at least one thing to be told of, or a rule must be given.");
  for (const scope of scopes)
    if (scope !== `rule:${rule?.id}` && !(await isKnown(scope)))
      throw badParameter("scopes", `There is no “${scope.slice(0, 80)}” to be told of.`);
  return { address, scopes: [...new Set(scopes)], rule, includeFuture: readIncludeFuture(fields.include_future), ...readSettings(fields) };
}

function readAddress(fields: BodyFields): string {
  const text = readText(fields, "address");
  if (text === null) throw badParameter("address", "address is missing.");
  try {
    return readMailAddress(text);
  } catch (error) {
    if (error instanceof InvalidMailAddress) throw badParameter("address", error.message);
    throw error;
  }
}

function scopesOf(given: unknown): string[] {
  const list = given === undefined || given === null || given === "" ? [] : Array.isArray(given) ? given : [given];
  if (list.length > MAX_SCOPES) throw badParameter("scopes", `At most ${MAX_SCOPES} scopes can be asked for at once.`);
  const [other] = list.filter((scope) => typeof scope !== "string" || scope.length > 200 || /\p{C}/u.test(scope));
  if (other !== undefined)
    throw badParameter("scopes", "scopes must be texts like everything, claim:ID, indicator:ID, source:ID or rule:ID.");
  return list as string[];
}

function ruleOf(given: unknown, isForm: boolean, names: SourceNames): AlertRule | null {
  if (given === undefined || given === null || given === "") return null;
  return readUserRule(isForm && typeof given === "object" ? choiceOfForm(given as BodyFields) : given, names);
}

function readIncludeFuture(given: unknown): boolean {
  if (given === undefined || given === null || given === "" || given === true || given === "yes" || given === "true") return true;
  if (given === false || given === "no" || given === "false") return false;
  throw badParameter("include_future", "include_future must be true or false.");
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
    fields = await readFields(request, SUBSCRIPTION_REQUEST_FIELDS);
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
  for (const name of ["include_future", ...SETTINGS_FIELDS]) put(name, fields[name]);
  if (fields.rule !== null && typeof fields.rule === "object")
    for (const [name, value] of Object.entries(fields.rule)) put(`rule.${name}`, value);
  query.set("problem", problem.parameter ?? problem.title.toLowerCase().replaceAll(" ", "-"));
  return `/subscribe?${query}#subscribe`;
}
