import { LayoutChanged } from "@talent/core/capture/errors";
import type { CountryRow } from "./read-table.ts";

/** Levels by how many records they have in all, each tier well above the next in every month since 2017. */
const TIERS = [
  ["bachelors", "masters"],
  ["doctorate"],
  ["associate", "language-training", "other", "secondary"],
  ["flight-training", "other-vocational", "primary"],
  ["high-school"],
] as const;

/**
 * Throws LayoutChanged when a level has more records than one of the tier above: then numbers stand under each other's headers, which the
 * total cannot show because it does not mind the order of its parts.
 */
export function holdToTiers(rows: readonly CountryRow[]): void {
  const sums = new Map<string, number>();
  for (const { cells } of rows) for (const { level, value } of cells) sums.set(level, (sums.get(level) ?? 0) + value);
  const sumOf = (level: string): number => sums.get(level) ?? 0;
  for (const [at, tier] of TIERS.entries()) {
    for (const level of tier) {
      const above = TIERS[at - 1]?.find((higher) => sumOf(higher) <= sumOf(level));
      if (above === undefined) continue;
      throw new LayoutChanged(
        `${level} has ${sumOf(level)} records and ${above} ${sumOf(above)}: numbers stand under each other's headers`,
        rows[0]?.cells.find((cell) => cell.level === level)?.cell,
      );
    }
  }
}
