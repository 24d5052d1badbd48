import type { SubscriberSettings } from "@talent/db/write/subscribers/subscriptions";
import { html } from "../components/html.ts";
import { Markup } from "../components/markup.tsx";
import { CADENCES, LOCALES, TIME_ZONES } from "./bodies.ts";

export const CADENCE_WORDS: Readonly<Record<SubscriberSettings["cadence"], string>> = {
  instant: "At once",
  daily: "Once a day, at 7 in the morning",
  weekly: "Once a week, on Monday at 7 in the morning",
};

export const LOCALE_WORDS: Readonly<Record<SubscriberSettings["locale"], string>> = { en: "English", "zh-CN": "简体中文 (Chinese)" };

/** "22:00". */
const hourWords = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

type Quiet = { readonly quietFrom: number | null; readonly quietTo: number | null; readonly timeZone: string };

/** When no mail comes, or that there is no such time. */
export function quietWords({ quietFrom, quietTo, timeZone }: Quiet): string {
  if (quietFrom === null || quietTo === null) return `No quiet hours (${timeZone})`;
  return `Quiet from ${hourWords(quietFrom)} to ${hourWords(quietTo)} (${timeZone}); what happens then waits`;
}

/** What is filled in. */
export type GivenSettings = Pick<SubscriberSettings, "cadence" | "locale" | "timeZone"> & {
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** How somebody wants to be told, to be chosen: cadence, language, quiet hours and time zone. */
export function SettingsFields({ given }: { given: GivenSettings }) {
  return (
    <>
      <Choices legend="When" name="cadence" options={CADENCES.map((value) => [value, CADENCE_WORDS[value]])} chosen={given.cadence} />
      <Choices legend="In" name="locale" options={LOCALES.map((value) => [value, LOCALE_WORDS[value]])} chosen={given.locale} />
      <fieldset className="field">
        <legend className="label">Quiet hours</legend>
        <p className="field-note">Nothing comes then; it waits until they end. A digest that would fall into them waits too.</p>
        <div className="field-row">
          <Hours name="quiet_from" words="from" chosen={given.quietFrom} />
          <Hours name="quiet_to" words="to" chosen={given.quietTo} />
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor="time-zone" className="label">
          Time zone
        </label>
        <Markup of={timeZoneSelect(given.timeZone)} />
      </div>
    </>
  );
}

type ChoicesProps = { legend: string; name: string; options: readonly (readonly [string, string])[]; chosen: string };

function Choices({ legend, name, options, chosen }: ChoicesProps) {
  return (
    <fieldset className="field">
      <legend className="label">{legend}</legend>
      {options.map(([value, words]) => (
        <label key={value} className="choice">
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

function Hours({ name, words, chosen }: { name: string; words: string; chosen: number | null }) {
  return (
    <span className="field-row">
      <label htmlFor={name}>{words}</label>
      <select id={name} name={name} defaultValue={chosen ?? ""} className="figures">
        <option value="">none</option>
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {hourWords(hour)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Four hundred zones: as one text they are written once. */
function timeZoneSelect(chosen: string) {
  return html`<select id="time-zone" name="time_zone">${TIME_ZONES.map(
    (zone) => html`<option${zone === chosen ? html` selected` : null}>${zone}</option>`,
  )}</select>`;
}
