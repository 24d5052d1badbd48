import { Client } from "pg";
import { Halt } from "./exit.ts";

const OLDEST = 15;

/** Looks whether DATABASE_URL can be used at all. Throws Halt with one sentence that names it and never repeats its password. */
export async function checkExternalDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // The failure of the query in hand says it.
  try {
    await client.connect();
    const { rows } = await client.query<Version>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as text",
    );
    const objection = objectionToVersion(rows[0] ?? { number: "0", text: "of an unknown version" });
    if (objection !== null) throw new Halt(objection);
  } catch (error) {
    throw error instanceof Halt ? error : new Halt(sentenceFor(error as DatabaseError, URL.parse(url)));
  } finally {
    await client.end().catch(() => {});
  }
}

/** What PostgreSQL calls its version: as a number, 150004 for 15.4, and in words. */
type Version = { readonly number: string; readonly text: string };

/** A sentence when this version is too old for us, else null. */
export function objectionToVersion({ number, text }: Version): string | null {
  if (Math.floor(Number(number) / 10_000) >= OLDEST) return null;
  return `DATABASE_URL leads to PostgreSQL ${text}; ${OLDEST} or newer is needed.`;
}

type DatabaseError = Error & { code?: string; errors?: readonly (Error & { code?: string })[] };

function sentenceFor(error: DatabaseError, url: URL | null): string {
  const where = url?.host || "the server";
  const code = error.code ?? error.errors?.[0]?.code;
  switch (code) {
    case "28P01":
    case "28000":
      return `DATABASE_URL: ${where} refuses the user ${url?.username || "named there"} or the password.`;
    case "3D000":
      return `DATABASE_URL: there is no database ${url?.pathname.slice(1) || "of that name"} on ${where}; create it first.`;
    case "ECONNREFUSED":
      return `DATABASE_URL: nothing answers at ${where}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `DATABASE_URL: the host of ${where} is not known.`;
    case "53300":
      return `DATABASE_URL: ${where} has no connection left for us.`;
    default:
      return `DATABASE_URL: ${where} cannot be used (${error.message.trim().replace(/\.$/, "")}).`;
  }
}
