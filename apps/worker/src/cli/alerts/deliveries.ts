import { audienceCounts, deliveryLog, deliveryTotals } from "@talent/db/read/subscribers/delivery-log";

import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printable, printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";

const USAGE = "usage: alerts deliveries [--json]";
const MOST_DEAD = 50;

/** Counts of people, wishes, messages and deliveries, the newest dead letters, and whether all that was told is accounted for (exit code 1: it is not). */
export async function deliveries(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = readArguments(argv, { json: { type: "boolean" } }, [0, 0], USAGE);
  const [counts, dead, kept] = await withStore(env, ({ db }) =>
    Promise.all([audienceCounts(db), deliveryLog(db, { state: "dead", limit: MOST_DEAD }), deliveryTotals(db)]),
  );
  const whole = kept.in === kept.delivered + kept.held + kept.suppressed;
  await printOut(
    values.json ? jsonLines({ data: [{ counts, dead, conservation: { ...kept, whole } }], next: null }) : lines(counts, dead, kept, whole),
  );
  return whole ? EXIT.ok : EXIT.failed;
}

type Counts = Awaited<ReturnType<typeof audienceCounts>>;
type Dead = Awaited<ReturnType<typeof deliveryLog>>;
type Kept = Awaited<ReturnType<typeof deliveryTotals>>;

function* lines(counts: Counts, dead: Dead, kept: Kept, whole: boolean): Generator<string> {
  yield printTable(
    ["of", "what", "why", "count"],
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
    yield `\ndead letters\n${printTable(["made", "message", "channel", "why", "attempts", "last reply"], rows)}`;
  }
  const { delivered, held, suppressed } = kept;
  yield `\n${kept.in} told = ${delivered} delivered + ${held} held + ${suppressed} suppressed${whole ? "" : ": this does not add up"}\n`;
}
