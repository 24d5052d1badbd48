import type { RefusalCode } from "@talent/core/capture/capture";
import type { Outcome } from "@talent/core/capture/outcome";
import { numberWords } from "@talent/core/measure/format";
import { day } from "../words/dates.ts";
import { listWords } from "../words/duration-words.ts";
import { REFUSAL_WORDS } from "../words/outcome-sentences.ts";
import { outcomeWords } from "../words/outcome-words.ts";
import { visibleText } from "../words/visible-text.ts";

/** What the log of a run says, of whatever age it is: anything may be missing from it. */
export type RunLog = {
  readonly counts: string | null;
  readonly refusals: readonly { readonly code: string; readonly words: string; readonly count: number }[];
  readonly ended: readonly { readonly url: string; readonly words: string }[];
  readonly robots: readonly { readonly origin: string; readonly decision: string; readonly checked: string | null }[];
};

const COUNTS: readonly (readonly [string, string, string])[] = [
  ["newPeriods", "new number", "new numbers"],
  ["revisions", "revised", "revised"],
  ["withdrawals", "taken back", "taken back"],
  ["corrections", "corrected by us", "corrected by us"],
  ["held", "held back", "held back"],
  ["unchanged", "unchanged", "unchanged"],
];

/** Reads a run's detail. Refusals are a code and a count: what was refused is no public value, nor is the text of a publisher's cell. */
export function runLog(detail: unknown): RunLog {
  const fields = recordOf(detail);
  const counts = recordOf(fields.counts);
  const said = COUNTS.flatMap(([name, one, many]) => {
    const count = counts[name];
    return typeof count === "number" && count > 0 ? [`${numberWords(count)} ${count === 1 ? one : many}`] : [];
  });
  const message = typeof fields.message === "string" ? [{ url: "", words: visibleText(fields.message.slice(0, 240)) }] : [];
  return {
    counts: said.length > 0 ? listWords(said) : null,
    refusals: Object.entries(recordOf(fields.refused)).flatMap(([code, count]) =>
      typeof count === "number" ? [{ code, words: refusalWords(code), count }] : [],
    ),
    ended: [...listOf(fields.ended).map(endedWords), ...message],
    robots: listOf(fields.visits).map(robotsWords),
  };
}

/** Messages about the way to a site are ours; those about its documents may quote them, and stay in the operators' log. */
const OURS: ReadonlySet<unknown> = new Set<Outcome>(["unreachable", "blocked_by_site", "blocked_by_robots"]);

function endedWords(ended: Record<string, unknown>): RunLog["ended"][number] {
  const message = OURS.has(ended.outcome) && typeof ended.message === "string" ? `: ${visibleText(ended.message.slice(0, 240))}` : "";
  return { url: textOf(ended.url), words: `${outcomeWords(textOf(ended.outcome))}${message}` };
}

function robotsWords(visit: Record<string, unknown>): RunLog["robots"][number] {
  const checked = typeof visit.checkedAt === "string" ? day(visit.checkedAt) : null;
  return { origin: textOf(visit.origin), decision: visibleText(textOf(visit.robots).slice(0, 240)), checked };
}

function refusalWords(code: string): string {
  return Object.hasOwn(REFUSAL_WORDS, code) ? REFUSAL_WORDS[code as RefusalCode] : code.replaceAll("_", " ");
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
