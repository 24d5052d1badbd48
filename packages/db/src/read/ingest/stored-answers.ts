import type { Exchange } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import type { Db } from "../../connect.ts";

/** Exchanges of a source since an instant, oldest first. */
export async function exchangesSince(db: Db, source: string, since: Date): Promise<string[]> {
  const found = await db.prisma.exchange.findMany({
    select: { id: true },
    where: { sourceId: source, capturedAt: { gte: since }, status: { gte: 200, lte: 299 } },
    orderBy: [{ capturedAt: "asc" }, { id: "asc" }],
  });
  return found.map(({ id }) => String(id));
}

/** How often a file is requested unconditionally: a server that wrongly replies "not modified" is not trusted for ever. */
const FULL_FETCH_EVERY = 10;

type StoredValidators = { readonly etag?: string; readonly lastModified?: string };

/**
 * Validators of the newest response, for a conditional request. None when no parser has read it, because then
 * its bytes are wanted again, and none on every tenth fetch. `url` without its secrets, as it is stored.
 */
export async function storedValidators(db: Db, source: string, url: string): Promise<StoredValidators> {
  const { rows } = await db.pool.query<{ headers: Record<string, string> }>(
    `SELECT e.headers FROM exchanges e
     WHERE e.source_id = $1 AND md5(e.url) = md5($2) AND EXISTS (SELECT FROM parses p WHERE p.exchange_id = e.id AND NOT p.reapply)
       AND e.id = (SELECT n.id FROM exchanges n WHERE n.source_id = $1 AND md5(n.url) = md5($2) ORDER BY n.captured_at DESC, n.id DESC LIMIT 1)
       AND (SELECT count(*) FROM (SELECT FROM runs r JOIN run_outcomes o ON o.run_id = r.id
            WHERE r.source_id = $1 AND r.id > coalesce(e.run_id, 0) AND r.started_at > e.captured_at LIMIT $3) looks) < $3 - 1`,
    [source, url, FULL_FETCH_EVERY],
  );
  const { etag, "last-modified": lastModified } = rows[0]?.headers ?? {};
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

/** Whether the newest response to the exchange's URL brought these very bytes and this parser has read them. */
export async function isAlreadyRead(db: Db, source: string, exchange: Exchange, fingerprint: string): Promise<boolean> {
  const { rows } = await db.pool.query<{ same: boolean; read: boolean }>(
    `SELECT s.sha256 = decode($3, 'hex') AS same,
       EXISTS (SELECT FROM parses p WHERE p.exchange_id = e.id AND p.parser_fingerprint = $4 AND NOT p.reapply) AS read
     FROM exchanges e JOIN snapshots s ON s.id = e.snapshot_id
     WHERE e.source_id = $1 AND md5(e.url) = md5($2) ORDER BY e.captured_at DESC, e.id DESC LIMIT 1`,
    [source, exchange.url, exchange.sha256, fingerprint],
  );
  return rows[0]?.same === true && rows[0].read;
}

type StoredRobotsFile = {
  readonly fetchedAt: Date;
  readonly status: number | null;
  readonly body: Uint8Array | null;
  readonly problem: { readonly outcome: Outcome; readonly message: string } | null;
};

/** The result of the last robots.txt request to an origin, or null. */
export async function storedRobotsFile(db: Db, origin: string): Promise<StoredRobotsFile | null> {
  const found = await db.prisma.robotsFile.findUnique({ where: { origin } });
  if (found === null) return null;
  const { fetchedAt, status, body, problemOutcome, problemMessage } = found;
  const problem = problemOutcome === null ? null : { outcome: problemOutcome as Outcome, message: problemMessage ?? "" };
  return { fetchedAt, status, body, problem };
}
