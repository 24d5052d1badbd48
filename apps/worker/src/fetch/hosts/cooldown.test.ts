import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextRetryAt, parseRetryAfter } from "./cooldown.ts";

const now = new Date("2026-11-23T12:00:00Z");

describe("Retry-After", () => {
  it.each([
    ["120", "2026-11-23T12:02:00.000Z"],
    [" 0 ", "2026-11-23T12:00:00.000Z"],
    ["Mon, 23 Nov 2026 13:00:00 GMT", "2026-11-23T13:00:00.000Z"],
    ["Mon, 23 Nov 2020 13:00:00 GMT", "2026-11-23T12:00:00.000Z"],
    ["999999999", "2026-11-24T12:00:00.000Z"],
  ])("reads %j", (header, expected) => expect(parseRetryAfter(header, now)?.toISOString()).toBe(expected));
  it.each([undefined, "", "soon", "-5", "1e9", "12.5"])("makes nothing of %j", (header) => expect(parseRetryAfter(header, now)).toBeNull());
});

describe("the next try", () => {
  it("waits longer each time", () => {
    const minutes = [1, 2, 3, 4].map((attempt) => (nextRetryAt(attempt, now, null, () => 0).getTime() - now.getTime()) / 60_000);
    expect(minutes).toEqual([1, 5, 25, 125]);
  });
  it("is spread at random, but never before the publisher's Retry-After nor before the backoff", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 86_400 }),
        fc.integer({ min: 1, max: 4 }),
        (dice, seconds, attempt) => {
          const asked = new Date(now.getTime() + seconds * 1000);
          const at = nextRetryAt(attempt, now, asked, () => dice).getTime();
          expect(at).toBeGreaterThanOrEqual(asked.getTime());
          expect(at).toBeGreaterThanOrEqual(now.getTime() + 60_000 * 5 ** (attempt - 1));
        },
      ),
    ));
  it("differs between two sources that failed together", () => {
    expect(nextRetryAt(1, now, null, () => 0.2).getTime()).not.toBe(nextRetryAt(1, now, null, () => 0.7).getTime());
  });
});
