import { ruleOf } from "@talent/core/testing/alert-builders";
import { openDb } from "@talent/db/connect";
import { evaluateAlerts } from "../src/alerts/evaluate/evaluate-alerts.ts";
import { builtInRule } from "../src/alerts/evaluate/watched-rules.ts";

// A worker process of its own that evaluates one rule and kills itself, as kill -9 would, at a named point.
const [url = "", now = "", point = ""] = process.argv.slice(2);
const db = openDb(url);
const series = { indicator: "heads-count", area: "CHN", dimensions: {} };
const evaluated = await evaluateAlerts(db, {
  now: new Date(now),
  rules: [builtInRule(ruleOf({}, series))],
  catalogue: { facts: () => ({ unit: "persons", periodKind: "year" }), releaseSeriesOf: () => [series] },
  crash: (reached) => {
    if (reached === point) process.kill(process.pid, "SIGKILL");
  },
});
await db.close();
process.stdout.write(`${JSON.stringify(evaluated)}\n`);
