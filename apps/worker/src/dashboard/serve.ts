import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "../process/environment.ts";
import { ExitError } from "../process/exit.ts";
import { END_WITH_PARENT, NEXT_BIN, WEB_DIR } from "../process/paths.ts";

/** The running dashboard. */
export type WebProcess = {
  /** Resolves with a sentence when it ends before `stop`. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
};

const HEALTH_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 8_000;

/** Throws ExitError with one sentence when the dashboard could not listen on PORT. */
export function checkPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "is taken by another program; stop it" : `cannot be used (${error.code})`;
      reject(new ExitError(`PORT ${port} ${why}, or set PORT to a free one.`));
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

/** Starts the built dashboard and waits until it answers. It reads the store as `talent_web`, and is given no other secret of the worker. */
export async function startWeb(env: Environment, webDatabaseUrl: string): Promise<WebProcess> {
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, NEXT_BIN, "start", "--port", String(env.port)], {
    cwd: WEB_DIR,
    env: webEnvironment(env, webDatabaseUrl),
    stdio: ["ignore", 2, 2],
    detached: true, // Ctrl-C in our terminal is for us; we stop it in order.
  });
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const stop = async () => {
    stopping = true;
    child.kill("SIGTERM");
    const late = await Promise.race([ended, sleep(STOP_TIMEOUT_MS, null, { ref: false })]);
    if (late === null) child.kill("SIGKILL");
  };
  const lost = new Promise<string>((resolve) => {
    void ended.then((how) => {
      if (!stopping) resolve(`The dashboard ended unexpectedly (${how}).`);
    });
  });
  const failed = await Promise.race([waitUntilHealthy(env.port), lost]);
  if (failed === null) return { lost, stop };
  await stop();
  throw new ExitError(failed);
}

function webEnvironment(env: Environment, webDatabaseUrl: string): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    TZ: "UTC",
    PORT: String(env.port),
    PUBLIC_URL: env.publicUrl,
    LOG_LEVEL: env.logLevel,
    WEB_DATABASE_URL: webDatabaseUrl,
    MAIL_MODE: env.smtpUrl === null ? "files" : "smtp",
    ...(env.operatorToken === null ? {} : { OPERATOR_TOKEN: env.operatorToken }),
    ...(env.subscribersKey === null ? {} : { SUBSCRIBERS_KEY: env.subscribersKey }),
  };
}

/** Null once its health route responds, else its last response. */
async function waitUntilHealthy(port: number): Promise<string | null> {
  let last = "nothing";
  for (const deadline = Date.now() + HEALTH_TIMEOUT_MS; Date.now() < deadline; await sleep(100)) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      if (response.ok) return null;
      last = `status ${response.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
  }
  return `The dashboard did not get healthy within ${HEALTH_TIMEOUT_MS / 1000} s (${last}).`;
}
