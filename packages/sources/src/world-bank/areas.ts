import { AREAS, type AreaCode } from "@talent/catalog/areas/all";
import { UnknownCode } from "@talent/core/capture/errors";
import type { Cell } from "@talent/readers/table/cell";
import { ignored } from "@talent/readers/text/look-up-code";
import { quoted } from "@talent/readers/text/plain-text";

/** Groups of countries the publisher prints among them, reviewed and left out: regions, incomes, lending, demography. */
export const GROUPS: Readonly<Record<string, string>> = {
  AFE: "Africa Eastern and Southern",
  AFW: "Africa Western and Central",
  ARB: "Arab World",
  CEB: "Central Europe and the Baltics",
  CHI: "Channel Islands",
  CSS: "Caribbean small states",
  EAP: "East Asia & Pacific (excluding high income)",
  EAR: "Early-demographic dividend",
  EAS: "East Asia & Pacific",
  ECA: "Europe & Central Asia (excluding high income)",
  ECS: "Europe & Central Asia",
  EMU: "Euro area",
  HIC: "High income",
  HPC: "Heavily indebted poor countries (HIPC)",
  IBD: "IBRD only",
  IBT: "IDA & IBRD total",
  IDA: "IDA total",
  IDB: "IDA blend",
  IDX: "IDA only",
  INX: "Not classified",
  LAC: "Latin America & Caribbean (excluding high income)",
  LCN: "Latin America & Caribbean",
  LDC: "Least developed countries: UN classification",
  LIC: "Low income",
  LMC: "Lower middle income",
  LMY: "Low & middle income",
  LTE: "Late-demographic dividend",
  MEA: "Middle East, North Africa, Afghanistan & Pakistan",
  MIC: "Middle income",
  MNA: "Middle East, North Africa, Afghanistan & Pakistan (excluding high income)",
  NAC: "North America",
  OED: "OECD members",
  OSS: "Other small states",
  PRE: "Pre-demographic dividend",
  PSS: "Pacific island small states",
  PST: "Post-demographic dividend",
  SAS: "South Asia",
  SSA: "Sub-Saharan Africa (excluding high income)",
  SSF: "Sub-Saharan Africa",
  SST: "Small states",
  TEA: "East Asia & Pacific (IDA & IBRD countries)",
  TEC: "Europe & Central Asia (IDA & IBRD countries)",
  TLA: "Latin America & the Caribbean (IDA & IBRD countries)",
  TMN: "Middle East, North Africa, Afghanistan & Pakistan (IDA & IBRD)",
  TSA: "South Asia (IDA & IBRD)",
  TSS: "Sub-Saharan Africa (IDA & IBRD countries)",
  UMC: "Upper middle income",
};

/** Rows whose code is not that of a country of ISO 3166-1, and which we store: as printed, never summed. */
const KEPT_AGGREGATES: Readonly<Record<string, AreaCode>> = { EUU: "XEU", WLD: "WLD", XKX: "XKX" };

const GROUP_NAMES: ReadonlySet<string> = new Set(Object.values(GROUPS));

const BY_CODE = new Map<string, AreaCode | typeof ignored>([
  ...(Object.keys(AREAS) as AreaCode[]).filter((code) => AREAS[code].kind === "country").map((code) => [code, code] as const),
  ...Object.entries(KEPT_AGGREGATES),
  ...Object.keys(GROUPS).map((code) => [code, ignored] as const),
]);

/**
 * The area of a printed three-letter code. Some answers print groups without a code: those are known by their name. Throws UnknownCode for
 * everything else, former codes of the publisher's own among it.
 */
export function areaOf(code: Cell, name: Cell): AreaCode | typeof ignored {
  const text = code.text.trim();
  const area = text === "" && GROUP_NAMES.has(name.text.trim()) ? ignored : BY_CODE.get(text);
  if (area === undefined) throw new UnknownCode(`${quoted(name.text)} has the unknown code ${quoted(text)}`, code);
  return area;
}
