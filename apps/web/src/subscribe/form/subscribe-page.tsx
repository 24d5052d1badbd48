import { conditionSentence, phaseFamily, phaseWord } from "../../alerts/rule-words.ts";
import { FamilyBadge } from "../../components/badge.tsx";
import { Callout } from "../../components/callout.tsx";
import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { formatDay } from "../../words/dates.ts";
import { typeset } from "../../words/text.ts";
import { HONEYPOT } from "../bodies.ts";
import { type GivenSettings, SettingsFields } from "../settings-fields.tsx";
import type { Backtest } from "./load.ts";

/** Each rule with where it stands and what it would have told, had it been there from the beginning. */
export function BacktestList({ tests, open = false }: { tests: readonly Backtest[]; open?: boolean }) {
  return (
    <ul>
      {tests.map((test) => (
        <li key={test.rule.id} className="backtest">
          <div className="backtest-head">
            <h3>{test.rule.name.en}</h3>
            <FamilyBadge family={phaseFamily(test.phase)}>{phaseWord(test.rule, test.phase)}</FamilyBadge>
          </div>
          <p className="field-note">{typeset(conditionSentence(test.rule))}</p>
          <BacktestResult test={test} open={open} />
        </li>
      ))}
    </ul>
  );
}

const timesWords = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

function BacktestResult({ test: { told, since }, open }: { test: Backtest; open: boolean }) {
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
        of={html`${told.map(({ at, words }) => html`<li><time datetime="${at}">${formatDay(at)}</time> <span>${typeset(words)}</span></li>`)}`}
      />
    </details>
  );
}

type SubscriptionFormProps = {
  scopes: readonly string[];
  /** Members of a rule of the reader's own, by name; empty: none. */
  rule: Readonly<Record<string, string>>;
  given: GivenSettings & { readonly includeFuture: boolean };
  /** Whether rules may come that the scope covers. */
  canGrow: boolean;
  problem: string | null;
};

const PROBLEMS: Readonly<Record<string, string>> = {
  address: "This is not one mail address. Give a bare one, like name@example.org.",
  scopes: "There is nothing of that name to subscribe to any more.",
  time_zone: "There is no such time zone.",
  quiet_from: "Quiet hours need a beginning and an end.",
  quiet_to: "Quiet hours need a beginning and an end.",
  rule: "This rule cannot be watched; look at it once more.",
  "too-many-requests": "Too many requests came from here. Try again in a few minutes.",
  "foreign-origin": "The form was not sent from this page. Send it again.",
};

/** Asks to be told. A plain form that needs no script; what it sends counts for nothing before the link in a mail is confirmed. */
export function SubscriptionForm({ scopes, rule, given, canGrow, problem }: SubscriptionFormProps) {
  return (
    <form id="subscribe" method="post" action="/api/v1/subscriptions" className="ask-form">
      <h2 className="font-serif text-xl font-semibold">By mail</h2>
      {problem ? (
        <Callout tone="against" role="alert">
          {PROBLEMS[problem] ?? "That could not be done. Look through the form and send it again."}
        </Callout>
      ) : null}
      {scopes.map((scope) => (
        <input key={scope} type="hidden" name="scopes" value={scope} />
      ))}
      {Object.entries(rule).map(([name, value]) => (
        <input key={name} type="hidden" name={`rule.${name}`} value={value} />
      ))}
      <div className="field">
        <label htmlFor="address" className="label">
          Your mail address
        </label>
        <input id="address" name="address" type="email" required maxLength={320} autoComplete="email" spellCheck={false} />
        <p className="field-note">Kept encrypted, used for nothing else, and deleted when you say so.</p>
      </div>
      <p className="not-for-people" aria-hidden="true">
        <label htmlFor="website">Leave this empty</label>
        <input id="website" name={HONEYPOT} type="text" tabIndex={-1} autoComplete="off" />
      </p>
      <SettingsFields given={given} />
      {canGrow ? <FutureRulesField included={given.includeFuture} /> : <input type="hidden" name="include_future" value="yes" />}
      <button type="submit" className="button button-strong">
        Send confirmation
      </button>
      <p className="field-note">
        We send one mail with a link. Nothing else comes before you confirm it, and every later mail has a link to stop.
      </p>
    </form>
  );
}

function FutureRulesField({ included }: { included: boolean }) {
  return (
    <fieldset className="field">
      <legend className="label">Rules that come later</legend>
      <label className="choice">
        <input type="radio" name="include_future" value="yes" defaultChecked={included} />
        Include those as well
      </label>
      <label className="choice">
        <input type="radio" name="include_future" value="no" defaultChecked={!included} />
        Only the rules of today
      </label>
    </fieldset>
  );
}
