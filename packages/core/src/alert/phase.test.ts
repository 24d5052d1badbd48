import { describe, expect, it } from "vitest";
import { atLeast, instantOf, releaseOf, ruleAround, ruleOf, silenceAt } from "../../testing/alert-builders.ts";
import { value } from "../measure/measure.ts";
import { alertHistory, alertPhase, stepAlert } from "./phase.ts";
import type { Release, ReleasePoint } from "./release.ts";
import type { AlertRule } from "./rule.ts";

const SERIES = { indicator: "visas", area: "CHN", dimensions: {} };

/** What readers are notified of, in order: `fired 2021 -20`. */
const told = (rule: AlertRule, releases: readonly Release[]): string[] =>
  alertHistory(rule, releases).transitions.flatMap(({ tells, after, before }) => {
    const about = after ?? before;
    return tells === null ? [] : [`${tells} ${about?.period ?? "-"} ${about?.value ?? "-"}`];
  });

const pointsOf = (release: Release): readonly ReleasePoint[] => (release.kind === "numbers" ? release.points : []);

/** Years from 2020 on with one release each. */
const yearly = (...values: number[]): Release[] =>
  values.map((_, turn) => releaseOf(turn, Object.fromEntries(values.slice(0, turn + 1).map((each, year) => [String(2020 + year), each]))));

describe("a threshold", () => {
  it.each<[string, number[], string[]]>([
    ["crossed tells once", [0, -20], ["fired 2021 -20"]],
    ["met exactly is crossed", [0, -15], ["fired 2021 -15"]],
    ["missed by a hair is not", [0, -14.99], []],
    ["met but for the noise of binary fractions is crossed", [0, -14.999999999999998], ["fired 2021 -14.999999999999998"]],
    ["hovered about tells once", [0, -16, -14, -15.5, -12, -17, -6], ["fired 2021 -16"]],
    ["crossed, left for good and crossed again tells three times", [-20, 0, -20], ["fired 2020 -20", "recovered 2021 0", "fired 2022 -20"]],
    ["crossed by the first value of all tells", [-30], ["fired 2020 -30"]],
    ["recovered exactly at the recovery threshold is over", [-20, -5], ["fired 2020 -20", "recovered 2021 -5"]],
  ])("%s", (_, values, expected) => expect(told(ruleOf(), yearly(...values))).toEqual(expected));

  it("fires on either of two, and is over when both are left", () => {
    const rule = ruleOf({
      watch: {
        fires: [
          { op: "<", than: 20 },
          { op: ">", than: 60 },
        ],
        recovers: [atLeast(25), { op: "<=", than: 55 }],
      },
    });
    expect(told(rule, yearly(40, 61, 57, 19, 30))).toEqual(["fired 2021 61", "recovered 2024 30"]);
  });

  it("by size holds for a move either way", () => {
    const rule = ruleOf({
      watch: {
        fires: [{ op: "moves_by", than: 2 }],
        recovers: [
          { op: "<", than: 1 },
          { op: ">", than: -1 },
        ],
      },
    });
    expect(told(rule, yearly(0, -2, 0, 1, 2))).toEqual(["fired 2021 -2", "recovered 2022 0", "fired 2024 2"]);
  });

  it("is not crossed downwards by a lower bound, whatever its number", () => {
    const bound = releaseOf(1, { "2021": -20 }, { high: Number.POSITIVE_INFINITY });
    expect(alertPhase(ruleOf(), [bound])).toBe("normal");
    const upwards = ruleOf({ watch: { fires: [atLeast(10)], recovers: [{ op: "<", than: 5 }] } });
    expect(alertPhase(upwards, [releaseOf(1, { "2021": 20 }, { high: Number.POSITIVE_INFINITY })])).toBe("firing");
  });

  it("needs the evidence it requires", () => {
    expect(told(ruleOf({ evidence: 3 }), yearly(-20, -20, -20))).toEqual(["fired 2022 -20"]);
  });

  it("watches nothing from before its first period", () => {
    expect(told(ruleOf({ watch: { since: "2022" } }), yearly(-20, -30, 0, -16))).toEqual(["fired 2023 -16"]);
  });
});

describe("releases in a row", () => {
  const rule = ruleOf({ pending: 2, recovering: 2 });

  it("must cross before it fires, and come back before it is over", () => {
    const values = [0, -20, 0, -20, -21, 0, -20, 0, 0];
    expect(told(rule, yearly(...values))).toEqual(["fired 2024 -21", "recovered 2028 0"]);
    const phases = values.map((_, n) => alertPhase(rule, yearly(...values).slice(0, n + 1)));
    expect(phases).toEqual(["normal", "pending", "normal", "pending", "firing", "recovering", "firing", "recovering", "normal"]);
  });

  it("are not made of one number seen twice", () => {
    const [first] = yearly(-20);
    if (first === undefined) throw new Error("no release");
    expect(alertPhase(rule, [first, { ...first, at: instantOf(9) }])).toBe("pending");
    expect(alertPhase(rule, [first, first])).toBe("pending");
  });

  it("are interrupted by a silence: a gap without data never fires", () => {
    expect(told(rule, [releaseOf(0, { "2020": -20 }), silenceAt(1), releaseOf(2, { "2020": -20, "2022": -20 })])).toEqual([]);
  });
});

describe("a record", () => {
  const rule = ruleOf({ watch: { every: "period", fires: [{ op: ">", than: 1 }], recovers: [{ op: "<=", than: 1 }] } });

  it("is reported for every period that sets one", () => {
    expect(told(rule, yearly(1.1, 1.2, 0.9, 1.05))).toEqual(["fired 2020 1.1", "again 2021 1.2", "recovered 2022 0.9", "fired 2023 1.05"]);
  });

  it("is not reported again when the same period is stated anew", () => {
    expect(told(rule, [releaseOf(0, { "2020": 1.1 }), releaseOf(1, { "2020": 1.15 }, { cause: "revision" })])).toEqual(["fired 2020 1.1"]);
  });
});

describe("what was reported and turns out wrong", () => {
  const fired = releaseOf(0, { "2020": -20 });
  const revised = (turn: number, number: number) => releaseOf(turn, { "2020": number }, { cause: "revision" });

  it("is retracted, with what was reported, what it is now, and which notification it was", () => {
    const { transitions, state } = alertHistory(ruleOf(), [fired, revised(1, -3)]);
    expect(transitions[1]).toMatchObject({
      from: "firing",
      to: "retracted",
      tells: "retracted",
      cause: "revision",
      before: { period: "2020", value: -20 },
      after: { period: "2020", value: -3 },
      retracts: instantOf(0),
      inputs: ["2020=-3"],
    });
    expect(state.phase).toBe("retracted");
    expect(alertPhase(ruleOf(), [fired, revised(1, -3), releaseOf(2, { "2020": -3, "2021": 0 })])).toBe("normal");
  });

  it("is not, while the revised number still crosses", () => {
    expect(told(ruleOf(), [fired, revised(1, -15)])).toEqual(["fired 2020 -20"]);
  });

  it("is retracted each time it goes back and forth", () => {
    const releases = [fired, revised(1, -3), revised(2, -20), revised(3, -3)];
    expect(told(ruleOf(), releases)).toEqual(["fired 2020 -20", "retracted 2020 -3", "fired 2020 -20", "retracted 2020 -3"]);
  });

  it("is retracted although newer periods cross, and these are reported anew", () => {
    const releases = [fired, releaseOf(1, { "2020": -20, "2021": -18 }), releaseOf(2, { "2020": -3, "2021": -18 }, { cause: "revision" })];
    expect(told(ruleOf(), releases)).toEqual(["fired 2020 -20", "retracted 2020 -3", "fired 2021 -18"]);
  });

  it("is retracted when the number is withdrawn", () => {
    const withdrawn: Release = { kind: "numbers", at: instantOf(1), cause: "withdrawal", points: [] };
    const { transitions } = alertHistory(ruleOf(), [fired, withdrawn]);
    expect(transitions.map(({ tells, cause, after }) => [tells, cause, after])).toEqual([
      ["fired", "new_period", { period: "2020", value: -20 }],
      ["retracted", "withdrawal", null],
      [null, "withdrawal", null],
    ]);
  });

  it("is retracted when one of the periods it was counted from no longer crosses", () => {
    const rule = ruleOf({ pending: 2 });
    const releases = [...yearly(-20, -21), releaseOf(2, { "2020": 0, "2021": -21 }, { cause: "correction" })];
    const { transitions } = alertHistory(rule, releases);
    expect(transitions.at(-2)).toMatchObject({ tells: "retracted", cause: "correction" });
    expect(alertPhase(rule, releases)).toBe("pending");
  });

  it("is retracted although it was over since", () => {
    expect(told(ruleOf(), [...yearly(-20, 0), releaseOf(2, { "2020": -3, "2021": 0 }, { cause: "revision" })])).toEqual([
      "fired 2020 -20",
      "recovered 2021 0",
      "retracted 2020 -3",
    ]);
  });

  it("by our own mistake names us", () => {
    const { transitions } = alertHistory(ruleOf(), [fired, releaseOf(1, { "2020": -3 }, { cause: "reparse" })]);
    expect(transitions[1]?.cause).toBe("reparse");
  });
});

describe("interruptions", () => {
  it("of silence keep what was firing, and say nothing by themselves", () => {
    const releases = [releaseOf(0, { "2020": -20 }), silenceAt(1), releaseOf(2, { "2020": -20, "2021": -20 }), releaseOf(3, { "2021": 0 })];
    const phases = releases.map((_, n) => alertPhase(ruleOf(), releases.slice(0, n + 1)));
    expect(phases.slice(0, 3)).toEqual(["firing", "stale", "firing"]);
    expect(told(ruleOf(), releases.slice(0, 3))).toEqual(["fired 2020 -20"]);
  });

  it("end with the numbers of before, where these are confirmed", () => {
    const releases = [releaseOf(0, { "2020": -20 }), silenceAt(1), releaseOf(2, { "2020": -20 })];
    expect(alertPhase(ruleOf(), releases)).toBe("firing");
    expect(told(ruleOf(), releases)).toEqual(["fired 2020 -20"]);
  });

  const across = { broken: { period: "2021", note: "wider" } };

  it("by a break conclude nothing and are reported where it matters", () => {
    const first = releaseOf(0, { "2020": -20 });
    const broken = releaseOf(1, { "2021": 3 }, across);
    const both = { ...broken, points: [...pointsOf(first), ...pointsOf(broken)] } as Release;
    expect(alertPhase(ruleOf(), [first, both])).toBe("suspended");
    expect(told(ruleOf(), [first, both])).toEqual(["fired 2020 -20", "suspended 2021 3"]);
    expect(told(ruleOf(), [releaseOf(0, { "2020": 0 }), broken])).toEqual([]);
    expect(told(ruleOf(), [releaseOf(0, { "2020": 0 }), releaseOf(1, { "2021": -20 }, across)])).toEqual(["suspended 2021 -20"]);
  });

  it("by a lost value are reported only where the rule requires it", () => {
    const lost: Release = { kind: "numbers", at: instantOf(1), cause: "withdrawal", points: [] };
    expect(told(ruleOf(), [releaseOf(0, { "2020": 0 }), lost])).toEqual([]);
    expect(told(ruleOf({ noData: "tell" }), [releaseOf(0, { "2020": 0 }), lost])).toEqual(["no_data 2020 0"]);
    expect(told(ruleOf({ noData: "tell" }), [lost])).toEqual([]);
  });
});

describe("a revision", () => {
  const rule = ruleAround({ kind: "revision", measure: value(SERIES), periodKind: "year", unit: "%", by: 0.05 });
  const anew = (turn: number, values: Record<string, number>, cause: "revision" | "correction" = "revision") =>
    releaseOf(turn, values, { cause });

  it("is reported when a value moved far enough, of several the one that moved most", () => {
    expect(told(rule, [releaseOf(0, { "2020": 2, "2021": 3 }), anew(1, { "2020": 2.05, "2021": 3.2 })])).toEqual(["revised 2021 3.2"]);
    expect(told(rule, [releaseOf(0, { "2020": 2 }), anew(1, { "2020": 2.04 })])).toEqual([]);
  });

  it("is none when the value belongs to a new period", () => {
    expect(told(rule, [releaseOf(0, { "2020": 2 }), releaseOf(1, { "2020": 2, "2021": 3 })])).toEqual([]);
  });

  it("in per cent is one of the value before", () => {
    const relative = ruleAround({
      kind: "revision",
      measure: value(SERIES),
      periodKind: "year",
      unit: "persons",
      by: 1,
      inPercent: true,
    });
    expect(told(relative, [releaseOf(0, { "2020": 1000 }), anew(1, { "2020": 1009 }), anew(2, { "2020": 1020 })])).toEqual([
      "revised 2020 1020",
    ]);
    expect(told(relative, [releaseOf(0, { "2020": 0 }), anew(1, { "2020": 9 })])).toEqual([]);
  });

  it("of ours is reported as ours", () => {
    const { transitions } = alertHistory(rule, [releaseOf(0, { "2020": 2 }), anew(1, { "2020": 3 }, "correction")]);
    expect(transitions).toMatchObject([{ tells: "revised", cause: "correction", before: { value: 2 }, after: { value: 3 } }]);
  });
});

describe("a verdict", () => {
  const rule = ruleAround({ kind: "verdict", claim: "c", reading: "r", questions: ["now"] });
  const said = (turn: number, now: "holds" | "does_not_hold" | "lapsed", cause: "revision" | "time" | "reparse" = "revision"): Release => ({
    kind: "verdict",
    at: instantOf(turn),
    cause,
    verdicts: { now },
    value: turn,
    period: "2020",
    inputs: ["x"],
  });

  it("begins with its first answer and reports every change", () => {
    const { transitions } = alertHistory(rule, [said(0, "holds"), said(1, "holds"), said(2, "does_not_hold"), said(3, "lapsed", "time")]);
    expect(transitions.map(({ tells, cause, verdicts }) => [tells, cause, verdicts?.before.now, verdicts?.after.now])).toEqual([
      ["changed", "revision", "holds", "does_not_hold"],
      ["changed", "time", "does_not_hold", "lapsed"],
    ]);
  });
});

describe("a source", () => {
  const rule = ruleAround({ kind: "source", source: "s", side: "ours" }, { pending: 2 });
  const looked = (turn: number, bad: boolean): Release => ({
    kind: "standing",
    at: instantOf(turn),
    bad,
    word: bad ? "unreachable" : "new_values",
    period: null,
    due: null,
  });
  const words = (...bad: boolean[]) =>
    alertHistory(
      rule,
      bad.map((each, turn) => looked(turn, each)),
    ).transitions.flatMap(({ tells, at }) => (tells ? [`${tells} ${at.slice(5, 10)}`] : []));

  it("is reported late after enough failed fetches in a row, and well again after a successful one", () => {
    expect(words(true, false, true, true, true, false, true)).toEqual(["late 01-04", "spoke 01-06"]);
  });
});

describe("a step", () => {
  it("leaves the state alone where the release is of another kind than the rule", () => {
    const { state } = alertHistory(ruleOf(), yearly(-20));
    const other: Release = { kind: "standing", at: instantOf(99), bad: true, word: "late", period: null, due: null };
    expect(stepAlert(ruleOf(), state, other)).toEqual({ state: { ...state, at: instantOf(99) }, transitions: [] });
  });
});
