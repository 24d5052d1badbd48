import { buildWeb } from "../dashboard/build.ts";
import { checkPort, startWeb } from "../dashboard/serve.ts";
import { readEnvironment } from "../process/environment.ts";
import { EXIT, ExitError } from "../process/exit.ts";
import { serveUntilStopped } from "../process/shutdown.ts";

// The dashboard alone, where a worker runs elsewhere.
await serveUntilStopped(async (end) => {
  const env = readEnvironment(process.env);
  if (env.webDatabaseUrl === null) throw new ExitError("WEB_DATABASE_URL must be set: the dashboard alone has no store.", EXIT.usage);
  await checkPort(env.port);
  await buildWeb();
  const web = await startWeb(env, env.webDatabaseUrl);
  end.add("the dashboard", web.stop);
  process.stdout.write(`ready http://localhost:${env.port}\n`);
  return [web.lost];
});
