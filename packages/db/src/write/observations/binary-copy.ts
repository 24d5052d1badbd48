import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from } from "pg-copy-streams";
import type { Connection } from "../../connect.ts";

/** A cell as its column's type writes it: instants and dates as milliseconds since 1970. */
export type Cell = number | string | boolean | null | undefined;
export type CellType = "integer" | "double precision" | "timestamptz(3)" | "date" | "boolean" | "char(1)" | "text";
export type CopyColumn<Row> = { readonly name: string; readonly type: CellType; readonly of: (row: Row) => Cell };

const CHUNK = 256 * 1024;
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const END = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = -1;
/** Length word and eight bytes: the most a cell without text takes. */
const FIXED_CELL = 12;
const DAY_MS = 86_400_000;
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Sends rows by COPY in PostgreSQL's binary format: no number is printed and read again, and no text needs escaping. */
export async function binaryCopy<Row>(
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

/** Writes one cell and gives the place after it. */
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
