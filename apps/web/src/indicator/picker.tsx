import { areaName } from "@talent/catalog/areas";
import type { Indicator } from "@talent/catalog/indicator";
import { type Html, html } from "../parts/html.ts";
import { Markup } from "../parts/markup.tsx";
import type { Carried } from "../request/href.ts";
import { capital, dimensionWords } from "../words/code-words.ts";
import { type Axes, codesOf, codeText } from "./axes.ts";
import { KEY_AREAS } from "./default-pick.ts";
import type { Picked } from "./pick.ts";
import { seriesOfClaims } from "./resting-claims.ts";
import { codeLabel } from "./series-name.ts";
import { type View, viewRules } from "./views.ts";

type PickerProps = {
  indicator: Indicator;
  axes: Axes;
  picked: Picked;
  view: View;
  /** Those that have something to show of the picked series. */
  offered: readonly View[];
  base: string | null;
  bases: readonly string[];
  carried: Carried;
};

type Option = { readonly value: string; readonly label: string };

const FEW = 8;

/** What is shown, to be picked otherwise. A plain form: the address is the state, and no script is needed. */
export function Picker({ indicator, axes, picked, view, offered, base, bases, carried }: PickerProps) {
  const dimensions = Object.keys(indicator.dimensions);
  const hidden = Object.entries(carried).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return (
    <form action={`/indicators/${indicator.id}`} className="picker no-print">
      {axes.areas.length > 1 ? <Choice name="area" legend="Areas" options={areaOptions(axes, picked.areas)} chosen={picked.areas} /> : null}
      {dimensions.map((name) => {
        const options = codesOf(axes, name, indicator.dimensions[name]).map((code) => ({
          value: codeText(code),
          label: codeLabel(name, code),
        }));
        const chosen = (picked.codes[name] ?? []).map(codeText);
        return options.length > 1 ? (
          <Choice
            key={name}
            name={`dim.${name}`}
            legend={capital(dimensionWords(name))}
            options={wantedFirst(options, [...chosen, "all", ...ledgerCodes(indicator, name)])}
            chosen={chosen}
          />
        ) : null;
      })}
      <Views indicator={indicator} view={view} offered={offered} base={base} bases={bases} />
      {hidden.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="picker-show">
        Show
      </button>
    </form>
  );
}

/** Boxes to tick: the chosen and the most wanted at once, all others on demand. */
function Choice({
  name,
  legend,
  options,
  chosen,
}: {
  name: string;
  legend: string;
  options: readonly Option[];
  chosen: readonly string[];
}) {
  const [first, rest] = [options.slice(0, Math.max(FEW, chosen.length)), options.slice(Math.max(FEW, chosen.length))];
  return (
    <fieldset>
      <legend className="label">{legend}</legend>
      <Markup className="picker-options" of={html`${first.map((option) => tick(name, option, chosen))}`} />
      {rest.length > 0 ? (
        <details>
          <summary>
            {rest.length} more {rest.length === 1 ? "choice" : "choices"}
          </summary>
          <Markup className="picker-more" of={html`${rest.map((option) => tick(name, option, chosen))}`} />
        </details>
      ) : null}
    </fieldset>
  );
}

function tick(name: string, { value, label }: Option, chosen: readonly string[]): Html {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${chosen.includes(value) ? html` checked` : null}>${label}</label>`;
}

function Views({
  indicator,
  view,
  offered: withResult,
  base,
  bases,
}: Pick<PickerProps, "indicator" | "view" | "offered" | "base" | "bases">) {
  const rules = viewRules(indicator);
  const offered = rules.filter((rule) => rule.why === null && withResult.includes(rule.view));
  const refused = [...new Set(rules.flatMap((rule) => (rule.why ? `${rule.label}: ${rule.why}` : [])))];
  if (offered.length < 2 && refused.length === 0) return null;
  return (
    <fieldset>
      <legend className="label">Seen as</legend>
      {offered.length > 1 ? (
        <div className="picker-options">
          {offered.map((rule) => (
            <label key={rule.view} className="tick">
              <input type="radio" name="view" value={rule.view} defaultChecked={rule.view === view} />
              {rule.label}
            </label>
          ))}
          {offered.some((rule) => rule.view === "index") ? <BasePicker base={base} bases={bases} /> : null}
        </div>
      ) : null}
      {refused.length > 0 ? <p className="mt-2 max-w-3xl text-sm text-muted">Not offered. {refused.join(" ")}</p> : null}
    </fieldset>
  );
}

function BasePicker({ base, bases }: Pick<PickerProps, "base" | "bases">) {
  return (
    <label className="picker-base">
      100 in
      <select name="base" defaultValue={base ?? undefined}>
        {[...bases].reverse().map((period) => (
          <option key={period}>{period}</option>
        ))}
      </select>
    </label>
  );
}

function areaOptions(axes: Axes, chosen: readonly string[]): Option[] {
  const wanted = new Set<string>([...chosen, ...KEY_AREAS]);
  const named = axes.areas.map((value) => ({ value, label: areaName(value) })).sort((a, b) => a.label.localeCompare(b.label, "en"));
  const first = [...wanted].flatMap((value) => named.find((option) => option.value === value) ?? []);
  return [...first, ...named.filter((option) => !wanted.has(option.value))];
}

/** Of a long list, what is chosen, the whole, and what the ledger measures come first. */
function wantedFirst(options: readonly Option[], wanted: readonly string[]): Option[] {
  if (options.length <= FEW) return [...options];
  const first = [...new Set(wanted)].flatMap((value) => options.find((option) => option.value === value) ?? []);
  return [...first, ...options.filter((option) => !first.includes(option))];
}

function ledgerCodes(indicator: Indicator, name: string): string[] {
  return seriesOfClaims(indicator.id).map((key) => codeText(key.dimensions[name] ?? null));
}
