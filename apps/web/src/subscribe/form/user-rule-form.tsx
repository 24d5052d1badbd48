import { areaName } from "@talent/catalog/areas/all";
import { CLAIMS } from "@talent/catalog/claims/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { NumbersWatch } from "@talent/catalog/user-rules/choice";
import { unsupportedReason } from "@talent/catalog/user-rules/choice";
import { bindingsOf } from "@talent/core/measure/measure";
import { seriesOfClaims } from "../../claim/claims-using.ts";
import { Callout } from "../../components/callout.tsx";
import { html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import { type Axes, codesOf } from "../../indicator/pick/axes.ts";
import { defaultPick } from "../../indicator/pick/default-pick.ts";
import { codeLabel } from "../../indicator/pick/series-name.ts";
import { capitalize, dimensionWords } from "../../words/code-words.ts";

type UserRuleFormProps = {
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
export function UserRuleForm({ scopes, indicator, axes, members, problem, theme }: UserRuleFormProps) {
  const offered = WATCH_WORDS.filter(
    ([watch]) => unsupportedReason(watch, indicator) === null && (watch !== "claim-baseline" || baselines(indicator.id).length > 0),
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
        <span className="label">Of</span> {indicator.title.en} <span className="text-muted">({indicator.unit})</span>
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
          Notify me when it is
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
        <Callout tone="against" role="alert">
          {problem}
        </Callout>
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

type IndicatorChoiceProps = {
  scopes: readonly string[];
  indicators: readonly Indicator[];
  chosen: string | null;
  theme: string | undefined;
};

/** Which indicator a rule of the reader's own is about, where there is more than one. */
export function IndicatorChoice({ scopes, indicators, chosen, theme }: IndicatorChoiceProps) {
  if (indicators.length === 0) return <p className="text-muted">No number is held that a rule could watch.</p>;
  if (indicators.length === 1) return null;
  return (
    <form action="/subscribe#own" className="mb-5">
      {scopes.map((scope) => (
        <input key={scope} type="hidden" name="scope" value={scope} />
      ))}
      {theme ? <input type="hidden" name="theme" value={theme} /> : null}
      <div className="ask-form">
        <label htmlFor="own-indicator" className="label">
          Indicator
        </label>
        <Markup
          of={html`<select id="own-indicator" name="rule.indicator">${indicators.map(
            ({ id, title }) => html`<option value="${id}"${id === chosen ? html` selected` : null}>${title.en}</option>`,
          )}</select>`}
        />
        <button type="submit" className="button">
          {chosen ? "Change" : "Choose"}
        </button>
      </div>
    </form>
  );
}

type SeriesFieldsProps = { prefix: string; axes: Axes; indicator: Indicator; members: Readonly<Record<string, string>> };

/** What is picked before anybody picks: the series that the ledger measures. */
function defaultMembers(axes: Axes, indicator: Indicator): Readonly<Record<string, string>> {
  const { areas, codes } = defaultPick(indicator, axes, seriesOfClaims(indicator.id));
  const first = Object.entries(codes).flatMap(([name, list]) => (list[0] ? [[`dim.${name}`, list[0]] as const] : []));
  return { area: areas[0] ?? "", ...Object.fromEntries(first) };
}

/** The area and one code of each dimension. Long lists are written as one text. */
function SeriesFields({ prefix, axes, indicator, members }: SeriesFieldsProps) {
  const otherwise = defaultMembers(axes, indicator);
  const areas = [...axes.areas].map((code) => [code, areaName(code)] as const).sort((a, b) => a[1].localeCompare(b[1], "en"));
  const fields = [
    {
      name: `${prefix}area`,
      words: "Area",
      options: areas,
      chosen: members[`${prefix}area`] ?? otherwise.area,
    },
    ...Object.entries(indicator.dimensions).map(([name, listed]) => ({
      name: `${prefix}dim.${name}`,
      words: capitalize(dimensionWords(name)),
      options: codesOf(axes, name, listed).map((code) => [code ?? "", capitalize(codeLabel(name, code))] as const),
      chosen: members[`${prefix}dim.${name}`] ?? otherwise[`dim.${name}`],
    })),
  ].filter(({ options }) => options.length > 0);
  return (
    <Markup
      className="field-row"
      of={html`${fields.map(
        ({ name, words, options, chosen }) =>
          html`<label class="field">${words}<select name="rule.${name}">${options.map(
            ([code, label]) => html`<option value="${code}"${code === chosen ? html` selected` : null}>${label}</option>`,
          )}</select></label>`,
      )}`}
    />
  );
}

/** Claims and readings that take their numbers from an indicator, and the year they speak of. */
function baselines(indicator: string): { readonly value: string; readonly words: string }[] {
  return CLAIMS.filter(({ kind }) => kind !== "prediction").flatMap((claim) =>
    claim.readings
      .filter(({ measure }) => measure !== null && bindingsOf(measure).some((key) => key.indicator === indicator))
      .map((reading) => ({ value: `${claim.id}|${reading.id}`, words: `${reading.period}: ${claim.paraphrase.en} (${reading.id})` })),
  );
}

/** Which claim's own year a series is divided by. */
function BaselineField({ indicator, chosen }: { indicator: string; chosen: string | undefined }) {
  return (
    <div className="field only-baseline">
      <label htmlFor="rule-baseline" className="label">
        Divided by its value of the year in
      </label>
      <select id="rule-baseline" name="rule.baseline" defaultValue={chosen}>
        {baselines(indicator).map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
