import { readFileSync } from "node:fs";
import { constants, deflateRawSync } from "node:zlib";
import type { Capture } from "@talent/core/capture/capture";
import { excerptAround } from "@talent/readers/excerpt/excerpt";
import { resolveLocator } from "@talent/readers/excerpt/locate";
import { type MadeEntry, zipArchive } from "@talent/readers/testing/archives";
import { describe, expect, it } from "vitest";
import { locatorFaults } from "../../testing/contract-faults.ts";
import { exchangeOf, readSnapshot, refusalTexts, valuesByPeriod } from "../../testing/exchanges.ts";
import { source } from "./source.ts";

const TABLE = readFileSync(new URL("./fixtures/2026-07-14T06-00-00Z/API_SP.POP.SCIE.RD.P6_DS2_en_csv_v2_1.csv", import.meta.url), "utf8");
const NAME = "API_SP.POP.SCIE.RD.P6_DS2_en_csv_v2_22634.csv";
const ABOUT: readonly MadeEntry[] = [
  { name: "Metadata_Indicator_API_SP.POP.SCIE.RD.P6_DS2_en_csv_v2_22634.csv", data: '"INDICATOR_CODE","SOURCE_NOTE"\n' },
  { name: "Metadata_Country_API_SP.POP.SCIE.RD.P6_DS2_en_csv_v2_22634.csv", data: '"Country Code","Region"\n' },
];
const URL_OF_DOWNLOAD = "https://api.worldbank.org/v2/en/indicator/SP.POP.SCIE.RD.P6?downloadformat=csv";

const packed = (...entries: MadeEntry[]) => zipArchive([...ABOUT, ...entries]);
const download = (bytes: Uint8Array, url = URL_OF_DOWNLOAD) => exchangeOf(url, bytes, { headers: { "content-type": "application/zip" } });

/** Deflated zeros, one megabyte for each repeat, at a cost of one: a full flush makes the block repeatable. */
function zeros(megabytes: number): Uint8Array {
  const block = deflateRawSync(new Uint8Array(1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), deflateRawSync(new Uint8Array())]);
}

describe("world-bank reads the archive that the live download address gives", () => {
  const exchange = download(packed({ name: NAME, data: TABLE }));

  it("to the same numbers as the file that is in it, and says which file each stands in", async () => {
    const { observations, refusals } = await readSnapshot(source, exchange);
    const unpacked = await readSnapshot(source, exchangeOf(URL_OF_DOWNLOAD, TABLE, { headers: { "content-type": "text/csv" } }));
    expect(refusals).toEqual([]);
    expect(observations).toEqual(unpacked.observations.map((seen) => ({ ...seen, locator: { ...seen.locator, entry: NAME } })));
    expect(valuesByPeriod(observations, "researchers-per-million", "CHN")).toMatchObject({ 2008: 1197.58885, 2009: 861.24883 });
  });

  it("with locators that lead back into the archive, to the printed text and the cells around it", async () => {
    const capture: Capture = { source: source.id, exchanges: [exchange] };
    const [snapshot] = (await source.parse(capture)).snapshots;
    expect(snapshot && (await locatorFaults(capture, snapshot))).toEqual([]);
    const seen = snapshot?.observations.find(({ area, period }) => area === "CHN" && period === "2009");
    if (seen === undefined) throw new Error("China 2009 is missing");
    expect(await resolveLocator(exchange.body, seen.locator)).toEqual({ text: "861.24883" });
    const excerpt = await excerptAround(exchange.body, seen.locator);
    expect(excerpt.printed).toBe("861.24883");
    expect(excerpt.rows.flatMap((row) => row.cells).filter((cell) => cell.highlighted)).toEqual([{ text: "861.24883", highlighted: true }]);
    await expect(resolveLocator(exchange.body, { kind: "csv", entry: "other.csv", line: 5, column: 5 })).rejects.toThrow(
      /no file "other\.csv"/,
    );
  });

  it("handed in without an address too, and knows by its name whose it is", async () => {
    const { observations } = await readSnapshot(source, download(packed({ name: NAME, data: TABLE }), "deposit:API_SP.POP.SCIE.RD.P6.zip"));
    expect(observations.length).toBeGreaterThan(100);
    const other = packed({ name: NAME.replace("SP.POP.SCIE.RD.P6", "SP.POP.TOTL"), data: TABLE });
    expect(source.recognise(download(other, "deposit:download.zip"))).toBe(false);
    expect(source.recognise(download(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), "deposit:download.zip"))).toBe(false);
    expect(source.recognise(download(zipArchive([{ name: "xl/workbook.xml", data: "" }]), "deposit:book.xlsx"))).toBe(false);
  });
});

describe("world-bank refuses an archive", () => {
  const table = { name: NAME, data: TABLE };

  it.each([
    ["cut off", packed(table).subarray(0, -30), /^unreadable \(snapshot\): the file is not a ZIP archive, or it is cut off/],
    ["without a table", packed(), /^layout_changed \(snapshot\): the archive holds no table/],
    ["with two tables", packed(table, { ...table, name: NAME.replace("22634", "22635") }), /^layout_changed \(snapshot\): .*two tables/],
    ["with one table twice", packed(table, table), /^unreadable \(snapshot\): .*twice/],
    ["with a file it does not know", packed(table, { name: "setup.exe", data: "MZ" }), /^layout_changed \(snapshot\): .*"setup\.exe"/],
    ["with a table in a folder", packed({ ...table, name: `data/${NAME}` }), /^layout_changed \(snapshot\): .*a file we do not know/],
    ["with a name that leaves the folder", packed({ ...table, name: `../../${NAME}` }), /^unreadable \(snapshot\): .*unsafe name/],
    ["with a name from the root of a disk", packed(table, { name: `C:\\${NAME}`, data: "x" }), /^unreadable \(snapshot\): .*unsafe name/],
    ["with hundreds of files", packed(...Array.from({ length: 300 }, (_, at) => ({ name: `f${at}`, data: "" }))), /302 entries/],
    ["that is encrypted", packed({ ...table, flags: 1 }), /^unreadable \(snapshot\): .*is encrypted/],
    ["whose table is damaged", packed({ ...table, crc: 1 }), /^unreadable \(snapshot\): .*is damaged/],
    [
      "whose table is of another unit",
      packed({ ...table, data: TABLE.replaceAll("per million", "per 1,000") }),
      /^unit_changed \(snapshot\)/,
    ],
    ["inside an archive", packed({ ...table, data: packed(table) }), /^unreadable \(snapshot\): the CSV file/],
  ] as const)("%s", async (_, bytes, expected) => {
    const { observations, refusals } = await readSnapshot(source, download(bytes));
    expect(observations).toEqual([]);
    expect(refusalTexts(refusals)).toEqual([expect.stringMatching(expected)]);
  });

  it("of another series than its address", async () => {
    const { observations, refusals } = await readSnapshot(
      source,
      download(packed(table), URL_OF_DOWNLOAD.replace(/SP[^?]+/, "SE.TER.ENRR")),
    );
    expect(observations).toEqual([]);
    expect(refusalTexts(refusals)).toEqual(["layout_changed (snapshot): the file is of SP.POP.SCIE.RD.P6, its address of SE.TER.ENRR"]);
  });

  it.each([
    [
      "says that it inflates to more than a table ever had",
      packed({ name: NAME, packed: zeros(65), size: 65 * 1024 * 1024 }),
      /would inflate to more/,
    ],
    [
      "inflates to 1.5 GB and says that it does not",
      packed({ name: NAME, packed: zeros(1500), size: 1000 }),
      /does not inflate to the 1000 bytes/,
    ],
    [
      "hides it in a file that nobody reads",
      packed(table, { name: ABOUT[0]?.name.replace("22634", "1") ?? "", packed: zeros(65), size: 65 * 1024 * 1024 }),
      /would inflate to more/,
    ],
  ])("that %s, before memory is spent on it", async (_, bytes, expected) => {
    const before = process.memoryUsage().rss;
    const { observations, refusals } = await readSnapshot(source, download(bytes));
    expect([observations.length, refusalTexts(refusals)]).toEqual([0, [expect.stringMatching(expected)]]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});
