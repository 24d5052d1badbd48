import type { Indicator } from "@talent/catalog/indicators/indicator";
import type { SeriesKey } from "@talent/core/observation/observation";
import { type Axes, type Code, type Codes, codesOf } from "./axes.ts";

/** Whom a reader compares with, in this order, where the ledger itself names nobody. */
export const KEY_AREAS = ["CHN", "USA", "IND", "GBR", "DEU", "KOR", "JPN", "WLD"] as const;

const MAX_AREAS = 4;
const MAX_CODES = 4;
const FEW_SERIES = 5;

export type DefaultPick = { readonly areas: readonly string[]; readonly codes: Codes };

/**
 * What a page of an indicator shows before anybody picks: the series that the ledger measures, with somebody to compare with; of an
 * indicator about one area, several of its codes. `bound` are the ledger's series, the most important first.
 */
export function defaultPick(indicator: Indicator, axes: Axes, bound: readonly SeriesKey[]): DefaultPick {
  const held = bound.filter((key) => axes.areas.includes(key.area) && axes.dimensions.some((codes) => sameCodes(codes, key.dimensions)));
  if (axes.areas.length * axes.dimensions.length <= FEW_SERIES) return pickEverything(indicator, axes, held);
  const dimensions = held[0]?.dimensions ?? broadestCodes(indicator, axes);
  const named = held.filter((key) => sameCodes(key.dimensions, dimensions)).map((key) => key.area);
  const areas = fillAreas([...new Set(named)], axes);
  return { areas, codes: defaultCodes(indicator, axes, dimensions, axes.areas.length === 1) };
}

/** Of an indicator with a handful of series all are shown, those of the ledger first. */
function pickEverything(indicator: Indicator, axes: Axes, held: readonly SeriesKey[]): DefaultPick {
  const codes = Object.entries(indicator.dimensions).map(([name, listed]): [string, readonly Code[]] => [
    name,
    codesOf(axes, name, listed),
  ]);
  return {
    areas: [...new Set([...held.map((key) => key.area), ...KEY_AREAS.filter((area) => axes.areas.includes(area)), ...axes.areas])],
    codes: Object.fromEntries(codes),
  };
}

/** Nobody is shown alone where there is somebody to compare with. */
function fillAreas(named: readonly string[], axes: Axes): string[] {
  const others = [...KEY_AREAS.filter((area) => axes.areas.includes(area)), ...axes.areas];
  const wanted = named.length === 0 ? 3 : 2;
  const filled = [...named];
  for (const area of others) if (filled.length < wanted && !filled.includes(area)) filled.push(area);
  return filled.slice(0, MAX_AREAS);
}

function defaultCodes(indicator: Indicator, axes: Axes, dimensions: Readonly<Record<string, string>>, alone: boolean): Codes {
  const names = Object.keys(indicator.dimensions);
  return Object.fromEntries(
    names.map((name): [string, readonly Code[]] => {
      const first = dimensions[name] ?? null;
      if (!alone || names.length > 1) return [name, [first]];
      const held = codesOf(axes, name, indicator.dimensions[name]);
      const kept = new Set([first, ...held.filter((code) => code !== first)].slice(0, MAX_CODES));
      return [name, held.filter((code) => kept.has(code))];
    }),
  );
}

/** The combination of codes that says most about the whole: totals and `all` first, else the first listed. */
function broadestCodes({ dimensions }: Indicator, axes: Axes): Readonly<Record<string, string>> {
  const cost = (codes: Readonly<Record<string, string>>) =>
    Object.entries(codes).reduce((sum, [name, code]) => {
      const listed = dimensions[name];
      return sum + (code === "all" ? 0 : 1 + (Array.isArray(listed) ? listed.indexOf(code) : 0) / 100);
    }, 0);
  return [...axes.dimensions].sort((a, b) => cost(a) - cost(b))[0] ?? {};
}

function sameCodes(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
