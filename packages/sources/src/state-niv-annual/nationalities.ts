import type { AreaCode } from "@talent/catalog/areas/all";
import { STATE_NATIONALITIES } from "../state-nationalities.ts";

/**
 * Every nationality the workbook has printed since FY1997, in each of its spellings. Reviewed by hand, and a row not listed is refused:
 * Serbia, Montenegro and their union stand side by side from FY2008 to FY2012.
 */
export const NATIONALITIES: Readonly<Record<string, AreaCode>> = {
  ...STATE_NATIONALITIES,
  "Cape Verde": "CPV",
  "Congo, Dem. Rep. of the (Congo Kinshasa)": "COD",
  "Congo, Dem. Rep. of the (Kinshasa)": "COD",
  "Congo, Rep. of the (Brazzaville)": "COG",
  "Congo, Rep. of the (Congo Brazzaville)": "COG",
  Micronesia: "FSM",
  "No Nationality": "XXA",
  "Serbia and Montenegro": "SCG",
  "United Nations Laissez-Passer": "XUN",
};
