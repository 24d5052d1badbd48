import { recorded } from "./publishers.ts";

// The World Bank's responses for every country, in its structure: the one that was recorded, and two made of values that it printed elsewhere.

const RECORDED = "2026-07-14T06-00-00Z";
const COUNTRIES = { CHN: ["CN", "China"], USA: ["US", "United States"] } as const;

type Values = Readonly<Record<keyof typeof COUNTRIES, Readonly<Record<string, number>>>>;

const ENROLMENT: Values = { CHN: { 2013: 32.7192, 2014: 43.711 }, USA: { 2020: 87.5677, 2022: 79.3619 } };
const RESEARCHERS: Values = { CHN: { 2008: 1197.58885, 2009: 861.24883 }, USA: { 2020: 4567.79267, 2022: 4937.49441 } };

/** Bodies by path. */
export async function worldBankAnswers(): Promise<Map<string, string>> {
  const exchanges = [...(await recorded("world-bank", RECORDED)).values()];
  const spending = exchanges.find(({ url }) => url.includes("GB.XPD.RSDV.GD.ZS"));
  const path = (code: string) => `/v2/country/all/indicator/${code}`;
  return new Map([
    [path("GB.XPD.RSDV.GD.ZS"), new TextDecoder().decode(spending?.body)],
    [path("SE.TER.ENRR"), answer("SE.TER.ENRR", "School enrollment, tertiary (% gross)", ENROLMENT)],
    [path("SP.POP.SCIE.RD.P6"), answer("SP.POP.SCIE.RD.P6", "Researchers in R&D (per million people)", RESEARCHERS)],
  ]);
}

function answer(code: string, name: string, values: Values): string {
  const rows = Object.entries(COUNTRIES).flatMap(([area, [id, country]]) =>
    Object.entries(values[area as keyof Values]).map(([date, value]) => ({
      indicator: { id: code, value: name },
      country: { id, value: country },
      countryiso3code: area,
      date,
      value,
      unit: "",
      obs_status: "",
      decimal: 0,
    })),
  );
  return JSON.stringify([{ page: 1, pages: 1, per_page: 32500, total: rows.length, sourceid: "2", lastupdated: "2026-07-13" }, rows]);
}
