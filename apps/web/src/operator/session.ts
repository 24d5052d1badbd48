import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

export const OPERATOR_COOKIE = "talent_operator";

/** A session ends by itself after this long. */
export const SESSION_MS = 3_600_000;

// Next loads pages and route handlers as separate bundles; what was signed out hangs on the process.
const ENDED = Symbol.for("talent.web.operator.ended");

type Session = { readonly id: string; readonly until: number };

/** Whether this installation has an operator at all. */
export const hasOperator = (): boolean => operatorToken() !== null;

/** Whether this is the operator's token. Takes the same time whatever it is. */
export function isOperatorToken(given: string): boolean {
  const own = operatorToken();
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(own ?? "")) && own !== null;
}

/** The value of a cookie that stands for the operator until `SESSION_MS` from now. Throws where there is no operator. */
export function newSession(now: Date): string {
  const about = `${now.getTime() + SESSION_MS}.${randomBytes(16).toString("base64url")}`;
  return `${about}.${signature(about)}`;
}

/** Whether a cookie is one of ours, of this token, not expired and not signed out. */
export function isSession(value: string | undefined, now: Date): boolean {
  const session = readSession(value);
  return (
    session !== null && session.until > now.getTime() && session.until <= now.getTime() + SESSION_MS && !endedSessions().has(session.id)
  );
}

/** Ends a session before its time, wherever its cookie was copied to. */
export function endSession(value: string | undefined, now: Date): void {
  const session = readSession(value);
  if (session === null) return;
  for (const [id, until] of endedSessions()) if (until <= now.getTime()) endedSessions().delete(id);
  endedSessions().set(session.id, session.until);
}

/** Whether a request comes from the operator: by the cookie of a session, or by the token itself as `Authorization: Bearer`. */
export function isOperator(request: Request, now: Date): boolean {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return (bearer !== undefined && isOperatorToken(bearer)) || isSession(sessionCookie(request), now);
}

/** The cookie of a session in a request, ours or not. */
export function sessionCookie(request: Request): string | undefined {
  const all = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return all.find((pair) => pair.startsWith(`${OPERATOR_COOKIE}=`))?.slice(OPERATOR_COOKIE.length + 1);
}

function readSession(value: string | undefined): Session | null {
  const [until = "", id = "", mark = "", ...more] = (value ?? "").split(".");
  if (operatorToken() === null || more.length > 0 || !/^\d{13,15}$/.test(until) || id === "") return null;
  const own = Buffer.from(signature(`${until}.${id}`));
  const given = Buffer.from(mark);
  return own.length === given.length && timingSafeEqual(own, given) ? { id, until: Number(until) } : null;
}

/** Another token makes every cookie of the former one worthless. */
function signature(about: string): string {
  const own = operatorToken();
  if (own === null) throw new Error("no OPERATOR_TOKEN, no session");
  const key = Buffer.from(hkdfSync("sha256", own, "talent-monitor", "operator session", 32));
  return createHmac("sha256", key).update(about).digest("base64url");
}

function operatorToken(): string | null {
  return process.env.OPERATOR_TOKEN || null;
}

function endedSessions(): Map<string, number> {
  const holder = globalThis as { [ENDED]?: Map<string, number> };
  holder[ENDED] ??= new Map();
  return holder[ENDED];
}
