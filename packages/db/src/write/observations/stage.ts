import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from } from "pg-copy-streams";
import type { Connection } from "../../connect.ts";
import type { CauseCode } from "../../encoding/codes.ts";
import type { AppendContext } from "./append-context.ts";
import type { BatchRow } from "./batch.ts";
import type { InternedIds } from "./intern.ts";

/** A cell as its column's type writes it: instants and dates as milliseconds since 1970. */
type Cell = number | string | boolean | null | undefined;
type CellType = "integer" | "double precision" | "timestamptz(3)" | "date" | "boolean" | "char(1)" | "text";
type CopyColumn<Row> = { readonly name: string; readonly type: CellType; readonly of: (row: Row) => Cell };

const CHUNK = 256 * 1024;
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const END = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = -1;
/** Length field and eight bytes: the most a cell without text takes. */
const FIXED_CELL = 12;
const DAY_MS = 86_400_000;
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Sends rows by COPY in PostgreSQL's binary format: no number is printed and read again, and no text needs escaping. */
async function binaryCopy<Row>(
  connection: Connection,
  table: string,
  columns: readonly CopyColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map(({ name }) => name).join(", ");
  const copy = connection.query(from(`COPY ${table} (${names}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(encodeRows(rows, columns), { objectMode: false }), copy);
}

function* encodeRows<Row>(rows: readonly Row[], columns: readonly CopyColumn<Row>[]): Generator<Buffer> {
  yield SIGNATURE;
  let buffer = Buffer.allocUnsafe(CHUNK);
  let at = 0;
  for (const row of rows) {
    const needed = 2 + columns.length * FIXED_CELL + textBytes(row, columns);
    if (at + needed > buffer.length) {
      yield buffer.subarray(0, at);
      buffer = Buffer.allocUnsafe(Math.max(CHUNK, needed));
      at = 0;
    }
    at = buffer.writeInt16BE(columns.length, at);
    for (const { type, of } of columns) at = writeCell(buffer, at, type, of(row));
  }
  yield buffer.subarray(0, at);
  yield END;
}

function textBytes<Row>(row: Row, columns: readonly CopyColumn<Row>[]): number {
  let bytes = 0;
  for (const { type, of } of columns) if (type === "text") bytes += Buffer.byteLength(String(of(row) ?? ""));
  return bytes;
}

/** Writes one cell and returns the offset after it. */
function writeCell(buffer: Buffer, at: number, type: CellType, cell: Cell): number {
  if (cell === null || cell === undefined) return buffer.writeInt32BE(NULL_LENGTH, at);
  switch (type) {
    case "integer":
      return buffer.writeInt32BE(Number(cell), buffer.writeInt32BE(4, at));
    case "double precision":
      // Adding zero makes the other zero the ordinary one.
      return buffer.writeDoubleBE(Number(cell) + 0, buffer.writeInt32BE(8, at));
    case "timestamptz(3)":
      return writeInt64(buffer, buffer.writeInt32BE(8, at), (Number(cell) - EPOCH_MS) * 1000);
    case "date":
      return buffer.writeInt32BE((Number(cell) - EPOCH_MS) / DAY_MS, buffer.writeInt32BE(4, at));
    case "boolean":
      return buffer.writeInt8(cell ? 1 : 0, buffer.writeInt32BE(1, at));
    default: {
      const start = at + 4;
      const length = buffer.write(String(cell), start);
      buffer.writeInt32BE(length, at);
      return start + length;
    }
  }
}

/** Exact for whole numbers up to 2^53, which in microseconds lasts until the year 2285. */
function writeInt64(buffer: Buffer, at: number, value: number): number {
  const high = Math.floor(value / 2 ** 32);
  return buffer.writeUInt32BE(value - high * 2 ** 32, buffer.writeInt32BE(high, at));
}

/** A row ready to be staged: a batch row with the vintage it is to be written at, and its cause where that is decided already. */
export type StagedRow = BatchRow & { readonly cause?: CauseCode };

type Column = {
  readonly name: string;
  readonly type: CellType;
  readonly of: (row: StagedRow, ids: InternedIds) => Cell;
  readonly rule?: string;
};

const PLAIN_COLUMNS: readonly Column[] = [
  { name: "vintage", type: "timestamptz(3)", of: (row) => row.vintage.getTime(), rule: "NOT NULL" },
  { name: "value", type: "double precision", of: (row) => row.observation.value },
  { name: "series_id", type: "integer", of: (row, ids) => ids.series[row.series], rule: "NOT NULL" },
  { name: "period_id", type: "integer", of: (row, ids) => ids.periods[row.period], rule: "NOT NULL" },
  { name: "locator_id", type: "integer", of: (row, ids) => ids.locators[row.locator] },
  { name: "row_no", type: "integer", of: (row) => row.row },
  { name: "col_no", type: "integer", of: (row) => row.col },
  { name: "status", type: "char(1)", of: (row) => row.observation.status, rule: "NOT NULL" },
];

const OTHER_COLUMNS: readonly Column[] = [
  { name: "cause", type: "char(1)", of: (row) => row.cause },
  { name: "bound", type: "char(1)", of: (row) => row.observation.bound?.[0] },
  { name: "back_dated", type: "boolean", of: (row) => row.observation.knownFrom?.backDated ?? false, rule: "NOT NULL DEFAULT false" },
  { name: "published_on", type: "date", of: (row) => dateMs(row.observation.publishedOn) },
  { name: "citation_id", type: "integer", of: (row, ids) => (row.citation === null ? null : ids.citations[row.citation]) },
  { name: "low", type: "double precision", of: (row) => row.observation.low },
  { name: "high", type: "double precision", of: (row) => row.observation.high },
  { name: "n", type: "double precision", of: (row) => row.observation.n },
  { name: "raw", type: "text", of: (row) => row.raw },
];

const COLUMNS = [...PLAIN_COLUMNS, ...OTHER_COLUMNS];
const CREATE_STAGE = `CREATE TEMP TABLE stage (${COLUMNS.map(({ name, type, rule }) => `${name} ${type} ${rule ?? ""}`).join(", ")}) ON COMMIT DROP`;

/** Copies rows into a temporary table of this transaction. No row of it is public. */
export async function stageRows({ connection, ids }: AppendContext, rows: readonly StagedRow[]): Promise<void> {
  await connection.query(CREATE_STAGE);
  await binaryCopy(connection, "stage", withIds(columnsFor(rows), ids), rows);
}

/** Copies rows straight among the versions, as new periods. Right only where nothing is known of their indicators. */
export async function copyVersions({ connection, ids, appendId }: AppendContext, rows: readonly BatchRow[]): Promise<void> {
  const fixed: CopyColumn<StagedRow>[] = [
    { name: "append_id", type: "integer", of: () => appendId },
    { name: "cause", type: "char(1)", of: () => "n" },
    { name: "back_dated", type: "boolean", of: () => false },
  ];
  const own = columnsFor(rows).filter(({ name }) => fixed.every((column) => column.name !== name));
  await binaryCopy(connection, "observations", [...withIds(own, ids), ...fixed], rows);
}

/** Most documents print a value and nothing else; then nothing else is sent. */
function columnsFor(rows: readonly StagedRow[]): readonly Column[] {
  return rows.every(isPlain) ? PLAIN_COLUMNS : COLUMNS;
}

function isPlain({ observation: o, cause, raw }: StagedRow): boolean {
  const exact = o.low === undefined && o.high === undefined && o.n === undefined && o.bound === undefined;
  return (
    exact && raw === null && cause === undefined && o.publishedOn === undefined && o.citation === undefined && o.knownFrom === undefined
  );
}

function withIds(columns: readonly Column[], ids: InternedIds): CopyColumn<StagedRow>[] {
  return columns.map(({ name, type, of }) => ({ name, type, of: (row) => of(row, ids) }));
}

function dateMs(isoDate: string | undefined): number | null {
  return isoDate === undefined ? null : Date.parse(isoDate);
}
