import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { type TestSource, testSource } from "../../../testing/source-builder.ts";
import { InvalidCursor } from "../../errors.ts";
import { appendObservations } from "../../write/observations/append-observations.ts";
import { changesSince } from "./changes.ts";

describe("the feed of changes", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  const append = async (source: TestSource) => {
    const id = await source.keep("2024-01-01", [["CHN", "2023", 1]]);
    await appendObservations(test.db, source.input(id, "2024-01-01", [["CHN", "2023", 1]]));
  };

  it("shows a reader who has seen one entry everything before it, under many writers", async () => {
    const sources: TestSource[] = [];
    for (let at = 0; at < 12; at += 1) sources.push(await testSource(test.db, `writer-${at}`));
    const seen: string[] = [];
    let writing = true;
    const reader = (async () => {
      while (writing) {
        const { data } = await changesSince(test.db, seen.at(-1) ?? null, 3);
        seen.push(...data.map((change) => change.id));
      }
    })();
    await Promise.all(sources.map(append));
    writing = false;
    await reader;
    for (
      let page = await changesSince(test.db, seen.at(-1) ?? null, 1000);
      page.data.length > 0;
      page = await changesSince(test.db, seen.at(-1) ?? null, 1000)
    ) {
      seen.push(...page.data.map((change) => change.id));
    }
    const all = (await changesSince(test.db, null, 1000)).data.map((change) => change.id);
    expect(all).toHaveLength(12);
    expect(seen).toEqual(all);
  });

  it("is read in pages, and ends", async () => {
    const first = await changesSince(test.db, null, 5);
    expect(first.next).toBe(first.data[4]?.id);
    const rest = await changesSince(test.db, first.next, 1000);
    expect([first.data.length, rest.data.length, rest.next]).toEqual([5, 7, null]);
  });

  it("refuses a cursor it never issued", async () => {
    for (const cursor of ["x", "-1", "1.5", "01", "99999999999999999999", ""]) {
      await expect(changesSince(test.db, cursor, 10), cursor).rejects.toThrow(InvalidCursor);
    }
  });
});
