import type { AlertPhase } from "@talent/core/alert/transition";
import { FamilyBadge } from "../components/badge.tsx";
import { html } from "../components/html.ts";
import { Markup } from "../components/markup.tsx";
import { Section } from "../components/section.tsx";
import { type Carried, href } from "../request/href.ts";
import { historyList } from "./history-list.ts";
import { loadHistoryPage } from "./load-history.ts";
import type { RuleAt } from "./load-rules.ts";
import { PHASE_MEANING, PHASES, phaseFamily, plainPhaseWord } from "./rule-words.ts";
import "./alerts.css";

type NewestProps = { kind: "claim" | "indicator" | "source"; id: string; asOf: Date | null; carried: Carried };

const MAX_SHOWN = 3;

/** The newest alerts that concern a thing, on its own page; nothing where there is none. */
export async function NewestNotices({ kind, id, asOf, carried }: NewestProps) {
  const { entries } = await loadHistoryPage({ scope: `${kind}:${id}` }, asOf, null, MAX_SHOWN);
  if (entries.length === 0) return null;
  return (
    <Section id="alerts" title="Alerts on it">
      <Markup as="ol" of={html`${historyList(entries, carried)}`} />
      <p className="mt-3">
        <a href={href("/alerts", carried, { [kind]: id })}>All alerts on it</a>
      </p>
    </Section>
  );
}

/** The way to be told of changes of a thing, from its own page. */
export function SubscribeLink({ scope, carried }: { scope: string; carried: Carried }) {
  return (
    <p className="no-print mt-4">
      <a href={href("/subscribe", { theme: carried.theme }, { scope })}>Subscribe</a>
    </p>
  );
}

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
          <span className="figures phase-count">{waiting}</span> <FamilyBadge family="none">Not evaluated yet</FamilyBadge>{" "}
          <span className="text-sm text-muted">the rules are evaluated after the next assessment</span>
        </li>
      ) : null}
    </ul>
  );
}
