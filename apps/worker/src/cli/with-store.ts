import { userInfo } from "node:os";
import { registerSources } from "@talent/db/write/ingest/register-sources";
import { SOURCES } from "@talent/sources/registry";
import { sandboxedParser, sourceRecord } from "../ingest/parser.ts";
import type { Runner } from "../ingest/runner.ts";
import { type Environment, readEnvironment } from "../process/environment.ts";
import { openStore, type Store } from "../process/open-store.ts";

/** Opens the store of this environment for one command and closes it afterwards, whatever happens. */
export async function withStore<T>(variables: NodeJS.ProcessEnv, work: (store: Store, env: Environment) => Promise<T>): Promise<T> {
  const env = readEnvironment(variables);
  const store = await openStore(env);
  try {
    return await work(store, env);
  } finally {
    await store.close();
  }
}

/** A runner for manual runs; the sources are registered first, because the store may be new. */
export async function manualRunner(store: Store): Promise<Runner> {
  const runner: Runner = { db: store.db, name: `by hand:${process.pid}`, clock: () => new Date(), parser: sandboxedParser };
  await registerSources(
    store.db,
    SOURCES.map((source) => sourceRecord(source, sandboxedParser)),
    runner.clock(),
  );
  return runner;
}

/** The name under which a manual action is recorded. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
