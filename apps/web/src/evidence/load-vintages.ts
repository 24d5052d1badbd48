import type { InputObservation } from "../claim/load.ts";
import { database } from "../store/database.ts";
import { nodePackages } from "../store/node-packages.ts";

const MOST = 200;

/** Every vintage of an observation's series and period known by `asOf`, oldest first, with the licence gate applied. */
export async function vintagesOf(observation: InputObservation, asOf: Date): Promise<readonly InputObservation[]> {
  const { vintagesPage } = await nodePackages.seriesPage();
  const { indicator, area, dimensions, period } = observation;
  const selection = { indicator, areas: [area], dimensions, periodFrom: period, periodTo: period, asOf, limit: MOST, cursor: null };
  const { data } = await vintagesPage(await database(), selection);
  const same = (one: InputObservation) => JSON.stringify(one.dimensions) === JSON.stringify(dimensions) && one.period === period;
  return data.filter(same).sort((a, b) => a.vintage.localeCompare(b.vintage));
}
