import pg from "pg";

/** What PostgreSQL calls its version: as a number, 150004 for 15.4, and in words. */
export type ServerVersion = { readonly number: string; readonly text: string };

/** Connects and queries the server's version; the driver's error is thrown as it is. */
export function serverVersion(url: string): Promise<ServerVersion> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<ServerVersion>(
      "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text",
    );
    return rows[0] ?? { number: "0", text: "of an unknown version" };
  });
}

/** PostgreSQL's codes for a database that is there, and for one that another session is just making. */
const ALREADY_THERE = ["42P04", "23505"];

/** Makes a database through another one of the same server. Two processes may do so at once; the loser finds it there. */
export async function createDatabaseIfMissing(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  }).catch((error: { code?: string }) => {
    if (!ALREADY_THERE.includes(error.code ?? "")) throw error;
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // The failing query reports it.
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
