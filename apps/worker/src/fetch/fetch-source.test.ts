import type { Exchange } from "@talent/core/capture/capture";
import { BytesDiffer } from "@talent/core/capture/errors";
import { describe, expect, it } from "vitest";
import { testExchange, testParser, testSource } from "../../testing/source.ts";
import { fetchSource, splitReadable } from "./fetch-source.ts";
import { Unreachable } from "./http/errors.ts";

const now = new Date("2026-11-23T12:00:00Z");
const page = (url: string, body = "year,heads\n2025,1\n", status = 200): Exchange => testExchange(url, body, now.toISOString(), status);

function round(source: ReturnType<typeof testSource>, answers: Readonly<Record<string, Exchange | Error>>) {
  const asked: string[] = [];
  const whole: boolean[] = [];
  const ask = async ({ url }: { url: string }, all: boolean): Promise<Exchange> => {
    asked.push(url);
    whole.push(all);
    const answer = answers[url] ?? new Unreachable("dns", `${url} is not known`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, whole, done: fetchSource(source, { ask, discover: testParser().discover, clock: () => now }) };
}

describe("fetching from a publisher", () => {
  const landing = "https://example.org/landing";
  it("reads the links of the landing page and requests them", async () => {
    const files = ["https://example.org/a.csv", "https://example.org/b.csv"];
    const run = round(testSource({ landing }), {
      [landing]: page(landing, files.join("\n")),
      [files[0] ?? ""]: page("a"),
      [files[1] ?? ""]: page("b"),
    });
    expect(await run.done).toMatchObject({ exchanges: [{ url: landing }, { url: "a" }, { url: "b" }], ended: [] });
    expect(run.asked).toEqual([landing, ...files]);
    expect(run.whole).toEqual([true, false, false]);
  });
  it("requests no guessed address when the landing page cannot be read", async () => {
    const run = round(testSource({ landing }), { [landing]: page(landing, "blocked", 403) });
    expect(await run.done).toMatchObject({ exchanges: [], ended: [{ outcome: "blocked_by_site", retry: false }] });
    expect(run.asked).toEqual([landing]);
  });
  it("reports that the page changed when its link is gone, and that nothing is published when it lists none", async () => {
    expect((await round(testSource({ landing }), { [landing]: page(landing, "nothing known") }).done).ended).toMatchObject([
      { outcome: "layout_changed" },
    ]);
    expect((await round(testSource({ landing }), { [landing]: page(landing, "none yet") }).done).ended).toMatchObject([
      { outcome: "nothing_published" },
    ]);
  });
  it("reports that the layout changed when a listed file is gone", async () => {
    for (const status of [404, 410]) {
      const run = round(testSource({ landing }), {
        [landing]: page(landing, "https://example.org/a.csv"),
        "https://example.org/a.csv": page("a", "gone", status),
      });
      expect((await run.done).ended).toMatchObject([{ outcome: "layout_changed", retry: false }]);
    }
  });
  it("requests an absent host once, and another host all the same", async () => {
    const requests = ["https://away.example/1", "https://away.example/2", "https://here.example/3"].map((url) => ({ url, accept: "*/*" }));
    const run = round(testSource({ requests }), { "https://here.example/3": page("three") });
    const { exchanges, ended } = await run.done;
    expect(exchanges.map((one) => one.url)).toEqual(["three"]);
    expect(ended.map((one) => [one.outcome, one.retry])).toEqual([
      ["unreachable", true],
      ["unreachable", true],
    ]);
    expect(run.asked).toEqual(["https://away.example/1", "https://here.example/3"]);
  });
  it("tries the next file after one came too large, because the host is there", async () => {
    const requests = ["https://here.example/1", "https://here.example/2"].map((url) => ({ url, accept: "*/*" }));
    const run = round(testSource({ requests }), {
      "https://here.example/1": new Unreachable("too_large", "long"),
      "https://here.example/2": page("two"),
    });
    expect(await run.done).toMatchObject({ exchanges: [{ url: "two" }], ended: [{ outcome: "unreachable" }] });
  });
  it("reports recorded bytes that differ as a broken contract, not as a network fault", async () => {
    const url = "https://example.org/heads.csv";
    expect((await round(testSource(), { [url]: new BytesDiffer("other bytes") }).done).ended).toMatchObject([
      { outcome: "contract_violation", retry: false },
    ]);
  });
  it("does not swallow a fault of ours", async () => {
    await expect(round(testSource(), { "https://example.org/heads.csv": new TypeError("ours") }).done).rejects.toThrow("ours");
  });
});

describe("classifying a response before parsing", () => {
  const outcomeOf = (exchange: Exchange) => splitReadable([exchange], now).ended[0];
  it.each([
    [304, "not_modified", false],
    [401, "blocked_by_site", false],
    [403, "blocked_by_site", false],
    [429, "blocked_by_site", false],
    [404, "layout_changed", false],
    [410, "layout_changed", false],
    [400, "layout_changed", false],
    [500, "unreachable", true],
    [502, "unreachable", true],
    [503, "unreachable", true],
    [204, "blocked_by_site", false],
  ])("%i is %s", (status, outcome, retry) => expect(outcomeOf(page("https://example.org", "x", status))).toMatchObject({ outcome, retry }));
  it("classifies a 200 with a challenge page or an empty body as blocked, never as data", () => {
    expect(outcomeOf(page("https://example.org", ""))).toMatchObject({ outcome: "blocked_by_site" });
    const wall =
      "<html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>";
    expect(outcomeOf({ ...page("https://example.org", wall), headers: { "content-type": "text/html" } })).toMatchObject({
      outcome: "blocked_by_site",
    });
  });
  it("does not classify a page as blocked because of a header that bot protection sets on all responses", () => {
    const behind = (body: string, status = 200) => ({
      ...page("https://example.org", body, status),
      headers: { "x-datadome": "protected" },
    });
    expect(splitReadable([behind("year,heads\n2024,7\n"), behind("<html><h1>May 2024</h1></html>")], now)).toMatchObject({
      exchanges: [{ status: 200 }, { status: 200 }],
      ended: [],
    });
    const puzzle = '{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=1"}';
    for (const wall of [behind(""), behind("<html>May 2024</html>", 403), behind(puzzle)])
      expect(outcomeOf(wall)).toMatchObject({ outcome: "blocked_by_site" });
  });
  it("obeys Retry-After", () => {
    const busy = { ...page("https://example.org", "x", 429), headers: { "retry-after": "600" } };
    expect(outcomeOf(busy)).toMatchObject({ outcome: "blocked_by_site", retry: true, notBefore: new Date("2026-11-23T12:10:00Z") });
  });
  it("refuses bytes that are not the recorded ones", () => {
    expect(outcomeOf({ ...page("https://example.org"), sha256: "0".repeat(64) })).toMatchObject({
      outcome: "contract_violation",
      message: /bytes_differ/,
    });
  });
});
