import { readFileSync } from "node:fs";
import type { Exchange } from "@talent/core/capture/capture";
import { source } from "../src/state-niv-annual/source.ts";
import { exchangeOf, readSnapshot, refusalTexts } from "./exchanges.ts";
import { type CellContent, gridsOf, workbookOf } from "./workbook.ts";

export const WORKBOOK_URL =
  "https://travel.state.gov/content/dam/visas/Statistics/Non-Immigrant-Statistics/NIVDetailTables/FYs97-24_NIVDetailTable.xlsx";
export const VISAS = "us-visas-issued-annual";

export type Grids = Record<string, CellContent[][]>;
type WorkbookEdit = (grids: Grids) => Grids | undefined;

const FIXTURE = new URL("../src/state-niv-annual/fixtures/2025-08-01T06-00-00Z/", import.meta.url);

/** The small workbook and landing page of the fixture. */
export const fixtureWorkbook: Uint8Array = readFileSync(new URL("FYs97-24_NIVDetailTable.xlsx", FIXTURE));
export const landingPage: Uint8Array = readFileSync(new URL("landing.html", FIXTURE));

/** The small workbook after an edit of its cells. */
export async function editedWorkbook(edit: WorkbookEdit, url = WORKBOOK_URL): Promise<Exchange> {
  const grids = await gridsOf(fixtureWorkbook);
  return exchangeOf(url, workbookOf(edit(grids) ?? grids));
}

/** What is refused after an edit. */
export async function refusalsOf(edit: WorkbookEdit): Promise<string[]> {
  return refusalTexts((await readSnapshot(source, await editedWorkbook(edit))).refusals);
}

/** The row with that label. */
export function rowOf(grid: CellContent[][] | undefined, label: string): CellContent[] {
  const found = grid?.find((row) => row[0] === label);
  if (found === undefined) throw new Error(`no row ${label}`);
  return found;
}

/** The place of a header, counted from 0. */
export function columnOf(grid: CellContent[][] | undefined, header: string): number {
  return (grid?.[0] ?? []).indexOf(header);
}

/** The rows of a sheet. */
export function sheetRows(grids: Grids, name: string): CellContent[][] {
  return grids[name] ?? [];
}
