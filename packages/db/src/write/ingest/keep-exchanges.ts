import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { zstdCompress } from "node:zlib";
import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { BytesDiffer } from "@talent/core/capture/errors";
import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { storableJson, storableText } from "../../encoding/storable-text.ts";

export type KeepInput = {
  readonly source: string;
  readonly runId: string | null;
  readonly exchanges: readonly Exchange[];
  readonly parserFingerprint: string;
};

export type KeptExchange = {
  readonly exchangeId: string;
  readonly sha256: string;
  /** These bytes were not in the store. */
  readonly newBytes: boolean;
  /** This parser has read this exchange, or the same bytes as the newest earlier response to the same request; reading again adds nothing. */
  readonly alreadyParsed: boolean;
  /** What was refused when it was read; still true now. Empty unless `alreadyParsed`. */
  readonly refusals: readonly Refusal[];
};

const compress = promisify(zstdCompress);

/**
 * Stores the bytes before anyone reads them: each body once, each exchange once, whatever was stored before. One entry per exchange, in order.
 * Throws core's BytesDiffer when a body does not have the sha-256 it came with.
 */
export async function keepExchanges(db: Db, input: KeepInput): Promise<KeptExchange[]> {
  for (const exchange of input.exchanges) verifyDigest(exchange);
  return inTransaction(db, async (connection) => {
    const kept: KeptExchange[] = [];
    for (const exchange of input.exchanges) kept.push(await keepOne(connection, input, exchange));
    return kept;
  });
}

function verifyDigest(exchange: Exchange): void {
  const digest = createHash("sha256").update(exchange.body).digest("hex");
  if (digest !== exchange.sha256) throw new BytesDiffer(`${exchange.url}: the body's sha256 is ${digest}, recorded was ${exchange.sha256}`);
}

async function keepOne(connection: Connection, input: KeepInput, exchange: Exchange): Promise<KeptExchange> {
  const snapshot = await insertSnapshot(connection, exchange);
  const exchangeId = await insertExchange(connection, input, exchange, snapshot.id);
  const reading = await existingParse(connection, input, exchangeId);
  const refusals = reading === null ? [] : await storedRefusals(connection, reading, input.parserFingerprint);
  return { exchangeId, sha256: exchange.sha256, newBytes: snapshot.isNew, alreadyParsed: reading !== null, refusals };
}

async function insertSnapshot(connection: Connection, exchange: Exchange): Promise<{ id: number; isNew: boolean }> {
  const sha256 = Buffer.from(exchange.sha256, "hex");
  const find = () => connection.query<{ id: number }>(`SELECT id FROM snapshots WHERE sha256 = $1`, [sha256]);
  const there = (await find()).rows[0];
  if (there) return { id: there.id, isNew: false };
  const packed = await compress(exchange.body);
  const [encoding, body] = packed.length < exchange.body.length ? ["zstd", packed] : ["identity", Buffer.from(exchange.body)];
  const made = await connection.query<{ id: number }>(
    `INSERT INTO snapshots (sha256, size, encoding, body) VALUES ($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING RETURNING id`,
    [sha256, exchange.body.length, encoding, body],
  );
  if (made.rows[0]) return { id: made.rows[0].id, isNew: true };
  // Another worker stored the same bytes while we compressed them.
  return { id: (await find()).rows[0]?.id ?? 0, isNew: false };
}

async function insertExchange(connection: Connection, input: KeepInput, exchange: Exchange, snapshotId: number): Promise<string> {
  const same = [input.source, exchange.capturedAt, exchange.url, exchange.method, exchange.requestSha256 ?? "", snapshotId];
  const made = await connection.query<{ id: string }>(
    `INSERT INTO exchanges (source_id, captured_at, url, method, request_sha256, snapshot_id, run_id, status, headers, fidelity, licence, note,
       deposited_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (source_id, captured_at, md5(url), method, request_sha256, snapshot_id) DO NOTHING RETURNING id::text`,
    [
      ...same,
      input.runId,
      exchange.status,
      storableJson(exchange.headers),
      exchange.fidelity,
      storableText(exchange.licence),
      exchange.note === undefined ? null : storableText(exchange.note),
      exchange.depositedBy === undefined ? null : storableText(exchange.depositedBy),
    ],
  );
  if (made.rows[0]) return made.rows[0].id;
  const there = await connection.query<{ id: string }>(
    `SELECT id::text FROM exchanges
     WHERE source_id = $1 AND captured_at = $2 AND md5(url) = md5($3) AND method = $4 AND request_sha256 = $5 AND snapshot_id = $6`,
    same,
  );
  return there.rows[0]?.id ?? "";
}

/**
 * The exchange whose reading by this parser counts for this one: itself, or the response just before it when that brought the same bytes,
 * which is then noted. Null: it has to be read.
 */
async function existingParse(connection: Connection, input: KeepInput, exchangeId: string): Promise<string | null> {
  const { rows } = await connection.query<{ reading: string; own: boolean }>(
    `SELECT coalesce(p.same_as_id, p.exchange_id)::text AS reading, p.exchange_id = e.id AS own
     FROM exchanges e
     LEFT JOIN LATERAL (
       SELECT b.id, b.snapshot_id FROM exchanges b
       WHERE b.source_id = e.source_id AND md5(b.url) = md5(e.url) AND b.captured_at < e.captured_at
         AND b.method = e.method AND b.request_sha256 = e.request_sha256
       ORDER BY b.captured_at DESC LIMIT 1
     ) b ON b.snapshot_id = e.snapshot_id
     JOIN parses p ON p.exchange_id IN (e.id, b.id) AND p.parser_fingerprint = $2
     WHERE e.id = $1 AND NOT EXISTS (SELECT FROM parses r WHERE r.exchange_id IN (e.id, b.id) AND r.reapply)
     ORDER BY own DESC LIMIT 1`,
    [exchangeId, input.parserFingerprint],
  );
  const found = rows[0];
  if (!found) return null;
  if (!found.own) {
    await connection.query(
      `INSERT INTO parses (exchange_id, parser_fingerprint, run_id, observations, refusals, same_as_id, parsed_at)
       SELECT $1, $2, $3, observations, refusals, exchange_id, parsed_at FROM parses WHERE exchange_id = $4 AND parser_fingerprint = $2
       ON CONFLICT DO NOTHING`,
      [exchangeId, input.parserFingerprint, input.runId, found.reading],
    );
  }
  return found.reading;
}

// A document held whole is believed or not once a person has decided about every number of it that was held.
const ALL_DECIDED = `(
  SELECT count(q.id) > 0 AND count(q.id) = count(d.quarantine_id)
  FROM quarantine q LEFT JOIN quarantine_decisions d ON d.quarantine_id = q.id WHERE q.exchange_id = $1)`;

async function storedRefusals(connection: Connection, exchangeId: string, parserFingerprint: string): Promise<Refusal[]> {
  const { rows } = await connection.query<{ refusal: Refusal }>(
    `SELECT jsonb_strip_nulls(jsonb_build_object('code', code, 'message', message, 'scope', scope, 'locator', locator)) AS refusal
     FROM refusals WHERE exchange_id = $1 AND parser_fingerprint = $2 AND NOT (code = 'implausible' AND ${ALL_DECIDED}) ORDER BY id`,
    [exchangeId, parserFingerprint],
  );
  return rows.map((row) => row.refusal);
}
