import { openDb } from "@talent/db/connect";
import { deliverDue } from "./deliver-due.ts";
import { outboxPostman } from "./smtp-outbox.ts";
import { smtpPostman } from "./smtp-postman.ts";
import { KEY } from "./test-deliveries.ts";
import { SITE } from "./test-mails.ts";
import { webhookCaller } from "./webhook-call.ts";

// A worker process of its own that sends what is due and kills itself, as kill -9 would, at the n-th pass of a named point.
const [url = "", to = "", now = "", point = "", pass = "1"] = process.argv.slice(2);
const db = openDb(url);
let passes = 0;
const postman = to.startsWith("smtp:") ? smtpPostman(to) : outboxPostman(to);
const drained = await deliverDue(db, {
  clock: () => new Date(now),
  random: () => 0,
  key: KEY,
  site: SITE,
  postman,
  caller: webhookCaller("test"),
  log: () => undefined,
  crash: (reached) => {
    if (reached === point && ++passes === Number(pass)) process.kill(process.pid, "SIGKILL");
  },
});
await postman.close();
await db.close();
process.stdout.write(`${JSON.stringify(drained)}\n`);
