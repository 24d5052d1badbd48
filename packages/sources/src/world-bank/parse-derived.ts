import type { Exchange, Refusal } from "@talent/core/capture/capture";
import { LayoutChanged, refusalOf, UnitChanged } from "@talent/core/capture/errors";
import type { ParsedObservation } from "@talent/core/observation/observation";
import { jsonPointer, readJson } from "@talent/readers/json/read-json";
import { ignored } from "@talent/readers/text/known";
import { decimal } from "@talent/readers/text/number";
import { quoted } from "@talent/readers/text/plain-text";
import { areaOf } from "./areas.ts";
import { NO_DIMENSIONS, type Series, statusesOf } from "./indicators.ts";
import { yearOf } from "./read-json.ts";

/** True for bytes that were not the service's own: typed off, or flattened by somebody. No fetch brings these. */
export function isDerived({ fidelity }: Exchange): boolean {
  return fidelity === "transcribed" || fidelity === "derived";
}

/** Values typed off as one object for each country, keyed by year. Throws when it is another series or another shape. */
export function readDerived(exchange: Exchange, series: Series): { observations: ParsedObservation[]; refusals: Refusal[] } {
  const document = readJson(exchange.body);
  const [code, name] = [document.at("/id"), document.at("/name")];
  if (code.text !== series.code) throw new LayoutChanged(`the values are of ${quoted(code.text)}, not of ${series.code}`, code);
  if (name.text !== series.name) throw new UnitChanged(`the series is called ${quoted(name.text)}`, name);
  const refusals: Refusal[] = [];
  const observations: ParsedObservation[] = [];
  for (const country of keysOf(document.valueAt("/series"))) {
    for (const year of keysOf(document.valueAt(jsonPointer("series", country)))) {
      try {
        const cell = document.at(jsonPointer("series", country, year));
        const place = { text: country, locator: cell.locator };
        const area = areaOf(place, place);
        if (area === ignored) continue;
        const { locator, text: raw } = cell;
        const period = yearOf({ text: year, locator });
        const key = { indicator: series.indicator, area, dimensions: NO_DIMENSIONS, period };
        observations.push({ ...key, value: decimal(cell), unit: series.unit, status: statusesOf(series, area)(period), locator, raw });
      } catch (error) {
        refusals.push(refusalOf(error, "value"));
      }
    }
  }
  return { observations, refusals };
}

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LayoutChanged("the values do not stand by country and year");
  return Object.keys(value);
}
