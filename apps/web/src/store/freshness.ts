import { furthestBehind, type Looks, type Theirs, theirs } from "@talent/core/capture/freshness";
import { database } from "./database.ts";
import { nodePackages } from "./node-packages.ts";

/** Both freshnesses of a source at one instant, apart: how we looked, and where its publisher stands, by indicator and with the one furthest behind. */
export type Freshness = { readonly looks: Looks; readonly theirs: Theirs; readonly byIndicator: ReadonlyMap<string, Theirs> };

/** The freshness of every registered source by id, or of one, as it was at an instant. */
export async function freshnessAt(at: Date, source?: string): Promise<ReadonlyMap<string, Freshness>> {
  const { freshnessInputs } = await nodePackages.freshnessInputs();
  const inputs = await freshnessInputs(await database(), source ? { asOf: at, source } : { asOf: at });
  return new Map(
    inputs.map(({ source: id, cadence, indicators, ...looks }) => {
      const byIndicator = new Map(indicators.map(({ indicator, newest }) => [indicator, theirs(cadence, newest, at)]));
      const spoken = [...byIndicator.values()].filter((one) => one.state !== "unknown");
      return [id, { looks, theirs: furthestBehind(spoken) ?? theirs(cadence, null, at), byIndicator }];
    }),
  );
}
