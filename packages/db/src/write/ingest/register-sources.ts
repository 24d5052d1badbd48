import { type Connection, type Db, inTransaction } from "../../connect.ts";
import { IndicatorTaken } from "../../errors.ts";
import type { SourceRecord } from "../../read/ingest/sources.ts";

const LOCK = 0x7a1e_0001;

/**
 * Brings the stored sources in line with the registry. A source that is no longer registered is retired: its numbers stay, its indicators
 * are no longer built. Throws IndicatorTaken when two sources claim one indicator.
 */
export async function registerSources(db: Db, records: readonly SourceRecord[], now: Date): Promise<void> {
  await inTransaction(db, async (connection) => {
    await connection.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    for (const record of records) await registerOne(connection, record, now);
    await connection.query(`UPDATE sources SET retired_at = $1 WHERE retired_at IS NULL AND id <> ALL ($2)`, [
      now,
      records.map((record) => record.id),
    ]);
  });
}

async function registerOne(connection: Connection, record: SourceRecord, now: Date): Promise<void> {
  const { publisher, licence } = record;
  const { rows } = await connection.query<{ id: number }>(
    `INSERT INTO publishers (name, url, country) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET url = excluded.url, country = excluded.country RETURNING id`,
    [publisher.name, publisher.url, publisher.country],
  );
  await connection.query(
    `INSERT INTO sources (id, publisher_id, title, kind, republish, licence_name, licence_url, parser_fingerprint, record, registered_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
     ON CONFLICT (id) DO UPDATE SET publisher_id = excluded.publisher_id, title = excluded.title, kind = excluded.kind,
       republish = excluded.republish, licence_name = excluded.licence_name, licence_url = excluded.licence_url,
       parser_fingerprint = excluded.parser_fingerprint, record = excluded.record, updated_at = excluded.updated_at, retired_at = NULL`,
    [
      record.id,
      rows[0]?.id,
      record.title,
      record.kind,
      licence.republish,
      licence.name,
      licence.url ?? null,
      record.parserFingerprint,
      JSON.stringify(record),
      now,
    ],
  );
  await claimIndicators(connection, record);
}

async function claimIndicators(connection: Connection, record: SourceRecord): Promise<void> {
  const produces = [...record.produces].sort();
  await connection.query(`DELETE FROM source_indicators WHERE source_id = $1 AND indicator <> ALL ($2)`, [record.id, produces]);
  await connection.query(
    `INSERT INTO source_indicators (indicator, source_id) SELECT unnest($2::text[]), $1 ON CONFLICT (indicator) DO NOTHING`,
    [record.id, produces],
  );
  const { rows } = await connection.query<{ indicator: string; source_id: string }>(
    `SELECT indicator, source_id FROM source_indicators WHERE indicator = ANY ($2) AND source_id <> $1`,
    [record.id, produces],
  );
  const taken = rows[0];
  if (taken) throw new IndicatorTaken(`${taken.indicator} is produced by ${taken.source_id}; ${record.id} cannot produce it too`);
}
