import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endSession, hasOperator, isOperator, isOperatorToken, isSession, newSession, OPERATOR_COOKIE, SESSION_MS } from "./session.ts";

const NOW = new Date("2026-11-28T10:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const asking = (headers: Record<string, string>) => new Request("https://site.example/operator", { headers });

beforeEach(() => void vi.stubEnv("OPERATOR_TOKEN", "the token of these tests"));
afterEach(() => void vi.unstubAllEnvs());

describe("the operator's session", () => {
  it("stands for the operator for an hour", () => {
    const session = newSession(NOW);
    expect([isSession(session, NOW), isSession(session, later(SESSION_MS - 1)), isSession(session, later(SESSION_MS))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("is refused when anything of it was changed, made longer or made up", () => {
    const [until = "", id = "", mark = ""] = newSession(NOW).split(".");
    const forged = [
      undefined,
      "",
      "..",
      `${until}.${id}`,
      `${until}.${id}.`,
      `${until}.${id}.${mark}.`,
      `${Number(until) + 1000}.${id}.${mark}`,
      `${until}.${id}x.${mark}`,
      `${until}.${id}.${mark.slice(0, -1)}${mark.endsWith("A") ? "B" : "A"}`,
      `9999999999999.${id}.${mark}`,
    ];
    expect(forged.filter((value) => isSession(value, NOW))).toEqual([]);
  });

  it("is over when it is signed out, wherever its cookie was copied to", () => {
    const [one, other] = [newSession(NOW), newSession(NOW)];
    endSession(one, NOW);
    expect([isSession(one, NOW), isSession(other, NOW)]).toEqual([false, true]);
  });

  it("is worthless under another token, and without one", () => {
    const session = newSession(NOW);
    vi.stubEnv("OPERATOR_TOKEN", "another token");
    expect(isSession(session, NOW)).toBe(false);
    vi.stubEnv("OPERATOR_TOKEN", "");
    expect([isSession(session, NOW), hasOperator(), isOperatorToken(""), isOperatorToken("undefined")]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it("is read from the cookie or the header of a request, and from nothing else", () => {
    const cookie = `theme=dark; ${OPERATOR_COOKIE}=${newSession(NOW)}`;
    expect(isOperator(asking({ cookie }), NOW)).toBe(true);
    expect(isOperator(asking({ authorization: "Bearer the token of these tests" }), NOW)).toBe(false);
    vi.stubEnv("OPERATOR_TOKEN", "token");
    expect(isOperator(asking({ authorization: "bearer token" }), NOW)).toBe(true);
    for (const headers of [
      {},
      { authorization: "Basic token" },
      { authorization: "Bearer tokens" },
      { "x-middleware-subrequest": "proxy" },
      { cookie: "talent_operator=" },
    ])
      expect(isOperator(asking(headers as Record<string, string>), NOW)).toBe(false);
  });
});
