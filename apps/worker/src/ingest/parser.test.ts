import type { Capture, Exchange, ParseResult } from "@talent/core/capture/capture";
import { SandboxLimitExceeded } from "@talent/readers/sandbox/run-in-sandbox";
import { sourceById } from "@talent/sources/registry";
import { describe, expect, it } from "vitest";
import { recorded } from "../../testing/publishers.ts";
import { testExchange } from "../../testing/source.ts";
import { parseOrIsolate, sandboxedParser } from "./parser.ts";

const AT = "2025-02-08T06:00:00Z";
const page = (name: string): Exchange => testExchange(`https://example.org/${name}`, name, AT);
const captureOf = (...exchanges: Exchange[]): Capture => ({ source: "example", exchanges });

/** Parses every page but the indigestible ones: a sandbox child given one of them is killed. */
async function parse(_source: string, { exchanges }: Capture): Promise<ParseResult> {
  if (exchanges.some(({ url }) => url.includes("bomb")))
    throw new SandboxLimitExceeded("memory", "reading took more than 2048 MB of memory", "");
  const known = [...exchanges.keys()].filter((index) => !exchanges[index]?.url.includes("unknown"));
  return {
    snapshots: known.map((exchange) => ({ exchange, observations: [], refusals: [] })),
    unrecognised: [...exchanges.keys()].filter((index) => !known.includes(index)),
  };
}

describe("reading in a child that may be killed", () => {
  it("skips one document alone, and reads its neighbours one by one", async () => {
    const reading = await parseOrIsolate(captureOf(page("a"), page("bomb"), page("unknown"), page("b")), parse);
    expect(reading.snapshots.map(({ exchange }) => exchange)).toEqual([0, 3]);
    expect(reading.unrecognised).toEqual([2]);
    expect(reading.cutOff).toEqual([{ exchange: 1, message: "reading took more than 2048 MB of memory" }]);
  });

  it("does not retry a capture that is one such document, and hides no fault of ours", async () => {
    let asked = 0;
    const counted: typeof parse = (source, capture) => {
      asked += 1;
      return parse(source, capture);
    };
    expect(await parseOrIsolate(captureOf(page("bomb")), counted)).toMatchObject({ snapshots: [], cutOff: [{ exchange: 0 }] });
    expect(asked).toBe(1);
    await expect(parseOrIsolate(captureOf(page("a")), () => Promise.reject(new TypeError("ours")))).rejects.toThrow("ours");
  });
});

describe("a hostile page among those of a source", { timeout: 60_000 }, () => {
  const INDEX = "https://studyinthestates.dhs.gov/sevis-data-mapping-tool";
  const named = (month: string, body: string) => testExchange(`${INDEX}/${month}-sevis-data-mapping-tool-data`, body, AT);

  it("costs itself, soon: its neighbour, another source and our own loop go on meanwhile", async () => {
    const [sevis, epoch] = [sourceById("sevis-mapping"), sourceById("epoch-models")];
    if (sevis === undefined || epoch === undefined) throw new Error("not registered");
    const good = [...(await recorded("sevis-mapping", "2025-02-08T06-00-00Z")).values()].find(({ url }) => url.includes("january-2025"));
    const list = [...(await recorded("epoch-models", "2025-02-24T06-00-00Z", "fixture")).values()];
    if (good === undefined) throw new Error("January 2025 was not recorded");
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const [reading, other] = await Promise.all([
      sandboxedParser.parse(sevis, {
        source: sevis.id,
        exchanges: [
          named("may-2024", `<title>May 2024</title>${"<div>".repeat(200_000)}`),
          named("june-2024", `<title>June 2024</title><p ${Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join(" ")}>`),
          good,
        ],
      }),
      sandboxedParser.parse(epoch, { source: epoch.id, exchanges: list }),
    ]);
    clearInterval(ticking);
    expect(reading.snapshots.map(({ observations, refusals }) => [observations.length > 0, refusals.map(({ code }) => code)])).toEqual([
      [false, ["unreadable"]],
      [false, ["unreadable"]],
      [true, []],
    ]);
    expect(other.snapshots.map(({ observations }) => observations.length > 0)).toEqual([true]);
    expect(ticks).toBeGreaterThan(10);
  });
});
