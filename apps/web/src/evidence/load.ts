import type { ApiObservation } from "@talent/db/read/observations/api-observation";
import { type EvidenceRecord, observationEvidence } from "@talent/db/read/observations/evidence";
import { vintagesPage } from "@talent/db/read/observations/series-page";
import type { Excerpt } from "@talent/readers/excerpt/excerpt";
import { db } from "../store/database.ts";

const MAX_VINTAGES = 200;

/** Every vintage of an observation's series and period known by `asOf`, oldest first, with the licence gate applied. */
export async function loadVintages(observation: ApiObservation, asOf: Date): Promise<readonly ApiObservation[]> {
  const { indicator, area, dimensions, period } = observation;
  const selection = { indicator, areas: [area], dimensions, periodFrom: period, periodTo: period, asOf, limit: MAX_VINTAGES, cursor: null };
  const { data } = await vintagesPage(db(), selection);
  const same = (one: ApiObservation) => JSON.stringify(one.dimensions) === JSON.stringify(dimensions) && one.period === period;
  return data.filter(same).sort((a, b) => a.vintage.localeCompare(b.vintage));
}

/** A number with the exchange it was read from. `excerpt` is null where it may not be shown or could not be read; `why` says which, in a sentence. */
export type EvidenceView = { readonly record: EvidenceRecord; readonly excerpt: Excerpt | null; readonly why: string | null };

const EXCERPT_LIMITS = { deadlineMs: 6_000, memoryMb: 768 };

/** Everything known of where an observation was read; null when there is none of that id. Throws when the stored bytes are damaged. */
export async function loadEvidence(observationId: string): Promise<EvidenceView | null> {
  const record = await observationEvidence(db(), observationId);
  if (!record) return null;
  const held = withheldReason(record);
  if (held !== null) return { record, excerpt: null, why: held };
  try {
    return { record, excerpt: await loadExcerpt(record), why: null };
  } catch (error) {
    return { record, excerpt: null, why: `The cells around the number could not be shown: ${errorMessage(error)}` };
  }
}

type LicensedObservation = {
  readonly observation: Pick<EvidenceRecord["observation"], "withheld" | "locator">;
  readonly source: Pick<EvidenceRecord["source"], "republish">;
};

/** Licence gate: what surrounds a number is shown where values are; of a count only the filter, the number and the digest. A sentence when nothing is. */
export function withheldReason({ observation, source }: LicensedObservation): string | null {
  if (source.republish === "verdict_only") return "The licence lets us show the verdict, the citation and the link, and no numbers.";
  if (source.republish === "counts" && (observation.withheld || observation.locator?.kind !== "rows"))
    return "The licence lets us show our counts, and never the rows.";
  if (observation.withheld) return "The licence lets us show only numbers that a verdict rests on; this is none.";
  return null;
}

async function loadExcerpt({ observation, source, bytes, exchange }: EvidenceRecord): Promise<Excerpt> {
  // Loaded by Node itself, from its own folder: it starts a child process with a file that lies beside it.
  const { excerptInSandbox } = await import(/* turbopackIgnore: true */ "@talent/readers/excerpt/excerpt-in-sandbox");
  if (!observation.locator) throw new Error("no place is stored for it");
  const open = source.republish === "values" || source.republish === "unmodified";
  const around = { rows: open ? 4 : 0, columns: open ? 3 : 0, includeRows: open };
  const contentType = exchange.headers["content-type"];
  return excerptInSandbox(bytes, observation.locator, { ...around, ...(contentType ? { contentType } : {}) }, EXCERPT_LIMITS);
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : "an unknown error.";
}
