import { openDb } from "@talent/db/connect";
import { deliverDue } from "../src/alerts/deliver/deliver-due.ts";
import { outboxTransport, smtpTransport } from "../src/alerts/mail/transport.ts";

import { createWebhookClient } from "../src/alerts/webhook/call.ts";
import { KEY } from "./deliveries.ts";
import { SITE } from "./mails.ts";

// A worker process of its own that sends what is due and kills itself, as kill -9 would, at the n-th pass of a named point.
const [url = "", to = "", now = "", point = "", pass = "1"] = process.argv.slice(2);
const db = openDb(url);
let passes = 0;
const postman = to.startsWith("smtp:") ? smtpTransport(to) : outboxTransport(to);
const drained = await deliverDue(db, {
  clock: () => new Date(now),
  random: () => 0,
  key: KEY,
  site: SITE,
  transport: postman,
  webhookClient: createWebhookClient("test"),
  log: () => undefined,
  crash: (reached) => {
    if (reached === point && ++passes === Number(pass)) process.kill(process.pid, "SIGKILL");
  },
});
await postman.close();
await db.close();
process.stdout.write(`${JSON.stringify(drained)}\n`);
