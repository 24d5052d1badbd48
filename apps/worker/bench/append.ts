import { createHash } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exchange } from "@talent/core/capture/capture";
import type { ParsedObservation } from "@talent/core/observation/observation";
import type { Db } from "@talent/db/connect";
import { testDatabase } from "@talent/db/testing/database";
import { keepExchanges } from "@talent/db/write/ingest/keep-exchanges";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { appendObservations } from "@talent/db/write/observations/append-observations";
import { copyIn, copyOut } from "./copy-file.ts";
import { type Measurement, median, timed } from "./measurement.ts";

const FIRST_YEAR = 1997;
const YEARS = 28;
const CLASSES = 90;

/** As many observations as requested, in the shape and order of the largest real workbook: a sheet per fiscal year, nationalities by visa classes. */
function madeUpVisas(count: number, indicator: string): ParsedObservation[] {
  const perYear = Math.ceil(count / YEARS);
  return Array.from({ length: count }, (_, at) => {
    const year = FIRST_YEAR + Math.floor(at / perYear);
    const cell = at % perYear;
    const value = (at * 7919) % 10_000;
    return {
      indicator,
      area: `N${Math.floor(cell / CLASSES)}`,
      dimensions: { visa_class: `C${cell % CLASSES}` },
      period: `FY${year}`,
      value,
      unit: "visas",
      status: "A",
      locator: {
        kind: "xlsx",
        sheet: `FY${String(year).slice(2)}`,
        cell: `${columnName(cell % CLASSES)}${2 + Math.floor(cell / CLASSES)}`,
      },
      raw: String(value),
    };
  });
}

/** A document of about the size such a workbook has once inflated. */
function madeUpDocument(observations: readonly ParsedObservation[]): Buffer {
  return Buffer.from(observations.map((o) => `${o.period},${o.area},${o.dimensions.visa_class},${o.value}\n`).join(""));
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`;
}

const WIDE = `
  CREATE TABLE wide (
    indicator text NOT NULL, area text NOT NULL, dimensions jsonb NOT NULL, period text NOT NULL, vintage timestamptz NOT NULL,
    value double precision, unit text NOT NULL, status text NOT NULL, cause text NOT NULL, source text NOT NULL, url text NOT NULL,
    locator jsonb NOT NULL, raw text NOT NULL, PRIMARY KEY (indicator, area, dimensions, period, vintage))`;

/** Bytes that the same versions occupy, key included, in a table that stores every text in full, loaded in the order of the document. */
async function wideBytes(db: Db): Promise<number> {
  await db.pool.query(WIDE);
  await db.pool.query(
    `INSERT INTO wide
     SELECT k.indicator, k.area, k.dimensions, d.label, o.vintage, o.value, k.unit, o.status, 'new_period', k.source_id, e.url,
       jsonb_build_object('kind', l.kind, 'sheet', l.head, 'cell', 'AA' || o.row_no), coalesce(o.raw, o.value::text)
     FROM observations o JOIN series k ON k.id = o.series_id JOIN periods d ON d.id = o.period_id JOIN locators l ON l.id = o.locator_id
     JOIN appends a ON a.id = o.append_id JOIN exchanges e ON e.id = a.exchange_id
     ORDER BY o.period_id, o.row_no, o.col_no`,
  );
  const { rows } = await db.pool.query<{ bytes: string }>(`SELECT pg_total_relation_size('wide') AS bytes`);
  return Number(rows[0]?.bytes);
}

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
    const exchangeId = await keepDocument(db, "2025-01-01T00:00:00Z");
    const append = await timed(() => appendAll(db, exchangeId));
    const refetch = await timed(() => keepDocument(db, "2025-02-01T00:00:00Z"));
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

async function keepDocument(db: Db, capturedAt: string): Promise<string> {
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

/** Everything the versions occupy: table, key, and the texts they were interned into. */
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
