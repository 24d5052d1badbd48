import type { Indicator } from "@talent/catalog/indicators/indicator";
import { whyNot } from "@talent/catalog/user-rules/unsupported-reason";
import type { NumbersWatch } from "@talent/catalog/user-rules/user-rule";
import type { Axes } from "../../indicator/pick/axes.ts";
import { BaselineField, baselines } from "./baseline-field.tsx";
import { SeriesFields } from "./user-rule-fields.tsx";

type OwnProps = {
  scopes: readonly string[];
  indicator: Indicator;
  axes: Axes;
  /** Members of the rule as they are filled in. */
  members: Readonly<Record<string, string>>;
  /** Shown in the foot of the form: what is wrong with it. */
  problem: string | null;
  theme: string | undefined;
};

const WATCH_WORDS: readonly (readonly [NumbersWatch, string])[] = [
  ["level", "its value"],
  ["year-on-year", "its change on the year before"],
  ["ratio", "its value divided by that of another series"],
  ["record-high", "a new high"],
  ["record-low", "a new low"],
  ["claim-baseline", "its value divided by that of the year a claim speaks of"],
];

/** A rule of the reader's own on one series. A plain form: the address holds the choice, and the page that comes shows what it would have told. */
export function OwnForm({ scopes, indicator, axes, members, problem, theme }: OwnProps) {
  const offered = WATCH_WORDS.filter(
    ([watch]) => whyNot(watch, indicator) === null && (watch !== "claim-baseline" || baselines(indicator.id).length > 0),
  );
  const value = (name: string, otherwise: string) => members[name] ?? otherwise;
  const chosen = offered.some(([watch]) => watch === members.watch) ? members.watch : offered[0]?.[0];
  return (
    <form action="/subscribe#own" className="ask-form own-form">
      {scopes.map((scope) => (
        <input key={scope} type="hidden" name="scope" value={scope} />
      ))}
      {theme ? <input type="hidden" name="theme" value={theme} /> : null}
      <input type="hidden" name="rule.indicator" value={indicator.id} />
      <p>
        <span className="label">Of</span> {indicator.title} <span className="text-muted">({indicator.unit})</span>
      </p>
      <SeriesFields prefix="" axes={axes} indicator={indicator} members={members} />
      <fieldset className="field">
        <legend className="label">Watch</legend>
        {offered.map(([watch, words]) => (
          <label key={watch} className="choice">
            <input type="radio" name="rule.watch" value={watch} defaultChecked={watch === chosen} />
            {words}
          </label>
        ))}
      </fieldset>
      {offered.some(([watch]) => watch === "ratio") ? (
        <div className="field only-ratio">
          <p className="label">Divided by</p>
          <SeriesFields prefix="over." axes={axes} indicator={indicator} members={members} />
        </div>
      ) : null}
      {offered.some(([watch]) => watch === "claim-baseline") ? <BaselineField indicator={indicator.id} chosen={members.baseline} /> : null}
      <div className="field not-record">
        <label className="label" htmlFor="rule-op">
          Tell me when it is
        </label>
        <select id="rule-op" name="rule.op" defaultValue={value("op", ">=")}>
          <option value=">=">at or above the threshold</option>
          <option value="<=">at or below the threshold</option>
        </select>
      </div>
      <div className="field not-record">
        <div className="field-row">
          <NumberField name="threshold" words="Threshold" given={members.threshold ?? ""} />
          <NumberField name="recovery" words="Over again at" given={members.recovery ?? ""} />
        </div>
        <p className="field-note">
          Once told, it is told again only after the value came back to “over again at”, so that hovering at the threshold tells once.
        </p>
      </div>
      <details className="field">
        <summary>More</summary>
        <div className="field-row mt-2">
          <NumberField name="pending" words="Releases in a row before it tells" given={value("pending", "1")} whole />
          <NumberField name="recovering" words="Releases in a row before it is over" given={value("recovering", "1")} whole />
          <NumberField name="evidence" words="Fewest periods with a value" given={value("evidence", "3")} whole />
        </div>
        <div className="field mt-3">
          <label htmlFor="rule-no-data">When there is no value any more</label>
          <select id="rule-no-data" name="rule.noData" defaultValue={value("noData", "quiet")}>
            <option value="quiet">say nothing</option>
            <option value="tell">tell me</option>
          </select>
        </div>
      </details>
      {problem ? (
        <p role="alert" className="border-l-4 border-against pl-4">
          {problem}
        </p>
      ) : null}
      <button type="submit" className="button button-strong">
        Preview
      </button>
    </form>
  );
}

type NumberProps = { name: string; words: string; given: string; whole?: boolean };

function NumberField({ name, words, given, whole = false }: NumberProps) {
  return (
    <div className="field">
      <label htmlFor={`rule-${name}`}>{words}</label>
      <input
        id={`rule-${name}`}
        name={`rule.${name}`}
        type="number"
        step={whole ? 1 : "any"}
        {...(whole ? { min: 1 } : {})}
        defaultValue={given}
      />
    </div>
  );
}
