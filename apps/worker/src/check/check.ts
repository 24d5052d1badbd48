import { join } from "node:path";
import { askedToStop, ending } from "../ending.ts";
import { EXIT, sayWhy } from "../halt.ts";
import { ROOT } from "../places.ts";
import { buildWeb } from "../web-build.ts";
import { ensureChromium } from "./chromium.ts";
import { failed, passed, type Result, verdict } from "./result.ts";
import { endTools, runTool } from "./run-tool.ts";
import { startTestServers, type TestServer } from "./servers.ts";
import { runSuite, type Suite, suites } from "./suites.ts";
import { atMost } from "./two-at-a-time.ts";

// The composition root of `npm test`: every check there is, two at a time; the last line is the sum.
type Check = { readonly name: string; run(): Promise<Result> };

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
  const servers = await startTestServers(say);
  for (const server of servers) end.add(server.name, server.stop);
  return atMost(
    2,
    (await allChecks(servers, chromium)).map((check) => () => timed(check)),
  );
}

/** The long ones first, so that nothing long is left over at the end; what needs the built dashboard waits for it. */
async function allChecks(servers: readonly TestServer[], chromium: Promise<void>): Promise<Check[]> {
  const built = Promise.withResolvers<void>();
  const afterBuild = (run: () => Promise<Result>) => async () => {
    await Promise.all([built.promise, chromium]);
    return run();
  };
  const build = async () => {
    try {
      await buildWeb();
      return passed();
    } catch (error) {
      return failed("the dashboard builds", error instanceof Error ? error.message : String(error));
    } finally {
      built.resolve();
    }
  };
  const found = await suites();
  const apps = found.filter((suite) => suite.folder.startsWith(join(ROOT, "apps")));
  const packages = found.filter((suite) => !apps.includes(suite));
  const turbo = ["run", "typecheck", "--continue=always", "--output-logs=errors-only", "--ui=stream", "--concurrency=2"];
  return [
    { name: "the dashboard builds", run: build },
    { name: "format and lint", run: () => tool("format and lint", "biome", ["ci", "--colors=off", "."]) },
    ...packages.flatMap((suite) => suiteChecks(suite, servers)),
    { name: "types", run: afterBuild(() => tool("types", "turbo", turbo)) },
    ...apps.flatMap((suite) => suiteChecks(suite, servers)).map(({ name, run }) => ({ name, run: afterBuild(run) })),
  ];
}

/** All of a package's tests on the first server; those that use a database again on each further one. */
function suiteChecks(suite: Suite, servers: readonly TestServer[]): Check[] {
  return servers.flatMap(({ name, url }, index) => {
    const usesDatabase = suite.databaseFiles.length > 0;
    if (index > 0 && !usesDatabase) return [];
    const label = usesDatabase ? `${suite.name} on ${name}` : suite.name;
    return [{ name: label, run: () => runSuite(suite, url, index === 0 ? [] : suite.databaseFiles) }];
  });
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
