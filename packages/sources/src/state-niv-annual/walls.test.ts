import { describe, expect, it } from "vitest";
import { exchangeOf, readSnapshot } from "../../testing/exchanges.ts";
import { fixtureWorkbook, WORKBOOK_URL } from "../../testing/niv-annual-workbook.ts";
import { source } from "./source.ts";
import { LANDING_URL } from "./workbook-link.ts";

describe("state-niv-annual recognises bot walls", () => {
  const WALL = "<!doctype html><title>Just a moment...</title><body>Enable JavaScript and cookies to continue</body>";
  const SORRY = "<html><body><h1>We are sorry</h1></body></html>";

  it.each([
    ["a challenge page with 200 for the workbook", exchangeOf(WORKBOOK_URL, WALL)],
    ["a challenge page with 403 for the workbook", exchangeOf(WORKBOOK_URL, WALL, { status: 403 })],
    ["an empty 200 for the workbook", exchangeOf(WORKBOOK_URL, "")],
    ["any other page for the workbook", exchangeOf(WORKBOOK_URL, SORRY)],
    ["a challenge page with 200 for the landing page", exchangeOf(LANDING_URL, WALL)],
    ["a 403 for the landing page", exchangeOf(LANDING_URL, SORRY, { status: 403 })],
    ["an empty 200 for the landing page", exchangeOf(LANDING_URL, "  \n")],
  ])("%s is blocked_by_site and nothing is read", async (_, exchange) => {
    const { observations, refusals } = await readSnapshot(source, exchange);
    expect(observations).toEqual([]);
    expect(refusals).toMatchObject([{ code: "blocked_by_site", scope: "snapshot" }]);
  });

  it("says layout_changed when the landing page has no link, when the link leads to another site, and when the file is gone", async () => {
    const without = exchangeOf(LANDING_URL, `<html><body><h1>Nonimmigrant Visa Statistics</h1>${"<p>text</p>".repeat(50)}</body></html>`);
    const elsewhere = exchangeOf(
      LANDING_URL,
      `<html><body><a href="https://elsewhere.example/x/FYs97-24_NIVDetailTable.xlsx">Workbook</a></body></html>`,
    );
    for (const page of [without, elsewhere]) {
      expect((await readSnapshot(source, page)).refusals).toMatchObject([{ code: "layout_changed" }]);
      expect(() => source.discover?.([page])).toThrow(/links no workbook/);
    }
    expect((await readSnapshot(source, exchangeOf(WORKBOOK_URL, "gone", { status: 404 }))).refusals).toMatchObject([
      { code: "layout_changed" },
    ]);
  });

  it("refuses bytes that are not those recorded", async () => {
    const { refusals } = await readSnapshot(source, { ...exchangeOf(WORKBOOK_URL, fixtureWorkbook), sha256: "0".repeat(64) });
    expect(refusals).toMatchObject([{ code: "bytes_differ", scope: "snapshot" }]);
  });

  it("takes the newest of several workbooks", () => {
    const page = exchangeOf(
      LANDING_URL,
      `<a href="/a/FYs97-23_NIVDetailTable.xlsx">old</a><a href="/a/FYs97-25_NIVDetailTable.xlsx">new</a><a href="/a/FYs97-24_NIVDetailTable.pdf">pdf</a>`,
    );
    expect(source.discover?.([page])).toMatchObject([{ url: "https://travel.state.gov/a/FYs97-25_NIVDetailTable.xlsx" }]);
  });
});
