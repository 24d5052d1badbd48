import { areaName, isArea } from "@talent/catalog/areas/all";
import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { SeriesKey } from "@talent/core/observation/observation";
import { codeWords, dimensionWords } from "../../words/code-words.ts";
import { type Axes, type Code, type Codes, codesOf, codeText, TOTAL } from "./axes.ts";
import type { DefaultPick } from "./default-pick.ts";

/** More lines than this nobody can tell apart. */
export const MAX_SERIES = 5;
const MAX_VALUES = 24;

export type PickQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Picked = {
  readonly areas: readonly string[];
  readonly codes: Codes;
  /** The series to show, at most MOST_SERIES. */
  readonly series: readonly SeriesKey[];
  /** One sentence for each thing asked for that is not shown. */
  readonly problems: readonly string[];
};

/** What an address picks of an indicator. What it does not name, or names wrongly, is as by default; wrong names are said. */
export function readPick(given: PickQuery, indicator: Indicator, axes: Axes, fallback: DefaultPick): Picked {
  const problems: string[] = [];
  const areas = requestedValues(given.area, isArea).filter((area) => {
    const problem = areaProblem(area, axes);
    if (problem) problems.push(problem);
    return problem === null;
  });
  const codes = Object.fromEntries(
    Object.keys(indicator.dimensions).map((name): [string, readonly Code[]] => {
      const held = codesOf(axes, name, indicator.dimensions[name]);
      const asked = requestedValues(given[`dim.${name}`], (text) => held.some((code) => codeText(code) === text));
      const found = asked.map((text) => (text === TOTAL ? null : text)).filter((code) => held.includes(code));
      for (const text of asked) if (!held.some((code) => codeText(code) === text)) problems.push(codeProblem(name, text));
      return [name, found.length > 0 ? found : (fallback.codes[name] ?? [])];
    }),
  );
  const pick = { areas: areas.length > 0 ? areas : fallback.areas, codes };
  const all = matchingSeries(indicator.id, pick, axes);
  if (all.length > MAX_SERIES) problems.push(`${all.length} series are picked; the first ${MAX_SERIES} are shown, and all are in the CSV.`);
  return { ...pick, series: all.slice(0, MAX_SERIES), problems };
}

/** The pick as parameters of an address; several values stand behind one name, separated by commas. */
export function pickQuery({ areas, codes }: { readonly areas: readonly string[]; readonly codes: Codes }): Record<string, string> {
  const dimensions = Object.entries(codes).map(([name, list]) => [`dim.${name}`, list.map(codeText).join(",")]);
  return { ...(areas.length > 0 ? { area: areas.join(",") } : {}), ...Object.fromEntries(dimensions) };
}

/** The address parameters that pick one series alone; a dimension it leaves out is asked for as the total. */
export function seriesQuery(
  key: Pick<SeriesKey, "area" | "dimensions">,
  indicator?: Pick<Indicator, "optionalDimensions">,
): Record<string, string> {
  const totals = (indicator?.optionalDimensions ?? []).map((name) => [`dim.${name}`, TOTAL]);
  const codes = Object.entries(key.dimensions).map(([name, code]) => [`dim.${name}`, code]);
  return { area: key.area, ...Object.fromEntries([...totals, ...codes]) };
}

function matchingSeries(
  indicator: string,
  { areas, codes }: { readonly areas: readonly string[]; readonly codes: Codes },
  axes: Axes,
): SeriesKey[] {
  const combinations = Object.entries(codes).reduce<Readonly<Record<string, string>>[]>(
    (made, [name, list]) => made.flatMap((one) => list.map((code) => (code === null ? one : { ...one, [name]: code }))),
    [{}],
  );
  const held = new Set(axes.dimensions.map(codesKey));
  const dimensions = combinations.filter((one) => held.has(codesKey(one)));
  return areas.flatMap((area) => dimensions.map((one) => ({ indicator, area, dimensions: one })));
}

function codesKey(codes: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The values of a parameter that may be repeated, or hold several separated by commas; a known value may itself hold a comma. */
function requestedValues(given: string | readonly string[] | undefined, known: (text: string) => boolean): string[] {
  const values = (given === undefined ? [] : [given].flat()).flatMap((text) => (known(text) ? [text] : text.split(",")));
  return [...new Set(values.map((text) => text.trim()).filter(Boolean))].slice(0, MAX_VALUES);
}

function areaProblem(area: string, axes: Axes): string | null {
  if (!isArea(area)) return `There is no area “${area.slice(0, 20)}”.`;
  return axes.areas.includes(area) ? null : `No number is held for ${areaName(area)}.`;
}

function codeProblem(name: string, code: string): string {
  return `No number is held for ${dimensionWords(name)} “${codeWords(code.slice(0, 40))}”.`;
}
