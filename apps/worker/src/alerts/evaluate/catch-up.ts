import { stepAlert } from "@talent/core/alert/phase";
import type { Release } from "@talent/core/alert/release";
import type { AlertRule } from "@talent/core/alert/rule";
import {
  type AlertPhase,
  type AlertState,
  type AlertStep,
  type NoticeKind,
  type Transition,
  transitionOf,
} from "@talent/core/alert/transition";
import { parsePeriod } from "@talent/core/time/period";
import type { NewTransition } from "@talent/db/write/alerts/alert-pass";

/** What a rule that was folded again knows: what it learned, what became of it by that, and where it stood before. */
export type RefoldedRule = {
  readonly rule: AlertRule;
  readonly stored: AlertState;
  readonly releases: readonly Release[];
  readonly whole: AlertStep;
};

/**
 * The steps at `now` from where a rule stood to where it would stand, had late data come in time. People are notified only where what they know is
 * wrong or incomplete: something notified is false, or is over, or something crosses that they were not notified of. Usually one step; a second where
 * something is retracted and something else holds.
 */
export function catchUpTransitions(again: RefoldedRule, now: Date): NewTransition[] {
  const { stored, whole } = again;
  const told = catchUpOf(again);
  if (told.length === 0 && stored.phase === whole.state.phase) return [];
  const steps = told.length > 0 ? told : [silentTransition(again)];
  return steps.map((transition, index) => ({
    transition: {
      ...transition,
      at: now.toISOString(),
      from: index === 0 ? stored.phase : "retracted",
      to: index === steps.length - 1 ? whole.state.phase : "retracted",
    },
    news: true,
    catchUp: { at: transition.at },
  }));
}

function catchUpOf(again: RefoldedRule): Transition[] {
  switch (again.rule.watch.kind) {
    case "measure":
      return measureCatchUp(again);
    case "verdict":
      return [...stepOnNewest(again, "verdict")];
    case "source":
      return standingCatchUp(again);
    case "revision":
      return [];
  }
}

/** The newest release of a kind, as if it were the next one. */
function stepOnNewest({ rule, stored, releases }: RefoldedRule, kind: Release["kind"]): readonly Transition[] {
  const newest = releases.findLast((release) => release.kind === kind);
  return newest === undefined ? [] : stepAlert(rule, { ...stored, at: null }, newest).transitions;
}

function measureCatchUp(again: RefoldedRule): Transition[] {
  const undone = stepOnNewest(again, "numbers").filter(({ tells }) => tells === "retracted");
  const isOut = isFiring(again.whole.state);
  const wasOut = undone.length === 0 && isFiring(again.stored);
  return [...undone, ...(isOut === wasOut ? continuedCatchUp(again, wasOut) : isOut ? lastToldAs(again, "fired") : endedCatchUp(again))];
}

/** `firing`, also where silence or a break interrupts it. */
function isFiring({ phase, interrupted }: AlertState): boolean {
  const going: AlertPhase | null = phase === "stale" || phase === "suspended" || phase === "no_data" ? interrupted : phase;
  return going === "firing" || going === "recovering";
}

function lastToldAs({ whole }: RefoldedRule, tells: NoticeKind): Transition[] {
  const telling = whole.transitions.findLast((one) => one.tells === "fired" || one.tells === "again");
  return telling === undefined ? [] : [{ ...telling, tells }];
}

const CROSSING_TOLD: ReadonlySet<NoticeKind | null> = new Set(["fired", "again", "recovered", "retracted"]);

/**
 * Notified but not firing: it is over, or by what is known now it never met all that the rule requires (releases in a row, evidence). The
 * latter is retracted although its number stands, or the same would be notified a second time once it does.
 */
function endedCatchUp({ stored, releases, whole }: RefoldedRule): Transition[] {
  const last = whole.transitions.findLast(({ tells }) => CROSSING_TOLD.has(tells));
  if (last?.tells === "recovered") return [last];
  const { fired } = stored;
  const newest = releases.findLast((release) => release.kind === "numbers");
  if (fired === null || newest === undefined) return [];
  const now = newest.points.find(({ period }) => period === fired.told.period);
  const { at, cause } = (last?.tells === "retracted" ? last : whole.transitions.at(-1)) ?? newest;
  const told = { before: fired.told, after: now === undefined ? null : { period: now.period, value: now.value } };
  const why = { inputs: now?.inputs ?? [], threshold: fired.threshold, retracts: fired.at };
  return [transitionOf({ at, from: stored.phase, to: whole.state.phase, tells: "retracted", cause, ...told, ...why })];
}

/** Out as before, or not: a further period may have crossed, or nothing can be concluded any more. */
function continuedCatchUp(again: RefoldedRule, isOut: boolean): Transition[] {
  const { rule, stored, whole } = again;
  const last = whole.transitions.at(-1);
  const isCut = last?.tells === "suspended" || last?.tells === "no_data";
  if (last !== undefined && isCut && stored.phase !== whole.state.phase) return [last];
  const every = rule.watch.kind === "measure" && rule.watch.every === "period";
  const [before, after] = [stored.fired?.told.period, whole.state.fired?.told.period];
  if (!isOut || !every || before === undefined || after === undefined) return [];
  return parsePeriod(after).start > parsePeriod(before).start ? lastToldAs(again, "again") : [];
}

function standingCatchUp(again: RefoldedRule): Transition[] {
  const { stored, whole, releases } = again;
  const isOut = isFiring(whole.state);
  const newest = releases.findLast((release) => release.kind === "standing");
  if (isFiring(stored) === isOut || newest === undefined) return [];
  const { at, word, due } = newest;
  const about = { tells: isOut ? "late" : "spoke", cause: isOut ? "time" : "new_period", standing: { word, due } } as const;
  return [transitionOf({ at, from: stored.phase, to: whole.state.phase, ...about })];
}

/** A step that only stands in the history. */
function silentTransition({ stored, whole }: RefoldedRule): Transition {
  const last = whole.transitions.at(-1);
  const { at, cause } = last ?? { at: whole.state.at ?? "", cause: "time" };
  return transitionOf({ at, from: stored.phase, to: whole.state.phase, tells: null, cause, inputs: last?.inputs ?? [] });
}
