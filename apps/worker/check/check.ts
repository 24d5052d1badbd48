import { join } from "node:path";
import { buildWeb } from "../src/dashboard/build.ts";
import { EXIT, sayWhy } from "../src/process/exit.ts";
import { ROOT } from "../src/process/paths.ts";
import { askedToStop, ending } from "../src/process/shutdown.ts";
import { ensureChromium } from "./chromium.ts";
import { failed, passed, type Result, verdict } from "./result.ts";
import { atMost, endTools, runTool } from "./run-tool.ts";

import { onThrowAwayServer, type Postgres, postgresVersions } from "./servers.ts";
import { runSuite, type Suite, suites } from "./suites.ts";

// The composition root of `npm test`: every check there is, two at a time; the last line is the sum.
type Check = { readonly name: string; run(): Promise<Result> };

const BROWSER = "@talent/web";
const SLOW = ["@talent/worker", BROWSER, "@talent/sources", "@talent/db"];
const WRITE_SQL = ["@talent/worker", "@talent/db"];

const say = (line: string) => process.stdout.write(`${line}\n`);
const end = ending();
end.add("the tools", endTools);
const asked = askedToStop().then(() => null);
let exitCode: number = EXIT.failed;
try {
  const results = await Promise.race([asked, runAll()]);
  await end.run();
  if (results !== null) {
    for (const { name, message } of results.flatMap((result) => result.failures)) say(`\nFAILED ${name}\n${message}`);
    exitCode = results.some((result) => result.failed > 0) ? EXIT.failed : EXIT.good;
    say(`\n${verdict(results)}`);
  }
} catch (error) {
  exitCode = sayWhy(error);
  await end.run();
  say(`\n${verdict([failed("npm test", "")])}`);
}
process.exit(exitCode);

async function runAll(): Promise<Result[]> {
  const chromium = ensureChromium(say);
  const checks = await allChecks(postgresVersions(say), chromium);
  return atMost(
    2,
    checks.map((check) => () => timed(check)),
  );
}

/** The long ones first, so that nothing long is left over at the end; they wait for the built dashboard and the browser. */
async function allChecks(versions: readonly Postgres[], chromium: Promise<void>): Promise<Check[]> {
  const found = await suites();
  const named = (name: string) => found.filter((suite) => suite.name === name).flatMap((suite) => suiteChecks(suite, versions));
  const rest = found.map((suite) => suite.name).filter((name) => !SLOW.includes(name));
  const building = build();
  const after = (event: Promise<unknown>) => (check: Check) => ({ ...check, run: () => event.then(check.run) });
  const turbo = ["run", "typecheck", "--continue=always", "--output-logs=errors-only", "--ui=stream", "--concurrency=2"];
  return [
    { name: "the dashboard builds", run: () => building },
    { name: "format and lint", run: () => tool("format and lint", "biome", ["ci", "--colors=off", "--error-on-warnings", "."]) },
    after(building)({ name: "types", run: () => tool("types", "turbo", turbo) }),
    ...SLOW.flatMap(named).map(after(Promise.all([building, chromium]))),
    ...rest.flatMap(named),
  ];
}

async function build(): Promise<Result> {
  try {
    await buildWeb();
    return passed();
  } catch (error) {
    return failed("the dashboard builds", error instanceof Error ? error.message : String(error));
  }
}

/** A package's tests; where they need a database, on the first PostgreSQL, and where they write SQL, what uses it on each further one. */
function suiteChecks(suite: Suite, versions: readonly Postgres[]): Check[] {
  const writesSql = WRITE_SQL.includes(suite.name);
  if (!writesSql && suite.name !== BROWSER) return [{ name: suite.name, run: () => runSuite(suite) }];
  return versions.slice(0, writesSql ? undefined : 1).map((version, index) => ({
    name: `${suite.name} on ${version.name}`,
    run: () => onThrowAwayServer(version, end, (url) => runSuite(suite, url, index === 0 ? [] : suite.databaseFiles)),
  }));
}

async function tool(name: string, command: string, args: readonly string[]): Promise<Result> {
  const env = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  const { code, output } = await runTool(join(ROOT, "node_modules/.bin", command), args, { cwd: ROOT, env });
  return code === 0 ? passed() : failed(name, output.trim());
}

async function timed({ name, run }: Check): Promise<Result> {
  const start = Date.now();
  const result = await run();
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  say(`${result.failed === 0 ? "ok    " : "FAILED"} ${name}: ${verdict([result])} (${seconds} s)`);
  return { ...result, failures: result.failures.map((failure) => ({ ...failure, name: `[${name}] ${failure.name}` })) };
}
