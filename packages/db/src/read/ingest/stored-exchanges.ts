import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import type { Exchange, Fidelity } from "@talent/core/capture/capture";
import type { Db } from "../../connect.ts";
import { SnapshotCorrupt } from "../../errors.ts";

/** One stored exchange without its bytes. Instants are ISO; secrets were taken out of `url` before it was stored. */
export type CaptureEntry = {
  readonly exchange: string;
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly capturedAt: string;
  readonly fidelity: Fidelity;
  readonly licence: string;
  readonly note: string | null;
  readonly depositedBy: string | null;
  readonly sha256: string;
  /** Bytes of the body. */
  readonly size: number;
  /** How its newest reading ended: numbers read and numbers or parts refused; null while it has not been read. */
  readonly read: { readonly observations: number; readonly refusals: number } | null;
};

export type CaptureList = { readonly entries: readonly CaptureEntry[]; readonly total: number };

type CaptureRow = Omit<CaptureEntry, "capturedAt"> & { captured_at: Date; total: number };

const LARGEST_PAGE = 500;

/** What was stored of a source by an instant, newest first, at most `limit` of `total`. Holds no number and no row of a publisher, so no licence gates it. */
export async function listCaptures(db: Db, query: { source: string; asOf: Date; limit: number }): Promise<CaptureList> {
  const { rows } = await db.pool.query<CaptureRow>(
    `SELECT e.id::text AS exchange, e.url, e.method, e.status, e.captured_at, e.fidelity, e.licence, e.note, e.deposited_by AS "depositedBy",
       encode(s.sha256, 'hex') AS sha256, s.size, p.read, count(*) OVER ()::integer AS total
     FROM exchanges e JOIN snapshots s ON s.id = e.snapshot_id
     LEFT JOIN LATERAL (
       SELECT jsonb_build_object('observations', p.observations, 'refusals', p.refusals) AS read
       FROM parses p WHERE p.exchange_id = e.id ORDER BY p.parsed_at DESC LIMIT 1
     ) p ON true
     WHERE e.source_id = $1 AND e.captured_at <= $2 ORDER BY e.captured_at DESC, e.id DESC LIMIT $3`,
    [query.source, query.asOf, Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE)],
  );
  const entries = rows.map(({ total: _, captured_at, ...row }) => ({ ...row, capturedAt: captured_at.toISOString() }));
  return { entries, total: rows[0]?.total ?? 0 };
}

const decompress = promisify(zstdDecompress);

type ExchangeRow = {
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

/** A stored exchange exactly as it came, to be parsed again. Throws SnapshotCorrupt when its bytes no longer match their address. */
export async function storedExchange(db: Db, exchangeId: string): Promise<Exchange> {
  const { rows } = await db.pool.query<ExchangeRow>(
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
    body: await snapshotBytes(row),
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
export async function snapshotBytes(snapshot: { sha256: Buffer; size: number; encoding: string; body: Buffer }): Promise<Buffer> {
  const address = snapshot.sha256.toString("hex");
  const corrupt = (why: string) => new SnapshotCorrupt(`snapshot sha256:${address} is damaged: ${why}`);
  const unpacked = await decompressBody(snapshot).catch((error: Error) => {
    throw corrupt(error.message);
  });
  const digest = createHash("sha256").update(unpacked).digest("hex");
  if (digest !== address) throw corrupt(`its bytes have sha256 ${digest}`);
  return unpacked;
}

async function decompressBody({ encoding, size, body }: { encoding: string; size: number; body: Buffer }): Promise<Buffer> {
  return encoding === "zstd" ? decompress(body, { maxOutputLength: Math.max(1, size) }) : body;
}

/** Exchanges of a source whose stored bytes are to be read and appended again, oldest first; appending one removes it from the list. */
export async function pendingReparses(db: Db, source: string): Promise<string[]> {
  const found = await db.prisma.exchange.findMany({
    select: { id: true },
    where: { sourceId: source, parses: { some: { reapply: true } } },
    orderBy: [{ capturedAt: "asc" }, { id: "asc" }],
  });
  return found.map(({ id }) => String(id));
}
