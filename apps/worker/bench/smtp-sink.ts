import { startSmtpServer } from "../testing/smtp-server.ts";

// A mail server in a process of its own that accepts everything and stores nothing, so that it costs the sender no time of its own.
const sink = await startSmtpServer({ forgets: true });
process.stdout.write(`${sink.url}\n`);
process.on("message", (wanted) => {
  if (wanted === "count") process.send?.(sink.taken.length);
});
process.on("disconnect", () => process.exit());
