/**
 * Classes as the monthly tables write them, without hyphens or spaces, and those of the publisher's yearly table that may yet appear in
 * a month. Combined visitor visas are one class, border crossing cards are in BBBCC and BBBCV.
 */
const CLASSES: ReadonlySet<string> = new Set(
  `A1 A2 A3 B1 B1/B2 B2 BBBCC BBBCV C1 C1/D C2 C3 C4 C4/D3 CW1 CW2 D D3 E1 E2 E2C E3 E3D E3R F1 F2 F3 G1 G2 G3 G4 G5
  H1A H1B H1B1 H1C H2A H2B H2R H3 H4 I J1 J2 K1 K2 K3 K4 L1 L2 M1 M2 M3 N8 N9 NATO1 NATO2 NATO3 NATO4 NATO5 NATO6 NATO7
  O1 O2 O3 P1 P2 P3 P4 Q1 Q2 Q3 R1 R2 S5 S6 S7 T1 T2 T3 T4 T5 T6 TD TN U1 U2 U3 U4 U5 V1 V2 V3`.split(/\s+/),
);

/** Whether a printed class is one that somebody has reviewed. */
export function isVisaClass(printed: string): boolean {
  return CLASSES.has(printed);
}
