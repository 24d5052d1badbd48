import type { AreaCode } from "@talent/catalog/areas/all";
import { ignored } from "@talent/readers/text/look-up-code";

/**
 * Countries as the list spells them. `Multinational` is no country, and a blank means unknown: both are left out on purpose.
 * Anything else that is not here (an author or an abstract in a shifted row) is refused.
 */
export const COUNTRIES: Readonly<Record<string, AreaCode | typeof ignored>> = {
  "": ignored,
  Multinational: ignored,
  Argentina: "ARG",
  Australia: "AUS",
  Austria: "AUT",
  Belgium: "BEL",
  Canada: "CAN",
  China: "CHN",
  Czechia: "CZE",
  Finland: "FIN",
  France: "FRA",
  Germany: "DEU",
  "Hong Kong": "HKG",
  India: "IND",
  "Iran (Islamic Republic of)": "IRN",
  Ireland: "IRL",
  Israel: "ISR",
  Italy: "ITA",
  Japan: "JPN",
  "Korea (Republic of)": "KOR",
  Netherlands: "NLD",
  Norway: "NOR",
  Poland: "POL",
  Russia: "RUS",
  "Saudi Arabia": "SAU",
  Singapore: "SGP",
  Spain: "ESP",
  Sweden: "SWE",
  Switzerland: "CHE",
  Taiwan: "TWN",
  "United Arab Emirates": "ARE",
  "United Kingdom of Great Britain and Northern Ireland": "GBR",
  "United States of America": "USA",
};
