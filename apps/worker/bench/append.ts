import { createHash } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exchange } from "@talent/core/capture/capture";
import type { Db } from "@talent/db/connect";
import { testDatabase } from "@talent/db/testing/database";
import { keepExchanges } from "@talent/db/write/ingest/keep-exchanges";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { appendObservations } from "@talent/db/write/observations/append-observations";
import { copyIn, copyOut } from "./copy-file.ts";
import { madeUpDocument, madeUpVisas } from "./made-up-visas.ts";
import type { Measurement } from "./measurement.ts";
import { median, timed } from "./median.ts";
import { wideBytes } from "./wide-table.ts";

const ROWS = 200_000;
const ROUNDS = 5;
const PRISMA_ROWS = 2_000;
const SOURCE = "bench-visas";
const INDICATOR = "bench-visas-issued";

type Round = { append: number; copy: number; refetch: number; prismaRow: number; bytes: number; wide: number };

const VISAS = madeUpVisas(ROWS, INDICATOR);
const DOCUMENT = madeUpDocument(VISAS);

/**
 * Writing, each round in a fresh database of one server: 200,000 new observations against psql's \copy of the same rows, in the order of the
 * document, into a table with the same columns and key; the same bytes fetched again; Prisma's createMany by the row; bytes per stored version.
 */
export async function run(): Promise<readonly Measurement[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound());
  const of = (name: keyof Round) => median(rounds.map((round) => round[name]));
  const rate = ROWS / (of("append") / 1000);
  const reference = `\\copy of the same rows into the same keyed table`;
  return [
    {
      what: "append new observations",
      unit: "rows/s",
      ours: rate,
      reference: ROWS / (of("copy") / 1000),
      against: reference,
      target: { atLeast: 0.5 },
    },
    {
      what: "append new observations",
      unit: "rows/s",
      ours: rate,
      reference: 1000 / of("prismaRow"),
      against: "Prisma createMany",
      target: { atLeast: 20 },
    },
    {
      what: "fetch the same bytes again",
      unit: "ms",
      ours: of("refetch"),
      reference: of("append"),
      against: "their append",
      target: { atMost: 0.01 },
    },
    {
      what: "a stored version, indexes included",
      unit: "bytes",
      ours: of("bytes"),
      reference: of("wide"),
      against: "a wide table keyed by text",
      target: { atMost: 0.5 },
    },
  ];
}

async function oneRound(): Promise<Round> {
  const { url, db, drop } = await testDatabase();
  const file = join(tmpdir(), `talent-bench-${process.pid}.copy`);
  try {
    await register(db);
    const exchangeId = await keep(db, "2025-01-01T00:00:00Z");
    const append = await timed(() => appendAll(db, exchangeId));
    const refetch = await timed(() => keep(db, "2025-02-01T00:00:00Z"));
    const bytes = await storedBytes(db);
    await copyOut(db, "SELECT * FROM observations ORDER BY period_id, row_no, col_no", createWriteStream(file));
    await db.pool.query("CREATE TABLE reference (LIKE observations INCLUDING ALL)");
    const copy = await copyIn(url, db, "reference", file);
    const wide = await wideBytes(db);
    return { append, copy, refetch, prismaRow: await prismaRow(db), bytes: bytes / ROWS, wide: wide / ROWS };
  } finally {
    rmSync(file, { force: true });
    await drop();
  }
}

async function register(db: Db): Promise<void> {
  const record = {
    id: SOURCE,
    title: "Visas",
    kind: "live",
    publisher: { name: "Bench", url: "https://example.org", country: "USA" },
    licence: { name: "none", republish: "values" },
    requests: [],
    schedule: null,
    cadence: { every: "P1Y", lag: "P3M", grace: "P3M" },
    produces: [INDICATOR],
    expect: { observations: [0, ROWS], values: {} },
    states: "everything",
    parserFingerprint: "bench",
  } as const;
  await registerSources(db, [record], new Date());
}

async function keep(db: Db, capturedAt: string): Promise<string> {
  const exchange: Exchange = {
    url: "https://visas.example.org/content/dam/statistics/non-immigrant/detail-tables/FYs97-24-detail-table.xlsx",
    method: "GET",
    status: 200,
    headers: {},
    body: DOCUMENT,
    sha256: DIGEST,
    capturedAt,
    fidelity: "verbatim",
    licence: "none",
  };
  const [kept] = await keepExchanges(db, { source: SOURCE, runId: null, exchanges: [exchange], parserFingerprint: "bench" });
  return kept?.exchangeId ?? "";
}

const DIGEST = createHash("sha256").update(DOCUMENT).digest("hex");

function appendAll(db: Db, exchangeId: string): Promise<unknown> {
  return appendObservations(db, {
    source: SOURCE,
    exchangeId,
    runId: null,
    parserFingerprint: "bench",
    scope: "everything",
    observations: VISAS,
    held: [],
    refusals: [],
    vintage: new Date("2025-01-01T00:00:00Z"),
    now: new Date("2025-01-01T00:00:00Z"),
  });
}

/** Everything the versions occupy: table, key, and the words they were interned into. */
async function storedBytes(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(name::regclass)) AS bytes
     FROM unnest(ARRAY['observations', 'series', 'periods', 'locators', 'citations', 'appends']) AS name`,
  );
  return Number(rows[0]?.bytes);
}

/** Milliseconds a row by the ordinary client, into the same table. */
async function prismaRow(db: Db): Promise<number> {
  const vintage = new Date("2030-01-01T00:00:00Z");
  const data = Array.from({ length: PRISMA_ROWS }, (_, at) => ({
    vintage,
    value: at,
    seriesId: 1 + (at % 1_000),
    periodId: 1 + Math.floor(at / 1_000),
    appendId: 1,
    locatorId: 1,
    rowNo: at,
    colNo: 1,
    status: "A",
    cause: "r",
    backDated: false,
  }));
  return (await timed(() => db.prisma.observation.createMany({ data }))) / PRISMA_ROWS;
}
