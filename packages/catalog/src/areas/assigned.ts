/**
 * Rows that publishers print beside the countries of ISO 3166-1, under codes of its user-assigned range XAA to XZZ.
 * Reviewed by hand: a new row is added here before a parser may use it, never guessed.
 */
export const ASSIGNED = {
  XBI: "Bassas da India",
  XEU: "European Union, as one aggregate",
  XGZ: "Gaza Strip, printed apart from the West Bank",
  XHB: "British National (Overseas) passports, Hong Kong",
  XKX: "Kosovo",
  XNN: "Issued without a nationality (non-nationality based)",
  XTR: "Tromelin Island",
  XUN: "United Nations laissez-passer",
  XWB: "West Bank, printed apart from the Gaza Strip",
  XXA: "Stateless or no nationality",
  XXX: "Nationality unknown or not stated",
} as const;
