import { type RulePhase, rulePhases } from "@talent/db/read/alerts/rule-states";
import { EXIT } from "../../process/exit.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";
import { allRules } from "./find-rule.ts";

const USAGE = "usage: alerts list [--json]";

/** Every rule with its phase, since when, and its last notification. */
export async function list(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = readArguments(argv, { json: { type: "boolean" } }, [0, 0], USAGE);
  const [rules, phases] = await withStore(env, (store) => Promise.all([allRules(store.db), rulePhases(store.db)]));
  const byRule = new Map(phases.map((phase) => [phase.rule, phase]));
  const entries = rules.map(({ id, name, audience }) => entryOf(id, name.en, audience, byRule.get(id)));
  const rows = entries.map(
    (one): Row => [
      one.rule,
      one.phase ?? "never evaluated",
      formatDay(one.since),
      formatDay(one.lastNotice?.at ?? null),
      one.audience,
      one.name,
    ],
  );
  await printOut(
    values.json
      ? jsonLines({ data: entries, next: null })
      : [printTable(["rule", "phase", "since", "last notified", "audience", "watches"], rows)],
  );
  return EXIT.ok;
}

function entryOf(rule: string, name: string, audience: string, phase: RulePhase | undefined) {
  const { phase: word = null, since = null, evaluatedTo = null, knownSince = null, lastNotice = null } = phase ?? {};
  return { rule, name, audience, phase: word, since, evaluatedTo, knownSince, lastNotice };
}

const formatDay = (instant: string | null): string => instant?.slice(0, 10) ?? "";
