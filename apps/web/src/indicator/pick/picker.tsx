import { areaName } from "@talent/catalog/areas/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import { seriesOfClaims } from "../../claim/claims-using.ts";
import { type Html, html } from "../../components/html.ts";
import { Markup } from "../../components/markup.tsx";
import type { Carried } from "../../request/href.ts";
import { capitalize, dimensionWords } from "../../words/code-words.ts";
import { type Axes, codesOf, codeText } from "./axes.ts";
import { KEY_AREAS } from "./default-pick.ts";
import type { Picked } from "./read-pick.ts";
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

const MAX_OPEN_OPTIONS = 8;

/** What is shown, to be picked otherwise. A plain form: the address is the state, and no script is needed. Without a choice there is no form. */
export function Picker({ indicator, axes, picked, view, offered, base, bases, carried }: PickerProps) {
  const choices = choicesOf(indicator, axes, picked);
  const hidden = Object.entries(carried).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const views = <ViewPicker indicator={indicator} view={view} offered={offered} base={base} bases={bases} />;
  if (choices.length === 0 && offered.length < 2) return views;
  return (
    <form action={`/indicators/${indicator.id}`} className="picker no-print">
      {choices.map((choice) => (
        <ChoiceField key={choice.name} {...choice} />
      ))}
      {views}
      {hidden.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="picker-show">
        Show
      </button>
    </form>
  );
}

type ChoiceProps = { name: string; legend: string; options: readonly Option[]; chosen: readonly string[] };

/** Areas and every dimension, where there is more than one of them. */
function choicesOf(indicator: Indicator, axes: Axes, picked: Picked): ChoiceProps[] {
  const areas = { name: "area", legend: "Areas", options: areaOptions(axes, picked.areas), chosen: picked.areas };
  const dimensions = Object.entries(indicator.dimensions).map(([name, listed]): ChoiceProps => {
    const options = codesOf(axes, name, listed).map((code) => ({ value: codeText(code), label: capitalize(codeLabel(name, code)) }));
    const chosen = (picked.codes[name] ?? []).map(codeText);
    const wanted = [...chosen, "all", ...ledgerCodes(indicator, name)];
    return { name: `dim.${name}`, legend: capitalize(dimensionWords(name)), options: wantedFirst(options, wanted), chosen };
  });
  return [areas, ...dimensions].filter(({ options }) => options.length > 1);
}

/** Boxes to tick: the chosen and the most wanted at once, all others on demand. */
function ChoiceField({ name, legend, options, chosen }: ChoiceProps) {
  const [first, rest] = [
    options.slice(0, Math.max(MAX_OPEN_OPTIONS, chosen.length)),
    options.slice(Math.max(MAX_OPEN_OPTIONS, chosen.length)),
  ];
  return (
    <fieldset>
      <legend className="label">{legend}</legend>
      <Markup className="picker-options" of={html`${first.map((option) => checkboxHtml(name, option, chosen))}`} />
      {rest.length > 0 ? (
        <details>
          <summary>
            {rest.length} more {rest.length === 1 ? "choice" : "choices"}
          </summary>
          <Markup className="picker-more" of={html`${rest.map((option) => checkboxHtml(name, option, chosen))}`} />
        </details>
      ) : null}
    </fieldset>
  );
}

function checkboxHtml(name: string, { value, label }: Option, chosen: readonly string[]): Html {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${chosen.includes(value) ? html` checked` : null}>${label}</label>`;
}

function areaOptions(axes: Axes, chosen: readonly string[]): Option[] {
  const wanted = new Set<string>([...chosen, ...KEY_AREAS]);
  const named = axes.areas.map((value) => ({ value, label: areaName(value) })).sort((a, b) => a.label.localeCompare(b.label, "en"));
  const first = [...wanted].flatMap((value) => named.find((option) => option.value === value) ?? []);
  return [...first, ...named.filter((option) => !wanted.has(option.value))];
}

/** Of a long list, what is chosen, the whole, and what the ledger measures come first. */
function wantedFirst(options: readonly Option[], wanted: readonly string[]): Option[] {
  if (options.length <= MAX_OPEN_OPTIONS) return [...options];
  const first = [...new Set(wanted)].flatMap((value) => options.find((option) => option.value === value) ?? []);
  return [...first, ...options.filter((option) => !first.includes(option))];
}

function ledgerCodes(indicator: Indicator, name: string): string[] {
  return seriesOfClaims(indicator.id).map((key) => codeText(key.dimensions[name] ?? null));
}

type ViewPickerProps = { indicator: Indicator; view: View; offered: readonly View[]; base: string | null; bases: readonly string[] };

/** How the numbers are seen, to be chosen; what would mislead is not offered, and why. */
function ViewPicker({ indicator, view, offered, base, bases }: ViewPickerProps) {
  const rules = viewRules(indicator).filter((rule) => offered.includes(rule.view));
  if (rules.length < 2) return <NotOffered indicator={indicator} />;
  return (
    <fieldset>
      <legend className="label">Seen as</legend>
      <div className="picker-options">
        {rules.map((rule) => (
          <label key={rule.view} className="tick">
            <input type="radio" name="view" value={rule.view} defaultChecked={rule.view === view} />
            {rule.label}
          </label>
        ))}
        {offered.includes("index") ? <BasePicker base={base} bases={bases} /> : null}
      </div>
      <NotOffered indicator={indicator} />
    </fieldset>
  );
}

function BasePicker({ base, bases }: Pick<ViewPickerProps, "base" | "bases">) {
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

/** Each reason once, with the views that it keeps back. */
function NotOffered({ indicator }: { indicator: Indicator }) {
  const refused = viewRules(indicator).filter((rule) => rule.why !== null);
  const byReason = Map.groupBy(refused, (rule) => rule.why);
  if (byReason.size === 0) return null;
  return (
    <p className="mt-2 max-w-3xl text-sm text-muted">
      {[...byReason].map(([why, rules]) => `Not offered: ${rules.map((rule) => rule.label.toLowerCase()).join(", ")}. ${why}`).join(" ")}
    </p>
  );
}
