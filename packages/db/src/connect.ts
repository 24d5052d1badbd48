import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { StoreFull } from "./errors.ts";
import { PrismaClient } from "./generated/client.ts";

const DEADLOCK = "40P01";
const DEADLOCK_ATTEMPTS = 5;

/** A transaction over rows that others settle at the same time, in their own order: whoever loses a deadlock tries again. */
export async function transactionWithRetry<T>(db: Db, work: (connection: Connection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, work);
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || attempt === DEADLOCK_ATTEMPTS) throw error;
    }
  }
}

export type Db = { readonly pool: pg.Pool; readonly prisma: PrismaClient; close(): Promise<void> };

export type DbOptions = {
  /** Most connections held at once; default 10. */
  readonly max?: number;
  /** Statements past this many milliseconds are cancelled by the server; default none. */
  readonly statementTimeoutMs?: number;
  readonly applicationName?: string;
};

const DATE = 1082;
const INT8 = 20;
const DISK_FULL = "53100";
const TIMESTAMPTZ = 1184;
const unchangedText = (text: string) => text;

// A big read repeats a few instants many times over; reading their text again each time would take half of it.
const instantCache = new Map<string, number>();
const INSTANT_CACHE_SIZE = 10_000;

/** 'infinity' stays the number it is read as. */
function parseInstant(text: string): Date | number {
  const known = instantCache.get(text);
  if (known !== undefined) return new Date(known);
  const read: Date | number = pg.types.getTypeParser(TIMESTAMPTZ)(text);
  if (instantCache.size >= INSTANT_CACHE_SIZE) instantCache.clear();
  if (read instanceof Date) instantCache.set(text, read.getTime());
  return read;
}

// Dates stay printed text (a local midnight would move them) and big ids stay exact.
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [DATE]: unchangedText,
  [INT8]: unchangedText,
  [TIMESTAMPTZ]: parseInstant,
};
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** A pool and a Prisma client over it. Nothing connects before the first query; a dropped connection is replaced, never thrown into the void. */
export function openDb(url: string, options: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? "talent",
    connectionTimeoutMillis: 15_000,
    types,
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  });
  // An idle connection lost to a server restart must not end the process: the next query opens another.
  pool.on("error", () => {});
  let prisma: PrismaClient | undefined;
  let closing: Promise<void> | undefined;
  return {
    pool,
    get prisma() {
      prisma ??= new PrismaClient({ adapter: new PrismaPg(pool) });
      return prisma;
    },
    close() {
      closing ??= (async () => {
        await prisma?.$disconnect();
        await pool.end();
      })();
      return closing;
    },
  };
}

export type Connection = pg.PoolClient;

/** A pool or one of its connections: what runs one query, inside a transaction or not. */
export type Queryable = Pick<pg.Pool, "query">;

/** A pool for the job queue, which uses the database itself. A lost connection is reported by the query that fails, never as an unhandled error. */
export function openQueuePool(url: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: "talent queue" });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Runs `work` in one transaction on one connection; any error rolls everything back. A broken connection is thrown away, not reused. Throws StoreFull. */
export async function inTransaction<T>(db: Db, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await db.pool.connect();
  let broken: Error | undefined;
  const lost = (error: Error) => {
    broken = error;
  };
  connection.on("error", lost);
  try {
    await connection.query("BEGIN");
    const result = await work(connection);
    await connection.query("COMMIT");
    return result;
  } catch (error) {
    await connection.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw (error as { code?: unknown }).code === DISK_FULL
      ? new StoreFull("the database server has no room left", { cause: error })
      : error;
  } finally {
    connection.off("error", lost);
    connection.release(broken);
  }
}
