import type { AreaCode } from "@talent/catalog/areas/all";
import { STATE_NATIONALITIES } from "../state-nationalities.ts";

/**
 * Every nationality the monthly tables have printed, in each of its spellings. Reviewed by hand, and a row not listed is refused. Unlike the
 * yearly workbook this table prints the British territories, passports of British nationals overseas and issuances without a nationality
 * as rows of their own, so the two lists are not one.
 */
export const NATIONALITIES: Readonly<Record<string, AreaCode>> = {
  ...STATE_NATIONALITIES,
  "*Non-Nationality Based Issuances": "XNN",
  "*Non-Nationlity Based Issuances": "XNN",
  "*Non-nationality based issuances": "XNN",
  Anguilla: "AIA",
  "Antigua And Barbuda": "ATG",
  Bermuda: "BMU",
  "British National Overseas (Hong Kong) Passport": "XHB",
  "British Virgin Islands": "VGB",
  "Cayman Islands": "CYM",
  "China-Taiwan": "TWN",
  "China-mainland": "CHN",
  "Cote D'Ivoire": "CIV",
  Curacao: "CUW",
  "Federated States of Micronesia": "FSM",
  Gibraltar: "GIB",
  "Great Britain & Northern Ireland": "GBR",
  "Guinea - Bissau": "GNB",
  "Hong Kong S. A. R.": "HKG",
  "Macau S. A. R.": "MAC",
  "Marshall Islands, Republic of the": "MHL",
  Montserrat: "MSR",
  Pitcairn: "PCN",
  "Republic of Palau": "PLW",
  "St Lucia": "LCA",
  "St. Kitts And Nevis": "KNA",
  "St. Kitts and Nevis": "KNA",
  "St. Vincent and The Grenadines": "VCT",
  "St. Vincent and the Grenadines": "VCT",
  "Turks And Caicos Islands": "TCA",
  "Turks and Caicos Islands": "TCA",
  Unknown: "XXX",
};
