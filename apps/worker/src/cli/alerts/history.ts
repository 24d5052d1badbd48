import { type AlertEntry, alertEntries, type ShownAlertValue } from "@talent/db/read/alerts/alert-history";
import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";
import { requireRule } from "./find-rule.ts";

const USAGE = "usage: alerts history [RULE] [--json]";
const MOST = 200;

/** The newest steps of one rule, or of all that readers are told of; numbers go through the licence gate. */
export async function history(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(argv, { json: { type: "boolean" } }, [0, 1], USAGE);
  const [wanted] = positionals;
  const { data, next } = await withStore(env, async ({ db }) => {
    const filter = wanted === undefined ? {} : { rule: (await requireRule(db, wanted, USAGE)).id };
    return await alertEntries(db, filter, null, MOST);
  });
  const header = ["id", "at", "rule", "step", "tells", "cause", "before", "after", "told to"];
  await printOut(
    values.json ? jsonLines({ data, next }) : [data.length === 0 ? "nothing has happened yet\n" : printTable(header, data.map(rowOf))],
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
    toldText(facts.before),
    toldText(facts.after),
    audience,
  ];
}

/** A value in its period; one that a licence keeps back is said to be. */
export function toldText(told: ShownAlertValue | null): string {
  if (told === null) return "";
  return `${told.value === null ? "(withheld)" : Number(told.value.toPrecision(6))} ${told.period}`;
}
