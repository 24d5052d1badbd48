import { isIP } from "node:net";
import { claimById } from "@talent/catalog/claims/all";
import { indicatorById } from "@talent/catalog/indicators/all";
import type { Db } from "@talent/db/connect";
import { type WebhookReceiver, webhookReceivers } from "@talent/db/read/subscribers/webhook-receivers";
import { type SubscriberKey, subscriberKey } from "@talent/db/subscriber-key";
import { addWebhook, removeWebhook, rotateWebhook, WebhookExists } from "@talent/db/write/operator/operator-subscribers";
import { SOURCES } from "@talent/sources/registry";
import { newWebhookSecret, parseWebhookUrl } from "../../alerts/webhook/call.ts";
import { isPublicAddress } from "../../fetch/http/address.ts";
import { Unreachable } from "../../fetch/http/errors.ts";
import type { Environment } from "../../process/environment.ts";
import { EXIT, ExitError } from "../../process/exit.ts";
import { subscribersKeyOf } from "../../process/secret-file.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printable, printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";
import { requireRule } from "./find-rule.ts";

const USAGE = `usage: alerts webhook list [--json]
       alerts webhook add URL --scope SCOPE [--scope SCOPE...]
       alerts webhook rotate ID | remove ID`;
const OPTIONS = { scope: { type: "string", multiple: true }, json: { type: "boolean" } } as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Lists, adds and removes webhook receivers, and rotates their secrets. */
export async function webhook(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS, [1, 2], USAGE);
  const [act = "", about = ""] = positionals;
  if (act !== "list" && about === "") throw new UsageError("An argument is missing.", USAGE);
  switch (act) {
    case "list":
      return await listReceivers(env, values.json === true);
    case "add":
      return await addReceiver(env, about, values.scope ?? []);
    case "rotate":
      return await rotateSecret(env, parseReceiverId(about));
    case "remove":
      return await removeReceiver(env, parseReceiverId(about));
    default:
      throw new UsageError(`There is no command "${act}".`, USAGE);
  }
}

const keyFromEnvironment = (env: Environment): SubscriberKey => subscriberKey(subscribersKeyOf(env.subscribersKey, env.dataDir));

async function listReceivers(variables: NodeJS.ProcessEnv, json: boolean): Promise<number> {
  const receivers = await withStore(variables, (store, env) => webhookReceivers(store.db, keyFromEnvironment(env)));
  const table = () => printTable(["receiver", "address", "state", "scopes", "last accepted"], receivers.map(rowOf));
  await printOut(json ? jsonLines({ data: receivers, next: null }) : [receivers.length === 0 ? "no webhook receivers\n" : table()]);
  return EXIT.ok;
}

function rowOf({ id, url, state, scopes, lastAccepted }: WebhookReceiver): Row {
  return [
    id,
    url === null ? "(sealed under another key)" : printable(url),
    state,
    scopes.join(", "),
    lastAccepted?.slice(0, 16).replace("T", " ") ?? "never",
  ];
}

async function addReceiver(variables: NodeJS.ProcessEnv, text: string, scopes: readonly string[]): Promise<number> {
  if (scopes.length === 0) throw new UsageError("At least one --scope is needed.", USAGE);
  const url = parseReceiverUrl(text);
  const secret = newWebhookSecret();
  const id = await withStore(variables, async (store, env) => {
    const wanted = await Promise.all(scopes.map((scope) => requireScope(store.db, scope, USAGE)));
    return await addWebhook(store.db, keyFromEnvironment(env), { url, secret, scopes: wanted }, new Date());
  }).catch((error: unknown) => {
    throw error instanceof WebhookExists ? new ExitError(`${error.message}.`, EXIT.refused) : error;
  });
  await printOut([`receiver ${id}\nsecret ${secret}\nThe secret is not shown again.\n`]);
  return EXIT.ok;
}

/** Refuses at once what can never be called; host names are resolved and checked again at every call. */
function parseReceiverUrl(text: string): string {
  try {
    const url = parseWebhookUrl(text);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !isPublicAddress(host)) throw new Unreachable("forbidden_address", `${host} is not a public address`);
    return url.href;
  } catch (error) {
    if (error instanceof Unreachable) throw new ExitError(`The receiver cannot be called: ${error.message}.`, EXIT.refused);
    throw error;
  }
}

async function rotateSecret(variables: NodeJS.ProcessEnv, id: string): Promise<number> {
  const secret = newWebhookSecret();
  if (!(await withStore(variables, (store, env) => rotateWebhook(store.db, keyFromEnvironment(env), id, secret, new Date()))))
    throw unknownReceiver(id);
  await printOut([`secret ${secret}\nFor 24 hours calls are also signed with the previous secret.\n`]);
  return EXIT.ok;
}

async function removeReceiver(variables: NodeJS.ProcessEnv, id: string): Promise<number> {
  if (!(await withStore(variables, (store) => removeWebhook(store.db, id, new Date())))) throw unknownReceiver(id);
  await printOut([`removed receiver ${id}\n`]);
  return EXIT.ok;
}

const unknownReceiver = (id: string): ExitError => new ExitError(`There is no receiver ${id}.`, EXIT.refused);

function parseReceiverId(text: string): string {
  if (!UUID.test(text)) throw new UsageError(`"${text}" is not a receiver id; "alerts webhook list" shows them.`, USAGE);
  return text;
}

/** A scope that names something there is: `claim:ID`, `indicator:ID`, `source:ID`, `rule:ID`, `everything` or `operator`. Throws UsageError for any other. */
export async function requireScope(db: Db, scope: string, usage: string): Promise<string> {
  if (scope === "everything" || scope === "operator") return scope;
  const [kind = "", id = ""] = [scope.slice(0, Math.max(0, scope.indexOf(":"))), scope.slice(scope.indexOf(":") + 1)];
  const known = {
    claim: () => claimById(id) !== undefined,
    indicator: () => indicatorById(id) !== undefined,
    source: () => SOURCES.some((source) => source.id === id),
  };
  if (kind === "rule") return `rule:${(await requireRule(db, id, usage)).id}`;
  if (!Object.hasOwn(known, kind) || !known[kind as keyof typeof known]())
    throw new UsageError(`Unknown scope "${scope}"; a scope is claim:ID, indicator:ID, source:ID, rule:ID, everything or operator.`, usage);
  return scope;
}
