import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueSlots, nextDue } from "./due-slots.ts";

const at = (text: string): Date => new Date(text);
const MONDAYS = "0 6 * * 1";

describe("which slots are due", () => {
  it("is the newest instant of a new source and nothing older", () =>
    expect(dueSlots(MONDAYS, null, at("2026-11-25T10:00:00Z"))).toEqual({ due: at("2026-11-23T06:00:00Z"), missed: [] }));
  it("is due at the very instant, not a minute later", () => {
    expect(dueSlots(MONDAYS, at("2026-11-16T06:00:00Z"), at("2026-11-23T05:59:59.999Z")).due).toBeNull();
    expect(dueSlots(MONDAYS, at("2026-11-16T06:00:00Z"), at("2026-11-23T06:00:00Z")).due).toEqual(at("2026-11-23T06:00:00Z"));
  });
  it("makes nothing due twice", () =>
    expect(dueSlots(MONDAYS, at("2026-11-23T06:00:00Z"), at("2026-11-25T10:00:00Z"))).toEqual({ due: null, missed: [] }));
  it("catches up once after a downtime and names what was missed, oldest first", () =>
    expect(dueSlots(MONDAYS, at("2026-11-02T06:00:00Z"), at("2026-11-25T10:00:00Z"))).toEqual({
      due: at("2026-11-23T06:00:00Z"),
      missed: [at("2026-11-09T06:00:00Z"), at("2026-11-16T06:00:00Z")],
    }));
  it("has nothing due when the clock goes back behind the newest slot", () =>
    expect(dueSlots("0 * * * *", at("2026-11-23T06:00:00Z"), at("2026-11-23T05:30:00Z"))).toEqual({ due: null, missed: [] }));
  it("keeps its hours through the nights the clocks change elsewhere", () => {
    const instants = [...Array(48).keys()].map((hour) =>
      dueSlots("0 * * * *", null, new Date(at("2026-03-28T12:00:00Z").getTime() + hour * 3_600_000)).due?.getTime(),
    );
    expect(new Set(instants).size).toBe(48);
  });
  it("returns the next instant", () => expect(nextDue(MONDAYS, at("2026-11-23T06:00:00Z"))).toEqual(at("2026-11-30T06:00:00Z")));
  it("covers each instant exactly once, whatever the ticks", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -120, max: 300 }), { minLength: 1, maxLength: 30 }), (minutes) => {
        let now = at("2026-11-23T00:30:00Z").getTime();
        let newest: Date | null = at("2026-11-23T00:00:00Z");
        let latest = now;
        const covered: number[] = [];
        for (const step of minutes) {
          now += step * 60_000;
          latest = Math.max(latest, now);
          const { due, missed } = dueSlots("0 * * * *", newest, new Date(now));
          for (const slot of [...missed, ...(due === null ? [] : [due])]) covered.push(slot.getTime());
          if (due !== null) newest = due;
        }
        const first = at("2026-11-23T01:00:00Z").getTime();
        const intended = Array.from(
          { length: Math.max(0, Math.floor((latest - first) / 3_600_000) + 1) },
          (_, hour) => first + hour * 3_600_000,
        );
        expect(covered).toEqual(intended);
      }),
      { numRuns: 25 },
    ));
});
