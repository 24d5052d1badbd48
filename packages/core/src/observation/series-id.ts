import { InvalidRow } from "../capture/errors.ts";
import type { SeriesKey } from "./observation.ts";

const MARKS = /[|;=\r\n]/;

/**
 * The one text for a series: `indicator|area|dim=code;dim=code`, dimensions sorted by name. Throws InvalidRow when a part is empty or holds
 * one of the separators, so that two series never share an id.
 */
export function seriesId(key: SeriesKey): string {
  const dimensions = Object.keys(key.dimensions).sort();
  const codes = dimensions.map((name) => `${part(name)}=${part(key.dimensions[name] ?? "")}`);
  return `${part(key.indicator)}|${part(key.area)}|${codes.join(";")}`;
}

/** The series with this id. Throws InvalidRow for text `seriesId` cannot have written. */
export function parseSeriesId(text: string): SeriesKey {
  const [indicator = "", area = "", codes = ""] = text.split("|");
  const pairs = codes === "" ? [] : codes.split(";").map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=")[1] ?? ""]);
  const key = { indicator, area, dimensions: Object.fromEntries(pairs) };
  if (seriesId(key) !== text) throw new InvalidRow(`not a series id: "${text}"`);
  return key;
}

function part(text: string): string {
  if (text === "" || MARKS.test(text)) throw new InvalidRow(`cannot stand in a series id: "${text}"`);
  return text;
}
