import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seriesAsOf } from "@talent/db/read/series-as-of";
import { claimStoreMode } from "@talent/db/store-mode";
import { type TestDatabase, testDatabase } from "@talent/db/test-database";
import { registerSources } from "@talent/db/write/register-sources";
import { SOURCES } from "@talent/sources/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordOf } from "./boot-worker.ts";
import { ROOT } from "./places.ts";
import { cappedReader } from "./reader.ts";
import { walkReplay } from "./replay.ts";

// The publishers' own bytes are not in the repository; where they lie beside it, nothing true in them may be held back.
const CAPTURES = join(ROOT, "../shared/captures");
/** Sources, and the first day of captures that are left out: of the monthly visas those of the pandemic tell enough. */
const UNTIL: Readonly<Record<string, string>> = { "sevis-mapping": "9999", "state-niv-monthly": "2023" };
const sources = SOURCES.filter((source) => source.id in UNTIL);

async function chosen(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "judged-captures-"));
  for (const [id, until] of Object.entries(UNTIL)) {
    await mkdir(join(root, id));
    const stamps = (await readdir(join(CAPTURES, id))).filter((stamp) => stamp < until);
    for (const stamp of stamps) await symlink(join(CAPTURES, id, stamp), join(root, id, stamp));
  }
  return root;
}

describe.runIf(existsSync(CAPTURES))("the recorded captures, held against what was known at each stamp", { timeout: 300_000 }, () => {
  let store: TestDatabase;
  let root: string;
  beforeAll(async () => {
    store = await testDatabase();
    await claimStoreMode(store.db, "replay");
    await registerSources(
      store.db,
      sources.map((source) => recordOf(source, cappedReader)),
      new Date(),
    );
    root = await chosen();
    const walk = { db: store.db, root, sources, reader: cappedReader, assess: async () => undefined };
    await walkReplay({ ...walk, log: () => {} });
  }, 300_000);
  afterAll(async () => {
    await store?.drop();
    await rm(root, { recursive: true });
  });
  const active = async (area: string) => {
    const key = { indicator: "us-active-students", area, dimensions: { level: "all" } };
    return Object.fromEntries((await seriesAsOf(store.db, key, new Date())).map((point) => [point.period, point.value]));
  };

  it("hold back nothing that is true: the collapse of 2020 and the closed consulates included", async () => {
    expect((await store.db.pool.query("SELECT reason, message FROM quarantine")).rows).toEqual([]);
    const visas = { indicator: "us-visas-issued-monthly", area: "CHN", dimensions: { visa_class: "F1" } };
    const issued = (await seriesAsOf(store.db, visas, new Date())).filter((point) =>
      ["2019-10", "2020-04", "2021-05"].includes(point.period),
    );
    expect(issued.map((point) => point.value)).toEqual([1_150, 17, 23_066]);
  });
  it("refuse the page of November 2023, which repeats the table of May, although May came half a year before", async () => {
    const { rows } = await store.db.pool.query("SELECT code, message, scope FROM refusals");
    expect(rows).toEqual([{ code: "stale_copy", message: "the document of 2023-11 repeats every number of 2023-05", scope: "snapshot" }]);
    const china = await active("CHN");
    expect([china["2023-05"], china["2023-11"], china["2024-09"]]).toEqual([246_094, undefined, 260_555]);
  });
});
