import { releaseSeriesOf } from "@talent/catalog/alerts/release-series";
import type { Transition } from "@talent/core/alert/transition";
import { InvalidInstant } from "@talent/core/capture/errors";
import { asOfInstant } from "@talent/core/time/instant";
import { ruleHistory } from "@talent/db/read/alerts/alert-evidence";
import { withholdingCodes } from "@talent/db/read/licence/alert-licence";
import { indicatorFacts } from "../../assess/indicator-facts.ts";
import { EXIT } from "../../process/exit.ts";
import { readArguments, UsageError } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";
import { requireRule } from "./find-rule.ts";
import { formatAlertValue } from "./history.ts";

const USAGE = "usage: alerts backtest RULE [--since DATE] [--json]";
const OPTIONS = { since: { type: "string" }, json: { type: "boolean" } } as const;

/** The notifications a rule would have sent, had it existed from the beginning. Nothing is stored. */
export async function backtest(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS, [1, 1], USAGE);
  const since = values.since === undefined ? "" : parseSince(values.since);
  const steps = await withStore(env, async ({ db }) => {
    const rule = await requireRule(db, positionals[0] ?? "", USAGE);
    const { transitions } = await ruleHistory(db, rule, { facts: indicatorFacts, releaseSeriesOf: releaseSeriesOf }, new Date());
    const notified = transitions.filter(({ tells, at }) => tells !== null && at >= since);
    const about = { name: rule.name, unit: null, watch: rule.watch };
    const codes = await withholdingCodes(
      db,
      notified.map(({ inputs }) => ({ inputs, rule: about })),
    );
    return notified.map((step, place) => withheldStep(step, (codes[place] ?? null) !== null));
  });
  await printOut(values.json ? jsonLines({ data: steps, next: null }) : lines(steps, since));
  return EXIT.ok;
}

function withheldStep(step: Transition, withheld: boolean) {
  const bare = (value: Transition["after"]) => (value === null || !withheld ? value : { ...value, value: null });
  return { ...step, before: bare(step.before), after: bare(step.after), withheld };
}

function* lines(steps: readonly ReturnType<typeof withheldStep>[], since: string): Generator<string> {
  const rows = steps.map(
    (step): Row => [step.at.slice(0, 10), step.tells, step.cause, formatAlertValue(step.before), formatAlertValue(step.after)],
  );
  if (rows.length > 0) yield printTable(["date", "notification", "cause", "before", "after"], rows);
  yield `would have notified you ${steps.length === 1 ? "once" : `${steps.length} times`}${since === "" ? "" : ` since ${since.slice(0, 10)}`}\n`;
}

/** A date means the beginning of that day (UTC). */
function parseSince(text: string): string {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? `${asOfInstant(text).toISOString().slice(0, 10)}T00:00:00.000Z`
      : asOfInstant(text).toISOString();
  } catch (error) {
    if (error instanceof InvalidInstant)
      throw new UsageError(`--since must be a date or an ISO instant with its offset, not "${text}".`, USAGE);
    throw error;
  }
}
