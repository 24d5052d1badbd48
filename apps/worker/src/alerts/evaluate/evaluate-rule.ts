import { alertHistory } from "@talent/core/alert/phase";
import type { Release } from "@talent/core/alert/release";
import { type RuleEvidence, ruleReleases } from "@talent/core/alert/rule-releases";
import { type AlertState, type Transition, transitionOf } from "@talent/core/alert/transition";
import { fingerprint } from "@talent/core/fingerprint";
import type { StoredRuleState } from "@talent/db/read/alerts/rule-states";
import type { EvaluatedRule, NewTransition } from "@talent/db/write/alerts/alert-pass";
import { catchUpTransitions } from "./catch-up.ts";
import type { PlannedRule } from "./plan.ts";

/** A deadline further off than this is never searched. */
const MAX_LOOKAHEAD_MS = 30 * 365 * 86_400_000;

type RuleOutcome = { readonly state: AlertState; readonly transitions: readonly NewTransition[] };

/**
 * One rule at `now`, from what is known; pure. `stored`: where it stood, null when it never did. The evidence has to reach back to there, and to the
 * beginning for a rule that is not evaluated by its news alone.
 */
export function evaluateRule(planned: PlannedRule, stored: StoredRuleState | null, evidence: RuleEvidence, now: Date): EvaluatedRule {
  const { rule, how, scopes } = planned;
  // A clock that was set back retracts nothing.
  const to = stored !== null && stored.evaluatedTo > now ? stored.evaluatedTo : now;
  const releases = ruleReleases(
    rule,
    evidence,
    how === "news" ? (stored?.evaluatedTo ?? null) : null,
    new Date(to.getTime() + MAX_LOOKAHEAD_MS),
  );
  const known = releases.filter(({ at }) => at <= to.toISOString());
  const next = releases[known.length];
  const unit = "unit" in rule.watch ? rule.watch.unit : null;
  return {
    rule: rule.id,
    fingerprint: planned.fingerprint,
    read: planned.place,
    ...foldRule(planned, stored, known, now),
    evaluatedTo: to,
    knownSince: stored?.knownSince ?? now,
    nextLook: next === undefined ? null : new Date(next.at),
    scopes,
    about: { name: rule.name, unit, watch: rule.watch },
  };
}

/** What was known when the rule began or stood still gives the baseline from which the rest is news. */
function foldRule(planned: PlannedRule, stored: StoredRuleState | null, known: readonly Release[], now: Date): RuleOutcome {
  const { rule, how, wantedSince } = planned;
  const begun = stored === null ? earlierDate(wantedSince ?? now, now) : stored.evaluatedTo;
  const [before, after] = how === "news" ? [[], known] : splitAt(known, begun);
  const first = stored !== null && how === "news" ? { state: stored.state, transitions: [] } : initialOutcome(planned, stored, before, now);
  const news = alertHistory(rule, after, first.state);
  return { state: news.state, transitions: [...first.transitions, ...news.transitions.map(asNews)] };
}

function initialOutcome({ rule, how }: PlannedRule, stored: StoredRuleState | null, before: readonly Release[], now: Date): RuleOutcome {
  const whole = alertHistory(rule, before);
  if (stored === null) return { state: whole.state, transitions: whole.transitions.map(asHistory) };
  if (how === "rewritten") return { state: whole.state, transitions: ruleChanged(stored.state, whole.state, now) };
  const isAsStored = fingerprint(whole.state) === fingerprint(stored.state);
  const late = isAsStored ? [] : catchUpTransitions({ rule, stored: stored.state, releases: before, whole }, now);
  return { state: whole.state, transitions: late };
}

/** No one is notified that a rule of ours has changed. */
function ruleChanged(before: AlertState, after: AlertState, now: Date): NewTransition[] {
  if (before.phase === after.phase) return [];
  const about = { from: before.phase, to: after.phase, tells: null, cause: "rule" } as const;
  return [asHistory(transitionOf({ at: now.toISOString(), ...about }))];
}

const earlierDate = (a: Date, b: Date): Date => (a < b ? a : b);
const asHistory = (transition: Transition): NewTransition => ({ transition, news: false, catchUp: null });
const asNews = (transition: Transition): NewTransition => ({ transition, news: true, catchUp: null });

function splitAt(releases: readonly Release[], instant: Date): [Release[], Release[]] {
  const until = instant.toISOString();
  return [releases.filter(({ at }) => at <= until), releases.filter(({ at }) => at > until)];
}
