import { makeDataDir } from "@talent/postgres/home";
import { readEnvironment } from "../process/environment.ts";
import { openStore } from "../process/open-store.ts";
import { subscribersKeyOf } from "../process/secret-file.ts";
import { serveUntilStopped } from "../process/shutdown.ts";
import { bootWorker } from "./boot-worker.ts";

// The worker alone, where the dashboard runs elsewhere; any number of workers may share one store.
await serveUntilStopped(async (end) => {
  const env = readEnvironment(process.env);
  const store = await openStore(env, env.replayDir === null ? "live" : "replay");
  end.add("the database", store.close);
  await store.webUrl();
  makeDataDir(env.dataDir);
  const delivery = { ...env, subscribersKey: subscribersKeyOf(env.subscribersKey, env.dataDir) };
  const worker = await bootWorker({ db: store.db, url: store.url, env, delivery, now: () => new Date() });
  end.add("the worker", worker.stop);
  await worker.ready;
  process.stdout.write("ready worker\n");
  return [store.lost];
});
