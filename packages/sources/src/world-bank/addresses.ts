import { SERIES, type Series, seriesOfCode } from "./indicators.ts";

const API_BASE = "https://api.worldbank.org/v2";
const SERIES_ADDRESS =
  /\/\/api\.worldbank\.org\/v2\/(?:[a-z]{2}\/)?(?:countr(?:y|ies)\/[^/?#\s]+\/)?indicators?\/([A-Z0-9.]+)(?:[?#\s].*)?$/i;
const ALL_COUNTRIES = /\/countr(?:y|ies)\/all\//i;
const LIMITED_DATES = /[?&](?:date|mrv|mrnev)=/i;

/** Every country and every year of a series in one answer: the longest has about 18,000 rows, and 32,500 is the most the service gives. */
export const REQUESTS: readonly string[] = SERIES.map(({ code }) => `${API_BASE}/country/all/indicator/${code}?format=json&per_page=32500`);

/** The series an address requests, as JSON or as CSV; undefined when it is none of ours. */
export function seriesOfUrl(url: string): Series | undefined {
  const code = SERIES_ADDRESS.exec(url)?.[1];
  return code === undefined ? undefined : seriesOfCode(code.toUpperCase());
}

/** True for an address that requests every country and every year. */
export function asksForAll(url: string): boolean {
  return ALL_COUNTRIES.test(url) && !LIMITED_DATES.test(url);
}
