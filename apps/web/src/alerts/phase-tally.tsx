import type { AlertPhase } from "@talent/core/alert/transition";
import { FamilyBadge } from "../components/badge.tsx";
import type { RuleAt } from "./load-rules.ts";
import { PHASE_MEANING, PHASES, phaseFamily, plainPhaseWord } from "./phase-words.ts";

/** How many rules stand in each phase, and what each phase means. */
export function PhaseTally({ rules }: { rules: readonly RuleAt[] }) {
  const counts = PHASES.map((phase): [AlertPhase, number] => [phase, rules.filter(({ at }) => at?.phase === phase).length]);
  const waiting = rules.filter(({ at }) => at === null).length;
  return (
    <ul className="phase-tally">
      {counts
        .filter(([, count]) => count > 0)
        .map(([phase, count]) => (
          <li key={phase}>
            <span className="figures phase-count">{count}</span>{" "}
            <FamilyBadge family={phaseFamily(phase)}>{plainPhaseWord(phase)}</FamilyBadge>{" "}
            <span className="text-sm text-muted">{PHASE_MEANING[phase]}</span>
          </li>
        ))}
      {waiting > 0 ? (
        <li>
          <span className="figures phase-count">{waiting}</span> <FamilyBadge family="none">Not looked at yet</FamilyBadge>{" "}
          <span className="text-sm text-muted">the rules are evaluated after the next assessment</span>
        </li>
      ) : null}
    </ul>
  );
}
