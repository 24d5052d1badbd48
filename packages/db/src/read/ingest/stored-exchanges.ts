import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import type { Exchange, Fidelity } from "@talent/core/capture/capture";
import type { Db } from "../../connect.ts";
import { SnapshotCorrupt } from "../../errors.ts";

const decompress = promisify(zstdDecompress);

type Row = {
  url: string;
  method: string;
  request_sha256: string;
  status: number;
  headers: Record<string, string>;
  captured_at: Date;
  fidelity: Fidelity;
  licence: string;
  note: string | null;
  deposited_by: string | null;
  sha256: Buffer;
  size: number;
  encoding: string;
  body: Buffer;
};

/** A kept exchange exactly as it came, to be parsed again. Throws SnapshotCorrupt when its bytes no longer match their address. */
export async function storedExchange(db: Db, exchangeId: string): Promise<Exchange> {
  const { rows } = await db.pool.query<Row>(
    `SELECT e.url, e.method, e.request_sha256, e.status, e.headers, e.captured_at, e.fidelity, e.licence, e.note, e.deposited_by,
       s.sha256, s.size, s.encoding, s.body
     FROM exchanges e JOIN snapshots s ON s.id = e.snapshot_id WHERE e.id = $1`,
    [exchangeId],
  );
  const row = rows[0];
  if (row === undefined) throw new RangeError(`no exchange ${exchangeId}`);
  return {
    url: row.url,
    method: row.method,
    status: row.status,
    headers: row.headers,
    body: await bytesOf(row),
    sha256: row.sha256.toString("hex"),
    capturedAt: row.captured_at.toISOString(),
    fidelity: row.fidelity,
    licence: row.licence,
    ...(row.note === null ? {} : { note: row.note }),
    ...(row.request_sha256 === "" ? {} : { requestSha256: row.request_sha256 }),
    ...(row.deposited_by === null ? {} : { depositedBy: row.deposited_by }),
  };
}

/** The bytes of a stored snapshot, unpacked and held against their address. Throws SnapshotCorrupt. */
export async function bytesOf(snapshot: { sha256: Buffer; size: number; encoding: string; body: Buffer }): Promise<Buffer> {
  const address = snapshot.sha256.toString("hex");
  const corrupt = (why: string) => new SnapshotCorrupt(`snapshot sha256:${address} is damaged: ${why}`);
  const unpacked = await unpack(snapshot).catch((error: Error) => {
    throw corrupt(error.message);
  });
  const digest = createHash("sha256").update(unpacked).digest("hex");
  if (digest !== address) throw corrupt(`its bytes have sha256 ${digest}`);
  return unpacked;
}

async function unpack({ encoding, size, body }: { encoding: string; size: number; body: Buffer }): Promise<Buffer> {
  return encoding === "zstd" ? decompress(body, { maxOutputLength: Math.max(1, size) }) : body;
}
