import { expect } from "vitest";
import { ROUTES } from "../../src/api/openapi.ts";

/** Expects an answer of JSON to have every member its route describes and no other; gives it back. */
export function described<T>(method: "get" | "post", path: string, body: T): T {
  const answer = ROUTES[path]?.[method]?.answer;
  if (answer === undefined) throw new Error(`${method} ${path} is not described`);
  expect(answer.safeParse(body).error).toBeUndefined();
  return body;
}
