import { ignored } from "@talent/readers/text/look-up-code";

/** Headers whose code is not their own letters and digits. Combined visitor visas and border crossing cards take the codes of FY2022 on. */
const SPELLED_OTHERWISE: Readonly<Record<string, string | typeof ignored>> = {
  "B1,2": "B1/B2",
  "B1,2/BCC": "BBBCC",
  "B1,2/BCV": "BBBCV",
  GRANDTOTAL: "all",
  // The total without border crossing cards, to FY2020: reconciled, and not a class of its own.
  TOTALVISAS: ignored,
};

/** Every class the publisher has printed since FY1997, without hyphens and spaces. BCC is the card alone. */
const CLASSES: ReadonlySet<string> = new Set(
  `A1 A2 A3 B1 B2 B1/B2 BBBCC BBBCV BCC C1 C1/D C2 C3 C4 C4/D3 CW1 CW2 D DCREW E1 E2 E2C E3 E3D E3R F1 F2 F3 G1 G2 G3 G4 G5
  H1A H1B H1B1 H1C H2A H2B H2R H3 H4 I J1 J2 K1 K2 K3 K4 L1 L2 M1 M2 M3 N8 N9 NATO1 NATO2 NATO3 NATO4 NATO5 NATO6 NATO7
  O1 O2 O3 P1 P2 P3 P4 Q1 Q2 Q3 R1 R2 S5 S6 S7 T1 T2 T3 T4 T5 T6 TD TN U1 U2 U3 U4 U5 V1 V2 V3`.split(/\s+/),
);

/** A sheet without one of these is not the table we know. */
export const CORE_CLASSES: readonly string[] = ["B1/B2", "F1", "H1B", "J1", "all"];

/** The code of a printed class header; `ignored` for a subtotal; undefined for an unreviewed one. */
export function visaClassOf(header: string): string | typeof ignored | undefined {
  const bare = header.toUpperCase().replace(/[-\s]/g, "");
  if (Object.hasOwn(SPELLED_OTHERWISE, bare)) return SPELLED_OTHERWISE[bare];
  return CLASSES.has(bare) ? bare : undefined;
}
