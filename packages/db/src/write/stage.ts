import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from } from "pg-copy-streams";
import type { CauseCode } from "../codes.ts";
import type { Connection } from "../connect.ts";
import { exact } from "../storable-text.ts";
import type { BatchRow } from "./batch.ts";
import type { Interned } from "./intern.ts";

/** A row ready to be staged: a batch row with the vintage it is to be written at, and its cause where that is decided already. */
export type StagedRow = BatchRow & { readonly cause?: CauseCode };

const STAGE = `
  CREATE TEMP TABLE stage (
    series_id integer NOT NULL, period_id integer NOT NULL, vintage timestamptz(3) NOT NULL, value double precision, status char(1) NOT NULL,
    cause char(1), bound char(1), low double precision, high double precision, n double precision, published_on date, citation_id integer,
    locator_id integer, row_no integer, col_no integer, back_dated boolean NOT NULL, raw text
  ) ON COMMIT DROP`;

const CHUNK = 64 * 1024;

/** Copies rows into a temporary table of this transaction. No row of it is public. */
export async function stage(connection: Connection, rows: Iterable<StagedRow>, ids: Interned): Promise<void> {
  await connection.query(STAGE);
  await pipeline(Readable.from(chunks(rows, ids)), connection.query(from("COPY stage FROM STDIN")));
}

/** Gives batch rows the ids of the words they point to. */
export function idsOf(row: BatchRow, ids: Interned): { seriesId: number; periodId: number } {
  return { seriesId: ids.series[row.series] ?? 0, periodId: ids.periods[row.period] ?? 0 };
}

function* chunks(rows: Iterable<StagedRow>, ids: Interned): Generator<Buffer> {
  let text = "";
  const instants = new Map<number, string>();
  for (const row of rows) {
    text += line(row, ids, instants);
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

function line(row: StagedRow, ids: Interned, instants: Map<number, string>): string {
  const { observation: o } = row;
  const { seriesId, periodId } = idsOf(row, ids);
  const bound = o.bound === undefined ? NULL : o.bound[0];
  const citation = row.citation === null ? NULL : ids.citations[row.citation];
  const raw = o.value !== null && o.raw === String(o.value) ? NULL : escaped(exact(o.raw, "a printed text"));
  const backDated = o.knownFrom?.backDated ? "t" : "f";
  const measured = `${o.value ?? NULL}\t${o.status}\t${row.cause ?? NULL}\t${bound}\t${o.low ?? NULL}\t${o.high ?? NULL}\t${o.n ?? NULL}`;
  const place = `${ids.locators[row.locator]}\t${row.row ?? NULL}\t${row.col ?? NULL}`;
  return `${seriesId}\t${periodId}\t${instant(row.vintage, instants)}\t${measured}\t${o.publishedOn ?? NULL}\t${citation}\t${place}\t${backDated}\t${raw}\n`;
}

const NULL = "\\N";

function instant(date: Date, instants: Map<number, string>): string {
  const time = date.getTime();
  const known = instants.get(time);
  if (known !== undefined) return known;
  const text = date.toISOString();
  instants.set(time, text);
  return text;
}

const MARKS: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** COPY's text format: the four characters that mean something to it are escaped, so `\.` and `\N` are only text. */
function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (mark) => MARKS[mark] ?? mark) : text;
}
