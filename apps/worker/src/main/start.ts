import { join } from "node:path";
import { makeDataDir } from "@talent/postgres/home";
import { takeLock } from "@talent/postgres/pid-lock.mjs";
import { buildWeb } from "../dashboard/build.ts";
import { checkPort, startWeb } from "../dashboard/serve.ts";
import { writeLastMode } from "../process/database.ts";
import { type Environment, readEnvironment } from "../process/environment.ts";
import { ExitError } from "../process/exit.ts";
import { openStore, type Store } from "../process/open-store.ts";
import { subscribersKeyOf } from "../process/secret-file.ts";
import { type ShutdownHooks, serveUntilStopped } from "../process/shutdown.ts";
import { bootWorker } from "./boot-worker.ts";

// The composition root of `npm start`: everything comes up, one line reports it, and whatever ends takes the rest down in order.
await serveUntilStopped((end) => startAll(readEnvironment(process.env), end));

/** Brings up database, worker and dashboard and prints `ready`. Resolves to promises that settle when one of them is lost. */
async function startAll(given: Environment, end: ShutdownHooks): Promise<Promise<string>[]> {
  await lockDataDir(given, end);
  await checkPort(given.port);
  // Worker and dashboard must agree on it: one makes the links that the other accepts.
  const env = { ...given, subscribersKey: subscribersKeyOf(given.subscribersKey, given.dataDir) };
  const building = new AbortController();
  end.add("the build of the dashboard", () => building.abort());
  const [{ store, worker }] = await Promise.all([openStoreAndWorker(env, end), buildWeb(building.signal)]);
  const web = await startWeb(env, await store.webUrl());
  end.add("the dashboard", web.stop);
  await Promise.race([worker.ready, rejectWhenLost([store.lost, web.lost])]);
  process.stdout.write(`ready http://localhost:${env.port}\n`);
  return [store.lost, web.lost];
}

async function openStoreAndWorker(
  env: Environment & { readonly subscribersKey: string },
  end: ShutdownHooks,
): Promise<{ store: Store; worker: Awaited<ReturnType<typeof bootWorker>> }> {
  const mode = env.replayDir === null ? "live" : "replay";
  const store = await openStore(env, mode);
  end.add("the database", store.close);
  writeLastMode(env.dataDir, mode);
  const worker = await bootWorker({ db: store.db, url: store.url, env, delivery: env, now: () => new Date() });
  end.add("the worker", worker.stop);
  return { store, worker };
}

/** One `npm start` per DATA_DIR; the previous one may still be on its way out. */
async function lockDataDir(env: Environment, end: ShutdownHooks): Promise<void> {
  makeDataDir(env.dataDir);
  const lock = await takeLock(join(env.dataDir, "start.lock"), { waitMs: 5_000, note: { port: env.port } });
  if (lock.heldBy) {
    const { pid, note } = lock.heldBy;
    throw new ExitError(
      `npm start runs already on DATA_DIR ${env.dataDir} (process ${pid}, http://localhost:${note.port}); stop it, or set DATA_DIR.`,
    );
  }
  end.add("the lock", lock.release);
}

async function rejectWhenLost(losses: readonly Promise<string>[]): Promise<never> {
  throw new ExitError(await Promise.race(losses));
}
