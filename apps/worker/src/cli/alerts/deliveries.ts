import { audienceCounts, deliveryLog, deliveryTotals } from "@talent/db/read/subscribers/delivery-log";

import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printable, printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";

const USAGE = "usage: alerts deliveries [--json]";
const MAX_DEAD = 50;

/** Counts of subscribers, subscriptions, messages and deliveries, the newest dead letters, and whether every notification is accounted for (exit code 1: not). */
export async function deliveries(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = readArguments(argv, { json: { type: "boolean" } }, [0, 0], USAGE);
  const [counts, dead, totals] = await withStore(env, ({ db }) =>
    Promise.all([audienceCounts(db), deliveryLog(db, { state: "dead", limit: MAX_DEAD }), deliveryTotals(db)]),
  );
  const whole = totals.in === totals.delivered + totals.held + totals.suppressed;
  await printOut(
    values.json
      ? jsonLines({ data: [{ counts, dead, conservation: { ...totals, whole } }], next: null })
      : lines(counts, dead, totals, whole),
  );
  return whole ? EXIT.ok : EXIT.failed;
}

type Counts = Awaited<ReturnType<typeof audienceCounts>>;
type Dead = Awaited<ReturnType<typeof deliveryLog>>;
type Totals = Awaited<ReturnType<typeof deliveryTotals>>;

function* lines(counts: Counts, dead: Dead, totals: Totals, whole: boolean): Generator<string> {
  yield printTable(
    ["kind", "state", "reason", "count"],
    counts.map((one): Row => [one.of, one.what, one.why, one.count]),
  );
  if (dead.length > 0) {
    const rows = dead.map(
      (one): Row => [
        one.createdAt.slice(0, 16).replace("T", " "),
        one.id,
        one.channel,
        one.reason,
        one.attempts,
        printable(one.last?.reply ?? ""),
      ],
    );
    yield `\ndead letters\n${printTable(["created", "message", "channel", "reason", "attempts", "last reply"], rows)}`;
  }
  const { delivered, held, suppressed } = totals;
  yield `\n${totals.in} notifications = ${delivered} delivered + ${held} held + ${suppressed} suppressed${whole ? "" : ": the counts do not add up"}\n`;
}
