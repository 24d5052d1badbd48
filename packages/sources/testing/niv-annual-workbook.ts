import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import { source } from "../src/state-niv-annual/source.ts";
import { exchangeOf, readOne, refusalTexts } from "./exchanges.ts";
import { gridsOf, type Made, workbookOf } from "./workbook.ts";

export const WORKBOOK_URL =
  "https://travel.state.gov/content/dam/visas/Statistics/Non-Immigrant-Statistics/NIVDetailTables/FYs97-24_NIVDetailTable.xlsx";
export const VISAS = "us-visas-issued-annual";

export type Grids = Record<string, Made[][]>;
type Edit = (grids: Grids) => Grids | undefined;

const FIXTURE = new URL("../src/state-niv-annual/fixtures/2025-08-01T06-00-00Z/", import.meta.url);

/** The small workbook and landing page of the fixture. */
export const printed: Uint8Array = readFileSync(new URL("../src/state-niv-annual/FYs97-24_NIVDetailTable.xlsx", FIXTURE));
export const landingPage: Uint8Array = readFileSync(new URL("../src/state-niv-annual/landing.html", FIXTURE));

/** The small workbook after an edit of its cells. */
export async function edited(edit: Edit, url = WORKBOOK_URL): Promise<Exchange> {
  const grids = await gridsOf(printed);
  return exchangeOf(url, workbookOf(edit(grids) ?? grids));
}

/** What is refused after an edit. */
export async function refusalsOf(edit: Edit): Promise<string[]> {
  return refusalTexts((await readOne(source, await edited(edit))).refusals);
}

/** The row with that label. */
export function rowOf(grid: Made[][] | undefined, label: string): Made[] {
  const found = grid?.find((row) => row[0] === label);
  if (found === undefined) throw new Error(`no row ${label}`);
  return found;
}

/** The place of a header, counted from 0. */
export function columnOf(grid: Made[][] | undefined, header: string): number {
  return (grid?.[0] ?? []).indexOf(header);
}

/** The rows of a sheet. */
export function sheet(grids: Grids, name: string): Made[][] {
  return grids[name] ?? [];
}
