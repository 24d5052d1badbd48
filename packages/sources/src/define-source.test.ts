import type { Capture } from "@talent/core/capture/capture";
import { LayoutChanged, UnknownCode } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { describe, expect, it } from "vitest";
import { exchangeOf, refusalTexts } from "../testing/exchanges.ts";
import { defineSource, noNumbers, perSnapshot, type Source } from "./define-source.ts";

const number = (more: Partial<ParsedObservation> = {}): ParsedObservation => ({
  indicator: "qs-rank",
  area: "CHN",
  dimensions: { university: "peking" },
  period: "edition 2022",
  value: 18,
  unit: "rank",
  status: "A",
  locator: { kind: "csv", line: 2, column: 1 },
  raw: "18",
  ...more,
});

const capture = (...bodies: string[]): Capture => ({
  source: "made-up",
  exchanges: bodies.map((body, at) => exchangeOf(`https://made.up/${at}`, body)),
});

function made(read: Parameters<typeof perSnapshot>[1], more: Partial<Source> = {}): Source {
  const recognise: Source["recognise"] = (exchange) => exchange.body.length !== 1;
  return defineSource({
    id: "made-up",
    title: "Made up",
    kind: "live",
    publisher: { name: "Nobody", url: "https://made.up", country: "CHN" },
    licence: { name: "none", republish: "values" },
    requests: [],
    schedule: null,
    cadence: { every: "P1Y", lag: "P0D", grace: "P1M" },
    produces: ["qs-rank"],
    expect: { observations: [1, 9], values: { "qs-rank": [1, 500] } },
    states: "listed",
    recognise,
    parse: perSnapshot(recognise, read),
    ...more,
  });
}

const refusalsOf = async (source: Source, of: Capture = capture("text")): Promise<string[]> => {
  const { snapshots } = await source.parse(of);
  return snapshots.flatMap((snapshot) => refusalTexts(snapshot.refusals));
};

describe("a parser that reads one exchange at a time", () => {
  it("lists what it does not recognise and still reads the rest", async () => {
    const source = made(() => [number()]);
    expect(await source.parse(capture("text", "?", "more"))).toEqual({
      snapshots: [
        { exchange: 0, observations: [number()], refusals: [] },
        { exchange: 2, observations: [number()], refusals: [] },
      ],
      unrecognised: [1],
    });
  });

  it("turns what is thrown into one refusal of that exchange alone", async () => {
    const source = made((exchange) => {
      if (exchange.url.endsWith("0")) throw new LayoutChanged("other columns", { kind: "csv", line: 1, column: 1 });
      return [number()];
    });
    const { snapshots } = await source.parse(capture("text", "more"));
    expect(snapshots).toEqual([
      {
        exchange: 0,
        observations: [],
        refusals: [{ code: "layout_changed", message: "other columns", locator: { kind: "csv", line: 1, column: 1 }, scope: "snapshot" }],
      },
      { exchange: 1, observations: [number()], refusals: [] },
    ]);
  });

  it("calls an error without a code unreadable, and never lets it out", async () => {
    expect(await refusalsOf(made(() => JSON.parse("{")))).toEqual([expect.stringMatching(/^unreadable \(snapshot\)/)]);
  });

  it("gives no number beside a refusal of the whole snapshot", async () => {
    const refusals = [{ code: "unit_changed", message: "thousands", scope: "snapshot" } as const];
    const { snapshots } = await made(() => ({ observations: [number()], refusals })).parse(capture("text"));
    expect(snapshots).toEqual([{ exchange: 0, observations: [], refusals }]);
  });

  it("takes an empty success for a failure, except from a page that only leads on", async () => {
    expect(await refusalsOf(made(() => []))).toEqual(["expectation_unmet (snapshot): the document was read and gave no number"]);
    expect(await refusalsOf(made(() => noNumbers))).toEqual([]);
  });

  it.each([
    [{ status: 403 }, "page", "blocked_by_site"],
    [{ status: 200 }, "", "blocked_by_site"],
    [{ status: 200, headers: { "cf-mitigated": "challenge" } }, "page", "blocked_by_site"],
    [{ status: 404 }, "page", "layout_changed"],
    [{ status: 410 }, "page", "layout_changed"],
    [{ status: 503 }, "page", "unreadable"],
    [{ status: 304 }, "page", "unreadable"],
    [{ sha256: "f".repeat(64) }, "page", "bytes_differ"],
  ])("does not read an answer like %j with body %j: %s", async (more, body, code) => {
    const source = made(() => [number()]);
    const { snapshots } = await source.parse({ source: "made-up", exchanges: [exchangeOf("https://made.up/x", body, more)] });
    expect(snapshots).toMatchObject([{ observations: [], refusals: [{ code, scope: "snapshot" }] }]);
  });
});

describe("a source is held to its expectation", () => {
  it("refuses an indicator it does not declare", async () => {
    expect(await refusalsOf(made(() => [number({ indicator: "unicorns" })]))).toEqual([
      'expectation_unmet (snapshot): gives "unicorns", which this source does not declare',
    ]);
  });

  it("refuses two numbers for one series and period, and names the second", async () => {
    const twin = number({ dimensions: { university: "peking" }, value: 19, locator: { kind: "csv", line: 3, column: 1 } });
    const { snapshots } = await made(() => [number(), twin]).parse(capture("text"));
    expect(snapshots).toMatchObject([{ observations: [], refusals: [{ code: "duplicate_key", scope: "snapshot", locator: { line: 3 } }] }]);
  });

  it("distinguishes dimensions, periods and areas, whatever the order of the dimensions", async () => {
    const two = [number({ dimensions: { a: "1", b: "2" } }), number({ dimensions: { b: "2", a: "1" } })];
    expect(await refusalsOf(made(() => two))).toEqual([expect.stringMatching(/^duplicate_key/)]);
    const apart = [
      number(),
      number({ area: "TWN" }),
      number({ period: "edition 2023" }),
      number({ dimensions: { university: "tsinghua" } }),
    ];
    expect(await refusalsOf(made(() => apart))).toEqual([]);
  });

  it("refuses too few and too many numbers", async () => {
    const source = made(() => [number()], { expect: { observations: [2, 9], values: {} } });
    expect(await refusalsOf(source)).toEqual(["expectation_unmet (snapshot): 1 numbers, expected 2 to 9"]);
  });

  it("refuses a snapshot without a number for a mandatory series", async () => {
    const mandatory = [{ indicator: "qs-rank", area: "CHN", dimensions: { university: "peking" } }];
    const expecting = (observation: ParsedObservation) =>
      made(() => [observation], { expect: { observations: [1, 9], values: {}, mandatory } });
    expect(await refusalsOf(expecting(number()))).toEqual([]);
    const lost = "expectation_unmet (snapshot): mandatory series without a number: qs-rank|CHN|university=peking";
    expect(await refusalsOf(expecting(number({ area: "TWN" })))).toEqual([lost]);
    expect(await refusalsOf(expecting(number({ value: null, status: "M" })))).toEqual([lost]);
  });

  it("refuses a snapshot whose values are out of range as a whole, and leaves a single one to a person", async () => {
    const many = (out: number) =>
      Array.from({ length: 8 }, (_, at) => number({ period: `edition ${2000 + at}`, value: at < out ? 17_000 : 17 }));
    expect(await refusalsOf(made(() => many(8)))).toEqual(["unit_changed (snapshot): 8 of 8 values of qs-rank are outside 1 to 500"]);
    expect(await refusalsOf(made(() => many(1)))).toEqual([]);
  });

  it("keeps the refusals of single values beside that of the snapshot", async () => {
    const refusals = [{ code: "unknown_code", message: "Atlantis", scope: "value" } as const];
    const source = made(() => ({ observations: [number()], refusals }), { expect: { observations: [2, 9], values: {} } });
    expect(await refusalsOf(source)).toEqual([
      "unknown_code (value): Atlantis",
      "expectation_unmet (snapshot): 1 numbers, expected 2 to 9",
    ]);
  });

  it("says nothing more about a snapshot that was refused already", async () => {
    const source = made(() => {
      throw new UnknownCode("PRC");
    });
    expect(await refusalsOf(source)).toEqual(["unknown_code (snapshot): PRC"]);
  });
});
