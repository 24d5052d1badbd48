/**
 * States that ISO 3166-3 lists as withdrawn, under the alpha-3 they had while they existed (its own four-letter
 * codes appear in no published data). Only states that a publisher may still print.
 */
export const FORMER = {
  ANT: "Netherlands Antilles (to 2010)",
  BUR: "Burma (code to 1989)",
  BYS: "Byelorussian SSR (to 1992)",
  CSK: "Czechoslovakia (to 1993)",
  CTE: "Canton and Enderbury Islands (to 1984)",
  DDR: "East Germany (to 1990)",
  NTZ: "Saudi-Iraqi neutral zone (to 1993)",
  PCI: "Trust Territory of the Pacific Islands (to 1986)",
  PCZ: "Panama Canal Zone (to 1980)",
  RHO: "Southern Rhodesia (to 1980)",
  SCG: "Serbia and Montenegro (2003 to 2006)",
  SUN: "Soviet Union (to 1992)",
  TMP: "East Timor (code to 2002)",
  VDR: "North Vietnam (to 1977)",
  YMD: "South Yemen (to 1990)",
  YUG: "Yugoslavia (to 2003)",
  ZAR: "Zaire (to 1997)",
} as const;
