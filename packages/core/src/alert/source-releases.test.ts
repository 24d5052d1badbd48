import { describe, expect, it } from "vitest";
import { ruleAround } from "../../testing/alert-builders.ts";
import type { Cadence } from "../capture/expectation.ts";
import { alertHistory } from "./phase.ts";
import type { Release } from "./release.ts";
import { type FetchAttempt, fetchReleases, publisherReleases, type SourceStatement } from "./source-releases.ts";

const YEARLY: Cadence = { every: "P1Y", lag: "P2M", grace: "P45D" };
const said = (period: string, date: string, more: Partial<SourceStatement> = {}): SourceStatement => ({
  indicator: "heads",
  period,
  at: `${date}T06:00:00.000Z`,
  publishedOn: null,
  backDated: false,
  ...more,
});
const theirs = (
  all: readonly SourceStatement[],
  to = "2030-01-01",
  { from = null, lateOn }: { from?: string | null; lateOn?: string } = {},
) => publisherReleases({ cadence: YEARLY, said: all }, lateOn, from === null ? null : new Date(from), new Date(to));
const short = (releases: readonly Release[]) =>
  releases.map((one) => (one.kind === "standing" ? [one.at.slice(0, 10), one.bad ? "late" : "well", one.word, one.period, one.due] : []));

describe("a publisher against its own rhythm", () => {
  it("is late at the deadline itself, not when it is fetched, and well again when it publishes", () => {
    const all = [said("2023", "2024-02-01"), said("2024", "2025-06-10")];
    expect(short(theirs(all, "2025-12-31"))).toEqual([
      ["2024-02-01", "well", "on_time", "2023", "2025-03-01"],
      ["2025-04-15", "late", "lapsed", "2023", "2025-03-01"],
      ["2025-06-10", "well", "on_time", "2024", "2026-03-01"],
    ]);
    expect(theirs(all).at(-1)?.at).toBe("2026-04-15T00:00:00.000Z");
  });

  it("is not late when it publishes before the deadline, nor before a deadline that is still to come", () => {
    const all = [said("2023", "2024-02-01"), said("2024", "2025-04-14")];
    expect(short(theirs(all, "2026-04-14")).map(([, how]) => how)).toEqual(["well", "well"]);
  });

  it("reports nothing for a year that is stated again, or of one that is filled in later", () => {
    const all = [said("2023", "2024-02-01"), said("2021", "2024-08-01"), said("2022", "2024-02-01")];
    expect(short(theirs(all, "2025-01-01"))).toEqual([["2024-02-01", "well", "on_time", "2023", "2025-03-01"]]);
  });

  it("stays late when it publishes a period that was overdue long ago", () => {
    const releases = short(theirs([said("2020", "2021-02-01"), said("2021", "2024-02-01")], "2024-12-31"));
    expect(releases.map(([at, how]) => [at, how])).toEqual([
      ["2021-02-01", "well"],
      ["2022-04-15", "late"],
      ["2024-02-01", "late"],
    ]);
  });

  it("counts the indicator furthest behind", () => {
    const all = [said("2023", "2024-02-01"), said("2024", "2025-02-01"), said("2023", "2024-03-01", { indicator: "posts" })];
    expect(short(theirs(all, "2025-12-31")).at(-1)).toEqual(["2025-04-15", "late", "lapsed", "2023", "2025-03-01"]);
    const later = [...all, said("2024", "2025-05-01", { indicator: "posts" })];
    expect(short(theirs(later, "2025-12-31")).at(-1)?.slice(0, 2)).toEqual(["2025-05-01", "well"]);
  });

  it("is given the benefit of a date that is only an upper bound", () => {
    const all = [said("2023", "2024-02-01"), said("2024", "2025-12-31", { backDated: true })];
    expect(short(theirs(all, "2026-01-01")).map(([at, how]) => [at, how])).toEqual([
      ["2024-02-01", "well"],
      ["2025-12-31", "well"],
    ]);
  });

  it("that keeps no rhythm, or has stopped, is never late", () => {
    for (const cadence of [null, { ...YEARLY, orphaned: true }])
      expect(publisherReleases({ cadence, said: [said("2023", "2024-02-01")] }, undefined, null, new Date("2040-01-01"))).toEqual([]);
    expect(theirs([])).toEqual([]);
  });

  it("gives in parts what it gives as a whole", () => {
    const all = [said("2023", "2024-02-01"), said("2024", "2025-06-10"), said("2025", "2026-02-10")];
    const cuts = ["2024-02-01", "2024-12-01", "2025-04-15", "2025-06-10T06:00:00Z", "2026-01-01", "2027-06-01"];
    const parts = cuts.flatMap((to, index) => theirs(all, to, { from: cuts[index - 1] ?? null }));
    expect(parts).toEqual(theirs(all, "2027-06-01"));
  });
});

describe("a publisher against a day of the year", () => {
  const calendar = (all: readonly SourceStatement[], to: string) => short(theirs(all, to, { lateOn: "--11-10" }));
  it("is late from the end of that day of a year in which it has said nothing new", () => {
    const all = [said("exam 2024", "2023-10-26"), said("exam 2025", "2024-10-25")];
    expect(calendar(all, "2025-11-10T23:59:59.998Z")).toHaveLength(2);
    expect(calendar(all, "2025-11-11").at(-1)).toEqual(["2025-11-10", "late", "late", "exam 2025", "2025-11-10"]);
  });
  it("is well again when it publishes, however late, and late again the year after", () => {
    const all = [said("exam 2024", "2023-10-26"), said("exam 2025", "2024-12-01")];
    expect(calendar(all, "2026-01-01").map(([at, how]) => [at, how])).toEqual([
      ["2023-10-26", "well"],
      ["2024-11-10", "late"],
      ["2024-12-01", "well"],
      ["2025-11-10", "late"],
    ]);
  });
  it("is not late for a year whose number we only know to have come by some day", () => {
    const all = [said("exam 2016", "2015-12-31", { backDated: true }), said("exam 2017", "2016-12-31", { backDated: true })];
    expect(calendar(all, "2017-01-01").map(([, how]) => how)).toEqual(["well", "well"]);
  });
});

describe("our fetches", () => {
  const look = (at: string, outcome: string): FetchAttempt => ({ at: `${at}T06:00:00.000Z`, outcome, good: outcome === "same_bytes" });
  it("are reported after so many failures in a row, and when one succeeds again", () => {
    const looks = ["same_bytes", "unreachable", "same_bytes", "unreachable", "unreachable", "layout_changed", "same_bytes"];
    const releases = fetchReleases(
      looks.map((outcome, index) => look(`2025-01-0${index + 1}`, outcome)),
      null,
      new Date("2026-01-01"),
    );
    const rule = ruleAround({ kind: "source", source: "heads", side: "ours" }, { pending: 2, audience: "operator" });
    const told = alertHistory(rule, releases).transitions.filter(({ tells }) => tells !== null);
    expect(told.map(({ at, tells, standing }) => [at.slice(8, 10), tells, standing?.word])).toEqual([
      ["05", "late", "unreachable"],
      ["07", "spoke", "same_bytes"],
    ]);
  });
  it("count each, also one whose clock had been put back", () => {
    const releases = fetchReleases([look("2025-01-03", "unreachable"), look("2025-01-02", "unreachable")], null, new Date("2026-01-01"));
    expect(releases.map(({ at }) => at)).toEqual(["2025-01-03T06:00:00.000Z", "2025-01-03T06:00:00.001Z"]);
  });
});
