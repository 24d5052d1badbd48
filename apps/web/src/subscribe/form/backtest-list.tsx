import { phaseFamily, phaseWord } from "../../alerts/phase-words.ts";
import { whenTold } from "../../alerts/rule-words.ts";
import { FamilyBadge } from "../../components/badge.tsx";
import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { day } from "../../words/dates.ts";
import { typeset } from "../../words/text.ts";
import type { Backtest } from "./backtest.ts";

/** Each rule with where it stands and what it would have told, had it been there from the beginning. */
export function BacktestLines({ tests, open = false }: { tests: readonly Backtest[]; open?: boolean }) {
  return (
    <ul>
      {tests.map((test) => (
        <li key={test.rule.id} className="backtest">
          <div className="backtest-head">
            <h3>{test.rule.name.en}</h3>
            <FamilyBadge family={phaseFamily(test.phase)}>{phaseWord(test.rule, test.phase)}</FamilyBadge>
          </div>
          <p className="field-note">{typeset(whenTold(test.rule))}</p>
          <Told test={test} open={open} />
        </li>
      ))}
    </ul>
  );
}

const timesWords = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

function Told({ test: { told, since }, open }: { test: Backtest; open: boolean }) {
  if (since === null) return <p className="field-note">Nothing is known yet that it could go by.</p>;
  const year = since.slice(0, 4);
  if (told.length === 0) return <p className="mt-1">Would have told you nothing since {year}.</p>;
  return (
    <details className="mt-1" open={open}>
      <summary>
        Would have told you {timesWords(told.length)} since {year}
      </summary>
      <Markup
        as="ol"
        className="backtest-told"
        of={html`${told.map(({ at, words }) => html`<li><time datetime="${at}">${day(at)}</time> <span>${typeset(words)}</span></li>`)}`}
      />
    </details>
  );
}
