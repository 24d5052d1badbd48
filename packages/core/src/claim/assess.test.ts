import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessLedger, claimOf, GRADUATES, readingOf } from "../../testing/claim-builders.ts";
import { type EvidenceStore, evidenceAt, type PointInput, pointAt } from "../../testing/evidence-builders.ts";
import { NotComparable, PeriodKindsDiffer } from "../capture/errors.ts";
import { above, moreThan } from "../measure/interval.ts";
import { growth, ratio, value, yearOnYear } from "../measure/measure.ts";
import { ARTICLE_AS_OF, publicationAsOf } from "../time/instant.ts";
import { assessClaim } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import type { Reading } from "./claim.ts";

const CADENCE = { every: "P1Y", lag: "P6M", grace: "P6M" };
const USA = { ...GRADUATES, area: "USA" };
const READINGS = [
  readingOf(),
  readingOf({ id: "growth", measure: growth(value(GRADUATES), { years: 2 }), expected: moreThan(1), primary: false }),
  readingOf({ id: "ratio", measure: ratio(value(GRADUATES), value(USA)), expected: above(1), primary: false, fit: "proxy" }),
];

function assessAt(store: EvidenceStore, knownAt: Date): Assessment[] {
  const evidence = { atPublication: evidenceAt(store, publicationAsOf(knownAt)), current: evidenceAt(store, knownAt) };
  return assessClaim(claimOf(READINGS), evidence, knownAt);
}

const instant = fc.date({ min: new Date("2018-01-01"), max: new Date("2032-01-01"), noInvalidDate: true });
const vintages = fc
  .array(
    fc.record({
      period: fc.integer({ min: 2017, max: 2026 }).map(String),
      value: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 9 }),
      vintage: instant.map((date) => date.toISOString()),
    }),
    { maxLength: 25 },
  )
  .map((points) => points.map((point, i) => ({ ...point, id: `observation ${i}` })));
const anyStore = fc.tuple(vintages, vintages).map(
  ([china, usa]): EvidenceStore => ({
    series: [
      [
        GRADUATES,
        china.map(
          (point): PointInput => ({ ...point, id: `china's ${point.id}`, cause: point.value === null ? "withdrawal" : "revision" }),
        ),
      ],
      [USA, usa],
    ],
    facts: { graduates: { cadence: CADENCE } },
  }),
);
const knownBy = (store: EvidenceStore, day: Date): EvidenceStore => ({
  ...store,
  series: store.series.map(([key, points]) => [key, points.filter((point) => new Date(point.vintage ?? 0) <= day)] as const),
});
const heart = ({ verdict, value, period, inputs }: Assessment) => ({ verdict, value, period, inputs });

describe("as-of", () => {
  it("what is learnt later never changes what is said of an earlier day", () => {
    fc.assert(
      fc.property(anyStore, instant, (store, day) => {
        const withoutFuture = assessAt(knownBy(store, day), day);
        expect(assessAt(store, day).map(heart)).toEqual(withoutFuture.map(heart));
      }),
    );
  });

  it("the answer at publication is the same on every day after it", () => {
    fc.assert(
      fc.property(anyStore, instant, (store, day) => {
        fc.pre(day >= ARTICLE_AS_OF);
        const then = assessAt(store, ARTICLE_AS_OF).filter((one) => one.question === "atPublication");
        const later = assessAt(store, day).filter((one) => one.question === "atPublication");
        expect(later.map(heart)).toEqual(then.map(heart));
        expect(later.every((one) => one.asOf === ARTICLE_AS_OF.toISOString() && one.knownAt === day.toISOString())).toBe(true);
      }),
    );
  });

  it("until validUntil the clock alone changes nothing, and at it the answer is computed again", () => {
    fc.assert(
      fc.property(anyStore, instant, fc.double({ min: 0, max: 1, noNaN: true }), (store, day, part) => {
        const frozen = knownBy(store, day);
        assessAt(frozen, day).forEach((one, i) => {
          const end = one.validUntil === null ? Date.parse("2040-01-01") : Date.parse(one.validUntil);
          expect(end).toBeGreaterThan(day.getTime());
          const between = new Date(day.getTime() + Math.floor(part * (end - 1 - day.getTime())));
          const again = assessAt(frozen, between)[i];
          expect(again && [heart(again), again.inputsHash]).toEqual([heart(one), one.inputsHash]);
        });
      }),
    );
  });

  it("a value is never NaN or infinite, and lies within its ends", () => {
    fc.assert(
      fc.property(anyStore, instant, (store, day) => {
        for (const one of assessAt(store, day)) {
          if (one.value === null) continue;
          expect(Number.isFinite(one.value)).toBe(true);
          expect(one.low ?? one.value).toBeLessThanOrEqual(one.value);
          expect(one.high ?? one.value).toBeGreaterThanOrEqual(one.value);
        }
      }),
    );
  });
});

describe("predictions", () => {
  const prediction = { criteria: "more than in 2024", writtenOn: "2026-11-23", dueOn: "2027-12-31" };
  const store: EvidenceStore = { series: [[GRADUATES, [pointAt("2020", 12), pointAt("2025", 13)]]] };
  const claim = claimOf([readingOf(), readingOf({ id: "context", fit: "related", primary: false })], { kind: "prediction", prediction });

  it("stay open to the end of their due date and are overdue after", () => {
    expect(assessLedger(claim, store, "2027-12-31")("level", "now")).toMatchObject({
      verdict: "open",
      value: 13,
      validUntil: "2028-01-01T00:00:00.000Z",
      margin: null,
    });
    expect(assessLedger(claim, store, "2027-12-31")("level", "withHindsight")).toMatchObject({ verdict: "open", value: 12 });
    expect(assessLedger(claim, store, "2028-01-01")("level", "now")).toMatchObject({ verdict: "overdue", validUntil: null });
  });

  it("were open at publication for ever, and leave context alone", () => {
    expect(assessLedger(claim, store, "2030-01-01")("level", "atPublication")).toMatchObject({ verdict: "open", validUntil: null });
    expect(assessLedger(claim, store)("context", "now").verdict).toBe("context");
    const pair = claimOf([readingOf({ fit: "related", expected: null })], { kind: "prediction", prediction });
    expect(assessLedger(pair, store)("level", "now")).toMatchObject({ verdict: "open", value: 13 });
  });

  it("are open even where nothing can be measured yet", () => {
    expect(assessLedger(claim, { series: [] })("level", "now").reasons.map(({ code }) => code)).toEqual(["prediction_open", "no_evidence"]);
  });
});

describe("the hash of inputs", () => {
  const answer = (points: PointInput[], knownAt = "2026-11-23") =>
    assessLedger(
      claimOf([readingOf()]),
      { series: [[GRADUATES, points]], facts: { graduates: { cadence: CADENCE } } },
      knownAt,
    )("level", "now");

  it("stays while nothing but the clock moves, and changes with a value, a new period and a lapse", () => {
    const first = answer([pointAt("2025", 13)]);
    expect(answer([pointAt("2025", 13)], "2026-12-24").inputsHash).toBe(first.inputsHash);
    expect(answer([pointAt("2025", 14)]).inputsHash).not.toBe(first.inputsHash);
    expect(answer([pointAt("2025", 13), pointAt("2026", 13)], "2027-02-01").inputsHash).not.toBe(first.inputsHash);
    expect(answer([pointAt("2025", 13)], "2030-01-01").inputsHash).not.toBe(first.inputsHash);
  });

  it("is apart from the fingerprint of the reading, which changes with its definition", () => {
    const of = (expected: number) =>
      assessLedger(claimOf([readingOf({ expected: moreThan(expected) })]), { series: [[GRADUATES, [pointAt("2025", 13)]]] })(
        "level",
        "now",
      );
    expect(of(10).readingFingerprint).not.toBe(of(11).readingFingerprint);
    expect(of(10).readingFingerprint).toBe(of(10).readingFingerprint);
  });
});

describe("readings that set unlike things against each other", () => {
  it("throw instead of giving a number", () => {
    const academic = { graduates: { periodKind: "academic_year" } } as const;
    expect(() => assessLedger(claimOf([readingOf()]), { series: [], facts: academic })).toThrow(PeriodKindsDiffer);
    const other = { indicator: "graduates-us", area: "USA", dimensions: {} };
    const measure = { op: "ratio", over: value(GRADUATES), under: value(other) } as const;
    expect(() =>
      assessLedger(claimOf([readingOf({ measure })]), {
        series: [
          [GRADUATES, [pointAt("2020", 1)]],
          [other, [pointAt("2020", 1)]],
        ],
      }),
    ).toThrow(NotComparable);
  });

  it("go through where the reading declares a bridge", () => {
    const academic = { graduates: { periodKind: "academic_year" } } as const;
    const reading = readingOf({ periodBridge: "degrees of the academic year ending in the calendar year" });
    const store = { series: [[GRADUATES, [pointAt("AY2019-20", 12), pointAt("AY2023-24", 9)]]], facts: academic } as const;
    expect(assessLedger(claimOf([reading]), store)("level", "withHindsight")).toMatchObject({ verdict: "supported", period: "2020" });
    expect(assessLedger(claimOf([reading]), store)("level", "now")).toMatchObject({ verdict: "does_not_hold", period: "2024" });
  });
});

describe("direction in the ledger", () => {
  const facts = { graduates: { periodKind: "month", seasonal: true } } as const;
  const months = ["05", "06", "07", "08"].flatMap((m, i) => [pointAt(`2024-${m}`, 10 + i * 40), pointAt(`2025-${m}`, 10 + i * 60)]);
  const now = (measure: ReturnType<typeof value>) =>
    assessLedger(claimOf([readingOf({ measure, period: "2024-05", expected: above(-50) })]), { series: [[GRADUATES, months]], facts })(
      "level",
      "now",
    );

  it("is offered for a seasonal series only year on year", () => {
    expect(now(value(GRADUATES)).direction).toBe("too_few_points");
    expect(now(yearOnYear(value(GRADUATES)))).toMatchObject({ period: "2025-08", direction: "widening" });
  });

  const direction = (points: PointInput[], more: Partial<Reading> = {}, stillFilling = 0) => {
    const facts = { graduates: { cadence: { ...CADENCE, grace: "P9Y", stillFilling } } };
    return assessLedger(claimOf([readingOf({ expected: moreThan(0), ...more })]), { series: [[GRADUATES, points]], facts })("level", "now")
      .direction;
  };
  const rising = [pointAt("2019", 10), pointAt("2020", 20), pointAt("2021", 30), pointAt("2022", 40), pointAt("2023", 50)];
  const marked = (period: string, more: Partial<PointInput>) =>
    rising.map((point) => (point.period === period ? { ...point, ...more } : point));

  it("does not reach across a break, a differing definition or a bound", () => {
    expect(direction(rising)).toBe("widening");
    expect(direction(marked("2021", { status: "B" }))).toBe("widening");
    expect(direction(marked("2022", { status: "B" }))).toBe("too_few_points");
    expect(direction(marked("2021", { status: "D" }))).toBe("too_few_points");
    expect(direction(marked("2020", { status: "D" }))).toBe("widening");
    expect(direction(rising.map((point) => (point.period < "2022" ? { ...point, bound: "lower" } : point)))).toBe("too_few_points");
    const growing = { measure: growth(value(GRADUATES), { years: 1 }), expected: moreThan(1) };
    expect(direction([pointAt("2018", 9), ...rising], growing)).not.toBe("too_few_points");
    expect(direction([pointAt("2018", 9), ...marked("2021", { status: "B" })], growing)).toBe("too_few_points");
  });

  it("does not reach across a break that only the catalogue knows, held or not", () => {
    const since = (period: string, points = rising, more: Partial<Reading> = {}) => {
      const facts = { graduates: { cadence: { ...CADENCE, grace: "P9Y" }, breaks: [{ period, note: "wider" }] } };
      return assessLedger(claimOf([readingOf({ expected: moreThan(0), ...more })]), { series: [[GRADUATES, points]], facts })(
        "level",
        "now",
      );
    };
    expect(since("2021").direction).toBe("widening");
    expect(since("2022").direction).toBe("too_few_points");
    expect(since("2024").direction).toBe("widening");
    const without2022 = [...rising.filter(({ period }) => period !== "2022"), pointAt("2024", 60)];
    expect(since("2022", without2022).direction).toBe("too_few_points");
    const growing = { measure: growth(value(GRADUATES), { years: 1 }), expected: moreThan(1) };
    const reason = { code: "across_break", period: "2023", note: "wider" };
    expect(since("2023", rising, growing).reasons).toContainEqual(reason);
    expect(since("2022", rising, growing).reasons).not.toContainEqual(expect.objectContaining({ code: "across_break" }));
  });

  it("does not read a still-filling year as a fall", () => {
    const filling = [...rising, pointAt("2024", 4), pointAt("2025", 1)];
    expect(direction(filling)).toBe("narrowing");
    expect(direction(filling, {}, 2)).toBe("widening");
  });
});
