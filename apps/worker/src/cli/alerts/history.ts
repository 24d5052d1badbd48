import { type AlertEntry, alertEntries, type ShownAlertValue } from "@talent/db/read/alerts/alert-history";
import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";
import { requireRule } from "./find-rule.ts";

const USAGE = "usage: alerts history [RULE] [--json]";
const MAX_ENTRIES = 200;

/** The newest steps of one rule, or of all rules for readers; numbers pass the licence gate. */
export async function history(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, { json: { type: "boolean" } }, [0, 1], USAGE);
  const [wanted] = positionals;
  const { data, next } = await withStore(env, async ({ db }) => {
    const filter = wanted === undefined ? {} : { rule: (await requireRule(db, wanted, USAGE)).id };
    return await alertEntries(db, filter, null, MAX_ENTRIES);
  });
  const header = ["id", "date", "rule", "step", "notification", "cause", "before", "after", "notified"];
  await printOut(
    values.json ? jsonLines({ data, next }) : [data.length === 0 ? "no alert history yet\n" : printTable(header, data.map(rowOf))],
  );
  return EXIT.ok;
}

function rowOf({ id, at, rule, facts, audience }: AlertEntry): Row {
  return [
    id,
    at.slice(0, 10),
    rule,
    `${facts.from} > ${facts.to}`,
    facts.tells ?? "",
    facts.cause,
    formatAlertValue(facts.before),
    formatAlertValue(facts.after),
    audience,
  ];
}

/** A value and its period, or "(withheld)" where the licence does not allow the number. */
export function formatAlertValue(shown: ShownAlertValue | null): string {
  if (shown === null) return "";
  return `${shown.value === null ? "(withheld)" : Number(shown.value.toPrecision(6))} ${shown.period}`;
}
