import { publisherState } from "@talent/core/capture/freshness";
import type { Outcome } from "@talent/core/capture/outcome";
import { describe, expect, it } from "vitest";
import { isPublisherLate, PUBLISHER_WORDS, publisherSentence } from "../words/publisher-words.ts";
import { fetchSentence, isAnswered } from "./our-state.ts";
import { heartbeatWords } from "./source-facts.tsx";
import { runLog } from "./source-tables.ts";

const cadence = { every: "P1Y", lag: "P2M", grace: "P3M" };
const spoken = { period: "FY2024", publishedOn: null, vintage: "2024-12-01T06:00:00.000Z" };

describe("the publisher's state", () => {
  it.each([
    ["2025-09-30", "The next period is not over yet; its figures are expected by 1 Dec 2025."],
    ["2025-11-30", "The next period is over, and its figures are expected by 1 Dec 2025."],
    ["2025-12-01", "The next figures were due on 1 Dec 2025; from 1 Mar 2026 on, what rests on it says nothing about today."],
    [
      "2026-03-01",
      "The next figures were due on 1 Dec 2025 and their grace ended on 1 Mar 2026: what rests on it says nothing about today.",
    ],
  ])("is told on %s as it is then", (now, words) => expect(publisherSentence(publisherState(cadence, spoken, new Date(now)))).toBe(words));

  it("is never told as late where the publisher has stopped, or has said nothing yet", () => {
    const now = new Date("2040-01-01");
    for (const found of [publisherState({ ...cadence, orphaned: true }, spoken, now), publisherState(cadence, null, now)]) {
      expect(isPublisherLate(found)).toBe(false);
      expect(`${PUBLISHER_WORDS[found.state]} ${publisherSentence(found)}`).not.toMatch(/due|a day nobody knows/i);
    }
  });
});

describe("our own state", () => {
  const ended = (...outcomes: Outcome[]) => outcomes.map((outcome) => ({ outcome }));
  const failing = { lastTried: "2025-04-03T06:00:00.000Z", lastLooked: "2025-04-01T06:00:00.000Z", failedSince: 2 };

  it("says since when a source could not be looked at", () => {
    expect(fetchSentence(failing, ended("unreachable", "blocked_by_site", "same_bytes"), "live")).toBe(
      "The last 2 looks brought no answer (unreachable; blocked by the site): not fetched successfully since 1 Apr 2025.",
    );
    expect(fetchSentence({ ...failing, lastLooked: null, failedSince: 1 }, ended("unreachable"), "live")).toBe(
      "The last look brought no answer (unreachable): never fetched successfully.",
    );
  });

  it("tells a document that was not as agreed from no document at all", () => {
    expect(fetchSentence({ ...failing, lastLooked: null }, ended("layout_changed", "unreachable"), "live")).toBe(
      "The last 2 looks brought something that was not as agreed (layout changed; unreachable): never fetched successfully.",
    );
    expect([isAnswered(ended("layout_changed")), isAnswered(ended("blocked_by_site")), isAnswered([])]).toEqual([true, false, false]);
  });

  it("is well when the newest look succeeded, whatever came before", () =>
    expect(fetchSentence({ ...failing, failedSince: 0 }, ended("withdrawn", "unreachable"), "live")).toBe("Our last fetch succeeded."));

  it("has words for a source nobody looked at yet", () => {
    const never = { lastTried: null, lastLooked: null, failedSince: 0 };
    expect([fetchSentence(never, [], "live"), fetchSentence(never, [], "deposit")]).toEqual([
      "Not fetched yet.",
      "Nobody has handed in a file yet.",
    ]);
  });
});

describe("the dead man's switch", () => {
  const now = new Date("2026-06-01T12:00:00.000Z");
  it.each([
    ["live", "2026-06-01T11:59:10.000Z", "The scheduler rings every minute; last at 1 Jun 2026, 11:59 UTC."],
    ["live", "2026-06-01T09:00:00.000Z", "Nothing has been checked since 1 Jun 2026, 09:00 UTC: the scheduler is silent."],
    ["live", null, "The scheduler has not given a sign of life yet: nothing is checked on schedule."],
    ["replay", "2026-06-01T09:00:00.000Z", "This is a replay of recorded pages: nothing is fetched, and schedules are off."],
  ] as const)("of a %s store whose scheduler last rang at %s is told", (mode, schedulerBeat, words) =>
    expect(heartbeatWords({ mode, schedulerBeat }, now)).toBe(words),
  );
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
