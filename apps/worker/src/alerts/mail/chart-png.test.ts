import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lineChart } from "@talent/charts/line-chart";
import { watchChart } from "@talent/charts/watch-chart";
import { describe, expect, it } from "vitest";
import { WEB_DIR } from "../../process/paths.ts";
import { chartPng, LIGHT_COLOURS, withLightColours } from "./chart-png.ts";

/** The page's own tokens, in its light theme. */
function pageColours(): Map<string, string> {
  const css = readFileSync(join(WEB_DIR, "src/app/globals.css"), "utf8");
  const given = new Map(
    [...css.matchAll(/--([a-z-]+):\s*(?:light-dark\((#[0-9a-f]{6}),|var\(--([a-z-]+)\))/g)].map((match) => [
      match[1] ?? "",
      match[2] ?? match[3] ?? "",
    ]),
  );
  const resolved = (name: string): string => {
    const value = given.get(name) ?? "";
    return value.startsWith("#") || value === "" ? value : resolved(value);
  };
  return new Map([...given.keys()].map((name) => [name, resolved(name)]));
}

const points = [1, 2, 3].map((value) => ({ at: `202${value}-07-01`, label: `202${value}`, value }));
const chart = { id: "x", title: "T", description: "D", unit: "%", points, told: ["2023"] };

describe("the colours of a picture in a mail", () => {
  it("are those of the page in its light theme", () => {
    const page = pageColours();
    for (const [name, colour] of Object.entries(LIGHT_COLOURS)) expect([name, colour]).toEqual([name, page.get(name)]);
  });
  it("stand in place of every variable a chart uses, and a new one is not passed over", () => {
    const input = watchChart({ ...chart, threshold: { op: ">=", than: 2 } });
    expect(input).not.toBeNull();
    if (input !== null) expect(withLightColours(lineChart(input))).not.toContain("var(");
    expect(() => withLightColours('<svg fill="var(--chart-new)"/>')).toThrow(RangeError);
  });
});

describe("the picture of a notice", () => {
  it("is a PNG of twice the drawing's size", async () => {
    const input = watchChart({ ...chart, threshold: { op: "<", than: 2 } });
    if (input === null) throw new Error("nothing was drawn");
    const png = await chartPng(lineChart(input));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([716, 660]);
    expect((await chartPng(lineChart(input))).equals(png)).toBe(true);
  });
  it("is none where less than two values are, or a rule is in force or not", () => {
    expect(watchChart({ ...chart, points: points.slice(1, 2), threshold: null })).toBeNull();
    expect(watchChart({ ...chart, unit: "in force", threshold: null })).toBeNull();
  });
  it("has text in it, in the page's typeface: without a font all text would be missing", async () => {
    const text = (words: string) =>
      chartPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="4" y="24" font-size="16" fill="var(--ink)">${words}</text></svg>`,
      );
    expect((await text("2025: −18.2%")).equals(await text(""))).toBe(false);
  });
});
