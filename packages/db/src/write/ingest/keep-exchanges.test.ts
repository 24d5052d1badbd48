import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { exchangeOf, testSource } from "../../../testing/source-builder.ts";
import { SnapshotCorrupt } from "../../errors.ts";
import { storedExchange } from "../../read/ingest/stored-exchanges.ts";
import { keepExchanges } from "./keep-exchanges.ts";

describe("keeping exchanges", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    await testSource(test.db, "kept");
  });
  afterAll(() => test.drop());

  const keep = (...exchanges: ReturnType<typeof exchangeOf>[]) =>
    keepExchanges(test.db, { source: "kept", runId: null, exchanges, parserFingerprint: "reader-1" });

  it("stores the same bytes once, however many exchanges bring them, and each exchange once", async () => {
    const first = exchangeOf("https://example.org/a", "2024-01-01", "same bytes");
    const later = exchangeOf("https://example.org/b", "2024-01-02", "same bytes");
    const [one, two, again] = await keep(first, later, first);
    expect([one?.newBytes, two?.newBytes, again?.newBytes]).toEqual([true, false, false]);
    expect(again?.exchangeId).toBe(one?.exchangeId);
    expect(two?.exchangeId).not.toBe(one?.exchangeId);
    const { rows } = await test.db.pool.query("SELECT count(*)::integer AS bodies FROM snapshots WHERE sha256 = $1", [
      Buffer.from(first.sha256, "hex"),
    ]);
    expect(rows).toEqual([{ bodies: 1 }]);
  });

  it("returns every exchange exactly, compressed or not, empty or not", async () => {
    const bodies = ["", "a", "repeat ".repeat(100_000), randomBytes(5_000).toString("latin1")];
    for (const [at, body] of bodies.entries()) {
      const exchange = {
        ...exchangeOf(`https://example.org/body/${at}`, "2024-02-01T10:11:12.345Z", body),
        note: "typed by hand",
        requestSha256: "ab".repeat(32),
        depositedBy: "ann",
      };
      const [kept] = await keep(exchange);
      const stored = await storedExchange(test.db, kept?.exchangeId ?? "");
      expect({ ...stored, body: stored.body.toString() }).toEqual({ ...exchange, body: exchange.body.toString() });
    }
  });

  it("stores hostile headers and notes as text the database can hold", async () => {
    const exchange = { ...exchangeOf("https://example.org/hostile", "2024-02-02", "x"), note: "nul \0 and half \ud800" };
    const [kept] = await keep({ ...exchange, headers: { "x-odd": "a\0b\\u0000\ud800", "x-slash": "\\" } });
    const stored = await storedExchange(test.db, kept?.exchangeId ?? "");
    expect(stored.headers).toEqual({ "x-odd": "a\uFFFDb\\u0000\uFFFD", "x-slash": "\\" });
    expect(stored.note).toBe("nul \uFFFD and half \uFFFD");
  });

  it("refuses bytes that are not those of the recorded digest, and stores nothing of the round", async () => {
    const wrong = { ...exchangeOf("https://example.org/wrong", "2024-02-03", "x"), sha256: "0".repeat(64) };
    await expect(keep(exchangeOf("https://example.org/fine", "2024-02-03", "fine"), wrong)).rejects.toThrow("recorded was 0000");
    const { rows } = await test.db.pool.query("SELECT url FROM exchanges WHERE captured_at = '2024-02-03T00:00:00Z'");
    expect(rows).toEqual([]);
  });

  it("notices one flipped bit in a stored body, compressed or plain", async () => {
    for (const body of ["compressible ".repeat(1_000), "plain"]) {
      const exchange = exchangeOf(`https://example.org/flip/${body.length}`, "2024-02-04", body);
      const [kept] = await keep(exchange);
      const client = await test.db.pool.connect();
      // Only by taking the guard away can the stored bytes be damaged at all.
      await client.query("BEGIN; ALTER TABLE snapshots DISABLE TRIGGER append_only");
      await client.query(
        "UPDATE snapshots SET body = set_byte(body, length(body) - 3, get_byte(body, length(body) - 3) # 1) WHERE sha256 = $1",
        [Buffer.from(exchange.sha256, "hex")],
      );
      await client.query("ALTER TABLE snapshots ENABLE ALWAYS TRIGGER append_only; COMMIT");
      client.release();
      await expect(storedExchange(test.db, kept?.exchangeId ?? "")).rejects.toThrow(SnapshotCorrupt);
    }
  });
});

describe("bytes that were read before", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const kept = async (source: string, at: string, said: unknown, fingerprint = "reader-1") => {
    const exchanges = [exchangeOf(`https://example.org/${source}`, at, said)];
    return (await keepExchanges(test.db, { source, runId: null, exchanges, parserFingerprint: fingerprint }))[0];
  };

  it("are not read again while the responses stay the same, and what was refused in them still holds", async () => {
    const source = await testSource(test.db, "steady");
    const refusals = [{ code: "invalid_row", message: "row 7 has no date", scope: "value" } as const];
    await source.capture("2024-01-01", [["CHN", "2023", 1]], { refusals });
    for (const day of ["02", "03", "04"]) {
      expect(await kept("steady", `2024-01-${day}`, [["CHN", "2023", 1]])).toMatchObject({
        alreadyParsed: true,
        newBytes: false,
        refusals,
      });
    }
  });

  it("are read again once another response came in between, or by a new parser", async () => {
    const source = await testSource(test.db, "back-and-forth");
    await source.capture("2024-01-01", [["CHN", "2023", 1]]);
    await source.capture("2024-01-02", [["CHN", "2023", 2]]);
    expect(await kept("back-and-forth", "2024-01-03", [["CHN", "2023", 1]])).toMatchObject({ newBytes: false, alreadyParsed: false });
    expect(await kept("back-and-forth", "2024-01-02", [["CHN", "2023", 2]], "reader-2")).toMatchObject({ alreadyParsed: false });
  });

  it("are read when the earlier reading never finished", async () => {
    const source = await testSource(test.db, "unfinished");
    await source.keep("2024-01-01", [["CHN", "2023", 1]]);
    expect(await kept("unfinished", "2024-01-01", [["CHN", "2023", 1]])).toMatchObject({ alreadyParsed: false });
    expect(await kept("unfinished", "2024-01-02", [["CHN", "2023", 1]])).toMatchObject({ alreadyParsed: false });
  });
});
