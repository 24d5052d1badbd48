import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignLanes, spreadVertically } from "./place-labels.ts";

describe("intoLanes", () => {
  const label = fc.record({ text: fc.string({ maxLength: 24 }), at: fc.double({ min: 0, max: 800, noNaN: true }) });

  it("never lets two labels of one lane touch, and keeps all inside the bounds", () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (labels) => {
        const placed = assignLanes(labels, [0, 800], 12);
        placed.forEach((a, index) => {
          expect(a.left).toBeGreaterThanOrEqual(0);
          for (const b of placed.slice(index + 1)) if (a.lane === b.lane) expect(a.right <= b.left || b.right <= a.left).toBe(true);
        });
      }),
    );
  });

  it("hangs a later flag below an earlier one that reaches over it, so its pole crosses no words", () => {
    const placed = assignLanes(
      [
        { text: "Proclamation 10043", at: 100 },
        { text: "Crackdown", at: 130 },
      ],
      [0, 800],
      12,
    );
    expect(placed.map((one) => one.lane)).toEqual([0, 1]);
  });

  it("puts a flag that flies to the left above the flags it reaches over", () => {
    const placed = assignLanes(
      [
        { text: "Proclamation 10043", at: 250 },
        { text: "The article, 10 Feb 2025", at: 390 },
      ],
      [0, 400],
      12,
    );
    expect(placed.map((one) => [one.lane, one.side])).toEqual([
      [1, "right"],
      [0, "left"],
    ]);
  });

  it("turns a flag that would fly through the pole of one at the right edge, and hangs it below", () => {
    const placed = assignLanes(
      [
        { text: "Proclamation 10043", at: 300 },
        { text: "The article, 10 Feb 2025", at: 390 },
      ],
      [0, 400],
      12,
    );
    expect(placed.map((one) => [one.lane, one.side])).toEqual([
      [1, "left"],
      [0, "left"],
    ]);
    expect(placed[0]?.right).toBe(296);
  });

  it("turns a flag whose words a higher flag's pole would cross", () => {
    const marks = [
      { text: "State Council AI plan, 2017", at: 260 },
      { text: "Proclamation 10043, 2020", at: 350 },
    ];
    expect(assignLanes(marks, [0, 400], 12).map((one) => [one.text.slice(0, 5), one.side])).toEqual([
      ["State", "left"],
      ["Procl", "left"],
    ]);
  });

  it("uses one lane while there is room, and turns the flag at the right edge", () => {
    const placed = assignLanes(
      [
        { text: "ab", at: 100 },
        { text: "the article", at: 395 },
      ],
      [0, 400],
      12,
    );
    expect(placed.map((one) => [one.lane, one.side])).toEqual([
      [0, "right"],
      [0, "left"],
    ]);
  });
});

describe("spreadDown", () => {
  it("leaves labels that are far apart where they are", () => expect(spreadVertically([10, 60], [0, 100], 14)).toEqual([10, 60]));
  it("keeps the gap between labels that would collide", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 2, maxLength: 8 }), (wanted) => {
        const placed = [...spreadVertically(wanted, [0, 300], 14)].sort((a, b) => a - b);
        for (let i = 1; i < placed.length; i++) expect((placed[i] as number) - (placed[i - 1] as number)).toBeGreaterThan(13.999);
        expect(placed[0]).toBeGreaterThanOrEqual(-0.001);
        expect(placed.at(-1)).toBeLessThanOrEqual(300.001);
      }),
    );
  });
});
