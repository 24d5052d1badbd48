import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceStates } from "@talent/db/read/ingest/sources";
import { type TestDatabase, testDatabase } from "@talent/db/testing/database";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ROOT } from "../process/paths.ts";
import { main } from "./source.ts";

const FIXTURES = join(ROOT, "packages/sources/src");
const EPOCH = join(FIXTURES, "epoch-models/fixtures/2025-02-24T06-00-00Z");
const QS = join(FIXTURES, "qs-rankings/fixtures");

let folder: string;
let out: string;
let err: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "source-cli-"));
  [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
    out += String(text);
    const done = rest.find((one) => typeof one === "function");
    done?.();
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A copy of a fixture that may be spoiled. */
async function copied(from: string): Promise<string> {
  await cp(from, folder, { recursive: true });
  return folder;
}
async function edit(name: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, change(await readFile(path, "utf8")));
}

describe("source parse", { timeout: 60_000 }, () => {
  it("gives the observations of a capture as JSON, without what only a database knows", async () => {
    expect(await main(["parse", "epoch-models", EPOCH, "--json"], {})).toBe(0);
    const parsed = JSON.parse(out);
    expect(Object.keys(parsed)).toEqual(["source", "observations", "refusals", "unrecognised"]);
    expect(parsed).toMatchObject({ source: "epoch-models", refusals: [], unrecognised: [] });
    const china = parsed.observations.find((one: { area: string; period: string }) => one.area === "CHN" && one.period === "2023");
    expect(china).toMatchObject({
      indicator: "notable-ai-models",
      dimensions: {},
      value: 22,
      unit: "models",
      status: "A",
      source: "epoch-models",
      publishedOn: null,
    });
    expect(china.vintage).toBe("2025-02-24T06:00:00Z");
    expect(china.snapshot).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(china.locator).toMatchObject({ kind: "rows", count: 22 });
    expect(china).not.toHaveProperty("id");
    expect(china).not.toHaveProperty("cause");
    expect(china).not.toHaveProperty("exchange");
  });
  it("says the same in words without --json", async () => {
    expect(await main(["parse", "epoch-models", EPOCH], {})).toBe(0);
    expect(out).toMatch(/indicator +numbers +areas +periods/);
    expect(out).toContain("notable-ai-models");
  });
  it("ends with 3 when bytes differ from the recorded sha256", async () => {
    await copied(EPOCH);
    await edit("notable_ai_models.csv", (text) => text.replace("China", "Chile"));
    expect(await main(["parse", "epoch-models", folder, "--json"], {})).toBe(3);
    expect(JSON.parse(out).refusals).toMatchObject([{ code: "bytes_differ" }]);
    expect(JSON.parse(out).observations).toEqual([]);
  });
  it("ends with 3 when nothing is recognised, and lists what it did not know", async () => {
    expect(await main(["parse", "state-niv-annual", EPOCH, "--json"], {})).toBe(3);
    expect(JSON.parse(out)).toEqual({
      source: "state-niv-annual",
      observations: [],
      refusals: [{ code: "not_recognised", message: expect.any(String) }],
      unrecognised: ["https://epoch.ai/data/notable_ai_models.csv"],
    });
  });
  it("ends with 3 for a folder that is no capture, with the reason", async () => {
    expect(await main(["parse", "epoch-models", folder, "--json"], {})).toBe(3);
    expect(JSON.parse(out).refusals).toMatchObject([{ code: "unreadable", message: /exchanges\.json/ }]);
  });
  it.each([
    [["parse"], "An argument is missing."],
    [["parse", "epoch-models"], "An argument is missing."],
    [["parse", "nobody", "."], 'There is no source "nobody"'],
    [["parse", "epoch-models", "/no/such/folder"], "There is no folder /no/such/folder."],
    [["parse", "epoch-models", ".", "more"], 'Unexpected argument "more".'],
    [["parse", "epoch-models", ".", "--xml"], "--xml"],
    [["unknown"], 'There is no command "unknown".'],
    [["toString"], 'There is no command "toString".'],
    [[], "A command is missing."],
    [["new", "Not An Id"], "is not a source id"],
    [["deposit", "qs-rankings", "/no/such/file"], "cannot be read"],
    [["deposit", "qs-rankings", "package.json", "--url", "ftp://example.org"], "--url must be"],
    [["deposit", "qs-rankings", "package.json", "--captured-at", "yesterday"], "--captured-at must be"],
    [["deposit", "qs-rankings", "package.json", "--captured-at", "2999-01-01"], "future"],
    [["replay", "--since", "long ago"], "--since must be"],
    [["replay", "--write", " "], "needs a reason"],
  ])("%j ends with 2 and says how it is called", async (argv, words) => {
    expect(await main(argv, {})).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain("usage: source");
    expect(out).toBe("");
  });
});

describe("commands on a store", { timeout: 120_000 }, () => {
  let store: TestDatabase;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    store = await testDatabase();
    env = { DATABASE_URL: store.url, DATA_DIR: join(tmpdir(), "source-cli-data") };
  }, 120_000);
  afterAll(() => store?.drop());
  const workbook = async (): Promise<string> => {
    const { exchanges } = JSON.parse(await readFile(join(QS, "2023-07-01T06-00-00Z/exchanges.json"), "utf8"));
    return join(QS, "2023-07-01T06-00-00Z", exchanges[0].body);
  };
  const rows = async (sql: string) => (await store.db.pool.query(sql)).rows;

  it("list names every source, looked at or not", async () => {
    expect(await main(["list", "--json"], env)).toBe(0);
    const { data, next } = JSON.parse(out);
    expect(next).toBeNull();
    expect(data.find((one: { id: string }) => one.id === "qs-rankings")).toMatchObject({
      kind: "deposit",
      schedule: null,
      licence: { republish: "counts" },
      lastOutcome: null,
    });
    expect(data.find((one: { id: string }) => one.id === "epoch-models").nextLook).toMatch(/^\d{4}-/);
  });
  it("deposit asks for the address where the period stands only there", async () => {
    expect(await main(["deposit", "qs-rankings", await workbook()], env)).toBe(3);
    expect(out).toContain("--url https://www.topuniversities.com/world-university-rankings/<edition>");
    expect(await rows("SELECT count(*)::int AS n FROM observations")).toEqual([{ n: 0 }]);
  });
  it("deposit keeps and reads a file like a fetched one, marked with who and when", async () => {
    const url = "https://www.topuniversities.com/world-university-rankings/2024";
    expect(await main(["deposit", "qs-rankings", await workbook(), "--url", url, "--captured-at", "2023-07-01T08:00:00Z"], env)).toBe(0);
    expect(out).toMatch(/^qs-rankings: new_values: \d+ new/);
    const [exchange] = await rows(`SELECT url, captured_at, deposited_by, note, fidelity FROM exchanges WHERE url = '${url}'`);
    expect(exchange).toMatchObject({ captured_at: new Date("2023-07-01T08:00:00Z"), fidelity: "copy" });
    expect(exchange.deposited_by.length).toBeGreaterThan(0);
    expect(exchange.note).toMatch(/^handed in as .*\.xlsx on \d{4}-/);
    expect((await sourceStates(store.db)).find((state) => state.id === "qs-rankings")).toMatchObject({ lastOutcome: "new_values" });
    expect(await main(["deposit", "qs-rankings", await workbook(), "--url", url, "--captured-at", "2023-07-01T08:00:00Z"], env)).toBe(0);
    expect(out).toContain("qs-rankings: same_bytes");
  });
  it("deposit refuses what the source does not know, and a wall that somebody saved as the page, and keeps neither", async () => {
    const strange = join(folder, "strange.xlsx");
    await writeFile(strange, "not a workbook");
    expect(await main(["deposit", "qs-rankings", strange], env)).toBe(3);
    expect(err).toContain("refused: not_recognised");
    const wall = join(folder, "wall.html");
    await writeFile(wall, "<html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/></script></html>");
    const before = await rows("SELECT count(*) FROM exchanges");
    expect(
      await main(["deposit", "qs-rankings", wall, "--url", "https://www.topuniversities.com/world-university-rankings/2025"], env),
    ).toBe(3);
    expect(out).toContain("blocked_by_site");
    expect(await rows("SELECT count(*) FROM exchanges")).toEqual(before);
  });
  it("replay finds nothing to say while the parser reads what it read before", async () => {
    expect(await main(["replay", "qs-rankings", "--since", "2020-01-01"], env)).toBe(0);
    expect(out).toBe("qs-rankings: 2 stored documents, 0 numbers read differently\n");
  });
  it("run refuses what only a person can hand in", async () => {
    expect(await main(["run", "qs-rankings"], env)).toBe(1);
    expect(err).toContain("source deposit");
  });
});
