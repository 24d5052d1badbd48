import { areaName } from "@talent/catalog/areas/all";
import type { SeriesKey } from "@talent/core/observation/observation";
import { codeWords, dimensionWords } from "../../words/code-words.ts";
import type { Code } from "./axes.ts";

/** What tells these series apart, in the fewest words: areas, codes, or both; of one alone its area. */
export function seriesNames(keys: readonly SeriesKey[]): string[] {
  const dimensions = [...new Set(keys.flatMap((key) => Object.keys(key.dimensions)))];
  const differing = dimensions.filter((name) => new Set(keys.map((key) => key.dimensions[name])).size > 1);
  const areasDiffer = new Set(keys.map((key) => key.area)).size > 1 || differing.length === 0;
  return keys.map((key) => {
    const codes = differing.map((name) => codeLabel(name, key.dimensions[name] ?? null));
    return [...(areasDiffer ? [areaName(key.area)] : []), ...codes].join(", ");
  });
}

/** A code with the name of an area where it is one; "total" for the series that leaves the dimension out. */
export function codeLabel(name: string, code: Code): string {
  if (code === null) return "total";
  const area = areaName(code);
  return area !== code && name !== "visa_class" ? area : codeWords(code);
}

/** What all these series have in common beside the indicator: an area, codes. */
export function sharedWords(keys: readonly SeriesKey[]): string {
  const [first, ...others] = keys;
  if (!first) return "";
  const codes = Object.entries(first.dimensions)
    .filter(([name, code]) => others.every((key) => key.dimensions[name] === code))
    .map(([name, code]) => `${dimensionWords(name)} ${codeLabel(name, code)}`);
  const area = others.length > 0 && others.every((key) => key.area === first.area) ? [areaName(first.area)] : [];
  return [...area, ...codes].join(", ");
}
