import { openDb } from "@talent/db/connect";
import { walkReplay } from "../src/ingest/replay-walk.ts";
import { testParser, testSource } from "./source.ts";

// A worker process of its own that walks and kills itself, as kill -9 would, at the n-th pass of a named point.
const [url = "", root = "", point = "", pass = "1"] = process.argv.slice(2);
const db = openDb(url);
let passes = 0;
await walkReplay({
  db,
  root,
  sources: [testSource({ id: "heads", indicator: "heads" })],
  parser: testParser(),
  assess: async () => undefined,
  log: () => undefined,
  crash: (reached) => {
    if (reached === point && ++passes === Number(pass)) process.kill(process.pid, "SIGKILL");
  },
});
await db.close();
process.stdout.write("walked\n");
