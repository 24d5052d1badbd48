import { join } from "node:path";
import { buildWeb } from "../src/dashboard/build.ts";
import { EXIT, reportError } from "../src/process/exit.ts";
import { ROOT } from "../src/process/paths.ts";
import { shutdownHooks, stopRequested } from "../src/process/shutdown.ts";
import { ensureChromium } from "./chromium.ts";
import { type CheckResult, failed, passed, summaryLine } from "./result.ts";
import { endTools, limitConcurrency, runTool } from "./run-tool.ts";

import { type PostgresVersion, postgresVersions, withThrowawayServer } from "./servers.ts";
import { findSuites, runSuite, type Suite } from "./suites.ts";

// The composition root of `npm test`: every check there is, two at a time; the last line is the sum.
type Check = { readonly name: string; run(): Promise<CheckResult> };

const WEB = "@talent/web";
const SLOW = ["@talent/worker", WEB, "@talent/sources", "@talent/db"];
const WRITE_SQL = ["@talent/worker", "@talent/db"];

const printLine = (line: string) => process.stdout.write(`${line}\n`);
const end = shutdownHooks();
end.add("the tools", endTools);
const stopSignal = stopRequested().then(() => null);
let exitCode: number = EXIT.failed;
try {
  const results = await Promise.race([stopSignal, runAll()]);
  await end.run();
  if (results !== null) {
    for (const { name, message } of results.flatMap((result) => result.failures)) printLine(`\nFAILED ${name}\n${message}`);
    exitCode = results.some((result) => result.failed > 0) ? EXIT.failed : EXIT.ok;
    printLine(`\n${summaryLine(results)}`);
  }
} catch (error) {
  exitCode = reportError(error);
  await end.run();
  printLine(`\n${summaryLine([failed("npm test", "")])}`);
}
process.exit(exitCode);

async function runAll(): Promise<CheckResult[]> {
  const chromium = ensureChromium(printLine);
  const checks = await allChecks(postgresVersions(printLine), chromium);
  return limitConcurrency(
    2,
    checks.map((check) => () => runTimed(check)),
  );
}

/** The long ones first, so that nothing long is left over at the end; they wait for the built dashboard and the browser. */
async function allChecks(versions: readonly PostgresVersion[], chromium: Promise<void>): Promise<Check[]> {
  const found = await findSuites();
  const named = (name: string) => found.filter((suite) => suite.name === name).flatMap((suite) => suiteChecks(suite, versions));
  const rest = found.map((suite) => suite.name).filter((name) => !SLOW.includes(name));
  const building = build();
  const after = (event: Promise<unknown>) => (check: Check) => ({ ...check, run: () => event.then(check.run) });
  const turbo = ["run", "typecheck", "--continue=always", "--output-logs=errors-only", "--ui=stream", "--concurrency=2"];
  return [
    { name: "the dashboard builds", run: () => building },
    { name: "format and lint", run: () => runToolCheck("format and lint", "biome", ["ci", "--colors=off", "--error-on-warnings", "."]) },
    after(building)({ name: "types", run: () => runToolCheck("types", "turbo", turbo) }),
    ...SLOW.flatMap(named).map(after(Promise.all([building, chromium]))),
    ...rest.flatMap(named),
  ];
}

async function build(): Promise<CheckResult> {
  try {
    await buildWeb();
    return passed();
  } catch (error) {
    return failed("the dashboard builds", error instanceof Error ? error.message : String(error));
  }
}

/** A package's tests; where they need a database, on the first PostgreSQL, and where they write SQL, what uses it on each further one. */
function suiteChecks(suite: Suite, versions: readonly PostgresVersion[]): Check[] {
  const writesSql = WRITE_SQL.includes(suite.name);
  if (!writesSql && suite.name !== WEB) return [{ name: suite.name, run: () => runSuite(suite) }];
  return versions.slice(0, writesSql ? undefined : 1).map((version, index) => ({
    name: `${suite.name} on ${version.name}`,
    run: () => withThrowawayServer(version, end, (url) => runSuite(suite, url, index === 0 ? [] : suite.databaseFiles)),
  }));
}

async function runToolCheck(name: string, command: string, args: readonly string[]): Promise<CheckResult> {
  const env = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  const { code, output } = await runTool(join(ROOT, "node_modules/.bin", command), args, { cwd: ROOT, env });
  return code === 0 ? passed() : failed(name, output.trim());
}

async function runTimed({ name, run }: Check): Promise<CheckResult> {
  const start = Date.now();
  const result = await run();
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  printLine(`${result.failed === 0 ? "ok    " : "FAILED"} ${name}: ${summaryLine([result])} (${seconds} s)`);
  return { ...result, failures: result.failures.map((failure) => ({ ...failure, name: `[${name}] ${failure.name}` })) };
}
