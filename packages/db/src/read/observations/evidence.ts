import type { Republish } from "@talent/core/capture/source";
import type { Citation } from "@talent/core/observation/observation";
import type { Db } from "../../connect.ts";
import { storedExchange } from "../ingest/stored-exchanges.ts";
import { type ApiObservation, observationById } from "./api-observation.ts";

/** Everything behind one number, down to its bytes. */
export type EvidenceRecord = {
  /** Gated: a withheld value is not in it. */
  readonly observation: ApiObservation;
  readonly exchange: {
    readonly id: string;
    /** Secrets were taken out before it was stored. */
    readonly url: string;
    readonly method: string;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly capturedAt: string;
    readonly fidelity: string;
    readonly licence: string;
    readonly note: string | null;
    readonly depositedBy: string | null;
  };
  readonly source: {
    readonly id: string;
    readonly title: string;
    readonly publisher: { readonly name: string; readonly url: string; readonly country: string };
    readonly republish: Republish;
    readonly licence: { readonly name: string; readonly url: string | null };
  };
  readonly citation: Citation | null;
  readonly sha256: string;
  /** The document itself, not gated: show of it what `source.republish` allows. */
  readonly bytes: Uint8Array;
};

/** What stands behind an observation; null for an unknown id. Throws SnapshotCorrupt when the bytes no longer match their address. */
export async function observationEvidence(db: Db, observationId: string): Promise<EvidenceRecord | null> {
  const found = await observationById(db, observationId);
  if (found === null) return null;
  const { citation, ...observation } = found;
  const [exchange, source] = await Promise.all([
    storedExchange(db, observation.exchange),
    db.prisma.source.findUniqueOrThrow({ where: { id: observation.source }, include: { publisher: true } }),
  ]);
  const { body, sha256, note, depositedBy, requestSha256: _, ...rest } = exchange;
  return {
    observation,
    exchange: { ...rest, id: observation.exchange, note: note ?? null, depositedBy: depositedBy ?? null },
    source: {
      id: source.id,
      title: source.title,
      publisher: { name: source.publisher.name, url: source.publisher.url, country: source.publisher.country },
      republish: source.republish as Republish,
      licence: { name: source.licenceName, url: source.licenceUrl },
    },
    citation,
    sha256,
    bytes: body,
  };
}
