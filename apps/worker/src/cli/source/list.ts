import { type SourceState, sourceStates } from "@talent/db/read/ingest/sources";
import { SOURCES } from "@talent/sources/registry";
import { EXIT } from "../../process/exit.ts";
import { nextDue } from "../../schedule/due-slots.ts";
import { readArguments } from "../arguments.ts";
import { jsonLines, printOut } from "../print/output.ts";
import { printTable, type Row } from "../print/table.ts";
import { withStore } from "../with-store.ts";

const USAGE = "usage: source list [--json]";

/** Every source with its schedule, licence and last outcome. */
export async function list(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = readArguments(argv, { json: { type: "boolean" } }, [0, 0], USAGE);
  const states = await withStore(env, (store) => sourceStates(store.db));
  const entries = SOURCES.map((source) =>
    entryOf(
      source,
      states.find((state) => state.id === source.id),
    ),
  );
  await printOut(values.json ? jsonLines({ data: entries, next: null }) : [table(entries)]);
  return EXIT.ok;
}

type Entry = ReturnType<typeof entryOf>;

function entryOf(source: (typeof SOURCES)[number], state: SourceState | undefined) {
  const { id, title, kind, publisher, licence, schedule, cadence, produces, states, depositHint } = source;
  return {
    id,
    title,
    kind,
    publisher,
    licence,
    schedule,
    cadence,
    produces,
    states,
    depositHint: depositHint ?? null,
    lastLooked: state?.lastLooked ?? null,
    lastChanged: state?.lastChanged ?? null,
    lastOutcome: state?.lastOutcome ?? null,
    lastOutcomeAt: state?.lastOutcomeAt ?? null,
    held: state?.held ?? 0,
    nextLook: schedule === null ? null : (nextDue(schedule.cron, new Date())?.toISOString() ?? null),
  };
}

function table(entries: readonly Entry[]): string {
  const rows = entries.map((entry): Row => {
    const schedule = entry.schedule?.cron ?? (entry.kind === "deposit" ? "manual deposit" : "at start");
    return [entry.id, entry.kind, schedule, entry.licence.republish, entry.lastOutcome ?? "never run", formatMinute(entry.lastOutcomeAt)];
  });
  return printTable(["source", "kind", "schedule (UTC)", "republish", "last outcome", "last run (UTC)"], rows);
}

function formatMinute(instant: string | null): string {
  return instant === null ? "" : `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}
