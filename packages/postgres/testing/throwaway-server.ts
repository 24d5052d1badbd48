import { dirname } from "node:path";
import { type EmbeddedServer, useEmbeddedServer } from "../src/server.ts";

// Nothing here outlives the tests, so nothing waits for the disk. Everything a test can observe stays as in production.
export const THROWAWAY_SETTINGS = { fsync: "off", full_page_writes: "off", max_connections: "300" } as const;

/**
 * A temporary server: begun anew in `dataDir`, shared by every process that uses it while it runs, and removed with the last of them.
 * TEST_POSTGRES_BIN names the bin folder of another PostgreSQL than the embedded one.
 */
export function useThrowawayServer(dataDir: string): Promise<EmbeddedServer> {
  const programs = process.env.TEST_POSTGRES_BIN;
  return useEmbeddedServer(dataDir, {
    settings: THROWAWAY_SETTINGS,
    temporary: true,
    ...(programs ? { binaries: dirname(programs) } : {}),
  });
}
