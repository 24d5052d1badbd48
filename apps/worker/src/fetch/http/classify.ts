import { createHash } from "node:crypto";
import type { Exchange } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import { isBotWall } from "@talent/readers/html/read-html";

/** The class of a response before parsing: to be parsed, or an outcome with a sentence for the run's detail. */
export type ResponseClass =
  | { readonly readable: true }
  | { readonly readable: false; readonly outcome: Outcome; readonly message: string; readonly retry: boolean };

const READABLE: ResponseClass = { readable: true };

/** Classifies a response by status and body. Only 429, 503 and other passing server errors are worth another try. */
export function classifyResponse(exchange: Exchange): ResponseClass {
  const { status } = exchange;
  if (status === 304) return notReadable("not_modified", "not modified since the newest stored copy");
  if (status === 200 || status === 203) return classifyBody(exchange);
  if (status === 429) return notReadable("blocked_by_site", "the site answers 429, too many requests", true);
  if (status === 401 || status === 403 || status === 407 || status === 451)
    return notReadable("blocked_by_site", `the site answers ${status}`);
  if (status >= 500 || status === 408 || status === 425) return notReadable("unreachable", `the site answers ${status}`, true);
  if (status >= 200 && status < 300) return notReadable("blocked_by_site", `the site answers ${status} without a page`);
  return notReadable("layout_changed", `the listed file answers ${status}`);
}

function classifyBody(exchange: Exchange): ResponseClass {
  const digest = createHash("sha256").update(exchange.body).digest("hex");
  if (digest !== exchange.sha256)
    return notReadable("contract_violation", `bytes_differ: the body's sha256 is ${digest}, recorded was ${exchange.sha256}`);
  if (exchange.body.length === 0) return notReadable("blocked_by_site", "the site answers 200 with an empty body");
  if (isBotWall(exchange.status, exchange.headers, exchange.body))
    return notReadable("blocked_by_site", "the site answers with a challenge page");
  return READABLE;
}

function notReadable(outcome: Outcome, message: string, retry = false): ResponseClass {
  return { readable: false, outcome, message, retry };
}
