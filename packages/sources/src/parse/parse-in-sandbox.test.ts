import { describe, expect, it } from "vitest";
import { CAPTURES_PRESENT, fixturesOf, sharedCaptures } from "../../testing/captures.ts";
import { digestOf } from "../../testing/contract-faults.ts";
import { exchangeOf } from "../../testing/exchanges.ts";
import { sourceById } from "../registry.ts";
import { discoverInSandbox, parseInSandbox } from "./parse-in-sandbox.ts";
import { readCapture } from "./read-capture.ts";

const SLOW = 60_000;
/** The promise made of `source parse`, less what starting and printing take. */

describe("reading in a child process", () => {
  it.each(["epoch-models", "qs-rankings", "state-niv-annual"])(
    "gives for %s exactly what reading here gives",
    async (id) => {
      const capture = await readCapture(fixturesOf(id)[0]?.folder ?? "");
      const here = await sourceById(id)?.parse(capture);
      const there = await parseInSandbox(id, capture);
      expect(there).toEqual(here);
      expect(here && digestOf(there)).toBe(here && digestOf(here));
    },
    SLOW,
  );

  it(
    "finds the further requests of a landing page, and says why there are none",
    async () => {
      const [fixture] = fixturesOf("state-niv-annual");
      const { exchanges } = await readCapture(fixture?.folder ?? "");
      const landing = exchanges.filter((exchange) => exchange.url.endsWith(".html"));
      expect(await discoverInSandbox("state-niv-annual", landing)).toMatchObject([{ url: expect.stringMatching(/NIVDetailTable\.xlsx$/) }]);
      const bare = exchangeOf(landing[0]?.url ?? "", "<html><body>nothing here</body></html>");
      await expect(discoverInSandbox("state-niv-annual", [bare])).rejects.toMatchObject({ code: "layout_changed" });
      expect(await discoverInSandbox("qs-rankings", [bare])).toEqual([]);
    },
    SLOW,
  );

  it("throws for an unknown source", async () => {
    await expect(parseInSandbox("nobody", { source: "nobody", exchanges: [] })).rejects.toThrow(/no source "nobody"/);
  });

  it.runIf(CAPTURES_PRESENT)(
    "reads the largest capture whole",
    async () => {
      const largest = sharedCaptures()
        .filter((one) => one.source === "state-niv-annual")
        .at(-1);
      const capture = await readCapture(largest?.folder ?? "");
      const { snapshots } = await parseInSandbox("state-niv-annual", capture);
      expect(snapshots[0]?.observations.length).toBe(479_429);
    },
    SLOW,
  );
});
