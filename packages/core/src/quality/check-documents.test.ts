import { describe, expect, it } from "vitest";
import { historyKnowing, statedValue, yearlySeries } from "../../testing/documents.ts";
import { checkDocuments } from "./check-documents.ts";

const source = { expect: { observations: [1, 1000], values: { heads: [0, 1e9] } }, states: "own_periods" } as const;
const page = (period: string, values: readonly (number | null)[]) => ({
  url: `https://example.org/${period}`,
  observations: values.map((value, at) => statedValue(`A${at}`, period, value)),
});
const MAY = [12, 250, 31, 4400, 57, null, 690, 7, 8120, 93];
const JUNE = [13, 251, 30, 4410, 58, null, 700, 7, 8130, 90];

describe("the documents of a run against what was known before", () => {
  it("refuses a table that repeats another month's, number for number", () => {
    const known = historyKnowing([...page("2023-05", MAY).observations, ...page("2023-06", JUNE).observations]);
    const [copy, fresh] = checkDocuments(
      source,
      [
        page("2023-11", MAY),
        page(
          "2023-12",
          MAY.map((value) => value && value + 1),
        ),
      ],
      known,
    );
    expect(copy).toMatchObject({ held: [], refusal: { code: "stale_copy", scope: "snapshot" } });
    expect(copy?.refusal?.message).toBe("the document of 2023-11 repeats every number of 2023-05");
    expect(fresh).toEqual({ held: [], refusal: null });
  });
  it("refuses the later of two such tables on the first load, whichever is read first", () => {
    const [later, earlier] = checkDocuments(source, [page("2023-11", MAY), page("2023-05", MAY)], historyKnowing([]));
    expect([later?.refusal?.code, earlier?.refusal]).toEqual(["stale_copy", null]);
  });
  it("takes the same month stated again for what it is, and refuses it once it shows another month's table", () => {
    const known = historyKnowing([...page("2023-05", MAY).observations, ...page("2023-06", JUNE).observations]);
    expect(checkDocuments(source, [page("2023-06", JUNE)], known)[0]?.refusal).toBeNull();
    expect(checkDocuments(source, [page("2023-06", MAY)], known)[0]?.refusal?.code).toBe("stale_copy");
  });
  it("does not take a few equal numbers, a day like the day before, or a table of several periods for a copy", () => {
    const same = (first: string, second: string, values: readonly (number | null)[]) =>
      checkDocuments(source, [page(second, values)], historyKnowing(page(first, values).observations))[0]?.refusal ?? null;
    expect(same("2023-05", "2023-06", MAY.slice(0, 9))).toBeNull();
    expect(same("2023-05", "2023-06", Array(12).fill(1))).toBeNull();
    expect(same("2026-01-01", "2026-01-02", MAY)).toBeNull();
    const both = { url: "u", observations: [...page("2023-06", MAY).observations, ...page("2023-07", MAY).observations] };
    expect(checkDocuments(source, [both], historyKnowing(page("2023-05", MAY).observations))[0]?.refusal).toBeNull();
  });
  it("holds a document whole that lost its rows, but only what would change something", () => {
    const table = yearlySeries(
      "CHN",
      Array.from({ length: 20 }, (_, at) => 1000 + at),
    );
    const known = historyKnowing(table, [{ url: "u", numbers: 20 }]);
    const document = { url: "u", observations: [...table.slice(0, 8), statedValue("CHN", "2030", 1100)] };
    const [judged] = checkDocuments(source, [document], known);
    expect(judged?.refusal).toMatchObject({
      code: "implausible",
      scope: "snapshot",
      message: "9 numbers, where the document before it gave 20",
    });
    expect(judged?.held).toMatchObject([{ check: "row_collapse", previous: null, observation: { period: "2030" } }]);
  });
  it("holds a document whole whose unit changed, its revisions included", () => {
    const areas = Array.from({ length: 10 }, (_, at) => `A${at}`);
    const table = areas.flatMap((area, at) =>
      yearlySeries(
        area,
        [1, 1.1, 1.2, 1.15, 1.3].map((part) => Math.round(part * 2000 * (at + 1))),
      ),
    );
    const document = { url: "u", observations: table.map((one) => ({ ...one, value: (one.value ?? 0) / 1000 })) };
    const [judged] = checkDocuments(source, [document], historyKnowing(table));
    expect(judged?.refusal?.code).toBe("implausible");
    expect(judged?.held).toHaveLength(50);
    expect(judged?.held[0]).toMatchObject({ check: "mass_rewrite", previous: 2000 });
  });
  it("holds single values out of range with what is known of their period, and nothing of a first load within it", () => {
    const known = historyKnowing(yearlySeries("CHN", [10, 11, 12]));
    const [judged] = checkDocuments(
      source,
      [{ url: "u", observations: [statedValue("CHN", "2012", -5), statedValue("CHN", "2013", 13)] }],
      known,
    );
    expect(judged?.held).toMatchObject([{ check: "out_of_range", previous: 12, observation: { period: "2012" } }]);
    const collapse = yearlySeries("CHN", [105_775, 106_000, 99_000, 101_000, 14_436, 90_310], 2016);
    expect(checkDocuments(source, [{ url: "u", observations: collapse }], historyKnowing([]))).toEqual([{ held: [], refusal: null }]);
  });
  it("does not hold again what is known: an accepted value stays accepted", () => {
    const accepted = [...yearlySeries("CHN", [1000, 1100, 1050, 1200]), statedValue("CHN", "2014", 5e12)];
    expect(checkDocuments(source, [{ url: "u", observations: accepted }], historyKnowing(accepted))).toEqual([{ held: [], refusal: null }]);
  });
  it("goes on holding the very value that waits or was rejected, also once a newer period makes it history", () => {
    const waits = { series: "heads|CHN|", period: "2014", value: 118_000, check: "jump", reason: "far", previous: 1200 } as const;
    const history = { ...historyKnowing(yearlySeries("CHN", [1000, 1100, 1050, 1200])), withheld: [waits] };
    const next = (value: number) => ({
      url: "u",
      observations: [statedValue("CHN", "2014", value), statedValue("CHN", "2015", 1300)],
    });
    const [same, mended] = [118_000, 1250].map((value) => checkDocuments(source, [next(value)], history)[0]);
    expect(same?.held).toMatchObject([{ check: "jump", reason: "far", previous: 1200, observation: { period: "2014" } }]);
    expect(mended?.held).toEqual([]);
    expect(checkDocuments(source, [next(118_000)], history, "reread")[0]?.held).toHaveLength(1);
  });
  it("lets a mended parser read numbers far from what was read before, and no copy and no half of a table", () => {
    const table = yearlySeries(
      "CHN",
      Array.from({ length: 20 }, (_, at) => 1000 + at),
    );
    const known = historyKnowing(table, [{ url: "u", numbers: 20 }]);
    const thousandfold = table.map((one) => ({ ...one, value: (one.value ?? 0) * 1000 }));
    const reread = (observations: typeof table) => checkDocuments(source, [{ url: "u", observations }], known, "reread")[0];
    expect(reread(thousandfold)).toEqual({ held: [], refusal: null });
    expect(reread(table.slice(0, 9))?.refusal?.code).toBe("implausible");
    expect(
      checkDocuments(source, [page("2023-11", MAY)], historyKnowing(page("2023-05", MAY).observations), "reread")[0]?.refusal?.code,
    ).toBe("stale_copy");
  });
  it("holds facts of our own only against the table itself", () => {
    const known = historyKnowing(yearlySeries("CHN", [1000, 1100, 1050, 1200]));
    const facts = { url: "u", observations: [statedValue("CHN", "2014", 9e8), statedValue("CHN", "2015", -1)] };
    expect(checkDocuments(source, [facts], known, "entered")).toMatchObject([{ held: [{ check: "out_of_range" }], refusal: null }]);
  });
});
