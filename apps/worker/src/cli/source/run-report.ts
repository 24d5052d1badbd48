import type { Refusal } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import type { Source } from "@talent/sources/define-source";
import type { RunReport } from "../../ingest/run-effects.ts";
import { EXIT } from "../../process/exit.ts";
import { printable } from "../print/table.ts";

const MOST_REFUSALS = 20;

/** How a run went, for a person at a terminal. */
export function reportLines(source: Source, report: RunReport): string {
  const { newPeriods, revisions, withdrawals, unchanged, held } = report.counts;
  const counts = `${newPeriods} new, ${revisions} revised, ${withdrawals} withdrawn, ${unchanged} unchanged, ${held} held back`;
  const ended = report.ended.map((request) => `${request.outcome}: ${printable(request.message)} (${printable(request.url)})`);
  return [`${source.id}: ${report.outcome}: ${counts}`, ...refusalLines(report.refusals), ...ended].map((line) => `${line}\n`).join("");
}

/** Refusals one per line, the first twenty of them. */
export function refusalLines(refusals: readonly Omit<Refusal, "scope">[]): string[] {
  const lines = refusals.slice(0, MOST_REFUSALS).map((refusal) => `refused: ${refusal.code}: ${printable(refusal.message)}`);
  return refusals.length > MOST_REFUSALS ? [...lines, `and ${refusals.length - MOST_REFUSALS} more refused`] : lines;
}

const REFUSED: readonly Outcome[] = ["layout_changed", "implausible", "contract_violation"];
const AWAY: readonly Outcome[] = ["blocked_by_robots", "blocked_by_site", "unreachable"];

/** The exit code an outcome deserves: 3 when what came was refused, 1 when nothing came. */
export function exitCodeOf(outcome: Outcome): number {
  if (REFUSED.includes(outcome)) return EXIT.refused;
  return AWAY.includes(outcome) ? EXIT.failed : EXIT.ok;
}
