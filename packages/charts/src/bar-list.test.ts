import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barList } from "./bar-list.ts";

const input = {
  id: "team",
  title: "Authors by tie",
  description: "Three counts of one year.",
  bars: [
    { name: "Authors", value: 233, words: "233, 2025" },
    { name: "Key team", value: 31, words: "31, 2025" },
  ],
};

describe("barList", () => {
  it("says in words what it shows, and prints every name and value", () => {
    const svg = barList(input);
    expect(svg).toContain('aria-labelledby="team-wide-title team-wide-desc"');
    for (const words of ["Authors", "233, 2025", "Key team", "31, 2025"]) expect(svg).toContain(`>${words}</text>`);
  });

  it("draws lengths in proportion, from zero", () => {
    const widths = [...barList(input).matchAll(/<rect [^>]*width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect((widths[0] as number) / (widths[1] as number)).toBeCloseTo(233 / 31, 1);
  });

  it("has nothing to draw without bars", () => expect(barList({ ...input, bars: [] })).toBe(""));

  it("lets no text become markup", () => {
    const hostile = '"><script>alert(1)</script>';
    const svg = barList({ ...input, id: hostile, title: hostile, bars: [{ name: hostile, value: 1, words: hostile }] });
    expect([...new Set(svg.match(/<[^/\s>]+/g))].sort()).toEqual(["<desc", "<line", "<rect", "<svg", "<text", "<title"]);
  });

  it("never writes a coordinate that is not a number, nor a negative width", () => {
    const bar = fc.record({
      name: fc.string(),
      value: fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
      words: fc.string({ maxLength: 9 }),
    });
    fc.assert(
      fc.property(fc.array(bar, { maxLength: 6 }), fc.constantFrom("wide" as const, "narrow" as const), (bars, size) => {
        const drawn = barList({ ...input, bars, size }).replaceAll(/>[^<]*</g, "><");
        expect(drawn).not.toMatch(/NaN|Infinity|undefined|width="-/);
      }),
      { numRuns: 60 },
    );
  });
});
