import { describe, expect, it } from "vitest";
import { exposition } from "./exposition.ts";

describe("metrics in the text format of Prometheus", () => {
  it("have what they mean, their type and a line for each sample", () => {
    const samples = [{ value: 3 }, { labels: { state: "late", side: "theirs" }, value: 0.5 }];
    expect(exposition([{ name: "talent_x", help: "What it is.", type: "gauge", samples }])).toBe(
      '# HELP talent_x What it is.\n# TYPE talent_x gauge\ntalent_x 3\ntalent_x{state="late",side="theirs"} 0.5\n',
    );
  });

  it("keep a line a line, whatever a label holds", () => {
    const samples = [{ labels: { source: 'a"b\\c\nd\uD800' }, value: 1 }];
    expect(exposition([{ name: "m", help: "a\nb\\", type: "counter", samples }])).toBe(
      '# HELP m a\\nb\\\\\n# TYPE m counter\nm{source="a\\"b\\\\c\\nd\uFFFD"} 1\n',
    );
  });

  it.each([
    [Number.POSITIVE_INFINITY, "+Inf"],
    [Number.NEGATIVE_INFINITY, "-Inf"],
    [Number.NaN, "NaN"],
    [1e21, "1e+21"],
  ])("write %d as %s", (value, text) =>
    expect(exposition([{ name: "m", help: "", type: "gauge", samples: [{ value }] }])).toContain(`\nm ${text}\n`),
  );

  it("leave out what is not known, instead of calling it zero", () =>
    expect(exposition([{ name: "m", help: "", type: "gauge", samples: [] }])).toBe(""));
});
