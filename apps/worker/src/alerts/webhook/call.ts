import { type Agent, request } from "undici";
import { type ConnectOptions, guardedAgent } from "../../fetch/http/connect.ts";
import { Unreachable, unreachable } from "../../fetch/http/errors.ts";
import { httpUrl } from "../../fetch/http/redirect.ts";
import { keptReply, type Result } from "../attempt-result.ts";
import { webhookHeaders } from "./signature.ts";

/** One call to a receiver: where, what (bytes as they are signed), and with which secrets, the newest first. */
export type WebhookCall = {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly at: Date;
};

/** Calls receivers. `send` never throws: what went wrong is in the result. */
export type Caller = { readonly hands: number; send(call: WebhookCall): Promise<Result>; close(): Promise<void> };

const DEADLINE_MS = 10_000;
const GONE = 410;

/** Through the guarded way out: no address that is not public, whatever a name says or a redirect asks for, and no redirect is followed. */
export function webhookCaller(userAgent: string, options: ConnectOptions & { readonly deadlineMs?: number } = {}): Caller {
  const agent = guardedAgent(options);
  return {
    hands: 8,
    send: (call) => post(agent, userAgent, call, options.deadlineMs ?? DEADLINE_MS),
    close: () => agent.close(),
  };
}

/** The address of a receiver: https, without user information. Throws Unreachable (`forbidden_url`). */
export function webhookUrl(text: string): URL {
  const url = httpUrl(text);
  if (url.protocol !== "https:") throw new Unreachable("forbidden_url", `${url.protocol} is not https`);
  return url;
}

async function post(agent: Agent, userAgent: string, call: WebhookCall, deadlineMs: number): Promise<Result> {
  let host = "the receiver";
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const url = webhookUrl(call.url);
    host = url.host;
    const seconds = Math.floor(call.at.getTime() / 1000);
    const headers = {
      ...webhookHeaders({ id: call.id, seconds, body: call.body }, call.secrets),
      "content-type": "application/json",
      "user-agent": userAgent,
    };
    const answer = await request(url, { dispatcher: agent, method: "POST", headers, body: call.body, signal });
    await answer.body.dump({ limit: 65_536, signal }).catch(() => undefined);
    return resultOf(answer.statusCode);
  } catch (error) {
    const reply =
      signal.aborted && !(error instanceof Unreachable) ? `no answer within ${deadlineMs / 1000} s` : unreachable(error, host).message;
    return { code: null, reply: keptReply(reply), trouble: "later" };
  }
}

/** Only 2xx is acceptance; a receiver that is gone for good (410) is not called again. */
function resultOf(status: number): Result {
  const reply = `status ${status}`;
  if (status >= 200 && status < 300) return { code: status, reply, trouble: null };
  return { code: status, reply, trouble: status === GONE ? "address" : "later" };
}
