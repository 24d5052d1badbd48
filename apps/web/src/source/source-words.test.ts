import { describe, expect, it } from "vitest";
import { isAnswered, type missesInARow, ourSentence } from "./our-state.ts";
import { publisherSentence, publisherState } from "./publisher-state.ts";
import { runLog } from "./run-words.ts";

const cadence = { every: "P1Y", lag: "P2M", grace: "P3M" };
const newest = { id: "FY2024", end: "2024-10-01" };

describe("the publisher's state", () => {
  it.each([
    ["2025-09-30", "on_time", "The next period is not over yet; its figures are expected by 1 Dec 2025."],
    ["2025-11-30", "due", "The next period is over, and its figures are expected by 1 Dec 2025."],
    ["2025-12-01", "late", "The next figures were due on 1 Dec 2025; from 1 Mar 2026 on, what rests on it says nothing about today."],
    [
      "2026-03-01",
      "lapsed",
      "The next figures were due on 1 Dec 2025 and their grace ended on 1 Mar 2026: what rests on it says nothing about today.",
    ],
  ] as const)("on %s is %s", (now, state, words) => {
    const found = publisherState(cadence, newest, new Date(now));
    expect([found.state, publisherSentence(found)]).toEqual([state, words]);
  });

  it("is never late where the publisher has stopped, or has said nothing yet", () => {
    const now = new Date("2040-01-01");
    expect(publisherState({ ...cadence, orphaned: true }, newest, now)).toMatchObject({
      state: "orphaned",
      newestPeriod: "FY2024",
      nextDue: null,
    });
    expect(publisherState(cadence, null, now)).toMatchObject({ state: "unknown", nextDue: null });
  });
});

describe("our own state", () => {
  const look = (outcome: Parameters<typeof missesInARow>[0][number]["outcome"]) => ({ outcome, at: "2025-04-01T00:00:00.000Z" });

  it("says since when a source could not be looked at", () => {
    const looks = { lastAttempt: "2025-04-03T06:00:00Z", lastSuccess: "2025-04-01T06:00:00Z" };
    expect(ourSentence({ ...looks, outcomes: [look("unreachable"), look("blocked_by_site"), look("same_bytes")] }, "live")).toBe(
      "The last 2 looks brought no answer (unreachable; blocked by the site): not looked at successfully since 1 Apr 2025.",
    );
    expect(ourSentence({ ...looks, lastSuccess: null, outcomes: [look("unreachable")] }, "live")).toBe(
      "The last look brought no answer (unreachable): never looked at successfully.",
    );
  });

  it("tells a document that was not as agreed from no document at all", () => {
    const looks = { lastAttempt: "2025-04-03T06:00:00Z", lastSuccess: null, outcomes: [look("layout_changed"), look("unreachable")] };
    expect(ourSentence(looks, "live")).toBe(
      "The last 2 looks brought something that was not as agreed (layout changed; unreachable): never looked at successfully.",
    );
    expect([isAnswered(looks.outcomes), isAnswered([look("blocked_by_site")]), isAnswered([])]).toEqual([true, false, false]);
  });

  it("is well when the newest look succeeded, whatever came before", () => {
    const looks = { lastAttempt: "2025-04-03T06:00:00Z", lastSuccess: "2025-04-03T06:00:00Z" };
    expect(ourSentence({ ...looks, outcomes: [look("withdrawn"), look("unreachable")] }, "live")).toBe("Our last look succeeded.");
  });

  it("has words for a source nobody looked at yet", () => {
    const none = { lastAttempt: null, lastSuccess: null, outcomes: [] };
    expect([ourSentence(none, "live"), ourSentence(none, "deposit")]).toEqual([
      "We have not looked yet.",
      "Nobody has handed in a file yet.",
    ]);
  });
});

describe("the log of a run", () => {
  it("counts what changed, and refusals by their code alone", () => {
    const log = runLog({
      counts: { newPeriods: 1, revisions: 1200, withdrawals: 0, unchanged: 3 },
      refused: { unknown_code: 2, made_up: 1 },
      exchanges: ["1"],
    });
    expect(log.counts).toBe("1 new number, 1,200 revised and 3 unchanged");
    expect(log.refusals).toEqual([
      { code: "unknown_code", words: "a name or code never seen before", count: 2 },
      { code: "made_up", words: "made up", count: 1 },
    ]);
  });

  it("repeats what we say about the way to a site, and never what may quote a cell", () => {
    const ended = [
      { url: "https://a.example/x", outcome: "unreachable", message: "no answer within 30 s" },
      { url: "https://a.example/y", outcome: "layout_changed", message: "column “\u202Esecret” is new" },
    ];
    expect(runLog({ ended }).ended).toEqual([
      { url: "https://a.example/x", words: "Unreachable: no answer within 30 s" },
      { url: "https://a.example/y", words: "Layout changed" },
    ]);
  });

  it("says which rule of robots.txt let us in", () =>
    expect(
      runLog({ visits: [{ origin: "https://a.example", robots: "robots.txt line 3, Allow: /data", checkedAt: "2025-04-01T06:00:00Z" }] })
        .robots,
    ).toEqual([{ origin: "https://a.example", decision: "robots.txt line 3, Allow: /data", checked: "1 Apr 2025" }]));

  it.each([null, undefined, "text", 7, [], { counts: "many", refused: [1], ended: {}, visits: "none" }, { ended: [null, 3] }])(
    "of any shape is read without harm: %j",
    (detail) => expect(runLog(detail).refusals).toEqual([]),
  );
});
