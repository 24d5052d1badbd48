import { DELIVERIES_QUERY } from "../api/parameters.ts";
import { handlePost, jsonResponse, requireSameOrigin, seeOther } from "../http/handle-post.ts";
import { Problem } from "../http/problem.ts";
import { enforceRateLimit, type RateLimit } from "../http/rate-limit.ts";
import { readFields, wantsHtml } from "../http/read-body.ts";
import { readQuery } from "../http/read-query.ts";
import { SESSION_BODY } from "../subscribe/bodies.ts";
import { loadDeliveries } from "./load.ts";
import { endSession, hasOperator, isOperator, isOperatorToken, newSession, OPERATOR_COOKIE, SESSION_MS, sessionCookie } from "./session.ts";

const LIMIT: RateLimit = {
  name: "operator",
  each: { burst: 10, everyMs: 60_000 },
  all: { burst: 60, everyMs: 10_000 },
};

/** The operator signs in with the token of the environment and gets a cookie that a script cannot read and another site cannot send. */
export function signIn(request: Request): Promise<Response> {
  const act = async (): Promise<Response> => {
    const now = new Date();
    requireSameOrigin(request);
    if (!hasOperator()) throw new Problem(403, "No operator", "No OPERATOR_TOKEN is set on this installation.");
    enforceRateLimit(request, LIMIT, now);
    const { token } = await readFields(request, SESSION_BODY);
    if (typeof token !== "string" || !isOperatorToken(token)) throw new Problem(403, "Wrong token", "This is not the operator’s token.");
    return withCookie(
      wantsHtml(request) ? seeOther("/operator") : jsonResponse({ status: "signed_in" }),
      request,
      newSession(now),
      SESSION_MS / 1000,
    );
  };
  return handlePost(request, act, (problem) => `/operator?problem=${problem.status === 429 ? "too-many" : "token"}`);
}

/** Ends the session, here and wherever its cookie was copied to. */
export function signOut(request: Request): Promise<Response> {
  const act = async (): Promise<Response> => {
    requireSameOrigin(request);
    endSession(sessionCookie(request), new Date());
    return withCookie(wantsHtml(request) ? seeOther("/operator") : jsonResponse({ status: "signed_out" }), request, "", 0);
  };
  return handlePost(request, act);
}

function withCookie(response: Response, request: Request, value: string, maxAgeS: number): Response {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Strict", `Max-Age=${maxAgeS}`, ...(isEncrypted(request) ? ["Secure"] : [])];
  response.headers.append("set-cookie", [`${OPERATOR_COOKIE}=${value}`, ...attributes].join("; "));
  return response;
}

function isEncrypted(request: Request): boolean {
  const outside = process.env.PUBLIC_URL?.startsWith("https:") ?? false;
  return outside || request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/** GET of the delivery log as JSON. The operator is made sure of here, before anything is read. */
export function getDeliveries(request: Request): Promise<Response> {
  return handlePost(request, async () => {
    if (!isOperator(request, new Date()))
      throw new Problem(401, "Unauthorised", "This is for the operator.", undefined, { "www-authenticate": "Bearer" });
    const { state } = readQuery(new URL(request.url).searchParams, DELIVERIES_QUERY);
    const { messages, counts, conservation } = await loadDeliveries(state ?? null);
    return jsonResponse({ data: messages, next: null, counts, conservation });
  });
}
