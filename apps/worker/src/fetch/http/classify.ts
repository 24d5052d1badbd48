import { createHash } from "node:crypto";
import type { Exchange } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import { isChallenge } from "@talent/readers/html/read-html";

/** What an answer is before anyone reads it: worth reading, or an outcome with a sentence for the run's detail. */
export type Judgement =
  | { readonly readable: true }
  | { readonly readable: false; readonly outcome: Outcome; readonly message: string; readonly retry: boolean };

const READABLE: Judgement = { readable: true };

/** Sorts an answer by status and body. Only 429, 503 and other passing server errors are worth another try. */
export function judge(exchange: Exchange): Judgement {
  const { status } = exchange;
  if (status === 304) return ended("not_modified", "not modified since the newest stored copy");
  if (status === 200 || status === 203) return judgeBody(exchange);
  if (status === 429) return ended("blocked_by_site", "the site answers 429, too many requests", true);
  if (status === 401 || status === 403 || status === 407 || status === 451) return ended("blocked_by_site", `the site answers ${status}`);
  if (status >= 500 || status === 408 || status === 425) return ended("unreachable", `the site answers ${status}`, true);
  if (status >= 200 && status < 300) return ended("blocked_by_site", `the site answers ${status} without a page`);
  return ended("layout_changed", `the listed file answers ${status}`);
}

function judgeBody(exchange: Exchange): Judgement {
  const digest = createHash("sha256").update(exchange.body).digest("hex");
  if (digest !== exchange.sha256)
    return ended("contract_violation", `bytes_differ: the body's sha256 is ${digest}, recorded was ${exchange.sha256}`);
  if (exchange.body.length === 0) return ended("blocked_by_site", "the site answers 200 with an empty body");
  if (isChallenge(exchange.status, exchange.headers, exchange.body))
    return ended("blocked_by_site", "the site answers with a challenge page");
  return READABLE;
}

function ended(outcome: Outcome, message: string, retry = false): Judgement {
  return { readable: false, outcome, message, retry };
}
