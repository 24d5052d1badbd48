import { randomBytes } from "node:crypto";
import type { NoticeTransition } from "@talent/db/read/subscribers/messages";
import { Webhook } from "standardwebhooks";
import { type Agent, request } from "undici";
import { type ConnectOptions, guardedAgent } from "../../fetch/http/connect.ts";
import { toUnreachable, Unreachable } from "../../fetch/http/errors.ts";
import { parseHttpUrl } from "../../fetch/http/redirect.ts";
import { type AttemptResult, storableReply } from "../attempt-result.ts";
import type { PreparedNotice } from "../mail/notice-section.ts";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A secret of Standard Webhooks: what both sides sign with, in the form receivers' libraries read. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** One call as it is signed: message id, seconds since 1970, and the bytes of the body exactly as sent. */
type SignedCall = { readonly id: string; readonly seconds: number; readonly body: string };

/** The headers of Standard Webhooks. While a secret is exchanged the call is signed with both, the newer first. */
export function webhookHeaders({ id, seconds, body }: SignedCall, secrets: readonly string[]): Record<string, string> {
  const signed = secrets.map((secret) => new Webhook(secret).sign(id, new Date(seconds * 1000), body));
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": signed.join(" ") };
}

/** One call to a receiver: where, what (bytes as they are signed), and with which secrets, the newest first. */
export type WebhookCall = {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly at: Date;
};

/** Calls receivers. `send` never throws: what went wrong is in the result. */
export type WebhookClient = { readonly concurrency: number; send(call: WebhookCall): Promise<AttemptResult>; close(): Promise<void> };

const DEADLINE_MS = 10_000;
const GONE = 410;

/** Through the guarded agent: no address that is not public, whatever a name resolves to, and no redirect is followed. */
export function createWebhookClient(userAgent: string, options: ConnectOptions & { readonly deadlineMs?: number } = {}): WebhookClient {
  const agent = guardedAgent(options);
  return {
    concurrency: 8,
    send: (call) => postCall(agent, userAgent, call, options.deadlineMs ?? DEADLINE_MS),
    close: () => agent.close(),
  };
}

/** The address of a receiver: https, without user information. Throws Unreachable (`forbidden_url`). */
export function parseWebhookUrl(text: string): URL {
  const url = parseHttpUrl(text);
  if (url.protocol !== "https:") throw new Unreachable("forbidden_url", `${url.protocol} is not https`);
  return url;
}

async function postCall(agent: Agent, userAgent: string, call: WebhookCall, deadlineMs: number): Promise<AttemptResult> {
  let host = "the receiver";
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const url = parseWebhookUrl(call.url);
    host = url.host;
    const seconds = Math.floor(call.at.getTime() / 1000);
    const headers = {
      ...webhookHeaders({ id: call.id, seconds, body: call.body }, call.secrets),
      "content-type": "application/json",
      "user-agent": userAgent,
    };
    const answer = await request(url, { dispatcher: agent, method: "POST", headers, body: call.body, signal });
    await answer.body.dump({ limit: 65_536, signal }).catch(() => undefined);
    return resultOfStatus(answer.statusCode);
  } catch (error) {
    const reply =
      signal.aborted && !(error instanceof Unreachable) ? `no answer within ${deadlineMs / 1000} s` : toUnreachable(error, host).message;
    return { code: null, reply: storableReply(reply), trouble: "later" };
  }
}

/** Only 2xx is acceptance; a receiver that is gone for good (410) is not called again. */
function resultOfStatus(status: number): AttemptResult {
  const reply = `status ${status}`;
  if (status >= 200 && status < 300) return { code: status, reply, trouble: null };
  return { code: status, reply, trouble: status === GONE ? "address" : "later" };
}

/** What a receiver gets. The same message always has the same bytes: they are signed, and a call may be repeated. */
export function webhookBody(message: { readonly createdAt: Date }, notices: readonly PreparedNotice[], total: number): string {
  return JSON.stringify({ type: "notices", timestamp: message.createdAt.toISOString(), data: { total, notices: notices.map(noticeJson) } });
}

function noticeJson({ transition, withheld, words, page, evidence }: PreparedNotice) {
  const { facts } = transition;
  const shown = <T>(value: T): T | null => (withheld ? null : value);
  return {
    id: transition.id,
    rule: transition.rule,
    at: transition.at,
    tells: facts.tells,
    cause: facts.cause,
    from: facts.from,
    to: facts.to,
    subject: words.subject,
    why: words.why,
    before: shown(facts.before),
    after: shown(facts.after),
    unit: facts.rule.unit,
    threshold: facts.threshold,
    verdicts: facts.verdicts,
    retracts: transition.retracts,
    withheld,
    page,
    evidence,
  } satisfies Record<string, unknown> & { readonly id: NoticeTransition["id"] };
}
